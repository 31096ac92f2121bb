"""Places: who stands where in one table, what the points are on another scale, what is 不达标."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from scoring.model import Corpus
from scoring.period_rules import ConversionMethod, Measured, PassMark, ScaleConversion
from scoring.points import Points, fraction, normal, times
from scoring.results import Standing, Tally
from scoring.rulebook import Rulebook, TieBreak, TieRule
from scoring.vocabulary import Level

_HIGHER = len(Level) - 1
"""Levels before the last, 媒体, which stands beside the ladder of authorities."""


class Row(NamedTuple):
    """A subject before it is ranked."""

    subject: str
    points: Points
    tally: Tally


class Place(NamedTuple):
    """A rank, and whether somebody shares it."""

    rank: int
    tied: bool


def ordered_rows(rows: Sequence[Row], rulebook: Rulebook) -> list[Row]:
    """Return the rows by points, then by the rulebook's 先比, best first, else as given."""
    return sorted(rows, key=lambda row: _strength(row, rulebook), reverse=True)


def places(rows: Sequence[Row], rulebook: Rulebook) -> list[Place]:
    """Return the place of each of the ordered rows; equals share a rank as 并列 says."""
    strengths = [_strength(row, rulebook) for row in rows]
    same = [False, *(one == other for one, other in pairwise(strengths)), False]
    result: list[Place] = []
    for position, like_before in enumerate(same[:-1]):
        tied = like_before or same[position + 1]
        if like_before:
            rank = result[-1].rank
        elif rulebook.ties is TieRule.SKIP or not result:
            rank = position + 1
        else:
            rank = result[-1].rank + 1
        result.append(Place(rank, tied))
    return result


def _strength(row: Row, rulebook: Rulebook) -> tuple[Fraction | tuple[int, ...], ...]:
    return (
        fraction(row.points),
        *(_deciding(row.tally, breaker) for breaker in rulebook.tie_breaks),
    )


def _deciding(tally: Tally, breaker: TieBreak) -> tuple[int, ...]:
    match breaker:
        case TieBreak.ENDORSEMENTS:
            return (tally.endorsements,)
        case TieBreak.ADOPTED:
            return (tally.adopted,)
        case TieBreak.HIGHER_LEVEL:
            return tally.by_level[:_HIGHER]
        case _:
            return (tally.sent,)


def converted(
    row: Row, rows: Sequence[Row], rulebook: Rulebook, corpus: Corpus
) -> tuple[tuple[str, Points], ...]:
    """Return the unit's points on each other scale of the rulebook; `rows` are its whole group.

    人均 is left out where the registry has no 人数.
    """
    found = []
    for rule in rulebook.conversions:
        value = _on_scale(rule, row, rows, corpus)
        if value is not None:
            capped = value if rule.cap is None else min(value, fraction(rule.cap))
            found.append((rule.name, normal(capped)))
    return tuple(found)


def _on_scale(
    rule: ScaleConversion, row: Row, rows: Sequence[Row], corpus: Corpus
) -> Fraction | None:
    scaled = fraction(times(row.points, rule.factor))
    match rule.method:
        case ConversionMethod.FACTOR:
            return scaled
        case ConversionMethod.BEST:
            best = max(fraction(other.points) for other in rows)
            return scaled / best if best > 0 else Fraction(0)
        case _:
            unit = corpus.units.get(row.subject)
            return scaled / unit.headcount if unit and unit.headcount else None


def fails(mark: PassMark, standing: Standing, group: str | None) -> bool:
    """Return whether a standing is below a pass mark that looks at its group."""
    if mark.groups is not None and group not in mark.groups:
        return False
    return fraction(_measured(mark.measured, standing)) < fraction(mark.below)


def _measured(measured: Measured, standing: Standing) -> Points | int:
    counts: Mapping[Measured, Points | int] = {
        Measured.SENT: standing.tally.sent,
        Measured.ADOPTED: standing.tally.adopted,
        Measured.ADOPTIONS: standing.tally.adoptions,
        Measured.POINTS: standing.points,
    }
    return counts[measured]
