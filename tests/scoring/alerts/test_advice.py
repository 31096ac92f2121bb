"""改进建议: each sentence has its reason in the numbers, and none comes where all is well."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scoring.alerts.advice import advice
from scoring.alerts.alert import Alert
from scoring.alerts.facts import AlertRule, Colour, Watch
from scoring.alerts.pace import pace
from scoring.calendar import Calendar
from scoring.periods import PeriodKind
from scoring.points import ZERO
from scoring.results import Ranked, RankTable, Standing, TableKey, Tally
from tests.scoring.alerts.test_pace import state
from tests.scoring.small_office import HERE, book, period


def table(*counts: tuple[int, int]) -> RankTable:
    """A year's table of units by (sent, adopted), named 甲, 乙, 丙 …"""
    rows = tuple(
        Standing(name, rank, False, ZERO, ZERO, ZERO, None, Tally(sent, adopted))
        for rank, (name, (sent, adopted)) in enumerate(zip("甲乙丙丁", counts, strict=False), 1)
    )
    return RankTable(TableKey("信息", period("2026"), Ranked.UNIT, "县区"), book(), rows)


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ((2, 0), "报得少、用得也少"),
        ((8, 2), "报得不少而用得不多"),
        ((3, 3), "写得准而报得少"),
        ((6, 3), None),
        ((1, 1), None),
    ],
)
def test_a_unit_is_compared_with_its_group(own: tuple[int, int], said: str | None) -> None:
    found = advice(table(own, (6, 4), (6, 3), (6, 4)), "甲", (), ())
    assert [said in words for words in found if said] == [True] * (said is not None)
    assert bool(found) is (said is not None)


def test_a_small_group_has_no_average() -> None:
    assert advice(table((2, 0), (9, 9)), "甲", (), ()) == ()
    assert advice(None, "甲", (), ()) == ()


@pytest.mark.parametrize(
    ("done", "kind", "words"),
    [
        (0, PeriodKind.MONTH, "剩 11 个工作日，每 2 个工作日报送 1 篇就能完成"),
        (4, PeriodKind.MONTH, None),
    ],
)
def test_a_quota_behind_says_how_it_can_still_be_met(
    done: int, kind: PeriodKind, words: str | None
) -> None:
    on = date(2026, 9, 15)
    found = advice(None, "甲", (pace(state(on, done, kind=kind), Calendar(), on),), ())
    assert [words in each for each in found if words] == ([True] if words else [])
    assert len(found) == (words is not None)


def test_more_than_the_days_can_hold_is_said_by_the_day() -> None:
    on = date(2026, 9, 28)
    found = advice(None, "甲", (pace(state(on, Decimal(1)), Calendar(), on),), ())
    assert found == ("2026年9月报送定额还差 3 篇：剩 2 个工作日，平均每个工作日要报送 1.5 篇",)


def alert(watch: Watch, day: int, why: str) -> Alert:
    rule = AlertRule(HERE, "规则", watch, Colour.RED)
    return Alert(rule, "甲", None, why, date(2026, 9, day), "交信息", (HERE,))


def test_what_is_owed_comes_first_the_oldest_named() -> None:
    found = advice(
        None,
        "甲",
        (),
        (
            alert(Watch.OVERDUE, 9, "约稿《晚》9月8日到期，逾期7天没有交"),
            alert(Watch.OVERDUE, 2, "约稿《早》9月1日到期，逾期14天没有交"),
            alert(Watch.UNANSWERED, 3, "省长的批示"),
        ),
    )
    assert found == (
        "先还欠账：约稿《早》9月1日到期，要交信息（共 2 件，这是最早的一件）",
        "有 1 次批示还没有反馈落实情况：办到哪一步就报到哪一步，办结了写明转化成什么",
    )
