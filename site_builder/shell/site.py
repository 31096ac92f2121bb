"""All frames of an office's theme, with the files that the theme brings, as one value to keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from hashlib import blake2b
from itertools import groupby

import msgspec

from site_builder.pages.page import Asset, NavEntry, Page, Sheet
from site_builder.shell.frames import Filler, Frame
from site_builder.shell.html import content
from site_builder.shell.places import Layout, Place
from site_builder.shell.sitemap import SITEMAPS, packed, sitemap

Frames = tuple[tuple[Place, Frame], ...]
"""The frames by place, in order of the places' folders."""


class Shell(msgspec.Struct, frozen=True, dict=True):
    """What the theme makes of an office's settings: the same for all of its pages."""

    navigation: tuple[NavEntry, ...]
    framed: msgspec.Raw
    """`Frames`, read when a page is to be filled."""
    digests: Mapping[str, tuple[str, bool]]
    """For each folder of stubs: what stands for its frames, and whether they name the day."""
    files: Mapping[str, bytes]
    """The theme's own files, 404.html and what the office's plugins write, by path."""
    site_url: str
    """Where the site will be, with a slash at its end; empty where the office does not say."""

    @cached_property
    def layout(self) -> Layout:
        """The places of the pages."""
        return Layout(self.navigation)

    @cached_property
    def _by_place(self) -> dict[Place, Filler]:
        frames = msgspec.msgpack.decode(self.framed, type=Frames)
        return {place: Filler(frame) for place, frame in frames}

    def digest(self, path: str, day: date) -> str:
        """Return what stands for everything round the content of the page at this path."""
        digest, dated = self.digests[self.layout.folder(path)]
        return f"{digest} {day}" if dated else digest

    def everywhere(self, day: date) -> str:
        """Return what stands for everything round the content of all pages."""
        dated = any(dated for _, dated in self.digests.values())
        told = "\n".join(f"{folder} {digest}" for folder, (digest, _) in self.digests.items())
        digest = blake2b(told.encode(), digest_size=16).hexdigest()
        return f"{digest} {day}" if dated else digest

    def whole(self, page: Page, day: date) -> bytes:
        """Return a page's file as the theme shows it; `day` is the one the site is computed for."""
        html, headings = content(page)
        place = self.layout.place(page.path, page.hide, headings)
        return self._by_place[place].fill(page, html, headings, day.isoformat())

    def sitemaps(self, paths: Sequence[str], day: date) -> Iterator[Sheet]:
        """Yield the lists of the pages' addresses for search engines, plain and compressed."""
        told = "\n".join((self.site_url, str(day), *sorted(paths))) if self.site_url else str(day)
        key = blake2b(told.encode(), digest_size=16).hexdigest()
        for path in SITEMAPS:
            yield Sheet(path, key, partial(self._sitemap, path, paths, day))

    def _sitemap(self, path: str, paths: Sequence[str], day: date) -> Asset:
        text = sitemap(paths, self.site_url, day)
        return Asset(path, packed(text, day) if path.endswith(".gz") else text)


def framed(
    navigation: tuple[NavEntry, ...], frames: Frames, files: Mapping[str, bytes], site_url: str
) -> Shell:
    """Return the shell of these frames."""
    digests: dict[str, tuple[str, bool]] = {}
    for folder, group in groupby(frames, key=lambda frame: frame[0].folder):
        own = list(group)
        digest = blake2b(msgspec.msgpack.encode(own), digest_size=16).hexdigest()
        digests[folder] = digest, any(frame.dated for _, frame in own)
    raw = msgspec.Raw(msgspec.msgpack.encode(frames))
    return Shell(navigation, raw, digests, files, site_url)


def encoded(shell: Shell) -> bytes:
    """Return the whole as bytes for a cache."""
    return msgspec.msgpack.encode(shell)


def decoded(data: bytes) -> Shell | None:
    """Return the value that was encoded, or None for bytes of another form."""
    try:
        return msgspec.msgpack.decode(data, type=Shell)
    except msgspec.MsgspecError:
        return None
