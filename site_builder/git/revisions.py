"""What any revision holds and how it came there, without checking anything out.

Paths are those inside the repository, with `/`, as Git has them: bytes that are no UTF-8 come as
surrogates. Objects are read through one `git cat-file --batch-check` and one `--batch` that go on
as long as the `Revisions`; names of revisions and paths reach Git on their standard input or after
`--`, so none can be taken for an option. Replacement objects and grafts are not followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Self

if TYPE_CHECKING:
    from git import Repo

_ID: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_COMMIT: Final = "%x01%H%x00%P%x00%an%x00%ae%x00%aI%x00%cI"
_RAW: Final = ("--raw", "--no-abbrev", "--no-renames", "-z")
_NONE: Final = "0" * 40


class TreeEntry(NamedTuple):
    """One file of a revision."""

    path: str
    mode: str
    """`100644` file, `100755` program, `120000` symbolic link, `160000` submodule."""
    blob: str
    """Object id; of a submodule the commit's, which is no object here."""


class Blob(NamedTuple):
    """A file's content as Git holds it."""

    size: int
    """In bytes."""
    data: bytes | None
    """None where it is longer than was allowed; nothing of it was read then."""


class Change(NamedTuple):
    """One path that differs between two revisions; a rename is one taken away and one added."""

    path: str
    old_mode: str | None
    """None where it was not there before."""
    new_mode: str | None
    """None where it is there no more."""
    old_blob: str | None
    new_blob: str | None


class Commit(NamedTuple):
    """Who made a commit, and when."""

    id: str
    parents: tuple[str, ...]
    author: str
    email: str
    authored: datetime
    committed: datetime


class Step(NamedTuple):
    """What a commit changed against one of its parents; a merge gives one step for each parent
    from which it differs, the first parent's first."""

    commit: Commit
    changes: tuple[Change, ...]


class Revisions:
    """The history of the repository that holds a folder, also of a bare one.

    Every method but `resolve` takes commits by the id that `resolve` returned. Use it in a `with`
    statement, or call `close`: it keeps two processes.
    """

    inside: str
    """Where the folder lies in the repository, `""` at its top and in a bare one."""

    @classmethod
    def of(cls, folder: Path) -> Self | None:
        """Return the history of a folder's repository, None where there is none or no Git."""

    def __init__(self, repository: Repo, inside: str) -> None:
        """Take a repository; nothing runs yet."""

    def __enter__(self) -> Self:
        """Return itself."""

    def __exit__(self, *_: object) -> None:
        """Close."""

    def close(self) -> None:
        """End the processes."""

    def resolve(self, revision: str) -> str | None:
        """Return the id of the commit that a branch, tag, `HEAD~2`, … or id names, else None."""

    def branches(self, prefix: str = "") -> dict[str, str]:
        """Return the commits of local (`review/x`) and remote (`origin/review/x`) branches by
        name, sorted; only those below a prefix such as `review/` (of each remote too)."""

    def shallow(self) -> bool:
        """Return whether older commits were left out when the repository was cloned."""

    def entries(self, commit: str, under: str = "") -> tuple[TreeEntry, ...]:
        """Return all files at or below a path, at any depth, in Git's order (bytes)."""

    def entry(self, commit: str, path: str) -> TreeEntry | None:
        """Return the file of a path, None where there is none (or a folder)."""

    def find(self, commit: str, path: str) -> str | None:
        """Return the blob id of a path, None where there is no blob. Faster than `entry`; a
        symbolic link too is a blob."""

    def read(self, blob: str, limit: int) -> Blob | None:
        """Return a blob's content unless it has more than `limit` bytes; None where the repository
        has no such blob."""

    def merge_base(self, one: str, other: str) -> str | None:
        """Return the best common ancestor of two commits, None where they have none."""

    def contains(self, commit: str, ancestor: str) -> bool:
        """Return whether a commit is, or has among its ancestors, another."""

    def changes(self, base: str, head: str, under: str = "") -> tuple[Change, ...]:
        """Return what differs between two commits at or below a path, in Git's order."""

    def commits(self, head: str, path: str) -> tuple[Commit, ...]:
        """Return the commits of the whole history that changed something at or below a path,
        newest first; also those of side branches that a merge then undid."""

    def steps(self, heads: tuple[str, ...], *under: str) -> Iterator[Step]:
        """Yield what each commit reachable from `heads` changed at or below some paths, newest
        first, parents after their children."""

    def trunk(self, head: str, *under: str) -> Iterator[Step]:
        """Yield what each commit of the first-parent chain changed against its first parent at or
        below some paths, newest first: how a main branch came to be, one merge one step."""

    def reaches(self, head: str, blob: str, under: str = "") -> bool:
        """Return whether a blob was at any time, in any commit reachable from `head`, at or below
        a path. Costs a pass over the history: ask `steps` for many."""
