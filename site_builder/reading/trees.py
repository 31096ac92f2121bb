"""Files of which there are few, parsed: one with the bytes it had before is not parsed again.

Registries, rulebooks and assignments are asked for by every command, whatever else is kept. What
is wrong with how a file is written is found by parsing it, so only faultless ones are kept.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

import msgspec

from site_builder.cache import Store
from site_builder.cache.program import program
from site_builder.parsing.front_matter import Document
from site_builder.parsing.nodes import VERSION
from site_builder.parsing.report import Report
from site_builder.reading.one_file import parsed
from site_builder.schema import FileKind

_NAME: Final = "trees"
_KEPT: Final = msgspec.msgpack.Decoder(dict[str, Document]).decode


class Trees:
    """Parsed files by where they lie."""

    def __init__(self, store: Store) -> None:
        """Take what was parsed before."""
        self._store = store
        self._key = f"{program()} {VERSION}"
        self._before = store.value(_NAME, self._key, _KEPT) or {}
        self._now: dict[str, Document] = {}

    def parsed(self, data: bytes, kind: FileKind, report: Report) -> Document | None:
        """Return what `one_file.parsed` does, and report the same."""
        known = self._before.get(report.path)
        if known is not None and known.digest == sha256(data).hexdigest():
            report.text = data.decode()
        else:
            known = parsed(data, kind, report)
            if known is None or report.findings:
                return known
        self._now[report.path] = known
        return known

    def keep(self) -> None:
        """Keep what was asked for, once all files are read."""
        same = (self._before.get(path) is known for path, known in self._now.items())
        if len(self._before) != len(self._now) or not all(same):
            self._store.keep(_NAME, self._key, self._now, msgspec.msgpack.encode)
