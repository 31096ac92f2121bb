"""Rules that look at a whole period: quotas, rates, bases, limits, scales, pass marks, awards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.conditions import ALWAYS, Condition, Joint, Section
from scoring.periods import PeriodKind
from scoring.points import Points
from scoring.rules import Rule
from scoring.vocabulary import Word


class Measured(Word):
    """计: what a quota counts."""

    SENT = "sent", "报送"
    ADOPTED = "adopted", "采用"
    ADOPTIONS = "adoptions", "采用次数"
    POINTS = "points", "得分"
    """What facts gave (adoptions, faults …), not what quotas, rates and bases give."""


class Subject(Word):
    """对象: whom a quota, award or conversion looks at."""

    UNIT = "unit", "单位"
    PERSON = "person", "个人"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota(Rule):
    """定额 per period and class; several stand side by side, and 其中 nests one in another."""

    period: PeriodKind
    measured: Measured
    required: Mapping[str, Points]
    """By unit id, else by 类别; a unit in neither takes part without a quota (RB02, RB13)."""
    when: Condition = ALWAYS
    subject: Subject = Subject.UNIT
    tags: frozenset[str] | None = None
    """人员: which people, for a quota of persons (RB34)."""
    joint: Joint = Joint.EACH
    """How a joint item counts toward it: 各计 1, 按比例 / 平分 a fraction (RB34), 只计第一."""
    met: Points | None = None
    """完成: given when met, inclusive (RB03: 15 or more)."""
    each_short: Points | None = None
    short: Points | None = None
    """未完成: once, whatever is missing."""
    short_floor: Points | None = None
    """扣分下限 of this line, e.g. -10."""
    each_over: Points | None = None
    over_cap: Points | None = None
    parts: tuple[Quota, ...] = ()
    """其中 (RB37)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRule(Rule):
    """采用率: points where adopted ÷ sent is below, or at least, a rate in a period."""

    period: PeriodKind
    points: Points
    below: Fraction | None = None
    at_least: Fraction | None = None
    groups: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Base(Rule):
    """基础分: given first, then additions and deductions."""

    period: PeriodKind
    points: Points
    groups: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(Rule):
    """限额: cap and floor of a unit's sum over some sections in a period."""

    period: PeriodKind
    sections: frozenset[Section] | None = None
    """项; None is the whole score."""
    additions: bool = False
    """项: 加分 — only positive entries."""
    deductions: bool = False
    """项: 扣分 — only negative entries."""
    cap: Points | None = None
    floor: Points | None = None


class ConversionMethod(Word):
    """折算方法."""

    FACTOR = "factor", "按系数"
    BEST = "best", "按最高分"
    PER_HEAD = "per_head", "人均"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleConversion(Rule):
    """折算: the score on another scale, shown beside it (RB07)."""

    name: str
    method: ConversionMethod
    factor: Fraction = Fraction(1)
    """按系数, 人均: a multiplier; 按最高分: what the best of the group gets."""
    cap: Points | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassMark(Rule):
    """达标: below a threshold (`running` periods in a row) a verdict, perhaps no award."""

    period: PeriodKind
    measured: Measured = Measured.POINTS
    """计: what is compared, normally the points; RB30 looks at items adopted."""
    below: Points
    verdict: str
    groups: frozenset[str] | None = None
    running: int = 1
    veto: bool = False


class Criterion(Word):
    """依据: what an award looks at."""

    RANK = "rank", "名次"
    POINTS = "points", "得分"
    GROWTH = "growth", "进步"
    ENDORSEMENTS = "endorsements", "批示"
    ADOPTIONS = "adoptions", "采用"
    EXCELLENT_YEARS = "excellent_years", "连续优秀"
    CASES = "cases", "入选案例"


@dataclass(frozen=True, slots=True, kw_only=True)
class Award(Rule):
    """表彰: an honour computed at the end of a year."""

    name: str
    criterion: Criterion
    subject: Subject = Subject.UNIT
    groups: frozenset[str] | None = None
    """类别; None is every group, each by itself."""
    places: int | None = None
    """名额 in each group; ties at the last place are all kept."""
    minimum: Points | None = None
    """得分不低于."""
    years: int = 1
    """连续年数 in which the criterion must hold."""
    conditions: frozenset[str] = frozenset()
    """Non-numeric conditions the unit must have certified (RB01)."""
    track: str | None = None
    """赛道, for 入选案例."""
    honour_points: Points | None = None
    """荣誉积分."""
