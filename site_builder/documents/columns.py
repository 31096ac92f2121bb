"""How wide the columns of a printed table are, and how high it is; everything in twips."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from site_builder.documents.paper import TableBlock
from site_builder.documents.words import clean, width

LETTERS: Final = 240
"""12 pt."""
SMALL_LETTERS: Final = 200
"""10 pt, from so many columns on:"""
_CROWDED: Final = 8
MARGIN: Final = 60
"""Left and right of a cell's words."""
ROW_LINE: Final = 340
ROW_MARGIN: Final = 30
"""Above and below a cell's words."""
_SHORT: Final = 12
"""Half characters; what is no longer is not broken: 采用日期, 12月31日, 某省税务简报."""
_RULES: Final = 20
_TITLE: Final = 480
_NOTE: Final = 680
_MIXED: Final = re.compile(r"(?<=[0-9A-Za-z])(?=[^\x00-\xff])|(?<=[^\x00-\xff])(?=[0-9A-Za-z])")


def letters(block: TableBlock) -> int:
    """Return the size of a table's letters: smaller where it has many columns."""
    return SMALL_LETTERS if len(block.columns) >= _CROWDED else LETTERS


def column_widths(block: TableBlock, room: int) -> tuple[int, ...]:
    """Return widths that fill the room: by the columns' shares, no short word of a cell broken.

    Where the room is not enough for that, the shares alone decide.
    """
    shares = [max(1, column.width) for column in block.columns]
    least = [
        _least([column.title, *(row[at] for row in block.rows)], letters(block))
        for at, column in enumerate(block.columns)
    ]
    fixed: set[int] = set()
    if sum(least) > room:
        return _filled([room * share // sum(shares) for share in shares], room)
    while True:
        left = room - sum(least[at] for at in fixed)
        of = sum(share for at, share in enumerate(shares) if at not in fixed)
        made = [least[at] if at in fixed else left * share // of for at, share in enumerate(shares)]
        narrow = {at for at, wide in enumerate(made) if at not in fixed and wide < least[at]}
        if not narrow or len(fixed | narrow) == len(shares):
            return _filled(made, room)
        fixed |= narrow


def _filled(widths: Sequence[int], room: int) -> tuple[int, ...]:
    """Return the widths, the widest with what rounding left."""
    widest = max(range(len(widths)), key=lambda at: (widths[at], -at))
    return tuple(
        wide + (room - sum(widths) if at == widest else 0) for at, wide in enumerate(widths)
    )


def _least(words: Iterable[str], size: int) -> int:
    """Return the width that the short ones of a column's words need on one line.

    Digits are reckoned a little wider than half a character, and between them and Chinese a
    quarter is added, as LibreOffice and WPS do.
    """
    short = [text for text in map(clean, words) if width(text) <= _SHORT]
    return max((_long(text, size) for text in short), default=0) + 2 * MARGIN + _RULES


def _long(text: str, size: int) -> int:
    narrow = sum(each.isascii() for each in text)
    return width(text) * size // 2 + narrow * size // 8 + len(_MIXED.findall(text)) * size // 4


def table_height(block: TableBlock, widths: Sequence[int]) -> int:
    """Return about how high a table with its title and note is on paper."""
    size = letters(block)
    rows = ([column.title for column in block.columns], *block.rows)
    lines = sum(
        max(
            -(-_long(clean(text), size) // max(size, wide - 2 * MARGIN))
            for text, wide in zip(row, widths, strict=True)
        )
        or 1
        for row in rows
    )
    beside = (_TITLE if block.title else 0) + (_NOTE if block.note else 0)
    return lines * ROW_LINE + len(rows) * (2 * ROW_MARGIN + _RULES // 2) + beside
