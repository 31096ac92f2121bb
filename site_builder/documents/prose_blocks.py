"""An item's Markdown as blocks of a paper, by the converter that makes its page.

Nothing is dropped: lists become paragraphs with their numbers or dashes, quotations and code
become paragraphs, what is nested keeps its order. A link keeps its words; emphasis is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Final
from urllib.parse import unquote

from site_builder import prose
from site_builder.documents.paper import (
    Align,
    Block,
    Column,
    Heading,
    Paragraph,
    PictureBlock,
    TableBlock,
)
from site_builder.documents.words import clean, width

Pictures = Callable[[str], bytes | None]
"""A picture's bytes by its relative address in the text."""

_TEXT: Final = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "pre", "th", "td"))
_LISTS: Final = ("ul", "ol")
_NARROW: Final = 4
_WIDE: Final = 24
"""Shares of a table's width that a column has at least and at most, in half characters."""


def blocks(source: str, pictures: Pictures) -> tuple[Block, ...]:
    """Return a text's blocks; headings of any depth begin at the first level."""
    reader = _Reader(pictures)
    reader.feed(prose.html(source, top=1))
    reader.close()
    reader.flush()
    return tuple(_levelled(reader.blocks))


def _levelled(found: list[Block]) -> Iterator[Block]:
    """Yield the blocks, the highest of their headings at level 1 and none below 3."""
    highest = min((each.level for each in found if isinstance(each, Heading)), default=1)
    for each in found:
        if isinstance(each, Heading):
            yield Heading(min(each.level - highest + 1, 3), each.text)
        else:
            yield each


class _Reader(HTMLParser):
    """Gathers blocks from the safe HTML of `prose`."""

    def __init__(self, pictures: Pictures) -> None:
        super().__init__(convert_charrefs=True)
        self.pictures = pictures
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._heading = 0
        self._lists: list[int | None] = []
        self._mark = ""
        self._lines = False
        self._rows: list[list[str]] | None = None
        self._aligns: list[Align] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "img":
            self._picture(given)
        elif tag == "br":
            self.flush()
        elif tag in _LISTS:
            self.flush()
            self._lists.append(int(given.get("start", 1)) if tag == "ol" else None)
        elif tag == "table":
            self.flush()
            self._rows, self._aligns = [], []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in _TEXT:
            self._begin(tag, given)

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        self.flush()
        if tag[0] == "h" and tag[1:].isdigit():
            self._heading = int(tag[1:])
        elif tag == "pre":
            self._lines = True
        elif tag == "li":
            self._mark = self._next_mark()
        elif tag == "th":
            names = {"left": Align.LEFT, "right": Align.RIGHT}
            self._aligns.append(names.get(given.get("align", ""), Align.CENTRE))

    def _next_mark(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "— " if len(self._lists) > 1 else "· "
        self._lists[-1] = number + 1
        return f"（{number}）" if len(self._lists) > 1 else f"{number}. "

    def handle_endtag(self, tag: str) -> None:
        if tag in _LISTS:
            self.flush()
            self._lists.pop()
        elif tag in ("th", "td") and self._rows:
            self._rows[-1].append(clean("".join(self._words)))
            self._words.clear()
        elif tag == "table":
            self._table()
        elif tag in _TEXT:
            self.flush()
            self._heading, self._lines = 0, False

    def handle_data(self, data: str) -> None:
        if not self._lines:
            self._words.append(data)
            return
        first, *rest = data.split("\n")
        self._words.append(first)
        for line in rest:
            self.flush()
            self._words.append(line)

    def flush(self) -> None:
        """Make a block of the words gathered."""
        text = clean("".join(self._words))
        self._words.clear()
        if not text or self._rows is not None:
            return
        if self._heading:
            self.blocks.append(Heading(self._heading, text))
        else:
            self.blocks.append(Paragraph(self._mark + text))
            self._mark = ""

    def _picture(self, given: dict[str, str]) -> None:
        caption, address = clean(given.get("alt", "")), unquote(given.get("src", ""))
        if self._rows is not None:
            self._words.append(f"［图：{caption}］")
            return
        self.flush()
        data = self.pictures(address)
        self.blocks.append(PictureBlock(data or b"", caption or address))

    def _table(self) -> None:
        rows, self._rows = self._rows or [], None
        self._words.clear()
        if not rows or not rows[0]:
            return
        head, *body = rows
        count = len(head)
        filled = [tuple([*row, *[""] * count][:count]) for row in body]
        columns = tuple(
            Column(title, _share([title, *(row[at] for row in filled)]), align)
            for at, (title, align) in enumerate(zip(head, self._aligns, strict=True))
        )
        self.blocks.append(TableBlock(columns, tuple(filled)))


def _share(cells: list[str]) -> int:
    """Return a column's share of the width by its longest cell, within bounds."""
    return min(max(_NARROW, *map(width, cells)), _WIDE)
