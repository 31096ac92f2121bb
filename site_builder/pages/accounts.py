"""记分账: what each unit and person was given, line by line, by year and where need be by month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from scoring.ledger import Entry
from scoring.model import Item
from scoring.periods import Period, PeriodKind, period_of
from scoring.points import Points, total
from scoring.results import Ranked
from site_builder.pages import paths
from site_builder.pages.index import Views, by_month
from site_builder.pages.lists import LENGTH, Leaf, leaves
from site_builder.pages.marks import digest, month_number
from site_builder.pages.page import Page, Sheet
from site_builder.pages.writing import write

Told = tuple[str, Entry]
"""A ledger line with the name of its score."""


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
    entries: Sequence[Told]
    """The lines of all scores, one score after the other, each by date."""
    items: Sequence[Item]
    """The items sent, newest first."""

    sums: Sequence[Sum]
    """The sum of each score."""


def sums(entries: Iterable[Told]) -> list[Sum]:
    """Return the sum of each score."""
    return [
        Sum(score, total(e.points for e in held), held[0].rulebook.measure, len(held))
        for score, held in by_score(entries).items()
    ]


def by_score(entries: Iterable[Told]) -> Mapping[str, list[Entry]]:
    """Return the lines of each score."""
    made: dict[str, list[Entry]] = {}
    for score, entry in entries:
        made.setdefault(score, []).append(entry)
    return made


def family(views: Views) -> Iterator[Sheet]:
    """Yield the accounts: a year on one page, a long year on pages of its months."""
    for holder in _holders(views):
        items = _items_by_month(views, holder)
        for year in views.accounts[holder.ranked].get(holder.id, ()):
            whole = period_of(views.as_of.replace(year=year, day=1), PeriodKind.YEAR)
            held = {m: found for m, found in items.items() if m.start.year == year}
            path = paths.account(holder.home, year)
            long = _is_long(views, holder, whole, held)
            key = digest(str(long), _mark(views, holder, whole, held))
            yield Sheet(path, key, partial(_year, views, holder, whole, held, long))
            if long:
                for month in _months(views, holder, whole, held):
                    yield from _pages(views, holder, month, held.get(month, ()))


def _holders(views: Views) -> Iterator[Holder]:
    for name in views.corpus.units:
        yield Holder(Ranked.UNIT, name, name, paths.unit(name))
    for person in views.corpus.people.values():
        yield Holder(Ranked.PERSON, person.id, person.name, paths.person(person.id))


def _items_by_month(views: Views, holder: Holder) -> Mapping[Period, Sequence[Item]]:
    """Return what the holder sent in each month, all newest first."""
    sent = views.items_by_unit if holder.ranked is Ranked.UNIT else views.items_by_person
    return by_month(sent.get(holder.id, ()))


Held = Mapping[Period, Sequence[Item]]


def _months(views: Views, holder: Holder, whole: Period, held: Held) -> list[Period]:
    """Return the months of a year in which there is anything."""
    scored = views.marks.accounts[holder.ranked].get(holder.id, {})
    every = (period_of(whole.start.replace(month=n), PeriodKind.MONTH) for n in range(1, 13))
    return [month for month in every if month in held or month_number(month.start) in scored]


def _is_long(views: Views, holder: Holder, whole: Period, held: Held) -> bool:
    """Return whether a year is too much for one page."""
    scored = views.marks.accounts[holder.ranked].get(holder.id, {})
    first = month_number(whole.start)
    lines = sum(scored[month].number for month in range(first, first + 12) if month in scored)
    return max(lines, sum(map(len, held.values()))) > LENGTH


def _mark(views: Views, holder: Holder, period: Period, held: Held) -> str:
    """Return what stands for all that an account tells of a period."""
    marks = views.marks
    return digest(
        marks.account(holder.ranked, holder.id, period.start, period.end),
        *map(marks.items, held.values()),
    )


def _month(views: Views, holder: Holder, period: Period, items: Sequence[Item]) -> Month:
    """Return a month with its lines."""
    days = period.start, period.end
    entries = [
        (score, entry)
        for score in views.scores
        for entry in views.account(holder.ranked, score, holder.id, *days)
    ]
    return Month(period, entries, items, sums(entries))


def _year(views: Views, holder: Holder, whole: Period, held: Held, long: bool) -> Page:
    months = [
        _month(views, holder, month, held.get(month, ()))
        for month in _months(views, holder, whole, held)
    ]
    return write(
        views,
        paths.account(holder.home, whole.start.year),
        "account_year" if long else "account",
        holder=holder,
        year=whole.start.year,
        months=months,
        scores=list(dict.fromkeys(each.score for month in months for each in month.sums)),
        items=[item for found in held.values() for item in found],
        by_score=by_score,
    )


def _pages(views: Views, holder: Holder, period: Period, items: Sequence[Item]) -> Iterator[Sheet]:
    """Yield the pages of a month: first its lines, then what was sent."""
    year, month = period.start.year, period.start.month
    scored = views.marks.accounts[holder.ranked].get(holder.id, {})
    lines = scored.get(month_number(period.start))
    count = len(items) + (0 if lines is None else lines.number)
    mark = _mark(views, holder, period, {period: items})
    for leaf in leaves(range(count), partial(paths.account, holder.home, year, month)):
        yield Sheet(leaf.path, leaf.key(mark), partial(_leaf, views, holder, period, items, leaf))


def _leaf(
    views: Views, holder: Holder, period: Period, items: Sequence[Item], leaf: Leaf[int]
) -> Page:
    month = _month(views, holder, period, items)
    first, last, lines = leaf.rows[0], leaf.rows[-1] + 1, len(month.entries)
    return write(
        views,
        leaf.path,
        "account_month",
        holder=holder,
        month=month,
        leaf=leaf,
        scores=by_score(month.entries[first:last]),
        items=items[::-1][max(0, first - lines) : max(0, last - lines)],
    )
