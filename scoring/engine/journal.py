"""Where entries are written, and the total order in which the ledger shows them.

Lists are kept by section, day and unit, so that the order falls out of walking over them: a
million entries are never sorted.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from scoring.conditions import Section
from scoring.findings import Source
from scoring.ledger import Entry
from scoring.periods import PeriodKind
from scoring.points import Points
from scoring.rulebook import Rulebook
from scoring.rules import Rule

_Page = defaultdict[date, defaultdict[str, list[Entry]]]


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

    section: Section
    rows: tuple[Row, ...]
    """Each row of the unit, followed by those of its people."""
    weight: Points
    """What the rule gives before it is divided, 系数 included: what 取最高 compares."""


class Journal:
    """Entries in the making."""

    def __init__(self) -> None:
        """Open an empty journal."""
        self._pages: dict[str, _Page] = {section.label: _new_page() for section in Section}

    def post(
        self, line: Line, day: date, rulebook: Rulebook, fact: Source, item: str | None,
        span: PeriodKind = PeriodKind.WEEK,
    ) -> None:
        """Write a line's rows for a fact."""
        new = tuple.__new__  # a million times: the NamedTuple's own constructor is a slow detour
        section = line.section
        page = self._pages[section.label][day]
        for unit, person, points, rule, detail in line.rows:
            page[unit].append(
                new(Entry, (day, unit, person, points, section, rule, rulebook, fact, item, span,
                            detail))
            )

    def write(self, entry: Entry) -> None:
        """Write one entry as it is."""
        self._pages[entry.section.label][entry.date][entry.unit].append(entry)

    def entries(self) -> list[Entry]:
        """Return all entries by date, unit, section, then as they were written."""
        result: list[Entry] = []
        for day in sorted({day for page in self._pages.values() for day in page}):
            pages = [page[day] for page in self._pages.values() if day in page]
            for unit in sorted({unit for page in pages for unit in page}):
                for page in pages:
                    if unit in page:
                        result += page[unit]
        return result


def _new_page() -> _Page:
    return defaultdict(lambda: defaultdict(list))
