"""问题回潮: what was to be put right came again within a year (S38: the same may not come back).

A 整改 or 督办 that names a problem stands at the beginning. Its return is a later 整改 or 督办 of
the same unit with the same problem, or a fault whose kind is the problem's word or whose note
holds it. Both count within twelve months of the day on which the first was issued.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Final, NamedTuple

from scoring.assignments.facts import Assignment
from scoring.findings import Source
from scoring.lineage import later_names
from scoring.model import Corpus, Fault
from scoring.outline import Trait, having
from scoring.vocabulary import AssignmentKind

_MENDING: Final = frozenset({AssignmentKind.RECTIFICATION, AssignmentKind.SUPERVISION})


class Event(NamedTuple):
    """The first or second time that a problem came up."""

    day: date
    source: Source
    name: str
    """In words: 整改《…》, or 差错 with its note."""
    assignment: str | None = None
    """None for a fault."""
    item: str | None = None
    """The item of a fault."""


class Recurrence(NamedTuple):
    """A problem that came back."""

    problem: str
    earlier: Event
    later: Event


class Recurrences:
    """Answers which problems of a unit had come back by a day."""

    def __init__(self, corpus: Corpus, on: date) -> None:
        """Look at the facts up to and including a day."""
        self._corpus = corpus
        self._mended: dict[str, list[Assignment]] = defaultdict(list)
        self._faults: dict[str, list[tuple[str, Fault]]] = defaultdict(list)
        for each in corpus.assignments.values():
            if each.problem is not None and each.kind in _MENDING and each.issued <= on:
                self._mended[each.problem].append(each)
        if self._mended:
            for unit, item, fault in self._charged():
                if fault.date <= on:
                    self._faults[unit].append((item, fault))

    def of(self, assignment: Assignment, unit: str) -> tuple[Recurrence, ...]:
        """Return what an assignment of a unit repeats, then the faults that repeat it, by day."""
        problem = assignment.problem
        if problem is None or assignment.kind not in _MENDING:
            return ()
        here, home = _event(assignment), self._home(unit)
        before = [
            _event(one)
            for one in self._mended.get(problem, ())
            if _within(one.issued, assignment.issued)
            and home in {self._home(name) for name in one.units}
        ]
        after = [
            Event(one.date, one.source, one.note or one.kind.label, None, item or None)
            for item, one in self._faults.get(home, ())
            if (problem == one.kind.label or problem in (one.note or ""))
            and _within(assignment.issued, one.date)
        ]
        return (
            *(Recurrence(problem, one, here) for one in sorted(before, key=_place)),
            *(Recurrence(problem, here, one) for one in sorted(after, key=_place)),
        )

    def _home(self, unit: str) -> str:
        """Return what a unit is called today."""
        return later_names(self._corpus, unit)[-1]

    def _charged(self) -> Iterator[tuple[str, str, Fault]]:
        """Yield every fault with each unit it is charged to and the id of its item, if any."""
        items = having(self._corpus.items, Trait.FAULTS)
        own = ((fault.item or "", fault) for fault in self._corpus.faults)
        for name, fault in chain(own, ((each.id, one) for each in items for one in each.faults)):
            item = self._corpus.items.get(name)
            named = () if item is None else tuple(share.unit for share in item.units)
            for unit in named if fault.unit is None else (fault.unit,):
                yield self._home(unit), name, fault


def _event(assignment: Assignment) -> Event:
    name = f"{assignment.kind.label}《{assignment.title}》"
    return Event(assignment.issued, assignment.source, name, assignment.id)


def _within(first: date, second: date) -> bool:
    """Return whether the second day comes after the first and not more than a year later."""
    years = second.year - first.year
    anniversary = (1, first.month, first.day)
    return first < second and (years == 0 or (years, second.month, second.day) <= anniversary)


def _place(event: Event) -> tuple[date, Source]:
    return event.day, event.source
