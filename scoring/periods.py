"""期: weeks, half-months, months, quarters, half-years and years, as exact spans of days.

Written `2026-09`, `2026Q3`, `2026H2`, `2026`, `2026-W37` (ISO 8601 week), `2026-09A` / `2026-09B`
(上半月、下半月). Order is by first day, then from short to long.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from scoring.vocabulary import Word


class PeriodKind(Word):
    """How long a period is."""

    WEEK = "week", "周"
    HALF_MONTH = "half_month", "半月"
    MONTH = "month", "月"
    QUARTER = "quarter", "季"
    HALF_YEAR = "half_year", "半年"
    YEAR = "year", "年"

    @property
    def order(self) -> int:
        """Return 0 for the shortest kind, rising."""
        return _ORDER[self]


_ORDER = {kind: index for index, kind in enumerate(PeriodKind)}
_MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.YEAR: 12,
}
_WRITTEN = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?P<half>[AB])?|Q(?P<quarter>[1-4])|H(?P<part>[12])"
    r"|-W(?P<week>\d{2}))?"
)


class Period(NamedTuple):
    """A span of days, both ends included."""

    start: date
    end: date
    kind: PeriodKind

    @property
    def id(self) -> str:
        """Return the written form, e.g. `2026Q3`; also used in page paths."""
        year, month = self.start.year, self.start.month
        match self.kind:
            case PeriodKind.YEAR:
                return f"{year}"
            case PeriodKind.HALF_YEAR:
                return f"{year}H{1 if month == 1 else 2}"
            case PeriodKind.QUARTER:
                return f"{year}Q{(month + 2) // 3}"
            case PeriodKind.MONTH:
                return f"{year}-{month:02}"
            case PeriodKind.HALF_MONTH:
                return f"{year}-{month:02}{'A' if self.start.day == 1 else 'B'}"
            case _:
                iso = self.start.isocalendar()
                return f"{iso.year}-W{iso.week:02}"

    @property
    def label(self) -> str:
        """Return the Chinese name, e.g. `2026年第三季度`."""
        year, month = self.start.year, self.start.month
        match self.kind:
            case PeriodKind.YEAR:
                return f"{year}年"
            case PeriodKind.HALF_YEAR:
                return f"{year}年{'上' if month == 1 else '下'}半年"
            case PeriodKind.QUARTER:
                return f"{year}年第{'一二三四'[(month - 1) // 3]}季度"
            case PeriodKind.MONTH:
                return f"{year}年{month}月"
            case PeriodKind.HALF_MONTH:
                return f"{year}年{month}月{'上' if self.start.day == 1 else '下'}半月"
            case _:
                iso = self.start.isocalendar()
                return f"{iso.year}年第{iso.week}周"

    def __contains__(self, day: object) -> bool:
        """Return whether a date lies in the period."""
        return isinstance(day, date) and self.start <= day <= self.end

    def previous(self) -> Period:
        """Return the period of the same kind just before."""
        return period_of(self.start - timedelta(days=1), self.kind)

    def following(self) -> Period:
        """Return the period of the same kind just after."""
        return period_of(self.end + timedelta(days=1), self.kind)

    def year_ago(self) -> Period:
        """Return the same period one year earlier (同期)."""
        middle = self.start + (self.end - self.start) / 2
        day = 28 if (middle.month, middle.day) == (2, 29) else middle.day
        return period_of(date(middle.year - 1, middle.month, day), self.kind)


@lru_cache(maxsize=16384)
def period_of(day: date, kind: PeriodKind) -> Period:
    """Return the period of a kind that holds a day."""
    if kind is PeriodKind.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6), kind)
    if kind is PeriodKind.HALF_MONTH:
        if day.day <= 15:
            return Period(day.replace(day=1), day.replace(day=15), kind)
        return Period(day.replace(day=16), _month_end(day.year, day.month), kind)
    months = _MONTHS[kind]
    first = (day.month - 1) // months * months + 1
    return Period(date(day.year, first, 1), _month_end(day.year, first + months - 1), kind)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def parse_period(written: str) -> Period | None:
    """Return the period written as in `Period.id`, or None where it is not one."""
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return None
    year = int(match["year"])
    try:
        if match["week"]:
            day = date.fromisocalendar(year, int(match["week"]), 1)
            return period_of(day, PeriodKind.WEEK)
        if match["half"]:
            day = date(year, int(match["month"]), 1 if match["half"] == "A" else 16)
            return period_of(day, PeriodKind.HALF_MONTH)
        if match["month"]:
            return period_of(date(year, int(match["month"]), 1), PeriodKind.MONTH)
        if match["quarter"]:
            return period_of(date(year, int(match["quarter"]) * 3, 1), PeriodKind.QUARTER)
        if match["part"]:
            return period_of(date(year, int(match["part"]) * 6, 1), PeriodKind.HALF_YEAR)
        return period_of(date(year, 1, 1), PeriodKind.YEAR)
    except ValueError:
        return None


def periods_between(first: date, last: date, kind: PeriodKind) -> Iterator[Period]:
    """Yield the periods of a kind that touch the days from first to last, in order."""
    period = period_of(first, kind)
    while period.start <= last:
        yield period
        period = period.following()
