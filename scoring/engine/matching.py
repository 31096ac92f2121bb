"""Facets of a fact, and whether a rulebook's condition fits them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol, TypeVar

from scoring.conditions import Condition
from scoring.vocabulary import Level, Route


class Facets(NamedTuple):
    """All that a condition can look at, for one fact and one credited unit."""

    publication: str | None = None
    level: Level | None = None
    """Of the publication; of the leader for a 批示; the item's own where it was only sent."""
    kind: str | None = None
    form: str | None = None
    route: Route | None = None
    group: str | None = None
    commissioned: bool = False
    endorsed: bool = False
    adopted: bool = False
    signed: bool = False
    length: int = 0


class Conditional(Protocol):
    """A rule with a condition."""

    @property
    def when(self) -> Condition:
        """The rule's condition."""


AnyRule = TypeVar("AnyRule", bound=Conditional)

_SETS = (
    ("publications", "publication"),
    ("levels", "level"),
    ("kinds", "kind"),
    ("forms", "form"),
    ("routes", "route"),
    ("groups", "group"),
)
_FLAGS = ("commissioned", "endorsed", "adopted", "signed")


def fits(condition: Condition, facets: Facets, free: frozenset[str] = frozenset()) -> bool:
    """Return whether all that a condition states holds, not asking about its `free` fields."""
    for name, facet in _SETS:
        wanted = getattr(condition, name)
        if wanted is not None and name not in free and getattr(facets, facet) not in wanted:
            return False
    for name in _FLAGS:
        wanted = getattr(condition, name)
        if wanted is not None and name not in free and getattr(facets, name) is not wanted:
            return False
    length = condition.length
    if length is None or "length" in free:
        return True
    return (length.low is None or facets.length >= length.low) and (
        length.high is None or facets.length <= length.high
    )


def stated(condition: Condition) -> frozenset[str]:
    """Return the names of the fields that a condition states."""
    names = (*(name for name, _ in _SETS), *_FLAGS, "length")
    return frozenset(name for name in names if getattr(condition, name) is not None)


def looked_at(conditions: Iterable[Condition]) -> frozenset[str]:
    """Return the names of the facets that some of the conditions look at."""
    facets = dict(_SETS)
    names = (name for condition in conditions for name in stated(condition))
    return frozenset(facets.get(name, name) for name in names)


def first_fitting(rules: Iterable[AnyRule], facets: Facets) -> AnyRule | None:
    """Return the first rule in document order whose condition fits."""
    return next((rule for rule in rules if fits(rule.when, facets)), None)
