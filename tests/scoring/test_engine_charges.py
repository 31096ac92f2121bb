"""Assignments, faults and judgements: one fact, one line, and what it cancels."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from scoring.assignments.facts import Answer
from scoring.conditions import Judged, Section
from scoring.findings import Source
from scoring.ledger import Entry, sum_of
from scoring.model import Corpus
from scoring.periods import PeriodKind
from scoring.rules import AssignmentRule, Credit, FaultRule, JudgementRule, Multiplier
from scoring.vocabulary import AssignmentKind, FaultKind
from tests.scoring.engine_office import (
    adopted,
    assignment,
    endorsed,
    fault,
    given,
    item,
    judgement,
    office,
    on,
    pays,
    people,
    place,
    rulebook,
    scored,
    when,
)

JINZHONG, DATONG = "晋中市局", "大同市局"
AT = Source("content/assignments/2026/x.md", 20)


def asks(**changes: Any) -> AssignmentRule:
    values: dict[str, Any] = {
        "source": place(),
        "clause": "第十条",
        "kinds": frozenset({AssignmentKind.COMMISSION}),
        "on_time": Decimal(5),
        "late": Decimal(-3),
        "missing": Decimal(-10),
    }
    return AssignmentRule(**values | changes)


def punishes(kind: FaultKind, clause: str = "第十一条", **changes: Any) -> FaultRule:
    return FaultRule(source=place(), clause=clause, kinds=frozenset({kind}), **changes)


@pytest.mark.parametrize(
    ("answered", "points", "counted"),
    [("3-10", 5, "3-10"), ("3-11", -3, "3-10"), (None, -10, "3-10")],
)
def test_a_commission_is_done_late_or_missed(
    answered: str | None, points: int, counted: str
) -> None:
    answers = () if answered is None else (Answer(AT, JINZHONG, on(answered)),)
    task = assignment("约稿一", "3-10", JINZHONG, answers=answers)
    corpus = office(rulebook(assignments=(asks(),)), assignments={task.id: task})
    (entry,) = scored(corpus).entries
    assert entry.points == points
    assert (entry.date, entry.section) == (on(counted), Section.ASSIGNMENT)


def test_nothing_is_missed_on_the_day_it_is_due() -> None:
    task = assignment("约稿一", "3-10", JINZHONG)
    corpus = office(rulebook(assignments=(asks(),)), assignments={task.id: task})
    assert given(corpus, on("3-10")) == []
    assert given(corpus, on("3-11")) == [(JINZHONG, "第十条", -10)]


def test_an_item_that_names_the_commission_answers_it_and_earns_more_when_adopted() -> None:
    task = assignment("约稿一", "3-10", JINZHONG, DATONG)
    corpus = office(
        rulebook(assignments=(asks(adopted=Decimal(2)),)),
        item("a", "3-9", JINZHONG, adopted("晋政信息", "4-1"), commission="约稿一"),
        assignments={task.id: task},
    )
    assert given(corpus) == [
        (JINZHONG, "第十条", 5), (DATONG, "第十条", -10),
        (JINZHONG, "第五条（二）", 10), (JINZHONG, "第十条", 2),
    ]


def test_a_rule_for_a_named_task_leaves_others_alone() -> None:
    rule = asks(kinds=frozenset({AssignmentKind.TASK}), categories=frozenset({"周报"}))
    tasks = [
        assignment(name, "3-10", JINZHONG, kind=AssignmentKind.TASK, category=name)
        for name in ("周报", "月报")
    ]
    corpus = office(rulebook(assignments=(rule,)), assignments={one.id: one for one in tasks})
    assert given(corpus) == [(JINZHONG, "第十条", -10)]


def test_the_second_missed_commission_of_a_year_clears_the_year() -> None:
    rule = asks(missing=None, strikes=2, strike_period=PeriodKind.YEAR, clears=PeriodKind.YEAR)
    tasks = {
        name: assignment(name, due, JINZHONG) for name, due in (("一", "3-10"), ("二", "9-10"))
    }
    corpus = office(
        rulebook(assignments=(rule,)),
        item("a", "2-1", JINZHONG, adopted("晋政信息", "2-2")),
        assignments=tasks,
    )
    assert given(corpus, on("9-10")) == [(JINZHONG, "第五条（二）", 10)]
    *_, clearing = scored(corpus, on("9-11")).entries
    assert clearing.points == -10
    assert (clearing.section, clearing.span) == (Section.CLEARING, PeriodKind.YEAR)
    assert clearing.date == on("9-11")
    assert scored(corpus).entries[-1].date == on("12-31")


def faulty(*rules: FaultRule, **changes: Any) -> Corpus:
    false = fault(FaultKind.FALSE, "5-6")
    facts = item(
        "a", "3-1", (JINZHONG, DATONG), adopted("晋政信息", "3-2"), endorsed("省长", "6-1"),
        faults=(false,), authors=("晋中市局/li",),
    )
    return office(rulebook(faults=rules, **changes), facts)


def test_a_fault_falls_on_each_unit_of_its_item_in_full() -> None:
    corpus = faulty(punishes(FaultKind.FALSE, points=Decimal(-5)))
    assert given(corpus)[2:] == [(DATONG, "第十一条", -5), (JINZHONG, "第十一条", -5)]


def test_a_cancelled_item_is_countered_on_the_day_of_the_fault() -> None:
    corpus = faulty(punishes(FaultKind.FALSE, cancels_item=True))
    counters = [
        (entry.date, entry.unit, entry.person, entry.points)
        for entry in scored(corpus).entries
        if entry.section is Section.ADOPTION and entry.points < 0
    ]
    assert counters == [
        (on("5-6"), DATONG, None, Decimal(-5)), (on("5-6"), JINZHONG, None, Decimal(-5)),
        (on("5-6"), JINZHONG, "晋中市局/li", Decimal(-5)),
    ]
    assert sum_of(scored(corpus).units()) == 0


def test_two_faults_cancel_an_item_once() -> None:
    corpus = faulty(punishes(FaultKind.FALSE, cancels_item=True))
    again = replace(corpus, faults=(fault(FaultKind.FALSE, "6-1", JINZHONG, item="a"),))
    assert sum_of(scored(again).units()) == 0


def test_a_fault_may_clear_its_month_and_leaves_the_next_alone() -> None:
    rule = punishes(FaultKind.OMITTED, points=Decimal(-2), clears=PeriodKind.MONTH)
    corpus = office(
        rulebook(faults=(rule,)),
        item("a", "3-1", JINZHONG, adopted("晋政信息", "3-2"), adopted("晋政信息", "4-2")),
        faults=(fault(FaultKind.OMITTED, "3-20", JINZHONG),),
    )
    march = [entry for entry in scored(corpus).entries if entry.date.month == 3]
    assert [entry.points for entry in march] == [10, -2, -8]
    assert sum_of(scored(corpus).entries) == 10


def test_clearing_never_lifts_a_negative_sum() -> None:
    rule = punishes(FaultKind.OMITTED, points=Decimal(-2), clears=PeriodKind.YEAR)
    corpus = office(
        rulebook(faults=(rule,)), faults=(fault(FaultKind.OMITTED, "3-20", JINZHONG),)
    )
    assert [points for _, _, points in given(corpus)] == [-2, 0]


def test_a_deduction_may_count_in_the_year_only() -> None:
    rule = punishes(FaultKind.LATE, points=Decimal(-1), charged=PeriodKind.YEAR)
    corpus = office(
        rulebook(faults=(rule,)), faults=(fault(FaultKind.LATE, "3-20", JINZHONG),)
    )
    (entry,) = scored(corpus).entries
    assert (entry.date, entry.span) == (on("3-20"), PeriodKind.YEAR)


def test_a_veto_without_points_still_leaves_a_line() -> None:
    corpus = office(
        rulebook(faults=(punishes(FaultKind.CONCEALED, veto=True),)),
        faults=(fault(FaultKind.CONCEALED, "3-20", JINZHONG),),
    )
    assert given(corpus) == [(JINZHONG, "第十一条", 0)]


def test_deductions_of_one_class_are_doubled() -> None:
    harder = Multiplier(
        source=place(), clause="第十五条", factor=Fraction(2), deductions=True,
        when=when(groups="县局"),
    )
    book = rulebook(
        faults=(punishes(FaultKind.LATE, points=Decimal(-5)),), multipliers=(harder,)
    )
    corpus = office(
        book,
        item("a", "3-1", "太谷县局", adopted("晋政信息", "3-2")),
        faults=(fault(FaultKind.LATE, "3-20", "太谷县局"), fault(FaultKind.LATE, "3-20", DATONG)),
    )
    assert given(corpus) == [
        ("太谷县局", "第五条（二）", 10), (DATONG, "第十一条", -5), ("太谷县局", "第十一条", -5),
        ("太谷县局", "第十五条", -5),
    ]


def test_credit_moves_faults_too() -> None:
    move = Credit(source=place(), clause="第九条", units=frozenset({"太谷县局"}), to=DATONG)
    corpus = office(
        rulebook(faults=(punishes(FaultKind.LATE, points=Decimal(-5)),), credits=(move,)),
        faults=(fault(FaultKind.LATE, "3-20", "太谷县局"),),
    )
    assert given(corpus) == [(DATONG, "第十一条", -5)]


def test_a_judgement_of_its_own_clause_gives_its_points_inside_the_range() -> None:
    rule = JudgementRule(source=place(), clause="第十二条", low=Decimal(1), high=Decimal(5))
    corpus = office(
        rulebook(judgements=(rule,)),
        item("a", "3-1", (JINZHONG, DATONG), authors=("晋中市局/li",)),
        judgements=(
            judgement("第十二条", 3, "4-1", JINZHONG),
            judgement("第十二条", 9, "4-2", JINZHONG),
            judgement("第十二条", 4, "4-3", item="a"),
            judgement("第九十条", 1, "4-4", DATONG),
        ),
    )
    assert given(corpus) == [
        (JINZHONG, "第十二条", 3), (JINZHONG, "第十二条", 0), (DATONG, "第十二条", 2),
        (JINZHONG, "第十二条", 2),
    ]
    assert people(corpus) == [("晋中市局/li", 2)]


def test_a_judgement_without_the_adoption_that_it_judges_gives_nothing() -> None:
    book = rulebook(pays("酌情", Judged(Decimal(1), Decimal(5))))
    corpus = office(book, judgements=(judgement("酌情", 3, "4-1", JINZHONG),))
    assert given(corpus) == [(JINZHONG, "酌情", 0)]


def test_entries_lead_back_to_the_line_of_their_fact() -> None:
    late = fault(FaultKind.LATE, "3-20", JINZHONG)
    corpus = office(
        rulebook(faults=(punishes(FaultKind.LATE, points=Decimal(-1)),)), faults=(late,)
    )
    (entry,) = scored(corpus).entries
    assert isinstance(entry, Entry)
    assert entry.fact == late.source
