"""The board: which light, why, what clears it; statistics; problems that come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.assignments.board import Light, State, Status, board, state, statistics, total
from scoring.assignments.facts import Assignment
from scoring.assignments.kinds import DEFAULT_RULES, AnsweredBy
from scoring.calendar import Calendar
from scoring.model import Corpus, Fault
from scoring.periods import parse_period
from scoring.vocabulary import AssignmentKind, FaultKind
from tests.scoring.assignments.asked_office import (
    COUNTY,
    DISTRICT,
    HERE,
    answer,
    asked,
    claim,
    clearance,
    extension,
    item,
    office,
    on,
    step,
)  # fmt: skip

MENDING = AssignmentKind.RECTIFICATION


def stands(
    assignment: Assignment, day: str, unit: str | None = "甲局", **changes: Any
) -> State:
    return state(office(assignment, **changes), assignment, unit, on(day))


def lit(one: State) -> tuple[str, str]:
    return one.light.label, one.status.label


@pytest.mark.parametrize(
    ("day", "light", "left", "reason"),
    [
        ("9-7", "蓝", 4, "9月11日到期，还有4个工作日"),
        ("9-8", "黄", 3, "9月11日到期，还有3个工作日"),
        ("9-11", "黄", 0, "今天到期"),
        ("9-12", "红", 0, "9月11日到期，逾期1天没有交"),
    ],
)
def test_an_open_one_is_blue_then_yellow_then_red(
    day: str, light: str, left: int, reason: str
) -> None:
    one = stands(asked(), day)
    assert lit(one) == (light, "逾期未办" if light == "红" else "进行中")
    assert (one.working_days_left, one.reason) == (left, reason)
    assert one.clears.startswith("交信息")


def test_days_left_count_by_the_calendar() -> None:
    free = Calendar(frozenset({on("9-9"), on("9-10")}), frozenset({on("9-12")}))
    assert stands(asked(), "9-7", calendar=free).working_days_left == 2
    sunday = asked(due=on("9-13"))
    assert stands(sunday, "9-12").reason == "9月13日到期，此前没有工作日了"


@pytest.mark.parametrize(
    ("answered", "status", "days"),
    [("9-11", "按期办结", 0), ("9-12", "逾期办结", 1)],
)
def test_an_answer_turns_the_light_green_in_time_or_late(
    answered: str, status: str, days: int
) -> None:
    one = stands(asked(answers=(answer("甲局", answered, item="a"),)), "9-20")
    assert lit(one) == ("绿", status)
    assert (one.overdue_days, one.clears) == (days, "")


def test_an_answer_that_comes_later_is_not_known_yet() -> None:
    late = asked(answers=(answer("甲局", "9-12"),))
    assert lit(stands(late, "9-11")) == ("黄", "进行中")


def test_an_item_that_names_the_assignment_is_an_answer() -> None:
    one = stands(asked(), "9-20", items=(item("a", "9-3", "乙局", "甲局", commission="一"),))
    assert lit(one) == ("绿", "按期办结")
    assert one.answered is not None
    assert one.answered.item == "a"


def test_only_the_form_that_the_kind_asks_for_counts() -> None:
    told = asked(answers=(answer("甲局", "9-3", note="已电话说明"),))
    one = stands(told, "9-12")
    assert lit(one) == ("红", "逾期未办")
    assert one.reason.endswith("已交的不是信息，不算")
    noted = {kind: rule._replace(answers=frozenset({AnsweredBy.NOTE}))
             for kind, rule in DEFAULT_RULES.items()}  # fmt: skip
    assert lit(stands(told, "9-12", assignment_kinds=noted)) == ("绿", "按期办结")
    sent = item("a", "9-3", "甲局", commission="一")
    named = stands(asked(), "9-12", items=(sent,), assignment_kinds=noted)
    assert lit(named) == ("红", "逾期未办")


def test_what_a_unit_did_under_its_later_name_is_its_own() -> None:
    moved = asked(
        COUNTY, kind=MENDING, answers=(answer(DISTRICT, "9-8", note="已改"),),
        extensions=(extension("9-30", "9-7", DISTRICT),), cleared=(clearance(DISTRICT, "9-10"),),
    )  # fmt: skip
    one = stands(moved, "9-20", COUNTY)
    assert lit(one) == ("绿", "按期办结")
    assert one.due == on("9-30")


def test_nothing_more_is_asked_of_a_unit_that_ended_without_a_successor() -> None:
    assert lit(stands(asked("已撤局"), "9-4", "已撤局")) == ("蓝", "进行中")
    assert lit(stands(asked("已撤局"), "9-20", "已撤局")) == ("绿", "已撤销")
    assert lit(stands(asked(COUNTY), "9-20", COUNTY)) == ("红", "逾期未办")


@pytest.mark.parametrize(
    ("facts", "day", "expected"),
    [
        ({}, "9-11", ("黄", "进行中")),
        ({"answers": (answer("甲局", "9-3"),)}, "9-11", ("蓝", "待销号")),
        ({"answers": (answer("甲局", "9-3"),)}, "9-12", ("黄", "待销号")),
        ({"answers": (answer("甲局", "9-13"),)}, "9-14", ("黄", "待销号")),
        ({"answers": (answer("甲局", "9-3"),), "cleared": (clearance("甲局", "9-20"),)},
         "9-20", ("绿", "按期办结")),
        ({"answers": (answer("甲局", "9-13"),), "cleared": (clearance("甲局", "9-20"),)},
         "9-20", ("绿", "逾期办结")),
        ({"answers": (answer("甲局", "9-3"),), "cleared": (clearance("甲局", "9-20"),)},
         "9-19", ("黄", "待销号")),
    ],
)  # fmt: skip
def test_what_must_be_cleared_is_done_only_then(
    facts: dict[str, Any], day: str, expected: tuple[str, str]
) -> None:
    one = stands(asked(kind=MENDING, **facts), day)
    assert lit(one) == expected
    if one.status is Status.WAITING:
        assert one.clears == "由韩文博核实后销号"


def test_an_extension_counts_for_its_unit_from_the_day_it_was_granted() -> None:
    more = asked("甲局", "乙局", extensions=(extension("9-25", "9-10", "甲局"),))
    corpus = office(more)
    assert [one.due for one in board(corpus, on("9-9"))] == [on("9-11"), on("9-11")]
    assert {one.unit: lit(one)[0] for one in board(corpus, on("9-14"))} == {
        "乙局": "红", "甲局": "蓝",
    }  # fmt: skip
    everybody = asked("甲局", "乙局", extensions=(extension("9-25", "9-10"),))
    assert {one.due for one in board(office(everybody), on("9-10"))} == {on("9-25")}


def test_progress_is_told_and_turns_no_light() -> None:
    one = stands(asked(progress=(step("甲局", "9-3", 30), step("甲局", "9-6", 60))), "9-7")
    assert one.reason == "9月11日到期，还有4个工作日；9月6日报进度60%"
    assert lit(one) == ("蓝", "进行中")


def test_an_open_one_belongs_to_nobody_until_it_is_claimed() -> None:
    free = asked(public=True, units=("甲局",), claims=(claim("甲局", "9-4"),))
    (early,) = board(office(free), on("9-3"))
    assert (early.unit, *lit(early)) == (None, "蓝", "未领")
    (claimed,) = board(office(free), on("9-4"))
    assert (claimed.unit, *lit(claimed)) == ("甲局", "蓝", "进行中")
    (nobody,) = board(office(asked(public=True, units=())), on("9-12"))
    assert lit(nobody) == ("黄", "未领")


def test_the_board_begins_with_what_is_gravest_and_knows_nothing_of_later_days() -> None:
    corpus = office(
        asked("甲局", "乙局", name="二", answers=(answer("甲局", "9-2", item="a"),)),
        asked("乙局", name="一", due=on("9-10")),
        asked("甲局", name="三", issued=on("9-20"), due=on("9-30")),
    )
    shown = [(one.light.label, one.assignment, one.unit) for one in board(corpus, on("9-12"))]
    assert shown == [("红", "一", "乙局"), ("红", "二", "乙局"), ("绿", "二", "甲局")]


def returns(*assignments: Assignment, faults: tuple[Fault, ...] = ()) -> list[tuple[str, ...]]:
    """(assignment, earlier, later) of every problem that came back, as of the year's end."""
    corpus = office(*assignments, faults=faults)
    return [
        (one.assignment, each.earlier.name, each.later.name)
        for one in board(corpus, on("12-31"))
        for each in one.recurrence
    ]


def mended(name: str, day: str, *units: str, **changes: Any) -> Assignment:
    values = {"kind": MENDING, "issued": on(day), "due": on(day), "problem": "差错"}
    return asked(*units, name=name, **values | changes)


def test_a_problem_that_comes_back_within_a_year_is_named_with_the_first() -> None:
    first = mended("一", "2025-9-1")
    again = mended("二", "9-1", kind=AssignmentKind.SUPERVISION)
    assert returns(first, again) == [("二", "整改《一号》", "督办《二号》")]
    assert returns(first, mended("二", "9-2")) == []
    assert returns(first, mended("二", "9-1", "乙局")) == []
    assert returns(first, mended("二", "9-1", problem="迟报")) == []
    assert returns(first, mended("二", "9-1", kind=AssignmentKind.TASK)) == []
    assert returns(mended("一", "1-1", COUNTY), mended("二", "9-9", DISTRICT)) != []


def test_a_later_fault_is_the_problem_come_back_and_an_earlier_one_its_occasion() -> None:
    first = mended("一", "3-1")

    def fault(day: str, kind: FaultKind = FaultKind.ERROR, note: str | None = None) -> Fault:
        return Fault(HERE, kind, on(day), "甲局", None, note)

    assert returns(first, faults=(fault("6-1"),)) == [("一", "整改《一号》", "差错")]
    assert returns(first, faults=(fault("2-1"),)) == []
    assert returns(first, faults=(fault("6-1", FaultKind.LATE),)) == []
    noted = fault("6-1", FaultKind.LATE, "数字差错")
    assert returns(first, faults=(noted,)) == [("一", "整改《一号》", "数字差错")]
    (own,) = returns(first, faults=(replace(fault("6-1"), unit=None, item="无"), fault("7-1")))
    assert own == ("一", "整改《一号》", "差错")


def test_statistics_count_by_the_period_in_which_things_were_due() -> None:
    corpus = office(
        asked("甲局", "乙局", name="一", answers=(answer("甲局", "9-2"), answer("乙局", "9-30"))),
        asked("甲局", name="二"),
        asked("甲局", name="三", extensions=(extension("10-20", "9-10"),)),
    )
    quarter, following = (parse_period(name) for name in ("2026Q3", "2026Q4"))
    assert quarter is not None
    assert following is not None
    rows = statistics(corpus, on("10-10"), quarter)
    counts = [(row.unit, *row.tally) for row in rows]
    assert counts == [("甲局", 2, 1, 0, 1, 0), ("乙局", 1, 0, 1, 0, 0)]
    assert total(rows).rate == Fraction(1, 3)
    (row,) = statistics(corpus, on("10-10"), following)
    assert tuple(row.tally) == (1, 0, 0, 0, 1)
    assert row.tally.rate == 0


DAYS = st.integers(0, 40).map(lambda days: on("8-25") + timedelta(days=days))
UNITS = st.sampled_from(("甲局", "乙局", COUNTY, DISTRICT, "已撤局"))


@st.composite
def offices(draw: st.DrawFn) -> Corpus:
    """Up to three assignments with facts of any day, in any order."""
    made = []
    for name in draw(st.lists(st.sampled_from("一二三"), unique=True)):
        issued = draw(DAYS)
        answers = draw(st.lists(st.builds(
            answer, UNITS, DAYS.map(str), item=st.sampled_from((None, "a")),
            note=st.sampled_from((None, "改了"))), max_size=3))  # fmt: skip
        cleared = draw(st.lists(st.builds(clearance, UNITS, DAYS.map(str)), max_size=2))
        claims = draw(st.lists(st.builds(claim, UNITS, DAYS.map(str)), max_size=2))
        extensions = draw(st.lists(st.builds(
            extension, DAYS.map(str), DAYS.map(str), st.none() | UNITS), max_size=2))  # fmt: skip
        progress = draw(st.lists(st.builds(step, UNITS, DAYS.map(str)), max_size=2))
        units = draw(st.lists(UNITS, unique=True, max_size=3))
        made.append(
            asked(
                name=name, kind=draw(st.sampled_from(AssignmentKind)), issued=issued,
                due=issued + timedelta(days=draw(st.integers(0, 15))), public=draw(st.booleans()),
                units=tuple(dict.fromkeys([*units, *(one.unit for one in claims)])),
                answers=tuple(answers), cleared=tuple(cleared), claims=tuple(claims),
                extensions=tuple(extensions), progress=tuple(progress),
            )
        )  # fmt: skip
    return office(*made, items=(item("a", "9-3", "甲局", commission="一"),))


@given(offices(), DAYS)
@settings(max_examples=150, deadline=None)
def test_the_board_holds_every_unit_once_in_the_same_order(corpus: Corpus, day: date) -> None:
    states = board(corpus, day)
    places = [(one.assignment, one.unit) for one in states]
    issued = [one for one in corpus.assignments.values() if one.issued <= day]
    assert len(places) == len(set(places))
    assert {name for name, unit in places if unit is not None} == {
        one.id for one in issued if one.asked(day)
    }
    backward = dict(reversed([*corpus.assignments.items()]))
    assert states == board(replace(corpus, assignments=backward), day)
    orders = [one.light.order for one in states]
    assert orders == sorted(orders)
    for one in states:
        assert one.reason
        assert bool(one.clears) is not one.status.done
        assert one.status.done is (one.light is Light.GREEN)


@given(offices(), DAYS, UNITS, DAYS)
@settings(max_examples=150, deadline=None)
def test_an_answer_never_makes_anything_worse(
    corpus: Corpus, day: date, unit: str, answered: date
) -> None:
    order = [Status.MISSING, Status.OPEN, Status.WAITING, Status.LATE, Status.IN_TIME]
    for each in corpus.assignments.values():
        more = replace(each, answers=(*each.answers, answer(unit, str(answered))))
        helped = replace(corpus, assignments={**corpus.assignments, each.id: more})
        for whose in each.asked(day):
            before = state(corpus, each, whose, day)
            after = state(helped, more, whose, day)
            assert after.light.order >= before.light.order
            unsound = before.cleared is not None and before.answered is None  # A604 refuses it
            if before.status is not Status.GONE and not unsound:
                assert order.index(after.status) >= order.index(before.status)
