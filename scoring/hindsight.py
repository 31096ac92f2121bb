"""Facts as they stood on a day: what came later is left out, and whatever refers to it.

So a build for an earlier day shows what an office could know then. Registries and rulebooks stay
whole: they carry their own dates.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Protocol, TypeVar

from scoring.alerts.facts import Action
from scoring.assignments.facts import Assignment
from scoring.bulletins import Bulletin
from scoring.model import Corpus, Endorsement, Item
from scoring.outline import Trait, later, leading, of_item, of_trail, revised
from scoring.review.record import Trail


class _Dated(Protocol):
    @property
    def date(self) -> date:
        """Return the day of the fact."""


Dated = TypeVar("Dated", bound=_Dated)
_FACTS = ("adoptions", "forwardings", "endorsements", "faults", "judgements")
"""The fields of an item that hold dated facts."""


def until(corpus: Corpus, day: date) -> Corpus:
    """Return the corpus with the facts up to a day; the last day is included."""
    asked = {key: each for key, each in corpus.assignments.items() if each.issued <= day}
    known = _items(corpus.items, day, asked)
    return replace(
        corpus,
        items=known,
        assignments={key: _assignment(each, day, known) for key, each in asked.items()},
        faults=tuple(replace(f, item=_known(f.item, known)) for f in _up_to(corpus.faults, day)),
        judgements=tuple(
            replace(j, item=_known(j.item, known)) for j in _up_to(corpus.judgements, day)
        ),
        honours=tuple(honour for honour in corpus.honours if honour.year <= day.year),
        trails=_trails(corpus.trails, day),
        notices=tuple(each for each in corpus.notices if each.issued is None or each.issued <= day),
        seals={key: seal for key, seal in corpus.seals.items() if seal.as_of <= day},
        corrections=_up_to(corpus.corrections, day),
        bulletins=_bulletins(corpus.bulletins, day, known),
        actions=_actions(corpus.actions, day),
    )


def _actions(actions: tuple[Action, ...], day: date) -> tuple[Action, ...]:
    """Return the actions up to a day; one that ended later had not ended then."""
    known = _up_to(actions, day)
    if all(each.ended is None or each.ended <= day for each in known):
        return known
    return tuple(
        each if each.ended is None or each.ended <= day else each._replace(ended=None)
        for each in known
    )


def _items(items: Mapping[str, Item], day: date, asked: Container[str]) -> Mapping[str, Item]:
    """Return the items that there were on a day, as they stood; the same where that is all."""
    changed: dict[str, Item | None] = {
        item.id: None if item.date > day else item for item in later(items, day, of_item)
    }
    known = revised(items, changed, of_item)
    suspect = {key for key, item in changed.items() if item is not None}
    for key, told in leading(known, Trait.SOURCES):
        if not all(source in known for source in told.sources):
            suspect.add(key)
    for key, told in leading(known, Trait.COMMISSION):
        if told.commission not in asked:
            suspect.add(key)
    changed.update((key, _item(items[key], day, known, asked)) for key in suspect)
    return revised(items, changed, of_item)


def _trails(trails: Mapping[str, Trail], day: date) -> Mapping[str, Trail]:
    """Return what had been decided by a day; items whose review began later have no trail."""
    changed: dict[str, Trail | None] = {}
    for trail in later(trails, day, of_trail):
        reviews = tuple(review for review in trail.reviews if review.time.date() <= day)
        if not reviews:
            changed[trail.item] = None
        elif len(reviews) < len(trail.reviews):
            changed[trail.item] = replace(trail, reviews=reviews)
    return revised(trails, changed, of_trail)


def _up_to(facts: tuple[Dated, ...], day: date) -> tuple[Dated, ...]:
    """Return the facts up to a day, the same tuple where that is all."""
    for fact in facts:
        if fact.date > day:
            return tuple(fact for fact in facts if fact.date <= day)
    return facts


def _known(reference: str | None, known: Container[str]) -> str | None:
    return reference if reference in known else None


def _item(item: Item, day: date, items: Container[str], asked: Container[str]) -> Item:
    """Return an item as it stood on a day, itself where it has not changed since."""
    changed: dict[str, Any] = {}
    for name in _FACTS:
        facts = getattr(item, name)
        if facts and (then := _up_to(facts, day)) is not facts:
            changed[name] = then
    if any(one.feedback or one.conversions for one in item.endorsements):
        known = changed.get("endorsements", item.endorsements)
        then = tuple(_endorsement(one, day) for one in known)
        if any(one is not other for one, other in zip(then, known, strict=True)):
            changed["endorsements"] = then
    if not all(source in items for source in item.sources):
        changed["sources"] = tuple(source for source in item.sources if source in items)
    if item.commission is not None and item.commission not in asked:
        changed["commission"] = None
    if item.case is not None:
        conversions = _up_to(item.case.conversions, day)
        if conversions is not item.case.conversions:
            changed["case"] = replace(item.case, conversions=conversions)
    return replace(item, **changed) if changed else item


def _bulletins(
    bulletins: Mapping[str, Bulletin], day: date, items: Container[str]
) -> dict[str, Bulletin]:
    """Return the issues up to a day with those of their items that were known."""
    return {
        key: replace(issue, items=tuple(one for one in issue.items if one.item in items))
        for key, issue in bulletins.items()
        if issue.date <= day
    }


def _endorsement(endorsement: Endorsement, day: date) -> Endorsement:
    """Return an endorsement with what had come of it by a day, itself where that is all."""
    feedback = _up_to(endorsement.feedback, day)
    conversions = _up_to(endorsement.conversions, day)
    if feedback is endorsement.feedback and conversions is endorsement.conversions:
        return endorsement
    return replace(endorsement, feedback=feedback, conversions=conversions)


def _assignment(assignment: Assignment, day: date, items: Container[str]) -> Assignment:
    answers = (a._replace(item=_known(a.item, items)) for a in _up_to(assignment.answers, day))
    return replace(
        assignment,
        units=assignment.asked(day),
        answers=tuple(answers),
        claims=_up_to(assignment.claims, day),
        progress=_up_to(assignment.progress, day),
        extensions=_up_to(assignment.extensions, day),
        cleared=_up_to(assignment.cleared, day),
    )
