"""Where entries are written, and the total order in which the ledger shows them.

Lists are kept by section, day, unit and person, so that the order falls out of walking over
them: a million entries are never sorted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from scoring.conditions import Section
from scoring.findings import Source
from scoring.ledger import Entry
from scoring.periods import PeriodKind
from scoring.points import Points
from scoring.rulebook import Rulebook
from scoring.rules import Rule

SECTIONS = tuple(Section)
ORDER = {section: index for index, section in enumerate(SECTIONS)}

_Page = defaultdict[date, defaultdict[str, list[Entry]]]
_PeoplePage = defaultdict[date, defaultdict[tuple[str, str], list[Entry]]]


class Row(NamedTuple):
    """What one entry says, before it is tied to a fact and a day."""

    unit: str
    person: str | None
    points: Points
    rule: Rule | None
    detail: tuple[str, ...]


class Line(NamedTuple):
    """The rows that one fact gives one unit and its people; equal facts share one line."""

    order: int
    """Index of the section."""
    units: tuple[Row, ...]
    people: tuple[Row, ...]
    weight: Points
    """What the rule gives before it is divided, 系数 included: what 取最高 compares."""


class Journal:
    """Entries in the making."""

    def __init__(self) -> None:
        """Open an empty journal."""
        self._units = tuple(_unit_page() for _ in SECTIONS)
        self._people = tuple(_people_page() for _ in SECTIONS)

    def post(
        self, line: Line, day: date, rulebook: Rulebook, fact: Source, item: str | None,
        span: PeriodKind = PeriodKind.WEEK,
    ) -> None:
        """Write a line's rows for a fact."""
        new = tuple.__new__
        order, units, people, _ = line
        section = SECTIONS[order]
        page = self._units[order][day]
        for unit, _, points, rule, detail in units:
            page[unit].append(
                new(Entry, (day, unit, None, points, section, rule, rulebook, fact, item, span,
                            detail))
            )
        if people:
            own = self._people[order][day]
            for unit, person, points, rule, detail in people:
                assert person is not None  # noqa: S101 - people's rows name one
                own[unit, person].append(
                    new(Entry, (day, unit, person, points, section, rule, rulebook, fact, item,
                                span, detail))
                )

    def write(self, entry: Entry) -> None:
        """Write one entry as it is."""
        order = ORDER[entry.section]
        if entry.person is None:
            self._units[order][entry.date][entry.unit].append(entry)
        else:
            self._people[order][entry.date][entry.unit, entry.person].append(entry)

    def entries(self) -> Iterator[Entry]:
        """Yield all entries by date, unit, person (the unit's own first), section, writing."""
        days = {day for page in self._units for day in page}
        days.update(day for page in self._people for day in page)
        for day in sorted(days):
            units = [page[day] for page in self._units if day in page]
            people = [page[day] for page in self._people if day in page]
            authors = defaultdict[str, set[str]](set)
            for persons in people:
                for unit, person in persons:
                    authors[unit].add(person)
            for unit in sorted({unit for page in units for unit in page} | authors.keys()):
                for page in units:
                    yield from page.get(unit, ())
                for person in sorted(authors.get(unit, ())):
                    for persons in people:
                        yield from persons.get((unit, person), ())

    def units(self) -> Iterator[Entry]:
        """Yield the units' entries in the ledger's order."""
        return (entry for entry in self.entries() if entry.person is None)


def _unit_page() -> _Page:
    return defaultdict(lambda: defaultdict(list))


def _people_page() -> _PeoplePage:
    return defaultdict(lambda: defaultdict(list))
