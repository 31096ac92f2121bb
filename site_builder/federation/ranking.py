"""The parent's rankings: units of all children together, and the children themselves.

Ranks follow points alone, equal points share one and the next is skipped (1-2-2-4); what the
children's own rulebooks compare beyond points (先比) may differ from child to child.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple, TypeVar

from scoring.points import Points, fraction, total
from site_builder.federation.children import Child
from site_builder.federation.rows import Row, Span

Entrant = TypeVar("Entrant")


class Total(NamedTuple):
    """A whole child in one period: the sums over its units."""

    span: Span
    office: str
    units: int
    points: Points
    sent: int
    adopted: int
    endorsements: int


class Entry(NamedTuple):
    """A unit of a child."""

    office: str
    row: Row


class UnitPlace(NamedTuple):
    """A unit's place among the units of its group in all children."""

    rank: int
    tied: bool
    unfinished: bool
    entry: Entry


class OfficePlace(NamedTuple):
    """A child's place among all children."""

    rank: int
    tied: bool
    unfinished: bool
    total: Total


@dataclass(frozen=True, slots=True)
class Federation:
    """All rankings of a parent."""

    name: str
    children: tuple[Child, ...]
    units: tuple[UnitPlace, ...]
    """By score, period (in time, short before long), group, rank, then as the children came."""
    offices: tuple[OfficePlace, ...]

    @property
    def as_of(self) -> date:
        """Return the day up to which all children have reported."""
        return min(child.manifest.as_of for child in self.children)


def federate(name: str, children: Sequence[Child]) -> Federation:
    """Return the parent's rankings over one child or more."""
    open_spans = {span for child in children for span, running in child.spans.items() if running}
    groups: dict[str | None, int] = {}
    entries: list[Entry] = []
    for child in children:
        for row in child.rows:
            groups.setdefault(row.group, len(groups))
            entries.append(Entry(child.manifest.office, row))

    def table(entry: Entry) -> tuple[object, ...]:
        group = entry.row.group
        return (*_order(entry.row.span), group is None, groups[group])

    units = (
        UnitPlace(rank, tied, entry.row.span in open_spans, entry)
        for rank, tied, entry in _placed(entries, table, lambda entry: entry.row.points)
    )
    offices = (
        OfficePlace(rank, tied, whole.span in open_spans, whole)
        for rank, tied, whole in _placed(
            list(_totals(entries)), lambda whole: _order(whole.span), lambda whole: whole.points
        )
    )
    return Federation(name, tuple(children), tuple(units), tuple(offices))


def _order(span: Span) -> tuple[object, ...]:
    return (span.score, span.measure, span.end, span.kind_order, span)


def _totals(entries: Sequence[Entry]) -> Iterator[Total]:
    gathered: defaultdict[tuple[Span, str], list[Row]] = defaultdict(list)
    for office, row in entries:
        gathered[row.span, office].append(row)
    for (span, office), rows in gathered.items():
        yield Total(
            span,
            office,
            len(rows),
            total(row.points for row in rows),
            sum(row.sent for row in rows),
            sum(row.adopted for row in rows),
            sum(row.endorsements for row in rows),
        )


def _placed(
    entrants: Sequence[Entrant],
    table: Callable[[Entrant], tuple[object, ...]],
    points: Callable[[Entrant], Points],
) -> Iterator[tuple[int, bool, Entrant]]:
    """Yield rank, whether it is shared, and the entrant, table by table, best first."""
    ordered = sorted(entrants, key=lambda each: fraction(points(each)), reverse=True)
    ordered.sort(key=table)
    for _, rivals in groupby(ordered, key=table):
        rank = 1
        for _, equals in groupby(rivals, key=lambda each: fraction(points(each))):
            sharing = list(equals)
            yield from ((rank, len(sharing) > 1, each) for each in sharing)
            rank += len(sharing)
