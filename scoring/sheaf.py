"""Items that lie together, and what stands for all that is said of them.

What follows from a sheaf's items alone, and from what is named beside its mark, follows again as
long as the mark is the same: nobody need look at the items. Another mark stands for the facts
alone: whoever writes changes a sentence far more often than a fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from hashlib import blake2b
from operator import attrgetter
from typing import Final, NamedTuple

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
    facts: str = ""
    """Stands for the facts that the items state: neither for their texts nor for 字数, which
    follows from the text. Empty where that is not known."""


_STATED: Final = attrgetter(*(field.name for field in fields(Item) if field.name != "length"))


def fact_of(item: Item) -> tuple[object, ...]:
    """Return the fact that an item states, field by field, without what follows from its text."""
    stated: tuple[object, ...] = _STATED(item)
    return stated


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
        cut = [item for name in known if (item := changed.get(name)) is not None]
        if known:
            when = day.isoformat(), repr(known)
            mark = parted(sheaf.mark, *when, repr(cut))
            facts = parted(sheaf.facts, *when, repr([fact_of(item) for item in cut]))
            yield Sheaf(sheaf.name, known, mark, facts)
