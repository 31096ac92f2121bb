"""People: the list, and each person's page with items, points, honours and records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from scoring.model import Item, Person
from scoring.periods import PeriodKind, period_of
from scoring.results import Ranked
from site_builder.pages import paths
from site_builder.pages.accounts import Sum, sums
from site_builder.pages.index import Views
from site_builder.pages.marks import digest
from site_builder.pages.page import Page, Sheet
from site_builder.pages.writing import write

_NEWEST = 30


def family(views: Views) -> Iterator[Sheet]:
    """Yield the list of people and their pages."""
    marks = views.marks
    yield Sheet(paths.PEOPLE, marks.all, partial(_index, views))
    for person in views.corpus.people.values():
        sent = views.items_by_person.get(person.id, ())
        key = digest(
            marks.as_of,
            marks.honours,
            marks.rows(Ranked.PERSON, person.id),
            marks.items(sent[:_NEWEST]),
            repr(_fates(sent)),
            *(_year_mark(views, person, year) for year in _years(views, person)),
        )
        yield Sheet(paths.person(person.id), key, partial(_page, views, person))


def _index(views: Views) -> Page:
    people = tuple(views.corpus.people.values())
    year = period_of(views.as_of, PeriodKind.YEAR)
    rows = {
        person.id: views.standing(views.main, Ranked.PERSON, person.id, year) for person in people
    }
    return write(views, paths.PEOPLE, "people", people=people, rows=rows, year=year)


def _page(views: Views, person: Person) -> Page:
    items = views.items_by_person.get(person.id, ())
    year = period_of(views.as_of, PeriodKind.YEAR)
    return write(
        views,
        paths.person(person.id),
        "person",
        person=person,
        items=items[:_NEWEST],
        fates=_fates(items),
        year=year,
        row=views.standing(views.main, Ranked.PERSON, person.id, year),
        years=[(each, _sums(views, person, each)) for each in _years(views, person)],
        honours=views.honours_of(person.id),
    )


class Fates(NamedTuple):
    """How much a person has written, and what became of it."""

    sent: int
    adopted: int
    endorsements: int


def _fates(items: Sequence[Item]) -> Fates:
    return Fates(
        len(items),
        sum(bool(item.adoptions) for item in items),
        sum(len(item.endorsements) for item in items),
    )


def _years(views: Views, person: Person) -> Sequence[int]:
    return views.accounts[Ranked.PERSON].get(person.id, ())


def _days(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _year_mark(views: Views, person: Person, year: int) -> str:
    lines = views.marks.account(Ranked.PERSON, person.id, *_days(year))
    return f"{year} {lines}"


def _sums(views: Views, person: Person, year: int) -> list[Sum]:
    """Return what each score gave in a year."""
    return sums(
        (score, entry)
        for score in views.scores
        for entry in views.account(Ranked.PERSON, score, person.id, *_days(year))
    )
