"""Periods: exact days, written forms and order."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.periods import PeriodKind, parse_period, period_of, periods_between

days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
kinds = st.sampled_from(list(PeriodKind))


@pytest.mark.parametrize(
    ("written", "label", "start", "end"),
    [
        ("2026", "2026年", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026H2", "2026年下半年", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026Q3", "2026年第三季度", date(2026, 7, 1), date(2026, 9, 30)),
        ("2024-02", "2024年2月", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-02B", "2026年2月下半月", date(2026, 2, 16), date(2026, 2, 28)),
        ("2026-W01", "2026年第1周", date(2025, 12, 29), date(2026, 1, 4)),
    ],
)
def test_a_written_period_has_its_days(written: str, label: str, start: date, end: date) -> None:
    period = parse_period(written)
    assert period is not None
    assert (period.label, period.start, period.end, period.id) == (label, start, end, written)


@pytest.mark.parametrize("written", ["2026-13", "2026Q5", "2026-W54", "26", "2026-9", "０２０２６"])
def test_what_is_not_a_period_is_none(written: str) -> None:
    assert parse_period(written) is None


def test_last_year_of_the_leap_week_and_month() -> None:
    assert period_of(date(2024, 2, 29), PeriodKind.MONTH).year_ago().id == "2023-02"
    assert period_of(date(2026, 7, 1), PeriodKind.QUARTER).year_ago().id == "2025Q3"


@given(days, kinds)
def test_periods_of_a_kind_follow_each_other_without_gap(day: date, kind: PeriodKind) -> None:
    period = period_of(day, kind)
    assert day in period
    assert period.following().previous() == period
    assert (period.following().start - period.end).days == 1


@given(days, kinds)
def test_the_written_form_reads_back(day: date, kind: PeriodKind) -> None:
    period = period_of(day, kind)
    assert parse_period(period.id) == period


@given(days, st.integers(0, 800), kinds)
def test_every_day_between_lies_in_one_period(first: date, more: int, kind: PeriodKind) -> None:
    last = date.fromordinal(min(first.toordinal() + more, date(2101, 1, 1).toordinal()))
    periods = list(periods_between(first, last, kind))
    assert periods == sorted(periods)
    assert first in periods[0]
    assert last in periods[-1]
