"""Counts of facts by subject and period: what was sent, adopted and endorsed.

An item counts once for each subject as sent, in the period of its own date, and once as adopted
in every period in which it was adopted, however often. So a year's `adopted` is not the sum of its
months': it is the adoptions less those that repeat an earlier one of the same item in that year,
and these do add up. The facts of one team's items are therefore counted together by month, and
only then by subject and period: a million items have only a few hundred teams.

Counts are whole numbers: those of two lots of items, merged, are those of both together. So what
was counted of a month's folder once need not be counted again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise
from struct import Struct
from typing import Final, NamedTuple, TypeVar

from scoring.model import Adoption, Endorsement, Item, Publication, Share
from scoring.results import Ranked, Tally
from scoring.slots import LENGTHS, Slot, month_number
from scoring.vocabulary import Level

Subjects = tuple[str, ...]
CountedOn = Callable[[Item, Adoption], date | None]
"""On which day an adoption counts (计入), None where it is another score's."""
Names = Mapping[str, str]
"""What units are called in a period that were renamed or merged by then; all others as ever."""
Row = int
"""The counts of a month in one whole number, a column of 32 bits for each, so that one addition
adds them all: sent, endorsements, praised, then the adoptions that repeat one of the same item, by
the shortest kind of period that holds both, then all adoptions by level."""
Taken = frozenset[tuple[int, Subjects]]
"""In which months an item was adopted, and for whom."""

Key = TypeVar("Key")

_LEVELS = tuple(Level)
_LENGTHS = tuple(LENGTHS.values())
_BY_LEVEL: Final = 3 + len(_LENGTHS)
_FORM: Final = Struct(f"<{_BY_LEVEL + len(_LEVELS)}I")
_SENT, _ENDORSEMENT, _PRAISE, *_REPEATS = (1 << 32 * column for column in range(_BY_LEVEL))
"""One in a column."""
_ADOPTIONS = {level: 1 << 32 * (_BY_LEVEL + place) for place, level in enumerate(_LEVELS)}
_ALL_REPEATS: Final = sum(_REPEATS) * 0xFFFF_FFFF


class MonthCounts(NamedTuple):
    """The facts of one month, counted for whom they count."""

    units: dict[Subjects, Row]
    """By all the units that share the facts: a merger may make one of two of them."""
    people: dict[str, Row]
    publications: dict[str, Row]
    levels: dict[str, Row]
    apart: dict[Taken, int]
    """Items with adoptions that name units, by when they count for which units; an item whose
    adoptions lie in several months is told in each of them."""


def nothing() -> MonthCounts:
    """Return the counts of no facts."""
    return MonthCounts({}, {}, {}, {}, {})


def counted(
    items: Iterable[Item],
    publications: Mapping[str, Publication],
    as_of: date,
    counted_on: CountedOn | None = None,
) -> dict[int, MonthCounts]:
    """Return the counts of some items' facts up to the as-of day, by month.

    A joint item counts 1 for each of its units and authors; an adoption that names units counts
    for those only. Publications and levels have no `sent`; their endorsements are those written
    on them. Every adoption counts, and on its own day, unless `counted_on` says otherwise.
    """
    facts = _Facts(publications, as_of, counted_on)
    for item in items:
        if item.date <= as_of:
            facts.enter(item)
    return facts.by_month()


def merged(parts: Iterable[MonthCounts]) -> MonthCounts:
    """Return the counts of several lots of items, of one month, together."""
    whole = nothing()
    for part in parts:
        _add(whole.units, part.units)
        _add(whole.people, part.people)
        _add(whole.publications, part.publications)
        _add(whole.levels, part.levels)
        _add(whole.apart, part.apart)
    return whole


def tallied(
    counts: Mapping[int, MonthCounts], ranked: Ranked, slot: Slot, names: Names
) -> dict[str, Row]:
    """Return the counts of every subject with a fact in a period, of the counts by month.

    A subject counts once for what names it twice; `names` are those of units in the period.
    """
    held = [(month, counts[month]) for month in slot.months if month in counts]
    cells: dict[str, Row] = {}
    match ranked:
        case Ranked.UNIT:
            return _of_units(held, slot, names)
        case Ranked.PERSON:
            for _, part in held:
                _add(cells, part.people)
        case Ranked.PUBLICATION:
            for _, part in held:
                _add(cells, part.publications)
        case _:
            for _, part in held:
                _add(cells, part.levels)
    return cells


@lru_cache(maxsize=16384)
def tally(row: Row, length: int) -> Tally:
    """Return the counts of a subject in a period of so many months."""
    sent, endorsements, praised, *counts = _FORM.unpack(row.to_bytes(_FORM.size, "little"))
    by_level = tuple(counts[len(_LENGTHS) :])
    adoptions = sum(by_level)
    repeats = sum(counts[: _LENGTHS.index(length) + 1])
    return Tally(sent, adoptions - repeats, adoptions, endorsements, praised, by_level)


def _add(cells: dict[Key, int], more: Mapping[Key, int]) -> None:
    """Add counts to counts."""
    known = cells.get
    for key, row in more.items():
        cells[key] = known(key, 0) + row


def _of_units(held: list[tuple[int, MonthCounts]], slot: Slot, names: Names) -> dict[str, Row]:
    """Return the counts of every unit with a fact in the months of a period."""
    teams: dict[Subjects, Row] = {}
    for _, part in held:
        _add(teams, part.units)
    cells: defaultdict[str, Row] = defaultdict(int)
    for team, row in teams.items():
        for unit in _called(team, names):
            cells[unit] += row
    for month, part in held:
        for taken, number in part.apart.items():
            within = [(when, units) for when, units in taken if when in slot.months]
            if month == min(within)[0]:
                for unit in _called([unit for _, units in within for unit in units], names):
                    cells[unit] -= number * _REPEATS[0]
    return cells


def _called(units: Iterable[str], names: Names) -> set[str]:
    """Return what units are called in a period, each once."""
    return {names.get(unit, unit) for unit in units} if names else set(units)


class _Rows:
    """The counts of what belongs to the same subjects, by month."""

    __slots__ = ("months",)

    def __init__(self) -> None:
        self.months: defaultdict[int, Row] = defaultdict(int)

    def repeated(self, months: list[int]) -> None:
        """Count the repetitions among one item's adoptions."""
        for before, month in pairwise(sorted(months)):
            self.months[month] += _repeat(before, month)


@cache
def _repeat(before: int, month: int) -> Row:
    """Return one in the column of the shortest kind of period that holds both months, if any."""
    lengths = zip(_REPEATS, _LENGTHS, strict=True)
    return next((one for one, length in lengths if before // length == month // length), 0)


class _Facts:
    """Facts of items up to a day, counted by whom they belong to and by month."""

    def __init__(
        self,
        publications: Mapping[str, Publication],
        as_of: date,
        counted_on: CountedOn | None,
    ) -> None:
        """Begin without facts."""
        self._as_of = as_of
        self._counted_on = counted_on
        self._teams: defaultdict[tuple[tuple[Share, ...], Subjects], _Rows] = defaultdict(_Rows)
        """By units and authors; what counts for only some of an item's stands under these."""
        self._apart: Counter[Taken] = Counter()
        self._papers = {name: _Rows() for name in publications}
        self._levels = {level: _Rows() for level in Level}
        """Only the repetitions: all else adds up over a level's publications."""
        self._places = {
            name: (self._papers[name], self._levels[paper.level], paper.level)
            for name, paper in publications.items()
        }

    def by_month(self) -> dict[int, MonthCounts]:
        """Return all that was counted."""
        made: defaultdict[int, MonthCounts] = defaultdict(nothing)
        for (shares, authors), rows in self._teams.items():
            units = tuple([share.unit for share in shares])
            for month, row in rows.months.items():
                if units:
                    _add(made[month].units, {units: row})
                _add(made[month].people, dict.fromkeys(authors, row))
        for name, (paper, _, level) in self._places.items():
            for month, row in paper.months.items():
                _add(made[month].publications, {name: row})
                _add(made[month].levels, {level.label: row & ~_ALL_REPEATS})
        for level, rows in self._levels.items():
            for month, row in rows.months.items():
                _add(made[month].levels, {level.label: row})
        for taken, number in self._apart.items():
            for month in {month for month, _ in taken}:
                made[month].apart[taken] = number
        return dict(made)

    def enter(self, item: Item) -> None:
        """Count all of an item."""
        team = self._teams[item.units, item.authors]
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
            team = self._teams[(), item.authors]
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
                units = adoption.units or tuple([share.unit for share in item.units])
                self._for_units(units, month, one)
                credited.append((month, units))
        if len(months) > 1:
            team.repeated(months)
            for several in (papers, levels):
                if len(set(several)) < len(several):
                    _repeated(several, months)
        if credited:
            self._apart[frozenset(credited)] += 1

    def _for_units(self, units: Subjects, month: int, one: Row) -> None:
        """Count an adoption for some units only; `apart` says when they were adopted."""
        self._teams[tuple(map(Share, units)), ()].months[month] += one + _REPEATS[0]

    def _endorsement(self, note: Endorsement, team: _Rows) -> None:
        """Count an endorsement, also for the publication on which it was written."""
        month = month_number(note.date)
        counting = [team]
        if note.publication is not None:
            counting.append(self._papers[note.publication])
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
