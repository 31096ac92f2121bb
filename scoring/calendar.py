"""工作日: which days the office works, by which every time limit counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple


class Calendar(NamedTuple):
    """Working days: Monday to Friday but for `holidays`, and `workdays` (调休) in any case."""

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Return whether the office works on a day."""
        return day in self.workdays or (day.weekday() < 5 and day not in self.holidays)

    def after(self, day: date, days: int) -> date:
        """Return the working day that is so many working days after a day.

        Days count from the next one, as time limits do (《行政许可法》第八十二条: 工作日).
        """
        while days > 0 and day < date.max:
            day += timedelta(days=1)
            days -= self.works(day)
        return day

    def between(self, first: date, last: date) -> int:
        """Return how many working days lie after `first`, up to and including `last`."""
        if last <= first:
            return 0
        weeks, rest = divmod((last - first).days, 7)
        days = 5 * weeks + sum((first.weekday() + day) % 7 < 5 for day in range(1, rest + 1))
        for day in self.holidays | self.workdays:
            if first < day <= last:
                days += self.works(day) - (day.weekday() < 5)
        return days
