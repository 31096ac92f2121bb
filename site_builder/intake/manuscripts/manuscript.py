"""A manuscript as every format gives it: paragraphs, tables and pictures in their order."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a paragraph."""

    text: str
    """Line ends within a paragraph are kept."""
    bold: bool = False


class Paragraph(NamedTuple):
    """One paragraph."""

    spans: tuple[Span, ...]
    level: int = 0
    """Of a heading, from 1; 0 is none."""
    centred: bool = False
    right: bool = False

    @property
    def text(self) -> str:
        """Return its characters."""
        return "".join(span.text for span in self.spans)

    @property
    def bold(self) -> bool:
        """Return whether all of it is bold."""
        written = [span for span in self.spans if span.text.strip()]
        return bool(written) and all(span.bold for span in written)


class Table(NamedTuple):
    """A table, merged cells filled: every row has as many cells as the others."""

    rows: tuple[tuple[str, ...], ...]


class Picture(NamedTuple):
    """A picture as it lies in the file."""

    name: str
    data: bytes


Block = Paragraph | Table | Picture


class Manuscript(NamedTuple):
    """What a file says."""

    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    """Footnotes, by the numbers that stand in the text as ［1］."""
    remarks: tuple[str, ...] = ()
    """What is not carried over as it was, in Chinese."""
    aside: str = ""
    """Words that are not carried over: headers, comments, hidden text. They are screened all the
    same."""
    markdown: bool = False
    """Whether the paragraphs are Markdown already, one for each line."""


class Unreadable(NamedTuple):
    """Why a file is not taken, and what to do, in Chinese."""

    reason: str


def plain(text: str, **more: bool) -> Paragraph:
    """Return a paragraph of one stretch."""
    return Paragraph((Span(text),), **more)
