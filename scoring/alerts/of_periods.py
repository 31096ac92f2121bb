"""Watches of ended periods: 连续靠后, 零报送, 采用率下降."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from scoring.alerts.alert import Alert
from scoring.alerts.facts import AlertRule
from scoring.alerts.view import Placed, View
from scoring.alerts.words import PERIODS_WORDS, weak_words
from scoring.periods import Period, PeriodKind
from scoring.points import fraction, rounded, shown
from scoring.results import RankTable, Tally

_TOLD: Final = 4
"""Periods of a long run that a sentence spells out, the newest."""


def weak(view: View, rule: AlertRule) -> Iterator[Alert]:
    """Yield the units in the last places, or below the mark, so many periods running (S17)."""
    for unit, run in _runs(view, rule, lambda placed: _is_weak(rule, placed)):
        told = "；".join(_standing(placed) for placed in reversed(run[:_TOLD]))
        yield Alert(
            rule,
            unit,
            None,
            f"连续 {len(run)} {_counted(rule)}{weak_words(rule)}：{told}",
            _since(rule, run),
            f"{_next(run).label}{_escape_words(rule)}，期满即解除",
            tuple(placed.table.key.period for placed in reversed(run[:_TOLD])),
        )


def silent(view: View, rule: AlertRule) -> Iterator[Alert]:
    """Yield the units that sent nothing so many periods running, nor since."""
    score = view.score(rule)
    for unit, run in _runs(view, rule, lambda placed: placed.row.tally.silent):
        now = view.rows(score, _next(run)).get(unit)
        if now is not None and not now.row.tally.silent:
            continue
        labels = "、".join(placed.table.key.period.label for placed in reversed(run[:_TOLD]))
        running = f"连续 {len(run)} {_counted(rule)}" if len(run) > 1 else ""
        yield Alert(
            rule,
            unit,
            None,
            f"{running}零报送：{labels}没有报送信息，此后至今也没有",
            _since(rule, run),
            "报送一篇信息即解除",
            tuple(placed.table.key.period for placed in reversed(run[:_TOLD])),
        )


def falling(view: View, rule: AlertRule) -> Iterator[Alert]:
    """Yield the units whose rate of the last period is so much below that of the one before."""
    assert rule.period is not None and rule.below is not None  # noqa: S101 - checked: A620
    periods = _periods(view, rule, rule.period)
    if len(periods) < 2:
        return
    score, (last, before) = view.score(rule), periods[:2]
    earlier = view.rows(score, before)
    least = max(1, rule.minimum or 1)
    for unit, placed in view.rows(score, last).items():
        if unit not in earlier or not view.watches(rule, unit):
            continue
        now, then = placed.row.tally, earlier[unit].row.tally
        fall = then.rate - now.rate
        if min(now.sent, then.sent) < least or fall <= 0 or fall < rule.below:
            continue
        yield Alert(
            rule,
            unit,
            None,
            f"采用率由{before.label}的 {_rate(then)}降到{last.label}的 {_rate(now)}，"
            f"低了 {_percent(fall)[:-1]} 个百分点",
            last.end + timedelta(days=1),
            f"{last.following().label}采用率不低于 {_percent(now.rate)}，期满即解除",
            (before, last),
        )


def _runs(
    view: View, rule: AlertRule, holds: Callable[[Placed], bool]
) -> Iterator[tuple[str, Sequence[Placed]]]:
    """Yield units with their last periods in all of which a thing holds, the newest first."""
    assert rule.period is not None  # noqa: S101 - checked: A620
    periods = _periods(view, rule, rule.period)
    if len(periods) < rule.periods:
        return
    score = view.score(rule)
    for unit in view.rows(score, periods[0]):
        if not view.watches(rule, unit):
            continue
        run: list[Placed] = []
        for period in periods:
            placed = view.rows(score, period).get(unit)
            if placed is None or not holds(placed):
                break
            run.append(placed)
        if len(run) >= rule.periods:
            yield unit, run


def _periods(view: View, rule: AlertRule, kind: PeriodKind) -> list[Period]:
    """Return the ended periods that a rule looks at, the newest first."""
    found = view.closed(view.score(rule), kind)
    return [period for period in found if rule.begins is None or period.start >= rule.begins]


def _since(rule: AlertRule, run: Sequence[Placed]) -> date:
    """Return the day after the period that made the run long enough."""
    return run[-rule.periods].table.key.period.end + timedelta(days=1)


def _next(run: Sequence[Placed]) -> Period:
    return run[0].table.key.period.following()


def _is_weak(rule: AlertRule, placed: Placed) -> bool:
    """Return whether a row is among the last places, those who share one included, or too low."""
    table, row = placed
    if rule.below is not None and fraction(row.points) < rule.below:
        return True
    return rule.places is not None and row.rank > 1 and row.rank >= _threshold(table, rule.places)


def _threshold(table: RankTable, places: int) -> int:
    """Return the rank at which the last places begin."""
    return table.rows[max(0, len(table.rows) - places)].rank


def _counted(rule: AlertRule) -> str:
    return "" if rule.period is None else PERIODS_WORDS[rule.period]


def _escape_words(rule: AlertRule) -> str:
    words = []
    if rule.places is not None:
        words.append(f"升到后 {rule.places} 名以前")
    if rule.below is not None:
        words.append(f"得分达到 {shown(rule.below)} 分")
    return "且".join(words)


def _standing(placed: Placed) -> str:
    table, row = placed
    among = f"{table.key.group or ''}共 {len(table.rows)} 个"
    return (
        f"{table.key.period.label}第 {row.rank} 名（{among}）、"
        f"{shown(row.points)} {table.rulebook.measure}"
    )


def _rate(tally: Tally) -> str:
    return f"{_percent(tally.rate)}（报送 {tally.sent} 篇、采用 {tally.adopted} 篇）"


def _percent(rate: Fraction) -> str:
    return f"{rounded(rate * 100, 1)}%"
