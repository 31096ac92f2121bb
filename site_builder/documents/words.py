"""Words as they are printed: cleaned, measured, broken into lines; what both forms share."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final, NamedTuple

from site_builder.documents.paper import Imprint, Paper

LINE: Final = 442
"""Width of the type area (版心, 156 mm) in points."""
ACROSS: Final = 637
"""The same of a page printed across (225 mm)."""
TITLE_SIZE: Final = 22
"""2号 in points."""
PAGE_LINES: Final = 22
_CLOSING_GAP: Final = 8
"""右空四字, in half characters (§7.3.5.1)."""

_SPACE = re.compile(r"[\t-\r\x85\u2028\u2029 ]+")
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)


def clean(text: str) -> str:
    """Return a text as one line of what can be printed: no control or direction marks."""
    return _SPACE.sub(" ", _UNPRINTABLE.sub("", text)).strip(" ")


def width(text: str) -> int:
    """Return the width of a text in half characters."""
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)


def long_date(day: date) -> str:
    """Return 2026年1月5日: Arabic digits, no zeros before them (§7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


class Closing(NamedTuple):
    """署名 and 成文日期 with the space to their right, in half characters."""

    signature: str
    signature_right: int
    day: str
    day_right: int


def closing(signature: str | None, day: date | None) -> Closing:
    """Return the date with four characters to its right, the signature centred over it.

    A signature too long for that begins the reckoning at the right edge (§7.3.5.1).
    """
    name, dated = clean(signature or ""), long_date(day) if day else ""
    right = _CLOSING_GAP + (width(dated) - width(name)) // 2
    if right >= 0:
        return Closing(name, right, dated, _CLOSING_GAP)
    return Closing(name, 0, dated, max(0, (width(name) - width(dated)) // 2))


def closing_lines(paper: Paper) -> int:
    """Return how many lines 附件说明 and 落款 take, with the empty ones before them."""
    room = LINE * 2 // 16 - 13
    annexes = sum(-(-width(clean(annex.title)) // room) for annex in paper.annexes)
    signed = bool(paper.signature) + (paper.day is not None)
    return annexes + (1 if annexes else 0) + signed + (2 if signed else 0)


def closes_together(paper: Paper) -> bool:
    """Return whether the last words of the text, 附件说明 and 落款 can stand on one page.

    落款 never stands on a page of its own (§7.3.5.4); where the list of annexes is too long for
    all of this, its end stays with 落款.
    """
    return 0 < closing_lines(paper) <= PAGE_LINES - 2


def annex_word(number: int, of: int) -> str:
    """Return 附件 for the only annex, 附件2 for one of several."""
    return "附件" if of == 1 else f"附件{number}"


class ImprintRow(NamedTuple):
    """One row of 版记: a word with what follows it, or left and right."""

    word: str
    text: str
    right: str = ""


def imprint_rows(imprint: Imprint) -> tuple[ImprintRow, ...]:
    """Return the rows between rules: 抄送 or 报、送、发, then who printed it and when (§7.4)."""
    rows = [
        ImprintRow(f"{clean(word)}：", clean(text).rstrip("。") + "。")
        for word, text in imprint.lines
    ]
    printed = f"{long_date(imprint.day)}印发" if imprint.day else ""
    if imprint.printer or printed:
        rows.append(ImprintRow("", clean(imprint.printer or ""), printed))
    return tuple(rows)


def copies(imprint: Imprint) -> str:
    """Return （共印60份）, which stands under the last rule; empty where it is not said."""
    return f"（共印{imprint.copies}份）" if imprint.copies else ""
