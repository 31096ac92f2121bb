"""Places: which pages of a site look alike round their content, so that one frame fits them all.

A page in the navigation has a place of its own (its entry is lit, its neighbours are named). All
others are told apart by what relative links and lit tabs depend on: how deep they lie, and which
part of their address they share with the navigation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import product
from typing import Final, NamedTuple
from urllib.parse import quote

from site_builder.pages.page import NavEntry
from site_builder.shell.html import OUTLINE_DEPTH, Heading

HIDES: Final[tuple[tuple[str, ...], ...]] = ((), ("toc",), ("navigation", "toc"))
"""What pages hide of the theme's sidebars."""

ONLY_TITLE, SECTIONS = "title", "sections"
"""What a page has headings of; the theme leaves out a table of contents without sections."""

ANY_FOLDER: Final = "csmarkfolder水"
"""Stands in a stub's address for a folder that differs from page to page."""

_INDEX = "index.md"


class Place(NamedTuple):
    """What decides everything round a page's content."""

    folder: str
    """Where the stub lies, with a slash at its end; `items/ANY/ANY/` fits every item of a year."""
    hide: tuple[str, ...]
    outline: str

    @property
    def path(self) -> str:
        """The stub's path among the sources."""
        return self.folder + _INDEX

    @property
    def address(self) -> str:
        """The stub's address inside the site, as links and the theme write it."""
        return quote(self.folder or "./")


class Layout:
    """Where the pages of a navigation lie: gives each page of the site its place."""

    def __init__(self, navigation: Iterable[NavEntry]) -> None:
        """Remember the folders of all pages in the navigation, and the folders above them."""
        navigation = tuple(navigation)
        self.mark = blake2b(repr(navigation).encode(), digest_size=16).hexdigest()
        """Stands for the navigation."""
        self._folders = {
            folder for path in _paths(navigation) for folder in _upwards(_folder_of(path))
        }
        self._stubs: dict[str, str] = {}
        """By parent folder: the stub for every folder in it that the navigation does not know."""

    def folder(self, path: str) -> str:
        """Return the folder of the stub that stands for the page."""
        folder = _folder_of(path)
        parent = folder[: folder.rfind("/", 0, -1) + 1]
        if folder in self._folders or not parent:
            return folder
        stub = self._stubs.get(parent)
        if stub is None:
            above = list(_upwards(parent))
            shared = next((each for each in above if each in self._folders), above[-1])
            stub = shared + f"{ANY_FOLDER}/" * (folder.count("/") - shared.count("/"))
            self._stubs[parent] = stub
        return stub

    def place(self, path: str, hide: tuple[str, ...], headings: tuple[Heading, ...]) -> Place:
        """Return the place of a finished page."""
        sections = any(heading.level <= OUTLINE_DEPTH for heading in headings[1:])
        return Place(self.folder(path), hide, SECTIONS if sections else ONLY_TITLE)

    def stubs(self, paths: Iterable[str]) -> frozenset[str]:
        """Return the folders of all stubs that pages at these paths can turn out to need."""
        every = {path[: -len(_INDEX)] for path in paths}
        own = every & self._folders
        # Thousands lie side by side and share a stub: one of each folder's is enough.
        beside = {folder[: folder.rfind("/", 0, -1) + 1]: folder for folder in every - own}
        stubs = {self.folder(folder + _INDEX) for folder in (*own, *beside.values())}
        return frozenset(stubs | {folder for folder in every if folder.count("/") < 2})


def places(stubs: Iterable[str]) -> tuple[Place, ...]:
    """Return all places of these stubs."""
    every = product(sorted(stubs), HIDES, (ONLY_TITLE, SECTIONS))
    return tuple(Place(*each) for each in every)


def _paths(navigation: Iterable[NavEntry]) -> Iterator[str]:
    for entry in navigation:
        if entry.path is not None:
            yield entry.path
        yield from _paths(entry.children)


def _folder_of(path: str) -> str:
    """Return the folder a page lies in, with a slash at its end; home lies in none."""
    if not path.endswith("/index.md") and path != _INDEX:
        raise ValueError(f"{path}: a page lies in a folder of its own")
    return path[: -len(_INDEX)]


def _upwards(folder: str) -> Iterator[str]:
    """Yield a folder and those above it, up to the first below the root."""
    yield folder
    parts = folder.rstrip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        yield "/".join(parts[:length]) + "/"
