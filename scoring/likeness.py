"""Whether facts that differ score the same: what no rule looks at may be edited freely."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import fields, replace
from operator import attrgetter
from typing import Final

from scoring.conditions import PerLength
from scoring.model import Corpus, Item
from scoring.rulebook import Rulebook, rules_of

_UNSCORED: Final = {"title", "tags", "outside_authors"}
_AS_STATED: Final = attrgetter(
    *(field.name for field in fields(Item) if field.name not in {*_UNSCORED, "length"})
)


def alike(one: Corpus, other: Corpus) -> bool:
    """Return whether both give equal ledgers, standings and honours on any day; in doubt not.

    Only items may differ: in title, tags, authors outside the registry, and in length as far as
    no rulebook tells the lengths apart.
    """
    if one.items.keys() != other.items.keys():
        return False
    if replace(one, items={}) != replace(other, items={}):
        return False
    scored = scored_of(one.rulebooks)
    return all(
        item is before or item == before or scored(item) == scored(before)
        for before, item in zip(one.items.values(), other.items.values(), strict=True)
    )


def scored_of(rulebooks: tuple[Rulebook, ...]) -> Callable[[Item], tuple[object, ...]]:
    """Return what tells of an item, field by field, all that is scored under these rulebooks."""
    measure = lengths_of(rulebooks)

    def scored(item: Item) -> tuple[object, ...]:
        return *_AS_STATED(item), measure(item.length)

    return scored


def lengths_of(rulebooks: tuple[Rulebook, ...]) -> Callable[[int], int]:
    """Return what gives equal numbers only for lengths that no rule tells apart."""
    starts: set[int] = set()
    for rule in (rule for book in rulebooks for rule in rules_of(book)):
        if isinstance(getattr(rule, "value", None), PerLength):
            return lambda length: length  # every ledger line tells it
        when = getattr(rule, "when", None)
        if when is not None and when.length is not None:
            low, high = when.length.low, when.length.high
            starts |= {low or 0, 0 if high is None else high + 1}
    stretches = sorted(starts)
    return lambda length: bisect_right(stretches, length)
