"""A real bare repository into which commits are written by `git fast-import`.

There is no worktree, so that hundreds of commits take seconds, and so that a tree can hold what no
worktree would (a submodule, twins in one folder).
"""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple


class Raw(NamedTuple):
    """A tree entry that is no plain file."""

    mode: str
    data: bytes
    """Content, or the id of a commit for a submodule."""


Content = str | bytes | Raw | None


def as_bytes(content: Content) -> bytes:
    """The bytes of a file."""
    assert content is not None
    if isinstance(content, Raw):
        return content.data
    return content.encode() if isinstance(content, str) else content


class Repository:
    """A repository into which commits are written without a worktree."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(
        self,
        branch: str,
        parent: str,
        email: str,
        time: datetime,
        files: Mapping[str, Content],
        merge: Sequence[str],
    ) -> str:
        """Write a commit and return its id."""
        when = f"{int(time.timestamp())} +0800"
        lines: list[bytes] = [f"commit refs/heads/{branch}\n".encode()]
        lines.append(f"author x <{email}> {when}\ncommitter x <{email}> {when}\n".encode())
        lines.append(_data("更新".encode()))
        lines += [f"from {parent}\n".encode()] if parent else []
        lines += [f"merge {other}\n".encode() for other in merge]
        for path, content in files.items():
            lines.append(_line(path, content))
        stream = b"".join(lines)
        self.run_git("fast-import", "--quiet", "--force", data=stream)
        return self.run_git("rev-parse", f"refs/heads/{branch}").decode().strip()

    def run_git(self, *arguments: str, data: bytes = b"", cwd: Path | None = None) -> bytes:
        done = subprocess.run(
            ["git", *arguments], cwd=cwd or self.path, input=data, check=True, capture_output=True
        )
        return done.stdout


def _data(data: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(data), data)


def _line(path: str, content: Content) -> bytes:
    """A file in the words of fast-import."""
    quoted = b'"' + path.encode().replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
    if content is None:
        return b"D " + quoted + b"\n"
    mode = content.mode if isinstance(content, Raw) else "100644"
    if mode == "160000":
        return b"M 160000 " + as_bytes(content) + b" " + quoted + b"\n"
    return f"M {mode} inline ".encode() + quoted + b"\n" + _data(as_bytes(content))


def blob_id(data: bytes) -> str:
    """The id under which Git keeps a content."""
    return hashlib.sha1(b"blob %d\0%s" % (len(data), data), usedforsecurity=False).hexdigest()
