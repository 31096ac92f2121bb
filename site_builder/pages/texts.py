"""Texts: what stands for them, and where they lead. Facts stay what they are when a text changes.

Few pages show a text or 字数, which follows from it; those that do ask for a mark that stands for
the whole file. A mark is taken when it is asked for: of a month in which nothing changed none is.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, partial
from typing import Final
from urllib.parse import unquote

import msgspec

from scoring.sheaf import Sheaf
from site_builder import prose
from site_builder.pages.earlier import Earlier
from site_builder.pages.gists import digest
from site_builder.snapshot import Snapshot

Links = dict[str, list[str] | None]
"""By item the files to which its text leads; None where that cannot be told."""
_LINKS: Final = msgspec.msgpack.Decoder(Links).decode


class Texts:
    """The marks of the texts of a snapshot's items."""

    def __init__(self, snapshot: Snapshot, sheaves: Mapping[str, Sheaf], earlier: Earlier) -> None:
        """Keep the snapshot, its items by folder, and what keeps earlier work."""
        self._snapshot = snapshot
        self._sheaves = sheaves
        self._earlier = earlier

    def mark(self, name: str) -> str:
        """Return what stands for an item's file, its text and 字数 included."""
        known = self._snapshot.digests.get(name)
        if known:
            return known
        item, body = self._snapshot.corpus.items[name], self._snapshot.bodies.get(name)
        return digest(str(item.length), "" if body is None else body.body)

    def marks(self, names: Iterable[str]) -> str:
        """Return what stands for the files of some items."""
        return digest(*map(self.mark, names))

    def folder(self, name: str) -> str:
        """Return what stands for the files of the items that lie in a folder."""
        sheaf = self._sheaves[name]
        return sheaf.mark or self.marks(sheaf.items)

    @cached_property
    def links(self) -> Mapping[str, list[str] | None]:
        """Return the files to which texts lead, by item, as far as they may lead anywhere."""
        made: Links = {}
        for sheaf in self._sheaves.values():
            made.update(self._links(sheaf))
        return made

    def _links(self, sheaf: Sheaf) -> Links:
        linking = self._snapshot.linking
        names = [name for name in sheaf.items if linking is None or name in linking]
        if not names:
            return {}
        key = digest(*names, self.marks(names)) if sheaf.mark else ""
        make = partial(self._made, names)
        recalled = self._earlier.recalled
        return recalled(f"links/{sheaf.name}", key, _LINKS, msgspec.msgpack.encode, make)

    def _made(self, names: Iterable[str]) -> Links:
        return dict(self._found(names))

    def _found(self, names: Iterable[str]) -> Iterator[tuple[str, list[str] | None]]:
        for name in names:
            body = self._snapshot.bodies.get(name)
            targets = prose.targets("" if body is None else body.body)
            folder = posixpath.dirname(self._snapshot.corpus.items[name].source.path)
            found = None if targets is None else [_file(folder, target) for target in targets]
            yield name, found


def _file(folder: str, target: str) -> str:
    """Return the path of the file to which a link leads."""
    return posixpath.normpath(posixpath.join(folder, unquote(target).partition("#")[0]))
