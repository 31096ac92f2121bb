"""通报: the list of issued notices, and each with its text, annexes, seal and corrections.

A notice shows what was sealed; drafts are not published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from typing import Final, NamedTuple

from scoring.closing.account import carried
from scoring.closing.annexes import Annex, Cell, annexes
from scoring.closing.bound import plain
from scoring.closing.events import Events, gathered
from scoring.closing.facts import Correction, Notice
from scoring.periods import PeriodKind, periods_between
from scoring.results import Ranked
from site_builder.pages import paths
from site_builder.pages.documents import parts
from site_builder.pages.gists import digest, month_numbers
from site_builder.pages.index import Views
from site_builder.pages.page import Page, Sheet
from site_builder.pages.writing import write

Told = Mapping[str, Sequence[Events]]
"""The period of each notice by every score that ranks somebody in it, the main one first."""
Of = Callable[[], Told]


class Row(NamedTuple):
    """A notice in the list."""

    notice: Notice
    sealed: bool
    corrections: int


def family(views: Views) -> Iterator[Sheet]:
    """Yield the list of notices and the page of each one issued."""
    notices = issued(views)
    corrections = {each.id: _corrections(views, each) for each in notices}
    rows = [Row(each, each.id in views.corpus.seals, len(corrections[each.id])) for each in notices]
    key = digest(*(f"{row.notice.id}{row.sealed}{row.corrections}" for row in rows))
    yield Sheet(paths.NOTICES, key, partial(_index, views, rows))
    told = cache(partial(_told, views, notices))
    for each in notices:
        key = digest(*_marks(views, each), repr(corrections[each.id]))
        yield Sheet(paths.notice(each.period), key, partial(_notice, views, each, told))


def issued(views: Views) -> list[Notice]:
    """Return the issued notices, the newest first."""
    known = (each for each in views.corpus.notices if each.issued is not None)
    return sorted(known, key=lambda each: (each.issued, each.period), reverse=True)


def _corrections(views: Views, notice: Notice) -> list[Correction]:
    return [one for one in views.corpus.corrections if one.notice == notice.id]


def _day(views: Views, notice: Notice) -> date:
    """Return the day up to which a notice counts."""
    seal = views.corpus.seals.get(notice.id)
    day = notice.issued if seal is None else seal.as_of
    return min(day or views.as_of, views.as_of)


def _told(views: Views, notices: Sequence[Notice]) -> Told:
    """Return what every notice has to tell, in one pass over the items for each score."""
    wanted = [(each.period, _day(views, each)) for each in notices]
    found: dict[str, list[Events]] = {each.id: [] for each in notices}
    for score in views.scores:
        ledger, results = views.snapshot.ledgers[score], views.snapshot.results[score]
        made = gathered(views.corpus, ledger, results.tables, wanted)
        for notice, events in zip(notices, made, strict=True):
            if notice.score in (None, score) and (events.tables or not found[notice.id]):
                found[notice.id].append(events)
    return found


def _marks(views: Views, notice: Notice) -> Iterator[str]:
    """Yield what stands for all that a notice's page can show."""
    marks, corpus, period = views.marks, views.corpus, notice.period
    body = views.snapshot.bodies.get(f"notices/{notice.id}")
    yield repr((body, corpus.seals.get(notice.id), _day(views, notice)))
    yield repr([one for one in corpus.corrections if one in _carried(views, notice)])
    if body is not None and "](" in plain(body.body):
        yield marks.files
    folders = views.folders
    for month in month_numbers(period.start, period.end):
        yield from (told[month].mark for told in (folders.sent, folders.adopted) if month in told)
    for year in range(period.start.year, period.end.year + 1):
        if year in folders.endorsed:
            yield folders.endorsed[year].mark
    for kind in PeriodKind:
        for inside in periods_between(period.start, period.end, kind):
            if period.start <= inside.start and inside.end <= period.end:
                yield marks.tables(inside, Ranked.UNIT)
    for assignment in corpus.assignments.values():
        if any(assignment.due_for(unit) in period for unit in assignment.units):
            yield marks.assignment(assignment.id)


def _carried(views: Views, notice: Notice) -> tuple[Correction, ...]:
    return carried(views.corpus, notice.period, _day(views, notice))


def _index(views: Views, rows: Sequence[Row]) -> Page:
    return write(views, paths.NOTICES, "notices", hide=("toc",), rows=rows)


def _notice(views: Views, notice: Notice, told: Of) -> Page:
    path, corpus = paths.notice(notice.period), views.corpus
    body = views.snapshot.bodies.get(f"notices/{notice.id}")
    seal, scores = corpus.seals.get(notice.id), told()[notice.id]
    link = views.rewriter(path, notice.source.path)
    found = annexes(corpus, scores, _carried(views, notice), seal) if scores else ()
    return write(
        views,
        path,
        "notice",
        notice=notice,
        name=notice.title or f"{notice.period.label}通报",
        signer=notice.signer or views.office.name,
        parts=list(parts(plain(body.body), link=link)) if body else [],
        annexes=[_laid_out(each) for each in found],
        seal=seal,
        day=_day(views, notice),
        corrections=_corrections(views, notice),
        ranked=notice.period in views.periods.get(notice.period.kind, ()),
    )


_ROWS: Final = 500
"""Of one table on a page; the documents have all."""


class _Cell(NamedTuple):
    """A cell and how the template shows it."""

    kind: str
    value: Cell


def _laid_out(annex: Annex) -> tuple[Annex, list[list[list[_Cell]]]]:
    """Return an annex with the cells of its tables."""
    return annex, [
        [[_Cell(_kind(cell), cell) for cell in row] for row in grid.rows[:_ROWS]]
        for grid in annex.grids
    ]


def _kind(cell: Cell) -> str:
    match cell:
        case None:
            return "none"
        case tuple():
            return "names"
        case date():
            return "day"
        case int():
            return "number"
        case Decimal() | Fraction():
            return "points"
        case _:
            return "rate" if cell.endswith("%") else "words"
