"""The pages at which somebody looks, shown before all others.

Of most pages it is known only when all are planned whether they change, and planning asks what
stands for everything. An item's page asks for little: it is made at once, and compared with the
file that lies there. The theme round it is the last build's. In the rare case that this build gives
the site another navigation, the page is shown again when all is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple, Protocol

import msgspec

from site_builder.assembly.publishing import advance
from site_builder.assembly.rendering import Desk, published, source
from site_builder.cache.pieces import Pieces
from site_builder.pages import at_once
from site_builder.pages.index import Views
from site_builder.pages.page import NavEntry, Page


class Onlookers(Protocol):
    """Those who look at pages of the site while it is built."""

    def pages(self) -> frozenset[str]:
        """Return the pages at which they look, as paths inside the site."""

    def show(self, pages: frozenset[str]) -> None:
        """Show them pages that lie in the site now, before all others or once more."""


class Round(NamedTuple):
    """What decides, with the settings, what goes round the pages of a site."""

    navigation: tuple[NavEntry, ...]
    stubs: tuple[str, ...]


_LAST: Final = "shell/round"
_READ: Final = msgspec.msgpack.Decoder(Round).decode
_ENCODE: Final = msgspec.msgpack.Encoder().encode


def last_round(pieces: Pieces) -> Round | None:
    """Return what the last build had round its pages, if that is known."""
    return pieces.value(_LAST, "", _READ)


def keep_round(pieces: Pieces, now: Round) -> None:
    """Keep what this build has round its pages."""
    if last_round(pieces) != now:
        pieces.keep(_LAST, "", now, _ENCODE)


class Front:
    """What onlookers wait for, and what they were shown."""

    def __init__(self, onlookers: Onlookers, destination: Path, fresh: Path, theme: str) -> None:
        """Ask at which pages they look.

        `fresh` is where a build makes its files, `theme` stands for what lies in the site.
        """
        self.waiting = set(onlookers.pages())
        """Pages that were not shown anew."""
        self._onlookers = onlookers
        self._destination = destination
        self._fresh = fresh
        self._theme = theme
        self._shown: dict[str, bytes] = {}

    def soon(self, views: Views) -> Iterator[Page]:
        """Yield the pages that can be made before anything is planned."""
        made = (at_once(views, source(path)) for path in sorted(self.waiting))
        return (page for page in made if page is not None)

    def show(self, desk: Desk, pages: Iterable[Page]) -> None:
        """Put each page that shows anything new in the place of its file.

        A page that was not there before waits for the others, as does all that has a new theme.
        """
        if desk.theme != self._theme:
            return
        shown: dict[str, bytes] = {}
        for page in pages:
            path, data = published(page.path), desk.file(page)
            if self._lies(path) not in (None, data):
                advance(self._destination, self._fresh, path, data)
                shown[path] = data
        self._tell(shown)

    def finish(self) -> None:
        """Show again what became different from what was shown."""
        lies = {path: self._lies(path) for path in self._shown}
        self._tell({path: now for path, now in lies.items() if now and now != self._shown[path]})

    def _lies(self, path: str) -> bytes | None:
        """Return the bytes of a file of the site."""
        try:
            return (self._destination / path).read_bytes()
        except OSError:
            return None

    def _tell(self, shown: dict[str, bytes]) -> None:
        self.waiting -= shown.keys()
        self._shown |= shown
        if shown:
            self._onlookers.show(frozenset(shown))
