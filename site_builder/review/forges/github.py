"""GitHub, also Enterprise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from site_builder.review.forges.fields import moment, text
from site_builder.review.forges.interface import Change, ForgeReviewRow, ReviewState
from site_builder.review.forges.pulls import PullForge

_STATES: Final = {
    "APPROVED": ReviewState.APPROVED,
    "CHANGES_REQUESTED": ReviewState.CHANGES,
    "COMMENTED": ReviewState.COMMENT,
    "DISMISSED": ReviewState.DISMISSED,
    "PENDING": ReviewState.PENDING,
}


class GitHub(PullForge):
    """One repository on GitHub."""

    name = "github"
    _status_word = "state"
    _changes = {  # noqa: RUF012 - declared as a ClassVar above
        "added": Change.ADDED,
        "modified": Change.MODIFIED,
        "changed": Change.MODIFIED,  # its mode or type
        "removed": Change.REMOVED,
        "renamed": Change.RENAMED,
        "copied": Change.COPIED,
        "unchanged": Change.UNCHANGED,
    }

    def _pages(self, path: str, **query: str) -> Iterable[Any]:
        return self._transport.linked_pages(path, **query)

    @staticmethod
    def review_row(row: Any) -> ForgeReviewRow:
        """Return a review from its JSON, also from a webhook's, whose states are small letters."""
        return ForgeReviewRow(
            id=text(row, "id"),
            account=text(row, "user", "login"),
            state=_STATES.get(text(row, "state").upper(), ReviewState.UNKNOWN),
            commit=text(row, "commit_id") or None,
            time=moment(row, "submitted_at"),
            body=text(row, "body"),
            url=text(row, "html_url"),
        )
