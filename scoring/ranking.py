"""Places: who stands where in one table, what the points are on another scale, what is 不达标."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from scoring.model import Unit
from scoring.period_rules import ConversionMethod, Measured, PassMark, ScaleConversion
from scoring.points import Points, fraction, normal
from scoring.results import Tally
from scoring.rulebook import Rulebook, TieBreak, TieRule
from scoring.tallies import tally
from scoring.vocabulary import Level

_HIGHER = len(Level) - 1
"""Levels before the last, 媒体, which stands beside the ladder of authorities."""


class Row(NamedTuple):
    """A subject before it is ranked."""

    subject: str
    amount: int
    """Its points as a whole number of a fraction of a point, the same fraction in all rows."""
    counts: int
    """Its counts as `scoring.tallies` adds them."""
    length: int
    """Of the period, in months."""

    @property
    def tally(self) -> Tally:
        """Return its counts."""
        return tally(self.counts, self.length)


class Place(NamedTuple):
    """A rank, and whether somebody shares it."""

    rank: int
    tied: bool


def placed(rows: Sequence[Row], rulebook: Rulebook) -> list[tuple[Row, Place]]:
    """Return the rows with their places, best first: by points, then by the rulebook's 先比.

    Equals stay in the order given and share a rank as 并列 says.
    """
    pairs = list(zip(_strengths(rows, rulebook), rows, strict=True))
    pairs.sort(key=itemgetter(0), reverse=True)
    strengths = [strength for strength, _ in pairs]
    same = [False, *(one == other for one, other in pairwise(strengths)), False]
    result: list[tuple[Row, Place]] = []
    rank = 0
    for position, (_, row) in enumerate(pairs):
        like_before = same[position]
        if not like_before:
            rank = position + 1 if rulebook.ties is TieRule.SKIP else rank + 1
        result.append((row, Place(rank, like_before or same[position + 1])))
    return result


def _strengths(rows: Sequence[Row], rulebook: Rulebook) -> list[tuple[object, ...]]:
    """Return what decides between the rows: the points, then 先比."""
    breakers = rulebook.tie_breaks
    if not breakers:
        return [(row.amount,) for row in rows]
    return [(row.amount, *[deciding(row.tally, breaker) for breaker in breakers]) for row in rows]


def deciding(tally: Tally, breaker: TieBreak) -> tuple[int, ...]:
    """Return the counts of a row that one 先比 looks at, the more the better."""
    match breaker:
        case TieBreak.ENDORSEMENTS:
            return (tally.endorsements,)
        case TieBreak.ADOPTED:
            return (tally.adopted,)
        case TieBreak.HIGHER_LEVEL:
            return tally.by_level[:_HIGHER]
        case _:
            return (tally.sent,)


Scale = tuple[ScaleConversion, Fraction]
"""Another scale, and by what points are multiplied on it."""


def scales(rulebook: Rulebook, best: Fraction) -> tuple[Scale, ...]:
    """Return the other scales of a rulebook for a group; `best` are the most points in it."""
    return tuple((rule, _multiplier(rule, best)) for rule in rulebook.conversions)


def _multiplier(rule: ScaleConversion, best: Fraction) -> Fraction:
    if rule.method is not ConversionMethod.BEST:
        return fraction(rule.factor)
    return fraction(rule.factor) / best if best > 0 else Fraction(0)


def converted(
    points: Points, unit: Unit | None, scales: Iterable[Scale]
) -> tuple[tuple[str, Points], ...]:
    """Return a unit's points on each other scale; 人均 is left out where nobody knows 人数."""
    found = []
    for rule, multiplier in scales:
        value = fraction(points) * multiplier
        if rule.method is ConversionMethod.PER_HEAD:
            if unit is None or not unit.headcount:
                continue
            value /= unit.headcount
        capped = value if rule.cap is None else min(value, fraction(rule.cap))
        found.append((rule.name, normal(capped)))
    return tuple(found)


def fails(mark: PassMark, points: Points, tally: Tally, group: str | None) -> bool:
    """Return whether a unit of a group is below a pass mark that looks at its group."""
    if mark.groups is not None and group not in mark.groups:
        return False
    return fraction(_measured(mark.measured, points, tally)) < fraction(mark.below)


def _measured(measured: Measured, points: Points, tally: Tally) -> Points | int:
    counts: Mapping[Measured, Points | int] = {
        Measured.SENT: tally.sent,
        Measured.ADOPTED: tally.adopted,
        Measured.ADOPTIONS: tally.adoptions,
        Measured.POINTS: points,
    }
    return counts[measured]
