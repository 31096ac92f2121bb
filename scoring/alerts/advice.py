"""改进建议 (S19): what a unit can do next, in sentences made of its numbers and its alerts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from scoring.alerts.alert import Alert
from scoring.alerts.facts import Watch
from scoring.alerts.pace import Pace, Speed, amount, effort
from scoring.points import fraction, normal, rounded, shown
from scoring.results import RankTable, Standing

_FEW: Final = 3
"""Items below which a rate, and units below which an average, says nothing."""
_LOW: Final = Fraction(1, 10)
"""By how much a rate must be lower to be worth a word."""


def advice(
    table: RankTable | None, unit: str, paces: Sequence[Pace], alerts: Sequence[Alert]
) -> tuple[str, ...]:
    """Return the sentences for a unit, what is gravest first; none where all is well.

    `table` is the year's ranking of the unit's group, `paces` its open quotas, `alerts` its own.
    """
    return (
        *_owed(alerts),
        *_unanswered(alerts),
        *(_hurry(pace) for pace in paces if pace.speed is Speed.BEHIND),
        *_compared(table, unit),
    )


def _owed(alerts: Sequence[Alert]) -> Iterator[str]:
    found = sorted(
        (alert for alert in alerts if alert.rule.watch is Watch.OVERDUE),
        key=lambda each: each.since,
    )
    if found:
        first = found[0].why.partition("，")[0]
        more = f"（共 {len(found)} 件，这是最早的一件）" if len(found) > 1 else ""
        yield f"先还欠账：{first}，要{found[0].clears}{more}"


def _unanswered(alerts: Sequence[Alert]) -> Iterator[str]:
    number = sum(alert.rule.watch is Watch.UNANSWERED for alert in alerts)
    if number:
        yield f"有 {number} 次批示还没有反馈落实情况：办到哪一步就报到哪一步，办结了写明转化成什么"


def _hurry(pace: Pace) -> str:
    """Return at what pace a quota can still be met."""
    state, measured = pace.state, pace.state.quota.measured
    missing = fraction(state.missing)
    what = f"{state.period.label}{measured.label}定额还差 {amount(measured, state.missing)}"
    if pace.left >= missing:
        each = int(pace.left // missing)
        days = "每个工作日" if each == 1 else f"每 {each} 个工作日"
        one = effort(measured, normal(1)).removeprefix("再")
        return f"{what}：剩 {pace.left} 个工作日，{days}{one}就能完成"
    if pace.left == 0:
        return f"{what}：工作日已经用完"
    daily = effort(measured, normal(rounded(missing / pace.left, 1))).removeprefix("再")
    return f"{what}：剩 {pace.left} 个工作日，平均每个工作日要{daily}"


def _compared(table: RankTable | None, unit: str) -> Iterator[str]:
    """Yield how the unit's sending and rate are against its group's, where that says something."""
    row = None if table is None else next((r for r in table.rows if r.subject == unit), None)
    if table is None or row is None or len(table.rows) < _FEW:
        return
    sent = sum(one.tally.sent for one in table.rows)
    rate = Fraction(sum(one.tally.adopted for one in table.rows), max(1, sent))
    mean = Fraction(sent, len(table.rows))
    yield from _said(row, rate, mean, table.key.group or "全部单位")


def _said(row: Standing, rate: Fraction, mean: Fraction, group: str) -> Iterator[str]:
    tally = row.tally
    own = f"今年报送 {tally.sent} 篇、采用 {tally.adopted} 篇"
    averages = f"{group}平均报送 {shown(rounded(mean, 1))} 篇、采用率 {rounded(rate * 100, 1)}%"
    few, low = mean - tally.sent >= 1, rate - tally.rate >= _LOW
    if few and low:
        yield f"{own}，{averages}：报得少、用得也少，宜请分管领导定题、到人，一月一题"
    elif low and tally.sent >= _FEW:
        yield f"{own}，{averages}：报得不少而用得不多，先对照被采用的信息选题、改稿，再报"
    elif few and tally.adopted and tally.sent > 1:
        yield f"{own}，{averages}：写得准而报得少，多报一篇就多一分把握"
