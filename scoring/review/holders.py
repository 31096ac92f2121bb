"""Who may fill a tier of an item on a day.

The role is sought in the item's first unit, then upwards: the nearest unit that has anybody in
that role on that day decides (a county's own 办公室主任 before the city's). A person reviews for
his own unit unless the registry names another (`reviews_for`): the director of the provincial
office reviews for the province. Nobody reviews what he wrote, nor does his deputy: where the only
one in the role is an author, the next unit above decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from scoring.model import Corpus, Item, Person
from scoring.review.paths import upwards
from scoring.review.workflow import Tier, Workflow


class Holder(NamedTuple):
    """Somebody who may fill a tier, by his own role or for another."""

    person: str
    instead_of: str | None = None


def holders(
    workflow: Workflow, corpus: Corpus, item: Item, tier: Tier, on: date
) -> tuple[Holder, ...]:
    """Return who may fill a tier of an item on a day, registry order, deputies after those for
    whom they stand in; its authors and their deputies are left out."""
    found: dict[Holder, None] = {}
    for person in _in_role(corpus, item, tier, on):
        found[Holder(person.id)] = None
        for deputy in _deputies(workflow, corpus, person.id, tier, on):
            found[Holder(deputy, person.id)] = None
    return tuple(holder for holder in found if holder.person not in item.authors)


def in_service(person: Person, on: date) -> bool:
    """Return whether a person is in office on a day."""
    return (person.valid_from is None or person.valid_from <= on) and (
        person.valid_to is None or on <= person.valid_to
    )


def _in_role(corpus: Corpus, item: Item, tier: Tier, on: date) -> tuple[Person, ...]:
    """Return those in a tier's role in the nearest unit that has any."""
    fitting = [
        person
        for person in corpus.people.values()
        if tier.role in person.roles and in_service(person, on) and person.id not in item.authors
    ]
    for unit in upwards(corpus, item.units[0].unit):
        here = tuple(one for one in fitting if (one.reviews_for or one.unit) == unit)
        if here:
            return here
    return ()


def _deputies(
    workflow: Workflow, corpus: Corpus, person: str, tier: Tier, on: date
) -> Iterator[str]:
    for each in workflow.deputies:
        known = corpus.people.get(each.deputy)
        if (
            each.person == person
            and each.start <= on <= each.end
            and (not each.tiers or tier.name in each.tiers)
            and known is not None
            and in_service(known, on)
        ):
            yield each.deputy
