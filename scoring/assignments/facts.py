"""Assignments as people write them (`assignments/年/名称.md`), nothing computed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from scoring.findings import Source
from scoring.vocabulary import AssignmentKind


class Answer(NamedTuple):
    """答复: what a unit handed in for an assignment, and when."""

    source: Source
    unit: str
    date: date
    item: str | None = None
    note: str | None = None
    """What was done, where the answer is no item."""


class Claim(NamedTuple):
    """揭榜: a unit took up an open assignment."""

    source: Source
    unit: str
    date: date


class Step(NamedTuple):
    """进度: what was reported before the work was done."""

    source: Source
    unit: str
    date: date
    note: str
    percent: int | None = None


class Extension(NamedTuple):
    """延期: the issuer let a unit have more time, and why."""

    source: Source
    until: date
    date: date
    """When it was granted."""
    reason: str
    unit: str | None = None
    """None for all units."""


class Clearance(NamedTuple):
    """销号: the issuer found the matter of a unit settled."""

    source: Source
    unit: str
    date: date
    person: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """约稿、任务 …: something asked of units by a date.

    What was not written is filled in when it is read (`asking`): groups and claims become units,
    the day that is due follows from the kind.
    """

    id: str
    source: Source
    kind: AssignmentKind
    title: str
    issuer: str
    units: tuple[str, ...]
    issued: date
    due: date
    """The last day on which an answer is in time."""
    category: str | None = None
    """A name by which a rulebook's 任务 rule may know it, e.g. 周报 (RB32)."""
    answers: tuple[Answer, ...] = ()
    requirements: str | None = None
    """要求."""
    measures: str | None = None
    """措施."""
    people: tuple[str, ...] = ()
    """人员: who answers for it, by id."""
    groups: tuple[str, ...] = ()
    """类别 whose units are all asked."""
    public: bool = False
    """公开: units claim it themselves (揭榜)."""
    claims: tuple[Claim, ...] = ()
    progress: tuple[Step, ...] = ()
    extensions: tuple[Extension, ...] = ()
    cleared: tuple[Clearance, ...] = ()
    problem: str | None = None
    """问题: a word for what is to be put right, by which its return is known (S38)."""

    def due_for(self, unit: str) -> date:
        """Return the last day for a unit, its extensions counted."""
        later = [one.until for one in self.extensions if one.unit in (None, unit)]
        return max((self.due, *later))

    def asked(self, on: date) -> tuple[str, ...]:
        """Return the units asked by a day: of an open one, those who had claimed it by then."""
        if not self.public:
            return self.units
        early = {claim.unit for claim in self.claims if claim.date <= on}
        later = {claim.unit for claim in self.claims} - early
        return tuple(unit for unit in self.units if unit not in later)
