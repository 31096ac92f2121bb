"""Watches of single facts: 逾期未交, 批示未反馈, 定额进度."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from scoring.alerts.alert import Alert
from scoring.alerts.facts import AlertRule
from scoring.alerts.pace import effort, sentence, shortage
from scoring.alerts.view import View
from scoring.assignments.board import Status
from scoring.engine.words import day
from scoring.model import Endorsement, Item
from scoring.outline import Trait, having
from scoring.period_rules import Subject

_DAY = timedelta(days=1)


def behind(view: View, rule: AlertRule) -> Iterator[Alert]:
    """Yield whose quotas are behind the working days that have passed."""
    ledger = view.ledgers.get(view.score(rule))
    for state in () if ledger is None else ledger.quotas:
        if state.closed or rule.period not in (None, state.period.kind):
            continue
        person = state.subject if state.quota.subject is Subject.PERSON else None
        unit = state.subject if person is None else view.corpus.people[person].unit
        if not view.watches(rule, unit):
            continue
        short = shortage(rule, state, view.corpus.calendar, view.as_of)
        if short is None:
            continue
        measured, end = state.quota.measured, day(state.period.end)
        clears = f"{end}前{effort(measured, state.missing)}完成定额"
        if short.needed < state.missing:
            clears = f"{effort(measured, short.needed)}即回到进度；{clears}"
        why = sentence(short.pace)
        yield Alert(
            rule, unit, person, why, short.since, clears, (state.quota.source, state.period)
        )


def overdue(view: View, rule: AlertRule) -> Iterator[Alert]:
    """Yield the units that handed in nothing for an assignment whose day is past."""
    for state in view.board:
        asked = view.corpus.assignments[state.assignment]
        if state.status is not Status.MISSING or state.unit is None:
            continue
        if rule.kinds is not None and asked.kind.label not in rule.kinds:
            continue
        if rule.begins is not None and asked.issued < rule.begins:
            continue
        unit = view.standing(state.unit)
        last = view.corpus.calendar.after(state.due, rule.days or 0)
        if last < view.as_of and view.watches(rule, unit):
            why = f"{asked.kind.label}《{asked.title}》{state.reason}"
            yield Alert(rule, unit, None, why, last + _DAY, state.clears, (asked.source,))


def unanswered(view: View, rule: AlertRule) -> Iterator[Alert]:
    """Yield the units of endorsed items of whose implementation nothing was fed back in time."""
    calendar, as_of = view.corpus.calendar, view.as_of
    for item in having(view.corpus.items, Trait.ENDORSEMENTS):
        for endorsement in item.endorsements:
            if endorsement.feedback or endorsement.conversions:
                continue
            if rule.begins is not None and endorsement.date < rule.begins:
                continue
            last = calendar.after(endorsement.date, rule.days or 0)
            if last < as_of:
                passed = calendar.between(endorsement.date, as_of)
                yield from _unanswered(view, rule, item, endorsement, last, passed)


def _unanswered(
    view: View, rule: AlertRule, item: Item, endorsement: Endorsement, last: date, passed: int
) -> Iterator[Alert]:
    for unit in dict.fromkeys(view.standing(share.unit) for share in item.units):
        if view.watches(rule, unit):
            yield Alert(
                rule,
                unit,
                None,
                f"{endorsement.leader}{day(endorsement.date)}对《{item.title}》的批示，"
                f"过了 {passed} 个工作日还没有落实反馈（应在 {rule.days or 0} 个工作日内）",
                last + _DAY,
                "在这次批示下登记落实反馈或成果转化",
                (endorsement.source,),
            )
