"""三单: what stands on which list, as of which day, and how far it is."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.assignments.facts import Assignment
from scoring.assignments.lists import ListKind, periods, task_list
from scoring.model import Corpus
from scoring.periods import parse_period
from scoring.vocabulary import AssignmentKind
from tests.scoring.assignments.asked_office import answer, asked, clearance, office, on, step


def listed(corpus: Corpus, day: str, kind: ListKind, period: str) -> list[tuple[str, str | None]]:
    found = task_list(corpus, on(day), kind, parse_period(period))
    return [(line.assignment.id, line.state.unit) for line in found.lines]


def problem(name: str = "改", **changes: object) -> Assignment:
    return asked(name=name, kind=AssignmentKind.RECTIFICATION, **changes)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (ListKind.TASKS, ["约"]),
        (ListKind.PROBLEMS, ["改", "查"]),
        (ListKind.PROGRESS, ["改", "查", "约"]),
    ],
)
def test_problems_have_a_list_of_their_own(kind: ListKind, expected: list[str]) -> None:
    checked = asked(name="查", kind=AssignmentKind.SUPERVISION, problem="差错")
    lines = task_list(office(asked(name="约"), problem(), checked), on("9-5"), kind).lines
    assert sorted(line.assignment.id for line in lines) == sorted(expected)


def test_what_was_missed_leaves_the_list_and_what_must_be_cleared_stays() -> None:
    corpus = office(
        asked(name="约"),
        asked(name="督", kind=AssignmentKind.SUPERVISION),
        asked(name="晚", answers=(answer("甲局", "10-9"),)),
    )
    assert listed(corpus, "12-1", ListKind.TASKS, "2026-09") == [
        ("晚", "甲局"), ("督", "甲局"), ("约", "甲局"),
    ]  # fmt: skip
    assert listed(corpus, "12-1", ListKind.TASKS, "2026-10") == [("晚", "甲局"), ("督", "甲局")]
    assert listed(corpus, "12-1", ListKind.TASKS, "2026-11") == [("督", "甲局")]


def test_a_past_list_stands_as_it_did_on_its_last_day() -> None:
    corpus = office(
        problem(answers=(answer("甲局", "9-9"),), cleared=(clearance("甲局", "2027-1-8"),))
    )
    past = task_list(corpus, on("2027-2-1"), ListKind.PROBLEMS, parse_period("2026H2"))
    (line,) = past.lines
    assert (past.title, past.on) == ("2026年下半年问题整改清单", date(2026, 12, 31))
    assert (line.state.light.label, line.percent) == ("黄", None)
    (line,) = task_list(corpus, on("2027-2-1"), ListKind.PROBLEMS).lines
    assert (line.state.light.label, line.percent) == ("绿", 100)


def test_a_line_tells_what_was_reported_in_its_period() -> None:
    asking = asked(
        kind=AssignmentKind.CHALLENGE, due=on("12-15"), issued=on("6-1"),
        progress=(step("甲局", "6-9", 30), step("甲局", "7-1"), step("甲局", "10-8", 60)),
    )  # fmt: skip
    corpus = office(asking)
    second, third, fourth = (
        task_list(corpus, on("11-1"), ListKind.PROGRESS, parse_period(f"2026Q{number}")).lines[0]
        for number in (2, 3, 4)
    )
    assert [len(line.steps) for line in (second, third, fourth)] == [1, 1, 1]
    assert [line.percent for line in (second, third, fourth)] == [30, 30, 60]


def test_there_is_a_list_for_every_period_since_the_first_issue() -> None:
    corpus = office(asked(issued=on("7-31")))
    months = [period.id for period in periods(corpus, on("9-2"), ListKind.TASKS)]
    assert months == ["2026-09", "2026-08", "2026-07"]
    assert [period.id for period in periods(office(), on("9-2"), ListKind.PROGRESS)] == ["2026Q3"]
