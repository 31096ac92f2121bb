"""People: the list, and each person's page with items, points, honours and records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from scoring.ledger import Entry
from scoring.model import Person
from scoring.periods import PeriodKind, period_of
from scoring.points import total
from scoring.results import Ranked
from site_builder.pages import paths
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
        key = digest(
            marks.as_of,
            marks.honours,
            marks.rows(Ranked.PERSON, person.id),
            marks.items(views.items_by_person.get(person.id, ())),
            marks.account(person.id),
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
        count=len(items),
        adopted=sum(bool(item.adoptions) for item in items),
        endorsed=sum(len(item.endorsements) for item in items),
        year=year,
        row=views.standing(views.main, Ranked.PERSON, person.id, year),
        accounts=[
            account
            for score in views.scores
            for account in _accounts(score, views.entries_by_person.get((score, person.id), ()))
        ],
        honours=views.honours_of(person.id),
    )


def _accounts(
    score: str, entries: Sequence[Entry]
) -> list[tuple[str, int, object, Sequence[Entry]]]:
    """Return (score, year, sum, lines) of each year, newest first."""
    years = sorted({entry.date.year for entry in entries}, reverse=True)
    found = [(year, [entry for entry in entries if entry.date.year == year]) for year in years]
    return [(score, year, total(e.points for e in lines), lines) for year, lines in found]
