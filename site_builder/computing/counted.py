"""Sheaves marked by what is scored and counted of their items, whatever their texts say.

Whoever writes adds a sentence far more often than somebody adopts an item. What a month's items
give and how they count then stays what it was, although the month's own mark is another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from hashlib import blake2b
from typing import Final, NamedTuple

import msgspec

from scoring.likeness import lengths_of, scored_of
from scoring.model import Corpus
from scoring.sheaf import Sheaf, parted
from site_builder.cache import Store
from site_builder.cache.program import program

_NAME: Final = "scores/counted"


class _Counted(NamedTuple):
    """The marks of a sheaf."""

    said: str
    """Of all that is said of the items."""
    facts: str
    """Of their facts, with as much of 字数 as is scored; empty where the facts have no mark."""
    counts: str
    """Of what counts of it all."""


_Marks = dict[str, _Counted]
_MARKS: Final = msgspec.msgpack.Decoder(_Marks).decode
_FACTS: Final = partial(msgspec.msgpack.encode, enc_hook=repr, order="deterministic")


def counted_sheaves(corpus: Corpus, sheaves: Sequence[Sheaf], store: Store) -> tuple[Sheaf, ...]:
    """Return the sheaves with marks that stand for what scores and counts look at.

    Texts are none of it (`scoring.likeness`). A sheaf without a mark stays without.
    """
    scored, measured = scored_of(corpus.rulebooks), lengths_of(corpus.rulebooks)
    key = " ".join((program(), *(f"{book.id}:{book.version}" for book in corpus.rulebooks)))
    known = store.value(_NAME, key, _MARKS) or {}
    now: _Marks = {}
    for sheaf in sheaves:
        if not sheaf.mark:
            continue
        before = known.get(sheaf.name)
        if before is None or before.said != sheaf.mark:
            items = [corpus.items[item] for item in sheaf.items]
            lengths = [measured(item.length) for item in items]
            facts = _mark(sheaf.facts, lengths) if sheaf.facts else ""
            if before is not None and facts and before.facts == facts:
                before = before._replace(said=sheaf.mark)
            else:
                counts = _mark(sheaf.name, [scored(item) for item in items])
                before = _Counted(sheaf.mark, facts, counts)
        now[sheaf.name] = before
    if now != known:
        store.keep(_NAME, key, now, msgspec.msgpack.encode)
    return tuple(_marked(sheaf, now) for sheaf in sheaves)


def scored_mark(others: str, as_of: date, counted: Sequence[Sheaf]) -> str:
    """Return what stands for all that is scored on a day; empty where that is not known.

    `others` stands for all files but those of items and reviews, with the program.
    """
    if not others or not all(sheaf.mark for sheaf in counted):
        return ""
    marks = (f"{sheaf.name} {sheaf.mark}" for sheaf in counted)
    return parted(others, as_of.isoformat(), *marks)


def _mark(name: str, facts: object) -> str:
    return blake2b(_FACTS((name, facts)), digest_size=16).hexdigest()


def _marked(sheaf: Sheaf, marks: Mapping[str, _Counted]) -> Sheaf:
    return sheaf._replace(mark=marks[sheaf.name].counts) if sheaf.mark else sheaf
