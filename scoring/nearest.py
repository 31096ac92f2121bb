"""The known words most like a wrong one, for findings that ask «是不是“…”？»."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Sequence
from typing import Final

MAX_LOOKUPS: Final = 200
"""Of nearest words in one file or for one folder's references: each costs about a millisecond."""
_FEW: Final = 10
_MANY: Final = 2000
_LONG: Final = 80
_LIKE: Final = 500
_AS_GOOD: Final = 150
"""Thousandths of likeness: what counts as like at all, and as hardly worse than the best."""


def hint(found: str, known: Iterable[str]) -> str:
    """Return `（是不是“…”？）` with the nearest known words, or what there is when it is little."""
    words = sorted(set(known))
    return did_you_mean(nearest(found, words), words)


def did_you_mean(near: Sequence[str], known: Collection[str] = ()) -> str:
    """Return the words in brackets; without a near one, all known ones when they are few."""
    if near:
        return f"（是不是{'或'.join(f'“{word}”' for word in near)}？）"
    return f"（现有：{'、'.join(known)}）" if 0 < len(known) <= _FEW else ""


def nearest(found: str, known: Iterable[str]) -> list[str]:
    """Return up to three known words most like the one found, best first; long lists stay quick."""
    words = sorted(set(known))
    if not found or len(found) > _LONG:
        return []
    if len(words) > _MANY:
        letters = set(found)
        words = [word for word in words if len(letters & set(word)) * 2 > len(letters)][:_MANY]
    matcher = difflib.SequenceMatcher(b=found, autojunk=False)
    scored: list[tuple[int, str]] = []
    for word in words:
        matcher.set_seq1(word)
        if matcher.quick_ratio() * 1000 >= _LIKE:
            scored.append((-int(matcher.ratio() * 1000), word))
    scored.sort()
    return [word for unlike, word in scored[:3] if unlike <= min(scored[0][0] + _AS_GOOD, -_LIKE)]
