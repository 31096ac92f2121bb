"""The month at a glance: what the home page and the wall screen both show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from scoring.alerts.pace import Speed, pace
from scoring.periods import Period, PeriodKind, period_of
from scoring.results import QuotaState, Ranked, RankTable, Standing, Tally
from site_builder.pages.gists import month_number
from site_builder.pages.index import Views

Fact = TypeVar("Fact")


class Glance(NamedTuple):
    """What is new this month."""

    month: Period
    now: Tally
    before: Tally
    front: Period
    """The month whose ranking is shown: the last in which any unit won a point."""
    tables: Sequence[RankTable]
    """Its groups; units that are in none only where there are no groups at all."""
    risers: Sequence[Standing]
    fallers: Sequence[Standing]
    short: Sequence[QuotaState]
    """Open quotas that are not met, those behind first, then the nearest end."""
    has_quotas: bool


def glance(views: Views) -> Glance:
    """Return the month of the as-of day with what a director asks for first."""
    month = views.month
    months = views.periods[PeriodKind.MONTH]
    front = next((each for each in months if each <= month and _scored(views, each)), month)
    every = views.tables.get((views.main, front, Ranked.UNIT), ())
    tables = [table for table in every if table.key.group is not None] or every
    moved = [(row.change, row) for table in tables for row in table.rows if row.change]
    risers = sorted((m for m in moved if m[0] > 0), key=lambda m: (-m[0], m[1].rank, m[1].subject))
    fallers = sorted((m for m in moved if m[0] < 0), key=lambda m: (m[0], m[1].rank, m[1].subject))
    open_quotas = list(_open_quotas(views))
    short = sorted(
        (state for state in open_quotas if state.missing > 0),
        key=lambda state: (
            pace(state, views.corpus.calendar, views.as_of).speed is not Speed.BEHIND,
            state.days_left,
            -state.missing,
            state.subject,
        ),
    )
    return Glance(
        month,
        tally(views, month),
        tally(views, month.previous()),
        front,
        tables,
        [row for _, row in risers],
        [row for _, row in fallers],
        short,
        bool(open_quotas),
    )


def tally(views: Views, period: Period) -> Tally:
    """Return the whole office's counts in a month."""
    month = month_number(period.start)
    befallen = views.folders.befallen(month)
    return Tally(
        sent=views.folders.months.get(month, 0),
        adopted=befallen.adopted,
        adoptions=befallen.adoptions,
        endorsements=befallen.endorsements,
        praised=befallen.praised,
    )


def _scored(views: Views, month: Period) -> bool:
    tables = views.tables.get((views.main, month, Ranked.UNIT), ())
    return any(row.points > 0 for table in tables for row in table.rows)


def _open_quotas(views: Views) -> Iterator[QuotaState]:
    for kind in PeriodKind:
        period = period_of(views.as_of, kind)
        for table in views.tables.get((views.main, period, Ranked.UNIT), ()):
            for row in table.rows:
                yield from (state for state in row.quotas if not state.closed)
