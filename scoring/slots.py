"""Months, quarters, half-years and years as whole numbers, so that a million facts find theirs.

A month's number is year × 12 + month − 1. A slot is a length in months and a number: a month's
number divided by the length is the number of the slot that holds it.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from scoring.periods import Period, PeriodKind, period_of

LENGTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.YEAR: 12,
}
_KINDS = {length: kind for kind, length in LENGTHS.items()}


class Slot(NamedTuple):
    """A ranked period: 1, 3, 6 or 12 months, the `number`th since the year 0."""

    length: int
    number: int

    @property
    def first_month(self) -> int:
        """Return the number of its first month."""
        return self.length * self.number

    @property
    def months(self) -> range:
        """Return the numbers of its months."""
        return range(self.first_month, self.first_month + self.length)

    @property
    def period(self) -> Period:
        """Return the same as a period."""
        year, month = divmod(self.first_month, 12)
        return period_of(date(year, month + 1, 1), _KINDS[self.length])

    @property
    def previous(self) -> Slot:
        """Return the slot of the same length just before."""
        return Slot(self.length, self.number - 1)


def month_number(day: date) -> int:
    """Return the number of a day's month."""
    return day.year * 12 + day.month - 1


def slot_of(period: Period) -> Slot | None:
    """Return a period as a slot, None for weeks and half-months, which are not ranked."""
    length = LENGTHS.get(period.kind)
    return None if length is None else Slot(length, month_number(period.start) // length)


def slots_between(first: date, last: date) -> tuple[Slot, ...]:
    """Return every slot that touches the days from first to last, by length, then in time."""
    start, end = month_number(first), month_number(last)
    return tuple(
        Slot(length, number)
        for length in LENGTHS.values()
        for number in range(start // length, end // length + 1)
    )
