"""记分账: what each unit and person was given, line by line, by year and where need be by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from typing import NamedTuple

from scoring.ledger import Entry
from scoring.model import Item
from scoring.periods import Period
from scoring.points import Points, total
from scoring.postings import Days
from scoring.results import Ranked
from site_builder.pages import paths
from site_builder.pages.folders import month_of
from site_builder.pages.gists import Some, Written, digest, month_number
from site_builder.pages.index import Views, latest
from site_builder.pages.lists import LENGTH, Leaf, leaves
from site_builder.pages.page import Batch, Page, Planned, Sheet
from site_builder.pages.writing import write

Told = Mapping[str, Sequence[Entry]]
"""Ledger lines of each score that has any, by date."""


class Holder(NamedTuple):
    """Whose account it is."""

    ranked: Ranked
    id: str
    name: str
    home: str
    """The path of the holder's own page."""


class Sum(NamedTuple):
    """What a score gave in a month."""

    score: str
    points: Points
    measure: str
    lines: int


class Month(NamedTuple):
    """One month of an account."""

    period: Period
    entries: Told
    items: Sequence[Item]
    """The items sent, newest first."""

    sums: Sequence[Sum]
    """The sum of each score."""


def sums(entries: Told) -> list[Sum]:
    """Return the sum of each score that has lines."""
    return [
        Sum(score, total([e.points for e in held]), held[0].rulebook.measure, len(held))
        for score, held in entries.items()
        if held
    ]


def family(views: Views) -> Iterator[Planned]:
    """Yield the accounts in batches: a year on one page, a long year on pages of its months."""
    for holder in _holders(views):
        months = _months(views, holder)
        for year in views.accounts[holder.ranked].get(holder.id, ()):
            own = [month for month in months if (month - 1) // 12 == year]
            key = digest(*(f"{month} {_mark(views, holder, month)}" for month in own))
            name = f"accounts/{holder.ranked.value}/{holder.id}/{year}"
            yield Batch(name, key, partial(_sheets, views, holder, year, own))


def _sheets(views: Views, holder: Holder, year: int, months: Sequence[int]) -> Iterator[Sheet]:
    """Yield the pages of a year in whose months there is anything."""
    marks = {month: _mark(views, holder, month) for month in months}
    long = _is_long(views, holder, months)
    make = partial(_year, views, holder, year, long)
    yield Sheet(paths.account(holder.home, year), digest(str(long), *marks.values()), make)
    if long:
        for month, mark in marks.items():
            yield from _pages(views, holder, month, mark)


def _holders(views: Views) -> Iterator[Holder]:
    for name in views.corpus.units:
        yield Holder(Ranked.UNIT, name, name, paths.unit(name))
    for person in views.corpus.people.values():
        yield Holder(Ranked.PERSON, person.id, person.name, paths.person(person.id))


def _sent(views: Views, holder: Holder) -> Mapping[int, Sequence[Some | Written]]:
    """Return what a unit sent or a person wrote, by `month_number`."""
    folders = views.folders
    if holder.ranked is Ranked.UNIT:
        return folders.units.get(holder.id, {})
    return folders.people.get(holder.id, {})


def _months(views: Views, holder: Holder) -> list[int]:
    """Return the months in which there is anything, by `month_number`."""
    scored = views.marks.accounts[holder.ranked].get(holder.id, {})
    return sorted({*scored, *_sent(views, holder)})


def _scored(views: Views, holder: Holder, month: int) -> int:
    """Return the number of a month's lines."""
    lines = views.marks.accounts[holder.ranked].get(holder.id, {}).get(month)
    return 0 if lines is None else lines.number


def _written(views: Views, holder: Holder, month: int) -> int:
    """Return the number of a month's items."""
    return sum(some.number for some in _sent(views, holder).get(month, ()))


def _is_long(views: Views, holder: Holder, months: Sequence[int]) -> bool:
    """Return whether a year is too much for one page."""
    lines = sum(_scored(views, holder, month) for month in months)
    return max(lines, sum(_written(views, holder, month) for month in months)) > LENGTH


def _mark(views: Views, holder: Holder, month: int) -> str:
    """Return what stands for all that an account tells of a month."""
    lines = views.marks.accounts[holder.ranked].get(holder.id, {}).get(month)
    sent = (some.mark for some in _sent(views, holder).get(month, ()))
    return digest(str(month), "" if lines is None else lines.mark, *sent)


@latest
def _months_of(views: Views, holder: Holder, year: int) -> Mapping[int, Month]:
    """Return the months of a year in which there is anything, each with its lines.

    The page of the year is made before those of its months, which show the same lines.
    """
    days = Days(date(year, 1, 1), date(year, 12, 31))
    held: dict[int, dict[str, Sequence[Entry]]] = defaultdict(dict)
    for score in views.scores:
        entries = views.account(holder.ranked, score, holder.id, days)
        for month, some in groupby(entries, key=_month_number):
            held[month][score] = [*some]
    numbers = [month for month in _months(views, holder) if (month - 1) // 12 == year]
    return {number: _month(views, holder, number, held[number]) for number in numbers}


def _month_number(entry: Entry) -> int:
    return month_number(entry.date)


def _month(views: Views, holder: Holder, number: int, entries: Told) -> Month:
    sent = views.sent(holder.ranked, holder.id, number)
    return Month(month_of(number), entries, sent, sums(entries))


def _year(views: Views, holder: Holder, year: int, long: bool) -> Page:
    months = [*_months_of(views, holder, year).values()]
    return write(
        views,
        paths.account(holder.home, year),
        "account_year" if long else "account",
        holder=holder,
        year=year,
        months=months,
        scores=list(dict.fromkeys(each.score for month in months for each in month.sums)),
        items=[item for month in reversed(months) for item in month.items],
    )


def _pages(views: Views, holder: Holder, month: int, mark: str) -> Iterator[Sheet]:
    """Yield the pages of a month: first its lines, then what was sent."""
    start = month_of(month).start
    path = partial(paths.account, holder.home, start.year, start.month)
    rows = _scored(views, holder, month) + _written(views, holder, month)
    for leaf in leaves(range(rows), path):
        yield Sheet(leaf.path, leaf.key(mark), partial(_leaf, views, holder, month, leaf))


def _leaf(views: Views, holder: Holder, number: int, leaf: Leaf[int]) -> Page:
    month = _months_of(views, holder, (number - 1) // 12)[number]
    first, last = leaf.rows[0], leaf.rows[-1] + 1
    lines = sum(each.lines for each in month.sums)
    return write(
        views,
        leaf.path,
        "account_month",
        holder=holder,
        month=month,
        leaf=leaf,
        scores=_between(month.entries, first, last),
        items=month.items[::-1][max(0, first - lines) : max(0, last - lines)],
    )


def _between(entries: Told, first: int, last: int) -> Told:
    """Return some of the lines, counted one score after the other."""
    found: dict[str, Sequence[Entry]] = {}
    for score, held in entries.items():
        if own := held[max(0, first) : max(0, last)]:
            found[score] = own
        first, last = first - len(held), last - len(held)
    return found
