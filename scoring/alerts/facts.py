"""Alert rules and accountability actions as the files say."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from scoring.findings import Source
from scoring.periods import PeriodKind
from scoring.vocabulary import Word


class Colour(Word):
    """预警等级, the gravest first."""

    RED = "red", "红"
    YELLOW = "yellow", "黄"
    BLUE = "blue", "蓝"


class Watch(Word):
    """看什么: what an alert rule watches."""

    PACE = "pace", "定额进度"
    """A quota is behind the share of the period that has passed."""
    WEAK = "weak", "连续靠后"
    """In the last places of its group, or below a mark, so many periods running (S17)."""
    OVERDUE = "overdue", "逾期未交"
    """An assignment's due day is past."""
    SILENT = "silent", "零报送"
    RATE = "rate", "采用率下降"
    UNANSWERED = "unanswered", "批示未反馈"
    """An endorsement without feedback on its implementation after so many working days."""


RANKED: Final = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR)
"""The periods that have standings, by which 连续靠后, 零报送 and 采用率下降 can look."""


class ActionKind(Word):
    """问责和督导 that a rule may propose and people record (S12, S17)."""

    TALK = "talk", "约谈"
    CRITICISM = "criticism", "通报批评"
    RECTIFY = "rectify", "督促整改"
    SUPERVISE = "supervise", "挂牌督导"


class AlertRule(NamedTuple):
    """One rule; what a `watch` does not use is None."""

    source: Source
    name: str
    watch: Watch
    colour: Colour
    clause: str | None = None
    """条款 or document it rests on."""
    period: PeriodKind | None = None
    periods: int = 1
    """连续期数."""
    places: int | None = None
    """后几名, for 连续靠后."""
    below: Fraction | None = None
    """低于: points for 连续靠后, done ÷ due by now for 定额进度; the fall for 采用率下降."""
    days: int | None = None
    """工作日: so many past, for 批示未反馈 and 逾期未交; so many left, for 定额进度."""
    kinds: frozenset[str] | None = None
    """Labels of the kinds of assignments, for 逾期未交."""
    groups: frozenset[str] | None = None
    proposes: ActionKind | None = None
    """建议: the action proposed; people decide and record it."""
    score: str | None = None
    """计分 whose standings and quotas are watched; the office's first when None."""
    begins: date | None = None
    """施行: periods, endorsements and assignments that began before are not looked at."""
    minimum: int | None = None
    """报送不少于, for 采用率下降: a rate of fewer items says nothing."""


Ended = date | None


class Action(NamedTuple):
    """问责登记: what was really done."""

    source: Source
    kind: ActionKind
    unit: str
    date: date
    person: str
    """Who decided it."""
    reason: str
    rule: str | None = None
    """Name of the alert rule it followed."""
    ended: Ended = None
    """解除."""
    document: str | None = None
