"""计分办法 as data: a closed vocabulary that a director can read aloud against the paper.

A `Rulebook` is what one dated document says about one score (信息, 宣传, 稿酬 …). Its sections
are named as an 办法 names them; every rule cites its clause and knows its line. Nothing here is
evaluated: values and conditions are a closed set of small types that `scoring.engine` knows.

How one score is made, in order (each step writes ledger entries, none erases any):

1. 采用  each adoption takes the *first* rule in document order whose conditions it meets;
         多家采用 decides which adoptions of one item count; the rest stay as entries of 0.
2. 报送 / 报上级  credit for sending and for being chosen, each by its first matching rule.
3. 系数  multipliers add the difference to the entries they name (×2 adds as much again).
4. 批示  each endorsement takes its first matching rule; 多次批示 decides which count.
5. 联合  points go to the item's units (平分, 按比例, 各计, 只计第一, 归上级), then 归属 may move
         them to another unit; 个人 passes a unit's points to its authors.
6. 任务 (约稿 and the like; each outcome by the first rule that says something on it), 差错,
         裁量, then what 作废 cancels.
7. 定额, 采用率, 基础分 per period that has ended.
8. 限额 caps and floors, from short periods to long; 清零 last.

An entry's `span` is the shortest period it counts in: a yearly quota's deduction has span YEAR
and never enters a month's table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from scoring.conditions import Counting, DateBasis, Joint, PersonJoint
from scoring.findings import Source
from scoring.period_rules import Award, Base, Limit, PassMark, Quota, RateRule, ScaleConversion
from scoring.points import Points
from scoring.rules import (
    AdoptionRule,
    AssignmentRule,
    Credit,
    EndorsementRule,
    FaultRule,
    ForwardingRule,
    JudgementRule,
    Multiplier,
    Rule,
    SubmissionRule,
)
from scoring.vocabulary import Level, Word


class TieRule(Word):
    """并列: what follows equal points."""

    SKIP = "skip", "同名次后名次顺延"
    DENSE = "dense", "同名次后名次不顺延"


class TieBreak(Word):
    """先比: what decides between equal points before they share a rank."""

    ENDORSEMENTS = "endorsements", "批示数"
    ADOPTED = "adopted", "采用数"
    HIGHER_LEVEL = "higher_level", "高层级采用数"
    SENT = "sent", "报送数"


class Inheritance(Word):
    """沿革: what a renamed or merged unit's successor takes over."""

    INHERIT = "inherit", "承继"
    FRESH = "fresh", "不承继"


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """分值表: another authority's values, by publication or level."""

    source: Source
    name: str
    origin: str
    """来源: the document it is copied from."""
    publications: Mapping[str, Points] = field(default_factory=dict)
    levels: Mapping[Level, Points] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scope:
    """适用: which units are scored; None is all."""

    units: frozenset[str] | None = None
    groups: frozenset[str] | None = None
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """One dated document about one score."""

    source: Source
    id: str
    """The file's stem."""
    version: str
    """First 12 hex digits of the SHA-256 of the file: which text was in force."""
    name: str
    number: str
    """文号."""
    effective: date
    until: date | None = None
    """废止 (last day); otherwise until the next rulebook of the same score."""
    score: str = "信息"
    measure: str = "分"
    """计量: 分, 元 …"""
    basis: DateBasis = DateBasis.ADOPTED
    scope: Scope = Scope()
    tables: tuple[ScoreTable, ...] = ()
    adoptions: tuple[AdoptionRule, ...] = ()
    several_adoptions: Counting = Counting.ALL
    submissions: tuple[SubmissionRule, ...] = ()
    forwardings: tuple[ForwardingRule, ...] = ()
    multipliers: tuple[Multiplier, ...] = ()
    endorsements: tuple[EndorsementRule, ...] = ()
    several_endorsements: Counting = Counting.ALL
    joint: Joint = Joint.EVEN
    persons: PersonJoint = PersonJoint.EVEN
    credits: tuple[Credit, ...] = ()
    assignments: tuple[AssignmentRule, ...] = ()
    faults: tuple[FaultRule, ...] = ()
    judgements: tuple[JudgementRule, ...] = ()
    quotas: tuple[Quota, ...] = ()
    rates: tuple[RateRule, ...] = ()
    bases: tuple[Base, ...] = ()
    limits: tuple[Limit, ...] = ()
    conversions: tuple[ScaleConversion, ...] = ()
    pass_marks: tuple[PassMark, ...] = ()
    awards: tuple[Award, ...] = ()
    groupings: Mapping[str, frozenset[str]] | None = None
    """分组: named lists of units (甲组, 乙组); None groups by the units' 类别."""
    ties: TieRule = TieRule.SKIP
    tie_breaks: tuple[TieBreak, ...] = ()
    renamed: Inheritance = Inheritance.INHERIT
    merged: Inheritance = Inheritance.INHERIT


def rules_of(rulebook: Rulebook) -> tuple[Rule, ...]:
    """Return every rule of a rulebook in document order of its sections."""
    return (
        *rulebook.adoptions,
        *rulebook.submissions,
        *rulebook.forwardings,
        *rulebook.multipliers,
        *rulebook.endorsements,
        *rulebook.credits,
        *rulebook.assignments,
        *rulebook.faults,
        *rulebook.judgements,
        *rulebook.quotas,
        *(part for quota in rulebook.quotas for part in quota.parts),
        *rulebook.rates,
        *rulebook.bases,
        *rulebook.limits,
        *rulebook.conversions,
        *rulebook.pass_marks,
        *rulebook.awards,
    )


def in_force(rulebooks: tuple[Rulebook, ...], score: str, day: date) -> Rulebook | None:
    """Return the rulebook of a score that holds on a day, or None where there is none."""
    holding = [
        book
        for book in rulebooks
        if book.score == score
        and book.effective <= day
        and (book.until is None or day <= book.until)
    ]
    return max(holding, key=lambda book: book.effective, default=None)
