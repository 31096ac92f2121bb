"""The frame of a score's tables: its periods and their rulebooks, units by group and lineage."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from scoring.conditions import DateBasis
from scoring.engine.book import Book
from scoring.engine.view import first_fact
from scoring.ledger import Ledger
from scoring.lineage import successor
from scoring.model import Adoption, Corpus, Item, Unit
from scoring.periods import Period
from scoring.rulebook import Rulebook, in_force
from scoring.slots import Slot, slots_between
from scoring.tallies import CountedOn
from scoring.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Frame:
    """What all tables of one score share."""

    corpus: Corpus
    score: str
    as_of: date
    rulebooks: Mapping[Slot, Rulebook]
    """By period, shorter lengths first, then in time; periods without a rulebook are absent."""
    moving: frozenset[str]
    """Units that were renamed or merged at some time."""
    _renamed: dict[Slot, Mapping[str, str]] = field(default_factory=dict)
    _books: dict[int, Book] = field(default_factory=dict)
    """Of the rulebooks, by identity: there are few of them, asked for very often."""

    @classmethod
    def of(
        cls, corpus: Corpus, ledger: Ledger, as_of: date, only: Period | None = None
    ) -> Frame:
        """Return the frame from the first fact to the as-of day, or of only one period."""
        first = min([*_days(corpus, ledger)], default=None)
        return cls.between(corpus, ledger.score, first, as_of, only)

    @classmethod
    def between(
        cls,
        corpus: Corpus,
        score: str,
        first: date | None,
        as_of: date,
        only: Period | None = None,
    ) -> Frame:
        """Return the frame of a score from a day to the as-of day, or of only one period."""
        books = [book for book in corpus.rulebooks if book.score == score]
        slots = slots_between(first, as_of) if first is not None else ()
        slots = tuple(slot for slot in slots if only in (None, slot.period))
        held = ((slot, _last_in_force(books, slot.period, as_of)) for slot in slots)
        moving = frozenset(unit.id for unit in corpus.units.values() if unit.lineage is not None)
        rulebooks = {slot: book for slot, book in held if book is not None}
        return cls(corpus, score, as_of, rulebooks, moving)

    def unfinished(self, slot: Slot) -> bool:
        """Return whether days of the period are still to come; on its last day it is over."""
        return self.as_of < slot.period.end

    def stands_as(self, unit: str, slot: Slot) -> str:
        """Return who stands for a unit at the end of a period, or on the as-of day inside it."""
        return self.renamed(slot).get(unit, unit)

    def renamed(self, slot: Slot) -> Mapping[str, str]:
        """Return the units for which others stand in a period, with these."""
        if slot not in self._renamed:
            self._renamed[slot] = dict(self._heirs(slot))
        return self._renamed[slot]

    def _heirs(self, slot: Slot) -> Iterator[tuple[str, str]]:
        rulebook, day = self.rulebooks.get(slot), min(slot.period.end, self.as_of)
        if rulebook is None:
            return
        for unit in sorted(self.moving):
            heir = successor(self.corpus, unit, day, rulebook)
            if heir != unit:
                yield unit, heir

    def members(self, slot: Slot) -> tuple[str, ...]:
        """Return the grouped units that exist in a period, by the names they have at its end."""
        rulebook, period, gone = self.rulebooks[slot], slot.period, self.renamed(slot)
        last = min(period.end, self.as_of)
        return tuple(
            unit.id
            for unit in self.corpus.units.values()
            if unit.id not in gone
            and group_of(self.corpus, unit.id, rulebook) is not None
            and self.scores(unit.id, slot)
            and _exists(unit, period, last)
        )

    def scores(self, unit: str, slot: Slot) -> bool:
        """Return whether the period's rulebook speaks about a unit."""
        rulebook = self.rulebooks[slot]
        if id(rulebook) not in self._books:
            self._books[id(rulebook)] = Book(rulebook, self.corpus)
        return self._books[id(rulebook)].scores(unit)

    def groups(self, rulebook: Rulebook) -> tuple[str | None, ...]:
        """Return the groups in the order in which they are printed, None last."""
        if rulebook.groupings is not None:
            return (*rulebook.groupings, None)
        used = {unit.group for unit in self.corpus.units.values() if unit.group is not None}
        printed = [group for group in self.corpus.office.groups if group in used]
        return (*printed, *sorted(used.difference(printed)), None)


def counting(corpus: Corpus, score: str) -> CountedOn | None:
    """Return on which day each adoption counts for a score, None where all count on their own."""
    plain = all(book.basis is DateBasis.ADOPTED for book in corpus.rulebooks)
    alone = len({book.score for book in corpus.rulebooks}) == 1
    return None if plain and alone else _Terms(corpus, score)


class _Terms:
    """The adoption's day or the item's (计入), None where only other scores speak of it.

    So a newspaper that only 宣传 scores is no 采用 in the tables of 信息; one that no score
    speaks of counts in all, as a gap that the office should see.
    """

    def __init__(self, corpus: Corpus, score: str) -> None:
        """Gather the days from which other rulebooks hold, of any score."""
        self._corpus = corpus
        self._score = score
        self._turns = _turns(corpus)
        self._known: dict[tuple[str, int], tuple[bool, bool]] = {}

    def __call__(self, item: Item, adoption: Adoption) -> date | None:
        """Return the day on which an adoption counts."""
        since = bisect_right(self._turns, adoption.date)
        key = adoption.publication, since
        if key not in self._known:
            self._known[key] = self._terms_of(adoption.publication, adoption.date)
        counts, by_sending = self._known[key]
        if not counts:
            return None
        return item.date if by_sending else adoption.date

    def _terms_of(self, publication: str, day: date) -> tuple[bool, bool]:
        """Return whether the score counts a publication's adoptions of a day, and by 报送日期."""
        books = self._corpus.rulebooks
        level = self._corpus.publications[publication].level
        speaking = {
            score
            for score in {book.score for book in books}
            if (held := in_force(books, score, day)) and _speaks(held, publication, level)
        }
        own = in_force(books, self._score, day)
        counts = not speaking or self._score in speaking
        return counts, own is not None and own.basis is DateBasis.SENT


def group_of(corpus: Corpus, unit: str, rulebook: Rulebook) -> str | None:
    """Return the ranking group of a unit: the rulebook's 分组, else its 类别."""
    if rulebook.groupings is None:
        return corpus.units[unit].group
    named = rulebook.groupings.items()
    return next((name for name, units in named if unit in units), None)


def _speaks(rulebook: Rulebook, publication: str, level: Level) -> bool:
    """Return whether some rule of 采用 could score a publication."""
    return any(
        (rule.when.publications is None or publication in rule.when.publications)
        and (rule.when.levels is None or level in rule.when.levels)
        for rule in rulebook.adoptions
    )


def _turns(corpus: Corpus) -> tuple[date, ...]:
    begun = {book.effective for book in corpus.rulebooks}
    ends = (book.until for book in corpus.rulebooks if book.until is not None)
    return tuple(sorted(begun.union(end + timedelta(days=1) for end in ends if end < date.max)))


def _days(corpus: Corpus, ledger: Ledger) -> Iterator[date]:
    """Yield the day of the first fact, and of the first lines: a ledger may come from elsewhere."""
    first = first_fact(corpus)
    if first is not None:
        yield first
    for entry in ledger.rest[:1]:  # sorted by date
        yield entry.date
    for part in ledger.parts:
        for sheet in part.sheets[:1]:
            yield sheet.day


def _last_in_force(books: Sequence[Rulebook], period: Period, as_of: date) -> Rulebook | None:
    """Return the last rulebook that holds on a day of the period up to the as-of day."""
    holding = [
        book
        for book in books
        if book.effective <= min(period.end, as_of)
        and (book.until is None or period.start <= book.until)
    ]
    return max(holding, key=lambda book: book.effective, default=None)


def _exists(unit: Unit, period: Period, last: date) -> bool:
    """Return whether a unit exists on some day from the period's start to `last`."""
    end = unit.valid_to
    if unit.lineage is not None:
        end = min(end or date.max, unit.lineage.on - timedelta(days=1))
    begun = unit.valid_from is None or unit.valid_from <= last
    return begun and (end is None or period.start <= end)
