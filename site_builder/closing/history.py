"""Revisions of a content folder: what each says of closed periods, and what came between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, Final

from scoring.closing.facts import Correction, Notice
from scoring.closing.recount import Counted
from scoring.model import Item
from site_builder.cache import Store
from site_builder.closing.counting import Whole
from site_builder.closing.touching import COUNTED, matters
from site_builder.git import Change, Commit, Revisions, Step
from site_builder.parsing.front_matter import DEFAULT_LIMIT
from site_builder.review.reading import item_of
from site_builder.review.sides import Side, side_at
from site_builder.schema import kind_of

_REMEMBERED: Final = 8
_ITEMS: Final = 50_000


class History:
    """The revisions of one repository up to a head."""

    def __init__(self, revisions: Revisions, head: str, content: str, store: Store) -> None:
        """Take the head and where the content folder lies; items read are kept in the store."""
        self.revisions = revisions
        self.head = head
        self.content = content
        self._store = store
        self.side = lru_cache(_REMEMBERED)(self._side)
        self._whole = lru_cache(_REMEMBERED)(self._whole_of)
        self._count = lru_cache(maxsize=None)(self._count_of)
        self._item = lru_cache(_ITEMS)(self._item_of)

    def count(self, commit: str, notice: Notice, as_of: date) -> Counted | None:
        """Return what a notice's period comes to by the content of a commit, None where it cannot
        be counted."""
        return self._count(commit, notice.id, notice.score, as_of, notice)

    def matter(self, step: Step, notice: Notice, as_of: date) -> tuple[str, ...]:
        """Return the files, inside the content folder, by which a step of the main line may have
        altered a closed period."""
        before = step.commit.parents[0] if step.commit.parents else None
        return self._mattering(step.changes, before, step.commit.id, notice, as_of)

    def differing(self, old: str, new: str, notice: Notice, as_of: date) -> tuple[str, ...]:
        """Return the files that differ between two commits and may alter a closed period."""
        changes = self.revisions.changes(old, new, self.content)
        return self._mattering(changes, old, new, notice, as_of)

    def _mattering(
        self, changes: Iterable[Change], old: str | None, new: str, notice: Notice, as_of: date
    ) -> tuple[str, ...]:
        found = []
        for change in changes:
            kind = self._kind(change)
            if kind is None:
                continue
            before, after = self._values(change, kind, old, new)
            if matters(kind, before, after, notice.period, as_of):
                found.append(self.inside(change.path))
        return tuple(found)

    def corrections(self, step: Step) -> Iterator[Correction]:
        """Yield the corrections that a step added."""
        begin = f"{self.content}/corrections/"
        for change in step.changes:
            if change.old_blob is None and change.path.startswith(begin):
                read = self.side(step.commit.id).read(change.path)
                if read is not None and isinstance(read.value, Correction):
                    yield read.value

    def maker(self, step: Step, paths: tuple[str, ...]) -> Commit:
        """Return the commit by which some files were changed: of a merge, the one merged."""
        parents = step.commit.parents
        if len(parents) > 1:
            wanted = {f"{self.content}/{path}" for path in paths}
            for inner in self.revisions.between(parents[0], step.commit.id):
                plain = len(inner.commit.parents) < 2
                if plain and any(change.path in wanted for change in inner.changes):
                    return inner.commit
        return step.commit

    def inside(self, path: str) -> str:
        """Return a path inside the content folder."""
        return path.removeprefix(f"{self.content}/")

    def _kind(self, change: Change) -> str | None:
        if not change.path.startswith(f"{self.content}/"):
            return None
        kind = kind_of(self.inside(change.path))
        return None if kind is None or kind.name not in COUNTED else kind.name

    def _values(
        self, change: Change, kind: str, old: str | None, new: str
    ) -> tuple[Any, Any]:
        if kind == "item":
            before = self._item(change.old_blob, change.path)
            return before, self._item(change.new_blob, change.path)
        before = None if old is None else self._value(old, change.path)
        return before, self._value(new, change.path)

    def _value(self, commit: str, path: str) -> Any:
        read = self.side(commit).read(path)
        return None if read is None else read.value

    def _item_of(self, blob: str | None, path: str) -> Item | None:
        if blob is None:
            return None
        data = self.revisions.data(blob, DEFAULT_LIMIT)
        return item_of(data, path, self.side(self.head).names).item

    def _side(self, commit: str) -> Side:
        return side_at(self.revisions, commit, self.content)

    def _whole_of(self, commit: str) -> Whole:
        return Whole(self.side(commit), self._store)

    def _count_of(
        self, commit: str, _id: str, _score: str | None, as_of: date, notice: Notice
    ) -> Counted | None:
        return self._whole(commit).count(notice, as_of)
