"""记分账: what each unit and person was given, line by line, by year and where need be by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from scoring.ledger import Entry
from scoring.model import Item
from scoring.periods import Period, PeriodKind, period_of
from scoring.points import Points, total
from scoring.results import Ranked
from site_builder.pages import paths
from site_builder.pages.index import Views
from site_builder.pages.lists import LENGTH, Leaf, leaves
from site_builder.pages.marks import digest, month_number
from site_builder.pages.page import Page, Sheet
from site_builder.pages.writing import write

Told = tuple[str, Entry]
"""A ledger line with the name of its score."""


Held = Mapping[Period, Sequence[Item]]
"""What somebody sent, by month."""


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
    sent = {ranked: _sent(views, ranked) for ranked in (Ranked.UNIT, Ranked.PERSON)}
    for holder in _holders(views):
        items = sent[holder.ranked].get(holder.id, {})
        for year in views.accounts[holder.ranked].get(holder.id, ()):
            held = _held(views, holder, year, items)
            marks = [_mark(views, holder, month, found) for month, found in held.items()]
            long = _is_long(views, holder, held)
            make = partial(_year, views, holder, year, held, long)
            yield Sheet(paths.account(holder.home, year), digest(str(long), *marks), make)
            if long:
                for (month, found), mark in zip(held.items(), marks, strict=True):
                    yield from _pages(views, holder, month, found, mark)


def _holders(views: Views) -> Iterator[Holder]:
    for name in views.corpus.units:
        yield Holder(Ranked.UNIT, name, name, paths.unit(name))
    for person in views.corpus.people.values():
        yield Holder(Ranked.PERSON, person.id, person.name, paths.person(person.id))


def _sent(views: Views, ranked: Ranked) -> Mapping[str, Held]:
    """Return what each unit or person sent in each month, all newest first."""
    made: dict[str, dict[Period, list[Item]]] = defaultdict(dict)
    for month, items in views.items_by_month.items():
        for item in items:
            units = ranked is Ranked.UNIT
            for name in [share.unit for share in item.units] if units else item.authors:
                made[name].setdefault(month, []).append(item)
    return made


def _held(views: Views, holder: Holder, year: int, items: Held) -> Held:
    """Return the months of a year in which there is anything, with what was sent."""
    scored = views.marks.accounts[holder.ranked].get(holder.id, {})
    first = date(year, 1, 1)
    every = (period_of(first.replace(month=n), PeriodKind.MONTH) for n in range(1, 13))
    return {
        month: items.get(month, ())
        for month in every
        if month in items or month_number(month.start) in scored
    }


def _scored(views: Views, holder: Holder, month: Period) -> int:
    """Return the number of a month's lines."""
    held = views.marks.accounts[holder.ranked].get(holder.id, {})
    lines = held.get(month_number(month.start))
    return 0 if lines is None else lines.number


def _is_long(views: Views, holder: Holder, held: Held) -> bool:
    """Return whether a year is too much for one page."""
    lines = sum(_scored(views, holder, month) for month in held)
    return max(lines, sum(map(len, held.values()))) > LENGTH


def _mark(views: Views, holder: Holder, month: Period, items: Sequence[Item]) -> str:
    """Return what stands for all that an account tells of a month."""
    marks = views.marks
    lines = marks.account(holder.ranked, holder.id, month.start, month.end)
    return digest(month.id, lines, *marks.each(items))


def _month(views: Views, holder: Holder, period: Period, items: Sequence[Item]) -> Month:
    """Return a month with its lines."""
    days = period.start, period.end
    entries = [
        (score, entry)
        for score in views.scores
        for entry in views.account(holder.ranked, score, holder.id, *days)
    ]
    return Month(period, entries, items, sums(entries))


def _year(views: Views, holder: Holder, year: int, held: Held, long: bool) -> Page:
    months = [_month(views, holder, month, items) for month, items in held.items()]
    return write(
        views,
        paths.account(holder.home, year),
        "account_year" if long else "account",
        holder=holder,
        year=year,
        months=months,
        scores=list(dict.fromkeys(each.score for month in months for each in month.sums)),
        items=[item for month in reversed(months) for item in month.items],
        by_score=by_score,
    )


def _pages(
    views: Views, holder: Holder, period: Period, items: Sequence[Item], mark: str
) -> Iterator[Sheet]:
    """Yield the pages of a month: first its lines, then what was sent."""
    path = partial(paths.account, holder.home, period.start.year, period.start.month)
    for leaf in leaves(range(_scored(views, holder, period) + len(items)), path):
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
