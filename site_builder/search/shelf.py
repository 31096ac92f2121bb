"""One volume between the store and the site: made where it is new, else left where it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, partial
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec

from site_builder import prose
from site_builder.cache.store import Store
from site_builder.pages.page import Asset, Sheet
from site_builder.search.documents import MonthSource
from site_builder.search.segment import Index, digest, segment
from site_builder.search.volume import Files, Volume, reread, shard, volume

FOLDER: Final = "search"
_INDEX: Final = "index"
_BLOCKS: Final = "blocks"
_READ_INDEX: Final = msgspec.msgpack.Decoder(Index)
_READ_FILES: Final = msgspec.msgpack.Decoder(Files)
_READ_BLOCKS: Final = msgspec.msgpack.Decoder(list[bytes])


def digest_of(words: Iterable[str]) -> str:
    """Return the digest of words in this order."""
    made = blake2b(digest_size=16)
    for word in words:
        made.update(word.encode("utf-8", "surrogatepass") + b"\x1e")
    return made.hexdigest()


_SOURCES: Final = (*sorted(Path(__file__).parent.glob("*.py")), Path(prose.__file__))
_PROGRAM: Final = digest_of(source.read_text(encoding="utf-8") for source in _SOURCES)
"""Another program may index otherwise, so what an earlier one kept is of no use to it."""


class Shelf:
    """One volume: where its segments come from, and its files."""

    def __init__(
        self,
        store: Store | None,
        name: str,
        sources: Mapping[str, MonthSource],
        opened: dict[str, list[Index]],
    ) -> None:
        """Look up the volume in the store; nothing is made yet.

        `opened` are the indexes of the volume that was asked for last, shared by all volumes: of
        one at a time, as those of ten years fill a gigabyte.
        """
        self._opened = opened
        self.name = name
        self.sources = sources
        self._store = store
        self._key = digest_of((_PROGRAM, *(f"{n} {source.key}" for n, source in sources.items())))
        self._fresh: dict[tuple[str, str], bytes] = {}
        """Pieces that no store holds."""
        self._open: tuple[str, list[bytes]] = ("", [])
        """The segment whose blocks were asked for last."""
        self._known = None if store is None else store.get(self._place("volume"), self._key)

    def missing(self) -> list[str]:
        """Return the segments that must be made before the volume's files are known."""
        if self._known is not None:
            return []
        return [name for name in self.sources if self._stored(name, _INDEX) is None]

    def make(self, name: str) -> Mapping[str, bytes]:
        """Return a segment's pieces as the store holds them."""
        made = segment(self.sources[name].documents())
        encode = msgspec.msgpack.encode
        return {_INDEX: encode(made.index), _BLOCKS: encode(made.blocks)}

    def fill(self, name: str) -> Mapping[str, bytes]:
        """Make a segment's pieces and return those that the store has not taken."""
        return {
            part: data for part, data in self.make(name).items() if not self._put(name, part, data)
        }

    def keep(self, name: str, made: Mapping[str, bytes]) -> None:
        """Take the pieces of a segment that was made."""
        for part, data in made.items():
            if not self._put(name, part, data):
                self._fresh[name, part] = data

    def bind(self) -> bytes:
        """Return the volume's files, made of its segments, as one piece; the store takes it too."""
        made = msgspec.msgpack.encode(volume(list(self.sources), self._indexes()).files)
        if self._store is not None:
            self._store.put(self._place("volume"), self._key, made)
        return made

    @property
    def bound(self) -> bool:
        """Whether the volume's files are known."""
        return self._known is not None

    def know(self, piece: bytes) -> None:
        """Take the volume's files."""
        self._known = piece

    @cached_property
    def volume(self) -> Volume:
        """What the volume's files tell; they must be known."""
        assert self._known is not None  # noqa: S101 - the plan binds all that are not
        return reread(_READ_FILES.decode(self._known))

    @property
    def file(self) -> str:
        """The path of the volume's own file below search/."""
        return f"{self.name}/{digest(self.volume.files.own)}.bin"

    def sheets(self) -> Iterator[Sheet]:
        """Yield the volume's files; a path holds its file's digest, so it is the key too."""
        own, texts, facets = self.volume.files
        beside = f"{FOLDER}/{self.name}"
        for path, data in (
            (f"{FOLDER}/{self.file}", own),
            (f"{beside}/texts-{digest(texts)}.bin", texts),
            (f"{beside}/facets-{digest(facets)}.bin", facets),
        ):
            yield Sheet(path, path, partial(Asset, path, data))
        for which, name in enumerate(self.volume.shards):
            path = f"{beside}/{which:03x}-{name}.bin"
            yield Sheet(path, path, partial(self._shard, path, which))
        number = 0
        for source, names in zip(self.sources, self.volume.blocks, strict=True):
            for which, name in enumerate(names):
                path = f"{beside}/text/{number}-{name}.bin"
                yield Sheet(path, path, partial(self._block, path, source, which))
                number += 1

    def _shard(self, path: str, which: int) -> Asset:
        return Asset(path, shard(self._indexes(), which, len(self.volume.shards)))

    def _block(self, path: str, name: str, which: int) -> Asset:
        if self._open[0] != name:
            self._open = (name, _READ_BLOCKS.decode(self._piece(name, _BLOCKS)))
        return Asset(path, self._open[1][which])

    def _indexes(self) -> list[Index]:
        """Return the indexes of the segments."""
        if self.name not in self._opened:
            self._opened.clear()
            self._opened[self.name] = [
                _READ_INDEX.decode(self._piece(name, _INDEX)) for name in self.sources
            ]
        return self._opened[self.name]

    def _put(self, name: str, part: str, data: bytes) -> bool:
        """Return whether the store has taken a piece."""
        if self._store is None:
            return False
        self._store.put(self._place(name, part), self._piece_key(name), data)
        return self._store.trouble is None

    def _piece(self, name: str, part: str) -> bytes:
        """Return a piece; what the store has lost is made again."""
        found = self._stored(name, part)
        if found is None:
            made = self.make(name)
            self.keep(name, made)
            found = made[part]
        return found

    def _stored(self, name: str, part: str) -> bytes | None:
        fresh = self._fresh.get((name, part))
        if fresh is not None or self._store is None:
            return fresh
        return self._store.get(self._place(name, part), self._piece_key(name))

    def _piece_key(self, name: str) -> str:
        return digest_of((_PROGRAM, self.sources[name].key))

    def _place(self, *names: str) -> str:
        return "/".join((FOLDER, self.name, *names))
