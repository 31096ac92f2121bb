"""Cases and honours: the case library and the wall that is kept for ever."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from scoring.results import Case, Honour
from scoring.vocabulary import CaseStatus
from site_builder.pages import paths
from site_builder.pages.gists import digest
from site_builder.pages.index import Views
from site_builder.pages.lists import LENGTH, further
from site_builder.pages.page import Page, Sheet
from site_builder.pages.writing import write


def family(views: Views) -> Iterator[Sheet]:
    """Yield the case library and the honour wall."""
    marks = views.marks
    items = (views.corpus.items[case.item] for case in views.snapshot.cases)
    key = digest(repr(views.snapshot.cases), marks.items(items))
    cases = views.snapshot.cases
    yield Sheet(paths.CASES, key, partial(_cases, views, paths.CASES, cases[:LENGTH], None))
    for year in further(cases, _day):
        path = paths.within(paths.CASES, str(year.year))
        yield Sheet(path, key, partial(_cases, views, path, year.rows[::-1], year.year))
    yield Sheet(paths.HONOURS, digest(marks.honours, marks.as_of), partial(_honours, views))


def _day(case: Case) -> date:
    return date(case.year, 1, 1)


def _cases(views: Views, path: str, cases: Sequence[Case], year: int | None) -> Page:
    every = views.snapshot.cases
    return write(
        views,
        path,
        "cases",
        cases=cases,
        year=year,
        count=len(every),
        selected=sum(case.status is CaseStatus.SELECTED for case in every),
        further=further(every, _day),
        tracks=list(dict.fromkeys(case.track for case in cases)),
        years=sorted({case.year for case in cases}, reverse=True),
        units=sorted({unit for case in cases for unit in case.units}),
    )


def _honours(views: Views) -> Page:
    given = [honour for honour in views.honours if honour.vetoed is None]
    return write(
        views,
        paths.HONOURS,
        "honours",
        years=[
            (year, [honour for honour in given if honour.year == year])
            for year in sorted({honour.year for honour in given}, reverse=True)
        ],
        vetoed=[honour for honour in views.honours if honour.vetoed is not None],
        gone={honour.to for honour in given if _gone(views, honour)},
    )


def _gone(views: Views, honour: Honour) -> bool:
    """Return whether the honoured unit or person is no longer there."""
    unit, person = views.corpus.units.get(honour.to), views.corpus.people.get(honour.to)
    if unit is None and person is None:
        return True
    ended = unit.valid_to if unit is not None else person.valid_to if person is not None else None
    return ended is not None and ended < views.as_of
