"""A small office that is watched: its rules, and its facts made to be warned of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scoring.alerts.alert import Alert
from scoring.alerts.compute import alerts
from scoring.alerts.facts import AlertRule, Colour, Watch
from scoring.assignments.facts import Assignment
from scoring.engine import score
from scoring.findings import Source
from scoring.honours import honours
from scoring.model import Corpus, Item
from scoring.periods import PeriodKind
from scoring.results import Results
from scoring.standings import tables
from scoring.vocabulary import AssignmentKind
from tests.scoring.small_office import HERE, corpus, day, item, units


def rule(watch: Watch, **values: Any) -> AlertRule:
    stated = {"name": watch.label, "colour": Colour.RED, **values}
    return AlertRule(Source("registry/alerts.yml", 1), watch=watch, **stated)


def found(facts: Corpus, as_of: str, *rules: AlertRule) -> tuple[Alert, ...]:
    """The alerts of an office as the whole program computes them."""
    on = day(as_of)
    facts = replace(facts, alert_rules=rules)
    ledgers = {"信息": score(facts, "信息", on)}
    ranked = tables(facts, ledgers["信息"], on)
    results = {"信息": Results("信息", ranked, honours(facts, ranked, on), on)}
    return alerts(facts, ledgers, results, on)


def sent(unit: str, *days: str, taken: bool = False) -> list[Item]:
    return [
        item(f"{unit}{when}", when, unit, taken=((("省简报", when),) if taken else ()))
        for when in days
    ]


def added(facts: Corpus, *items: Item) -> Corpus:
    return replace(facts, items={**facts.items, **{each.id: each for each in items}})


FIVE = units("甲", "乙", "丙", "丁", "戊")
WEAK = rule(Watch.WEAK, period=PeriodKind.QUARTER, periods=2, places=2)


def ranked(*quarters: str) -> Corpus:
    """Items adopted so that each quarter's points are as told, unit by unit: `30210`."""
    made: list[Item] = []
    for number, points in enumerate(quarters):
        for name, times in zip(FIVE, points, strict=True):
            days = [f"{number * 3 + 1}-{10 + each}" for each in range(int(times))]
            made += sent(name, *days, taken=True)
    return corpus(FIVE, *made)


SILENT = rule(Watch.SILENT, period=PeriodKind.MONTH)
OVERDUE = rule(Watch.OVERDUE)


def commission(**values: Any) -> Corpus:
    stated = {
        "id": "约稿",
        "source": HERE,
        "kind": AssignmentKind.COMMISSION,
        "title": "春耕",
        "issuer": "甲",
        "units": ("甲", "乙"),
        "issued": day("3-2"),
        "due": day("3-13"),
    }
    made = Assignment(**{**stated, **values})
    return corpus(units("甲", "乙"), *sent("甲", "3-10"), assignments={"约稿": made})
