"""What differs between two counts of one period: entry by entry, and unit by unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from scoring.closing.entries import Line
from scoring.closing.facts import Correction, SealedRow
from scoring.closing.recount import Count
from scoring.points import ZERO, Points, fraction, normal, total

UnitKey = tuple[str, str]
"""Score and unit."""


class EntryDifference(NamedTuple):
    """An entry that only one of two counts has, or that has other points."""

    score: str
    before: Line | None
    """None where the entry has come."""
    after: Line | None
    """None where it is gone."""

    @property
    def line(self) -> Line:
        """Return the entry as it is, or was."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - one of the two is always there
        return found


class RowDifference(NamedTuple):
    """A unit whose row differs."""

    score: str
    unit: str
    before: SealedRow | None
    after: SealedRow | None


class Differences(NamedTuple):
    """All that differs."""

    entries: tuple[EntryDifference, ...]
    rows: tuple[RowDifference, ...]

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        return bool(self.entries or self.rows)

    @property
    def brought(self) -> bool:
        """Return whether only running totals differ: what changed lies before the period."""
        return not self.entries and all(map(_brought, self.rows))


def _brought(row: RowDifference) -> bool:
    if row.before is None or row.after is None:
        return False
    return row.before == row.after._replace(running=row.before.running)


def differences(before: Iterable[Count], after: Iterable[Count]) -> Differences:
    """Return what differs, sorted by score, then by entry and by unit."""
    old, new = ({one.score: one for one in side} for side in (before, after))
    scores = sorted({*old, *new})
    return Differences(
        tuple(
            found
            for score in scores
            for found in _entries(score, _lines(old.get(score)), _lines(new.get(score)))
        ),
        tuple(
            found
            for score in scores
            for found in row_differences(score, _rows(old.get(score)), _rows(new.get(score)))
        ),
    )


def row_differences(
    score: str, before: Iterable[SealedRow], after: Iterable[SealedRow]
) -> Iterator[RowDifference]:
    """Yield the units of a score whose rows differ."""
    old, new = ({row.unit: row for row in side} for side in (before, after))
    for unit in sorted({*old, *new}):
        if old.get(unit) != new.get(unit):
            yield RowDifference(score, unit, old.get(unit), new.get(unit))


def moved(rows: Iterable[RowDifference]) -> dict[UnitKey, Points]:
    """Return by how much the points of each unit differ, without those whose do not."""
    found = {}
    for row in rows:
        was, now = (ZERO if side is None else side.points for side in (row.before, row.after))
        if was != now:
            found[row.score, row.unit] = normal(fraction(now) - fraction(was))
    return found


def corrected(corrections: Iterable[Correction]) -> dict[UnitKey, Points]:
    """Return by how much corrections together say that each unit's points change."""
    gathered: defaultdict[UnitKey, list[Points]] = defaultdict(list)
    for correction in corrections:
        for one in correction.differences:
            by = normal(fraction(one.after) - fraction(one.before))
            gathered[one.score, one.unit].append(by)
    sums: Mapping[UnitKey, Points] = {key: total(values) for key, values in gathered.items()}
    return {key: points for key, points in sums.items() if points}


def _lines(count: Count | None) -> tuple[Line, ...]:
    return () if count is None else count.lines


def _rows(count: Count | None) -> tuple[SealedRow, ...]:
    return () if count is None else count.rows


def _entries(
    score: str, before: Iterable[Line], after: Iterable[Line]
) -> Iterator[EntryDifference]:
    """Yield the lines of one side only; two that tell of one fact are one entry, those by the same
    clause first."""
    old, new = Counter(before), Counter(after)
    gone, come = (sorted(each.elements()) for each in (old - new, new - old))
    found: list[EntryDifference] = []
    for same in (_by_clause, _by_fact):
        waiting: defaultdict[tuple[str, ...], list[Line]] = defaultdict(list)
        for line in come:
            waiting[same(line)].append(line)
        left = []
        for line in gone:
            partners = waiting[same(line)]
            if partners:
                found.append(EntryDifference(score, line, partners.pop(0)))
            else:
                left.append(line)
        gone, come = left, [line for lines in waiting.values() for line in lines]
    found += [EntryDifference(score, line, None) for line in gone]
    found += [EntryDifference(score, None, line) for line in come]
    yield from sorted(found, key=lambda one: one.line)


def _by_clause(line: Line) -> tuple[str, ...]:
    return (*_by_fact(line), line.clause)


def _by_fact(line: Line) -> tuple[str, ...]:
    """Return what two versions of one entry have in common."""
    return (line.unit, line.person, line.file, line.section, line.date, line.span)
