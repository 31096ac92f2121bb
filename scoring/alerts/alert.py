"""预警 as a value: which rule, whom, why, since when, what would clear it, what it rests on."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from scoring.alerts.facts import Action, ActionKind, AlertRule, Colour
from scoring.findings import Source
from scoring.periods import Period

Ground = Source | Period
"""What an alert rests on: a fact or rule by its line, or a period's ranking."""


class Alert(NamedTuple):
    """One warning of a unit or, for quotas of persons, of one of its people."""

    rule: AlertRule
    unit: str
    person: str | None
    why: str
    """A Chinese sentence with the numbers."""
    since: date
    """The first day on which it would have stood for this very reason."""
    clears: str
    """What must happen for it to go."""
    facts: tuple[Ground, ...]

    @property
    def colour(self) -> Colour:
        """Return how grave it is."""
        return self.rule.colour

    @property
    def proposes(self) -> ActionKind | None:
        """Return the action that its rule proposes."""
        return self.rule.proposes


def open_on(action: Action, day: date) -> bool:
    """Return whether an action has begun and not ended on a day; the day it ends is its last."""
    return action.date <= day and (action.ended is None or action.ended >= day)


def answering(alert: Alert, actions: tuple[Action, ...], day: date) -> tuple[Action, ...]:
    """Return what was recorded of an alert: actions by its rule against its unit.

    Those that are open, or were taken since the alert stands; earlier ones belong to what was.
    """
    return tuple(
        action
        for action in actions
        if action.unit == alert.unit
        and action.rule == alert.rule.name
        and (open_on(action, day) or action.date >= alert.since)
    )
