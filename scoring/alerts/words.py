"""An alert rule in plain Chinese, as the page and the command print it."""

from __future__ import annotations

from scoring.alerts.facts import AlertRule, Watch
from scoring.engine.words import count, day, percent
from scoring.periods import PeriodKind
from scoring.points import shown

PERIODS_WORDS = {
    PeriodKind.MONTH: "个月",
    PeriodKind.QUARTER: "个季度",
    PeriodKind.HALF_YEAR: "个半年",
    PeriodKind.YEAR: "年",
}
"""The measure words of periods that are counted."""


def said(rule: AlertRule) -> str:
    """Return what a rule looks for, in one sentence without its end."""
    groups = f"{'、'.join(sorted(rule.groups))}" if rule.groups else "各单位"
    since = f"（{day(rule.begins)}起）" if rule.begins else ""
    return f"{groups}{_WORDS[rule.watch](rule)}{since}"


def _pace(rule: AlertRule) -> str:
    kind = f"{rule.period.label}" if rule.period else "各期"
    left = f"在剩下 {rule.days} 个工作日以内，" if rule.days is not None else ""
    if rule.below is None:
        return f"{kind}定额{left}还没有完成"
    return f"{kind}定额{left}完成数低于按工作日进度应完成数的 {percent(rule.below)}"


def _weak(rule: AlertRule) -> str:
    return f"{_running(rule)}{weak_words(rule)}"


def weak_words(rule: AlertRule) -> str:
    """Return 居后 2 名, 得分低于 1 分, or one or the other."""
    words = []
    if rule.places is not None:
        words.append(f"居后 {rule.places} 名")
    if rule.below is not None:
        words.append(f"得分低于 {shown(rule.below)} 分")
    return "或".join(words)


def _overdue(rule: AlertRule) -> str:
    kinds = "、".join(sorted(rule.kinds)) if rule.kinds else "约稿、任务等"
    late = f"逾期超过 {rule.days} 个工作日" if rule.days else "逾期"
    return f"的{kinds}{late}未交"


def _silent(rule: AlertRule) -> str:
    return f"{_running(rule)}没有报送信息"


def _rate(rule: AlertRule) -> str:
    period = rule.period.label if rule.period else "期"
    fall = "" if rule.below is None else f" {percent(rule.below)} 及以上"
    least = f"，两期报送都不少于 {rule.minimum} 篇" if rule.minimum else ""
    return f"{period}采用率比上一{period}低{fall}{least}"


def _unanswered(rule: AlertRule) -> str:
    return f"的信息获批示后 {rule.days} 个工作日内没有落实反馈"


def _running(rule: AlertRule) -> str:
    measure = "" if rule.period is None else PERIODS_WORDS[rule.period]
    return f"连续{count(rule.periods)}{measure}" if rule.periods > 1 else f"一{measure}"


_WORDS = {
    Watch.PACE: _pace,
    Watch.WEAK: _weak,
    Watch.OVERDUE: _overdue,
    Watch.SILENT: _silent,
    Watch.RATE: _rate,
    Watch.UNANSWERED: _unanswered,
}
