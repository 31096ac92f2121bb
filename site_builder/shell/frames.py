"""A frame: what the theme puts round a page, as literal text with slots.

A frame is cut out of a stub that the theme rendered with marks in the places of the title, the
content, the table of contents and so on. The marks carry an escaped character, so that the form in
which the theme prints a value (as it is, escaped, in an address) is seen and kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from html import unescape
from typing import Final, NamedTuple
from urllib.parse import quote

from markupsafe import escape

from site_builder.markup import address
from site_builder.pages.page import Page
from site_builder.shell.html import OUTLINE_DEPTH, Heading
from site_builder.shell.places import ONLY_TITLE, Place

_MARK: Final = "csmark"
_TITLE, _DESCRIPTION, _DAY, _CONTENT, _ADDRESS = "title", "description", "day", "content", "address"
_TITLE_ID, _TITLE_WORDS, _ID, _WORDS, _OUTLINE = "top", "topwords", "id", "words", "outline"

_FORMS: Final[Mapping[str, Callable[[str], str]]] = {
    "": lambda text: text,
    "escaped": lambda text: str(escape(text)),
    "plain": unescape,
    "quoted": lambda text: quote(text, safe="/"),
}
"""How a theme may print a value that it is given escaped."""

_VALUES: Final[Mapping[str, Callable[[Page, Heading], str]]] = {
    _TITLE: lambda page, _: str(escape(page.title)),
    _DESCRIPTION: lambda page, _: str(escape(page.description)),
    _ADDRESS: lambda page, _: address(page.path),
    _TITLE_ID: lambda _, top: str(escape(top.id)),
    _TITLE_WORDS: lambda _, top: str(escape(top.words)),
}
"""What a page has for a theme's slots, by itself and its first heading; few themes print all."""

_ENTRIES: Final = {"b": 2, "c": 3, "d": 3, "e": 2, "h": 2, "f": 3, "g": 3}
"""Sections of the stub: every step of a table of contents occurs (level of each heading)."""

MARK_CONTENT: Final = f"<h1>{_MARK}{_CONTENT}</h1>"
# The theme adds a heading to content that has none, hence the tag.


def mark(name: str) -> str:
    """Return the text that stands for a value of that name in a stub."""
    return f"{_MARK}{name}&lt;z"


MARKS: Final = {name: mark(name) for name in (_TITLE, _DESCRIPTION, _DAY)}
"""What a stub gives for its title, description and day."""


def stub_headings(outline: str) -> tuple[tuple[int, str, str], ...]:
    """Return level, id and escaped words of a stub's headings."""
    title = (1, f"{_MARK}{_TITLE_ID}", mark(_TITLE_WORDS))
    if outline == ONLY_TITLE:
        return (title,)
    sections = (
        (level, f"{_MARK}{_ID}{name}", mark(_WORDS + name)) for name, level in _ENTRIES.items()
    )
    return (title, *sections)


class FrameError(Exception):
    """A theme that cannot be cut: a mark is missing, doubled or changed."""


class Outline(NamedTuple):
    """A table of contents of two levels: texts and slots of an entry, by what comes after it."""

    down: tuple[str, ...]
    across: tuple[str, ...]
    across_below: tuple[str, ...]
    up: tuple[str, ...]
    last: tuple[str, ...]
    last_below: tuple[str, ...]

    def fill(self, entries: Sequence[tuple[int, Heading]]) -> str:
        """Return the entries' HTML."""
        out: list[str] = []
        depths = [depth for depth, _ in entries]
        for (depth, heading), after in zip(entries, [*depths[1:], -1], strict=True):
            values = {_ID: str(escape(heading.id)), _WORDS: str(escape(heading.words))}
            for place, part in enumerate(self._step(depth, after)):
                out.append(_printed(part, values) if place % 2 == 0 else part)
        return "".join(out)

    def _step(self, depth: int, after: int) -> tuple[str, ...]:
        if after < 0:
            return self.last_below if depth else self.last
        if after == depth:
            return self.across_below if depth else self.across
        return self.down if after > depth else self.up


class Frame(NamedTuple):
    """What stands round the content of the pages of one place."""

    parts: tuple[str, ...]
    """Literal text and slots in turn, beginning and ending with text."""
    outlines: tuple[Outline, ...]

    @property
    def dated(self) -> bool:
        """Whether the theme prints the day for which the site is computed."""
        return any(slot.split()[0] == _DAY for slot in self.parts[1::2])


class Filler:
    """A frame made ready for many pages: its own text is encoded once, a page's only once more."""

    def __init__(self, frame: Frame) -> None:
        """Take a frame apart into bytes, with the slots among them."""
        self._bytes = [part.encode() for part in frame.parts]
        self._slots = [
            (place, name, _FORMS[form])
            for place, slot in enumerate(frame.parts)
            if place % 2
            for name, _, form in (slot.partition(" "),)
        ]
        self._asked = {name: _VALUES[name] for _, name, _ in self._slots if name in _VALUES}
        self._outlines = frame.outlines

    def fill(self, page: Page, html: str, headings: tuple[Heading, ...], day: str) -> bytes:
        """Return the whole page; `day` is the one for which the site is computed."""
        values = {name: value(page, headings[0]) for name, value in self._asked.items()}
        values |= {_DAY: day, _CONTENT: html}
        for number, outline in enumerate(self._outlines):
            values[f"{_OUTLINE}{number}"] = _filled(outline, headings[1:])
        out = self._bytes.copy()
        for place, name, form in self._slots:
            out[place] = form(values[name]).encode()
        return b"".join(out)


@lru_cache(maxsize=256)
def _filled(outline: Outline, sections: tuple[Heading, ...]) -> str:
    """Return a table of contents; most items have the same one."""
    return outline.fill(list(_entries(sections)))


def _printed(slot: str, values: Mapping[str, str]) -> str:
    """Return what the theme prints for a slot: `title`, or `title escaped`."""
    name, _, form = slot.partition(" ")
    return _FORMS[form](values[name]) if form else values[name]


def _entries(sections: tuple[Heading, ...]) -> Iterator[tuple[int, Heading]]:
    """Yield the sections that the table of contents lists, with their depth in it."""
    above: list[int] = []
    for heading in sections:
        if heading.level <= OUTLINE_DEPTH:
            while above and above[-1] >= heading.level:
                above.pop()
            yield len(above), heading
            above.append(heading.level)


def cut(place: Place, rendered: str) -> Frame:
    """Return the frame of a stub that the theme rendered.

    Raises FrameError where marks are missing, doubled or changed beyond recognition.
    """
    names = _marks()
    # One beginning for all marks: a search for many texts at once is slow.
    for text, name in ((place.address, _ADDRESS), (MARK_CONTENT, _CONTENT)):
        if _MARK in text:
            rendered = rendered.replace(text, f"{_MARK}{name}")
    choices = "|".join(re.escape(text.removeprefix(_MARK)) for text in names)
    parts = re.split(f"{_MARK}({choices})", rendered)
    parts[1::2] = [names[_MARK + found] for found in parts[1::2]]
    whole, outlines = _cut_outlines(place, parts)
    if whole[1::2].count(_CONTENT) != 1:
        raise FrameError(f"{place}: the content stands {whole[1::2].count(_CONTENT)} times")
    changed = next((text for text in whole[::2] if _MARK in text), None)
    if changed is not None:
        at = changed.index(_MARK)
        raise FrameError(f"{place}: changed mark: {changed[max(0, at - 80) : at + 80]!r}")
    return Frame(tuple(whole), tuple(outlines))


@cache
def _marks() -> dict[str, str]:
    """Return the name of the slot for every text that a mark may have become."""
    words = (_TITLE, _DESCRIPTION, _DAY, _TITLE_WORDS, *(_WORDS + name for name in _ENTRIES))
    names = {
        change(mark(name)): f"{name} {form}".strip()
        for name in words
        for form, change in _FORMS.items()
    }
    names |= {f"{_MARK}{name}": name for name in (_TITLE_ID, *(_ID + each for each in _ENTRIES))}
    names |= {f"{_MARK}{name}": name for name in (_CONTENT, _ADDRESS)}
    return dict(sorted(names.items(), reverse=True))


def _cut_outlines(place: Place, parts: list[str]) -> tuple[list[str], list[Outline]]:
    """Return the parts with one slot for each table of contents, and those tables."""
    whole, outlines = parts[:1], list[Outline]()
    at = 1
    while at < len(parts):
        if _entry(parts[at]) is None:
            whole += parts[at : at + 2]
            at += 2
            continue
        outline, rest, at = _cut_outline(place, parts, at)
        whole += [f"{_OUTLINE}{len(outlines)}", rest]
        outlines.append(outline)
    return whole, outlines


def _cut_outline(place: Place, parts: list[str], at: int) -> tuple[Outline, str, int]:
    """Return the table of contents at `at`, the text after it, and where the parts go on."""
    chunks: list[tuple[str, ...]] = []
    for name in _ENTRIES:
        begin = at
        while at < len(parts) and _entry(parts[at]) == name:
            parts[at] = _without_entry(parts[at])
            at += 2
        chunks.append(tuple(parts[begin:at]))
    if not all(chunks):
        raise FrameError(f"{place}: the table of contents leaves out or moves entries")
    down, below, up, across, down_again, below_again, end = chunks
    # The text after the last entry closes two lists and goes on with the page. Moving up closes
    # the inner list and begins an entry: what both have in common belongs to the closing.
    close = _common_beginning(up[-1], end[-1])
    begin_entry = up[-1][len(close) :]
    regular = (down, below) == (down_again, below_again) and across[-1].endswith(begin_entry)
    if not regular:
        raise FrameError(f"{place}: the table of contents is not regular")
    last = (*across[:-1], across[-1].removesuffix(begin_entry))
    outline = Outline(down, across, below, up, last, (*end[:-1], close))
    return outline, end[-1][len(close) :], at


def _common_beginning(first: str, second: str) -> str:
    pairs = enumerate(zip(first, second, strict=False))
    return first[: next((at for at, (a, b) in pairs if a != b), min(len(first), len(second)))]


def _entry(slot: str) -> str | None:
    """Return which of the stub's sections a slot belongs to."""
    found = re.fullmatch(rf"(?:{_ID}|{_WORDS})([a-z])(?: .*)?", slot)
    return found[1] if found else None


def _without_entry(slot: str) -> str:
    return re.sub(rf"^({_ID}|{_WORDS})[a-z]", r"\1", slot)
