"""Sheaves marked by what is scored and counted of their items, whatever their texts say.

Whoever writes adds a sentence far more often than somebody adopts an item. What a month's items
give and how they count then stays what it was, although the month's own mark is another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from hashlib import blake2b
from typing import Final

import msgspec

from scoring.likeness import scored_of
from scoring.model import Corpus
from scoring.sheaf import Sheaf
from site_builder.cache import Store
from site_builder.cache.program import program

_NAME: Final = "scores/counted"
_Marks = dict[str, tuple[str, str]]
"""The marks of sheaves by name: of all that is said of the items, of what counts of it."""
_MARKS: Final = msgspec.msgpack.Decoder(_Marks).decode
_FACTS: Final = partial(msgspec.msgpack.encode, enc_hook=repr, order="deterministic")


def counted_sheaves(corpus: Corpus, sheaves: Sequence[Sheaf], store: Store) -> tuple[Sheaf, ...]:
    """Return the sheaves with marks that stand for what scores and counts look at.

    Texts are none of it (`scoring.likeness`). A sheaf without a mark stays without.
    """
    scored = scored_of(corpus.rulebooks)
    key = " ".join((program(), *(f"{book.id}:{book.version}" for book in corpus.rulebooks)))
    known = store.value(_NAME, key, _MARKS) or {}
    now: _Marks = {}
    for name, items, mark, _ in sheaves:
        if mark:
            before = known.get(name)
            if before is None or before[0] != mark:
                before = mark, _mark(name, [scored(corpus.items[item]) for item in items])
            now[name] = before
    if now != known:
        store.keep(_NAME, key, now, msgspec.msgpack.encode)
    return tuple(_marked(sheaf, now) for sheaf in sheaves)


def _mark(name: str, facts: object) -> str:
    return blake2b(_FACTS((name, facts)), digest_size=16).hexdigest()


def _marked(sheaf: Sheaf, marks: Mapping[str, tuple[str, str]]) -> Sheaf:
    return sheaf._replace(mark=marks[sheaf.name][1]) if sheaf.mark else sheaf
