"""What the steps after the parts wrote, as plain values, to be kept from one run to the next.

As in `scoring.packing`, what repeats stands once in a table and is named by its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import starmap
from typing import NamedTuple

from scoring.conditions import Section
from scoring.engine.wanted import flattened
from scoring.findings import Source
from scoring.ledger import Entry, Written
from scoring.packing import Table, number_of
from scoring.periods import Period, PeriodKind
from scoring.results import QuotaState
from scoring.rulebook import Rulebook, rules_of
from scoring.rules import Rule

_SECTIONS = tuple(Section)
_SECTION_PLACES = {section: place for place, section in enumerate(_SECTIONS)}
_KINDS = tuple(PeriodKind)
_KIND_PLACES = {kind: place for place, kind in enumerate(_KINDS)}


class Later(NamedTuple):
    """Entries and states. Numbers point into the tables; what may be missing is 0, others from 1.
    """

    books: list[str]
    texts: list[str]
    points: list[str]
    facts: list[tuple[int, int, int]]
    """Path, line, column."""
    details: list[list[int]]
    periods: list[tuple[int, int, int]]
    """First day, last day, kind."""
    entries: list[tuple[int, int, int, int, int, int, int, int, int, int, int]]
    """Day, unit, person or 0, points, section, rule or 0, rulebook, fact, item or 0, span, detail.
    """
    states: list[tuple[int, int, int, int, int, int, bool, int]]
    """Rulebook, quota, subject, period, required, done, closed, days left."""


def packed_later(written: Written, rulebooks: Iterable[Rulebook]) -> Later:
    """Return what was written under some rulebooks as plain values."""
    rules = {
        (book.id, id(rule)): place
        for book in rulebooks
        for place, rule in enumerate(_rules(book))
    }
    quotas = {rule: (book, place) for (book, rule), place in rules.items()}
    books, texts, points = Table[str](), Table[str](), Table[str]()
    facts, details, periods = Table[Source](), Table[tuple[str, ...]](), Table[Period]()
    entries = [
        (
            on.toordinal(), texts[unit], 0 if person is None else texts[person] + 1,
            points[str(given)], _SECTION_PLACES[section], rules[book.id, id(rule)],
            books[book.id], facts[fact], 0 if item is None else texts[item] + 1,
            _KIND_PLACES[span], details[detail],
        )
        for on, unit, person, given, section, rule, book, fact, item, span, detail
        in written.entries
    ]  # fmt: skip
    states = []
    for quota, subject, period, required, done, closed, left in written.quotas:
        book, place = quotas[id(quota)]
        states.append((
            books[book], place, texts[subject], periods[period], points[str(required)],
            points[str(done)], closed, left,
        ))  # fmt: skip
    places = [(texts[path], line, column) for path, line, column in facts]
    told = [[texts[word] for word in detail] for detail in details]
    spans = [
        (begin.toordinal(), end.toordinal(), _KIND_PLACES[kind]) for begin, end, kind in periods
    ]
    return Later(
        list(books), list(texts), list(points), places, told, spans, entries, states
    )


def unpacked_later(later: Later, rulebooks: Iterable[Rulebook]) -> Written:
    """Return what was packed; the rulebooks must be the same as then."""
    return Written(tuple(_entries(later, rulebooks)), tuple(_states(later, rulebooks)))


def _entries(later: Later, rulebooks: Iterable[Rulebook]) -> Iterator[Entry]:
    books = _books(later, rulebooks)
    rules = [_rules(book) for book in books]
    texts, points = later.texts, [number_of(one) for one in later.points]
    named = (None, *texts)
    facts = [Source(texts[path], line, column) for path, line, column in later.facts]
    details = [tuple([texts[word] for word in detail]) for detail in later.details]
    days = {each[0]: date.fromordinal(each[0]) for each in later.entries}
    new = tuple.__new__  # thousands: the NamedTuple's own constructor is a slow detour
    for on, unit, person, given, section, rule, book, fact, item, span, detail in later.entries:
        yield new(Entry, (
            days[on], texts[unit], named[person], points[given], _SECTIONS[section],
            rules[book][rule], books[book], facts[fact], named[item], _KINDS[span],
            details[detail],
        ))  # fmt: skip


def _states(later: Later, rulebooks: Iterable[Rulebook]) -> Iterator[QuotaState]:
    quotas = [_rules(book) for book in _books(later, rulebooks)]
    texts, points = later.texts, [number_of(one) for one in later.points]
    periods = list(starmap(_period, later.periods))
    new = tuple.__new__
    for book, quota, subject, period, required, done, closed, left in later.states:
        yield new(QuotaState, (
            quotas[book][quota], texts[subject], periods[period], points[required], points[done],
            closed, left,
        ))  # fmt: skip


def _period(begin: int, end: int, kind: int) -> Period:
    return Period(date.fromordinal(begin), date.fromordinal(end), _KINDS[kind])


def _books(later: Later, rulebooks: Iterable[Rulebook]) -> list[Rulebook]:
    known = {book.id: book for book in rulebooks}
    return [known[name] for name in later.books]


def _rules(book: Rulebook) -> tuple[Rule | None, ...]:
    """Return what may stand as an entry's rule or a state's quota, in an order of its own."""
    return (None, *rules_of(book), *flattened(book.quotas))
