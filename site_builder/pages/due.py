"""What is due, for calendars (.ics) and feed readers: the whole office, and each unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import groupby

from scoring.assignments.board import State
from scoring.assignments.facts import Assignment
from scoring.model import Unit
from site_builder.agenda import DueDay, calendar
from site_builder.feeds import FeedEntry, atom
from site_builder.markup import link_to
from site_builder.pages import board, paths
from site_builder.pages.gists import digest
from site_builder.pages.index import Views
from site_builder.pages.page import Asset, Sheet

_NAMED = 4
"""Units that a calendar's line names; of more it tells the number."""


def family(views: Views) -> Iterator[Sheet]:
    """Yield the office's calendar, and the calendar and feed of each unit that still stands.

    A unit that owes nothing has them too: who subscribed must not lose them. The office's calendar
    begins with this year; what is left of earlier years stands on the board.
    """
    as_of = views.marks.as_of
    year = views.as_of.year
    pending = [each for each in board.unsettled(views) if each.due.year >= year]
    key = digest(as_of, *map(repr, pending))
    yield Sheet(paths.CALENDAR, key, partial(_office, views, pending))
    owed = {
        unit.id: [one for one in views.states_by_unit.get(unit.id, ()) if not one.status.done]
        for unit in views.corpus.units.values()
        if stands(unit, views.as_of)
    }
    for name, states in owed.items():
        unit = views.corpus.units[name]
        key = digest(as_of, *map(repr, states))
        yield Sheet(paths.due(name, "ics"), key, partial(_calendar, views, unit, states))
        yield Sheet(paths.due(name, "xml"), key, partial(_feed, views, unit, states))


def stands(unit: Unit, day: date) -> bool:
    """Return whether a unit still stands on a day, and so has its calendar and its feed."""
    return unit.valid_to is None or unit.valid_to >= day


def _office(views: Views, pending: Sequence[State]) -> Asset:
    """Return all that is due, a matter of one day in one event whichever units it waits for."""
    rising = sorted(pending, key=lambda each: (each.due, each.assignment))
    days: list[DueDay] = []
    seen = set()
    for (_, name), held in groupby(rising, key=lambda each: (each.due, each.assignment)):
        assignment, states = views.corpus.assignments[name], list(held)
        units = [each.unit for each in states if each.unit is not None]
        days.append(
            DueDay(
                f"{name}/{units[0]}" if name in seen else name,
                states[0].due,
                f"{_named(assignment)}{_short(units)}",
                _text(assignment, states),
                assignment.kind.label,
            )
        )
        seen.add(name)
    office = views.office
    return Asset(
        paths.CALENDAR, calendar(f"{office.title} 到期事项", office.name, views.as_of, days)
    )


def _named(assignment: Assignment) -> str:
    return f"{assignment.kind.label}《{assignment.title}》"


def _short(units: Sequence[str]) -> str:
    if not units:
        return "：待揭榜"
    more = f"等 {len(units)} 个单位" if len(units) > _NAMED else ""
    return f"：{'、'.join(units[:_NAMED])}{more}"


def _text(assignment: Assignment, states: Iterable[State]) -> str:
    """Return what an event tells: how each unit stands, what clears it, what was asked."""
    lines = [
        f"{each.unit or '待揭榜'}：{each.light.label}，{each.reason}；消除：{each.clears}。"
        for each in states
    ]
    if assignment.requirements:
        lines.append(f"要求：{assignment.requirements}")
    return "\n".join((*lines, f"登记：{assignment.source.path}"))


def _calendar(views: Views, unit: Unit, states: Sequence[State]) -> Asset:
    days = [
        DueDay(
            f"{each.assignment}/{unit.id}",
            each.due,
            _named(views.corpus.assignments[each.assignment]),
            _text(views.corpus.assignments[each.assignment], [each]),
            each.kind.label,
        )
        for each in sorted(states, key=lambda one: (one.due, one.assignment))
    ]
    title = f"{unit.id} 到期事项"
    made = calendar(title, views.office.name, views.as_of, days)
    return Asset(paths.due(unit.id, "ics"), made)


def _feed(views: Views, unit: Unit, states: Sequence[State]) -> Asset:
    here = paths.unit(unit.id)
    entries = []
    for each in states:
        assignment = views.corpus.assignments[each.assignment]
        changed = [assignment.issued, *(one.date for one in each.extensions)]
        if each.progress is not None:
            changed.append(each.progress.date)
        entries.append(
            FeedEntry(
                f"{each.assignment}/{unit.id}",
                f"{each.light.label}　{_named(assignment)}",
                link_to(here, paths.assignment(each.assignment)),
                max(changed),
                [assignment.issuer],
                [each.kind.label, each.light.label],
                f"{each.reason}；消除：{each.clears}",
            )
        )
    made = atom(
        f"{unit.id} 应办事项",
        views.office.name,
        views.as_of,
        entries,
        name=f"due/{unit.id}",
        file="due.xml",
    )
    return Asset(paths.due(unit.id, "xml"), made)
