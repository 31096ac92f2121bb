"""Whole periods: quotas, adoption rates, bases, limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from scoring.conditions import Joint, Section
from scoring.engine.quotas import states
from scoring.ledger import Entry, counts_in, sum_of
from scoring.model import Corpus, Item, Lineage
from scoring.period_rules import Base, Limit, Measured, Quota, RateRule, Subject
from scoring.periods import PeriodKind, parse_period
from scoring.points import Points
from scoring.results import QuotaState
from scoring.rulebook import Inheritance
from scoring.rules import Credit
from scoring.vocabulary import LineageKind
from tests.scoring.engine_office import (
    adopted,
    given,
    item,
    office,
    on,
    person,
    place,
    rulebook,
    scored,
    when,
)

JINZHONG, DATONG, TAIGU = "晋中市局", "大同市局", "太谷县局"
MARCH = on("3-31")


def quota(**changes: Any) -> Quota:
    values: dict[str, Any] = {
        "source": place(),
        "clause": "第八条",
        "period": PeriodKind.MONTH,
        "measured": Measured.SENT,
        "required": {JINZHONG: Decimal(2)},
        "met": Decimal(10),
        "each_short": Decimal(-1),
        "each_over": Decimal(1),
    }
    return Quota(**values | changes)


def sent(number: int, month: int = 3, units: Any = JINZHONG, **changes: Any) -> list[Item]:
    return [
        item(f"2026{month:02}{n:02}-{units}", f"{month}-{n}", units, **changes)
        for n in range(1, number + 1)
    ]


@pytest.mark.parametrize(
    ("number", "points"), [(1, [-1]), (2, [10]), (4, [10, 2])]
)
def test_a_quota_is_missed_met_or_passed(number: int, points: list[int]) -> None:
    corpus = office(rulebook(quotas=(quota(),)), *sent(number))
    assert [value for _, _, value in given(corpus, MARCH)] == points


def test_a_quotas_entry_is_dated_on_the_last_day_and_counts_from_its_period_up() -> None:
    corpus = office(rulebook(quotas=(quota(),)), *sent(1))
    (entry,) = scored(corpus, MARCH).entries
    assert (entry.date, entry.span, entry.fact) == (
        MARCH, PeriodKind.MONTH, corpus.rulebooks[0].quotas[0].source,
    )


def test_a_running_period_is_shown_but_not_yet_charged() -> None:
    corpus = office(rulebook(quotas=(quota(),)), *sent(1))
    assert given(corpus, on("3-30")) == []
    (state,) = states(corpus, scored(corpus, on("3-30")), on("3-30"))
    assert state.done == state.missing == 1
    assert (state.closed, state.days_left) == (False, 1)


def test_an_office_that_starts_in_march_is_not_short_in_january() -> None:
    corpus = office(rulebook(quotas=(quota(),)), *sent(1))
    months = [state.period.id for state in states(corpus, scored(corpus), on("5-31"))]
    assert months == ["2026-03", "2026-04", "2026-05"]


def test_shortfall_and_bonus_stop_at_their_bounds() -> None:
    bounded = quota(
        required={JINZHONG: Decimal(9), DATONG: Decimal(1)}, short=Decimal(-2), met=None,
        short_floor=Decimal(-5), over_cap=Decimal(3),
    )
    facts = [*sent(1), *sent(9, units=DATONG)]
    corpus = office(rulebook(quotas=(bounded,)), *facts)
    assert given(corpus, MARCH) == [(DATONG, "第八条", 3), (JINZHONG, "第八条", -5)]


def test_a_unit_outside_every_class_takes_part_without_a_quota() -> None:
    by_class = quota(required={"市局": Decimal(2)})
    corpus = office(rulebook(quotas=(by_class,)), *sent(1, units=TAIGU))
    assert [unit for unit, _, _ in given(corpus, MARCH)] == [DATONG, JINZHONG]


def test_nested_quotas_stand_each_on_its_own() -> None:
    inner = quota(
        clause="其中", measured=Measured.ADOPTIONS, when=when(publications="晋政信息"),
        required={JINZHONG: Decimal(1)}, met=Decimal(3),
    )
    corpus = office(
        rulebook(quotas=(quota(parts=(inner,)),)),
        item("a", "3-1", JINZHONG, adopted("晋政信息", "3-2"), adopted("晋中信息", "3-3")),
    )
    assert given(corpus, MARCH)[2:] == [(JINZHONG, "第八条", -1), (JINZHONG, "其中", 3)]


def progress(corpus: Corpus, as_of: date = MARCH) -> dict[str, Points]:
    return {
        state.subject: state.done
        for state in states(corpus, scored(corpus, as_of), as_of)
        if state.period.end == as_of
    }


@pytest.mark.parametrize(
    ("measured", "done"),
    [
        (Measured.SENT, 2), (Measured.ADOPTED, 1), (Measured.ADOPTIONS, 2), (Measured.POINTS, 15),
    ],
)
def test_each_measure_counts_what_it_says(measured: Measured, done: int) -> None:
    corpus = office(
        rulebook(quotas=(quota(measured=measured),), bases=(
            Base(source=place(), clause="基础", period=PeriodKind.MONTH, points=Decimal(100)),
        )),
        item("a", "3-1", JINZHONG, adopted("晋政信息", "3-2"), adopted("晋中信息", "3-3")),
        item("b", "3-5", JINZHONG),
    )
    assert progress(corpus) == {JINZHONG: done}


@pytest.mark.parametrize(
    ("joint", "done"),
    [
        (Joint.EACH, [1, 1]), (Joint.EVEN, [Fraction(1, 2), Fraction(1, 2)]), (Joint.FIRST, [1, 0]),
    ],
)
def test_joint_items_count_toward_quotas_as_stated(joint: Joint, done: list[Points]) -> None:
    both = quota(required={"市局": Decimal(2)}, joint=joint)
    corpus = office(rulebook(quotas=(both,)), *sent(1, units=(JINZHONG, DATONG)))
    assert progress(corpus) == dict(zip((JINZHONG, DATONG), done, strict=True))


def test_items_of_a_unit_credited_elsewhere_count_there_unless_it_has_its_own_quota() -> None:
    move = Credit(source=place(), clause="归属", groups=frozenset({"县局"}))
    facts = sent(1, units=TAIGU)
    theirs = rulebook(quotas=(quota(),), credits=(move,))
    own = rulebook(quotas=(quota(required={"市局": Decimal(2), "县局": Decimal(1)}),),
                   credits=(move,))
    assert progress(office(theirs, *facts)) == {JINZHONG: 1}
    assert progress(office(own, *facts))[TAIGU] == 1
    assert progress(office(own, *facts))[JINZHONG] == 0


@pytest.mark.parametrize(("rule", "done"), [(Inheritance.INHERIT, 1), (Inheritance.FRESH, 0)])
def test_a_successor_takes_over_the_items_of_the_period(rule: Inheritance, done: int) -> None:
    both = quota(required={"市局": Decimal(2), "县局": Decimal(2)})
    corpus = office(rulebook(quotas=(both,), merged=rule), *sent(1, units=TAIGU))
    merged = Lineage(LineageKind.MERGED, JINZHONG, on("3-20"))
    units = {**corpus.units, TAIGU: replace(corpus.units[TAIGU], lineage=merged)}
    found = progress(replace(corpus, units=units))
    assert found[JINZHONG] == done
    assert TAIGU not in found


def test_a_quota_of_people_leaves_the_unit_alone() -> None:
    young = quota(
        subject=Subject.PERSON, tags=frozenset({"青年干部"}), required={"市局": Decimal(1)},
        met=None, each_short=Decimal("-0.5"),
    )
    people = {
        name: person(name, tags=tags)
        for name, tags in (
            ("晋中市局/li", ("青年干部",)), ("晋中市局/wang", ("青年干部",)), ("大同市局/zhao", ()),
        )
    }
    corpus = office(
        rulebook(quotas=(young,)), *sent(1, authors=("晋中市局/li",)), people=people
    )
    (entry,) = scored(corpus, MARCH).entries
    assert (entry.unit, entry.person, entry.points) == (JINZHONG, "晋中市局/wang", Decimal("-0.5"))


def test_states_of_ended_and_running_periods_come_from_one_computation() -> None:
    corpus = office(rulebook(quotas=(quota(),)), *sent(3), *sent(1, month=4))
    found = states(corpus, scored(corpus, on("4-10")), on("4-10"))
    assert all(isinstance(state, QuotaState) for state in found)
    assert [(state.period.id, state.done, state.closed) for state in found] == [
        ("2026-03", Decimal(3), True), ("2026-04", Decimal(1), False),
    ]


def test_a_rate_is_compared_exactly_and_nothing_sent_is_zero() -> None:
    low = RateRule(source=place(), clause="采用率", period=PeriodKind.MONTH,
                   points=Decimal(-5), below=Fraction(1, 3), groups=frozenset({"市局"}))
    facts = [*sent(2), item("c", "3-9", JINZHONG, adopted("晋政信息", "3-10"))]
    corpus = office(rulebook(rates=(low,)), *facts)
    assert [unit for unit, clause, _ in given(corpus, MARCH) if clause == "采用率"] == [DATONG]


def test_a_base_is_given_each_period_to_units_of_a_class() -> None:
    base = Base(source=place(), clause="基础分", period=PeriodKind.QUARTER, points=Decimal(6))
    corpus = office(rulebook(bases=(base,)), *sent(1))
    assert [unit for unit, _, _ in given(corpus, MARCH)] == [DATONG, TAIGU, JINZHONG, "祁县县局"]
    assert len(given(corpus)) == 16


def limit(**changes: Any) -> Limit:
    values: dict[str, Any] = {"source": place(), "clause": "限额", "period": PeriodKind.MONTH}
    return Limit(**values | changes)


def busy(*limits: Limit) -> Corpus:
    """晋中 earns 20 in March and 10 in April."""
    return office(
        rulebook(limits=limits),
        item("a", "3-1", JINZHONG, adopted("晋政信息", "3-2"), adopted("山西信息", "3-3")),
        item("b", "4-1", JINZHONG, adopted("晋政信息", "4-2")),
    )


def adjustments(entries: tuple[Entry, ...]) -> list[tuple[date, Any, PeriodKind]]:
    return [
        (entry.date, entry.points, entry.span)
        for entry in entries
        if entry.section is Section.LIMIT
    ]


def test_a_monthly_cap_lowers_the_month_and_so_the_year() -> None:
    corpus = busy(limit(cap=Decimal(15), sections=frozenset({Section.ADOPTION})))
    assert adjustments(scored(corpus).entries) == [(MARCH, -5, PeriodKind.MONTH)]
    assert sum_of(scored(corpus).entries) == 25


def test_long_periods_see_what_short_ones_took_away() -> None:
    adoption = frozenset({Section.ADOPTION})
    corpus = busy(
        limit(period=PeriodKind.YEAR, cap=Decimal(22), sections=adoption),
        limit(cap=Decimal(15), sections=adoption),
    )
    assert adjustments(scored(corpus).entries) == [
        (MARCH, -5, PeriodKind.MONTH), (on("12-31"), -3, PeriodKind.YEAR),
    ]


def test_a_yearly_cap_never_enters_a_months_table() -> None:
    corpus = busy(limit(period=PeriodKind.YEAR, cap=Decimal(1)))
    december, year = parse_period("2026-12"), parse_period("2026")
    assert december and year
    entries = scored(corpus).entries
    assert sum_of(entry for entry in entries if counts_in(entry, december)) == 0
    assert sum_of(entry for entry in entries if counts_in(entry, year)) == 1


def test_a_floor_lifts_deductions_and_a_cap_on_additions_leaves_them() -> None:
    short = quota(required={JINZHONG: Decimal(30)}, met=None)
    corpus = replace(busy(), rulebooks=(rulebook(
        quotas=(short,),
        limits=(limit(deductions=True, floor=Decimal(-9)), limit(additions=True, cap=Decimal(12))),
    ),))
    march = [entry for entry in scored(corpus, MARCH).entries if entry.section is Section.LIMIT]
    assert [entry.points for entry in march] == [20, -8]
    assert sum_of(scored(corpus, MARCH).entries) == 3


def test_a_limit_holds_at_once_in_the_running_period() -> None:
    corpus = busy(limit(cap=Decimal(15)))
    assert adjustments(scored(corpus, on("3-3")).entries) == [(on("3-3"), -5, PeriodKind.MONTH)]
