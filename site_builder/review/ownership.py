"""Who may change what, by the rules of the base: areas, fields, units."""

from __future__ import annotations

from datetime import date

from scoring.model import Corpus, Item
from scoring.review.holders import in_service
from scoring.review.paths import upwards
from scoring.review.workflow import Area


def owners(corpus: Corpus, area: Area, on: date) -> tuple[str, ...]:
    """Return the people who may change an area on a day, registry order."""
    workflow = corpus.workflow
    rules = [] if workflow is None else [one for one in workflow.owners if one.area is area]
    return tuple(
        person.id
        for person in corpus.people.values()
        if in_service(person, on)
        and any(
            not rule.roles.isdisjoint(person.roles)
            and (rule.units is None or person.unit in rule.units)
            for rule in rules
        )
    )


def roles_of(corpus: Corpus, area: Area) -> str:
    """Return in words who may change an area, empty where nobody was named."""
    workflow = corpus.workflow
    rules = [] if workflow is None else [one for one in workflow.owners if one.area is area]
    return "，或".join(
        ("、".join(sorted(rule.units)) + "的" if rule.units else "") + "、".join(sorted(rule.roles))
        for rule in rules
    )


def seconds(corpus: Corpus, area: Area, authors: frozenset[str], on: date) -> tuple[str, ...]:
    """Return who may approve a change of an area that others wrote: its owners.

    Where the authors are the only owners, whoever fills any tier of review is the second pair of
    eyes; else nobody could ever approve.
    """
    found = tuple(each for each in owners(corpus, area, on) if each not in authors)
    if found or corpus.workflow is None:
        return found
    roles = {tier.role for tier in corpus.workflow.tiers}
    return tuple(
        person.id
        for person in corpus.people.values()
        if in_service(person, on)
        and person.id not in authors
        and not roles.isdisjoint(person.roles)
    )


def within_reach(corpus: Corpus, person: str, unit: str) -> bool:
    """Return whether a unit is a person's own or below it, also by what became of it."""
    own = corpus.people[person].unit
    waiting, seen = [unit], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if own in upwards(corpus, name):
            return True
        known = corpus.units.get(name)
        if known is not None and known.lineage is not None:
            waiting.append(known.lineage.into)
    return False


def may_send(corpus: Corpus, person: str, item: Item, on: date) -> bool:
    """Return whether somebody may hand in or withdraw an item: an author, a writer of its unit or
    of one above it, or who registers (信息科)."""
    if person in item.authors or person in owners(corpus, Area.REGISTER, on):
        return True
    writes = person in owners(corpus, Area.ITEM, on)
    return writes and within_reach(corpus, person, item.units[0].unit)


def called(corpus: Corpus, person: str | None, found: str = "") -> str:
    """Return a person's name with his unit, or by what a stranger is known."""
    known = None if person is None else corpus.people.get(person)
    return (person or found) if known is None else f"{known.name}（{known.unit}）"


def listed(corpus: Corpus, people: tuple[str, ...]) -> str:
    """Return some people's names for a sentence, at most three."""
    names = [corpus.people[each].name if each in corpus.people else each for each in people]
    more = f"等{len(names)}人" if len(names) > 3 else ""
    return "、".join(names[:3]) + more
