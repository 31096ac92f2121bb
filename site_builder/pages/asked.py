"""Which assignments each item answers, and who leads whom in one: what several pages ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from scoring.assignments.facts import Assignment
from scoring.model import Corpus, Person


def answered_by(corpus: Corpus, commissions: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of the assignments that each item answers, by the item's id.

    `commissions` are the assignments that items name themselves.
    """
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for each in corpus.assignments.values():
        for answer in each.answers:
            if answer.item is not None:
                found[answer.item][each.id] = None
    for item, commission in commissions.items():
        if commission in corpus.assignments:
            found[item][commission] = None
    return {item: tuple(names) for item, names in found.items()}


class Chain(NamedTuple):
    """绩效责任链 of an assignment: who leads, who issued it; units follow, then people (S24)."""

    leaders: tuple[str, ...]
    """Ids of people, the highest first."""
    issuer: str
    """A person's id or a unit's name."""


def chain(corpus: Corpus, assignment: Assignment) -> Chain:
    """Return who leads the issuer of an assignment.

    They hold, for the issuer's unit or the nearest above it, the roles of the tiers of review that
    are higher than any of the issuer's own.
    """
    issuer = corpus.people.get(assignment.issuer)
    roles = [] if corpus.workflow is None else [tier.role for tier in corpus.workflow.tiers]
    own = [place for place, role in enumerate(roles) if issuer and role in issuer.roles]
    above = roles[max(own, default=0) + 1 :]
    home = _home(issuer) if issuer else assignment.issuer
    found: dict[str, None] = {}
    for role in reversed(above):
        unit: str | None = home
        while unit is not None:
            here = [
                one
                for one in corpus.people.values()
                if role in one.roles and _home(one) == unit and _in_office(one, assignment)
            ]
            if here:
                found.update(dict.fromkeys(one.id for one in here))
                break
            known = corpus.units.get(unit)
            unit = known.parent if known else None
    found.pop(assignment.issuer, None)
    return Chain(tuple(found), assignment.issuer)


def _home(person: Person) -> str:
    return person.reviews_for or person.unit


def _in_office(person: Person, assignment: Assignment) -> bool:
    begun = person.valid_from is None or person.valid_from <= assignment.issued
    return begun and (person.valid_to is None or assignment.issued <= person.valid_to)


def responsible(corpus: Corpus, assignment: Assignment, unit: str | None) -> tuple[str, ...]:
    """Return the ids of the people of a unit who answer for an assignment."""
    return tuple(
        name
        for name in assignment.people
        if (known := corpus.people.get(name)) is not None and known.unit == unit
    )
