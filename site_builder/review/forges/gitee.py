"""Gitee: it says who has accepted, but neither when nor which text; so the comment says it.

What counts is a comment whose first line is the decision and, at its end, the commit that was read:

    通过：分管局领导 1a2b3c4d
    退改 1a2b3c4d
    数据没有出处

The report has the line ready to copy. 接受 (`accept`) of the web page alone is listed and does
not count: it would stay on whatever is pushed after it. Nor does a comment count that was changed
later: the owners of a repository can change what others wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from site_builder.review.forges.fields import (
    Comments,
    changed_file,
    flag,
    in_order,
    listed,
    moment,
    pull_request,
    text,
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
    ReviewState,
    StatusState,
    short,
)

_DECIDED: Final = re.compile(r"(通过|退改|不采用)(?:[：:][^\n]*?)?\s+([0-9a-f]{7,40})\s*(?:\n|\Z)")
_DECISIONS: Final = {
    "通过": ReviewState.APPROVED,
    "退改": ReviewState.CHANGES,
    "不采用": ReviewState.CHANGES,
}
_CHANGES: Final = {
    "added": Change.ADDED,
    "modified": Change.MODIFIED,
    "removed": Change.REMOVED,
    "renamed": Change.RENAMED,
}
_CHECK: Final[dict[StatusState, dict[str, object]]] = {
    StatusState.PENDING: {"status": "in_progress"},
    StatusState.SUCCESS: {"status": "completed", "conclusion": "success"},
    StatusState.FAILURE: {"status": "completed", "conclusion": "failure"},
    StatusState.ERROR: {"status": "completed", "conclusion": "failure"},
}


class Gitee:
    """One repository on Gitee (API v5)."""

    name = "gitee"

    def __init__(self, transport: Transport, repository: str, account: str | None = None) -> None:
        """Take `owner/name`, and under which account our comments appear (else it is asked)."""
        self._transport = transport
        self._repo = f"repos/{repository}"
        self._account = account

    def request(self, number: int) -> Request:
        """Return a pull request."""
        return pull_request(self._transport.get(f"{self._repo}/pulls/{number}"))

    def reviews(self, number: int) -> tuple[ForgeReviewRow, ...]:
        """Return the decisions that comments tell, the oldest first, then who else accepted."""
        pull = self._transport.get(f"{self._repo}/pulls/{number}")
        commits = [text(each, "sha") for each in self._pages(f"pulls/{number}/commits")]
        return review_rows(pull, commits, self._pages(f"pulls/{number}/comments"))

    def changed_files(self, number: int) -> tuple[ChangedFile, ...]:
        """Return every changed file; Gitee itself tells of 300 at most, on one page."""
        rows = self._transport.get(f"{self._repo}/pulls/{number}/files")
        return tuple(changed_file(each, _CHANGES) for each in rows)

    def post_status(
        self, sha: str, state: StatusState, description: str, url: str | None = None
    ) -> None:
        """Set the check (门禁) of a commit, unless it stands there so already."""
        title = short(description)
        check: dict[str, object] = {
            "name": CONTEXT, **_CHECK[state], "output": {"title": title, "summary": title}
        }  # fmt: skip
        if url is not None:
            check["details_url"] = url

        def found() -> Any:
            answer = self._transport.get(
                f"{self._repo}/commits/{sha}/check-runs", check_name=CONTEXT, per_page=100
            )
            rows = answer if isinstance(answer, list) else listed(answer, "check_runs")
            ours = (each for each in rows if text(each, "name") == CONTEXT)
            return max(ours, key=lambda each: whole(each, "id"), default=None)

        def done() -> bool:
            latest = found()
            return text(latest, "output", "title") == title and all(
                text(latest, word) == check.get(word, "") for word in ("status", "conclusion")
            )

        known = found()
        if known is None:
            path, said = f"{self._repo}/check-runs", {**check, "head_sha": sha}
            self._transport.once(done, "POST", path, said)
        else:
            path = f"{self._repo}/check-runs/{text(known, 'id')}"
            self._transport.once(done, "PATCH", path, check)

    def write_report(self, number: int, markdown: str) -> None:
        """Write our comment or bring it up to date."""
        path = f"pulls/{number}/comments"
        comments = Comments(
            lambda: self._pages(path), f"{self._repo}/{path}", f"{self._repo}/pulls/comments"
        )
        write_comment(self._transport, comments, self._account, markdown)

    def _pages(self, path: str) -> Iterable[Any]:
        return self._transport.counted_pages(f"{self._repo}/{path}", size_word="per_page")


def review_rows(
    pull: Any, commits: Iterable[str], comments: Iterable[Any]
) -> tuple[ForgeReviewRow, ...]:
    """Return what the comments decide, and who accepted without saying what he had read."""
    known = [each for each in commits if each]
    found = [row for each in comments if (row := _decision(each, known)) is not None]
    said = {row.account for row in found}
    return (
        *in_order(found),
        *(
            ForgeReviewRow(f"accept-{login}", login, ReviewState.APPROVED)
            for each in listed(pull, "assignees")
            if flag(each, "accept", False)
            and (login := text(each, "login")) and login not in said
        ),
    )  # fmt: skip


def _decision(comment: Any, commits: Iterable[str]) -> ForgeReviewRow | None:
    body = text(comment, "body").replace("\r\n", "\n").strip()
    decided = _DECIDED.match(body)
    if decided is None:
        return None
    fitting = [sha for sha in commits if sha.startswith(decided[2])]
    changed, written = moment(comment, "updated_at"), moment(comment, "created_at")
    return ForgeReviewRow(
        id=text(comment, "id"),
        account=text(comment, "user", "login"),
        state=_DECISIONS[decided[1]],
        commit=fitting[0] if len(fitting) == 1 else None,
        time=written,
        body=body[: decided.start(2)].rstrip() + "\n" + body[decided.end() :],
        official=changed in (None, written),
        url=text(comment, "html_url"),
    )
