"""Points by subject and period: one pass over the ledger, then exact sums of months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from scoring.conditions import Section
from scoring.findings import Source
from scoring.ledger import Ledger
from scoring.model import Adoption, Corpus
from scoring.periods import PeriodKind
from scoring.points import ZERO, Points, total, totals
from scoring.results import Ranked
from scoring.slots import LENGTHS, Slot, month_number
from scoring.tallies import StandsAs, itself

_Bucket = tuple[int, int]
"""Month and span (in months) of entries that count alike."""
Buckets = Mapping[_Bucket, Mapping[str, Points]]
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
        if self.stands_as is itself:
            return self.earlier.get(slot.first_month, {})
        folded: defaultdict[str, list[Points]] = defaultdict(list)
        for subject, points in self.earlier.get(slot.first_month, {}).items():
            folded[self.stands_as(subject, slot)].append(points)
        return totals(folded)


def buckets(corpus: Corpus, ledger: Ledger) -> Mapping[Ranked, Buckets]:
    """Return the ledger's points gathered by month, span and subject, for each kind of subject.

    A publication's points are those of its adoptions' own entries for units (what 作废 takes back
    is the unit's loss, not the publication's), a level's those of its publications.
    """
    units, people, papers, levels = _Gathered(), _Gathered(), _Gathered(), _Gathered()
    items = corpus.items
    adopted = Section.ADOPTION  # once: to look a member up takes longer than to compare it
    day, kind, bucket = date.min, PeriodKind.WEEK, (0, 1)
    for entry in ledger.entries:
        on, unit, person, points, section, _, _, fact, item, shortest, _ = entry
        if on is not day or shortest is not kind:  # neighbours mostly share these two
            day, kind, bucket = on, shortest, (month_number(on), _SPANS[shortest])
            of_units, of_people, of_papers = units[bucket], people[bucket], papers[bucket]
        if person is not None:
            of_people[person].append(points)
            continue
        of_units[unit].append(points)
        if section is adopted and item is not None:
            paper = _publication(items[item].adoptions, fact)
            if paper is not None:
                of_papers[paper].append(points)
    on_papers = papers.totals()
    for bucket, found in on_papers.items():
        for paper, points in found.items():
            levels[bucket][corpus.publications[paper].level.label].append(points)
    return {
        Ranked.UNIT: units.totals(),
        Ranked.PERSON: people.totals(),
        Ranked.PUBLICATION: on_papers,
        Ranked.LEVEL: levels.totals(),
    }


class _Gathered(defaultdict[_Bucket, defaultdict[str, list[Points]]]):
    """Points of entries by month, span and subject."""

    def __init__(self) -> None:
        super().__init__(partial(defaultdict, list))

    def totals(self) -> Buckets:
        """Return the sums."""
        return {bucket: totals(subjects) for bucket, subjects in self.items()}


def _publication(adoptions: tuple[Adoption, ...], fact: Source) -> str | None:
    """Return the publication of the adoption that stands at a place, if any."""
    for adoption in adoptions:
        if adoption.source is fact:
            return adoption.publication
    found = (adoption.publication for adoption in adoptions if adoption.source == fact)
    return next(found, None)


def sums(points: Buckets, slots: Iterable[Slot], stands_as: StandsAs = itself) -> Sums:
    """Return the points of every subject in the given periods."""
    wanted = frozenset(slots)
    gathered: defaultdict[Slot, defaultdict[str, list[Points]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for (month, span), subjects in points.items():
        for length in LENGTHS.values():
            slot = Slot(length, month // length)
            if length >= span and slot in wanted:
                of_slot = gathered[slot]
                for subject, value in subjects.items():
                    of_slot[stands_as(subject, slot)].append(value)
    within = {slot: totals(subjects) for slot, subjects in gathered.items()}
    return Sums(within, dict(_earlier(points, wanted)), stands_as)


def _earlier(
    points: Buckets, wanted: frozenset[Slot]
) -> Iterator[tuple[int, Mapping[str, Points]]]:
    """Yield, for every month in which a period starts, what the year had given before it."""
    over: defaultdict[int, defaultdict[str, list[Points]]] = defaultdict(lambda: defaultdict(list))
    for (month, span), subjects in points.items():
        after = over[(month // span + 1) * span]
        for subject, value in subjects.items():
            after[subject].append(value)
    running: dict[str, Points] = {}
    months = {slot.first_month for slot in wanted}
    for month in range(min(months, default=0), max(months, default=-1) + 1):
        if month % 12 == 0:
            running = {}
            continue
        for subject, values in over.get(month, {}).items():
            running[subject] = total((running.get(subject, ZERO), *values))
        yield month, dict(running)
