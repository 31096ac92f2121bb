"""Which repository a folder belongs to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from git import Repo


def found(folder: Path) -> Repo | None:
    """Return the repository that holds a folder, also a bare one; None where there is no Git."""
    try:
        from git import Repo
        from git.exc import GitError, NoSuchPathError
    except ImportError:  # what GitPython raises where it finds no git to run
        return None
    try:
        return Repo(folder, search_parent_directories=True)
    except (GitError, NoSuchPathError):
        return None


def checked_out(folder: Path) -> Repo | None:
    """Return the repository whose worktree holds the folder; None too where there is no Git."""
    repository = found(folder)
    return None if repository is None or repository.bare else repository
