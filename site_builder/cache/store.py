"""Pieces of earlier work by name and key, in the repository's own Git directory.

There every branch and worktree shares them, no commit can ever bring one, and no reader needs
them: whatever is damaged, of another key or not there is simply worked out again. What cannot be
written is remembered as `trouble` and stops nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from site_builder.git import common_directory

T = TypeVar("T")

_MAGIC: Final = b"chunshui cache 1\n"
_DIGEST: Final = 32
_NAME: Final = re.compile(r"[0-9A-Za-z_-][0-9A-Za-z._-]*(?:/[0-9A-Za-z_-][0-9A-Za-z._-]*)*")
_ENDING: Final = ".cache"
_FORGOTTEN: Final = 3600 * 10**9
"""Nanoseconds after which a half-written file belongs to nobody any more."""


class Store:
    """Keeps bytes by name; `get` gives them back only under the key they were put with.

    A name is ASCII words with / between them and holds one piece at a time. Of two writers the
    later wins; a reader sees the whole of one or the other. Without a folder nothing is kept.
    """

    def __init__(self, folder: Path | None) -> None:
        """Keep in the folder, which need not exist yet."""
        self.folder = folder
        self.trouble: str | None = None
        """Why the latest piece could not be kept, in one sentence for people."""
        self._swept = False

    def get(self, name: str, key: str) -> bytes | None:
        """Return what was last put under the name, None unless it is whole and of this key."""
        if self.folder is None:
            return None
        try:
            data = self._file(name).read_bytes()
        except OSError:
            return None
        head = _head(key)
        begin = len(head) + _DIGEST
        if len(data) < begin or not data.startswith(head):
            return None
        payload = data[begin:]
        return payload if data[len(head) : begin] == _digest(head, payload) else None

    def put(self, name: str, key: str, data: bytes) -> None:
        """Keep the bytes in place of what the name held; a refusal is remembered as trouble."""
        if self.folder is None:
            return
        head = _head(key)
        file = self._file(name)
        unfinished = file.with_name(f"{file.name}.{os.getpid()}.tmp")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with unfinished.open("wb") as out:
                out.writelines((head, _digest(head, data), data))
            unfinished.replace(file)
            self._sweep(file.stat().st_mtime_ns)
        except OSError as error:
            self.trouble = (
                f"缓存没有写成：{error.filename or file}（{error.strerror}）。"
                "不影响结果，只是下次要从头算。"
            )
            with contextlib.suppress(OSError):
                unfinished.unlink()

    def value(self, name: str, key: str, decode: Callable[[bytes], T]) -> T | None:
        """Return what was last kept under the name, decoded; None unless it is of this key."""
        data = self.get(name, key)
        return None if data is None else decode(data)

    def keep(self, name: str, key: str, value: T, encode: Callable[[T], bytes]) -> None:
        """Put a value, which nobody may change afterwards."""
        self.put(name, key, encode(value))

    def moment(self) -> int | None:
        """Return what time the file system says it is, in nanoseconds; None where it cannot."""
        if self.folder is None:
            return None
        self.put("moment", "", b"")
        try:
            return self._file("moment").stat().st_mtime_ns
        except OSError:
            return None

    def keep_newest(self, family: str, most: int) -> None:
        """Remove all but the latest written pieces whose names begin with `family/`."""
        if self.folder is None:
            return
        with contextlib.suppress(OSError):
            pieces = (self.folder / family).glob(f"*{_ENDING}")
            ages = sorted((-file.stat().st_mtime_ns, file) for file in pieces)
            for _, file in ages[most:]:
                file.unlink()

    def size(self) -> int:
        """Return how many bytes are kept."""
        if self.folder is None:
            return 0
        total = 0
        for file in self.folder.rglob(f"*{_ENDING}"):
            with contextlib.suppress(OSError):
                total += file.stat().st_size
        return total

    def _file(self, name: str) -> Path:
        assert self.folder is not None and _NAME.fullmatch(name), name  # noqa: S101 - our own names
        return self.folder / f"{name}{_ENDING}"

    def _sweep(self, now: int) -> None:
        """Remove, once, what killed writers left behind; `now` is the file system's own time."""
        if self._swept or self.folder is None:
            return
        self._swept = True
        for file in self.folder.rglob(f"*{_ENDING}.*.tmp"):
            with contextlib.suppress(OSError):
                if file.stat().st_mtime_ns < now - _FORGOTTEN:
                    file.unlink()


class ResidentStore(Store):
    """The store of a program that stays: the same values again, not others that are equal."""

    def __init__(self, folder: Path | None) -> None:
        """Keep in the folder and in memory."""
        super().__init__(folder)
        self._values: dict[str, tuple[str, Any]] = {}

    def value(self, name: str, key: str, decode: Callable[[bytes], T]) -> T | None:
        """Return what was last kept or read here under the name."""
        known = self._values.get(name)
        if known is not None and known[0] == key:
            found: T = known[1]
            return found
        value = super().value(name, key, decode)
        if value is not None:
            self._values[name] = key, value
        return value

    def keep(self, name: str, key: str, value: T, encode: Callable[[T], bytes]) -> None:
        """Put a value and remember it."""
        super().keep(name, key, value, encode)
        self._values[name] = key, value


def store_for(root: Path) -> Store:
    """Return the store of the repository that a folder lies in; outside Git nothing is kept."""
    common = common_directory(root)
    return Store(None if common is None else common / "chunshui")


def _head(key: str) -> bytes:
    written = key.encode("utf-8")
    return b"%b%08d%b\n" % (_MAGIC, len(written), written)


def _digest(head: bytes, payload: bytes) -> bytes:
    digest = hashlib.blake2b(head, digest_size=_DIGEST)
    digest.update(payload)
    return digest.digest()
