"""定额进度 in whole working days: speeds, words, and the day since which a quota is behind."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.alerts.facts import AlertRule, Colour, Watch
from scoring.alerts.pace import Speed, pace, shortage, working_days
from scoring.calendar import Calendar
from scoring.period_rules import Measured, Quota
from scoring.periods import PeriodKind, period_of
from scoring.points import normal
from scoring.results import QuotaState
from tests.scoring.small_office import HERE

PLAIN = Calendar()
OCTOBER = Calendar(
    frozenset(date(2026, 10, day) for day in (1, 2, 5, 6, 7)), frozenset({date(2026, 10, 10)})
)
RULE = AlertRule(HERE, "落后", Watch.PACE, Colour.BLUE, below=Fraction(4, 5))


def state(
    on: date,
    done: Decimal | Fraction | int,
    required: int = 4,
    kind: PeriodKind = PeriodKind.MONTH,
    measured: Measured = Measured.SENT,
) -> QuotaState:
    period = period_of(on, kind)
    quota = Quota(
        source=HERE, clause="第八条", period=kind, measured=measured, required={"县区": Decimal(4)}
    )
    left = max(0, (period.end - on).days)
    return QuotaState(quota, "甲", period, Decimal(required), normal(done), period.end <= on, left)


@pytest.mark.parametrize(
    ("day", "done", "speed"),
    [
        (1, 0, Speed.STEADY),
        (1, 1, Speed.AHEAD),
        (15, 1, Speed.BEHIND),
        (15, 2, Speed.STEADY),
        (15, 3, Speed.AHEAD),
        (15, 4, Speed.AHEAD),
        (15, Fraction(3, 2), Speed.BEHIND),
        (15, Fraction(5, 2), Speed.STEADY),
    ],
)
def test_done_against_the_share_of_the_working_days(
    day: int, done: int | Fraction, speed: Speed
) -> None:
    on = date(2026, 9, day)
    assert pace(state(on, done), PLAIN, on).speed is speed


def test_holidays_do_not_count_as_time_that_has_passed() -> None:
    on = date(2026, 10, 12)
    assert pace(state(on, 0), PLAIN, on)[2:] == (8, 22, 1)
    assert pace(state(on, 0), OCTOBER, on)[2:] == (4, 18, 0)


def test_a_week_of_holidays_asks_for_nothing() -> None:
    on = date(2026, 10, 7)
    week = Calendar(frozenset(date(2026, 10, day) for day in range(5, 10)))
    found = pace(state(on, 0, kind=PeriodKind.WEEK), week, on)
    assert (found.working, found.due, found.speed) == (0, 0, Speed.STEADY)
    assert shortage(RULE, state(on, 0, kind=PeriodKind.WEEK), week, on) is None


def test_the_sentence_says_what_is_short_and_how_long_there_is() -> None:
    on = date(2026, 9, 24)
    assert pace(state(on, 2), PLAIN, on).words == "还差 2 篇，6 天"
    points = state(on, Fraction(10, 3), measured=Measured.POINTS)
    assert pace(points, PLAIN, on).words == "还差 0.67 分，6 天"
    last = date(2026, 9, 30)
    assert pace(state(last, 2, measured=Measured.ADOPTIONS), PLAIN, last).words == (
        "还差 2 次，今天截止"
    )


CALENDARS = st.sampled_from([PLAIN, OCTOBER])
DAYS = st.dates(date(2026, 9, 1), date(2026, 12, 30))
KINDS = st.sampled_from([PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR])


@given(
    on=DAYS, kind=KINDS, calendar=CALENDARS, done=st.integers(0, 20), required=st.integers(1, 20)
)
def test_doing_what_is_needed_clears_a_shortage(
    on: date, kind: PeriodKind, calendar: Calendar, done: int, required: int
) -> None:
    found = shortage(RULE, state(on, done, required, kind), calendar, on)
    if found is None:
        return
    assert found.needed > 0
    enough = done + int(found.needed)
    assert shortage(RULE, state(on, enough, required, kind), calendar, on) is None
    assert shortage(RULE, state(on, enough - 1, required, kind), calendar, on) is not None


@given(
    on=DAYS, kind=KINDS, calendar=CALENDARS, done=st.integers(0, 20), required=st.integers(1, 20)
)
def test_since_is_the_first_day_on_which_what_is_done_was_too_little(
    on: date, kind: PeriodKind, calendar: Calendar, done: int, required: int
) -> None:
    found = shortage(RULE, state(on, done, required, kind), calendar, on)
    if found is None:
        return
    since, period = found.since, period_of(on, kind)
    assert period.start <= since <= on
    assert shortage(RULE, state(since, done, required, kind), calendar, since) is not None
    before = since - timedelta(days=1)
    if before in period:
        assert shortage(RULE, state(before, done, required, kind), calendar, before) is None


@given(on=DAYS, calendar=CALENDARS)
def test_working_days_are_those_on_which_the_office_works(on: date, calendar: Calendar) -> None:
    period = period_of(on, PeriodKind.MONTH)
    days = working_days(calendar, period)
    assert list(days) == sorted(day for day in days if calendar.works(day))
    assert len(days) == calendar.between(period.start - timedelta(days=1), period.end)
