"""Alerts of all rules together, and the actions that answer them."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.alerts.alert import answering, open_on
from scoring.alerts.facts import Action, ActionKind, Colour
from tests.scoring.alerts.alert_office import OVERDUE, SILENT, WEAK, commission, found, ranked, sent
from tests.scoring.small_office import HERE, corpus, day, units


def test_the_order_is_colour_then_registry_then_rule() -> None:
    yellow = SILENT._replace(name="黄", colour=Colour.YELLOW)
    rules = (yellow, SILENT._replace(name="红二"), OVERDUE)
    facts = corpus(
        units("乙", "甲", "丙"), *sent("丙", "4-1"), assignments=commission().assignments
    )
    assert [(a.colour, a.unit, a.rule.name) for a in found(facts, "5-4", *rules)] == [
        (Colour.RED, "乙", "红二"),
        (Colour.RED, "乙", "逾期未交"),
        (Colour.RED, "甲", "红二"),
        (Colour.RED, "甲", "逾期未交"),
        (Colour.YELLOW, "乙", "黄"),
        (Colour.YELLOW, "甲", "黄"),
    ]


def test_without_rules_there_are_no_alerts() -> None:
    assert found(commission(), "5-4") == ()


def action(**values: Any) -> Action:
    stated = {
        "source": HERE,
        "kind": ActionKind.SUPERVISE,
        "unit": "戊",
        "date": day("7-13"),
        "person": "甲/a",
        "reason": "连续靠后",
        "rule": WEAK.name,
    }
    return Action(**{**stated, **values})


@pytest.mark.parametrize(
    ("made", "answers"),
    [
        (action(), True),
        (action(rule="别的"), False),
        (action(unit="丁"), False),
        (action(date=day("5-1"), ended=day("6-1")), False),
        (action(ended=day("8-1")), True),
        (action(date=day("5-1")), True),
    ],
)
def test_an_action_answers_the_alert_of_its_rule_and_unit(made: Action, answers: bool) -> None:
    alert = found(ranked("54321", "54321"), "9-1", WEAK)[-1]
    assert alert.unit == "戊"
    assert bool(answering(alert, (made,), day("9-1"))) is answers


def test_an_action_is_open_until_the_day_on_which_it_ends() -> None:
    made = action(ended=day("8-1"))
    assert [open_on(made, day(when)) for when in ("7-12", "7-13", "8-1", "8-2")] == [
        False, True, True, False,
    ]  # fmt: skip
