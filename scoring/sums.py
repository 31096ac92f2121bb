"""Points by subject and period: one pass over the ledger, then exact sums of months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import TypeVar

from scoring.conditions import Section
from scoring.findings import Source
from scoring.ledger import Ledger
from scoring.model import Corpus, Item
from scoring.periods import PeriodKind
from scoring.points import ZERO, Points, total
from scoring.results import Ranked
from scoring.slots import LENGTHS, Slot, month_number
from scoring.tallies import StandsAs, itself

_Key = TypeVar("_Key")
_Bucket = tuple[str, int, int]
"""Subject, month and span (in months) of entries that count alike."""
Buckets = Mapping[_Bucket, Points]
_Gathered = defaultdict[_Bucket, list[Points]]
_COUNTED = attrgetter(
    "date", "unit", "person", "points", "section", "fact", "item", "span"
)  # one step for each of millions of entries
_SPANS = {kind: LENGTHS.get(kind, 1) for kind in PeriodKind}


@dataclass(frozen=True, slots=True)
class Sums:
    """What every subject has in every period, and what it brought along from earlier in the year.

    `earlier[month]` holds the points of all periods of the year, short and long, that ended
    before the month: a quarter's deduction joins the running total when the quarter is over.
    """

    within: Mapping[Slot, Mapping[str, Points]]
    earlier: Mapping[int, Mapping[str, Points]]
    stands_as: StandsAs = field(default=itself)

    def carried(self, slot: Slot) -> Mapping[str, Points]:
        """Return 上期累计 by what the subjects are called in the period."""
        folded: defaultdict[str, list[Points]] = defaultdict(list)
        for subject, points in self.earlier.get(slot.first_month, {}).items():
            folded[self.stands_as(subject, slot)].append(points)
        return _totals(folded)


def buckets(corpus: Corpus, ledger: Ledger) -> Mapping[Ranked, Buckets]:
    """Return the ledger's points gathered by subject, month and span, for each kind of subject.

    A publication's points are those of its adoptions' own entries for units (what 作废 takes back
    is the unit's loss, not the publication's), a level's those of its publications.
    """
    units: _Gathered = defaultdict(list)
    people: _Gathered = defaultdict(list)
    papers: _Gathered = defaultdict(list)
    day, kind, month, span = date.min, PeriodKind.WEEK, 0, 1
    for on, unit, person, points, section, fact, item, shortest in map(_COUNTED, ledger.entries):
        if on is not day:  # neighbours mostly share these two
            day, month = on, month_number(on)
        if shortest is not kind:
            kind, span = shortest, _SPANS[shortest]
        if person is not None:
            people[person, month, span].append(points)
            continue
        units[unit, month, span].append(points)
        if section is not Section.ADOPTION or item is None:
            continue
        paper = _publication(corpus.items[item], fact)
        if paper is not None:
            papers[paper, month, span].append(points)
    of_papers = _totals(papers)
    levels: _Gathered = defaultdict(list)
    for (paper, month, span), points in of_papers.items():
        levels[corpus.publications[paper].level.label, month, span].append(points)
    found = (_totals(units), _totals(people), of_papers, _totals(levels))
    return dict(zip(Ranked, found, strict=True))


def _publication(item: Item, fact: Source) -> str | None:
    """Return the publication of the adoption that stands at a place in the item's file, if any."""
    for adoption in item.adoptions:
        if adoption.source is fact or adoption.source == fact:
            return adoption.publication
    return None


def sums(points: Buckets, slots: Iterable[Slot], stands_as: StandsAs = itself) -> Sums:
    """Return the points of every subject in the given periods."""
    wanted = frozenset(slots)
    gathered: defaultdict[Slot, defaultdict[str, list[Points]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for (subject, month, span), value in points.items():
        for length in LENGTHS.values():
            slot = Slot(length, month // length)
            if length >= span and slot in wanted:
                gathered[slot][stands_as(subject, slot)].append(value)
    within = {slot: _totals(subjects) for slot, subjects in gathered.items()}
    return Sums(within, dict(_earlier(points, wanted)), stands_as)


def _earlier(
    points: Buckets, wanted: frozenset[Slot]
) -> Iterator[tuple[int, Mapping[str, Points]]]:
    """Yield, for every month in which a period starts, what the year had given before it."""
    over: defaultdict[int, defaultdict[str, list[Points]]] = defaultdict(lambda: defaultdict(list))
    for (subject, month, span), value in points.items():
        over[(month // span + 1) * span][subject].append(value)
    running: dict[str, Points] = {}
    months = {slot.first_month for slot in wanted}
    for month in range(min(months, default=0), max(months, default=-1) + 1):
        if month % 12 == 0:
            running = {}
            continue
        for subject, values in over.get(month, {}).items():
            running[subject] = total((running.get(subject, ZERO), *values))
        yield month, dict(running)


def _totals(gathered: Mapping[_Key, list[Points]]) -> dict[_Key, Points]:
    return {key: total(values) for key, values in gathered.items()}
