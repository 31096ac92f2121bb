"""People: the list, and each person's page with items, points, honours and records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import islice
from typing import NamedTuple

from scoring.model import Person
from scoring.periods import PeriodKind, period_of
from scoring.postings import Days
from scoring.results import Ranked
from site_builder.pages import paths
from site_builder.pages.accounts import Sum, sums
from site_builder.pages.folders import newest_months
from site_builder.pages.gists import digest
from site_builder.pages.index import Views
from site_builder.pages.page import Page, Sheet
from site_builder.pages.writing import write

_NEWEST = 30


def family(views: Views) -> Iterator[Sheet]:
    """Yield the list of people and their pages."""
    marks = views.marks
    rows = marks.rows_of(period_of(views.as_of, PeriodKind.YEAR), Ranked.PERSON)
    yield Sheet(paths.PEOPLE, marks.all, partial(_index, views))
    for person in views.corpus.people.values():
        sent = views.folders.people.get(person.id, {})
        key = digest(
            marks.as_of,
            marks.honours,
            rows.get(person.id, ""),
            *(some.mark for month in newest_months(sent, _NEWEST) for some in sent[month]),
            repr(_fates(views, person)),
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
    months = newest_months(views.folders.people.get(person.id, {}), _NEWEST)
    items = (item for month in months for item in views.sent(Ranked.PERSON, person.id, month))
    year = period_of(views.as_of, PeriodKind.YEAR)
    return write(
        views,
        paths.person(person.id),
        "person",
        person=person,
        items=list(islice(items, _NEWEST)),
        fates=_fates(views, person),
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


def _fates(views: Views, person: Person) -> Fates:
    months = views.folders.people.get(person.id, {})
    found = [written for held in months.values() for written in held]
    return Fates(
        sum(each.number for each in found),
        sum(each.adopted for each in found),
        sum(each.endorsements for each in found),
    )


def _years(views: Views, person: Person) -> Sequence[int]:
    return views.accounts[Ranked.PERSON].get(person.id, ())


def _days(year: int) -> Days:
    return Days(date(year, 1, 1), date(year, 12, 31))


def _year_mark(views: Views, person: Person, year: int) -> str:
    lines = views.marks.account(Ranked.PERSON, person.id, *_days(year))
    return f"{year} {lines}"


def _sums(views: Views, person: Person, year: int) -> list[Sum]:
    """Return what each score gave in a year."""
    held = partial(views.account, Ranked.PERSON)
    return sums({score: held(score, person.id, _days(year)) for score in views.scores})
