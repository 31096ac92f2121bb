"""What the later steps want to know of items, found out for each of them once.

Quotas, rates and limits look at whole periods only: how much was sent, adopted and given in the
smallest of them that any rulebook of a score speaks of. Longer ones are made of these.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from scoring.conditions import ALWAYS, Condition, Joint
from scoring.period_rules import Measured, Quota, Subject
from scoring.periods import PeriodKind
from scoring.rulebook import Rulebook, rules_of


class Asked(NamedTuple):
    """A question about what was sent or adopted: which of it, and for whom."""

    adopted: bool
    """Asks about adoptions, not about what was sent."""
    when: Condition
    joint: Joint
    by_person: bool


RATED = tuple(Asked(adopted, ALWAYS, Joint.EACH, by_person=False) for adopted in (False, True))
"""What 采用率 asks: all that was sent and all that was adopted, for every unit of an item."""


class Wanted(NamedTuple):
    """What the rulebooks of a score want to know."""

    grain: PeriodKind
    """周: of each day, as weeks cross months; 半月 or 月: of each of these."""
    asked: tuple[Asked, ...]
    people: bool
    """Whether also what people were given counts."""

    def begin(self, day: date) -> date:
        """Return the first day of the smallest stretch that holds a day."""
        match self.grain:
            case PeriodKind.WEEK:
                return day
            case PeriodKind.HALF_MONTH:
                return day.replace(day=1 if day.day < 16 else 16)
            case _:
                return day.replace(day=1)


def wanted(rulebooks: tuple[Rulebook, ...]) -> Wanted:
    """Return what some rulebooks want to know."""
    quotas = [quota for book in rulebooks for quota in flattened(book.quotas)]
    asked = dict.fromkeys(
        question(quota) for quota in quotas if quota.measured is not Measured.POINTS
    )
    if any(book.rates for book in rulebooks):
        asked |= dict.fromkeys(RATED)
    people = any(
        quota.measured is Measured.POINTS and quota.subject is Subject.PERSON for quota in quotas
    )
    kinds = {kind for book in rulebooks for kind in _kinds(book)}
    short = (kind for kind in (PeriodKind.WEEK, PeriodKind.HALF_MONTH) if kind in kinds)
    return Wanted(next(short, PeriodKind.MONTH), tuple(asked), people)


def question(quota: Quota) -> Asked:
    """Return what a quota of things sent or adopted asks."""
    by_person = quota.subject is Subject.PERSON
    return Asked(quota.measured is not Measured.SENT, quota.when, quota.joint, by_person)


def flattened(quotas: tuple[Quota, ...]) -> Iterator[Quota]:
    """Yield quotas and what is nested in them (其中), each of which stands on its own."""
    for quota in quotas:
        yield quota
        yield from flattened(quota.parts)


def _kinds(book: Rulebook) -> Iterator[PeriodKind | None]:
    """Yield the periods that a rulebook's rules speak of."""
    for rule in (*rules_of(book), *flattened(book.quotas)):
        yield getattr(rule, "period", None)
        yield getattr(rule, "clears", None)
