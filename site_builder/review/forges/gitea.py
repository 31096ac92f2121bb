"""Gitea and Forgejo: GitHub's paths with words of their own.

A withdrawn review keeps its state and is `dismissed`; one from before the last push is `stale`; one
by somebody whose approval the branch rule does not ask for is not `official`; and who was merely
asked stands in the same list.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from site_builder.review.forges.fields import flag, moment, text
from site_builder.review.forges.interface import Change, ForgeReviewRow, ReviewState
from site_builder.review.forges.pulls import PullForge

_STATES: Final = {
    "APPROVED": ReviewState.APPROVED,
    "REQUEST_CHANGES": ReviewState.CHANGES,
    "COMMENT": ReviewState.COMMENT,
    "PENDING": ReviewState.PENDING,
    "REQUEST_REVIEW": ReviewState.ASKED,
}


class Gitea(PullForge):
    """One repository on a Gitea or Forgejo server."""

    name = "gitea"
    _status_word = "status"
    _changes = {  # noqa: RUF012 - declared as a ClassVar above
        "added": Change.ADDED,
        "changed": Change.MODIFIED,
        "deleted": Change.REMOVED,
        "renamed": Change.RENAMED,
        "copied": Change.COPIED,
        "unchanged": Change.UNCHANGED,
    }

    def _pages(self, path: str, **query: str) -> Iterable[Any]:
        return self._transport.counted_pages(path, **query)

    @staticmethod
    def review_row(row: Any) -> ForgeReviewRow:
        """Return a review from its JSON."""
        state = _STATES.get(text(row, "state"), ReviewState.UNKNOWN)
        return ForgeReviewRow(
            id=text(row, "id"),
            account=text(row, "user", "login"),
            state=ReviewState.DISMISSED if flag(row, "dismissed", False) else state,
            commit=text(row, "commit_id") or None,
            time=moment(row, "submitted_at"),
            body=text(row, "body"),
            official=flag(row, "official", False),
            stale=flag(row, "stale", False),
            url=text(row, "html_url"),
        )
