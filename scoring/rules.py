"""Rules that look at one fact: adoptions, submissions, endorsements, assignments, faults."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from scoring.conditions import ALWAYS, Condition, Joint, Section, Value
from scoring.findings import Source
from scoring.periods import PeriodKind
from scoring.points import Points
from scoring.vocabulary import AssignmentKind, FaultKind, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every rule has: its place, its clause and the office's remark."""

    source: Source
    clause: str
    """条款 as printed, e.g. 第五条（二）; entries and pages cite it."""
    note: str | None = None
    """说明: an assumption or reading, shown beside the rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionRule(Rule):
    """采用: what one adoption gives."""

    when: Condition
    value: Value
    joint: Joint | None = None
    """Overrides the rulebook's 联合 for this line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionRule(Rule):
    """报送: what sending an item gives (RB38: accepted items score)."""

    when: Condition
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardingRule(Rule):
    """报上级: what being chosen and sent up gives (RB01, RB15)."""

    when: Condition
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiplier(Rule):
    """系数: multiplies entries of a section, or all deductions (RB20, RB32)."""

    factor: Fraction
    section: Section | None = None
    """None with `deductions`."""
    deductions: bool = False
    """对: 扣分 — every negative entry."""
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class EndorsementRule(Rule):
    """批示: what one endorsement gives, fixed or as a multiple of the adoption points."""

    leaders: frozenset[str] | None = None
    levels: frozenset[Level] | None = None
    ranks: frozenset[str] | None = None
    praise: bool | None = None
    publications: frozenset[str] | None = None
    """所批刊物: on which publication it was written (RB01)."""
    adopted_levels: frozenset[Level] | None = None
    """采用层级: the item was adopted at one of these levels."""
    needs_adoption: bool = False
    """须已采用: an endorsement without an adoption is a finding and scores nothing."""
    value: Value | None = None
    doubling: Fraction | None = None
    """加倍: the item's adoption points × (doubling − 1) are added; either this or `value`."""
    joint: Joint | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentRule(Rule):
    """任务: 约稿 and other assignments, done, late or missing; `strikes` missing clear a period."""

    kinds: frozenset[AssignmentKind]
    categories: frozenset[str] | None = None
    on_time: Points | None = None
    late: Points | None = None
    missing: Points | None = None
    adopted: Points | None = None
    """Added when an answering item is adopted (RB07)."""
    strikes: int | None = None
    """累计次数 of missing ones in `strike_period` after which `clears` is set to 0."""
    strike_period: PeriodKind | None = None
    clears: PeriodKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultRule(Rule):
    """差错: deduction, what it cancels, where it is charged, whether it bars from awards."""

    kinds: frozenset[FaultKind]
    points: Points | None = None
    cancels_item: bool = False
    """作废: 该件 — all points of the item are cancelled."""
    clears: PeriodKind | None = None
    """清零: the unit's whole period that holds the fault becomes 0."""
    charged: PeriodKind | None = None
    """记入: the deduction counts only from this period up (month fault, year deduction)."""
    veto: bool = False
    """取消评先: no award for the year (RB18, RB19)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementRule(Rule):
    """裁量: a range of points that belongs to no single adoption (酌情加 1 至 5 分).

    It gives nothing by itself: a recorded 裁量 that cites the clause gives its points, which must
    lie from `low` to `high`, both included.
    """

    low: Points
    high: Points


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit(Rule):
    """归属: points of some units go to another (直报点 → 县; 记入上级 = the parent unit)."""

    units: frozenset[str] | None = None
    groups: frozenset[str] | None = None
    to: str | None = None
    """A unit's id; None is the unit's parent."""
