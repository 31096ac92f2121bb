"""A day as clerks write it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import Final

_WHOLE: Final = re.compile(
    r"([0-9]{4})\s*[-年/.]\s*([0-9]{1,2})\s*[-月/.]\s*([0-9]{1,2})\s*[日号]?(?:[ T][0-9:.]{4,15})?"
)
_TOGETHER: Final = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_SHORT: Final = re.compile(r"([0-9]{1,2})\s*[-月/.]\s*([0-9]{1,2})\s*[日号]?")
_SERIAL: Final = re.compile(r"[0-9]{5}")
_FIRST: Final = date(1899, 12, 30)
"""Day 0 of a spreadsheet."""


def day_of(written: str, year: int | None = None) -> date | None:
    """Return the day meant, None where it is none; `year` completes one written without.

    A number of five digits is a day as spreadsheets count them.
    """
    text = unicodedata.normalize("NFKC", written).strip()
    match = _WHOLE.fullmatch(text) or _TOGETHER.fullmatch(text)
    if match is not None:
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if _SERIAL.fullmatch(text):
        return _FIRST + timedelta(days=int(text))
    short = _SHORT.fullmatch(text)
    if short is not None and year is not None:
        return _date(year, int(short[1]), int(short[2]))
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
