"""近似稿件: which items of the whole archive have much of a text in them already (一稿多投).

Prints of the archive's items are kept in the store, a piece for each month, by the id of each
item's blob: of an archive of any size only what is new is read. Whatever shares enough prints is
then read and held against the text itself, so that a print which two texts share by chance misleads
nobody.
"""

from __future__ import annotations

import sys
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

import msgspec

from scoring.model import Item
from site_builder.cache import Store
from site_builder.parsing.front_matter import DEFAULT_LIMIT, body_of, stem
from site_builder.review.fingerprints import VERSION, Passage, passage, prints
from site_builder.review.sides import Side
from site_builder.schema import KINDS, kind_of

_KEY: Final = f"{VERSION}:{sys.byteorder}"
PART: Final = 15
"""Percent of a text's prints that another must share to be looked at."""
ENOUGH: Final = 8
"""… or so many: a passage of about a hundred characters."""
LOOKED_AT: Final = 12
"""Items that are read and compared, those that share most prints."""
LIKE: Final = 20
"""Percent of a text from which an item is called near to it."""
LONG: Final = 100
"""… or characters of one passage."""


class Near(NamedTuple):
    """An item that has much of a text."""

    item: Item
    passage: Passage


class Archive:
    """The items of a revision, to be held against a text."""

    def __init__(self, side: Side, store: Store) -> None:
        """Take the revision; its prints are looked for in the store and kept there."""
        self._side = side
        self._store = store
        self._months: defaultdict[str, dict[str, str]] = defaultdict(dict)
        begin = side.place("items/")
        for path, blob in side.paths.items():
            kind = kind_of(side.inside(path)) if path.startswith(begin) else None
            if kind is KINDS["item"]:
                year, month = side.inside(path).split("/")[1:3]
                self._months[f"{year}-{month}"][path] = blob
        self._known: dict[str, Mapping[str, bytes]] = {}

    def near(self, text: str, but: Collection[str] = ()) -> tuple[Near, ...]:
        """Return the items that have much of a text, but for those whose ids are named and those
        that were themselves worked up from one of these; the nearest first."""
        wanted = frozenset(prints(text))
        least = max(2, min(ENOUGH, len(wanted) * PART // 100))
        counts = {
            path: count
            for path, count in self._shared(wanted)
            if count >= least and stem(path) not in but
        }
        found = []
        for path in sorted(counts, key=lambda each: (-counts[each], each))[:LOOKED_AT]:
            read = self._side.read(path)
            if read is None or not isinstance(read.value, Item) or read.document is None:
                continue
            if any(source in but for source in read.value.sources):
                continue
            same = passage(text, read.document.body)
            if same.percent >= LIKE or len(same.text) >= LONG:
                found.append(Near(read.value, same))
        return tuple(sorted(found, key=lambda each: (-each.passage.shared, each.item.id)))

    def _shared(self, wanted: frozenset[int]) -> Iterator[tuple[str, int]]:
        """Yield items with the number of wanted prints that they have, where there are any."""
        for month, paths in sorted(self._months.items()):
            known = self._of(month, paths)
            if wanted.isdisjoint(_numbers(b"".join(known[blob] for blob in paths.values()))):
                continue
            for path, blob in paths.items():
                count = len(wanted.intersection(_numbers(known[blob])))
                if count:
                    yield path, count

    def _of(self, month: str, paths: Mapping[str, str]) -> Mapping[str, bytes]:
        """Return the prints of a month's items by blob."""
        if month in self._known:
            return self._known[month]
        name, blobs = f"prints/{month}", dict.fromkeys(paths.values())
        kept = self._store.get(name, _KEY)
        known = {} if kept is None else msgspec.msgpack.decode(kept, type=dict[str, bytes])
        missing = [blob for blob in blobs if blob not in known]
        known = {blob: known[blob] for blob in blobs if blob in known}
        known |= {blob: self._prints(blob) for blob in missing}
        if missing:
            self._store.put(name, _KEY, msgspec.msgpack.encode(known))
        self._known[month] = known
        return known

    def _prints(self, blob: str) -> bytes:
        found = self._side.revisions.read(blob, DEFAULT_LIMIT)
        if found is None or found.data is None:
            return b""
        return prints(body_of(found.data, KINDS["item"].words)).tobytes()


def _numbers(data: bytes) -> array[int]:
    found = array("I")
    found.frombytes(data)
    return found
