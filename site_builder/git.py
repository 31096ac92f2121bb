"""The only caller of Git: what the repository knows about the content folder.

Everything is one pass over the history, never one process per file. A folder outside any
repository is no error: it has no commit and no history.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.snapshot import History

if TYPE_CHECKING:
    from git import Repo


@dataclass(frozen=True, slots=True)
class GitState:
    """What Git says of a folder at one moment."""

    commit: str | None = None
    """Full hash of HEAD; None outside Git or before the first commit."""
    committed: date | None = None
    """Date of HEAD as its committer wrote it."""
    clean: bool = False
    """Whether the folder holds exactly what HEAD holds."""
    shallow: bool = False
    """Whether older commits were left out when the repository was cloned."""
    history: dict[str, History] | None = None
    """First and last commit date by path inside the folder."""


def common_directory(folder: Path) -> Path | None:
    """Return the directory in which Git keeps what all worktrees share, None outside Git.

    Reads what Git itself would read, without starting it.
    """
    here = folder.resolve()
    for place in (here, *here.parents):
        mark = place / ".git"
        if mark.is_dir():
            return mark if (mark / "HEAD").is_file() else None
        if mark.is_file():
            return _common_of(place, mark)
    return None


def _common_of(place: Path, mark: Path) -> Path | None:
    """Return the common directory that a worktree's or submodule's `.git` file leads to."""
    try:
        written = mark.read_text(encoding="utf-8")
        directory = place / written.removeprefix("gitdir:").strip()
        if not written.startswith("gitdir:") or not (directory / "HEAD").is_file():
            return None
        further = directory / "commondir"
        if further.is_file():
            directory /= further.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return None
    return directory.resolve() if directory.is_dir() else None


def read_state(folder: Path) -> GitState:
    """Return the state of the folder's repository, an empty one where there is none."""
    from git import Repo
    from git.exc import GitError, NoSuchPathError

    try:
        repository = Repo(folder, search_parent_directories=True)
    except (GitError, NoSuchPathError):
        return GitState()
    with repository:
        if not repository.head.is_valid():
            return GitState()
        return GitState(
            commit=repository.head.commit.hexsha,
            committed=repository.head.commit.committed_datetime.date(),
            clean=not _run(repository, folder, "status", "--porcelain", "--", "."),
            shallow=(Path(repository.common_dir) / "shallow").is_file(),
            history=_history(repository, folder),
        )


def _run(repository: Repo, folder: Path, *arguments: str) -> str:
    """Return what a git command prints when run inside the folder."""
    command = [repository.git.GIT_PYTHON_GIT_EXECUTABLE or "git", "-c", "core.quotePath=false"]
    return str(repository.git.execute([*command, "-C", str(folder), *arguments]))


def _history(repository: Repo, folder: Path) -> dict[str, History]:
    """Read first and last dates of all files in one pass of `git log`, newest commit first."""
    log = _run(
        repository,
        folder,
        *("log", "-z", "--no-renames", "--name-only", "--relative", "--format=%x01%cI", "--", "."),
    )
    found: dict[str, History] = {}
    for commit in log.split("\x01")[1:]:
        written, *paths = commit.split("\0")
        day = date.fromisoformat(written[:10])
        for path in filter(None, (path.removeprefix("\n") for path in paths)):
            newer = found.get(path)
            found[path] = History(day, newer.last if newer else day)
    return found
