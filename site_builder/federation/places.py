"""Where an export lies: a folder or an address on the intranet; bytes come with a limit."""

from __future__ import annotations

import hashlib
import re
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from typing import IO, BinaryIO, NamedTuple
from urllib.error import HTTPError
from urllib.parse import urljoin

from site_builder.exports import MANIFEST, ExportError
from site_builder.exports.manifest import LARGEST_MANIFEST, File

_BLOCK = 2**20
_PATIENCE = 30
"""Seconds that a server may stay silent."""
_ON_THE_WEB = re.compile(r"https?://", re.IGNORECASE)
_PIN = "#sha256="


class _NoDetour(urllib.request.HTTPRedirectHandler):
    """Refuses redirects: a child's files lie where it said."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """Return no request, so that the redirect itself is the (bad) answer."""


_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoDetour)


class Place(NamedTuple):
    """A manifest's address, perhaps with the digest that it must have."""

    address: str
    pinned: str | None = None

    @classmethod
    def of(cls, written: str) -> Place:
        """Return the place that a path or address names; `#sha256=…` after it pins the manifest."""
        address, pin, digest = written.partition(_PIN)
        if _ON_THE_WEB.match(address):
            if not address.endswith(".json"):
                address = f"{address.rstrip('/')}/{MANIFEST}"
        elif Path(address).is_dir():
            address = str(Path(address, MANIFEST))
        return cls(address, digest.lower() if pin else None)

    def manifest(self) -> bytes:
        """Return the manifest's bytes; raise `ExportError` where they are too many or others."""
        with self._opened(None) as file:
            content = file.read(LARGEST_MANIFEST + 1)
        if len(content) > LARGEST_MANIFEST:
            raise ExportError(f"清单超过 {LARGEST_MANIFEST} 字节。")
        if self.pinned not in (None, hashlib.sha256(content).hexdigest()):
            raise ExportError("清单的 SHA-256 与命令里写明的不符，可能被改动过。")
        return content

    def copy(self, name: str, file: File, target: Path) -> None:
        """Copy a file that the manifest lists; raise `ExportError` unless size and digest agree."""
        digest, size = hashlib.sha256(), 0
        with self._opened(name) as source, target.open("wb") as copied:
            while size <= file.bytes and (block := source.read(_BLOCK)):
                size += len(block)
                digest.update(block)
                copied.write(block)
        if size != file.bytes:
            said = "多" if size > file.bytes else "少"
            raise ExportError(f"{name} 比清单上的 {file.bytes} 字节{said}，文件不完整或被改动过。")
        if digest.hexdigest() != file.sha256:
            raise ExportError(f"{name} 的 SHA-256 与清单不符，文件被改动过，请对方重新导出。")

    @contextmanager
    def _opened(self, name: str | None) -> Iterator[IO[bytes]]:
        """Yield the manifest (None) or the file of that plain name beside it."""
        try:
            with self._open(name) as file:
                yield file
        except (OSError, HTTPException, ValueError) as error:
            if isinstance(error, HTTPError):
                error.close()  # the answer is still open
            raise ExportError(f"读不到{name or '清单'}：{_reason(error)}。") from error

    def _open(self, name: str | None) -> BinaryIO:
        if _ON_THE_WEB.match(self.address):
            address = self.address if name is None else urljoin(self.address, name)
            opened: BinaryIO = _OPENER.open(address, timeout=_PATIENCE)
            return opened
        path = Path(self.address) if name is None else Path(self.address).with_name(name)
        if name is not None and (path.is_symlink() or not path.is_file()):
            raise OSError("没有这个文件，或是一个链接（不跟随链接）")
        return path.open("rb")


def _reason(error: Exception) -> str:
    """Return what the system says of a failure, in Chinese where it is a common one."""
    if isinstance(error, FileNotFoundError):
        return "没有这个文件"
    if isinstance(error, TimeoutError):
        return f"{_PATIENCE} 秒没有回应"
    return " ".join(str(error).split())[:200] or type(error).__name__
