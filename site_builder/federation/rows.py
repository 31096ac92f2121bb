"""What a parent takes from a child's standings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from scoring.periods import parse_period
from scoring.points import Points, normal, text
from site_builder.exports import ExportError


class Span(NamedTuple):
    """A ranked period of one score, as a child's rulebook measures it."""

    score: str
    measure: str
    period: str
    kind: str
    kind_order: int
    start: date
    end: date


class Row(NamedTuple):
    """A unit's row in a child's own ranking."""

    span: Span
    group: str | None
    unit: str
    rank: int
    points: Points
    sent: int
    adopted: int
    endorsements: int


def spans_of(periods: Iterable[Mapping[str, Any]]) -> dict[Span, bool]:
    """Return the periods, and whether each is unfinished; raise `ExportError` for impossible ones.

    What a period is follows from its name, so a child cannot stretch a month over a year.
    """
    found: dict[Span, bool] = {}
    for row in periods:
        period = parse_period(row["period"])
        if period is None or (row["start_date"], row["end_date"], row["kind"]) != (
            period.start, period.end, period.kind.label,
        ):  # fmt: skip
            raise ExportError(f"时段“{row['period'][:20]}”与它的起止日期不符。")
        span = Span(
            row["score"], row["measure"], row["period"], row["kind"], period.kind.order,
            period.start, period.end,
        )  # fmt: skip
        found[span] = row["unfinished"]
    if len({(span.score, span.period) for span in found}) != len(found):
        raise ExportError("时段表里同一时段有两种写法。")
    return found


def rows_of(
    standings: Iterable[Mapping[str, Any]], spans: Iterable[Span], scale: int
) -> Iterator[Row]:
    """Yield the rows of units, their points checked against both writings."""
    by_period = {(span.score, span.period): span for span in spans}
    seen: set[tuple[Span, str]] = set()
    for row in standings:
        subject, span = row["subject"], by_period.get((row["score"], row["period"]))
        if span is None or (span, subject) in seen:
            raise ExportError(
                f"排名表里{row['period'][:20]}“{subject[:40]}”没有对应的时段，或出现了两次。"
            )
        seen.add((span, subject))
        if row["points_scale"] != scale:
            raise ExportError(f"排名表里{row['period'][:20]}“{subject[:40]}”的分值单位与清单不符。")
        value = normal(Fraction(row["points_units"], scale))
        if text(value) != row["points"]:
            raise ExportError(f"排名表里{row['period'][:20]}“{subject[:40]}”的得分两种写法不一致。")
        yield Row(
            span, row["group_name"], subject, row["rank"], value,
            row["sent"], row["adopted"], row["endorsements"],
        )  # fmt: skip
