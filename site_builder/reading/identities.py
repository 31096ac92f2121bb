"""Which files of a folder had which content when they were last looked at, as Git's index knows.

A file with the identity it had then is not opened, and of a folder whose files all have it no file
is looked at by itself.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from functools import cached_property
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Final

import msgspec

from site_builder.cache import Store
from site_builder.cache.program import program
from site_builder.reading.folder import Entry, entry_of
from site_builder.reading.listing import Known, Listing, State, packed, unpacked
from site_builder.reading.months import DIGEST, UNREAD
from site_builder.reading.one_file import content
from site_builder.reading.records import Identity

_FAMILY: Final = "identities"
_FOLDERS: Final = 8
"""Content folders whose identities are kept: worktrees come and go."""
_BEFORE: Final = msgspec.msgpack.Decoder(dict[str, Known]).decode


class Identities:
    """Which files of one content folder had which content when they were last looked at."""

    def __init__(self, store: Store, root: Path, limit: int) -> None:
        """Take whose files they are; one larger than the limit, in bytes, is not read."""
        self._store = store
        self._limit = limit
        folder = f"{root.resolve()}".encode("utf-8", "surrogatepass")
        self._name = f"{_FAMILY}/{blake2b(folder, digest_size=8).hexdigest()}"
        self._key = f"identities 3 {program()} {blake2b(folder).hexdigest()}"
        self._before = store.value(self._name, self._key, _BEFORE) or {}
        self._listings: dict[str, Listing] = {}
        self._seen: dict[str, tuple[Identity, str]] = {}

    @cached_property
    def moment(self) -> int | None:
        """Return a moment before the first file is opened, by the file system's own clock."""
        return self._store.moment()

    def known(self, folder: str) -> Known | None:
        """Return what was known of a folder inside the content folder."""
        return self._before.get(folder)

    def digests(self, listing: Listing, wanted: Container[str]) -> Mapping[str, str | None]:
        """Return the digests of those of a folder's files that are wanted, by name; None where one
        cannot be read."""
        self._listings[listing.folder] = listing
        known = listing.known or self._before.get(listing.folder)
        before = _by_name(known)
        now = {state[0]: state for state in listing.states}
        found: dict[str, str | None] = {}
        for name in listing.names:
            if name in wanted:
                state, digest = before.get(name, (None, UNREAD))
                same = state == now[name] and digest != UNREAD
                found[name] = digest if same else self._looked_at(entry_of(listing, name))
        return found

    def unchanged(self, listing: Listing) -> None:
        """Take in a folder that is as it was."""
        self._listings[listing.folder] = listing

    def _looked_at(self, entry: Entry) -> str | None:
        """Return the digest of a file read now, None where it is too large or unreadable."""
        self.see(())
        try:
            identity, data = content(entry.file, self._limit)
        except OSError:
            return None
        if data is None:
            return None
        digest = sha256(data).hexdigest()
        self.see([(entry.path, identity, digest)])
        return digest

    def see(self, files: Iterable[tuple[str, Identity, str]]) -> None:
        """Take in what files were known by.

        A file written in the moment of looking may be written once more within it and look the
        same, so it counts as not seen.
        """
        moment = self.moment
        if moment is not None:
            for path, identity, digest in files:
                if digest and max(identity.modified, identity.changed) < moment:
                    self._seen[path] = identity, digest

    def keep(self) -> None:
        """Keep what was seen."""
        after = {folder: self._after(listing) for folder, listing in self._listings.items()}
        if after != self._before:
            self._store.keep(self._name, self._key, after, msgspec.msgpack.encode)
            self._store.keep_newest(_FAMILY, _FOLDERS)

    def _after(self, listing: Listing) -> Known:
        """Return what is known of a folder now."""
        if listing.known is not None:
            return listing.known
        before = _by_name(self._before.get(listing.folder))
        names = {*listing.names}
        found: list[State] = []
        digests: list[str] = []
        for state in listing.states:
            name, mode = state[:2]
            if name in names:
                seen = self._seen.get(f"{listing.folder}/{name}")
                digest = UNREAD
                if seen is not None:
                    state, digest = (name, mode, *seen[0]), seen[1]
                elif before.get(name, (None, ""))[0] == state:
                    digest = before[name][1]
                if digest == UNREAD:
                    state = (name, 0, -1, -1, -1, -1)
                digests.append(digest)
            found.append(state)
        return Known(
            packed(found), listing.names, "".join(digests), listing.clean, listing.pictures,
            listing.folders, listing.folded,
        )  # fmt: skip


def _by_name(known: Known | None) -> dict[str, tuple[State, str]]:
    """Return what files were known by, with the digest of each."""
    if known is None:
        return {}
    every, digests = unpacked(known.states), known.digests
    return {
        name: (every[name], digests[place * DIGEST : (place + 1) * DIGEST])
        for place, name in enumerate(known.names)
        if name in every
    }
