"""审核流程: the rules of review as the office writes them in `registry/workflow.yml`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from scoring.calendar import Calendar
from scoring.findings import Source
from scoring.vocabulary import Level, Word


class Area(Word):
    """范围: what a change touches; each is changed in requests of its own, by its own people."""

    ITEM = "item", "稿件"
    """The writers' fields and bodies of items."""
    REGISTER = "register", "登记"
    """Adoptions, endorsements and all else that the office records."""
    REGISTRY = "registry", "名录"
    RULEBOOK = "rulebook", "办法"
    WORKFLOW = "workflow", "流程"
    PAGES = "pages", "页面"
    PROGRAM = "program", "程序"
    """Everything outside the content folder."""
    REVIEWS = "reviews", "审核记录"
    """Written by the commands only."""


class Tier(NamedTuple):
    """审级: one step of review; tiers stand in the order in which they are passed."""

    source: Source
    name: str
    role: str
    """The 职务 of the people registry that fills it."""
    days: int | None = None
    """时限: working days in which it must decide; None for no limit."""


@dataclass(frozen=True, slots=True)
class Path:
    """去向: which tiers an item passes. Every stated condition must hold; of several paths that
    fit the first counts."""

    source: Source
    name: str
    tiers: tuple[str, ...]
    """Names of tiers; their order is that of the workflow."""
    levels: frozenset[Level] | None = None
    kinds: frozenset[str] | None = None
    tags: frozenset[str] | None = None
    """One of them is enough, e.g. 负面 or 紧急."""
    groups: frozenset[str] | None = None
    units: frozenset[str] | None = None
    """The item's first unit is one of these, or below one of them."""


class Deputy(NamedTuple):
    """授权代审: from the first day to the last, `deputy` decides in place of `person`."""

    source: Source
    person: str
    deputy: str
    start: date
    end: date
    document: str | None = None
    """The written authorisation."""
    tiers: tuple[str, ...] = ()
    """Only these; all that the person fills when empty."""


class FastLane(NamedTuple):
    """先发后审: after `after` the item may be published; the tiers above it follow in time."""

    source: Source
    after: str
    """The tier that must have passed it first."""
    days: int
    """Working days from publication in which the other tiers must have decided."""
    tags: frozenset[str]
    """Only items with one of these may use it, e.g. 紧急."""
    roles: frozenset[str]
    """Who may open it: the 职务 of whoever fills `after`."""


class Ownership(NamedTuple):
    """分工: who may change an area; at least one of them, not the author, must approve."""

    source: Source
    area: Area
    roles: frozenset[str]
    units: frozenset[str] | None = None
    """Only holders in these units; anywhere when None."""


@dataclass(frozen=True, slots=True)
class Workflow:
    """`registry/workflow.yml`."""

    source: Source
    since: date
    """施行: items sent before this day need no review record."""
    tiers: tuple[Tier, ...]
    """From the lowest to the highest."""
    paths: tuple[Path, ...]
    deputies: tuple[Deputy, ...] = ()
    fast_lane: FastLane | None = None
    owners: tuple[Ownership, ...] = ()
    calendar: Calendar = field(default_factory=Calendar)
    """The office's working days (`registry/calendar.yml`), by which the limits count."""

    def tiers_of(self, path: Path) -> tuple[Tier, ...]:
        """Return the tiers of a path, the lowest first."""
        return tuple(tier for tier in self.tiers if tier.name in path.tiers)
