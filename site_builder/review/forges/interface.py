"""What a forge says of a request and its reviews, the same for every forge.

Every forge has words of its own, and the same word may mean different things on two of them; so
each adapter translates its own, and what it does not know becomes `UNKNOWN`, never an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final, NamedTuple, Protocol

CONTEXT: Final = "chunshui/gate"
"""The one context of our commit status. ASCII: it is typed into branch rules, is a glob pattern on
Gitea and a job's name on GitLab, and no forge promises that other characters work there."""

MARKER: Final = "<!-- chunshui:report -->"
"""The first line of our one comment; readers of the page do not see it."""

DESCRIPTION_LIMIT: Final = 140
"""Characters of a status's description, of what the forges allow the smallest (GitHub)."""


class ForgeError(Exception):
    """The forge could not be asked, or said no; the message is Chinese and holds no token."""


class RequestState(Enum):
    """Whether a request waits, was merged, or was closed without merging."""

    OPEN = "open"
    MERGED = "merged"
    CLOSED = "closed"


class ReviewState(Enum):
    """What a review says."""

    APPROVED = "approved"
    CHANGES = "changes"
    """Changes wanted."""
    COMMENT = "comment"
    DISMISSED = "dismissed"
    PENDING = "pending"
    """A draft that only its author sees."""
    ASKED = "asked"
    """Somebody was asked to review; nobody said anything."""
    UNKNOWN = "unknown"


class Change(Enum):
    """What a request does to a file."""

    ADDED = "added"
    MODIFIED = "modified"
    REMOVED = "removed"
    RENAMED = "renamed"
    COPIED = "copied"
    UNCHANGED = "unchanged"
    UNKNOWN = "unknown"


class StatusState(Enum):
    """The states that a commit status has on every forge."""

    PENDING = "pending"
    SUCCESS = "success"
    FAILURE = "failure"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Request:
    """A pull request or merge request."""

    number: int
    title: str
    author: str
    """The account; empty where it is no more."""
    head: str
    """Commit id of the newest commit."""
    base: str
    """Commit id on the target branch."""
    branch: str
    """The source branch."""
    state: RequestState
    opened: datetime
    ended: datetime | None = None
    """When it was merged or closed."""
    updated: datetime | None = None
    """When anything of it last changed, a push for example."""
    target: str = ""
    """The target branch."""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ForgeReviewRow:
    """One review as a forge lists it."""

    id: str
    account: str
    """Empty where the account is no more."""
    state: ReviewState
    commit: str | None = None
    """The commit that was judged; None where the forge does not say."""
    time: datetime | None = None
    body: str = ""
    official: bool = True
    """False where the forge itself does not count it (Gitea: no right to approve)."""
    stale: bool = False
    """True where the forge says that the request has changed since."""
    url: str = ""


class Issue(NamedTuple):
    """An issue: where forms are filled in."""

    number: int
    author: str
    """The account."""
    body: str
    opened: datetime


class ChangedFile(NamedTuple):
    """A file that a request changes."""

    path: str
    change: Change
    previous: str | None = None
    """Its path before, of a renamed one."""


class Forge(Protocol):
    """A forge and one repository on it. Every method raises `ForgeError` where it fails."""

    @property
    def name(self) -> str:
        """Return github, gitea, gitlab or gitee."""

    def request(self, number: int) -> Request:
        """Return a request."""

    def reviews(self, number: int) -> tuple[ForgeReviewRow, ...]:
        """Return every review, of all pages, the oldest first."""

    def changed_files(self, number: int) -> tuple[ChangedFile, ...]:
        """Return every changed file, of all pages."""

    def post_status(
        self, sha: str, state: StatusState, description: str, url: str | None = None
    ) -> None:
        """Set the status of a commit under `CONTEXT`; what stands there already is not repeated."""

    def write_report(self, number: int, markdown: str) -> None:
        """Write the one comment of ours under a request, or bring it up to date."""


class Desk(Forge, Protocol):
    """A forge on which forms become requests: GitHub, Gitea and Forgejo."""

    def requests(self, target: str) -> tuple[Request, ...]:
        """Return the open requests for a branch, of all pages, by number."""

    def propose(self, branch: str, target: str, title: str, body: str) -> Request:
        """Return the open request of a branch of this repository, made now where there is none."""


def short(description: str) -> str:
    """Return a description that every forge takes: one line, cut, no character beyond U+FFFF.

    GitHub refuses those with «description doesn't accept 4-byte Unicode»; a rare character of a
    name becomes 〓, the printer's sign for a missing type.
    """
    line = "".join(sign if sign <= "\uffff" else "〓" for sign in " ".join(description.split()))
    return line if len(line) <= DESCRIPTION_LIMIT else line[: DESCRIPTION_LIMIT - 1] + "…"


def commented(markdown: str) -> str:
    """Return the text of our comment."""
    return f"{MARKER}\n{markdown.strip()}\n"
