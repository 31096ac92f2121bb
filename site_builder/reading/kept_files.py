"""Files of which there are many: read where they are new, by several processes, else kept.

These are items and review records. The store holds what was read for each month, which all
branches share, and for each folder the identities of its files.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, NamedTuple, TypeVar

from msgspec.structs import replace

from scoring.model import Item
from scoring.review.record import Trail
from site_builder.cache import Store
from site_builder.parsing.references import Reference
from site_builder.reading import records
from site_builder.reading.folder import Entry, entries_of, entry_of
from site_builder.reading.identities import Identities
from site_builder.reading.listing import Listing
from site_builder.reading.months import (
    EMPTY,
    Bodies,
    Body,
    Head,
    Making,
    Month,
    asked_of,
    body_of,
    head_of,
    kept_body,
    settled_of,
)
from site_builder.reading.one_file import FileRead, Frame, check_filed
from site_builder.reading.records import FRESH, Fresh, encoded
from site_builder.reading.surroundings import Kind, Surroundings, read_entries
from site_builder.schema.item import read_item
from site_builder.schema.reviews import read_trail
from site_builder.workers import coming

V = TypeVar("V")
Progress = Callable[[int], None]
"""Told how many files more are done."""
_SHARE: Final = 256
"""Files that a worker reads at a time; fewer are not worth a second process."""
_NAMES: Final = ("bodies/", "special/")
"""Where the store holds facts, by whether they are the few that many ask for."""


class Read(NamedTuple, Generic[V]):
    """All files of a kind, and their references to nothing."""

    months: tuple[Month[V], ...]
    """In the order of their folders."""
    references: tuple[Reference, ...]


@dataclass
class _Plan(Generic[V]):
    """What is known of a folder's files, and what has to be done."""

    listing: Listing
    head: Head
    bodies: Bodies[V] | None
    """Where some of the facts go over into another month."""
    kept: Sequence[int]
    """Places of the files of which what was read still holds."""
    anew: list[Entry]
    """Files to be read."""
    fresh: dict[int, Fresh] = field(default_factory=dict)
    """What was read of them, by the place of the first file among them."""

    @property
    def same(self) -> bool:
        """Return whether all is as it was."""
        return not self.anew and len(self.kept) == len(self.head.names)

    @property
    def read(self) -> bool:
        """Return whether all files are read that have to be."""
        return len(self.anew) == sum(len(fresh.records) for fresh in self.fresh.values())

    def in_order(self) -> list[Fresh]:
        """Return what was read in the order of the files."""
        return [fresh for _, fresh in sorted(self.fresh.items())]


class Shelves:
    """The files of one content folder through the store."""

    def __init__(
        self,
        surroundings: Surroundings,
        store: Store,
        identities: Identities,
        workers: int,
        progress: Progress,
    ) -> None:
        """Take what the files may ask, what is known of them, and how many processes may read."""
        self._surroundings = surroundings
        self._store = store
        self._workers = workers
        self._progress = progress
        self._identities = identities

    def read(self, listings: Iterable[Listing], kind: Kind[V]) -> Read[V]:
        """Return the facts of all files of a kind; `listings` are sorted by folder."""
        plans: list[_Plan[V]] = [self._plan(listing) for listing in listings]
        self._progress(sum(len(plan.kept) for plan in plans))
        if any(plan.anew for plan in plans):
            self._identities.see(())
        months = {plan.listing.folder: self._month(plan, kind) for plan in self._read(plans, kind)}
        read = [fresh for plan in plans for fresh in plan.in_order()]
        return Read(
            tuple([months[plan.listing.folder] for plan in plans]),
            tuple([each for fresh in read for each in fresh.references]),
        )

    def keep(self) -> None:
        """Keep what the files were known by, once all kinds are read."""
        self._identities.keep()

    def _plan(self, listing: Listing) -> _Plan[V]:
        """Return what the store knows of a folder's files, and which have to be read."""
        key = self._surroundings.key
        head = self._store.value(f"facts/{listing.folder}", key, head_of) or EMPTY
        changed = self._changed(head)
        known = listing.known
        if (
            known is not None
            and not changed
            and (head.names, head.digests) == (known.names, known.digests)
            and head.whole
        ):
            self._identities.unchanged(listing)
            return _Plan(listing, head, None, range(len(head.names)), [])
        places = {name: place for place, name in enumerate(head.names)}
        asked = asked_of(head) if changed else ()
        kept: list[int] = []
        anew: list[Entry] = []
        digests = self._identities.digests(listing, places)
        for name in listing.names:
            place = places.get(name)
            if (
                place is not None
                and digests[name] == head.digest(place)
                and not (changed and changed.intersection(asked[place]))
            ):
                kept.append(place)
            else:
                anew.append(entry_of(listing, name))
        plan: _Plan[V] = _Plan(listing, head, None, kept, anew)
        if kept and not plan.same:
            most: Body[V] | None = self._kept(listing, head, few=False)
            few: Body[V] | None = self._kept(listing, head, few=True)
            if most is None or few is None:
                plan.kept, plan.anew = (), entries_of(listing)
            else:
                plan.bodies = Bodies(most, few)
        return plan

    def _kept(self, listing: Listing, head: Head, few: bool) -> Body[V] | None:
        """Return the few facts that many ask for, or the others, where the store has them."""
        return self._store.value(_NAMES[few] + listing.folder, head.mark, body_of)

    def _keep(self, listing: Listing, head: Head, bodies: Bodies[V]) -> None:
        for name, body in zip(_NAMES, bodies, strict=True):
            self._store.keep(name + listing.folder, head.mark, body, kept_body)

    def _changed(self, head: Head) -> set[int]:
        """Return the places of the questions whose answer is another now."""
        around = self._surroundings
        changed = {n for n, question in enumerate(head.open) if not around.holds(question)}
        if head.around != around.around:
            settled = enumerate(settled_of(head), len(head.open))
            changed.update(n for n, question in settled if not around.holds(question))
        return changed

    def _month(self, plan: _Plan[V], kind: Kind[V]) -> Month[V]:
        """Return a month as it is now, kept where it is another."""
        listing, around, key = plan.listing, self._surroundings.around, self._surroundings.key
        if not plan.same:
            head, bodies = self._made(plan)
            self._store.keep(f"facts/{listing.folder}", key, head, encoded)
            self._keep(listing, head, bodies)
            return Month(listing, head, lambda few: bodies[few], kind.form.value)
        head = plan.head
        if head.around != around:
            head = replace(head, around=around)
            self._store.keep(f"facts/{listing.folder}", key, head, encoded)
        return Month(
            listing, head, lambda few: self._body(listing, head, kind, few), kind.form.value
        )

    def _made(self, plan: _Plan[V]) -> tuple[Head, Bodies[V]]:
        """Return a month put together of what was kept and what was read."""
        making: Making[V] = Making()
        if plan.bodies is not None:
            making.keep(plan.head, plan.bodies, plan.kept)
        for fresh in plan.in_order():
            making.add(fresh)
        return making.made(plan.listing.folder, self._surroundings.around)

    def _body(self, listing: Listing, head: Head, kind: Kind[V], few: bool) -> Body[V]:
        """Return the facts of a month that is as it was.

        Where the store has lost them the files are read again: only if they still are what the
        head says of them, since facts of two moments would make pages that never were.
        """
        body: Body[V] | None = self._kept(listing, head, few)
        if body is not None:
            return body
        plan: _Plan[V] = _Plan(listing, EMPTY, None, (), entries_of(listing))
        plan.fresh[0] = read_entries(plan.anew, kind, self._surroundings)
        made, bodies = self._made(plan)
        if made.mark != head.mark:
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), listing.place)
        self._keep(listing, head, bodies)
        return bodies[few]

    def _read(self, plans: Sequence[_Plan[V]], kind: Kind[V]) -> Iterator[_Plan[V]]:
        """Yield each month as soon as all of its files are read that have to be.

        So a month is made while others are read, by several processes where it pays.
        """
        yield from (plan for plan in plans if not plan.anew)
        shares = [(plan, begin) for plan in plans for begin in range(0, len(plan.anew), _SHARE)]
        parts = [plan.anew[begin : begin + _SHARE] for plan, begin in shares]

        def work(part: Sequence[Entry]) -> bytes:
            return encoded(read_entries(part, kind, self._surroundings))

        several = sum(map(len, parts)) > _SHARE
        for place, data in coming(work, parts, self._workers if several else 1):
            plan, begin = shares[place]
            fresh = plan.fresh[begin] = FRESH(data)
            self._identities.see((each.path, each.identity, each.digest) for each in fresh.records)
            self._progress(len(fresh.records))
            if plan.read:
                yield plan


def _anywhere(read: FileRead[Trail], entry: Entry, frame: Frame) -> None:
    """Report nothing: where a review record lies, its file's name has told (`check_names`)."""


ITEMS: Final[Kind[Item]] = Kind(read_item, check_filed, records.ITEMS)
TRAILS: Final[Kind[Trail]] = Kind(read_trail, _anywhere, records.TRAILS)
