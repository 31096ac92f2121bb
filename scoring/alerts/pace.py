"""定额进度: how far a quota is against the share of its period's working days that has passed.

What is due by now is counted in whole items: a quota of two in a quarter asks for the first when
half of the working days are gone, not for a third of an item in the first week.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from scoring.alerts.facts import AlertRule
from scoring.calendar import Calendar
from scoring.period_rules import Measured
from scoring.periods import Period
from scoring.points import Points, fraction, normal, rounded, shown, text
from scoring.results import QuotaState
from scoring.vocabulary import Word

_UNITS: Final = {Measured.POINTS: "分", Measured.ADOPTIONS: "次"}
_VERBS: Final = {
    Measured.SENT: "再报送",
    Measured.ADOPTED: "再被采用",
    Measured.ADOPTIONS: "再被采用",
    Measured.POINTS: "再得",
}


class Speed(Word):
    """进度: how a quota stands that is neither met nor over."""

    AHEAD = "ahead", "领先"
    STEADY = "steady", "正常"
    BEHIND = "behind", "落后"


class Pace(NamedTuple):
    """The pace of one quota on a day."""

    state: QuotaState
    speed: Speed
    passed: int
    """Working days of the period up to and including the day."""
    working: int
    """Working days of the period."""
    due: int
    """What should be done by now, in whole items or points."""

    @property
    def left(self) -> int:
        """Return the working days that are left."""
        return self.working - self.passed

    @property
    def words(self) -> str:
        """Return 还差 2 篇，6 天 – what is short, and the days to the period's end."""
        return f"还差 {amount(self.state.quota.measured, self.state.missing)}，{self.days}"

    @property
    def days(self) -> str:
        """Return the days to the period's end, 今天截止 on the last."""
        return f"{self.state.days_left} 天" if self.state.days_left else "今天截止"


def pace(state: QuotaState, calendar: Calendar, on: date) -> Pace:
    """Return the pace of a quota on a day, by exact shares of whole working days."""
    days = working_days(calendar, state.period)
    passed = sum(day <= on for day in days)
    due = _due(state, passed, len(days))
    done = fraction(state.done)
    if done >= fraction(state.required) or done >= due + 1:
        speed = Speed.AHEAD
    else:
        speed = Speed.BEHIND if done < due else Speed.STEADY
    return Pace(state, speed, passed, len(days), due)


@lru_cache(maxsize=64)
def working_days(calendar: Calendar, period: Period) -> Sequence[date]:
    """Return the working days of a period, rising."""
    span = range((period.end - period.start).days + 1)
    days = (period.start + timedelta(days=number) for number in span)
    return tuple(day for day in days if calendar.works(day))


def _due(state: QuotaState, passed: int, working: int) -> int:
    """Return the whole items due once so many working days have passed."""
    if not working:
        return 0
    return int(fraction(state.required) * passed // working)


class Shortage(NamedTuple):
    """Why a rule finds a quota behind."""

    pace: Pace
    since: date
    needed: Points
    """What would do for today."""


def shortage(rule: AlertRule, state: QuotaState, calendar: Calendar, on: date) -> Shortage | None:
    """Return why a rule finds an open quota behind on a day, or None where it does not.

    With 低于 it is behind where less than that share of what is due by now is done; with 工作日
    where no more than so many working days are left; with both where both hold. It has been behind
    since the day from which on what is done today would have been too little.
    """
    if state.closed or state.missing == 0:
        return None
    found = pace(state, calendar, on)
    if rule.days is not None and found.left > rule.days:
        return None
    needed, first = fraction(state.missing), 0
    if rule.below is not None:
        needed = rule.below * found.due - fraction(state.done)
        first = _first(state, rule.below, found)
    if needed <= 0:
        return None
    if rule.days is not None:
        first = max(first, found.working - rule.days)
    days = working_days(calendar, state.period)
    since = state.period.start if first <= 0 else days[first - 1]
    return Shortage(found, min(since, on), normal(_whole(state.quota.measured, needed)))


def _first(state: QuotaState, below: Fraction, found: Pace) -> int:
    """Return after how many working days what is done began to be too little."""
    done = fraction(state.done)
    low, high = 0, found.passed
    while low < high:
        middle = (low + high) // 2
        if done < below * _due(state, middle, found.working):
            high = middle
        else:
            low = middle + 1
    return low


def _whole(measured: Measured, needed: Fraction) -> Fraction:
    """Return what is needed, of items the next whole number."""
    return needed if measured is Measured.POINTS else Fraction(-(-needed // 1))


def amount(measured: Measured, number: Points) -> str:
    """Return 2 篇, 3 次, 4.5 分."""
    return f"{shown(number)} {_UNITS.get(measured, '篇')}"


def effort(measured: Measured, number: Points) -> str:
    """Return what has to be done, with the exact number: 再报送 2 篇."""
    return f"{_VERBS[measured]} {text(number)} {_UNITS.get(measured, '篇')}"


def sentence(found: Pace) -> str:
    """Return why a quota is behind."""
    state, measured = found.state, found.state.quota.measured
    share = rounded(Fraction(found.passed * 100, max(1, found.working)))
    return (
        f"{state.period.label}{measured.label}定额 {amount(measured, state.required)}，"
        f"已完成 {shown(state.done)}，{found.words}（剩 {found.left} 个工作日）；"
        f"工作日已过 {share}%，按进度应完成 {found.due}"
    )
