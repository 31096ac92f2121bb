"""Points by subject and period: each line of the ledger once, then exact sums of months.

Points are added as whole numbers of one fraction of a point, small enough for all of them: adding
is then as cheap as it is exact. What was gathered of several parts of a ledger, merged, is what
the whole gives.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import NamedTuple

from scoring.conditions import Section
from scoring.findings import Source
from scoring.ledger import Entry, Ledger
from scoring.model import Adoption, Item
from scoring.periods import PeriodKind
from scoring.points import Points, normal
from scoring.postings import Line, Part
from scoring.results import Ranked
from scoring.slots import LENGTHS, Slot, month_number
from scoring.tallies import Names

_AS_EVER: Names = {}
_SPANS = {kind: LENGTHS.get(kind, 1) for kind in PeriodKind}


class Given(NamedTuple):
    """Whole numbers of a fraction of a point, by what kind of subject they count for.

    A publication's points are those of its adoptions' own entries for units (what 作废 takes back
    is the unit's loss, not the publication's), a level's those of its publications.
    """

    units: dict[str, int]
    people: dict[str, int]
    publications: dict[str, int]


class MonthSums(NamedTuple):
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


def both(one: Amounts, other: Amounts) -> Amounts:
    """Return two amounts together."""
    fraction = lcm(one.fraction, other.fraction)
    cells: dict[str, int] = {}
    for each in (one, other):
        _add(cells, each.by, fraction // each.fraction)
    return Amounts(fraction, cells)


@lru_cache(maxsize=16384)
def _points(number: int, fraction: int) -> Points:
    whole, rest = divmod(number, fraction)
    return normal(Fraction(number, fraction)) if rest else Decimal(whole)


def gathered(ledger: Ledger, items: Mapping[str, Item]) -> dict[int, MonthSums]:
    """Return what a ledger's entries give, by month."""
    lots = [posted(part) for part in ledger.parts] + [written(ledger.rest, items)]
    months = sorted({month for lot in lots for month in lot})
    return {month: merged(lot[month] for lot in lots if month in lot) for month in months}


def posted(part: Part) -> dict[int, MonthSums]:
    """Return what a part's postings give, by month: each line is looked at once for all of them."""
    lines = defaultdict[int, Counter[Line]](Counter)
    taken = defaultdict[int, Counter[tuple[str, Line]]](Counter)
    column, owners, places = part.columns
    for day, section, begin, end in part.sheets:
        month, some = month_number(day), column[begin:end]
        lines[month].update(some)
        if section is Section.ADOPTION:
            facts = zip(owners[begin:end], places[begin:end], strict=True)
            papers = [part.known[owner].adoptions[place].publication for owner, place in facts]
            taken[month].update(zip(papers, some, strict=True))
    fraction = _fraction(row.points for line in set().union(*lines.values()) for row in line.rows)
    rows = _Rows(fraction)
    return {
        month: MonthSums(fraction, {1: rows.given(found, taken[month])})
        for month, found in lines.items()
    }


class _Rows(dict[Line, list[tuple[str, str | None, int]]]):
    """The rows of lines, their points as whole numbers of a fraction of a point."""

    def __init__(self, fraction: int) -> None:
        super().__init__()
        self._fraction = fraction

    def __missing__(self, line: Line) -> list[tuple[str, str | None, int]]:
        found = self[line] = [
            (row.unit, row.person, _number(row.points, self._fraction)) for row in line.rows
        ]
        return found

    def given(self, lines: Counter[Line], taken: Counter[tuple[str, Line]]) -> Given:
        """Return what lines give that stand so often, and those of publications among them."""
        made = Given(defaultdict(int), defaultdict(int), defaultdict(int))
        for line, times in lines.items():
            for unit, person, number in self[line]:
                if person is None:
                    made.units[unit] += times * number
                else:
                    made.people[person] += times * number
        for (paper, line), times in taken.items():
            for _, person, number in self[line]:
                if person is None:
                    made.publications[paper] += times * number
        return made


def written(entries: Sequence[Entry], items: Mapping[str, Item]) -> dict[int, MonthSums]:
    """Return what entries give, by month."""
    fraction = _fraction(entry.points for entry in entries)
    made = defaultdict[tuple[int, int], Given](
        lambda: Given(defaultdict(int), defaultdict(int), defaultdict(int))
    )
    for on, unit, person, points, section, _, _, fact, item, shortest, _ in entries:
        given, number = made[month_number(on), _SPANS[shortest]], _number(points, fraction)
        if person is not None:
            given.people[person] += number
            continue
        given.units[unit] += number
        if section is Section.ADOPTION and item is not None:
            paper = _publication(items[item].adoptions, fact)
            if paper is not None:
                given.publications[paper] += number
    months = defaultdict[int, dict[int, Given]](dict)
    for (month, span), given in made.items():
        months[month][span] = given
    return {month: MonthSums(fraction, spans) for month, spans in months.items()}


def _fraction(points: Iterable[Points]) -> int:
    """Return how many make a point, where all points are to be whole numbers of one size."""
    return lcm(*{each.as_integer_ratio()[1] for each in set(points)})


def _number(points: Points, fraction: int) -> int:
    """Return how many of a fraction of a point are in some points."""
    numerator, denominator = points.as_integer_ratio()
    return numerator * (fraction // denominator)


def merged(parts: Iterable[MonthSums]) -> MonthSums:
    """Return what several parts of a ledger give in one month together."""
    found = list(parts)
    fraction = lcm(*[part.fraction for part in found])
    whole = MonthSums(fraction, defaultdict(lambda: Given({}, {}, {})))
    for part in found:
        factor = fraction // part.fraction
        for span, given in part.spans.items():
            for cells, more in zip(whole.spans[span], given, strict=True):
                _add(cells, more, factor)
    return MonthSums(fraction, dict(whole.spans))


def earned(sums: Mapping[int, MonthSums], ranked: Ranked, slot: Slot, names: Names) -> Amounts:
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
    sums: Mapping[int, MonthSums], ranked: Ranked, slot: Slot, names: Names, since: int
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


def _add(
    cells: dict[str, int], more: Mapping[str, int], factor: int = 1, names: Names = _AS_EVER
) -> None:
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
