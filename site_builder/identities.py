"""Which files of a folder had which content when they were last looked at, as Git's index knows.

A file with the identity it had then is not opened.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cached_property
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from site_builder.cache import Store
from site_builder.folder import Entry
from site_builder.reading import content
from site_builder.records import Identity

_FAMILY: Final = "identities"
_FOLDERS: Final = 8
"""Folders whose identities are kept: worktrees come and go."""


class _Seen(NamedTuple):
    """Files when they were last looked at, each part in the order of the paths."""

    paths: list[str]
    identities: list[Identity]
    digests: list[str]
    """Of their bytes."""


_SEEN: Final = msgspec.msgpack.Decoder(_Seen)


class Identities:
    """Which files of one folder had which content when they were last looked at."""

    def __init__(self, store: Store, root: Path, limit: int) -> None:
        """Take whose files they are; one larger than the limit, in bytes, is not read."""
        self._store = store
        self._limit = limit
        self._key = f"identities 2 {root.resolve()}"
        folder = blake2b(self._key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        self._name = f"{_FAMILY}/{folder}"
        before = store.value(self._name, self._key, _SEEN.decode) or _Seen([], [], [])
        seen = zip(before.identities, before.digests, strict=True)
        self._before = dict(zip(before.paths, seen, strict=True))
        self._seen: dict[str, tuple[Identity, str]] = {}
        self._news = False

    @cached_property
    def moment(self) -> int | None:
        """Return a moment before the first file is opened, by the file system's own clock."""
        return self._store.moment()

    def digest(self, entry: Entry) -> str | None:
        """Return the digest of a file's bytes, None where it cannot be read."""
        before = self._before.get(entry.path)
        try:
            if before is not None:
                # Most files are as they were: no value is made for what is only compared.
                now = os.lstat(entry.file)
                known = now.st_size, now.st_mtime_ns, now.st_ctime_ns, now.st_ino
                if before[0] == known:
                    self._seen[entry.path] = before
                    return before[1]
            return self._looked_at(entry)
        except OSError:
            return None

    def _looked_at(self, entry: Entry) -> str | None:
        """Return the digest of a file read now, None where it is too large."""
        self.see(())
        identity, data = content(entry.file, self._limit)
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
                    self._news = True

    def keep(self) -> None:
        """Keep what was seen."""
        if not self._news and len(self._seen) == len(self._before):
            return
        found = self._seen.values()
        seen = _Seen([*self._seen], [each for each, _ in found], [digest for _, digest in found])
        self._store.keep(self._name, self._key, seen, msgspec.msgpack.encode)
        self._store.keep_newest(_FAMILY, _FOLDERS)
