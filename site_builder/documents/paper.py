"""An official document as values, in the parts that GB/T 9704-2012 §7 names.

What makes documents (notices, bulletins) builds a `Paper`; what prints them (`docx`, `pdf`) knows
nothing else. Text is plain: no markup, no figures left to be filled in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from scoring.vocabulary import Word


class Align(Word):
    """How the words of a column stand."""

    LEFT = "left", "左"
    CENTRE = "centre", "中"
    RIGHT = "right", "右"


class Heading(NamedTuple):
    """结构层次序数: 1 一、(黑体), 2 （一）(楷体), 3 and 4 as body text (§7.3.3).

    The text carries its own number. Level 0 is the title of one part of a bulletin, set as the
    title of a document.
    """

    level: int
    text: str


class Paragraph(NamedTuple):
    """正文 of one paragraph, its first line set in by two characters."""

    text: str
    bold: str | None = None
    """Words at its beginning that are printed bold."""


class Credit(NamedTuple):
    """供稿: who wrote a part of a bulletin, in brackets at its right end."""

    text: str


class Column(NamedTuple):
    """One column of a printed table."""

    title: str
    width: int
    """Share of the table's width."""
    align: Align = Align.CENTRE


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with its heading row repeated on every page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A picture of an item, as it is in the content folder."""

    data: bytes
    caption: str


Block = Heading | Paragraph | Credit | TableBlock | PictureBlock


class Annex(NamedTuple):
    """附件: begins on a page of its own; listed under the body (§7.3.4)."""

    title: str
    blocks: tuple[Block, ...]
    wide: bool = False
    """Printed across (A4 横向)."""


class Masthead(NamedTuple):
    """版头 (§7.2). A bulletin has its name in red and its issue's number under it."""

    name: str
    """发文机关标志 or the bulletin's name."""
    number: str | None = None
    """发文字号, or 第32期."""
    approver: str | None = None
    """签发人."""
    left: str | None = None
    """Under a bulletin's name: 编发单位."""
    right: str | None = None
    """Under a bulletin's name: the date."""
    size: int | None = None
    """Largest size of the name in points; a longer name is set smaller, to fit one line."""

    @property
    def bulletin(self) -> bool:
        """Whether this is a bulletin's, which says who compiled it and when."""
        return self.left is not None or self.right is not None


class Imprint(NamedTuple):
    """版记 (§7.4)."""

    lines: tuple[tuple[str, str], ...] = ()
    """抄送 / 报、送、发: the word and to whom."""
    printer: str | None = None
    """印发机关."""
    day: date | None = None
    """印发日期."""
    copies: int | None = None
    """印数, as bulletins print it (共印60份)."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One document."""

    masthead: Masthead
    title: str | None
    """None for a bulletin, whose items have titles of their own."""
    body: tuple[Block, ...]
    addressee: str | None = None
    """主送机关, without the colon."""
    annexes: tuple[Annex, ...] = ()
    signature: str | None = None
    """发文机关署名."""
    day: date | None = None
    """成文日期."""
    imprint: Imprint = field(default_factory=Imprint)
    subject: str = ""
    """Title in the file's properties, where it differs from `title`."""
