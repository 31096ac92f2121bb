"""What an assignment leaves unwritten: the day that is due, the units of a group."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from scoring.assignments.kinds import DEFAULT_RULES, KindRule
from scoring.calendar import Calendar
from scoring.vocabulary import AssignmentKind


class Member(NamedTuple):
    """A unit of a group, and when it began and ended."""

    unit: str
    first: date | None
    last: date | None


class Asking(NamedTuple):
    """What the office's registries say about asking."""

    calendar: Calendar = Calendar()
    rules: Mapping[AssignmentKind, KindRule] = DEFAULT_RULES
    groups: Mapping[str, tuple[Member, ...]] = {}

    def due(self, kind: AssignmentKind, issued: date) -> date:
        """Return the last day of a kind's limit, counted in working days from the day of issue."""
        return self.calendar.after(issued, self.rules[kind].days)

    def units(
        self, named: Collection[str], groups: Collection[str], issued: date
    ) -> tuple[str, ...]:
        """Return the named units, then those of the groups that stood on the day of issue."""
        found = list(named)
        for group in groups:
            for unit, first, last in self.groups.get(group, ()):
                if (first is None or first <= issued) and (last is None or issued <= last):
                    found.append(unit)
        return tuple(dict.fromkeys(found))
