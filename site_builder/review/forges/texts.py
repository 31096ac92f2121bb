"""An item at the commits that a forge names, read from the repository."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from site_builder.git import Revisions
from site_builder.parsing.front_matter import DEFAULT_LIMIT, stem
from site_builder.review.forges.reading import Judged
from site_builder.review.text import digest_of_file

_COMMIT: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class ItemTexts:
    """One item; call it with a commit's id. A renamed file is found by the item's id."""

    def __init__(self, revisions: Revisions, path: str, base: str) -> None:
        """Take the item's path in the repository, and the commit from which its request starts."""
        self._revisions = revisions
        self._path = path
        self._base = base
        self._known: dict[str, Judged | None] = {}

    def __call__(self, commit: str) -> Judged | None:
        """Return the item at a commit; None where it is not there, is no item, or the commit is
        not in the repository (it was pushed over, or not fetched)."""
        if commit not in self._known:
            self._known[commit] = self._judged(commit)
        return self._known[commit]

    def _judged(self, commit: str) -> Judged | None:
        found = self._resolved(commit)
        if found is None:
            return None
        path = self._path
        blob = self._revisions.find(found, path) or ""
        if not blob:
            path, blob = self._elsewhere(found)
        content = self._revisions.read(blob, DEFAULT_LIMIT) if blob else None
        data = None if content is None else content.data
        text = None if data is None else digest_of_file(data)
        return None if text is None else Judged(blob, text, self._when(found, path))

    def _elsewhere(self, commit: str) -> tuple[str, str]:
        """Return path and blob of the item's file in another folder, two empty texts without."""
        items = self._path.rsplit("/", 3)[0]
        same = (
            (entry.path, entry.blob)
            for entry in self._revisions.entries(commit, items)
            if stem(entry.path) == stem(self._path) and entry.path.endswith(".md")
        )
        return next(same, ("", ""))

    def _when(self, commit: str, path: str) -> datetime | None:
        """Return when the request changed the file last, None where it did not."""
        base = self._resolved(self._base)
        if base is None:
            return None
        return next(
            (
                step.commit.committed
                for step in self._revisions.between(base, commit)
                if any(change.path == path for change in step.changes)
            ),
            None,
        )

    def _resolved(self, commit: str) -> str | None:
        """Return a commit that is there; a forge's answer names one by its id and nothing else."""
        return self._revisions.resolve(commit) if _COMMIT.fullmatch(commit) else None
