"""三单: 任务清单 by month, 进度清单 by quarter, 问题整改清单 by half-year (seed 004).

A list holds what ran in its period, as it stood on the period's last day, or today while the
period lasts. What is due without 销号 runs from its issue to its due day or to its late answer;
what must be cleared runs until it is. A matter of 整改, or one that names a problem, stands in the
问题整改清单; everything else in the 任务清单; both in the 进度清单, with what was reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from scoring.assignments.board import Board, State, Status
from scoring.assignments.facts import Assignment, Step
from scoring.lineage import later_names
from scoring.model import Corpus
from scoring.periods import Period, PeriodKind, period_of
from scoring.vocabulary import AssignmentKind, Word


class ListKind(Word):
    """The three lists."""

    TASKS = "tasks", "任务清单"
    PROGRESS = "progress", "进度清单"
    PROBLEMS = "problems", "问题整改清单"

    @property
    def span(self) -> PeriodKind:
        """Return how long a period one list covers."""
        return _SPANS[self]


_SPANS: Final = {
    ListKind.TASKS: PeriodKind.MONTH,
    ListKind.PROGRESS: PeriodKind.QUARTER,
    ListKind.PROBLEMS: PeriodKind.HALF_YEAR,
}


class Line(NamedTuple):
    """One unit and one assignment on a list."""

    assignment: Assignment
    state: State
    steps: tuple[Step, ...]
    """What the unit reported in the period, earliest first."""
    percent: int | None
    """完成百分之几 by the end: as reported last, 100 once done, None where nobody said."""


class TaskList(NamedTuple):
    """One of the three lists for one period, by due day, id and order of units."""

    kind: ListKind
    period: Period
    on: date
    """The day on which it stands."""
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        """Return the heading, e.g. 2026年11月任务清单."""
        return f"{self.period.label}{self.kind.label}"


def task_list(corpus: Corpus, on: date, kind: ListKind, period: Period | None = None) -> TaskList:
    """Return a list of a period, that of the day where none is named."""
    period = period or period_of(on, kind.span)
    day = min(on, period.end)
    return TaskList(kind, period, day, tuple(_lines(corpus, day, kind, period)))


def periods(corpus: Corpus, on: date, kind: ListKind) -> tuple[Period, ...]:
    """Return the periods from the first assignment's issue to the day, newest first."""
    first = min((each.issued for each in corpus.assignments.values()), default=on)
    found = [period_of(on, kind.span)]
    while found[-1].start > first:
        found.append(found[-1].previous())
    return tuple(found)


def _lines(corpus: Corpus, day: date, kind: ListKind, period: Period) -> Iterator[Line]:
    states = Board(corpus, day).states()
    for state in sorted(states, key=lambda one: (one.due, one.assignment)):
        assignment = corpus.assignments[state.assignment]
        if belongs(assignment, kind) and ends(corpus, state) >= period.start:
            yield _line(corpus, assignment, state, period, day)


def belongs(assignment: Assignment, kind: ListKind) -> bool:
    """Return whether an assignment stands on such a list while it runs."""
    problem = assignment.kind is AssignmentKind.RECTIFICATION or assignment.problem is not None
    return kind is ListKind.PROGRESS or problem is (kind is ListKind.PROBLEMS)


def ends(corpus: Corpus, state: State) -> date:
    """Return the last day on which a state's matter runs."""
    if state.status in (Status.IN_TIME, Status.LATE):
        return max(fact.date for fact in (state.answered, state.cleared) if fact is not None)
    if state.status is Status.GONE or not corpus.assignment_kinds[state.kind].clearing:
        return state.due
    return date.max


def _line(corpus: Corpus, assignment: Assignment, state: State, period: Period, day: date) -> Line:
    names = () if state.unit is None else later_names(corpus, state.unit)
    own = sorted(
        (one for one in assignment.progress if one.unit in names and one.date <= day),
        key=lambda one: (one.date, one.source),
    )
    said = [one.percent for one in own if one.percent is not None]
    done = state.status in (Status.IN_TIME, Status.LATE)
    percent = 100 if done else said[-1] if said else None
    return Line(assignment, state, tuple(one for one in own if one.date in period), percent)
