"""三单 (seed 004) and 约稿统计: what ran in each period, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import groupby
from typing import Final, NamedTuple

from scoring.assignments.board import Count, Light, State, counted, total
from scoring.assignments.facts import Assignment
from scoring.assignments.lists import Line, ListKind, belongs, ends, periods, task_list
from scoring.ledger import Entry, sum_of
from scoring.model import Corpus, Item
from scoring.periods import Period, PeriodKind, period_of
from scoring.points import Points
from scoring.vocabulary import AssignmentKind
from site_builder import prose
from site_builder.pages import board, paths
from site_builder.pages.asked import responsible
from site_builder.pages.gists import digest
from site_builder.pages.index import Views, once
from site_builder.pages.lists import Leaf, leaves
from site_builder.pages.page import Page, Sheet
from site_builder.pages.writing import write

_HOMES: Final = {
    ListKind.TASKS: paths.TASKS,
    ListKind.PROGRESS: paths.PROGRESS,
    ListKind.PROBLEMS: paths.PROBLEMS,
}
_ASKED: Final = frozenset({AssignmentKind.COMMISSION, AssignmentKind.TOPIC})
"""What 约稿统计 tells of unit by unit."""


_EXCERPT: Final = 100
"""Characters of an assignment's text on a list."""


class Group(NamedTuple):
    """A matter on a list with the lines of its units."""

    assignment: Assignment
    lines: Sequence[Line]


class UnitRow(NamedTuple):
    """What a unit did with the 约稿 of a year."""

    unit: str
    whole: Count
    quarters: Sequence[Count]
    states: Sequence[State]
    entries: Sequence[Entry]
    points: Points
    measure: str


def family(views: Views) -> Iterator[Sheet]:
    """Yield the three lists with their periods, and the statistics of each year."""
    newest = sorted(
        views.corpus.assignments.values(), key=lambda each: (each.issued, each.id), reverse=True
    )
    marks = {each.id: views.marks.assignment(each.id) for each in newest}
    last = {each.id: _end(views, each) for each in newest}
    faulty = views.marks.items(_faulty(views).values())
    for kind, home in _HOMES.items():
        every = periods(views.corpus, views.as_of, kind)
        for period in every:
            running = [
                each
                for each in reversed(newest)
                if each.issued <= period.end
                and last[each.id] >= period.start
                and belongs(each, kind)
            ]
            if period == every[0]:
                key = digest(views.marks.as_of, board.marks(views, running))
                yield Sheet(home, key, partial(_home, views, kind, every, running))
            held = digest(
                str(min(views.as_of, period.end)),
                faulty if kind is ListKind.PROBLEMS else "",
                *(marks[one.id] for one in running),
            )
            for leaf in leaves(running, partial(_place, home, period)):
                make = partial(_list, views, kind, period, leaf)
                yield Sheet(leaf.path, leaf.key(held), make)
    yield from _statistics(views)


def _place(home: str, period: Period, number: int) -> str:
    return paths.within(home, period.id, number=number)


def _end(views: Views, assignment: Assignment) -> date:
    """Return the last day on which an assignment runs, as far as is known today."""
    states = views.states_by_assignment.get(assignment.id, ())
    return max((ends(views.corpus, each) for each in states), default=date.min)


@once
def _faulty(views: Views) -> Mapping[str, Item]:
    """Return the items that were found faulty, by which a problem may have come back."""
    known = (views.corpus.items[name] for name in views.folders.recorded)
    return {item.id: item for item in known if item.faults}


# --- the three lists -----------------------------------------------------------------------------


def _home(
    views: Views, kind: ListKind, every: Sequence[Period], running: Sequence[Assignment]
) -> Page:
    home, current = _HOMES[kind], every[0]
    lines = _lines(views, kind, current, running)
    rows = [(each, paths.within(home, each.id)) for each in every]
    return write(
        views,
        home,
        "tasklist_home",
        hide=("toc",),
        kind=kind,
        period=current,
        path=paths.within(home, current.id),
        lights=_lights(lines),
        count=len(lines),
        matters=len({line.assignment.id for line in lines}),
        every=rows,
    )


def _lights(lines: Iterable[Line]) -> list[tuple[Light, int]]:
    states = [line.state.light for line in lines]
    return [(light, states.count(light)) for light in Light]


def _list(views: Views, kind: ListKind, period: Period, leaf: Leaf[Assignment]) -> Page:
    lines = _lines(views, kind, period, leaf.rows)
    groups = [
        Group(views.corpus.assignments[name], list(held))
        for name, held in groupby(lines, key=lambda line: line.assignment.id)
    ]
    return write(
        views,
        leaf.path,
        "tasklist",
        hide=("toc",),
        kind=kind,
        period=period,
        on=min(views.as_of, period.end),
        leaf=leaf,
        lights=_lights(lines),
        count=len(lines),
        groups=groups,
        responsible=partial(responsible, views.corpus),
        said=partial(_said, views),
        home=_HOMES[kind],
    )


def _said(views: Views, assignment: Assignment) -> str:
    """Return how an assignment's text begins, for those whose 要求 stand in the text."""
    body = views.snapshot.bodies.get(assignment.id)
    return prose.plain(body.body if body else "", _EXCERPT)


def _lines(
    views: Views, kind: ListKind, period: Period, assignments: Iterable[Assignment]
) -> list[Line]:
    """Return the lines of some assignments, a matter after the other, the first due first."""
    shown = {each.id: each for each in assignments}
    lines = task_list(_about(views, shown), views.as_of, kind, period).lines
    own = [line for line in lines if line.assignment.id in shown]
    order: dict[str, int] = {}
    for line in own:
        order.setdefault(line.assignment.id, len(order))
    return sorted(own, key=lambda line: order[line.assignment.id])


def _about(views: Views, shown: Mapping[str, Assignment]) -> Corpus:
    """Return the facts that decide how some assignments stand: of ten years few do."""
    corpus = views.corpus
    problems = {each.problem for each in shown.values()} - {None}
    asked = dict(shown)
    answers = views.folders.answers
    items = {item: corpus.items[item] for name in shown for item in answers.get(name, ())}
    if problems:
        asked |= {n: each for n, each in corpus.assignments.items() if each.problem in problems}
        items |= _faulty(views)
    return replace(corpus, assignments=asked, items=items)


# --- 约稿统计 ------------------------------------------------------------------------------------


def _statistics(views: Views) -> Iterator[Sheet]:
    """Yield the statistics of each year in which something was due, the newest also as home."""
    years = sorted({state.due.year for state in views.states} | {views.as_of.year}, reverse=True)
    by_year: dict[int, list[str]] = {year: [] for year in years}
    for state in views.states:
        by_year[state.due.year].append(repr(state))
    for year in years:
        names = dict.fromkeys(s.assignment for s in views.states if s.due.year == year)
        marks = (views.marks.assignment(name) for name in names)
        last = min(views.as_of, date(year, 12, 31))
        key = digest(str(year), str(last), *by_year[year], *marks)
        make = partial(_of_year, views, year)
        yield Sheet(paths.within(paths.COMMISSIONS, str(year)), key, make)
    key = digest(views.marks.as_of, *(each for held in by_year.values() for each in held))
    yield Sheet(paths.COMMISSIONS, key, partial(_years, views, years))


def _years(views: Views, years: Sequence[int]) -> Page:
    rows = []
    for year in years:
        period = period_of(date(year, 1, 1), PeriodKind.YEAR)
        held = counted(views.corpus, views.states, period)
        rows.append((year, total(row for row in held if row.kind in _ASKED), total(held)))
    return write(views, paths.COMMISSIONS, "commissions", hide=("toc",), rows=rows)


def _of_year(views: Views, year: int) -> Page:
    whole = period_of(date(year, 1, 1), PeriodKind.YEAR)
    counts = counted(views.corpus, views.states, whole)
    quarters = [period_of(date(year, month, 1), PeriodKind.QUARTER) for month in (1, 4, 7, 10)]
    kinds = [
        (kind, total(row for row in counts if row.kind is kind))
        for kind in dict.fromkeys(
            sorted((row.kind for row in counts), key=list(AssignmentKind).index)
        )
    ]
    return write(
        views,
        paths.within(paths.COMMISSIONS, str(year)),
        "commissions_year",
        hide=("toc",),
        year=year,
        on=min(views.as_of, whole.end),
        quarters=quarters,
        rows=list(_unit_rows(views, whole, quarters)),
        kinds=kinds,
    )


def _unit_rows(views: Views, whole: Period, quarters: Sequence[Period]) -> Iterator[UnitRow]:
    """Yield a row for each unit of which something was asked by 约稿 or 选题 in a year."""
    asked = [each for each in views.states if each.kind in _ASKED and each.due in whole]
    year = _by_unit(views, asked, whole)
    parts = [_by_unit(views, asked, quarter) for quarter in quarters]
    entries = _entries(views, whole)
    states: dict[str, list[State]] = {}
    for each in sorted(asked, key=lambda one: (one.due, one.assignment)):
        if each.unit is not None:
            states.setdefault(each.unit, []).append(each)
    for unit, count in year.items():
        own = entries.get(unit, ())
        measure = own[0].rulebook.measure if own else "分"
        quarter = [part.get(unit, Count()) for part in parts]
        yield UnitRow(unit, count, quarter, states[unit], own, sum_of(own), measure)


def _by_unit(views: Views, states: Iterable[State], period: Period) -> Mapping[str, Count]:
    found = counted(views.corpus, states, period)
    units = dict.fromkeys(row.unit for row in found)
    return {unit: total(row for row in found if row.unit == unit) for unit in units}


def _entries(views: Views, period: Period) -> Mapping[str, Sequence[Entry]]:
    """Return the ledger lines that 约稿 gave each unit in a period, of the main score."""
    found: dict[str, list[Entry]] = {}
    for each in views.corpus.assignments.values():
        for entry in views.entries_by_assignment.get(each.id, ()) if each.kind in _ASKED else ():
            if entry.date in period and entry.rulebook.score == views.main:
                found.setdefault(entry.unit, []).append(entry)
    return found
