"""How review records came to be: who added which entry, and where one was ever cut.

One pass over the history of the review records and the items. A merge is held against each of its
parents, so that one which goes back to an older record is seen; it counts as the maker of an entry
only where none of its parents has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from scoring.catalogue import reviews
from scoring.findings import Finding, Source
from site_builder.git import Change, Commit, Revisions, Step
from site_builder.parsing.front_matter import DEFAULT_LIMIT

_CACHED: Final = 4096


class _Touch(NamedTuple):
    """A commit's change of one record against all of its parents."""

    commit: Commit
    olds: tuple[str | None, ...]
    new: str


class Past:
    """What happened to records and items up to some commits."""

    def __init__(self, revisions: Revisions, heads: Sequence[str], content: str) -> None:
        """Read the history of `heads`."""
        self._revisions = revisions
        self._records = f"{content}/reviews/"
        self._now: dict[str, str] = {}
        self._touches: dict[str, list[_Touch]] = {}
        self.cuts: list[Finding] = []
        """V420 of every commit that did not only add."""
        self.drafts: dict[str, list[str]] = {}
        """Blobs of items by path, newest first."""
        self._known: set[str] = set()
        self._read = lru_cache(_CACHED)(self._data)
        if heads:
            steps = revisions.steps(heads, f"{content}/reviews", f"{content}/items")
            for _, same in groupby(steps, key=lambda step: step.commit.id):
                self._take(list(same))

    def has(self, blob: str) -> bool:
        """Return whether an item's file ever was this blob."""
        return blob in self._known

    def introduced(self, path: str, entry: bytes) -> tuple[Commit, ...]:
        """Return the commits that brought an entry, as written, into the record of a path."""
        return tuple(
            touch.commit
            for touch in self._touches.get(path, ())
            if entry in self._read(touch.new)
            and not any(old is not None and entry in self._read(old) for old in touch.olds)
        )

    def _data(self, blob: str) -> bytes:
        found = self._revisions.read(blob, DEFAULT_LIMIT)
        return b"" if found is None else found.data or b""

    def _take(self, steps: list[Step]) -> None:
        """Take in a commit, given what it changed against each parent."""
        commit = steps[0].commit
        olds: dict[str, list[str | None]] = {}
        news: dict[str, str] = {}
        for step in steps:
            renamed = dict(self._renamed(step))
            for change in step.changes:
                if not change.path.startswith(self._records):
                    self._draft(change)
                    continue
                self._check(commit, change, renamed)
                if change.new_blob is not None:
                    came = renamed.get(change.path)
                    old = change.old_blob if came is None else came.old_blob
                    olds.setdefault(change.path, []).append(old)
                    news[change.path] = change.new_blob
            for path, came in renamed.items():
                self._now[came.path] = self._now.get(path, path)
        for path, new in news.items():
            if len(olds[path]) == max(1, len(commit.parents)):
                now = self._now.get(path, path)
                self._touches.setdefault(now, []).append(_Touch(commit, tuple(olds[path]), new))

    def _draft(self, change: Change) -> None:
        if change.new_blob is not None:
            self._known.add(change.new_blob)
            known = self.drafts.setdefault(change.path, [])
            if change.new_blob not in known:
                known.append(change.new_blob)

    def _renamed(self, step: Step) -> Iterator[tuple[str, Change]]:
        """Yield new paths of records with the record taken away that each of them goes on."""
        records = [each for each in step.changes if each.path.startswith(self._records)]
        gone = [each for each in records if each.new_blob is None]
        for made in records if gone else ():
            if made.old_blob is None and made.new_blob is not None:
                for each in gone:
                    if self._read(made.new_blob).startswith(self._read(each.old_blob or "")):
                        yield made.path, each
                        break

    def _check(self, commit: Commit, change: Change, renamed: dict[str, Change]) -> None:
        """Report a commit that did anything to a record but add below it, or rename it."""
        if change.old_blob is None or change in renamed.values():
            return
        if change.new_blob is None:
            found = "删去了整个记录"
        elif self._read(change.new_blob).startswith(self._read(change.old_blob)):
            return
        elif len(commit.parents) > 1:
            found = "合并时没有留下已有的记录"
        else:
            found = "改动或删去了已有的记录"
        self.cuts.append(
            reviews.RECORD_CUT.at(
                Source(change.path), commit=commit.id[:10], who=commit.email, found=found
            )
        )
