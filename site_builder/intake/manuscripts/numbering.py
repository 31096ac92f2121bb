"""自动编号: the numbers that Word and WPS write before paragraphs without storing them as text."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from site_builder.intake.manuscripts.package import attribute, child, local

_DIGITS: Final = "〇一二三四五六七八九"
_UNITS: Final = ("", "十", "百", "千")
_CHINESE: Final = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital",
     "chineseLegalSimplified", "taiwaneseCounting", "taiwaneseCountingThousand")
)  # fmt: skip
_ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LEVELS: Final = 9
_MOST: Final = 9_999
_SLOT: Final = re.compile(r"%([1-9])")


class _Level(NamedTuple):
    start: int
    form: str
    text: str


class Numbering:
    """The lists of one document, counted on as its paragraphs come."""

    def __init__(self, root: Element | None) -> None:
        """Take the root of numbering.xml, None where there is none."""
        abstract = {}
        self._lists: dict[str, dict[int, _Level]] = {}
        for each in () if root is None else root:
            if local(each) == "abstractNum":
                abstract[attribute(each, "abstractNumId")] = _levels(each)
        for each in () if root is None else root:
            if local(each) == "num":
                reference = child(each, "abstractNumId")
                key = None if reference is None else attribute(reference, "val")
                self._lists[attribute(each, "numId") or ""] = dict(abstract.get(key, {}))
        self._counts: dict[str, list[int | None]] = {}

    def next(self, number: str, level: int) -> str:
        """Return what stands before the next paragraph of a list's level, empty where nothing."""
        levels = self._lists.get(number)
        if not levels or level not in levels:
            return ""
        counts = self._counts.setdefault(number, [None] * _LEVELS)
        before = counts[level]
        counts[level] = levels[level].start if before is None else min(before + 1, _MOST)
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        if levels[level].form == "bullet":
            return "· "
        if levels[level].form == "none":
            return ""

        def shown(slot: re.Match[str]) -> str:
            at = int(slot[1]) - 1
            here = levels.get(at)
            if here is None:
                return ""
            count = counts[at] if counts[at] is not None else here.start
            return _written(count or 0, here.form)

        text = _SLOT.sub(shown, levels[level].text)
        return f"{text} " if text[-1:].isascii() and text else text


def _levels(abstract: Element) -> dict[int, _Level]:
    found = {}
    for each in abstract:
        if local(each) != "lvl":
            continue
        values = {local(one): attribute(one, "val") or "" for one in each}
        start = values.get("start", "1")
        place = attribute(each, "ilvl") or "0"
        if place.isdecimal() and int(place) < _LEVELS:
            found[int(place)] = _Level(
                min(int(start), _MOST) if start.isdecimal() else 1,
                values.get("numFmt", "decimal"),
                values.get("lvlText", "")[:40],
            )
    return found


def _written(count: int, form: str) -> str:
    """Return a count in a numbering format of ECMA-376 (17.18.59); unknown ones are decimal."""
    if form in _CHINESE:
        return _chinese(count)
    if form in ("lowerLetter", "upperLetter") and 1 <= count <= 26:
        letter = chr(ord("a") + count - 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 1 <= count < 40:
        return _roman(count).upper() if form == "upperRoman" else _roman(count)
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= count <= 20:
        return chr(0x2460 + count - 1)
    if form == "decimalFullWidth":
        return "".join(chr(0xFF10 + int(digit)) for digit in str(count))
    return str(count)


def _chinese(count: int) -> str:
    """Return a number below ten thousand as 二十一."""
    text, zero = "", False
    digits = str(count)
    for place, digit in zip(range(len(digits) - 1, -1, -1), map(int, digits), strict=True):
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + _UNITS[place]
        zero = not digit
    return text.removeprefix("一") if text.startswith("一十") else text or _DIGITS[0]


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while count >= value:
            text, count = text + letters, count - value
    return text
