"""Parts of a ledger as plain values, to be kept from one run to the next.

What repeats stands once in a table and is named by its number: texts, points, rules by their
rulebook and place in it. What the later steps always ask is in the `Head`; the postings, many more,
are in the `Body`, which is unpacked only when somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import islice
from typing import NamedTuple, TypeVar

from scoring.conditions import Section
from scoring.model import Corpus
from scoring.points import Points
from scoring.postings import (
    Columns,
    Count,
    Counts,
    Line,
    Lump,
    Part,
    Row,
    Sheet,
    Sums,
    Weights,
)
from scoring.rulebook import Rulebook, rules_of
from scoring.rules import Rule

Value = TypeVar("Value")
_SECTIONS = tuple(Section)
_NUMBERS = {section: number for number, section in enumerate(_SECTIONS)}


class Head(NamedTuple):
    """What the later steps always ask of a part. Numbers point into the tables."""

    used: list[tuple[str, str]]
    charged: list[str]
    sheets: list[int]
    """Day, section, number of postings, again and again."""
    texts: list[str]
    points: list[str]
    units: list[tuple[int, list[int]]]
    """Of each stretch of days, by its first one: unit, section, points, again and again."""
    people: list[tuple[int, list[int]]]
    """Likewise person and points."""
    weights: list[list[int]]
    """Subject, numerator and denominator, again and again."""
    counts: list[list[tuple[int, list[int]]]]
    """By question: number of items, then first day and weights, again and again."""


class Body(NamedTuple):
    """A part's postings. Numbers point into the tables; what may be missing is 0, others from 1."""

    books: list[str]
    texts: list[str]
    points: list[str]
    details: list[list[int]]
    rows: list[int]
    """Unit, person or 0, points, rule or 0, detail, again and again, line after line."""
    lines: list[int]
    """Rulebook, weight, number of rows, again and again."""
    postings: list[int]
    """The line of each."""
    owners: list[int]
    """Which of the part's items."""
    places: list[int]


def packed(part: Part) -> tuple[Head, Body]:
    """Return a part as plain values; all that it holds is made for it."""
    return _head(part), _body(part)


def unpacked(
    mark: str, items: tuple[str, ...], head: Head, body: Callable[[], Body], corpus: Corpus
) -> Part:
    """Return the part of some items, equal to the packed one; `body` is called when it is needed.

    The corpus must have the same rulebooks, and the same to say of the items, as when the part
    was packed.
    """
    held = _Kept(items, head, body, corpus.rulebooks)
    used = frozenset((item, clause) for item, clause in head.used)
    return Part(mark, items, corpus.items, used, tuple(head.charged), held)


class _Kept(NamedTuple):
    """The contents of a part that was packed."""

    items: tuple[str, ...]
    head: Head
    body: Callable[[], Body]
    rulebooks: tuple[Rulebook, ...]

    def sheets(self) -> tuple[Sheet, ...]:
        """Return where in the columns the postings of each day and section stand, in order."""
        return tuple(_sheets(self.head.sheets))

    def columns(self) -> Columns:
        """Return the postings."""
        body = self.body()
        lines = tuple(_lines(body, self.rulebooks))
        return Columns(
            [lines[number] for number in body.postings],
            [self.items[number] for number in body.owners],
            body.places,
        )

    def sums(self) -> Sums:
        """Return the sums of their points."""
        texts, points = self.head.texts, [number_of(written) for written in self.head.points]
        units: dict[date, dict[str, tuple[Lump, ...]]] = {}
        for begin, flat in self.head.units:
            found: dict[str, tuple[Lump, ...]] = {}
            for unit, section, given in zip(flat[::3], flat[1::3], flat[2::3], strict=True):
                lump = Lump(_SECTIONS[section], points[given])
                found[texts[unit]] = (*found.get(texts[unit], ()), lump)
            units[date.fromordinal(begin)] = found
        people = {
            date.fromordinal(begin): {
                texts[person]: points[given]
                for person, given in zip(flat[::2], flat[1::2], strict=True)
            }
            for begin, flat in self.head.people
        }
        return Sums(units, people)

    def counts(self) -> Counts:
        """Return what was sent and adopted."""
        texts = self.head.texts
        weights: list[Weights] = [
            tuple(
                (texts[subject], numerator, denominator)
                for subject, numerator, denominator in zip(
                    flat[::3], flat[1::3], flat[2::3], strict=True
                )
            )
            for flat in self.head.weights
        ]
        day = cache(date.fromordinal)
        return tuple(
            tuple(
                Count(
                    tuple(
                        (day(begin), weights[credited])
                        for begin, credited in zip(when[::2], when[1::2], strict=True)
                    ),
                    number,
                )
                for number, when in found
            )
            for found in self.head.counts
        )


class Table(dict[Value, int]):
    """The numbers of values in the order in which they were first asked for."""

    def __missing__(self, value: Value) -> int:
        """Return the number of a value that was not there before: the next."""
        number = self[value] = len(self)
        return number


def _head(part: Part) -> Head:
    texts, points = Table[str](), Table[str]()
    weights = Table[Weights]()
    units = [
        (begin.toordinal(), [
            number
            for unit, lumps in found.items()
            for lump in lumps
            for number in (texts[unit], _NUMBERS[lump.section], points[str(lump.points)])
        ])
        for begin, found in part.sums.units.items()
    ]
    people = [
        (begin.toordinal(), [
            number
            for person, given in found.items()
            for number in (texts[person], points[str(given)])
        ])
        for begin, found in part.sums.people.items()
    ]
    counts = [
        [
            (count.number, [
                number
                for begin, credited in count.when
                for number in (begin.toordinal(), weights[credited])
            ])
            for count in found
        ]
        for found in part.counts
    ]
    told = [
        [number for subject, *weight in credited for number in (texts[subject], *weight)]
        for credited in weights
    ]
    sheets = [
        number
        for day, section, begin, end in part.sheets
        for number in (day.toordinal(), _NUMBERS[section], end - begin)
    ]
    return Head(
        sorted(part.used), list(part.charged), sheets, list(texts), list(points), units, people,
        told, counts,
    )


def _body(part: Part) -> Body:
    lines, owners, places = part.columns
    books, texts, points = Table[str](), Table[str](), Table[str]()
    details, known = Table[tuple[str, ...]](), Table[Line]()
    rules: dict[int, int] = {}
    items = {item: number for number, item in enumerate(part.items)}
    postings = [known[line] for line in lines]
    flat_rows: list[int] = []
    flat_lines: list[int] = []
    for line in known:
        book = line.rulebook
        if book.id not in books:
            rules.update((id(rule), place) for place, rule in enumerate(rules_of(book), 1))
        flat_lines += (books[book.id], points[str(line.weight)], len(line.rows))
        for unit, person, given, rule, detail in line.rows:
            flat_rows += (
                texts[unit], 0 if person is None else texts[person] + 1, points[str(given)],
                0 if rule is None else rules[id(rule)], details[detail],
            )
    told = [[texts[word] for word in detail] for detail in details]
    return Body(
        list(books), list(texts), list(points), told, flat_rows, flat_lines, postings,
        [items[owner] for owner in owners], list(places),
    )


def _lines(body: Body, rulebooks: Iterable[Rulebook]) -> Iterator[Line]:
    """Yield the lines in the order of their numbers."""
    known = {book.id: book for book in rulebooks}
    books = [known[name] for name in body.books]
    rules: list[tuple[Rule | None, ...]] = [(None, *rules_of(book)) for book in books]
    texts, points = body.texts, [number_of(written) for written in body.points]
    people = (None, *texts)
    details = [tuple([texts[word] for word in detail]) for detail in body.details]
    flat = body.rows
    rows = zip(flat[::5], flat[1::5], flat[2::5], flat[3::5], flat[4::5], strict=True)
    for book, weight, number in zip(
        body.lines[::3], body.lines[1::3], body.lines[2::3], strict=True
    ):
        cited = rules[book]
        own = tuple([
            Row(texts[unit], people[person], points[given], cited[rule], details[detail])
            for unit, person, given, rule, detail in islice(rows, number)
        ])
        yield Line(own, points[weight], books[book])


def _sheets(flat: Sequence[int]) -> Iterator[Sheet]:
    begin = 0
    for day, section, number in zip(flat[::3], flat[1::3], flat[2::3], strict=True):
        yield Sheet(date.fromordinal(day), _SECTIONS[section], begin, begin + number)
        begin += number


def number_of(written: str) -> Points:
    """Return points, which are a fraction only where no decimal can write them."""
    return Fraction(written) if "/" in written else Decimal(written)
