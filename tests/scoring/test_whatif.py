"""Who moves when a period is recomputed under another rulebook, with the real engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.engine import score
from scoring.findings import Source
from scoring.model import Corpus
from scoring.period_rules import Limit, Measured, Quota
from scoring.periods import Period, PeriodKind
from scoring.points import normal
from scoring.rulebook import Rulebook, in_force
from scoring.standings import tables
from scoring.vocabulary import Level
from scoring.whatif import Move, around, moves, replace_rulebook, what_if
from tests.scoring import test_engine_laws as laws
from tests.scoring.small_office import (
    book,
    corpus,
    day,
    item,
    period,
    scoring_rule,
    unit,
    units,
)

END = day("12-31")
FACTS = corpus(
    units("甲", "乙", "丙"),
    item("a", "3-1", "甲", taken=(("省简报", "3-2"),)),
    item("b", "3-1", "乙", taken=(("市简报", "3-2"),)),
    item("c", "2025-3-1", "乙", taken=(("市简报", "2025-3-2"),)),
)
DRAFT = book(
    id="draft",
    effective=day("2030-1-1"),
    adoptions=(scoring_rule("第五条", Level.MUNICIPAL, 20),),
)


def test_a_draft_shows_who_rises_who_falls_and_by_how_much() -> None:
    found = what_if(FACTS, DRAFT, period("2026"), END)
    assert [(move.subject, move.rank_before, move.rank_after, move.change) for move in found] == [
        ("乙", 2, 1, 1),
        ("甲", 1, 2, -1),
        ("丙", 3, 2, 1),
    ]
    assert [move.points_before for move in found] == [normal(5), normal(10), normal(0)]
    assert [move.points_after for move in found] == [normal(20), normal(0), normal(0)]


def test_units_that_enter_or_leave_the_ranking_are_shown() -> None:
    registry = units("甲", "乙") | {"丁": unit("丁", "部门", 9)}
    facts = corpus(registry, item("a", "3-1", "丁", taken=(("省简报", "3-2"),)))
    grouped = book(groupings={"甲组": frozenset({"甲", "丁"})})
    found = what_if(facts, grouped, period("2026"), END)
    assert [(move.group, move.subject, move.rank_before, move.rank_after) for move in found] == [
        ("甲组", "丁", 1, 1),
        ("甲组", "甲", 1, 2),
        ("县区", "乙", 1, None),
    ]
    assert found[2].change is None


def test_on_exactly_the_days_of_the_period_the_other_rulebook_holds() -> None:
    old, mid = book(), book(id="mid", effective=day("8-1"))
    ended = book(id="short", effective=day("9-1"), until=day("9-30"))
    beside = book(id="beside", score="宣传")
    facts = corpus({}, rulebooks=(old, mid, ended, beside))
    changed = replace_rulebook(facts, DRAFT, period("2026Q3")).rulebooks

    def held(when: str, name: str = "信息") -> str | None:
        found = in_force(changed, name, day(when))
        return None if found is None else found.id

    assert [held(when) for when in ("6-30", "7-1", "8-1", "9-1", "9-30", "10-1")] == [
        "2026", "draft", "draft", "draft", "draft", "mid",
    ]  # fmt: skip
    assert held("8-1", "宣传") == "beside"
    assert [book.id for book in changed] == ["2026", "draft", "mid", "beside"]


AT = Source("content/rulebooks/draft.md")
QUOTAS = (
    Quota(source=AT, clause="第八条", period=PeriodKind.WEEK, measured=Measured.ADOPTIONS,
          required={"市局": Decimal(1)}, met=Decimal(1), each_short=Decimal(-2)),
    Quota(source=AT, clause="第八条", period=PeriodKind.YEAR, measured=Measured.POINTS,
          required={"县局": Decimal(9)}, met=Decimal(3)),
)  # fmt: skip
LIMITS = (
    Limit(source=AT, clause="第九条", period=PeriodKind.WEEK, cap=Decimal(7)),
    Limit(source=AT, clause="第九条", period=PeriodKind.MONTH, floor=Decimal(-4)),
)
WINDOWS = st.sampled_from(["2026", "2026H1", "2026Q2", "2026Q4", "2026-03", "2026-09"]).map(period)


def at_length(facts: Corpus, draft: Rulebook, window: Period, as_of: date) -> tuple[Move, ...]:
    """The same from all facts and all tables."""
    before, after = (
        tables(each, score(each, draft.score, as_of), as_of)
        for each in (facts, replace_rulebook(facts, draft, window))
    )
    return moves(before, after, window)


@settings(deadline=None, max_examples=60)
@given(laws.offices(), laws.offices(quotas=QUOTAS, limits=LIMITS), WINDOWS, laws.DAYS)
def test_leaving_out_what_cannot_matter_changes_nothing(
    facts: Corpus, other: Corpus, window: Period, as_of: date
) -> None:
    ruled = replace(facts.rulebooks[0], quotas=QUOTAS, limits=LIMITS)
    weekly = replace(facts, rulebooks=(ruled,))
    for each, draft in ((facts, other.rulebooks[0]), (weekly, facts.rulebooks[0])):
        assert what_if(each, draft, window, as_of) == at_length(each, draft, window, as_of)


def test_of_a_long_archive_only_the_facts_near_the_period_are_scored() -> None:
    late = item("d", "2024-5-1", "甲", taken=(("省简报", "2026-8-1"),))
    facts = corpus(
        units("甲"),
        item("first", "2020-1-1", "甲"),
        item("old", "2024-5-1", "甲", taken=(("省简报", "2024-5-2"),)),
        late,
        item("week", "6-29", "甲"),
        item("new", "9-9", "甲"),
    )
    assert set(around(facts, period("2026Q3")).items) == {"first", "d", "week", "new"}
