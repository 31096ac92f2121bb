"""Units: the list by group and each unit's page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice

from scoring.alerts.advice import advice
from scoring.alerts.pace import pace
from scoring.assignments.board import State
from scoring.model import Unit
from scoring.periods import Period, PeriodKind, period_of, periods_between
from scoring.points import Points
from scoring.results import QuotaState, Ranked, Standing
from site_builder.charts import Point
from site_builder.pages import alerts, paths
from site_builder.pages.due import stands
from site_builder.pages.folders import newest_months, whole
from site_builder.pages.gists import digest
from site_builder.pages.index import RANKED_KINDS, Views
from site_builder.pages.page import Page, Sheet
from site_builder.pages.writing import write

_MONTHS_SHOWN = 12
_NEWEST = 10
_OWED = 20


def family(views: Views) -> Iterator[Sheet]:
    """Yield all pages about units."""
    yield Sheet(paths.UNITS, views.marks.all, partial(_index, views))
    for unit in views.corpus.units.values():
        yield Sheet(paths.unit(unit.id), _mark(views, unit), partial(_page, views, unit))


def _mark(views: Views, unit: Unit) -> str:
    """Return what stands for all that a unit's own page shows."""
    marks = views.marks
    sent = views.folders.units.get(unit.id, {})
    people = (each.id for each in views.corpus.people.values() if each.unit == unit.id)
    return digest(
        marks.as_of,
        marks.honours,
        marks.rows(Ranked.UNIT, unit.id),
        *(some.mark for month in newest_months(sent, _NEWEST) for some in sent[month]),
        str(whole(sent).number),
        alerts.mark_of(views, unit.id),
        *_advice(views, unit),
        repr(views.unit_years(unit.id)),
        *map(repr, _owed(views, unit)),
        *(f"{name} {views.written(name)}" for name in people),
    )


def _index(views: Views) -> Page:
    year = period_of(views.as_of, PeriodKind.YEAR)
    units = sorted(views.corpus.units.values(), key=lambda unit: _group_order(views, unit))
    rows = {unit.id: views.standing(views.main, Ranked.UNIT, unit.id, year) for unit in units}
    return write(views, paths.UNITS, "units", units=units, year=year, rows=rows)


def _group_order(views: Views, unit: Unit) -> tuple[bool, int, str]:
    """Return a key that sorts units by group in printing order, those without one last."""
    order = views.office.groups
    group = unit.group or ""
    return (not group, order.index(group) if group in order else len(order), group)


def _page(views: Views, unit: Unit) -> Page:
    corpus = views.corpus
    year = period_of(views.as_of, PeriodKind.YEAR)
    sent = views.folders.units.get(unit.id, {})
    months = newest_months(sent, _NEWEST)
    items = (item for month in months for item in views.sent(Ranked.UNIT, unit.id, month))
    return write(
        views,
        paths.unit(unit.id),
        "unit",
        unit=unit,
        years=views.unit_years(unit.id),
        year=year,
        items=list(islice(items, _NEWEST)),
        count=whole(sent).number,
        standings=_standings(views, unit),
        trends=[(score, _trend(views, score, unit)) for score in views.scores],
        quotas=_quotas(views, unit),
        people=[person for person in corpus.people.values() if person.unit == unit.id],
        children=[each.id for each in corpus.units.values() if each.parent == unit.id],
        before=[
            each for each in corpus.units.values() if each.lineage and each.lineage.into == unit.id
        ],
        honours=views.honours_of(unit.id),
        warned=alerts.warned(views).get(unit.id, ()),
        actions=alerts.open_actions(views, unit.id),
        advice=_advice(views, unit),
        owed=_owed(views, unit)[:_OWED],
        owed_more=max(0, len(_owed(views, unit)) - _OWED),
        due=stands(unit, views.as_of),
    )


def _owed(views: Views, unit: Unit) -> list[State]:
    """Return what a unit owes, the gravest first."""
    return [each for each in views.states_by_unit.get(unit.id, ()) if not each.status.done]


def _standings(views: Views, unit: Unit) -> list[tuple[str, Period, Standing]]:
    """Return the unit's rows in the newest period of each kind, score by score."""
    newest = [views.periods[kind][0] for kind in RANKED_KINDS if views.periods[kind]]
    found = (
        (score, period, views.standing(score, Ranked.UNIT, unit.id, period))
        for score in views.scores
        for period in newest
    )
    return [(score, period, row) for score, period, row in found if row is not None]


def _advice(views: Views, unit: Unit) -> tuple[str, ...]:
    """Return what the numbers of the running year advise a unit to do."""
    year = period_of(views.as_of, PeriodKind.YEAR)
    tables = views.tables.get((views.main, year, Ranked.UNIT), ())
    known = next((t for t in tables if any(row.subject == unit.id for row in t.rows)), None)
    calendar = views.corpus.calendar
    paces = [pace(each, calendar, views.as_of) for each in _quotas(views, unit) if not each.closed]
    warned = [row.alert for row in alerts.warned(views).get(unit.id, ())]
    return advice(known, unit.id, paces, warned)


def _trend(views: Views, score: str, unit: Unit) -> list[Point]:
    """Return the points of the last months beside those of the year before."""

    def points(month: Period) -> Points | None:
        row = views.standing(score, Ranked.UNIT, unit.id, month)
        return row.points if row else None

    first = views.month
    for _ in range(_MONTHS_SHOWN - 1):
        first = first.previous()
    months = periods_between(first.start, views.month.end, PeriodKind.MONTH)
    return [
        Point(
            f"{month.start:%y.%m}",
            points(month),
            points(month.year_ago()),
        )
        for month in months
    ]


def _quotas(views: Views, unit: Unit) -> list[QuotaState]:
    """Return the quotas of the periods that hold the as-of day."""
    return [
        state
        for score in views.scores
        for kind in PeriodKind
        if (row := views.standing(score, Ranked.UNIT, unit.id, period_of(views.as_of, kind)))
        for state in row.quotas
    ]
