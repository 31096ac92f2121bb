"""A child's totals held against its own ledger, where it has published that too."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from site_builder.exports import ExportError
from site_builder.federation.rows import Row, Span


class _Bucket(NamedTuple):
    """Entries of a unit that count alike."""

    score: str
    month: int
    span_order: int
    unit: str


def prove(
    rows: Sequence[Row],
    spans: Iterable[Span],
    entries: Iterable[Mapping[str, Any]],
    successions: Iterable[Mapping[str, Any]],
    scale: int,
) -> None:
    """Raise `ExportError` where a total is not the sum of the ledger's entries that count in it."""
    heirs = {(row["score"], row["period"], row["unit"]): row["stands_as"] for row in successions}
    by_month = _by_month(entries)
    stated = {(row.span, row.unit): row.points for row in rows}
    for span in spans:
        for unit, units in _totals(span, by_month, heirs).items():
            points = stated.pop((span, unit), 0)
            if points * scale != units:
                raise ExportError(_wrong(span, unit))
    for (span, unit), points in stated.items():
        if points:
            raise ExportError(_wrong(span, unit))


def _wrong(span: Span, unit: str) -> str:
    return f"{span.period}“{unit[:40]}”的{span.score}得分与台账逐笔相加的结果不符。"


def _by_month(
    entries: Iterable[Mapping[str, Any]],
) -> Mapping[tuple[str, int], Sequence[tuple[_Bucket, int]]]:
    """Return the sums of the units' entries by score and month."""
    sums: Counter[_Bucket] = Counter()
    for row in entries:
        if row["person"] is None:
            key = _Bucket(row["score"], _month(row["date"]), row["span_order"], row["unit"])
            sums[key] += row["points_units"]
    found: defaultdict[tuple[str, int], list[tuple[_Bucket, int]]] = defaultdict(list)
    for bucket, units in sums.items():
        found[bucket.score, bucket.month].append((bucket, units))
    return found


def _totals(
    span: Span,
    by_month: Mapping[tuple[str, int], Sequence[tuple[_Bucket, int]]],
    heirs: Mapping[tuple[str, str, str], str],
) -> Counter[str]:
    totals: Counter[str] = Counter()
    for month in range(_month(span.start), _month(span.end) + 1):
        for bucket, units in by_month.get((span.score, month), ()):
            if bucket.span_order <= span.kind_order:
                heir = heirs.get((span.score, span.period, bucket.unit), bucket.unit)
                totals[heir] += units
    return totals


def _month(day: date) -> int:
    return day.year * 12 + day.month
