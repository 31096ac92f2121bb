"""What is there now: the commit, whether the folder holds it, since when each file is known.

Everything is one pass over the history, never one process per file. Only who shows when a file was
written asks for that pass, and it goes on while something else is done. A folder outside any
repository is no error: it has no commit and no history.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeVar

import msgspec

from site_builder.git.repositories import checked_out
from site_builder.snapshot import History

if TYPE_CHECKING:
    from git import Repo

T = TypeVar("T")
_LOG: Final = (
    "log", "-z", "--root", "--no-renames", "--name-only", "--relative", "--format=%x01%cI",
)  # fmt: skip
_FORM: Final = "history 1"


class Kept(Protocol):
    """What keeps earlier work (`site_builder.cache.Store`)."""

    def value(self, name: str, key: str, decode: Callable[[bytes], T]) -> T | None:
        """Return what was kept under name and key."""

    def keep(self, name: str, key: str, value: T, encode: Callable[[T], bytes]) -> None:
        """Keep a value, which nobody may change afterwards."""


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


class _Remembered(NamedTuple):
    """The history as it was at a commit."""

    commit: str
    history: dict[str, History]


_REMEMBERED: Final = msgspec.msgpack.Decoder(_Remembered).decode


class _Running:
    """A Git command at work; it goes on while we do something else until its pipe is full."""

    def __init__(self, repository: Repo, folder: Path, *arguments: str) -> None:
        program = repository.git.GIT_PYTHON_GIT_EXECUTABLE or "git"
        command = [program, "--no-optional-locks", "-C", str(folder), *arguments]
        self._process = repository.git.execute(command, as_process=True)

    def said(self) -> str | None:
        """Return what the command printed once it has ended, None where it failed."""
        printed, _ = self._process.communicate()
        return None if self._process.returncode else printed.decode("utf-8", "replace")


class _Log:
    """The log at work. It writes into a file: it would wait until somebody empties a pipe."""

    def __init__(self, repository: Repo, folder: Path, commits: str) -> None:
        self._folder = TemporaryDirectory(prefix="chunshui-")
        self._file = Path(self._folder.name, "log")
        self._running = _Running(repository, folder, *_LOG, f"--output={self._file}", commits, "--")

    def said(self) -> str:
        """Return the log once it has ended, as far as it came."""
        with self._folder:
            if self._running.said() is None:
                return ""
            return self._file.read_text(encoding="utf-8", errors="replace")


class Reading:
    """Git at work beside us: begin it, do something else, then ask for the `state`.

    So too for the `history`: with `look_back` its reading begins.
    """

    def __init__(self, folder: Path, store: Kept | None = None) -> None:
        """Start the commands; the history read before will be taken from the store."""
        self._folder = folder
        self._store = store
        self._head: list[str] = []
        self._known = _Remembered("", {})
        self._log: _Log | None = None
        self._repository = repository = checked_out(folder)
        if repository is None:
            return
        from git.exc import GitCommandNotFound

        try:
            self._status = _Running(repository, folder, "status", "--porcelain", "--", ".")
        except GitCommandNotFound:
            return
        last = _Running(repository, folder, "log", "-1", "--format=%H %cI")
        self._head = (last.said() or "").split()
        if not self._head:  # no commit yet, or Git does not trust the folder's owner
            self._status.said()

    def state(self) -> GitState:
        """Return the state once Git has said everything; ask once."""
        if not self._head or self._repository is None:
            return GitState()
        commit, committed = self._head
        return GitState(
            commit=commit,
            committed=date.fromisoformat(committed[:10]),
            clean=self._status.said() == "",
            shallow=_shallow(self._repository).is_file(),
        )

    def look_back(self) -> None:
        """Begin to read the history up to HEAD, as far as it is not in the store."""
        if not self._head or self._repository is None:
            return
        commit = self._head[0]
        self._known = known = self._remembered(self._repository, self._folder, commit)
        if known.commit != commit:
            new = f"{known.commit}..{commit}" if known.commit else commit
            self._log = _Log(self._repository, self._folder, new)

    def history(self) -> Mapping[str, History]:
        """Return the first and last commit date by path inside the folder, after `look_back`."""
        if self._log is not None:
            commit = self._head[0]
            self._known = _Remembered(commit, _added(self._log.said(), self._known.history))
            self._log = None
            self._keep()
        return self._known.history

    def _remembered(self, repository: Repo, folder: Path, commit: str) -> _Remembered:
        """Return the history at HEAD or the nearest known ancestor, else an empty one."""
        inside = folder.resolve().relative_to(_top(repository)).as_posix()
        digest = hashlib.blake2b(inside.encode("utf-8"), digest_size=8).hexdigest()
        self._name = f"history/{digest}"
        boundary = _shallow(repository)
        self._key = f"{_FORM} {boundary.read_text(encoding='ascii') if boundary.is_file() else ''}"
        store = self._store
        known = None if store is None else store.value(self._name, self._key, _REMEMBERED)
        if known is not None:
            ancestor = ("merge-base", "--is-ancestor", known.commit, commit)
            if known.commit == commit or _Running(repository, folder, *ancestor).said() is not None:
                return known
        return _Remembered("", {})

    def _keep(self) -> None:
        if self._store is not None:
            self._store.keep(self._name, self._key, self._known, msgspec.msgpack.encode)


def read_state(folder: Path) -> GitState:
    """Return the state of the folder's repository, an empty one where there is none."""
    return Reading(folder).state()


def _added(log: str, known: Mapping[str, History]) -> dict[str, History]:
    """Return what is known of each file with the dates that a log tells."""
    history = dict(known)
    for commit in log.split("\x01")[1:]:
        written, *paths = commit.split("\0")
        day = date.fromisoformat(written[:10])
        for path in filter(None, (path.removeprefix("\n") for path in paths)):
            before = history.get(path)
            if before is None:
                history[path] = History(day, day)
            elif not before.first <= day <= before.last:
                history[path] = History(min(day, before.first), max(day, before.last))
    return history


def common_directory(folder: Path) -> Path | None:
    """Return the directory in which Git keeps what all worktrees share, None outside Git."""
    repository = checked_out(folder)
    return None if repository is None else Path(repository.common_dir).resolve()


def _top(repository: Repo) -> Path:
    return Path(repository.working_dir).resolve()


def _shallow(repository: Repo) -> Path:
    """Return the file in which a shallow clone notes where its history ends."""
    return Path(repository.common_dir) / "shallow"
