"""Pull requests as GitHub has them and Gitea has taken them over; each has words of its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from site_builder.review.forges.fields import (
    Comments,
    changed_file,
    in_order,
    pull_request,
    text,
    told,
    whole,
    write_comment,
)
from site_builder.review.forges.http import Transport
from site_builder.review.forges.interface import (
    CONTEXT,
    Change,
    ChangedFile,
    ForgeReviewRow,
    Request,
    StatusState,
    short,
)


class PullForge(ABC):
    """One repository on a forge with GitHub's paths."""

    name: ClassVar[str]
    _changes: ClassVar[Mapping[str, Change]]
    _status_word: ClassVar[str]
    """The field of a status that holds its state."""

    def __init__(self, transport: Transport, repository: str, account: str | None = None) -> None:
        """Take `owner/name`, and the account under which our comments appear.

        Without an account the forge is asked for it; the token of a GitHub workflow may not ask,
        there it is `github-actions[bot]`.
        """
        self._transport = transport
        self._repo = f"repos/{repository}"
        self._account = account

    @abstractmethod
    def _pages(self, path: str, **query: str) -> Iterable[Any]:
        """Return the rows of all pages."""

    @staticmethod
    @abstractmethod
    def review_row(row: Any) -> ForgeReviewRow:
        """Return a review from its JSON."""

    def request(self, number: int) -> Request:
        """Return a pull request."""
        return pull_request(self._transport.get(f"{self._repo}/pulls/{number}"))

    def requests(self, target: str) -> tuple[Request, ...]:
        """Return the open pull requests for a branch, by number."""
        rows = self._pages(f"{self._repo}/pulls", state="open")
        found = (pull_request(each) for each in rows if text(each, "base", "ref") == target)
        return tuple(sorted(found, key=lambda each: each.number))

    def propose(self, branch: str, target: str, title: str, body: str) -> Request:
        """Return the open pull request of a branch here, made now where there is none."""

        def known() -> Request | None:
            return next((each for each in self.requests(target) if each.branch == branch), None)

        wanted = {"title": title, "head": branch, "base": target, "body": body}
        self._transport.once(lambda: known() is not None, "POST", f"{self._repo}/pulls", wanted)
        return told(known())

    def reviews(self, number: int) -> tuple[ForgeReviewRow, ...]:
        """Return every review, the oldest first."""
        rows = self._pages(f"{self._repo}/pulls/{number}/reviews")
        return in_order(self.review_row(each) for each in rows)

    def changed_files(self, number: int) -> tuple[ChangedFile, ...]:
        """Return every changed file; GitHub itself tells of 3000 at most."""
        rows = self._pages(f"{self._repo}/pulls/{number}/files")
        return tuple(changed_file(each, self._changes) for each in rows)

    def post_status(
        self, sha: str, state: StatusState, description: str, url: str | None = None
    ) -> None:
        """Set the status of a commit, unless it stands there so already."""
        wanted: dict[str, object] = {
            "state": state.value,
            "context": CONTEXT,
            "description": short(description),
        }
        if url is not None:
            wanted["target_url"] = url

        def done() -> bool:
            rows = self._pages(f"{self._repo}/commits/{sha}/statuses")
            ours = (each for each in rows if text(each, "context") == CONTEXT)
            latest = max(ours, key=lambda each: whole(each, "id"), default=None)
            return (
                text(latest, self._status_word) == wanted["state"]
                and text(latest, "description") == wanted["description"]
                and text(latest, "target_url") == wanted.get("target_url", "")
            )

        self._transport.once(done, "POST", f"{self._repo}/statuses/{sha}", wanted)

    def write_report(self, number: int, markdown: str) -> None:
        """Write our comment or bring it up to date."""
        path = f"{self._repo}/issues/{number}/comments"
        comments = Comments(lambda: self._pages(path), path, f"{self._repo}/issues/comments")
        write_comment(self._transport, comments, self._account, markdown)
