"""Git itself: which repository a folder belongs to, and its commands at work there.

The commands are run as they are: a library round them would take longer to import than an office
of twenty thousand items takes to look through.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Final, NamedTuple

_PLAIN: Final = {"LANGUAGE": "C", "LC_ALL": "C"}
"""So that Git says everywhere the same."""


class Repository(NamedTuple):
    """A repository, and how to ask Git about it."""

    program: str
    top: Path | None
    """Where its files are checked out; None for a bare one."""
    common: Path
    """The directory that all its worktrees share."""
    place: Path
    """Where commands run: its top, or the directory of a bare one."""

    @property
    def shallow(self) -> Path:
        """Return the file in which a shallow clone notes where its history ends."""
        return self.common / "shallow"

    def start(
        self, *arguments: str, env: Mapping[str, str] | None = None, asked: bool = False
    ) -> subprocess.Popen[bytes]:
        """Return a command at work; one that is `asked` reads its standard input."""
        return subprocess.Popen(  # noqa: S603 - Git, arguments of ours, no shell
            [self.program, *arguments],
            cwd=self.place,
            env={**os.environ, **_PLAIN, **(env or {})},
            stdin=subprocess.PIPE if asked else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if asked else subprocess.PIPE,
        )

    def run(self, *arguments: str, fails: int = 0, env: Mapping[str, str] | None = None) -> bytes:
        """Return what a command prints; `fails` is an exit code that is an answer too."""
        process = self.start(*arguments, env=env)
        printed, said = process.communicate()
        if process.returncode not in (0, fails):
            raise GitError(f"git {arguments[0]}: {said.decode('utf-8', 'replace').strip()}")
        return printed


class GitError(Exception):
    """Git could not answer: the repository is damaged, or an id is of no commit in it."""


class Questions:
    """A command that answers one line after another, begun with the first and kept."""

    def __init__(self, repository: Repository, *arguments: str, env: Mapping[str, str]) -> None:
        """Take the command."""
        self._repository = repository
        self._arguments = arguments
        self._env = env
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, line: str) -> IO[bytes]:
        """Ask, and return from where to read the answer."""
        if self._process is None:
            self._process = self._repository.start(*self._arguments, env=self._env, asked=True)
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None and answers is not None  # noqa: S101 - both are pipes
        try:
            asked.write(line.encode("utf-8", "surrogateescape") + b"\n")
            asked.flush()
        except BrokenPipeError as error:
            raise GitError(f"git {self._arguments[0]}") from error
        return answers

    def close(self) -> None:
        """End the command; it begins anew if it is asked again."""
        process, self._process = self._process, None
        if process is not None:
            with process:  # which closes its pipes and waits: at the end of the lines it ends
                pass


def found(folder: Path) -> Repository | None:
    """Return the repository that holds a folder, also a bare one; None where there is no Git."""
    program = shutil.which("git")
    if program is None:
        return None
    asked = ("rev-parse", "--is-inside-work-tree", "--git-common-dir", "--show-cdup")
    folder = folder.resolve()
    try:
        told = Repository(program, None, folder, folder).run(*asked)
    except (GitError, OSError):
        return None
    inside, near, up, *_ = [*told.decode("utf-8", "surrogateescape").split("\n"), ""]
    common = (folder / near).resolve()
    top = (folder / up).resolve() if inside == "true" else None
    return Repository(program, top, common, top or common)


def checked_out(folder: Path) -> Repository | None:
    """Return the repository whose worktree holds the folder; None too where there is no Git."""
    repository = found(folder)
    return None if repository is None or repository.top is None else repository
