"""多家采用 and 多次批示: which of several facts of one item count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from scoring.conditions import Counting
from scoring.engine import words
from scoring.engine.journal import Stack
from scoring.points import ZERO
from scoring.postings import Line, Row


class Claim(NamedTuple):
    """One fact's line for one unit, waiting to be counted."""

    line: Line
    stack: Stack
    """Where it is written."""
    place: int
    """Which of the item's facts it is."""
    unit: str
    """The credited unit before 归属."""
    publication: str | None
    level: str | None
    name: str
    """What people call the fact: 《山西信息》, 省长批示."""


class Contest:
    """Decides which claims count; equal losses share one line."""

    def __init__(self) -> None:
        """Open a contest for one ledger."""
        self._lost: dict[tuple[Line, str, str], Line] = {}

    def settled(self, claims: list[Claim], counting: Counting) -> list[Claim]:
        """Return the claims with the lines that are to be written: the losers' give nothing.

        Facts compete within one rulebook and one unit: another rulebook's points stay as they
        are, and a unit never loses what only it was credited with. Equal ones: the earliest.
        """
        if counting is Counting.ALL or len(claims) < 2:
            return claims
        fields = _fields(claims, counting)
        best: dict[tuple[str, str | None], Claim] = {}
        for field, claim in zip(fields, claims, strict=True):
            if field not in best or _beats(claim, best[field]):
                best[field] = claim
        if len(best) == len(claims):
            return claims
        return [
            claim if claim is best[field] else self._beaten(claim, best[field], counting)
            for field, claim in zip(fields, claims, strict=True)
        ]

    def _beaten(self, claim: Claim, winner: Claim, counting: Counting) -> Claim:
        key = (claim.line, winner.name, counting.label)
        if key not in self._lost:
            self._lost[key] = _nothing(claim, winner, counting)
        return Claim(self._lost[key], *claim[1:])


def by_rulebook(claims: list[Claim]) -> Iterable[list[Claim]]:
    """Return the claims of each rulebook, in order of first appearance."""
    if not claims:
        return ()
    first = claims[0].line.rulebook
    for claim in claims:
        if claim.line.rulebook is not first:
            break
    else:
        return (claims,)  # nearly always
    groups = defaultdict[int, list[Claim]](list)
    for claim in claims:
        groups[id(claim.line.rulebook)].append(claim)
    return groups.values()


def _fields(claims: list[Claim], counting: Counting) -> list[tuple[str, str | None]]:
    """Return for each claim in which field it competes."""
    match counting:
        case Counting.HIGHEST_PER_LEVEL:
            return [(claim.unit, claim.level) for claim in claims]
        case Counting.HIGHEST_PER_PUBLICATION:
            return [(claim.unit, claim.publication) for claim in claims]
        case _:
            return [(claim.unit, None) for claim in claims]


def _beats(claim: Claim, winner: Claim) -> bool:
    if claim.line.weight != winner.line.weight:
        return claim.line.weight > winner.line.weight
    return claim.stack.day < winner.stack.day


def _nothing(claim: Claim, winner: Claim, counting: Counting) -> Line:
    """Return the loser's line: one row of 0 for the unit and each of its people, and why."""
    line, measure = claim.line, claim.line.rulebook.measure
    if not line.rows:
        return line
    base = line.rows[0].rule
    told = (words.amount(ZERO, measure), words.beaten(counting.label, winner.name))
    rows = tuple(
        Row(row.unit, row.person, ZERO, base, told) for row in line.rows if row.rule is base
    )
    return Line(rows, line.weight, line.rulebook)
