"""Counts of facts by subject and period: what was sent, adopted and endorsed.

An item counts once for each subject as sent, in the period of its own date, and once as adopted
in every period in which it was adopted, however often. So a year's `adopted` is not the sum of its
months': it is the adoptions less those that repeat an earlier one of the same item in that year,
and these do add up. The facts of one team's items are therefore counted together by month, and
only then by subject and period: a million items have only a few hundred teams.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from itertools import pairwise
from struct import Struct
from typing import Final

from scoring.model import Adoption, Corpus, Endorsement, Item, Share
from scoring.results import Ranked, Tally
from scoring.slots import LENGTHS, Slot, month_number
from scoring.vocabulary import Level

Subjects = tuple[str, ...]
StandsAs = Callable[[str, Slot], str]
"""What a subject is called in a period: a renamed unit's successor, else itself."""
CountedOn = Callable[[Item, Adoption], date | None]
"""On which day an adoption counts (计入), None where it is another score's."""
Tallies = Mapping[Slot, Mapping[str, Tally]]

_LEVELS = tuple(Level)
_LENGTHS = tuple(LENGTHS.values())
_Row = int
"""The counts of a month in one whole number, a column of 32 bits for each, so that one addition
adds them all: sent, endorsements, praised, then the adoptions that repeat one of the same item, by
the shortest kind of period that holds both, then all adoptions by level."""
_BY_LEVEL: Final = 3 + len(_LENGTHS)
_FORM: Final = Struct(f"<{_BY_LEVEL + len(_LEVELS)}I")
_SENT, _ENDORSEMENT, _PRAISE, *_REPEATS = (1 << 32 * column for column in range(_BY_LEVEL))
"""One in a column."""
_ADOPTIONS = {level: 1 << 32 * (_BY_LEVEL + place) for place, level in enumerate(_LEVELS)}
_ALL_REPEATS: Final = sum(_REPEATS) * 0xFFFF_FFFF
_Taken = frozenset[tuple[int, Subjects]]
"""In which months an item was adopted, and for whom."""


def itself(subject: str, slot: Slot) -> str:  # noqa: ARG001 - the shape of StandsAs
    """Return the subject: people, publications and levels have no lineage."""
    return subject


def tallies(
    corpus: Corpus,
    as_of: date,
    stands_as: StandsAs = itself,
    counted_on: CountedOn | None = None,
) -> Mapping[Ranked, Tallies]:
    """Return the counts of every subject with a fact up to the as-of day, by period.

    A joint item counts 1 for each of its units and authors; an adoption that names units counts
    for those only. Publications and levels have no `sent`; their endorsements are those written
    on them. `stands_as` names units; every adoption counts, and on its own day, unless
    `counted_on` says otherwise.
    """
    facts = _Facts(corpus, as_of, counted_on)
    for item in corpus.items.values():
        if item.date <= as_of:
            facts.enter(item)
    teams = facts.teams.items()
    units = [(tuple(share.unit for share in shares), rows) for (shares, _), rows in teams]
    return {
        Ranked.UNIT: _counted(units, stands_as, facts.apart),
        Ranked.PERSON: _counted((authors, rows) for (_, authors), rows in teams),
        Ranked.PUBLICATION: _counted(((name,), rows) for name, rows in facts.papers.items()),
        Ranked.LEVEL: _counted(((level.label,), rows) for level, rows in facts.levels),
    }


class _Rows:
    """The counts of what belongs to the same subjects, by month."""

    __slots__ = ("months",)

    def __init__(self) -> None:
        self.months: defaultdict[int, _Row] = defaultdict(int)

    def repeated(self, months: list[int]) -> None:
        """Count the repetitions among one item's adoptions."""
        for before, month in pairwise(sorted(months)):
            self.months[month] += _repeat(before, month)


@cache
def _repeat(before: int, month: int) -> _Row:
    """Return one in the column of the shortest kind of period that holds both months, if any."""
    lengths = zip(_REPEATS, _LENGTHS, strict=True)
    return next((one for one, length in lengths if before // length == month // length), 0)


class _Facts:
    """All facts of a corpus up to a day, counted by month and by whom they belong to."""

    def __init__(self, corpus: Corpus, as_of: date, counted_on: CountedOn | None) -> None:
        """Begin without facts."""
        self._as_of = as_of
        self._counted_on = counted_on
        self.teams: defaultdict[tuple[tuple[Share, ...], Subjects], _Rows] = defaultdict(_Rows)
        """By units and authors; what counts for only some of an item's stands under these."""
        self.apart: Counter[_Taken] = Counter()
        """Items with adoptions that name units, by when they count for which units."""
        self.papers = {name: _Rows() for name in corpus.publications}
        self._levels = {level: _Rows() for level in Level}
        """Only the repetitions: all else adds up over a level's publications."""
        self._places = {
            name: (self.papers[name], self._levels[paper.level], paper.level)
            for name, paper in corpus.publications.items()
        }

    @property
    def levels(self) -> Iterator[tuple[Level, _Rows]]:
        """Yield the counts of each level, in several parts."""
        yield from self._levels.items()
        for rows, _, level in self._places.values():
            part = _Rows()
            for month, row in rows.months.items():
                part.months[month] = row & ~_ALL_REPEATS
            yield level, part

    def enter(self, item: Item) -> None:
        """Count all of an item."""
        team = self.teams[item.units, item.authors]
        team.months[month_number(item.date)] += _SENT
        if item.adoptions:
            self._adoptions(item, team)
        for note in item.endorsements:
            if note.date <= self._as_of:
                self._endorsement(note, team)

    def _adoptions(self, item: Item, team: _Rows) -> None:
        """Count an item's adoptions, and which of them repeat one for the same subjects."""
        counted_on, as_of, places = self._counted_on, self._as_of, self._places
        apart = any(adoption.units for adoption in item.adoptions)
        if apart:
            team = self.teams[(), item.authors]
        credited: list[tuple[int, Subjects]] = []
        months: list[int] = []
        papers: list[_Rows] = []
        levels: list[_Rows] = []
        adopted = _ADOPTIONS
        for adoption in item.adoptions:
            day = counted_on(item, adoption) if counted_on else adoption.date
            if day is None or adoption.date > as_of:
                continue
            month = month_number(day)
            paper, of_level, level = places[adoption.publication]
            one = adopted[level]
            team.months[month] += one
            paper.months[month] += one
            months.append(month)
            papers.append(paper)
            levels.append(of_level)
            if apart:
                units = adoption.units or tuple(share.unit for share in item.units)
                self._for_units(units, month, one)
                credited.append((month, units))
        if len(months) > 1:
            team.repeated(months)
            for several in (papers, levels):
                if len(set(several)) < len(several):
                    _repeated(several, months)
        if credited:
            self.apart[frozenset(credited)] += 1

    def _for_units(self, units: Subjects, month: int, one: _Row) -> None:
        """Count an adoption for some units only; `apart` says when they were adopted."""
        self.teams[tuple(map(Share, units)), ()].months[month] += one + _REPEATS[0]

    def _endorsement(self, note: Endorsement, team: _Rows) -> None:
        """Count an endorsement, also for the publication on which it was written."""
        month = month_number(note.date)
        counting = [team]
        if note.publication is not None:
            counting.append(self.papers[note.publication])
        for rows in counting:
            rows.months[month] += _ENDORSEMENT + note.praise * _PRAISE


def _repeated(rows: list[_Rows], months: list[int]) -> None:
    """Count the repetitions on one publication, or on one level, among one item's adoptions."""
    when: defaultdict[_Rows, list[int]] = defaultdict(list)
    for each, month in zip(rows, months, strict=True):
        when[each].append(month)
    for each, own in when.items():
        if len(own) > 1:
            each.repeated(own)


def _counted(
    groups: Iterable[tuple[Subjects, _Rows]],
    stands_as: StandsAs = itself,
    apart: Mapping[_Taken, int] | None = None,
) -> Tallies:
    """Return the counts by slot and subject; a subject counts once for what names it twice."""
    cells = _Cells()
    for subjects, rows in groups:
        alone = len(subjects) == 1
        for month, row in rows.months.items() if subjects else ():
            for slot, of_slot in cells.holding(month):
                if alone:
                    of_slot[stands_as(subjects[0], slot)] += row
                else:
                    for subject in {stands_as(each, slot) for each in subjects}:
                        of_slot[subject] += row
    for taken, number in (apart or {}).items():
        for length in _LENGTHS:
            slots = ((Slot(length, month // length), subjects) for month, subjects in taken)
            for slot, subject in {
                (slot, stands_as(each, slot)) for slot, subjects in slots for each in subjects
            }:
                cells[slot][subject] -= number * _REPEATS[0]
    return {
        slot: {subject: _tally(row, slot.length) for subject, row in subjects.items()}
        for slot, subjects in cells.items()
    }


class _Cells(defaultdict[Slot, defaultdict[str, _Row]]):
    """Counts by slot and subject."""

    def __init__(self) -> None:
        super().__init__(partial(defaultdict, int))
        self._holding: dict[int, list[tuple[Slot, defaultdict[str, _Row]]]] = {}

    def holding(self, month: int) -> list[tuple[Slot, defaultdict[str, _Row]]]:
        """Return the counts of the slots that hold a month."""
        if month not in self._holding:
            slots = [Slot(length, month // length) for length in _LENGTHS]
            self._holding[month] = [(slot, self[slot]) for slot in slots]
        return self._holding[month]


def _tally(row: _Row, length: int) -> Tally:
    sent, endorsements, praised, *counts = _FORM.unpack(row.to_bytes(_FORM.size, "little"))
    by_level = tuple(counts[len(_LENGTHS) :])
    adoptions = sum(by_level)
    repeats = sum(counts[: _LENGTHS.index(length) + 1])
    return Tally(sent, adoptions - repeats, adoptions, endorsements, praised, by_level)
