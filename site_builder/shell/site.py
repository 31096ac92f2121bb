"""All frames of an office's theme, with the files that the theme brings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from hashlib import blake2b
from itertools import groupby
from typing import NamedTuple, Protocol

import msgspec

from site_builder.pages.page import Asset, NavEntry, Page, Sheet
from site_builder.shell.frames import Filler, Frame
from site_builder.shell.html import content
from site_builder.shell.places import Layout, Place
from site_builder.shell.sitemap import SITEMAPS, packed, sitemap

Frames = tuple[tuple[Place, Frame], ...]
"""Frames by place, in order of the places' folders."""


class Head(msgspec.Struct, array_like=True, frozen=True):
    """What every build must know of a shell, also one that makes no page."""

    navigation: tuple[NavEntry, ...]
    digests: dict[str, tuple[str, bool]]
    """For each folder of stubs: what stands for its frames, and whether they name the day."""
    files: dict[str, str]
    """What stands for the theme's own files, 404.html and what the office's plugins write."""
    site_url: str
    """Where the site will be, with a slash at its end; empty where the office does not say."""


class Rendered(NamedTuple):
    """What the theme makes of an office's settings."""

    head: Head
    frames: Mapping[str, Frames]
    """By the stubs' folder."""
    files: Mapping[str, bytes]


class Held(Protocol):
    """Where frames and files are, which are larger than all that most builds write."""

    def frames(self, folder: str) -> Frames:
        """Return the frames of a folder of stubs."""

    def files(self) -> Mapping[str, bytes]:
        """Return the theme's files."""


class Shell:
    """What the theme makes of an office's settings: the same for all of its pages."""

    def __init__(self, head: Head, held: Held) -> None:
        """Take what every build must know, and where the rest is, read when it is asked for."""
        self._head = head
        self._held = held
        self._layout = Layout(head.navigation)
        self._fillers: dict[str, dict[Place, Filler]] = {}

    def digest(self, path: str, day: date) -> str:
        """Return what stands for everything round the content of the page at this path."""
        digest, dated = self._head.digests[self._layout.folder(path)]
        return f"{digest} {day}" if dated else digest

    def everywhere(self, day: date) -> str:
        """Return what stands for everything round the content of all pages."""
        digests = self._head.digests
        dated = any(dated for _, dated in digests.values())
        told = "\n".join(f"{folder} {digest}" for folder, (digest, _) in digests.items())
        digest = blake2b(told.encode(), digest_size=16).hexdigest()
        return f"{digest} {day}" if dated else digest

    def whole(self, page: Page, day: date) -> bytes:
        """Return a page's file as the theme shows it; `day` is the one the site is computed for."""
        html, headings = content(page)
        place = self._layout.place(page.path, page.hide, headings)
        return self._filler(place).fill(page, html, headings, day.isoformat())

    def _filler(self, place: Place) -> Filler:
        fillers = self._fillers.get(place.folder)
        if fillers is None:
            frames = self._held.frames(place.folder)
            fillers = self._fillers[place.folder] = {each: Filler(frame) for each, frame in frames}
        return fillers[place]

    def files(self) -> Iterator[Sheet]:
        """Yield the theme's own files."""
        for path, digest in self._head.files.items():
            yield Sheet(path, digest, partial(self._file, path))

    def _file(self, path: str) -> Asset:
        return Asset(path, self._held.files()[path])

    def sitemaps(self, mark: str, paths: Callable[[], Iterable[str]], day: date) -> Iterator[Sheet]:
        """Yield the lists of the pages' addresses for search engines, plain and compressed.

        `mark` stands for the paths.
        """
        site_url = self._head.site_url
        told = f"{site_url}\n{day}\n{mark}" if site_url else str(day)
        key = blake2b(told.encode(), digest_size=16).hexdigest()
        for path in SITEMAPS:
            yield Sheet(path, key, partial(self._sitemap, path, paths, day))

    def _sitemap(self, path: str, paths: Callable[[], Iterable[str]], day: date) -> Asset:
        text = sitemap(paths(), self._head.site_url, day)
        return Asset(path, packed(text, day) if path.endswith(".gz") else text)


def rendered(
    navigation: tuple[NavEntry, ...], frames: Frames, files: Mapping[str, bytes], site_url: str
) -> Rendered:
    """Return these frames and files with what stands for them."""
    held = {
        folder: tuple(own) for folder, own in groupby(frames, key=lambda frame: frame[0].folder)
    }
    digests = {
        folder: (_digest(msgspec.msgpack.encode(own)), any(frame.dated for _, frame in own))
        for folder, own in held.items()
    }
    told = {path: _digest(data) for path, data in files.items()}
    return Rendered(Head(navigation, digests, told, site_url), held, files)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()
