"""Where what is given is written: postings of items, and the entries of the steps after them.

Both are kept by section and day, so that the order falls out of walking over them: a million
postings are never sorted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from scoring.conditions import Section
from scoring.findings import Source
from scoring.ledger import Entry, in_order
from scoring.periods import PeriodKind
from scoring.postings import ITEM_SECTIONS, Columns, Line, Part, Sheet


class Stack(list[Any]):
    """The postings of one section and day: line, item and place of one after the other.

    A flat list grows a million times faster than three columns or a list of tuples.
    """

    __slots__ = ("day",)

    def __init__(self, day: date) -> None:
        """Begin without postings."""
        super().__init__()
        self.day = day


class Daybook:
    """Postings in the making; items are entered in order of their ids."""

    def __init__(self) -> None:
        """Open an empty daybook."""
        self._stacks: Mapping[Section, dict[date, Stack]] = {each: {} for each in ITEM_SECTIONS}

    def stack(self, section: Section, day: date) -> Stack:
        """Return where the postings of a section and day are written."""
        stacks = self._stacks[section]
        if day not in stacks:
            stacks[day] = Stack(day)
        return stacks[day]

    def written(self) -> tuple[tuple[Sheet, ...], Columns]:
        """Return all that was written, in order."""
        sheets: list[Sheet] = []
        flat: list[Any] = []
        for day in sorted({day for stacks in self._stacks.values() for day in stacks}):
            for section, stacks in self._stacks.items():
                found = stacks.get(day)
                if found:
                    begin = len(flat) // 3
                    flat += found
                    sheets.append(Sheet(day, section, begin, len(flat) // 3))
        return tuple(sheets), Columns(flat[::3], flat[1::3], flat[2::3])


class Journal:
    """What the later steps write, and what they can see: all that was given so far."""

    def __init__(self, parts: Sequence[Part]) -> None:
        """Begin after what items gave."""
        self.parts = parts
        self._sheets: dict[Section, dict[date, dict[str, list[Entry]]]] = {
            section: {} for section in Section
        }

    def post(
        self, section: Section, day: date, line: Line, fact: Source, item: str | None,
        span: PeriodKind = PeriodKind.WEEK,
    ) -> None:
        """Write a line's rows for a fact."""
        for unit, person, points, rule, detail in line.rows:
            self.write(
                Entry(day, unit, person, points, section, rule, line.rulebook, fact, item, span,
                      detail)
            )

    def write(self, entry: Entry) -> None:
        """Write one entry as it is."""
        sheets = self._sheets[entry.section]
        if entry.date not in sheets:
            sheets[entry.date] = defaultdict(list)
        sheets[entry.date][entry.unit].append(entry)

    def written(self) -> Iterator[Entry]:
        """Yield what was written here by date, unit, section, then as it was written."""
        return chain.from_iterable(self._in_order())

    def __iter__(self) -> Iterator[Entry]:
        """Yield all entries so far, those that items gave among them, in total order."""
        return iter(in_order((part.whole for part in self.parts), self.written()))

    def _in_order(self) -> Iterator[list[Entry]]:
        """Yield the lists of one day, unit and section."""
        for day in sorted({day for sheets in self._sheets.values() for day in sheets}):
            found = [sheets[day] for sheets in self._sheets.values() if day in sheets]
            for unit in sorted({unit for units in found for unit in units}):
                for units in found:
                    if unit in units:
                        yield units[unit]
