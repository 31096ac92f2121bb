"""Bodies by id: an item's is read from its file when it is asked for, and not kept."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from scoring.model import Item
from site_builder.folder import Entry
from site_builder.front_matter import body_of
from site_builder.snapshot import Text


class ItemFiles(NamedTuple):
    """Items and their files, each by the item's id."""

    items: Mapping[str, Item]
    entries: Mapping[str, Entry]
    digests: Mapping[str, str]
    """SHA-256 of the file as its facts were read."""


class Bodies(Mapping[str, Text]):
    """Bodies of items, read by need, and of other documents."""

    def __init__(self, files: ItemFiles, others: Mapping[str, Text]) -> None:
        """Take where the items are; an item comes before another document of the same id."""
        self._files = files
        self._others = {key: text for key, text in others.items() if key not in files.entries}

    def __getitem__(self, key: str) -> Text:
        """Return a body; raise OSError where the file is gone or no more what it was."""
        entry = self._files.entries.get(key)
        if entry is None:
            return self._others[key]
        data = Path(entry.file).read_bytes()
        if sha256(data).hexdigest() != self._files.digests[key]:
            # Facts of one moment and a body of another would make a page that never was.
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), entry.file)
        title = self._files.items[key].title
        return Text(entry.path, title, body_of(data, entry.kind.words))

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of items, then of the others."""
        yield from self._files.entries
        yield from self._others

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._files.entries) + len(self._others)

    def __contains__(self, key: object) -> bool:
        """Return whether there is a body, without reading it."""
        return key in self._files.entries or key in self._others
