"""Where entries are written, and the total order in which the ledger shows them.

Lists are kept by section, day and unit, so that the order falls out of walking over them: a
million entries are never sorted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import NamedTuple

from scoring.conditions import Section
from scoring.findings import Source
from scoring.ledger import Entry
from scoring.periods import PeriodKind
from scoring.points import Points
from scoring.rulebook import Rulebook
from scoring.rules import Rule


class Row(NamedTuple):
    """What one entry says, before it is tied to a fact and a day."""

    unit: str
    person: str | None
    points: Points
    rule: Rule | None
    detail: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """The rows that one fact gives one unit and its people; equal facts share one line."""

    rows: tuple[Row, ...]
    """Each row of the unit, followed by those of its people."""
    weight: Points
    """What the rule gives before it is divided, 系数 included: what 取最高 compares."""


class Sheet:
    """The entries of one section and day, by unit."""

    __slots__ = ("day", "section", "units")

    def __init__(self, section: Section, day: date) -> None:
        """Begin an empty sheet."""
        self.section = section
        self.day = day
        self.units: defaultdict[str, list[Entry]] = defaultdict(list)

    def post(
        self, line: Line, rulebook: Rulebook, fact: Source, item: str | None,
        span: PeriodKind = PeriodKind.WEEK,
    ) -> None:
        """Write a line's rows for a fact."""
        new = tuple.__new__  # a million times: the NamedTuple's own constructor is a slow detour
        section, day, units = self.section, self.day, self.units
        for unit, person, points, rule, detail in line.rows:
            units[unit].append(
                new(Entry, (day, unit, person, points, section, rule, rulebook, fact, item, span,
                            detail))
            )


class Journal:
    """Entries in the making."""

    def __init__(self) -> None:
        """Open an empty journal."""
        self._sheets: dict[str, dict[date, Sheet]] = {section.label: {} for section in Section}
        self._days: dict[date, date] = {}
        """One object for each day, so that whoever reads entries sees at once where a day ends."""

    def sheet(self, section: Section, day: date) -> Sheet:
        """Return the sheet of a section and day."""
        sheets = self._sheets[section.label]
        if day not in sheets:
            sheets[day] = Sheet(section, self._days.setdefault(day, day))
        return sheets[day]

    def write(self, entry: Entry) -> None:
        """Write one entry as it is."""
        self.sheet(entry.section, entry.date).units[entry.unit].append(entry)

    def __iter__(self) -> Iterator[Entry]:
        """Yield all entries by date, unit, section, then as they were written."""
        return chain.from_iterable(self._in_order())

    def _in_order(self) -> Iterator[list[Entry]]:
        """Yield the lists of one day, unit and section."""
        for day in sorted({day for sheets in self._sheets.values() for day in sheets}):
            found = [sheets[day].units for sheets in self._sheets.values() if day in sheets]
            for unit in sorted({unit for units in found for unit in units}):
                for units in found:
                    if unit in units:
                        yield units[unit]
