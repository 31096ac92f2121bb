"""挂图作战: every matter that is not settled, by unit and by due day; 揭榜; 建言和请示."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from typing import NamedTuple

from scoring.assignments.board import Light, State, Status
from scoring.assignments.facts import Assignment
from scoring.ledger import Entry, sum_of
from scoring.points import Points, fraction
from scoring.vocabulary import AssignmentKind
from site_builder.pages import paths
from site_builder.pages.gists import digest
from site_builder.pages.index import Views
from site_builder.pages.lists import LENGTH, Leaf, Year, by_year, further
from site_builder.pages.page import Page, Sheet
from site_builder.pages.writing import write

_ACROSS = 6
"""Matters side by side in one chart."""
_CHARTED = 24
"""Matters of one kind in charts; the list by due day has more."""
_ASKING = frozenset({AssignmentKind.SUGGESTION, AssignmentKind.REQUEST})


class Chart(NamedTuple):
    """Some matters of one kind, and how each unit that is asked stands with them."""

    kind: AssignmentKind
    number: int
    assignments: Sequence[Assignment]
    units: Sequence[str]
    """Those with most red lights first, then yellow, blue, green."""
    cells: Mapping[tuple[str, str], State]


class Due(NamedTuple):
    """The units for which one matter is due on one day."""

    day: date
    assignment: Assignment
    states: Sequence[State]


class Earned(NamedTuple):
    """What a unit won by 揭榜 in one score."""

    score: str
    rank: int
    unit: str
    points: Points
    measure: str
    entries: Sequence[Entry]


def mark(views: Views, identity: str) -> str:
    """Return what stands for all that a page can tell of an assignment on the as-of day."""
    states = views.states_by_assignment.get(identity, ())
    return digest(views.marks.assignment(identity), *map(repr, states))


def marks(views: Views, assignments: Iterable[Assignment]) -> str:
    """Return what stands for several assignments, in this order."""
    return digest(*(mark(views, each.id) for each in assignments))


def family(views: Views) -> Iterator[Sheet]:
    """Yield the board, and the boards of 揭榜 and of 建言和请示 with their earlier years."""
    newest = sorted(
        views.corpus.assignments.values(), key=lambda each: (each.issued, each.id), reverse=True
    )
    key = digest(views.marks.as_of, marks(views, newest))
    yield Sheet(paths.BOARD, key, partial(_board, views))
    challenges = [each for each in newest if each.kind is AssignmentKind.CHALLENGE]
    years = by_year(challenges, _issued)
    key = digest(views.marks.as_of, marks(views, challenges))
    yield Sheet(paths.CHALLENGES, key, partial(_challenges, views, challenges, years))
    for year in years:
        path = paths.within(paths.CHALLENGES, str(year.year))
        key = digest(str(year.year), marks(views, challenges))
        yield Sheet(path, key, partial(_challenges_of, views, path, challenges, year))
    asked = [each for each in newest if each.kind in _ASKING]
    key = digest(views.marks.as_of, marks(views, asked))
    yield Sheet(paths.SUGGESTIONS, key, partial(_suggestions, views, asked))
    for held in further(asked, _issued):
        for leaf in held.leaves(paths.SUGGESTIONS):
            key = leaf.key(marks(views, leaf.rows))
            yield Sheet(leaf.path, key, partial(_suggestions_of, views, held.year, leaf))


def _issued(assignment: Assignment) -> date:
    return assignment.issued


# --- the board -----------------------------------------------------------------------------------


def unsettled(views: Views) -> list[State]:
    """Return the states in which something is still asked, the gravest first."""
    return [each for each in views.states if not each.status.done]


def _board(views: Views) -> Page:
    pending = unsettled(views)
    year = views.as_of.year
    days = list(_days(views, (each for each in pending if each.due.year >= year)))
    earlier = list(_days(views, (each for each in pending if each.due.year < year)))
    settled = [each for each in views.states if each.status.done and each.due.year == year]
    return write(
        views,
        paths.BOARD,
        "board",
        hide=("navigation", "toc"),
        pending=pending,
        lights=[(light, sum(each.light is light for each in pending)) for light in Light],
        settled=settled,
        in_time=sum(each.status is Status.IN_TIME for each in settled),
        units=len({each.unit for each in pending if each.unit is not None}),
        charts=list(_charts(views, pending)),
        days=days[:LENGTH],
        count=len(days),
        earlier=earlier[::-1][:LENGTH],
    )


def _days(views: Views, pending: Iterable[State]) -> Iterator[Due]:
    """Yield what is pending by due day and matter, the longest overdue first."""
    rising = sorted(pending, key=lambda each: (each.due, each.assignment))
    for (day, name), held in groupby(rising, key=lambda each: (each.due, each.assignment)):
        yield Due(day, views.corpus.assignments[name], list(held))


def _charts(views: Views, pending: Sequence[State]) -> Iterator[Chart]:
    """Yield what is pending this year, a kind after the other, the gravest matters first."""
    year = views.as_of.year
    shown = (each for each in pending if each.unit is not None and each.due.year >= year)
    names = dict.fromkeys(each.assignment for each in shown)
    asked = [views.corpus.assignments[name] for name in names]
    for kind in AssignmentKind:
        own = [each for each in asked if each.kind is kind][:_CHARTED]
        for number, start in enumerate(range(0, len(own), _ACROSS)):
            yield _chart(views, kind, number, own[start : start + _ACROSS])


def _chart(
    views: Views, kind: AssignmentKind, number: int, assignments: Sequence[Assignment]
) -> Chart:
    cells = {
        (state.unit, each.id): state
        for each in assignments
        for state in views.states_by_assignment[each.id]
        if state.unit is not None
    }
    lights: dict[str, list[int]] = {}
    for (unit, _), state in cells.items():
        lights.setdefault(unit, [0] * len(Light))[state.light.order] -= 1
    units = sorted(lights, key=lambda unit: (lights[unit], unit))
    return Chart(kind, number, assignments, units, cells)


# --- 揭榜 ----------------------------------------------------------------------------------------


def _challenges(
    views: Views, challenges: Sequence[Assignment], years: Sequence[Year[Assignment]]
) -> Page:
    states = [each for one in challenges for each in views.states_by_assignment.get(one.id, ())]
    return write(
        views,
        paths.CHALLENGES,
        "challenges",
        hide=("toc",),
        unclaimed=[each for each in states if each.unit is None],
        running=[each for each in states if each.unit is not None and not each.status.done],
        count=len(challenges),
        earned=_earned(views, challenges, views.as_of.year),
        year=views.as_of.year,
        years=years,
    )


def _challenges_of(
    views: Views, path: str, challenges: Sequence[Assignment], year: Year[Assignment]
) -> Page:
    states = [each for one in year.rows for each in views.states_by_assignment.get(one.id, ())]
    return write(
        views,
        path,
        "challenges_year",
        hide=("toc",),
        states=states,
        count=len(year.rows),
        earned=_earned(views, challenges, year.year),
        year=year.year,
    )


def _earned(views: Views, challenges: Iterable[Assignment], year: int) -> list[Earned]:
    """Return 攻坚积分榜: the sums of the lines that 揭榜 gave in a year, by score and points."""
    held: dict[tuple[str, str], list[Entry]] = {}
    for each in challenges:
        for entry in views.entries_by_assignment.get(each.id, ()):
            if entry.date.year == year:
                held.setdefault((entry.rulebook.score, entry.unit), []).append(entry)
    sums = {key: fraction(sum_of(entries)) for key, entries in held.items()}
    falling = sorted(sums, key=lambda key: (key[0], -sums[key], key[1]))
    made = []
    for score, unit in falling:
        entries = held[score, unit]
        ahead = sum(key[0] == score and points > sums[score, unit] for key, points in sums.items())
        measure = entries[0].rulebook.measure
        made.append(Earned(score, ahead + 1, unit, sum_of(entries), measure, entries))
    return made


# --- 建言和请示 ----------------------------------------------------------------------------------


def _suggestions(views: Views, asked: Sequence[Assignment]) -> Page:
    states = [each for one in asked for each in views.states_by_assignment.get(one.id, ())]
    late: dict[str, list[State]] = {}
    for each in states:
        if each.status is Status.MISSING and each.unit is not None:
            late.setdefault(each.unit, []).append(each)
    shown = {each.id for each in asked[:LENGTH]}
    done = [each for each in states if each.answered is not None]
    pending = [each for each in states if not each.status.done]
    return write(
        views,
        paths.SUGGESTIONS,
        "suggestions",
        hide=("toc",),
        count=len(asked),
        pending=pending[:LENGTH],
        waiting=len(pending),
        answered=[each for each in states if each.status.done and each.assignment in shown],
        done=len(done),
        in_time=sum(each.overdue_days == 0 for each in done),
        late=late,
        rules=[views.corpus.assignment_kinds[kind] for kind in AssignmentKind if kind in _ASKING],
        years=further(asked, _issued),
    )


def _suggestions_of(views: Views, year: int, leaf: Leaf[Assignment]) -> Page:
    states = [each for one in leaf.rows for each in views.states_by_assignment.get(one.id, ())]
    return write(
        views, leaf.path, "suggestions_year", hide=("toc",), year=year, leaf=leaf, states=states
    )
