"""Alerts from results (places, silence, rates, quotas): borders, since when, what clears them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from scoring.alerts.facts import Watch
from scoring.findings import Source
from scoring.model import Adoption, Corpus, Item, Lineage
from scoring.period_rules import Measured, Quota
from scoring.periods import PeriodKind
from scoring.vocabulary import LineageKind
from tests.scoring.alerts.alert_office import SILENT, WEAK, added, found, ranked, rule, sent
from tests.scoring.small_office import book, corpus, day, unit, units

# --- 连续靠后 ------------------------------------------------------------------------------------


def test_the_last_places_of_two_quarters_running() -> None:
    facts = ranked("54321", "54312")
    assert [(each.unit, each.since) for each in found(facts, "7-1", WEAK)] == [
        ("丁", date(2026, 7, 1)),
        ("戊", date(2026, 7, 1)),
    ]
    assert found(facts, "6-29", WEAK) == ()


def test_a_quarter_counts_on_its_last_day() -> None:
    assert len(found(ranked("54321", "54312"), "6-30", WEAK)) == 2


def test_one_good_quarter_breaks_the_run() -> None:
    assert [each.unit for each in found(ranked("54321", "54132"), "7-1", WEAK)] == ["戊"]


def test_all_who_share_a_last_place_are_among_the_last() -> None:
    facts = ranked("54222", "54222")
    assert [each.unit for each in found(facts, "7-1", WEAK)] == ["丙", "丁", "戊"]


def test_whoever_shares_the_first_place_is_not_weak() -> None:
    assert found(ranked("11111", "11111"), "7-1", WEAK) == ()
    assert found(ranked("11111", "11111"), "7-1", WEAK._replace(places=9)) == ()


def test_below_a_mark_is_weak_whatever_the_place() -> None:
    mark = rule(Watch.WEAK, period=PeriodKind.QUARTER, periods=2, below=Fraction(20))
    facts = ranked("22221", "22221")
    assert [each.unit for each in found(facts, "7-1", mark)] == ["戊"]
    assert "得分低于 20 分" in found(facts, "7-1", mark)[0].why


def test_a_longer_run_stands_since_it_was_long_enough() -> None:
    one = WEAK._replace(periods=1)
    assert {alert.since for alert in found(ranked("54321"), "4-1", one)} == {date(2026, 4, 1)}
    last = found(ranked("54321", "54321", "54321"), "10-1", WEAK)[-1]
    assert (last.unit, last.since) == ("戊", date(2026, 7, 1))
    first = "2026年第一季度第 5 名（县区共 5 个）、10 分；"
    assert last.why.startswith(f"连续 3 个季度居后 2 名：{first}")


def test_a_rule_does_not_look_before_it_holds() -> None:
    late = WEAK._replace(begins=date(2026, 4, 1))
    assert found(ranked("54321", "54312"), "7-1", late) == ()


def test_a_better_quarter_clears_it() -> None:
    assert [a.unit for a in found(ranked("54321", "54321", "12345"), "10-1", WEAK)] == []


EDITS: dict[str, Callable[[Corpus], Corpus]] = {
    "an adoption late in the quarter": lambda facts: added(
        facts,
        replace(
            facts.items["戊4-10"],
            adoptions=tuple(
                Adoption(Source("x", number), "省简报", day("6-30")) for number in range(9)
            ),
        ),
    )
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_standing_that_rises_in_time_is_not_weak(edit: str) -> None:
    facts = ranked("54321", "54321")
    assert "戊" in {each.unit for each in found(facts, "7-1", WEAK)}
    assert "戊" not in {each.unit for each in found(EDITS[edit](facts), "7-1", WEAK)}


# --- 零报送 --------------------------------------------------------------------------------------


def test_a_silent_month_and_an_item_that_clears_it() -> None:
    facts = corpus(units("甲", "乙"), *sent("甲", "5-1", "6-2"))
    (alert,) = found(facts, "7-3", SILENT)
    assert (alert.unit, alert.since) == ("乙", date(2026, 6, 1))
    assert "2026年5月、2026年6月" in alert.why
    assert found(added(facts, *sent("乙", "7-2")), "7-3", SILENT) == ()


def test_units_that_are_gone_are_not_warned_of() -> None:
    registry = {
        **units("甲"),
        "乙": unit("乙", valid_to=date(2026, 6, 30)),
        "丙": unit("丙", lineage=Lineage(LineageKind.MERGED, "甲", date(2026, 7, 1))),
    }
    assert [a.unit for a in found(corpus(registry, *sent("甲", "6-2")), "7-3", SILENT)] == []


def test_a_rule_of_some_groups_looks_at_these_only() -> None:
    registry = {**units("甲", "乙"), "处": unit("处", "部门", 3)}
    facts = corpus(registry, *sent("甲", "6-2"))
    assert [a.unit for a in found(facts, "7-3", SILENT)] == ["乙", "处"]
    only = SILENT._replace(groups=frozenset({"部门"}))
    assert [a.unit for a in found(facts, "7-3", only)] == ["处"]


# --- 采用率下降 ----------------------------------------------------------------------------------

RATE = rule(Watch.RATE, period=PeriodKind.QUARTER, below=Fraction(1, 2), minimum=2)


def rates(first: str, second: str) -> Corpus:
    """Items of 甲 in two quarters: `+` adopted on the day, `-` not."""
    made: list[Item] = []
    for month, marks in ((1, first), (4, second)):
        for number, mark in enumerate(marks, 1):
            made += sent("甲", f"{month}-{number}", taken=mark == "+")
    return corpus(units("甲"), *made)


@pytest.mark.parametrize(
    ("first", "second", "warned"),
    [
        ("++", "+-", True),
        ("++", "++", False),
        ("+++-", "+---", True),
        ("+++-", "++--", False),
        ("+", "--", False),
        ("++", "-", False),
        ("--", "++", False),
        ("--", "--", False),
    ],
)
def test_a_falling_rate(first: str, second: str, warned: bool) -> None:
    assert bool(found(rates(first, second), "7-1", RATE)) is warned


def test_a_rate_says_both_numbers_and_what_would_do() -> None:
    (alert,) = found(rates("+++-", "+---"), "7-1", RATE)
    assert alert.why == (
        "采用率由2026年第一季度的 75.0%（报送 4 篇、采用 3 篇）降到2026年第二季度的 "
        "25.0%（报送 4 篇、采用 1 篇），低了 50.0 个百分点"
    )
    assert alert.clears == "2026年第三季度采用率不低于 25.0%，期满即解除"
    kept = added(
        rates("+++-", "+---"), *sent("甲", "7-1", taken=True), *sent("甲", "7-2", "7-3", "7-4")
    )
    assert found(kept, "9-30", RATE) == ()


# --- 定额进度 ------------------------------------------------------------------------------------

QUARTERLY = Quota(
    source=Source("rulebooks/2026.md", 20),
    clause="第八条",
    period=PeriodKind.QUARTER,
    measured=Measured.SENT,
    required={"县区": Decimal(4)},
)
PACE = rule(Watch.PACE, below=Fraction(4, 5))


def asked(*days: str) -> Corpus:
    registry = {**units("甲"), "处": unit("处", "部门", 2)}
    items = [*sent("处", "1-5"), *sent("甲", *days)]
    return corpus(registry, *items, rulebooks=(book(quotas=(QUARTERLY,)),))


def test_a_quota_is_behind_by_whole_items_and_working_days() -> None:
    assert found(asked(), "4-22", PACE) == ()
    (alert,) = found(asked(), "5-20", PACE)
    assert alert.since == date(2026, 4, 23)
    assert alert.why == (
        "2026年第二季度报送定额 4 篇，已完成 0，还差 4 篇，41 天（剩 29 个工作日）；"
        "工作日已过 55%，按进度应完成 2"
    )
    assert alert.clears == "再报送 2 篇即回到进度；2026年6月30日前再报送 4 篇完成定额"


@pytest.mark.parametrize("done", [0, 1])
def test_what_clears_it_for_today_does(done: int) -> None:
    before = [f"4-{number + 1}" for number in range(done)]
    assert found(asked(*before), "5-20", PACE)
    after = [*before, *(f"5-{number + 10}" for number in range(2 - done))]
    assert found(asked(*after), "5-20", PACE) == ()


def test_a_quota_of_which_only_the_last_days_are_watched() -> None:
    last = rule(Watch.PACE, days=10)
    assert found(asked("4-1", "4-2", "4-3"), "6-15", last) == ()
    (alert,) = found(asked("4-1", "4-2", "4-3"), "6-16", last)
    assert alert.since == date(2026, 6, 16)
    assert alert.clears == "2026年6月30日前再报送 1 篇完成定额"
    assert found(asked("4-1", "4-2", "4-3", "6-16"), "6-16", last) == ()


def test_an_ended_quota_is_a_matter_of_the_ledger_not_of_an_alert() -> None:
    assert found(asked(), "6-30", PACE) == ()
