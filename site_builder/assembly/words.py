"""What search knows of the pages that it reads itself, from build to build.

Of each bundle a row tells which pages it has under which keys, and what stands for their words: as
long as the row is the same, nobody asks for the words. They lie by their own digests in a piece
that is read only when search makes the pages' volume anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

import msgspec

from site_builder.assembly.manifest import Bundle, Record
from site_builder.assembly.rendering import source
from site_builder.cache.pieces import Pieces
from site_builder.pages.gists import digest
from site_builder.search import MonthSource, PageDocument, is_read, source_of

_TOLD: Final = "search/told"
_DOCUMENTS: Final = "search/documents"
_Rows = dict[str, tuple[str, str]]
"""Key and digest of the words of each page, by path."""


class Told(NamedTuple):
    """What is known of a bundle."""

    mark: str
    """Stands for paths and keys."""
    words: str
    """Stands for the words of all."""
    rows: msgspec.Raw
    """`_Rows`."""


_ENCODE: Final = msgspec.msgpack.Encoder().encode
_READ_TOLD: Final = msgspec.msgpack.Decoder(dict[str, Told]).decode
_READ_ROWS: Final = msgspec.msgpack.Decoder(_Rows).decode
_READ_DOCUMENTS: Final = msgspec.msgpack.Decoder(dict[str, PageDocument]).decode


def read_of(records: Iterable[Record]) -> str:
    """Return what stands for the pages among some files that search reads; empty for none."""
    pages = [f"{path} {key}" for path, key in sorted(_pages(records))]
    return digest(*pages) if pages else ""


class Words:
    """The words of the pages of one build."""

    def __init__(self, pieces: Pieces) -> None:
        """Recall what was known; no words are read yet."""
        self._pieces = pieces
        self._known: Mapping[str, Told] = pieces.value(_TOLD, "", _READ_TOLD) or {}
        self._now: dict[str, Told] = {}
        self._rows = cache(self._rows_of)
        self._fresh: dict[str, PageDocument] = {}
        """The words of pages that were made now, by path."""

    def knows(self, bundle: Bundle) -> bool:
        """Return whether the words of all pages of a bundle are known."""
        told = self._known.get(bundle.name)
        return not bundle.read or (told is not None and told.mark == bundle.read)

    def has(self, name: str, path: str, key: str) -> bool:
        """Return whether the words of a page of the bundle of this name are known."""
        return not is_read(path) or self._rows(name).get(path, ("", ""))[0] == key

    def take(self, document: PageDocument) -> None:
        """Take the words of a page that was made."""
        self._fresh[document.path] = document

    def add(self, bundle: Bundle) -> None:
        """Take the pages of a bundle, of which the words are known or were taken."""
        if not bundle.read:
            return
        if self.knows(bundle):
            self._now[bundle.name] = self._known[bundle.name]
            return
        rows: _Rows = {}
        for path, key in sorted(_pages(bundle.records)):
            fresh = self._fresh.get(path)
            rows[path] = self._rows(bundle.name)[path] if fresh is None else (key, _digest(fresh))
        words = digest(*(told for _, told in rows.values()))
        self._now[bundle.name] = Told(bundle.read, words, msgspec.Raw(_ENCODE(rows)))

    def source(self, make: Callable[[Sequence[str]], Iterable[PageDocument]]) -> MonthSource | None:
        """Return the pages of all bundles as search indexes them; None where it reads none.

        `make` makes the words of some pages that the store has lost.
        """
        if not self._now:
            return None
        key = digest(*(self._now[name].words for name in sorted(self._now)))
        return source_of(key, lambda: self._documents(make))

    def keep(self) -> None:
        """Keep what is known now, where it is not what was known before."""
        if self._now != self._known:
            self._pieces.keep(_TOLD, "", self._now, _ENCODE)

    def _documents(
        self, make: Callable[[Sequence[str]], Iterable[PageDocument]]
    ) -> list[PageDocument]:
        """Return the words of all pages; the store takes them."""
        rows = {
            path: row for told in self._now.values() for path, row in _READ_ROWS(told.rows).items()
        }
        before: Mapping[str, PageDocument] = (
            self._pieces.value(_DOCUMENTS, "", _READ_DOCUMENTS) or {}
        )
        held = dict(before) | {_digest(each): each for each in self._fresh.values()}
        lost = [path for path, (_, told) in rows.items() if told not in held]
        held |= {_digest(each): each for each in (make(lost) if lost else ())}
        now = {told: held[told] for _, told in rows.values()}
        if now.keys() != before.keys():
            self._pieces.keep(_DOCUMENTS, "", now, _ENCODE)
        return [now[told] for _, told in rows.values()]

    def _rows_of(self, name: str) -> _Rows:
        told = self._known.get(name)
        return {} if told is None else _READ_ROWS(told.rows)


def _pages(records: Iterable[Record]) -> Iterator[tuple[str, str]]:
    """Yield path and key of the pages that search reads."""
    named = ((source(record.path), record.key) for record in records)
    return ((path, key) for path, key in named if is_read(path))


def _digest(document: PageDocument) -> str:
    return digest(*document)
