"""Lists of document numbers as bytes: gaps where they are few, one bit each where they are many."""

from __future__ import annotations

from collections.abc import Sequence
from operator import sub

_ONE_BYTE = 0x80


def number(value: int) -> bytes:
    """Return a whole number in sevens of bits, the lowest first, the last below 0x80."""
    made = bytearray()
    while value >= _ONE_BYTE:
        made.append(value & 0x7F | _ONE_BYTE)
        value >>= 7
    made.append(value)
    return bytes(made)


def packed(documents: Sequence[int], count: int) -> bytes:
    """Return rising numbers below `count` behind their length in bytes and their form.

    The first number is twice the length, plus 1 where the list is one bit for each document
    (lowest bit first); else it is the distances between neighbours, less 1, from -1 on.
    """
    width = (count + 7) // 8
    if len(documents) < width:
        made = _gaps(documents)
        if len(made) <= width:
            return number(len(made) << 1) + made
    bits = bytearray(width)
    for document in documents:
        bits[document >> 3] |= 1 << (document & 7)
    return number(width << 1 | 1) + bits


def _gaps(documents: Sequence[int]) -> bytes | bytearray:
    gaps = [documents[0] + 1, *map(sub, documents[1:], documents)]
    if max(gaps) <= _ONE_BYTE:
        return bytes([gap - 1 for gap in gaps])
    made = bytearray()
    for gap in gaps:
        rest = gap - 1
        while rest >= _ONE_BYTE:
            made.append(rest & 0x7F | _ONE_BYTE)
            rest >>= 7
        made.append(rest)
    return made
