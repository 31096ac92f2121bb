"""The facts of all months by id: each made when it is asked for."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, Sequence, ValuesView
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from scoring.outline import Outline, Outlined, Trait
from scoring.sheaf import Sheaf, parted
from site_builder.reading.folder import Entry, entry_of
from site_builder.reading.months import Month

V = TypeVar("V")


class Facts(Outlined[V]):
    """Facts of one kind by id, sorted; of several files with one id the first counts."""

    def __init__(self, months: Sequence[Month[V]]) -> None:
        """Take the months in the order of their folders."""
        self._months = months
        self._of: dict[str, Month[V]] = {}
        for month in reversed(months):
            self._of.update(dict.fromkeys(month.ids, month))
        self._values: dict[str, V] = {}

    def __getitem__(self, key: str) -> V:
        """Return a fact."""
        value = self._values.get(key)
        if value is None:
            value = self._values[key] = self._of[key].value(key)
        return value

    def __iter__(self) -> Iterator[str]:
        """Yield the ids, sorted; no fact is made."""
        return iter(self._ids)

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        return tuple(sorted(self._of))

    @cached_property
    def _all(self) -> Mapping[str, V]:
        return {key: self[key] for key in self._ids}

    def values(self) -> ValuesView[V]:
        """Return all facts in the order of their ids: each is made."""
        return self._all.values()

    def items(self) -> ItemsView[str, V]:
        """Return all facts with their ids, sorted: each is made."""
        return self._all.items()

    def __len__(self) -> int:
        """Return how many there are; no fact is made."""
        return len(self._of)

    def __contains__(self, key: object) -> bool:
        """Return whether there is a fact of an id; none is made."""
        return key in self._of

    def outline(self, key: str) -> Outline:
        """Return the outline of a fact, which is not made."""
        return self._of[key].outline(key)

    def first(self) -> date | None:
        """Return the earliest of the facts' own days, None where there are no facts."""
        days = [month.first for month in self._months if month.ids]
        return date.fromordinal(min(days)) if days else None

    def later(self, day: date) -> Iterator[str]:
        """Yield the ids of facts that tell of something after a day, sorted."""
        number = day.toordinal()
        found = [
            key
            for month in self._months
            if month.last > number
            for key, place in month.places.items()
            if month.head.lasts[place] > number and self._of[key] is month
        ]
        return iter(sorted(found))

    def having(self, trait: Trait) -> Iterator[str]:
        """Yield the ids of facts with any of some traits, sorted."""
        found = [self._having[each] for each in trait]
        return iter(found[0] if len(found) == 1 else sorted(set().union(*found)))

    @cached_property
    def _having(self) -> Mapping[Trait, list[str]]:
        every: list[tuple[str, int]] = []
        for month in self._months:
            names = month.head.names
            for each in month.head.special:
                key = names[each.place].rpartition(".")[0]
                if self._of[key] is month:
                    every.append((key, each.traits))
        every.sort()
        bits = {trait: trait.value for trait in Trait}
        return {trait: [k for k, traits in every if traits & bit] for trait, bit in bits.items()}

    @cached_property
    def linking(self) -> frozenset[str]:
        """Return the ids of facts whose files' bodies may hold links."""
        found = set()
        for month in self._months:
            names = month.head.names
            stems = (names[place].rpartition(".")[0] for place in month.head.linking)
            found |= {key for key in stems if self._of.get(key) is month}
        return frozenset(found)

    @cached_property
    def sheaves(self) -> tuple[Sheaf, ...]:
        """Return the ids by folder, sorted by name, each with the marks of its month."""
        found = []
        for month in self._months:
            own = tuple([key for key in month.ids if self._of[key] is month])
            twins = () if len(own) == len(month.ids) else {*month.ids}.difference(own)
            if own:
                marks = month.head.mark, month.head.fact_mark
                mark, facts = (parted(m, *sorted(twins)) for m in marks) if twins else marks
                found.append(Sheaf(month.listing.folder, tuple(sorted(own)), mark, facts))
        return tuple(sorted(found))

    def entry(self, key: str) -> Entry:
        """Return the file of a fact."""
        month = self._of[key]
        return entry_of(month.listing, month.name(key))

    def digest(self, key: str) -> str:
        """Return the digest of a fact's file."""
        return self._of[key].digest(key)


class Digests(Mapping[str, str]):
    """The digests of facts' files by the facts' ids."""

    def __init__(self, facts: Facts[Any]) -> None:
        """Take the facts."""
        self._facts = facts

    def __getitem__(self, key: str) -> str:
        """Return a file's digest."""
        return self._facts.digest(key)

    def __iter__(self) -> Iterator[str]:
        """Yield the ids, sorted."""
        return iter(self._facts)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._facts)
