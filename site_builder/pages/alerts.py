"""预警 and 问责登记: what the office is warned of by rule, and what it did about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from scoring.alerts.alert import Alert, Ground, answering, open_on
from scoring.alerts.facts import Action, Colour
from scoring.alerts.words import said
from scoring.periods import Period
from site_builder.pages import paths
from site_builder.pages.gists import digest
from site_builder.pages.index import Views, once
from site_builder.pages.page import Page, Sheet
from site_builder.pages.review_marks import rules as told
from site_builder.pages.writing import write

_SHOWN = 200
"""Alerts that the page spells out, the gravest; units tell all of theirs."""


class Warned(NamedTuple):
    """An alert with what was recorded of it and the pages that it rests on."""

    alert: Alert
    days: int
    """Days that it stands, today among them."""
    actions: Sequence[Action]
    grounds: Sequence[tuple[str, str]]
    """Words and path."""


class Alarm(NamedTuple):
    """All alerts of one colour."""

    colour: Colour
    rows: Sequence[Warned]
    units: Sequence[str]
    """Each once, in the order of the registry."""


def family(views: Views) -> Iterator[Sheet]:
    """Yield the page of alerts and that of actions."""
    key = mark(views)
    yield Sheet(paths.ALERTS, key, partial(_alerts, views))
    yield Sheet(paths.ACTIONS, key, partial(_actions, views))


@once
def mark(views: Views) -> str:
    """Return what stands for all alerts and actions and the pages they lead to."""
    parts = (told(tuple(alert)) for alert in views.snapshot.alerts)
    rules = map(told, map(tuple, views.corpus.alert_rules))
    ranked = (period.id for kind in views.periods for period in views.periods[kind])
    return digest(
        views.marks.as_of, views.marks.files, *parts, *rules, repr(views.corpus.actions), *ranked
    )


def mark_of(views: Views, unit: str) -> str:
    """Return what stands for the alerts and actions of a unit."""
    alerts = (told(tuple(each.alert)) for each in warned(views).get(unit, ()))
    return digest(*alerts, repr(actions_of(views, unit)))


def alarms(views: Views) -> list[Alarm]:
    """Return the alerts by colour, the gravest first, each colour also where it has none."""
    rows = [row for held in warned(views).values() for row in held]
    by_alert = {id(row.alert): row for row in rows}
    found = []
    for colour in Colour:
        alerts = [alert for alert in views.snapshot.alerts if alert.colour is colour]
        units = list(dict.fromkeys(alert.unit for alert in alerts))
        found.append(Alarm(colour, [by_alert[id(alert)] for alert in alerts], units))
    return found


@once
def warned(views: Views) -> Mapping[str, Sequence[Warned]]:
    """Return the alerts of each unit that has any, in their order."""
    made: dict[str, list[Warned]] = {}
    for alert in views.snapshot.alerts:
        made.setdefault(alert.unit, []).append(
            Warned(
                alert,
                (views.as_of - alert.since).days + 1,
                answering(alert, actions_of(views, alert.unit), views.as_of),
                [_ground(views, each) for each in alert.facts],
            )
        )
    return made


def actions_of(views: Views, unit: str) -> tuple[Action, ...]:
    """Return the actions against a unit, the newest first."""
    found = (action for action in views.corpus.actions if action.unit == unit)
    return tuple(sorted(found, key=lambda action: (action.date, action.source), reverse=True))


def open_actions(views: Views, unit: str) -> list[Action]:
    """Return the actions against a unit that have not ended."""
    return [each for each in actions_of(views, unit) if open_on(each, views.as_of)]


def _ground(views: Views, ground: Ground) -> tuple[str, str]:
    """Return the words and the page of what an alert rests on; no path where nothing shows it."""
    if isinstance(ground, Period):
        shown = ground in views.periods.get(ground.kind, ())
        return f"{ground.label}排名", paths.ranking(ground) if shown else ""
    folder = ground.path.split("/")[1:2]
    words = {"items": "信息", "assignments": "约稿和任务", "rulebooks": "计分办法"}
    return words.get("".join(folder), str(ground)), views.place(ground)


def _alerts(views: Views) -> Page:
    rules = [
        (rule, said(rule), sum(alert.rule is rule for alert in views.snapshot.alerts))
        for rule in views.corpus.alert_rules
    ]
    found = alarms(views)
    rows = [row for alarm in found for row in alarm.rows]
    return write(
        views,
        paths.ALERTS,
        "alerts",
        hide=("navigation", "toc"),
        alarms=found,
        rows=rows[:_SHOWN],
        more=Counter(row.alert.unit for row in rows[_SHOWN:]),
        rules=rules,
        units=list(dict.fromkeys(row.alert.unit for row in rows)),
        untaken=sum(row.alert.proposes is not None and not row.actions for row in rows),
    )


def _actions(views: Views) -> Page:
    newest = sorted(views.corpus.actions, key=lambda each: (each.date, each.source), reverse=True)
    standing = [action for action in newest if open_on(action, views.as_of)]
    return write(
        views,
        paths.ACTIONS,
        "actions",
        hide=("toc",),
        standing=standing,
        over=[action for action in newest if action not in standing],
        warned={(alert.unit, alert.rule.name) for alert in views.snapshot.alerts},
    )
