"""What the office registers beside items: assignments with their answers, faults, judgements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from scoring.assignments.board import Light, State
from scoring.assignments.facts import Answer, Assignment
from scoring.model import Fault, Item, Judgement
from site_builder import prose
from site_builder.pages import board, paths
from site_builder.pages.asked import chain
from site_builder.pages.gists import digest
from site_builder.pages.index import Views
from site_builder.pages.lists import LENGTH, Leaf, Year, by_year, further
from site_builder.pages.page import Page, Sheet
from site_builder.pages.writing import write

_NEWEST = 20


class Record(NamedTuple):
    """A fault or judgement with the item it speaks of."""

    fact: Fault | Judgement
    item: Item | None
    own: bool
    """Whether it stands in a yearly file, and so has its anchor on the year's page."""


class Asked(NamedTuple):
    """How a unit stands with an assignment, and what it answered."""

    state: State
    answers: Sequence[Answer]


def family(views: Views) -> Iterator[Sheet]:
    """Yield the lists of assignments and of faults and judgements, and each assignment."""
    marks = views.marks
    newest = sorted(
        views.corpus.assignments.values(), key=lambda each: (each.issued, each.id), reverse=True
    )
    key = digest(marks.as_of, board.marks(views, newest[:LENGTH]))
    yield Sheet(paths.ASSIGNMENTS, key, partial(_index, views, newest))
    for year in further(newest, _issued):
        for leaf in year.leaves(paths.ASSIGNMENTS):
            key = leaf.key(board.marks(views, leaf.rows))
            yield Sheet(leaf.path, key, partial(_leaf, views, year.year, leaf))
    for each in newest:
        key = digest(board.mark(views, each.id), marks.as_of, marks.files)
        yield Sheet(paths.assignment(each.id), key, partial(_assignment, views, each))
    yield from _records(views)


def _issued(assignment: Assignment) -> date:
    return assignment.issued


def _index(views: Views, newest: Sequence[Assignment]) -> Page:
    return write(
        views,
        paths.ASSIGNMENTS,
        "assignments",
        hide=("toc",),
        assignments=newest[:LENGTH],
        count=len(newest),
        years=further(newest, _issued),
    )


def _leaf(views: Views, year: int, leaf: Leaf[Assignment]) -> Page:
    return write(views, leaf.path, "assignments_year", hide=("toc",), year=year, leaf=leaf)


def _assignment(views: Views, assignment: Assignment) -> Page:
    body = views.snapshot.bodies.get(assignment.id)
    here = paths.assignment(assignment.id)
    link = views.rewriter(here, assignment.source.path)
    rows = [_row(assignment, state) for state in _in_order(views, assignment)]
    told = {answer.source for row in rows for answer in row.answers}
    return write(
        views,
        here,
        "assignment",
        hide=("toc",),
        assignment=assignment,
        body=prose.html(body.body, link=link) if body else "",
        rule=views.corpus.assignment_kinds[assignment.kind],
        chain=chain(views.corpus, assignment),
        rows=rows,
        lights=[(light, sum(row.state.light is light for row in rows)) for light in Light],
        others=[answer for answer in assignment.answers if answer.source not in told],
        recurrences=dict.fromkeys(each for row in rows for each in row.state.recurrence),
        entries=views.entries_by_assignment.get(assignment.id, ()),
    )


def _in_order(views: Views, assignment: Assignment) -> Sequence[State]:
    """Return the states of an assignment in the order in which its units are named."""
    units = {unit: number for number, unit in enumerate(assignment.units)}
    states = views.states_by_assignment.get(assignment.id, ())
    return sorted(states, key=lambda state: units.get(state.unit or "", len(units)))


def _row(assignment: Assignment, state: State) -> Asked:
    own = [answer for answer in assignment.answers if answer.unit == state.unit]
    first = state.answered
    return Asked(state, own if first is None or first in own else [first, *own])


def _records(views: Views) -> Iterator[Sheet]:
    """Yield the page of all years, and the page of each."""
    years = by_year(list(_recorded(views)), _dated)
    keys = {year.year: _mark(views, year.rows) for year in years}
    yield Sheet(paths.RECORDS, digest(*keys.values()), partial(_all_records, views, years))
    for year in years:
        path = paths.within(paths.RECORDS, str(year.year))
        yield Sheet(path, keys[year.year], partial(_records_of, views, path, year))


def _dated(record: Record) -> date:
    return record.fact.date


def _mark(views: Views, records: Iterable[Record]) -> str:
    return views.marks.items(record.item for record in records if record.item is not None)


def _recorded(views: Views) -> Sequence[Record]:
    """Return all faults and judgements, newest first."""
    corpus = views.corpus
    own: list[Fault | Judgement] = [*corpus.faults, *corpus.judgements]
    found = [Record(fact, corpus.items.get(fact.item or ""), True) for fact in own]
    for item in map(corpus.items.__getitem__, views.folders.recorded):
        facts: list[Fault | Judgement] = [*item.faults, *item.judgements]
        found += [Record(fact, item, False) for fact in facts]
    return sorted(found, key=lambda each: (each.fact.date, each.fact.source), reverse=True)


def _all_records(views: Views, years: Sequence[Year[Record]]) -> Page:
    counts = [(year.year, *map(len, _kinds(year.rows))) for year in years]
    newest = [record for year in years for record in reversed(year.rows)][:_NEWEST]
    faults, judgements = _kinds(newest)
    return write(
        views,
        paths.RECORDS,
        "records",
        hide=("toc",),
        counts=counts,
        faults=faults,
        judgements=judgements,
    )


def _records_of(views: Views, path: str, year: Year[Record]) -> Page:
    faults, judgements = _kinds(year.rows[::-1])
    return write(
        views,
        path,
        "records_year",
        hide=("toc",),
        year=year.year,
        faults=faults,
        judgements=judgements,
    )


def _kinds(records: Sequence[Record]) -> tuple[list[Record], list[Record]]:
    """Return the faults and the judgements."""
    faults = [record for record in records if isinstance(record.fact, Fault)]
    return faults, [record for record in records if isinstance(record.fact, Judgement)]
