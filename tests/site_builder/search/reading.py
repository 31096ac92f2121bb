"""Reads what the index wrote, as slowly and plainly as can be."""

from __future__ import annotations

from collections.abc import Callable


def number(data: bytes, at: int) -> tuple[int, int]:
    """Return a number and where the next thing begins."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def documents(data: bytes, at: int) -> tuple[list[int], int]:
    """Return a list of documents and where the next thing begins."""
    form, at = number(data, at)
    end = at + (form >> 1)
    found: list[int] = []
    if form & 1:
        bits = int.from_bytes(data[at:end], "little")
        found = [n for n in range(bits.bit_length()) if bits >> n & 1]
    else:
        last = -1
        while at < end:
            gap, at = number(data, at)
            last += gap + 1
            found.append(last)
    return found, end


def entries(data: bytes, take: Callable[[str, list[int], list[int]], None]) -> None:
    """Call `take` with each gram, its documents and those that have it in their title."""
    at = 0
    while at < len(data):
        length = data[at]
        end = at + 1 + 2 * (length & 7)
        gram = data[at + 1 : end].decode("utf-16-le")
        texts, at = documents(data, end)
        titles: list[int] = []
        if length & 8:
            titles, at = documents(data, at)
        take(gram, texts, titles)
