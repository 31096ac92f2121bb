"""What is reviewed, read by need: the digest of each item's text, and the text first handed in.

A build of one commit must show the same wherever it is made. So a first text is known only where
the history of that commit holds it: that it happens to lie in a repository (left by a branch that
was squashed) does not count.
"""

from __future__ import annotations

import errno
import os
import posixpath
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final
from weakref import finalize

import msgspec

from scoring.model import Item
from scoring.review.record import Decision, Review, Trail
from site_builder.cache import Store
from site_builder.git import Revisions
from site_builder.parsing.front_matter import DEFAULT_LIMIT, body_of
from site_builder.review.text import digest_of_file
from site_builder.schema import KINDS

_HELD: Final = "review/held"


class Judged(Mapping[str, str]):
    """The digest of each item's reviewed text; a file is read when it is asked for."""

    def __init__(self, content: Path, items: Mapping[str, Item], files: Mapping[str, str]) -> None:
        """Take the content folder, its items, and the digests of their files."""
        self._content = content
        self._items = items
        self._files = files

    def __getitem__(self, key: str) -> str:
        """Return a digest; raise OSError where the file is gone or no more what it was."""
        inside = self._items[key].source.path.partition("/")[2]
        file = self._content / inside
        data = file.read_bytes()
        digest = digest_of_file(data)
        if digest is None or sha256(data).hexdigest() != self._files[key]:
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), str(file))
        return digest

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of the items."""
        return iter(self._items)

    def __len__(self) -> int:
        """Return how many items there are."""
        return len(self._items)


class FirstTexts(Mapping[str, str]):
    """The body of each item as it was first handed in, read when it is asked for."""

    def __init__(self, content: Path, blobs: Mapping[str, str]) -> None:
        """Take the content folder and the first blobs by item."""
        self._content = content
        self._blobs = blobs
        self._open: dict[int, Revisions] = {}
        """By process: two must not read from one pipe."""
        finalize(self, _close, self._open)

    def __getitem__(self, key: str) -> str:
        """Return a body."""
        blob = self._blobs[key]
        revisions = self._open.get(os.getpid())
        if revisions is None:
            revisions = Revisions.of(self._content)
            if revisions is None:
                raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), str(self._content))
            self._open[os.getpid()] = revisions
        found = revisions.read(blob, DEFAULT_LIMIT)
        return "" if found is None or found.data is None else body_of(found.data, _WORDS)

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of the items."""
        return iter(self._blobs)

    def __len__(self) -> int:
        """Return how many items have a first text other than the last."""
        return len(self._blobs)

    def __contains__(self, key: object) -> bool:
        """Return whether there is one, without reading it."""
        return key in self._blobs


def _close(opened: Mapping[int, Revisions]) -> None:
    """End this process's own reading."""
    own = opened.get(os.getpid())
    if own is not None:
        own.close()


_WORDS: Final = KINDS["item"].words


def first_texts(
    content: Path, trails: Mapping[str, Trail], commit: str | None, store: Store
) -> Mapping[str, str]:
    """Return the first texts that the history of a commit holds, of items handed in again with
    another; none outside Git."""
    wanted = {key: first for key, trail in trails.items() if (first := _first(trail)) is not None}
    if commit is None or not wanted:
        return {}
    revisions = Revisions.of(content)
    if revisions is None:
        return {}
    with revisions:
        held = _held(revisions, commit, store)
    return FirstTexts(
        content, {key: each.blob for key, each in wanted.items() if each.blob in held}
    )


def _first(trail: Trail) -> Review | None:
    """Return the first 报审 where the last one was of another text."""
    sent = [review for review in trail.reviews if review.decision is Decision.SUBMIT]
    return sent[0] if sent and sent[0].text != sent[-1].text else None


class _Held(msgspec.Struct, array_like=True):
    """What the history up to a commit holds."""

    commit: str
    blobs: set[str]
    """Of all items."""


_DECODER: Final = msgspec.msgpack.Decoder(_Held)


def _held(revisions: Revisions, commit: str, store: Store) -> set[str]:
    """Return the blobs that the items ever were, up to a commit; what is new since the last time
    is added to what was known then."""
    items = posixpath.join(revisions.inside, "items/")
    whole = not revisions.shallow()
    data = store.get(_HELD, items) if whole else None
    known = _Held("", set()) if data is None else _DECODER.decode(data)
    if known.commit == commit:
        return known.blobs
    if known.commit and _follows(revisions, commit, known.commit):
        steps = revisions.between(known.commit, commit)
    else:
        known, steps = _Held("", set()), revisions.steps((commit,), items)
    new = {
        change.new_blob
        for step in steps
        for change in step.changes
        if change.new_blob is not None and change.path.startswith(items)
    }
    found = _Held(commit, known.blobs | new)
    if whole:
        store.put(_HELD, items, msgspec.msgpack.encode(found))
    return found.blobs


def _follows(revisions: Revisions, commit: str, earlier: str) -> bool:
    """Return whether a commit comes after one that may be known no more."""
    return revisions.resolve(earlier) == earlier and revisions.contains(commit, earlier)
