"""Awards from finished years: criteria, ties, several years, vetoes, the office's records."""

from __future__ import annotations

from typing import Any

from scoring.honours import honours
from scoring.ledger import Entry
from scoring.model import Corpus, Fault, GrantedHonour, Lineage, Nomination
from scoring.period_rules import Award, Criterion, PassMark, Subject
from scoring.periods import PeriodKind
from scoring.points import normal
from scoring.results import Honour, Ranked
from scoring.rules import FaultRule
from scoring.standings import tables
from scoring.vocabulary import CaseStatus, FaultKind, LineageKind
from tests.scoring.small_office import (
    HERE,
    RULE,
    book,
    corpus,
    day,
    entry,
    item,
    ledger,
    person,
    unit,
    units,
)

FOUR = units("甲", "乙", "丙", "丁")
AFTER = day("2027-1-10")


def award(criterion: Criterion, **changes: Any) -> Award:
    values: dict[str, Any] = {
        "source": RULE.source,
        "clause": "第十六条",
        "name": "先进单位",
        "criterion": criterion,
    }
    return Award(**values | changes)


def given(facts: Corpus, *lines: Entry) -> tuple[Honour, ...]:
    return honours(facts, tables(facts, ledger(*lines), AFTER), AFTER)


def won(found: tuple[Honour, ...], year: int = 2026) -> list[str]:
    return [each.to for each in found if each.year == year and each.vetoed is None]


def office(*awards: Award, **changes: Any) -> Corpus:
    registry = changes.pop("registry", FOUR)
    items = changes.pop("items", ())
    rules = changes.pop("rules", {})
    return corpus(registry, *items, rulebooks=(book(awards=awards, **rules),), **changes)


SCORES = (entry("3-1", "甲", 30), entry("3-1", "乙", 20), entry("3-1", "丙", 20))


def test_the_first_of_a_group_win_and_ties_at_the_last_place_are_all_kept() -> None:
    found = given(office(award(Criterion.RANK, places=2, honour_points=normal(5))), *SCORES)
    assert won(found) == ["甲", "乙", "丙"]
    assert found[0].points == 5
    assert found[0].reason == "2026年“县区”组得分30分，列第1名（第十六条）"
    assert found[1].reason == "2026年“县区”组得分20分，列第2名（并列）（第十六条）"


def test_nobody_wins_a_place_with_nothing() -> None:
    assert won(given(office(award(Criterion.RANK, places=4)), *SCORES)) == ["甲", "乙", "丙"]


def test_every_group_has_its_own_winners_unless_the_award_names_groups() -> None:
    registry = FOUR | {"丁": unit("丁", "部门", 4)}
    lines = (*SCORES, entry("3-1", "丁", 1))
    every = office(award(Criterion.RANK, places=1), registry=registry)
    assert won(given(every, *lines)) == ["甲", "丁"]
    some = office(award(Criterion.RANK, places=1, groups=frozenset({"部门"})), registry=registry)
    assert won(given(some, *lines)) == ["丁"]


def test_a_year_that_is_not_over_has_no_winners() -> None:
    facts = office(award(Criterion.RANK, places=1))
    running = tables(facts, ledger(*SCORES), day("12-30"))
    assert honours(facts, running, day("12-30")) == ()
    over = tables(facts, ledger(*SCORES), day("12-31"))
    assert won(honours(facts, over, day("12-31"))) == ["甲"]


def test_points_from_a_minimum_inclusive() -> None:
    found = given(office(award(Criterion.POINTS, minimum=normal(20))), *SCORES)
    assert won(found) == ["甲", "乙", "丙"]
    assert "不低于20" in found[2].reason
    assert won(given(office(award(Criterion.POINTS, minimum=normal(21))), *SCORES)) == ["甲"]


def test_growth_is_against_last_years_points_under_this_years_name() -> None:
    registry = units("甲", "新") | {
        "旧": unit("旧", line=9, lineage=Lineage(LineageKind.RENAMED, "新", day("1-1")))
    }
    lines = (
        entry("2025-3-1", "甲", 10),
        entry("2025-3-1", "旧", 50),
        entry("3-1", "甲", 20),
        entry("3-1", "新", 55),
    )
    found = given(office(award(Criterion.GROWTH, places=1), registry=registry), *lines)
    assert won(found) == ["甲"]
    assert "比上年增加10分" in found[0].reason


def test_endorsements_adopted_items_and_selected_cases_are_counted() -> None:
    reports = (
        item("a", "3-1", "甲", noted=("3-2", "3-3"), taken=(("市简报", "3-2"),)),
        item("b", "3-1", "乙", taken=(("市简报", "3-2"), ("省简报", "3-2"))),
        item("c", "3-1", "乙", taken=(("市简报", "3-2"),)),
        item("d", "3-1", "丙", case=Nomination(HERE, "风险防控", CaseStatus.SELECTED)),
        item("e", "3-1", "丁", case=Nomination(HERE, "风险防控", CaseStatus.DECLINED)),
        item("f", "3-1", "丁", case=Nomination(HERE, "智慧绩效", CaseStatus.SELECTED, 2025)),
    )
    for criterion, winner, words in (
        (Criterion.ENDORSEMENTS, "甲", "获领导批示2次"),
        (Criterion.ADOPTIONS, "乙", "被采用信息2条"),
        (Criterion.CASES, "丙", "入选案例1件"),
    ):
        found = given(office(award(criterion, places=1), items=reports))
        assert won(found) == [winner]
        assert words in found[0].reason
    track = award(Criterion.CASES, places=1, track="智慧绩效")
    assert won(given(office(track, items=reports))) == []


def test_excellence_must_hold_in_every_year() -> None:
    star = award(Criterion.EXCELLENT_YEARS, places=2, years=2)
    lines = (entry("2025-3-1", "乙", 9), entry("2025-3-1", "丁", 8), *SCORES)
    found = given(office(star), *lines)
    assert won(found) == ["乙"]
    assert "已连续2年" in found[0].reason


def test_excellence_before_the_archive_may_come_from_the_offices_records() -> None:
    star = award(Criterion.EXCELLENT_YEARS, places=2, years=3)
    records = (
        GrantedHonour(HERE, "绩效考核优秀单位", 2024, "乙", "省局"),
        GrantedHonour(HERE, "文明单位", 2024, "甲", "省局"),
    )
    lines = (entry("2025-3-1", "乙", 9), entry("2025-3-1", "甲", 8), *SCORES)
    assert won(given(office(star, honours=records), *lines)) == ["乙"]


def test_people_win_too_by_their_units_group_where_groups_are_named() -> None:
    people = {name: person(name, name[0], line) for line, name in enumerate(("甲/李", "丁/王"), 1)}
    registry = FOUR | {"丁": unit("丁", "部门", 4)}
    lines = (entry("3-1", "甲", 3, person="甲/李"), entry("3-1", "丁", 9, person="丁/王"))
    best = award(Criterion.POINTS, subject=Subject.PERSON, places=1)
    found = given(office(best, registry=registry, people=people), *lines)
    assert won(found) == ["丁/王"]
    assert found[0].subject is Ranked.PERSON
    named = award(
        Criterion.RANK, subject=Subject.PERSON, places=1, groups=frozenset({"县区", "部门"})
    )
    both = given(office(named, registry=registry, people=people), *lines)
    assert sorted(won(both)) == ["丁/王", "甲/李"]


FALSE_RULE = FaultRule(
    source=RULE.source, clause="第十条", kinds=frozenset({FaultKind.FALSE}), veto=True
)
LATE_RULE = FaultRule(
    source=RULE.source, clause="第十一条", kinds=frozenset({FaultKind.LATE}), points=normal(-1)
)


def test_a_fault_with_veto_bars_its_unit_for_that_year_and_nobody_moves_up() -> None:
    faults = (
        Fault(HERE, FaultKind.FALSE, day("5-8"), "甲"),
        Fault(HERE, FaultKind.LATE, day("5-9"), "乙"),
        Fault(HERE, FaultKind.FALSE, day("2025-5-9"), "乙"),
    )
    facts = office(
        award(Criterion.RANK, places=2, honour_points=normal(5)),
        rules={"faults": (LATE_RULE, FALSE_RULE)},
        faults=faults,
    )
    found = given(facts, *SCORES)
    assert won(found) == ["乙", "丙"]
    barred = next(each for each in found if each.vetoed)
    assert (barred.to, barred.points) == ("甲", None)
    assert barred.vetoed == "2026年5月8日失实，取消评先（第十条）"


def test_an_items_own_fault_bars_its_units_and_its_authors() -> None:
    wrong = item(
        "a", "3-1", "甲", "乙", authors=("甲/李",),
        faults=(Fault(HERE, FaultKind.FALSE, day("5-8")),),
    )  # fmt: skip
    people = {name: person(name, "甲") for name in ("甲/李", "甲/赵")}
    awards = (
        award(Criterion.RANK, places=3),
        award(Criterion.POINTS, subject=Subject.PERSON, places=2),
    )
    facts = office(*awards, items=(wrong,), people=people, rules={"faults": (FALSE_RULE,)})
    lines = (
        *SCORES,
        entry("3-1", "甲", 9, person="甲/李"),
        entry("3-1", "甲", 8, person="甲/赵"),
    )
    assert won(given(facts, *lines)) == ["丙", "甲/赵"]


def test_a_verdict_with_veto_bars_its_unit() -> None:
    mark = PassMark(
        source=RULE.source,
        clause="第十五条",
        period=PeriodKind.QUARTER,
        below=normal(1),
        verdict="不达标",
        running=2,
        veto=True,
    )
    facts = office(award(Criterion.RANK, places=1), rules={"pass_marks": (mark,)})
    (barred,) = given(facts, *SCORES)
    assert barred.vetoed == "2026年第三季度不达标，取消评先（第十五条）"


def test_a_condition_that_is_not_certified_is_named() -> None:
    strict = award(Criterion.RANK, places=2, conditions=frozenset({"有信息员", "有考核办法"}))
    registry = FOUR | {"甲": unit("甲", conditions=("有信息员",))}
    registry |= {"乙": unit("乙", line=2, conditions=("有信息员", "有考核办法"))}
    found = given(office(strict, registry=registry), *SCORES[:2])
    assert won(found) == ["乙"]
    assert found[0].vetoed == "评选条件未具备：有考核办法（第十六条）"


def test_the_wall_keeps_what_was_granted_also_to_units_of_the_past() -> None:
    records = (
        GrantedHonour(HERE, "先进集体", 1998, "原榆次县税务局", "省政府", "晋政发〔1998〕3号"),
        GrantedHonour(HERE, "先进集体", 2028, "甲", "省政府"),
    )
    found = given(office(honours=records), *SCORES)
    assert [(each.year, each.to, each.award) for each in found] == [(1998, "原榆次县税务局", None)]
    assert found[0].reason == "1998年度由省政府授予（晋政发〔1998〕3号）"


def test_an_award_that_the_office_also_recorded_is_one_honour() -> None:
    records = (GrantedHonour(HERE, "先进单位", 2026, "甲", "省局", "1号"),)
    (only,) = given(office(award(Criterion.RANK, places=1), honours=records), *SCORES)
    assert only.award is not None
    assert only.reason == "2026年“县区”组得分30分，列第1名（第十六条）；2026年度由省局授予（1号）"


def test_granted_honours_come_with_the_main_score_only() -> None:
    records = (GrantedHonour(HERE, "先进单位", 2025, "甲", "省局"),)
    other = book(score="宣传", effective=day("1-1"))
    facts = corpus(FOUR, rulebooks=(book(), other), honours=records)
    main = tables(facts, ledger(*SCORES), AFTER)
    beside = {key._replace(score="宣传"): table for key, table in main.items()}
    assert len(honours(facts, main, AFTER)) == 1
    assert honours(facts, beside, AFTER) == ()
