"""Items that lie together, and what stands for all that is said of them.

What follows from a sheaf's items alone, and from what is named beside its mark, follows again as
long as the mark is the same: nobody need look at the items.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from scoring.model import Item
from scoring.outline import differing

_SIZE = 16


class Sheaf(NamedTuple):
    """The items of one folder: a month."""

    name: str
    """`items/2026/09`: the folder inside the content folder."""
    items: tuple[str, ...]
    """Ids, sorted."""
    mark: str
    """Stands for all that is said of the items and for the bytes of their files; empty where that
    is not known: then nothing that follows from them may be kept."""


def unmarked(items: Iterable[str]) -> tuple[Sheaf, ...]:
    """Return the one sheaf of items of which nobody knows where they lie."""
    return (Sheaf("items", tuple(sorted(items)), ""),)


def parted(mark: str, *others: str) -> str:
    """Return the mark of what was said with a mark and of something else; none without it."""
    if not mark:
        return ""
    digest = blake2b(digest_size=_SIZE)
    for part in (mark, *others):
        written = part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:%b" % (len(written), written))
    return digest.hexdigest()


def looked_back(
    sheaves: Iterable[Sheaf], whole: Mapping[str, Item], then: Mapping[str, Item], day: date
) -> Iterator[Sheaf]:
    """Yield the sheaves as they stood on a day, of which `then` says what `whole` says today.

    A sheaf in which nothing came later, nor refers to what did, has the mark that it has today.
    """
    changed = differing(whole, then)
    for sheaf in sheaves:
        if changed.keys().isdisjoint(sheaf.items):
            yield sheaf
            continue
        known = tuple([name for name in sheaf.items if changed.get(name, sheaf) is not None])
        cut = [changed[name] for name in known if name in changed]
        if known:
            gone = repr(known)
            yield Sheaf(sheaf.name, known, parted(sheaf.mark, day.isoformat(), gone, repr(cut)))
