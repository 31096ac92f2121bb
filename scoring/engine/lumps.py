"""Sums of what items give, for the rules that look at sums only: limits, clearings, quotas of 得分.

Facts alike share a line, so that a sum is a count of lines: no ledger line is made for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from scoring.conditions import Section
from scoring.engine.wanted import Wanted
from scoring.points import Points, many, total
from scoring.postings import Line, Lump, Row, Sheet, Sums

_Counted = Mapping[date, Mapping[Section, Counter[Line]]]


def sums(sheets: Iterable[Sheet], lines: Sequence[Line], wanted: Wanted) -> Sums:
    """Return the sums of some postings in the stretches of days that the rulebooks speak of."""
    counted = _counted(sheets, lines, wanted)
    people = {begin: _of_people(found) for begin, found in counted.items()} if wanted.people else {}
    return Sums({begin: _of_units(found) for begin, found in counted.items()}, people)


def _counted(sheets: Iterable[Sheet], lines: Sequence[Line], wanted: Wanted) -> _Counted:
    """Return how often each line was given, by stretch and section."""
    found = defaultdict[date, defaultdict[Section, Counter[Line]]](lambda: defaultdict(Counter))
    for day, section, begin, end in sheets:
        found[wanted.begin(day)][section].update(lines[begin:end])
    return found


def _of_units(counted: Mapping[Section, Counter[Line]]) -> dict[str, tuple[Lump, ...]]:
    """Return the lumps of each unit: a section with entries has one, even where its sum is 0."""
    units = defaultdict[str, list[Lump]](list)
    for section, lines in counted.items():
        given = defaultdict[tuple[str, bool], list[Points]](list)
        for row, number in _rows(lines):
            if row.person is None:
                given[row.unit, row.points < 0].append(many(row.points, number))
        for (unit, _), points in given.items():
            units[unit].append(Lump(section, total(points)))
    return {unit: tuple(lumps) for unit, lumps in units.items()}


def _of_people(counted: Mapping[Section, Counter[Line]]) -> dict[str, Points]:
    """Return the points of each person."""
    given = defaultdict[str, list[Points]](list)
    for lines in counted.values():
        for row, number in _rows(lines):
            if row.person is not None:
                given[row.person].append(many(row.points, number))
    return {person: total(points) for person, points in given.items()}


def _rows(lines: Counter[Line]) -> Iterator[tuple[Row, int]]:
    """Yield the rows of lines and how often each was given."""
    for line, number in lines.items():
        for row in line.rows:
            yield row, number
