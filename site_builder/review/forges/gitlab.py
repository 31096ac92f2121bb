"""GitLab: what is approved now, and from the notes since when, and from the versions of which text.

Its list of approvals names neither a commit nor, on older servers, a time. Both are in the history:
GitLab itself writes a note when somebody approves, takes that back or requests changes, and keeps a
version for every push. A decision belongs to the newest version that was there before it, and an
approval stands only while the list of approvals has it too. Nobody else can write such a note: its
`system` is true.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote

from site_builder.review.forges.fields import (
    Comments,
    flag,
    in_order,
    listed,
    moment,
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
    RequestState,
    ReviewState,
    StatusState,
    short,
)

_NOTES: Final = {
    "approved this merge request": ReviewState.APPROVED,
    "requested changes": ReviewState.CHANGES,
    "unapproved this merge request": ReviewState.DISMISSED,
}
_REQUESTS: Final = {
    "opened": RequestState.OPEN,
    "locked": RequestState.OPEN,  # being merged just now
    "merged": RequestState.MERGED,
}
_STATUS: Final = {
    StatusState.PENDING: "pending",
    StatusState.SUCCESS: "success",
    StatusState.FAILURE: "failed",
    StatusState.ERROR: "failed",
}
_TOGETHER: Final = timedelta(minutes=1)
"""A summary and the decision of one review are two notes, written one right after the other."""


class GitLab:
    """One project on a GitLab server."""

    name = "gitlab"

    def __init__(self, transport: Transport, repository: str, account: str | None = None) -> None:
        """Take `group/name`, and under which account our comments appear (else it is asked)."""
        self._transport = transport
        self._project = f"projects/{quote(repository, safe='')}"
        self._account = account

    def request(self, number: int) -> Request:
        """Return a merge request."""
        row = self._transport.get(self._of(number))
        return Request(
            number=number,
            title=text(row, "title"),
            author=text(row, "author", "username"),
            head=told(text(row, "sha") or text(row, "diff_refs", "head_sha")),
            base=told(text(row, "diff_refs", "base_sha")),
            branch=text(row, "source_branch"),
            state=_REQUESTS.get(text(row, "state"), RequestState.CLOSED),
            opened=told(moment(row, "created_at")),
            ended=moment(row, "merged_at") or moment(row, "closed_at"),
            updated=moment(row, "updated_at"),
            target=text(row, "target_branch"),
            url=text(row, "web_url"),
        )

    def reviews(self, number: int) -> tuple[ForgeReviewRow, ...]:
        """Return every decision that the notes tell, the oldest first."""
        versions = list(self._transport.linked_pages(f"{self._of(number)}/versions"))
        notes = list(self._transport.linked_pages(f"{self._of(number)}/notes", sort="asc"))
        approvals = self._transport.get(f"{self._of(number)}/approvals")
        standing = {text(each, "user", "username") for each in listed(approvals, "approved_by")}
        return decisions(notes, versions, standing)

    def changed_files(self, number: int) -> tuple[ChangedFile, ...]:
        """Return every changed file."""
        rows = self._transport.linked_pages(f"{self._of(number)}/diffs")
        return tuple(_changed_file(each) for each in rows)

    def post_status(
        self, sha: str, state: StatusState, description: str, url: str | None = None
    ) -> None:
        """Set the status of a commit, unless it stands there so already."""
        wanted: dict[str, object] = {
            "state": _STATUS[state],
            "name": CONTEXT,
            "description": short(description),
        }
        if url is not None:
            wanted["target_url"] = url
        statuses = f"{self._project}/repository/commits/{sha}/statuses"

        def done() -> bool:
            rows = self._transport.linked_pages(statuses, name=CONTEXT)
            latest = max(rows, key=lambda each: whole(each, "id"), default=None)
            return (
                text(latest, "status") == wanted["state"]
                and text(latest, "description") == wanted["description"]
            )

        self._transport.once(done, "POST", f"{self._project}/statuses/{sha}", wanted)

    def write_report(self, number: int, markdown: str) -> None:
        """Write our note or bring it up to date."""
        path = f"{self._of(number)}/notes"
        comments = Comments(
            lambda: self._transport.linked_pages(path, sort="asc"),
            path,
            path,
            change="PUT",
            author=("author", "username"),
        )
        write_comment(self._transport, comments, self._account, markdown)

    def _of(self, number: int) -> str:
        return f"{self._project}/merge_requests/{number}"


def decisions(
    notes: Sequence[Any], versions: Iterable[Any], standing: set[str]
) -> tuple[ForgeReviewRow, ...]:
    """Return the decisions among all notes of a request, given its versions and who approves now.

    An approval was taken back where a note says so next, or where it is the account's last decision
    and the account does not approve now.
    """
    pushed = sorted((when, text(each, "head_commit_sha"))
                    for each in versions if (when := moment(each, "created_at")))  # fmt: skip
    found: list[ForgeReviewRow] = []
    for note in notes:
        state = _NOTES.get(text(note, "body").strip().lower())
        if state is None or not flag(note, "system", False):
            continue
        when = moment(note, "created_at")
        found.append(
            ForgeReviewRow(
                id=text(note, "id"),
                account=text(note, "author", "username"),
                state=state,
                commit=_version(pushed, when),
                time=when,
                body=_said(notes, note, when),
            )
        )
    following: dict[str, ReviewState] = {}
    read: list[ForgeReviewRow] = []
    for row in reversed(in_order(found)):
        then = following.get(row.account)
        gone = row.account not in standing if then is None else then is ReviewState.DISMISSED
        taken_back = gone and row.state is ReviewState.APPROVED
        read.append(replace(row, state=ReviewState.DISMISSED) if taken_back else row)
        following[row.account] = row.state
    return in_order(reversed(read))


def _version(pushed: Sequence[tuple[datetime, str]], when: datetime | None) -> str | None:
    """Return the newest head before a moment."""
    if when is None:
        return None
    return next((sha or None for at, sha in reversed(pushed) if at <= when), None)


def _said(notes: Sequence[Any], decision: Any, when: datetime | None) -> str:
    """Return the newest comment that the same account wrote together with its decision."""
    author = text(decision, "author", "username")
    said = [
        text(note, "body")
        for note in notes
        if text(note, "author", "username") == author and not flag(note, "system", False)
        and when is not None
        and (at := moment(note, "created_at")) is not None and abs(at - when) <= _TOGETHER
    ]  # fmt: skip
    return said[-1] if said else ""


def _changed_file(row: Any) -> ChangedFile:
    old, new = text(row, "old_path"), text(row, "new_path")
    if flag(row, "new_file", False):
        return ChangedFile(new, Change.ADDED)
    if flag(row, "deleted_file", False):
        return ChangedFile(old, Change.REMOVED)
    if flag(row, "renamed_file", False):
        return ChangedFile(new, Change.RENAMED, old)
    return ChangedFile(new, Change.MODIFIED)
