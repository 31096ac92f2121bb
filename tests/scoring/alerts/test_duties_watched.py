"""Alerts from what is owed: an assignment overdue, an endorsement without feedback."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from scoring.alerts.facts import Watch
from scoring.assignments.facts import Answer, Extension
from scoring.model import Conversion, Corpus, Feedback, Lineage
from scoring.vocabulary import LineageKind
from tests.scoring.alerts.alert_office import OVERDUE, commission, found, rule
from tests.scoring.small_office import HERE, corpus, day, item, unit, units

# --- 逾期未交 ------------------------------------------------------------------------------------


def test_who_handed_in_nothing_by_the_day() -> None:
    facts = commission(answers=(Answer(HERE, "甲", day("3-10"), "甲3-10"),))
    assert found(facts, "3-13", OVERDUE) == ()
    (alert,) = found(facts, "3-14", OVERDUE)
    assert (alert.unit, alert.since) == ("乙", date(2026, 3, 14))
    assert alert.why.startswith("约稿《春耕》3月13日到期")


def test_some_working_days_may_be_waited_for() -> None:
    waiting = OVERDUE._replace(days=3)
    assert found(commission(), "3-18", waiting) == ()
    assert {alert.since for alert in found(commission(), "3-20", waiting)} == {date(2026, 3, 19)}


@pytest.mark.parametrize(
    "settled",
    [
        {"answers": tuple(Answer(HERE, each, day("3-20"), "甲3-10") for each in "甲乙")},
        {"extensions": (Extension(HERE, day("4-30"), day("3-20"), "汛情"),)},
    ],
    ids=["answered", "extended"],
)
def test_what_clears_an_overdue_assignment_does(settled: dict[str, Any]) -> None:
    assert [each.unit for each in found(commission(), "4-1", OVERDUE)] == ["甲", "乙"]
    assert found(commission(**settled), "4-1", OVERDUE) == ()


def test_only_the_kinds_of_a_rule_are_looked_at() -> None:
    assert found(commission(), "4-1", OVERDUE._replace(kinds=frozenset({"督办"}))) == ()
    assert found(commission(), "4-1", OVERDUE._replace(begins=date(2026, 3, 3))) == ()


# --- 批示未反馈 ----------------------------------------------------------------------------------

UNANSWERED = rule(Watch.UNANSWERED, days=10)


def endorsed(**values: Any) -> Corpus:
    one = item("一", "3-2", "甲", "乙", noted=("3-6",))
    (noted,) = one.endorsements
    return corpus(units("甲", "乙"), replace(one, endorsements=(replace(noted, **values),)))


def test_an_endorsement_waits_so_many_working_days_for_feedback() -> None:
    assert found(endorsed(), "3-20", UNANSWERED) == ()
    first, second = found(endorsed(), "3-21", UNANSWERED)
    assert (first.unit, second.unit, first.since) == ("甲", "乙", date(2026, 3, 21))
    assert "过了 10 个工作日" in first.why


@pytest.mark.parametrize(
    "told",
    [
        {"feedback": (Feedback(HERE, day("4-1"), "已办"),)},
        {"conversions": (Conversion("制度文件", "规程", day("4-1")),)},
    ],
    ids=["feedback", "conversion"],
)
def test_what_clears_an_unanswered_endorsement_does(told: dict[str, Any]) -> None:
    assert len(found(endorsed(), "4-2", UNANSWERED)) == 2
    assert found(endorsed(**told), "4-2", UNANSWERED) == ()


def test_a_unit_that_took_over_another_owes_what_that_one_owed() -> None:
    registry = {
        **units("甲"),
        "乙": unit("乙", lineage=Lineage(LineageKind.RENAMED, "甲", date(2026, 3, 10))),
    }
    facts = replace(endorsed(), units=registry)
    assert [each.unit for each in found(facts, "4-2", UNANSWERED)] == ["甲"]
