"""记分: the ledger. A point exists only as an entry; totals, ranks and notices are sums over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from scoring.conditions import Section
from scoring.findings import Source
from scoring.periods import Period, PeriodKind
from scoring.points import Points, total
from scoring.results import QuotaState
from scoring.rulebook import Rulebook
from scoring.rules import Rule


class Entry(NamedTuple):
    """One ledger line.

    `person` is None on a unit's line. A person's line repeats his part of his unit's points: sum
    units over lines without a person, people over lines with one, never both together.
    """

    date: date
    unit: str
    person: str | None
    points: Points
    section: Section
    rule: Rule | None
    """None only where no rule speaks (an adoption that no rule scores): points are then 0."""
    rulebook: Rulebook
    fact: Source
    """The line of the adoption, endorsement, fault … ; for period entries the rule's own line."""
    item: str | None
    span: PeriodKind
    """The shortest period in which the entry counts (see `scoring.rulebook`)."""
    detail: tuple[str, ...]
    """What `scoring.explain.sentence` needs besides the rule: words, counts, shares, as text."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries of one score, in total order.

    By date, unit, section, then in the order of writing: items by id with their facts as
    written, other facts by day and place; a unit's line is followed by its people's.
    """

    score: str
    entries: tuple[Entry, ...]
    as_of: date | None = None
    """The day up to which facts count; None on a ledger that was not computed."""
    quotas: tuple[QuotaState, ...] = ()
    """How far everybody was with every quota on that day."""

    def units(self) -> Iterator[Entry]:
        """Yield the units' lines."""
        return (entry for entry in self.entries if entry.person is None)

    def people(self) -> Iterator[Entry]:
        """Yield the people's lines."""
        return (entry for entry in self.entries if entry.person is not None)


def counts_in(entry: Entry, period: Period) -> bool:
    """Return whether an entry counts in a period: its date lies inside, its span is not longer."""
    return entry.date in period and entry.span.order <= period.kind.order


def sum_of(entries: Iterable[Entry]) -> Points:
    """Return the exact sum of the entries' points."""
    return total(entry.points for entry in entries)
