"""A Git history of generated content: files come, and change when they are adopted."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO, NamedTuple

_CLERK = "信息科 <office@example.invalid>"
_BATCH = 6
"""Files of one commit at most: an office commits many times a day."""


class Change(NamedTuple):
    """A file's life: the day it came, and the day its last lines were added."""

    path: str
    day: date
    cut: tuple[int, int]
    """Bytes that were not there yet when it came."""
    last_day: date | None


def commit(folder: Path, first: date, changes: list[Change]) -> None:
    """Make the folder a repository, by `git fast-import`, whose last commit is what lies in it."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    items = {change.path for change in changes}
    others = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    )
    importing = subprocess.Popen(
        ["git", "fast-import", "--quiet", "--done"],
        cwd=folder, env=_environment(), stdin=subprocess.PIPE,
    )  # fmt: skip
    assert importing.stdin is not None
    with importing.stdin as stream:
        _commit(stream, folder, first, [(path, None) for path in others if path not in items])
        for day, files in _days(changes):
            for start in range(0, len(files), _BATCH):
                _commit(stream, folder, day, files[start : start + _BATCH])
        stream.write(b"done\n")
    if importing.wait():
        raise SystemExit("git fast-import 失败")
    git(folder, "read-tree", "main")
    git(folder, "update-index", "-q", "--refresh")


def git(folder: Path, *arguments: str) -> None:
    """Run git without the machine's and the user's settings."""
    subprocess.run(["git", *arguments], cwd=folder, env=_environment(), check=True)


def _environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def _days(
    changes: list[Change],
) -> Iterator[tuple[date, list[tuple[str, tuple[int, int] | None]]]]:
    """Yield every day with its files, those that lack their last lines with the cut."""
    days: dict[date, list[tuple[str, tuple[int, int] | None]]] = {}
    for path, day, cut, last_day in changes:
        grows = last_day is not None and last_day > day
        days.setdefault(day, []).append((path, cut if grows else None))
        if grows and last_day is not None:
            days.setdefault(last_day, []).append((path, None))
    yield from sorted(days.items())


def _commit(
    stream: IO[bytes], folder: Path, day: date, files: list[tuple[str, tuple[int, int] | None]]
) -> None:
    seconds = (day - date(1970, 1, 1)).days * 86_400 + 8 * 3_600
    message = f"登记 {day}".encode()
    stream.write(
        f"commit refs/heads/main\ncommitter {_CLERK} {seconds} +0800\n"
        f"data {len(message)}\n".encode()
        + message
        + b"\n"
    )
    for path, cut in files:
        data = (folder / path).read_bytes()
        if cut is not None:
            data = data[: cut[0]] + data[cut[1] :]
        stream.write(f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n")
