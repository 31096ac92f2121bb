"""Numbers of persons: identity cards, mobile telephones, bank cards.

What is only as long as one is none: identity numbers must have the check character of
GB 11643-1999 and a province and birthday that there are, card numbers the check digit of
ISO/IEC 7812 (Luhn) and a length and prefix in use; a number that counts something (`13800000000元`)
is no telephone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Final, NamedTuple

_BEGIN: Final = r"(?<![0-9A-Za-z.])"
_END: Final = r"(?![0-9A-Za-z])(?!\.\d)"
_PERHAPS: Final = re.compile(r"[\d \-]{11}")
"""Nothing shorter is a number of a person. To ask for a digit first takes five times as long."""
_IDENTITY: Final = re.compile(rf"{_BEGIN}([1-8]\d{{5}})[ \-]?(\d{{8}})[ \-]?(\d{{3}}[0-9Xx]){_END}")
_MOBILE: Final = re.compile(
    rf"{_BEGIN}(?:\+?86[ \-]?)?(1[3-9]\d)([ \-]?)(\d{{4}})\2(\d{{4}}){_END}"
    r"(?!\s*[万亿]?(?:元|户|人|吨|次|件|条|张|笔|个|度|千瓦|公斤|斤|米|公里|平方|立方))"
)
_CARD: Final = re.compile(
    rf"{_BEGIN}(?:\d{{16,19}}|\d{{4}}(?:([ \-])\d{{4}}){{3}}(?:\1?\d{{1,3}})?){_END}"
)
_PROVINCES: Final = frozenset(
    (11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51,
     52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83)
)  # fmt: skip
"""GB/T 2260, with Taiwan, Hong Kong and Macao and the residence permits of their people."""
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_CARDS: Final = re.compile(
    r"(?:62|60|68|69)\d{14,17}"  # UnionPay and what Chinese banks issued before 62
    r"|9558\d{15}"  # ICBC's older debit cards
    r"|4\d{15}|(?:5[1-5]|2[2-7])\d{14}|35\d{14}"  # Visa, Mastercard, JCB
)
_NARROW: Final = {0xFF10 + digit: 0x30 + digit for digit in range(10)} | {0xFF38: "X", 0xFF58: "x"}
_SEPARATORS: Final = re.compile(r"[ \-]")


class NumberKind(Enum):
    """What a number is; the value is the Chinese word."""

    IDENTITY = "身份证号"
    MOBILE = "手机号"
    CARD = "银行卡号"


class Number(NamedTuple):
    """A number found in a text."""

    kind: NumberKind
    line: int
    """From 0."""
    column: int
    """From 0."""
    digits: str
    """Without separators; never to be shown."""

    @property
    def masked(self) -> str:
        """Return the number with only three characters at its head and two at its end left."""
        return f"{self.digits[:3]}{'*' * (len(self.digits) - 5)}{self.digits[-2:]}"


def numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of persons in a text; of two readings of one number the first kind."""
    if _PERHAPS.search(text) is None:
        return
    narrow = text.translate(_NARROW)
    taken: list[tuple[int, int]] = []
    for kind, match, digits in _candidates(narrow):
        if any(match.start() < end and begin < match.end() for begin, end in taken):
            continue
        taken.append(match.span())
        line = narrow.count("\n", 0, match.start())
        column = match.start() - (narrow.rfind("\n", 0, match.start()) + 1)
        yield Number(kind, line, column, digits)


def _candidates(text: str) -> Iterator[tuple[NumberKind, re.Match[str], str]]:
    for match in _IDENTITY.finditer(text):
        digits = "".join(match.groups()).upper()
        if is_identity(digits):
            yield NumberKind.IDENTITY, match, digits
    for match in _CARD.finditer(text):
        digits = _SEPARATORS.sub("", match[0])
        if _CARDS.fullmatch(digits) and is_luhn(digits):
            yield NumberKind.CARD, match, digits
    for match in _MOBILE.finditer(text):
        yield NumberKind.MOBILE, match, f"{match[1]}{match[3]}{match[4]}"


def is_identity(digits: str) -> bool:
    """Return whether 18 characters are a citizen's identity number (GB 11643-1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True))
    if digits[17] != _CHECKS[total % 11] or int(digits[:2]) not in _PROVINCES:
        return False
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    return 1850 <= born.year <= 2100


def is_luhn(digits: str) -> bool:
    """Return whether a number's last digit is its check digit (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 * (value > 9)
    return total % 10 == 0
