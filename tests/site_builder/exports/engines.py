"""What SQL engines answer over exported files, in the form in which `chunshui rank` answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from scoring.points import normal, text


class Place(NamedTuple):
    """Who stands where in which table."""

    score: str
    period: str
    ranked: str
    group: str | None
    subject: str


class Won(NamedTuple):
    """Exact points and rank."""

    points: str
    rank: int


COLUMNS = (
    "score", "period", "ranked", "group_name", "subject", "points_units", "points_scale", "rank",
)  # fmt: skip
"""What `ranked` needs of each row of the query's answer."""

READ = ("entries", "periods", "standings", "successions")
"""What the query of the ranking reads."""


Answer = tuple[str, str, str, str | None, str, int, int, int]


def ranked(rows: Iterable[Answer]) -> dict[Place, Won]:
    """The answer of `ranking.sql`."""
    return {
        Place(score, period, kind, group, subject): Won(
            text(normal(Fraction(int(units), int(scale)))), rank
        )
        for score, period, kind, group, subject, units, scale, rank in rows
    }


def as_printed(tables: Iterable[Mapping[str, object]]) -> dict[Place, Won]:
    """The answer of `chunshui rank --json`."""
    found = {}
    for table in tables:
        rows = table["rows"]
        assert isinstance(rows, list)
        for row in rows:
            group = table["group"]
            place = Place(
                str(table["score"]), str(table["period"]), str(table["ranked"]),
                None if group is None else str(group), row["subject"],
            )  # fmt: skip
            found[place] = Won(row["points"], row["rank"])
    return found
