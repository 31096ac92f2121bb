"""One form for what people type in several ways, and the grams of a text.

The theme's `search.js` folds and cuts in the very same way; `tests` holds one against the other.
"""

from __future__ import annotations

import re
from operator import add
from typing import Final

_SAME: Final = {
    **{chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)},
    **dict.fromkeys("[〔【〖{［｛", "("),
    **dict.fromkeys("]〕】〗}］｝", ")"),
    **dict.fromkeys("‘’", "'"),
    **dict.fromkeys("“”", '"'),
}
_GAPS: Final = frozenset(" \n,。;:、\"'!?《》…—")
"""Sentence marks and spaces: no gram reaches across them."""
_CODE: Final = re.compile(r"[0-9a-z.%-]+")
"""Figures, dates and Latin words: pairs of them say little, threes nearly all."""


def fold(text: str) -> str:
    """Return a text in lower case, narrow, with one kind of bracket; every place stays."""
    for char in sorted(_SAME.keys() & text):  # few of them stand in any text: quicker than a table
        text = text.replace(char, _SAME[char])
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lower.replace("ς", "σ")


def grams(folded: str) -> set[str]:
    """Return a folded text's characters, its pairs, and its threes round figures and letters.

    White space in it must be single spaces and line ends.
    """
    found = set(folded)
    for gap in found & _GAPS:
        folded = folded.replace(gap, "\n")
    found.update(map(add, folded, folded[1:]))
    for code in _CODE.finditer(folded):
        first, last = max(code.start() - 1, 0), min(code.end() + 1, len(folded))
        found.update([folded[at : at + 3] for at in range(first, last - 2)])
    return found


def is_gram(found: str) -> bool:
    """Return whether one of `grams` is no more than the edge of a gap."""
    return found != " " and "\n" not in found
