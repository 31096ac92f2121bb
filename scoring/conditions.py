"""Words, conditions and values of a rulebook: the closed set out of which its rules are made."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from scoring.points import Points
from scoring.vocabulary import Level, Route, Word


class Section(Word):
    """The sections of a rulebook that write entries; also what a limit or 系数 may name."""

    ADOPTION = "adoption", "采用"
    SUBMISSION = "submission", "报送"
    FORWARDING = "forwarding", "报上级"
    ENDORSEMENT = "endorsement", "批示"
    ASSIGNMENT = "assignment", "任务"
    FAULT = "fault", "差错"
    JUDGEMENT = "judgement", "裁量"
    QUOTA = "quota", "定额"
    RATE = "rate", "采用率"
    BASE = "base", "基础分"
    LIMIT = "limit", "限额"
    CLEARING = "clearing", "清零"


class Counting(Word):
    """多家采用 / 多次批示: which of several facts of one item count."""

    ALL = "all", "累加"
    HIGHEST = "highest", "取最高"
    HIGHEST_PER_LEVEL = "highest_per_level", "同级取最高"
    HIGHEST_PER_PUBLICATION = "highest_per_publication", "同刊取最高"


class Joint(Word):
    """联合: how a joint or composite item's points go to its units."""

    EVEN = "even", "平分"
    SHARES = "shares", "按比例"
    EACH = "each", "各计"
    FIRST = "first", "只计第一"
    PARENT = "parent", "归上级"


class PersonJoint(Word):
    """个人: how a unit's points pass to those of its people who wrote the item."""

    EVEN = "even", "平分"
    EACH = "each", "各计"
    FIRST = "first", "只计第一"
    NONE = "none", "不计"


class DateBasis(Word):
    """计入: which date decides the period, and the rulebook, of an adoption."""

    ADOPTED = "adopted", "采用日期"
    SENT = "sent", "报送日期"


@dataclass(frozen=True, slots=True)
class Length:
    """字数 from `low` to `high` characters, both included; None is open."""

    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """All that is stated must hold; what is not stated is free. Sets are non-empty."""

    publications: frozenset[str] | None = None
    levels: frozenset[Level] | None = None
    kinds: frozenset[str] | None = None
    forms: frozenset[str] | None = None
    routes: frozenset[Route] | None = None
    groups: frozenset[str] | None = None
    """单位类别 of the credited unit."""
    commissioned: bool | None = None
    """约稿: the item answers a commission."""
    endorsed: bool | None = None
    """批示: the item has an endorsement."""
    adopted: bool | None = None
    """已采用: the item has an adoption by the end of the rulebook's view."""
    signed: bool | None = None
    """署名: the item names an author of the unit (RB24: no author name, no pay)."""
    length: Length | None = None


ALWAYS = Condition()


@dataclass(frozen=True, slots=True)
class Fixed:
    """A number of points."""

    points: Points


@dataclass(frozen=True, slots=True)
class Multiple:
    """倍数 × what another line gives: a clause of this rulebook or a 分值表 (RB03, RB16)."""

    factor: Fraction
    of: str
    """`条款` of adoption rules with fixed values (the line that fits the fact), or the 名称 of a
    分值表 (its value for the publication, else for the publication's level)."""


@dataclass(frozen=True, slots=True)
class PerLength:
    """Points for each full `step` characters (RB39: 5 per 100)."""

    points: Points
    step: int


@dataclass(frozen=True, slots=True)
class Judged:
    """范围: the office decides inside a range, both ends included, and records the reason as a 裁量
    that cites the clause; until then the rule gives 0."""

    low: Points
    high: Points


Value = Fixed | Multiple | PerLength | Judged
