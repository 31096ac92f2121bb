"""Bodies by id: an item's is read from its file when it is asked for, and not kept."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from hashlib import sha256

from scoring.model import Item
from site_builder.parsing.front_matter import DEFAULT_LIMIT, body_of
from site_builder.reading.one_file import content
from site_builder.reading.outlined import Facts
from site_builder.snapshot import Text


class Bodies(Mapping[str, Text]):
    """Bodies of items, read by need, and of other documents."""

    def __init__(self, items: Facts[Item], others: Mapping[str, Text]) -> None:
        """Take the items; an item comes before another document of the same id."""
        self._items = items
        self._others = {key: text for key, text in others.items() if key not in items}

    def __getitem__(self, key: str) -> Text:
        """Return a body; raise OSError where the file is gone or no more what it was."""
        if key not in self._items:
            return self._others[key]
        entry = self._items.entry(key)
        data = content(entry.file, DEFAULT_LIMIT)[1]
        if data is None or sha256(data).hexdigest() != self._items.digest(key):
            # Facts of one moment and a body of another would make a page that never was.
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), entry.file)
        title = self._items[key].title
        return Text(entry.path, title, body_of(data, entry.kind.words))

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of items, then of the others."""
        yield from self._items
        yield from self._others

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._items) + len(self._others)

    def __contains__(self, key: object) -> bool:
        """Return whether there is a body, without reading it."""
        return key in self._items or key in self._others
