"""Writing into a repository: commits on a branch, also on one that is not checked out.

A reviewer need not leave what he is at: his entry is committed on the item's branch while another
is checked out. Only where that branch is the one checked out do its files follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from site_builder.git.repositories import checked_out
from site_builder.git.revisions import GitError

if TYPE_CHECKING:
    from git import Repo

_ENVIRONMENT: Final = {"GIT_LITERAL_PATHSPECS": "1"}
_FILE: Final = "100644"


class Author(NamedTuple):
    """Under whose name a commit is made, and when."""

    name: str
    email: str
    time: datetime


class Worktree:
    """A repository with files checked out, for those who write."""

    @classmethod
    def of(cls, folder: Path) -> Self | None:
        """Return the worktree that holds a folder, None where there is none."""
        repository = checked_out(folder)
        return None if repository is None else cls(repository)

    def __init__(self, repository: Repo) -> None:
        """Take a repository of its own."""
        self.top = Path(repository.working_dir).resolve()
        self._git = repository.git
        self._git.update_environment(**_ENVIRONMENT)

    def setting(self, name: str) -> str | None:
        """Return a setting such as `user.email`, None where it is not set."""
        return self._said("config", "--get", name, fails=1) or None

    def branch(self) -> str | None:
        """Return the branch that is checked out, None where HEAD is on none."""
        return self._said("symbolic-ref", "--quiet", "--short", "HEAD", fails=1) or None

    def changed(self, path: str) -> bool:
        """Return whether a file differs from what HEAD holds; one that is in neither does not."""
        return self._said("status", "--porcelain", "--untracked-files=all", "--", path) != ""

    def edited(self, under: str) -> tuple[str, ...]:
        """Return the paths at or below one that differ from what HEAD holds, new ones too."""
        listed = self._said(
            "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", under
        )
        return tuple(sorted(entry[3:] for entry in listed.split("\0") if entry))

    def store(self, path: str) -> str:
        """Put a file into the repository as `git add` would, and return its blob's id."""
        return self._said("hash-object", "-w", "--", path)

    def switch(self, branch: str, commit: str) -> str | None:
        """Check a branch out at a commit that has all it had (a new one begins there); return what
        Git says against it, None when done. What is not committed comes along where it can."""
        try:
            self._said("switch", "--quiet", "--no-track", "-C", branch, commit)
        except GitError as refused:
            return str(refused)
        return None

    def commit(
        self, branch: str, parent: str, files: Mapping[str, str | bytes], author: Author, why: str
    ) -> str:
        """Commit files, given as bytes or as the id of a blob, on a branch whose last commit is
        `parent` (a new one begins there), and return the commit's id."""
        from tempfile import TemporaryDirectory  # who only reads does without

        with TemporaryDirectory() as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            self._said("read-tree", parent, env=index)
            for path, content in files.items():
                blob = content if isinstance(content, str) else self._stored(content, folder)
                entry = f"{_FILE},{blob},{path}"
                self._said("update-index", "--add", "--cacheinfo", entry, env=index)
            tree = self._said("write-tree", env=index)
        sign = ("-S",) if self.setting("commit.gpgsign") == "true" else ()
        made = self._said(
            "commit-tree", tree, "-p", parent, *sign, "-m", why, env=self._named(author)
        )
        known = self._said("rev-parse", "--quiet", "--verify", f"refs/heads/{branch}", fails=1)
        self._said("update-ref", "-m", why, f"refs/heads/{branch}", made, known or "0" * len(made))
        if self.branch() == branch:
            self._said("restore", f"--source={made}", "--staged", "--worktree", "--", *files)
        return made

    def _stored(self, content: bytes, folder: str) -> str:
        given = Path(folder) / "content"
        given.write_bytes(content)
        return self._said("hash-object", "-w", "--no-filters", "--", str(given))

    def _named(self, author: Author) -> dict[str, str]:
        """Return the environment of a commit: its author, and him as committer where the machine
        knows none."""
        who = {
            "GIT_AUTHOR_NAME": author.name,
            "GIT_AUTHOR_EMAIL": author.email,
            "GIT_AUTHOR_DATE": author.time.isoformat(),
        }
        if self.setting("user.email") is None or self.setting("user.name") is None:
            who |= {"GIT_COMMITTER_NAME": author.name, "GIT_COMMITTER_EMAIL": author.email}
        return who

    def _said(self, *arguments: str, fails: int = 0, env: Mapping[str, str] | None = None) -> str:
        """Return what a Git command prints; `fails` is an exit code that is an answer too."""
        status, printed, said = self._git.execute(
            [self._git.GIT_PYTHON_GIT_EXECUTABLE or "git", *arguments],
            with_extended_output=True,
            with_exceptions=False,
            env=dict(env or {}),
        )
        if status not in (0, fails):
            raise GitError(f"git {arguments[0]}: {said}")
        return str(printed)
