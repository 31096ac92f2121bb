"""Words as they are printed: cleaned, measured, broken into lines; what both forms share."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from site_builder.documents.paper import Imprint, Masthead

LINE: Final = 442
"""Width of the type area (版心, 156 mm) in points."""
ACROSS: Final = 637
"""The same of a page printed across (225 mm)."""
TITLE_SIZE: Final = 22
"""2号 in points."""
_MARK_SIZES: Final = (22, 62)
_CLOSING_GAP: Final = 8
"""右空四字, in half characters (§7.3.5.1)."""

_SPACE = re.compile(r"[\t-\r\x85\u2028\u2029 ]+")
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_OPENING = "“‘（〔【《「『([{"
_CLOSING = "”’）〕】》」』)]},，。、；：！？.;:!?%％…—"
_WHOLE = ("关于", "情况", "通报", "工作", "税务", "信息")
_KEEP_BEFORE = "的了着等和与及"
_KEEP_AFTER = "第不"


def clean(text: str) -> str:
    """Return a text as one line of what can be printed: no control or direction marks."""
    return _SPACE.sub(" ", _UNPRINTABLE.sub("", text)).strip(" ")


def width(text: str) -> int:
    """Return the width of a text in half characters."""
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)


def long_date(day: date) -> str:
    """Return 2026年1月5日: Arabic digits, no zeros before them (§7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def _cost_of_break(text: str, at: int) -> int:
    """Return how badly a line would end before a place; a third of a line's worth at most."""
    before, after = text[at - 1], text[at]
    if before.isascii() and before.isalnum() and after.isascii() and after.isalnum():
        return 400
    if before + after in _WHOLE or before in _OPENING or after in _CLOSING:
        return 400
    if after in _KEEP_BEFORE or before in _KEEP_AFTER:
        return 60
    if before.isdigit() or after.isdigit():
        return 40
    if before in "、，；：》”）" or text[max(0, at - 2) : at] == "关于":
        return -30
    return -40 if text[at : at + 2] == "关于" else 0


def title_lines(text: str, limit: int = LINE * 2 // TITLE_SIZE - 2) -> tuple[str, ...]:
    """Return a title in as few lines of at most `limit` half characters as it needs.

    The lines are of like length and do not break a number, a name in quotation marks or 关于
    (§7.3.1: 词意完整, 排列对称, 长短适宜).
    """
    total = width(text)
    if total <= limit:
        return (text,)
    wanted = total // -(-total // limit)
    # best[at] = the cheapest way to break text[:at]: lines, cost, where the last line begins
    best: list[tuple[int, int, int]] = [(0, 0, 0)]
    for end in range(1, len(text) + 1):
        options = []
        start, length = end - 1, width(text[end - 1])
        while length <= limit or start == end - 1:
            lines, cost, _ = best[start]
            penalty = _cost_of_break(text, end) if end < len(text) else 0
            options.append((lines + 1, cost + (length - wanted) ** 2 + penalty, start))
            if start == 0:
                break
            start -= 1
            length += width(text[start])
        best.append(min(options))
    ends = [len(text)]
    while ends[-1]:
        ends.append(best[ends[-1]][2])
    ends.reverse()
    return tuple(text[start:end].strip() for start, end in pairwise(ends))


class Mark(NamedTuple):
    """发文机关标志: its lines and their size in points."""

    lines: tuple[str, ...]
    size: int


def mark(masthead: Masthead) -> Mark:
    """Return the red name fitted to one line, and only below 2号 broken into several."""
    least, most = _MARK_SIZES
    name = clean(masthead.name)
    size = min(masthead.size or most, most, LINE * 2 // max(1, width(name)))
    if size >= least:
        return Mark((name,), size)
    return Mark(title_lines(name, LINE * 2 // least), least)


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
