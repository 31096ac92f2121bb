"""Fingerprints of texts: winnowing over stretches of characters.

After Schleimer, Wilkerson, Aiken, «Winnowing: Local Algorithms for Document Fingerprinting»
(SIGMOD 2003): of the hashes of all stretches of `STRETCH` characters, the least of every `WINDOW`
neighbours is kept. Any passage of `SURE` characters that two texts share gives both a print in
common; nothing shorter than `STRETCH` does. Blanks, punctuation, Markdown signs, width and case
make no difference.
"""

from __future__ import annotations

from array import array
from functools import lru_cache
from typing import Final, NamedTuple
from zlib import crc32

from site_builder.search.folding import fold

STRETCH: Final = 12
WINDOW: Final = 21
SURE: Final = STRETCH + WINDOW - 1
VERSION: Final = f"1:{STRETCH}:{WINDOW}"
"""To be changed with anything that gives a text other prints."""
_UTF32: Final = 4


class Passage(NamedTuple):
    """The longest run of characters that a text has in common with another, and how much in all."""

    text: str
    """As written in the first text."""
    shared: int
    """Characters of the first text that lie in shared stretches, without blanks and marks."""
    length: int
    """Characters of the first text, without blanks and marks."""

    @property
    def percent(self) -> int:
        """Return the part of the first text that the other has too, rounded down."""
        return self.shared * 100 // self.length if self.length else 0


def prints(text: str) -> array[int]:
    """Return the fingerprints of a text, sorted, each once; 32 bits each."""
    return array("I", sorted(set(_winnowed(_hashes(_bare(text)[0])))))


def passage(text: str, other: str) -> Passage:
    """Return what a text has in common with another one."""
    bare, places = _bare(text)
    theirs = _stretches(_bare(other)[0])
    shared = best = best_at = covered = run_at = 0
    for at in range(len(bare) - STRETCH + 1):
        if bare[at : at + STRETCH] not in theirs:
            continue
        if at > covered or not covered:
            run_at = at
        end = at + STRETCH
        shared += end - max(at, covered)
        covered = end
        if end - run_at > best:
            best, best_at = end - run_at, run_at
    if not best:
        return Passage("", 0, len(bare))
    begin, end = places[best_at], places[best_at + best - 1] + 1
    return Passage(text[begin:end], shared, len(bare))


def _stretches(bare: str) -> frozenset[str]:
    return frozenset(bare[at : at + STRETCH] for at in range(len(bare) - STRETCH + 1))


@lru_cache(maxsize=16)
def _bare(text: str) -> tuple[str, list[int]]:
    """Return the letters, digits and Chinese characters of a text, and where each stands in it."""
    folded = fold(text)
    places = [at for at, char in enumerate(folded) if char.isalnum()]
    return "".join(map(folded.__getitem__, places)), places


def _hashes(bare: str) -> list[int]:
    data = memoryview(bare.encode("utf-32-le", "surrogatepass"))
    size = STRETCH * _UTF32
    return [crc32(data[at : at + size]) for at in range(0, len(data) - size + 1, _UTF32)]


def _winnowed(hashes: list[int]) -> list[int]:
    """Return the least of every window; of several least ones the last."""
    if len(hashes) <= WINDOW:
        return [min(hashes)] if hashes else []
    found = []
    at = _last_least(hashes, 0)
    last = len(hashes) - WINDOW
    while True:
        found.append(hashes[at])
        least = hashes[at]
        # Windows go on holding this one until it leaves them or one no greater comes in.
        coming = hashes[at + 1 : at + WINDOW]
        if coming and min(coming) <= least:
            at += 1 + next(place for place, value in enumerate(coming) if value <= least)
        elif at + 1 > last:
            return found
        else:
            at = _last_least(hashes, at + 1)


def _last_least(hashes: list[int], begin: int) -> int:
    window = hashes[begin : begin + WINDOW]
    least = min(window)
    return begin + WINDOW - 1 - window[::-1].index(least)
