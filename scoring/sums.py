"""Points by subject and period: one pass over the ledger, then exact sums of months.

Points are added as whole numbers of one fraction of a point, small enough for all of them: adding
is then as cheap as it is exact. What was gathered of several parts of a ledger, merged, is what
the whole gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache, partial
from math import lcm
from typing import NamedTuple

from scoring.conditions import Section
from scoring.findings import Source
from scoring.ledger import Entry
from scoring.model import Adoption, Item
from scoring.periods import PeriodKind
from scoring.points import Points, normal, totals
from scoring.results import Ranked
from scoring.slots import LENGTHS, Slot, month_number
from scoring.tallies import Names

_SPANS = {kind: LENGTHS.get(kind, 1) for kind in PeriodKind}


class Given(NamedTuple):
    """Whole numbers of a fraction of a point, by what kind of subject they count for.

    A publication's points are those of its adoptions' own entries for units (what 作废 takes back
    is the unit's loss, not the publication's), a level's those of its publications.
    """

    units: dict[str, int]
    people: dict[str, int]
    publications: dict[str, int]


class Sums(NamedTuple):
    """What the entries of one month give."""

    fraction: int
    """So many make a point."""
    spans: dict[int, Given]
    """By the months of the shortest period in which they count."""


class Amounts(NamedTuple):
    """Points by subject, as whole numbers of a fraction of a point."""

    fraction: int
    """So many make a point."""
    by: Mapping[str, int]

    def points(self, subject: str) -> Points:
        """Return a subject's points, 0 where it has none."""
        return _points(self.by.get(subject, 0), self.fraction)


@lru_cache(maxsize=16384)
def _points(number: int, fraction: int) -> Points:
    return normal(Fraction(number, fraction))


def gathered(items: Mapping[str, Item], entries: Iterable[Entry]) -> dict[int, Sums]:
    """Return what entries give, by month."""
    made: defaultdict[tuple[int, int], _Lists] = defaultdict(_Lists)
    adopted = Section.ADOPTION  # once: to look a member up takes longer than to compare it
    day, kind, lists = None, None, _Lists()
    for entry in entries:
        on, unit, person, points, section, _, _, fact, item, shortest, _ = entry
        if on is not day or shortest is not kind:  # neighbours mostly share these two
            day, kind, lists = on, shortest, made[month_number(on), _SPANS[shortest]]
        if person is not None:
            lists.people[person].append(points)
            continue
        lists.units[unit].append(points)
        if section is adopted and item is not None:
            paper = _publication(items[item].adoptions, fact)
            if paper is not None:
                lists.papers[paper].append(points)
    months: defaultdict[int, dict[int, _Totals]] = defaultdict(dict)
    for (month, span), found in made.items():
        months[month][span] = found.totals()
    return {month: _whole(spans) for month, spans in months.items()}


def merged(parts: Iterable[Sums]) -> Sums:
    """Return what several parts of a ledger give in one month together."""
    found = list(parts)
    fraction = lcm(*[part.fraction for part in found])
    whole = Sums(fraction, defaultdict(lambda: Given({}, {}, {})))
    for part in found:
        factor = fraction // part.fraction
        for span, given in part.spans.items():
            for cells, more in zip(whole.spans[span], given, strict=True):
                _add(cells, more, factor, {})
    return Sums(fraction, dict(whole.spans))


def earned(sums: Mapping[int, Sums], ranked: Ranked, slot: Slot, names: Names) -> Amounts:
    """Return what every subject has in a period.

    `names` are those by which units go in the period, or the levels of publications.
    """
    found = (sums[month] for month in slot.months if month in sums)
    return _together(
        ((part.fraction, given) for part in found for span, given in part.spans.items()
         if span <= slot.length),
        ranked,
        names,
    )


def carried(
    sums: Mapping[int, Sums], ranked: Ranked, slot: Slot, names: Names, since: int
) -> Amounts:
    """Return 上期累计: what all periods of the year gave, short and long, that ended before this.

    A quarter's deduction joins when the quarter is over. `since` is the first month of all tables:
    of what ended earlier nothing is known.
    """
    first = slot.first_month
    january = first // 12 * 12
    begun = max(since, january + 1)
    found = ((month, sums[month]) for month in range(january, first) if month in sums)
    return _together(
        ((part.fraction, given) for month, part in found for span, given in part.spans.items()
         if begun <= (month // span + 1) * span <= first),
        ranked,
        names,
    )


class _Totals(NamedTuple):
    """Points of one month and span by what kind of subject they count for."""

    units: dict[str, Points]
    people: dict[str, Points]
    publications: dict[str, Points]


class _Lists:
    """Points of entries of one month and span, by subject."""

    __slots__ = ("papers", "people", "units")

    def __init__(self) -> None:
        lists = partial(defaultdict[str, list[Points]], list)
        self.units, self.people, self.papers = lists(), lists(), lists()

    def totals(self) -> _Totals:
        """Return the sums."""
        return _Totals(totals(self.units), totals(self.people), totals(self.papers))


def _whole(spans: Mapping[int, _Totals]) -> Sums:
    """Return the sums of a month as whole numbers of the largest fraction that allows it."""
    ratios = {
        span: [
            {subject: points.as_integer_ratio() for subject, points in kind.items()}
            for kind in found
        ]
        for span, found in spans.items()
    }
    every = (ratio for kinds in ratios.values() for kind in kinds for ratio in kind.values())
    fraction = lcm(*{denominator for _, denominator in every})
    return Sums(
        fraction,
        {
            span: Given(
                *({subject: n * (fraction // d) for subject, (n, d) in kind.items()}
                  for kind in kinds)
            )
            for span, kinds in ratios.items()
        },
    )


def _together(given: Iterable[tuple[int, Given]], ranked: Ranked, names: Names) -> Amounts:
    """Return the sums of one kind of subjects, each with how many of its numbers make a point."""
    found = list(given)
    fraction = lcm(*[each for each, _ in found])
    cells: dict[str, int] = {}
    for each, kinds in found:
        more = {
            Ranked.UNIT: kinds.units,
            Ranked.PERSON: kinds.people,
        }.get(ranked, kinds.publications)
        _add(cells, more, fraction // each, names)
    return Amounts(fraction, cells)


def _add(cells: dict[str, int], more: Mapping[str, int], factor: int, names: Names) -> None:
    """Add so many times the numbers to those of what their subjects are called."""
    known = cells.get
    for subject, number in more.items():
        name = names.get(subject, subject)
        cells[name] = known(name, 0) + number * factor


def _publication(adoptions: tuple[Adoption, ...], fact: Source) -> str | None:
    """Return the publication of the adoption that stands at a place, if any."""
    for adoption in adoptions:
        if adoption.source is fact:
            return adoption.publication
    found = (adoption.publication for adoption in adoptions if adoption.source == fact)
    return next(found, None)
