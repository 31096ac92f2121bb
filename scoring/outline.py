"""What is known of facts by id without looking at each: its days, what it has, what it leads to.

Facts of which there are many come from a mapping that holds them as bytes and makes a value when
somebody asks for it. Who needs only some of them asks here which; of a plain mapping all are
looked at.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import IntFlag
from operator import attrgetter
from typing import NamedTuple, TypeVar

from scoring.model import Item
from scoring.review.record import Trail

V = TypeVar("V")


class Trait(IntFlag):
    """What few items have."""

    SOURCES = 1
    COMMISSION = 2
    ENDORSEMENTS = 4
    FAULTS = 8
    JUDGEMENTS = 16
    CASE = 32


class Outline(NamedTuple):
    """What is known of a fact without looking at it."""

    day: date
    """Its own."""
    last: date
    """The latest of the days that it tells of."""
    traits: int = 0
    """Those of `Trait`."""
    sources: tuple[str, ...] = ()
    commission: str | None = None


class Outlined(Mapping[str, V]):
    """Facts by id, sorted, of which the outline is known before they are."""

    @abstractmethod
    def outline(self, key: str) -> Outline:
        """Return the outline of a fact."""

    @abstractmethod
    def first(self) -> date | None:
        """Return the earliest of the facts' own days, None where there are no facts."""

    @abstractmethod
    def later(self, day: date) -> Iterator[str]:
        """Yield the ids of facts that tell of something after a day, sorted."""

    @abstractmethod
    def having(self, trait: Trait) -> Iterator[str]:
        """Yield the ids of facts with any of some traits, sorted."""


class Revised(Outlined[V]):
    """Facts of which some are others, or are not, and the rest is as it was."""

    def __init__(
        self, base: Outlined[V], changed: Mapping[str, V | None], of: Callable[[V], Outline]
    ) -> None:
        """Take what is another, None where it is gone, and how outlines are made."""
        self.base = base
        self.changed = changed
        self._of = of

    def __getitem__(self, key: str) -> V:
        """Return a fact."""
        if key not in self.changed:
            return self.base[key]
        value = self.changed[key]
        if value is None:
            raise KeyError(key)
        return value

    def __iter__(self) -> Iterator[str]:
        """Yield the ids, sorted."""
        return (key for key in self.base if key in self)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.base) - sum(value is None for value in self.changed.values())

    def __contains__(self, key: object) -> bool:
        """Return whether there is a fact of an id."""
        return key in self.base and (key not in self.changed or self.changed[str(key)] is not None)

    def outline(self, key: str) -> Outline:
        """Return the outline of a fact."""
        return self._of(self[key]) if key in self.changed else self.base.outline(key)

    def first(self) -> date | None:
        """Return the earliest of the facts' own days, None where there are no facts."""
        first = self.base.first()
        if first is None or any(self.base.outline(key).day == first for key in self.changed):
            return min((self.outline(key).day for key in self), default=None)
        days = (self._of(one).day for one in self.changed.values() if one is not None)
        return min(first, min(days, default=first))

    def later(self, day: date) -> Iterator[str]:
        """Yield the ids of facts that tell of something after a day, sorted."""
        return self._with(self.base.later(day), lambda one: one.last > day)

    def having(self, trait: Trait) -> Iterator[str]:
        """Yield the ids of facts with any of some traits, sorted."""
        return self._with(self.base.having(trait), lambda one: one.traits & trait != 0)

    def _with(self, base: Iterator[str], fits: Callable[[Outline], bool]) -> Iterator[str]:
        found = [key for key in base if key not in self.changed]
        found += [
            key for key, one in self.changed.items() if one is not None and fits(self._of(one))
        ]
        return iter(sorted(found))


def differing(whole: Mapping[str, V], then: Mapping[str, V]) -> Mapping[str, V | None]:
    """Return the facts that are others then, None for those that are gone; none is added."""
    if then is whole:
        return {}
    if isinstance(then, Revised) and then.base is whole:
        return then.changed
    return {key: then.get(key) for key, one in whole.items() if then.get(key) is not one}


_STATED: Mapping[Trait, Callable[[Item], object]] = {
    Trait.SOURCES: attrgetter("sources"),
    Trait.COMMISSION: lambda item: item.commission is not None,
    Trait.ENDORSEMENTS: attrgetter("endorsements"),
    Trait.FAULTS: attrgetter("faults"),
    Trait.JUDGEMENTS: attrgetter("judgements"),
    Trait.CASE: attrgetter("case"),
}
"""Whether an item states something."""
_DATE: Callable[[Item], date] = attrgetter("date")


def of_item(item: Item) -> Outline:
    """Return an item's outline."""
    traits = sum(trait for trait, state in _STATED.items() if state(item))
    return Outline(item.date, max(_days(item)), traits, item.sources, item.commission)


def _days(item: Item) -> Iterator[date]:
    yield item.date
    for facts in (item.adoptions, item.forwardings, item.endorsements, item.faults):
        yield from (fact.date for fact in facts)
    yield from (fact.date for fact in item.judgements)
    for endorsement in item.endorsements:
        yield from (feedback.date for feedback in endorsement.feedback)
        yield from (conversion.date for conversion in endorsement.conversions)
    if item.case is not None:
        yield from (conversion.date for conversion in item.case.conversions)


def of_trail(trail: Trail) -> Outline:
    """Return a trail's outline; one without reviews has not yet begun on any day."""
    days = [review.time.date() for review in trail.reviews]
    days += [review.paper.signed for review in trail.reviews if review.paper is not None]
    return Outline(min(days, default=date.max), max(days, default=date.max))


def outline(items: Mapping[str, Item], key: str) -> Outline:
    """Return the outline of an item."""
    return items.outline(key) if isinstance(items, Outlined) else of_item(items[key])


def first_day(items: Mapping[str, Item]) -> date | None:
    """Return the day of the earliest item, None where there are none."""
    if isinstance(items, Outlined):
        return items.first()
    return min(map(_DATE, items.values()), default=None)


def leading(items: Mapping[str, Item], trait: Trait) -> Iterator[tuple[str, Outline]]:
    """Yield the ids and outlines of the items with a trait in the order of the mapping."""
    if isinstance(items, Outlined):
        return ((key, items.outline(key)) for key in items.having(trait))
    return ((item.id, of_item(item)) for item in having(items, trait))


def having(items: Mapping[str, Item], trait: Trait) -> Iterator[Item]:
    """Yield the items with any of some traits in the order of the mapping."""
    if isinstance(items, Outlined):
        return (items[key] for key in items.having(trait))
    asked = [state for one, state in _STATED.items() if one & trait]
    if len(asked) == 1:
        return filter(asked[0], items.values())
    return (item for item in items.values() if any(state(item) for state in asked))


def later(facts: Mapping[str, V], day: date, of: Callable[[V], Outline]) -> Iterator[V]:
    """Yield the facts that tell of something after a day in the order of the mapping."""
    if isinstance(facts, Outlined):
        return (facts[key] for key in facts.later(day))
    return (fact for fact in facts.values() if of(fact).last > day)


def revised(
    facts: Mapping[str, V], changed: Mapping[str, V | None], of: Callable[[V], Outline]
) -> Mapping[str, V]:
    """Return facts of which some are others, None for one that is gone; the same if none is."""
    if all(facts.get(key) is value for key, value in changed.items()):
        return facts
    if isinstance(facts, Outlined):
        return Revised(facts, {k: v for k, v in changed.items() if v is not facts[k]}, of)
    every = ((key, changed.get(key, fact)) for key, fact in facts.items())
    return {key: fact for key, fact in every if fact is not None}
