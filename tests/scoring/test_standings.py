"""Rankings from hand-made ledgers: sums, ties, lineage, running totals, verdicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scoring.model import Lineage, Unit
from scoring.period_rules import ConversionMethod, Measured, PassMark, Quota, ScaleConversion
from scoring.periods import PeriodKind
from scoring.points import Points, fraction, normal, rounded
from scoring.results import Ranked, Tally
from scoring.rulebook import Inheritance, Scope, TieBreak, TieRule
from scoring.standings import tables
from scoring.vocabulary import LineageKind
from tests.scoring.small_office import (
    RULE,
    book,
    corpus,
    day,
    entry,
    item,
    ledger,
    period,
    person,
    places,
    table,
    unit,
    units,
)

FOUR = units("甲", "乙", "丙", "丁")
END = day("12-31")


def test_equal_points_share_a_rank_and_the_next_is_skipped() -> None:
    lines = ledger(entry("3-1", "甲", 5), entry("3-1", "乙", 10), entry("3-1", "丙", 5))
    made = table(tables(corpus(FOUR), lines, END), "2026-03")
    assert places(made) == [(1, "乙", 10), (2, "甲", 5), (2, "丙", 5), (4, "丁", 0)]
    assert [row.tied for row in made.rows] == [False, True, True, False]


def test_a_rulebook_may_leave_no_gap_after_equal_points() -> None:
    facts = corpus(FOUR, rulebooks=(book(ties=TieRule.DENSE),))
    lines = ledger(entry("3-1", "甲", 5), entry("3-1", "乙", 10), entry("3-1", "丙", 5))
    assert [row.rank for row in table(tables(facts, lines, END), "2026-03").rows] == [1, 2, 2, 3]


def test_tie_breaks_decide_in_their_order_before_a_rank_is_shared() -> None:
    facts = corpus(
        FOUR,
        item("a", "3-1", "甲", taken=(("市简报", "3-2"),), noted=("3-3",)),
        item("b", "3-1", "乙", taken=(("省简报", "3-2"),)),
        item("c", "3-1", "丙", taken=(("市简报", "3-2"),)),
        rulebooks=(book(tie_breaks=(TieBreak.ENDORSEMENTS, TieBreak.HIGHER_LEVEL)),),
    )
    lines = ledger(*(entry("3-2", name, 5) for name in FOUR))
    assert places(table(tables(facts, lines, END), "2026-03")) == [
        (1, "甲", 5),
        (2, "乙", 5),
        (3, "丙", 5),
        (4, "丁", 5),
    ]


def test_a_unit_that_sent_nothing_is_named_with_0() -> None:
    facts = corpus(FOUR, item("a", "3-1", "甲"))
    made = table(tables(facts, ledger(), END), "2026-03")
    assert made.silent == ("乙", "丙", "丁")
    assert [row.points for row in made.rows] == [0, 0, 0, 0]
    assert {row.tally.rate for row in made.rows} == {Fraction(0)}


def test_units_without_a_group_take_part_but_do_not_compete() -> None:
    registry = FOUR | {"戊": unit("戊", None, 9), "己": unit("己", None, 10)}
    made = tables(corpus(registry), ledger(entry("3-1", "戊", 99)), END)
    assert "戊" not in [row.subject for row in table(made, "2026-03").rows]
    apart = table(made, "2026-03", None)
    assert [row.subject for row in apart.rows] == ["戊"]
    assert not apart.competing


def test_the_rulebooks_own_grouping_wins_over_the_registrys() -> None:
    grouping = {"乙组": frozenset({"丙", "丁"}), "甲组": frozenset({"甲", "乙"})}
    made = tables(
        corpus(FOUR, rulebooks=(book(groupings=grouping),)), ledger(entry("3-1", "丁", 1)), END
    )
    groups = [key.group for key in made if key.period == period("2026-03")]
    assert groups == ["乙组", "甲组"]
    assert places(table(made, "2026-03", "乙组")) == [(1, "丁", 1), (2, "丙", 0)]


def test_units_outside_the_scope_have_no_row() -> None:
    facts = corpus(FOUR, rulebooks=(book(scope=Scope(without=frozenset({"丁"}))),))
    made = table(tables(facts, ledger(entry("3-1", "甲", 1)), END), "2026-03")
    assert [row.subject for row in made.rows] == ["甲", "乙", "丙"]


def test_a_longer_span_counts_only_from_its_period_up() -> None:
    quarterly = entry("3-31", "甲", -4, span=PeriodKind.QUARTER)
    yearly = entry("5-8", "甲", -30, span=PeriodKind.YEAR)
    made = tables(corpus(FOUR), ledger(entry("3-1", "甲", 10), quarterly, yearly), END)

    def points(when: str) -> Points | int:
        return {row.subject: row.points for row in table(made, when).rows}["甲"]

    assert [points(when) for when in ("2026-03", "2026-05", "2026Q1", "2026Q2")] == [10, 0, 6, 0]
    assert [points(when) for when in ("2026H1", "2026")] == [6, -24]


def test_running_totals_add_what_ended_before_and_start_again_each_january() -> None:
    made = tables(
        corpus(FOUR),
        ledger(
            entry("2025-12-5", "甲", 100),
            entry("1-5", "甲", 3),
            entry("3-5", "甲", 4),
            entry("3-31", "甲", -1, span=PeriodKind.QUARTER),
            entry("4-5", "甲", 2),
        ),
        END,
    )

    def totals(when: str) -> tuple[Points | int, ...]:
        row = next(row for row in table(made, when).rows if row.subject == "甲")
        return row.carried, row.points, row.running

    assert totals("2025-12") == (0, 100, 100)
    assert totals("2026-01") == (0, 3, 3)
    assert totals("2026-03") == (3, 4, 7)
    assert totals("2026-04") == (6, 2, 8)
    assert totals("2026Q2") == (6, 2, 8)
    assert totals("2026") == (0, 8, 8)


def test_the_change_is_against_the_period_of_the_same_kind_before() -> None:
    lines = ledger(
        entry("2-1", "甲", 2), entry("2-1", "乙", 1), entry("3-1", "乙", 9), entry("3-1", "甲", 1)
    )
    made = tables(corpus(FOUR), lines, END)
    assert [(row.subject, row.change) for row in table(made, "2026-03").rows[:2]] == [
        ("乙", 1),
        ("甲", -1),
    ]
    assert all(row.previous_rank is None for row in table(made, "2026-02").rows)


def test_every_period_between_the_first_fact_and_today_has_a_table() -> None:
    facts = corpus(FOUR, item("a", "2025-11-3", "甲"))
    keys = [key for key in tables(facts, ledger(), day("2-10")) if key.ranked is Ranked.UNIT]
    assert [key.period.id for key in keys] == [
        "2025-11", "2025-12", "2025Q4", "2025H2", "2025", "2026-01", "2026-02",
        "2026Q1", "2026H1", "2026",
    ]  # fmt: skip
    unfinished = {
        key.period.id for key in keys if tables(facts, ledger(), day("2-10"))[key].unfinished
    }
    assert unfinished == {"2026-02", "2026Q1", "2026H1", "2026"}


def test_a_period_without_a_rulebook_has_no_table() -> None:
    facts = corpus(FOUR, item("a", "2025-11-3", "甲"), rulebooks=(book(effective=day("1-1")),))
    made = tables(facts, ledger(), day("1-31"))
    assert {key.period.id for key in made} == {"2026-01", "2026Q1", "2026H1", "2026"}
    assert tables(corpus(FOUR), ledger(), END) == {}


def renamed(kind: LineageKind = LineageKind.RENAMED) -> dict[str, Unit]:
    return units("新", "旁") | {"旧": unit("旧", line=9, lineage=Lineage(kind, "新", day("6-10")))}


def test_a_renamed_units_history_goes_to_its_successor_when_inherited() -> None:
    registry = renamed() | {"新": unit("新", valid_from=day("6-10"))}
    facts = corpus(registry, item("a", "3-1", "旧"), item("b", "7-1", "新"))
    made = tables(facts, ledger(entry("3-1", "旧", 7), entry("7-1", "新", 1)), END)
    assert places(table(made, "2026-03")) == [(1, "旧", 7), (2, "旁", 0)]
    assert places(table(made, "2026")) == [(1, "新", 8), (2, "旁", 0)]
    assert table(made, "2026").rows[0].tally.sent == 2
    june = table(made, "2026-06").rows
    assert [(row.subject, row.carried, row.previous_rank) for row in june] == [
        ("新", normal(7), 1),
        ("旁", normal(0), 1),
    ]


def test_without_inheritance_the_old_unit_keeps_its_own_row() -> None:
    fresh = book(renamed=Inheritance.FRESH, merged=Inheritance.FRESH)
    facts = corpus(renamed(LineageKind.MERGED), rulebooks=(fresh,))
    made = tables(facts, ledger(entry("3-1", "旧", 7), entry("7-1", "新", 1)), END)
    assert places(table(made, "2026")) == [(1, "旧", 7), (2, "新", 1), (3, "旁", 0)]
    assert [row.subject for row in table(made, "2026-07").rows] == ["新", "旁"]


def test_a_joint_item_of_units_that_merge_is_one_item_afterwards() -> None:
    facts = corpus(
        renamed(LineageKind.MERGED),
        item("a", "5-30", "旧", "新", taken=(("市简报", "5-31"),)),
    )
    made = tables(facts, ledger(), END)
    assert {row.subject: row.tally.sent for row in table(made, "2026-05").rows} == {
        "旧": 1,
        "新": 1,
        "旁": 0,
    }
    merged = next(row.tally for row in table(made, "2026").rows if row.subject == "新")
    assert merged[:3] == (1, 1, 1)


def test_an_item_adopted_twice_is_one_adopted_item_and_two_adoptions() -> None:
    facts = corpus(
        FOUR, item("a", "1-5", "甲", taken=(("市简报", "1-9"), ("省简报", "3-9")), noted=("4-1",))
    )
    made = tables(facts, ledger(), END)
    tally = {when: table(made, when).rows[0].tally for when in ("2026-01", "2026-03", "2026Q1")}
    assert tally["2026-01"] == Tally(1, 1, 1, by_level=(0, 0, 1, 0, 0, 0))
    assert tally["2026-03"] == Tally(0, 1, 1, by_level=(0, 1, 0, 0, 0, 0))
    assert tally["2026Q1"] == Tally(1, 1, 2, by_level=(0, 1, 1, 0, 0, 0))
    assert table(made, "2026").rows[0].tally.endorsements == 1


def test_the_adoption_rate_has_one_decimal_half_up() -> None:
    facts = corpus(
        FOUR,
        *(
            item(f"i{number}", "3-1", "甲", taken=(("市简报", "3-2"),) if number < 1 else ())
            for number in range(16)
        ),
    )
    tally = table(tables(facts, ledger(), END), "2026-03").rows[0].tally
    assert tally.rate == Fraction(1, 16)
    assert str(rounded(tally.rate * 100, 1)) == "6.3"  # 6.25, half up


def test_people_publications_and_levels_are_ranked_too() -> None:
    report = item(
        "a", "3-1", "甲", taken=(("省简报", "3-2"), ("市简报", "3-3")), authors=("甲/李",)
    )
    facts = corpus(FOUR, report, people={"甲/李": person("甲/李", "甲")})
    first, second = report.adoptions
    made = tables(
        facts,
        ledger(
            entry("3-2", "甲", 10, item="a", fact=first.source),
            entry("3-2", "甲", 10, person="甲/李", item="a", fact=first.source),
            entry("3-3", "甲", 5, item="a", fact=second.source),
        ),
        END,
    )
    assert places(table(made, "2026-03", None, Ranked.PERSON)) == [(1, "甲/李", 10)]
    assert places(table(made, "2026", None, Ranked.PUBLICATION)) == [
        (1, "省简报", 10),
        (2, "市简报", 5),
    ]
    assert places(table(made, "2026", None, Ranked.LEVEL)) == [(1, "省级", 10), (2, "市级", 5)]
    assert places(table(made, "2026-03"))[0] == (1, "甲", 15)


def test_other_scales_stand_beside_the_points() -> None:
    def scale(name: str, method: ConversionMethod, factor: str, cap: int | None) -> ScaleConversion:
        return ScaleConversion(
            source=RULE.source,
            clause="第九条",
            name=name,
            method=method,
            factor=Fraction(factor),
            cap=None if cap is None else normal(cap),
        )

    scales = (
        scale("系数", ConversionMethod.FACTOR, "1/20", 5),
        scale("百分", ConversionMethod.BEST, "100", None),
        scale("人均", ConversionMethod.PER_HEAD, "1", None),
    )
    registry = FOUR | {"乙": unit("乙", line=2, headcount=7)}
    lines = ledger(entry("3-1", "甲", 300), entry("3-1", "乙", 100))
    made = table(
        tables(corpus(registry, rulebooks=(book(conversions=scales),)), lines, END), "2026"
    )
    assert made.rows[0].converted == (("系数", normal(5)), ("百分", normal(100)))
    assert made.rows[1].converted == (
        ("系数", normal(5)),
        ("百分", Fraction(100, 3)),
        ("人均", Fraction(100, 7)),
    )


def mark(**changes: Any) -> PassMark:
    values: dict[str, Any] = {
        "source": RULE.source,
        "clause": "第十五条",
        "period": PeriodKind.QUARTER,
        "below": normal(5),
        "verdict": "不达标",
    }
    return PassMark(**values | changes)


def test_a_verdict_needs_the_mark_missed_so_many_periods_running() -> None:
    facts = corpus(FOUR, item("a", "1-1", "甲"), rulebooks=(book(pass_marks=(mark(running=2),)),))
    lines = ledger(*(entry(when, "甲", 5) for when in ("1-5", "9-5")))
    made = tables(facts, lines, day("10-1"))
    found = {
        when: [row.subject for row in table(made, when).rows if row.verdicts == ("不达标",)]
        for when in ("2026Q1", "2026Q2", "2026Q3", "2026Q4")
    }
    assert found == {
        "2026Q1": [],
        "2026Q2": ["乙", "丙", "丁"],
        "2026Q3": ["乙", "丙", "丁"],
        "2026Q4": [],
    }


def test_a_pass_mark_may_look_at_adopted_items() -> None:
    adopted = mark(measured=Measured.ADOPTED, below=normal(1), groups=frozenset({"县区"}))
    facts = corpus(
        FOUR,
        item("a", "1-1", "甲", taken=(("市简报", "1-2"),)),
        rulebooks=(book(pass_marks=(adopted,)),),
    )
    rows = table(tables(facts, ledger(), END), "2026Q1").rows
    assert [(row.subject, row.verdicts) for row in rows if not row.verdicts] == [("甲", ())]


def test_a_row_shows_the_quotas_of_its_own_period() -> None:
    quota = Quota(
        source=RULE.source,
        clause="第八条",
        period=PeriodKind.MONTH,
        measured=Measured.SENT,
        required={"县区": normal(2)},
    )
    facts = corpus(FOUR, item("a", "3-1", "甲"), rulebooks=(book(quotas=(quota,)),))
    made = tables(facts, ledger(), day("3-30"))
    state = next(row for row in table(made, "2026-03").rows if row.subject == "甲").quotas[0]
    assert (state.required, state.done, state.missing) == (normal(2), normal(1), normal(1))
    assert not state.closed
    assert all(row.quotas == () for row in table(made, "2026Q1").rows)


DAYS = st.dates(day("2025-01-01"), END)
AMOUNTS = st.fractions(min_value=-20, max_value=20, max_denominator=6).map(normal)


@given(st.lists(st.tuples(DAYS, st.sampled_from("甲乙丙丁"), AMOUNTS), max_size=30))
def test_months_sum_up_exactly_and_ranks_follow_the_points(
    lines: list[tuple[date, str, Points]],
) -> None:
    written = ledger(
        *(entry("3-1", subject, points)._replace(date=when) for when, subject, points in lines)
    )
    made = tables(corpus(FOUR), written, END)
    for year in ("2025", "2026"):
        wanted = period(year)
        rows = [row for key in made if key.period == wanted for row in made[key].rows]
        for row in rows:
            mine = [line for line in written.entries if line.unit == row.subject]
            assert fraction(row.points) == sum(
                fraction(line.points) for line in mine if line.date in wanted
            )
        for one, other in pairwise(rows):
            assert fraction(one.points) >= fraction(other.points)
            assert (one.rank == other.rank) == (one.points == other.points)
        assert [row.rank for row in rows] == [
            1 + sum(fraction(other.points) > fraction(row.points) for other in rows) for row in rows
        ]


def test_no_dates_or_orders_of_reading_matter() -> None:
    lines = [entry("3-1", name, 1) for name in FOUR]
    forward = tables(corpus(FOUR), ledger(*lines), END)
    backward = tables(
        replace(corpus(FOUR), units=dict(reversed(FOUR.items()))), ledger(*reversed(lines)), END
    )
    assert forward == backward
    assert list(forward) == list(backward)


def test_weekly_quotas_stand_in_the_month_in_which_the_week_ends() -> None:
    quota = Quota(
        source=RULE.source,
        clause="第八条",
        period=PeriodKind.WEEK,
        measured=Measured.SENT,
        required={"县区": normal(1)},
    )
    facts = corpus(FOUR, item("a", "3-30", "甲"), rulebooks=(book(quotas=(quota,)),))
    made = tables(facts, ledger(), day("4-30"))
    weeks = [state.period.id for state in table(made, "2026-04").rows[0].quotas]
    assert weeks == ["2026-W14", "2026-W15", "2026-W16", "2026-W17"]
