"""Ledgers through the store: what the items of a month give is found once and then kept.

The store holds a pack for each score and sheaf of items. Its key stands for all that the pack
follows from (`scoring.engine.context`), so that an edit costs the scoring of one month. What later
steps make of everything, quotas, limits and the like, is worked out every time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from hashlib import blake2b
from itertools import chain
from typing import Final, NamedTuple

import msgspec

from scoring.engine import Scoring
from scoring.ledger import Ledger
from scoring.model import Corpus
from scoring.packing import Body, Head, packed, unpacked
from scoring.postings import Part
from scoring.sheaf import Sheaf
from site_builder.cache import Store
from site_builder.cache.program import program
from site_builder.workers import shared

_MANY: Final = 4000
"""Items, counted once for each score, of which several processes make parts sooner than one."""


class Pack(NamedTuple):
    """A part as it is kept."""

    head: Head
    body: msgspec.Raw
    """Not decoded before somebody asks for it."""


_ENCODE: Final = msgspec.msgpack.Encoder().encode
_PACK: Final = msgspec.msgpack.Decoder(Pack).decode
_BODY: Final = msgspec.msgpack.Decoder(Body).decode


class _Asked(NamedTuple):
    """One score of one sheaf of items."""

    scoring: Scoring
    sheaf: Sheaf
    """With the mark of all that its part follows from."""
    name: str
    """Of its pack in the store."""

    def made(self) -> Part:
        """Return the part, made anew."""
        return self.scoring.part(self.sheaf.items, self.sheaf.mark)


def ledgers_of(
    corpus: Corpus, as_of: date, sheaves: Sequence[Sheaf], store: Store, workers: int = 1
) -> Mapping[str, Ledger]:
    """Return the ledger of each score, in the order in which the scores first came into force.

    The corpus holds no facts after `as_of`, the sheaves all its items. Neither what the store
    holds nor the number of workers changes what is returned.
    """
    first = sorted(corpus.rulebooks, key=lambda book: (book.effective, book.score))
    scorings = {book.score: Scoring(corpus, book.score, as_of) for book in first}
    asked = {score: list(_asked(score, each, sheaves)) for score, each in scorings.items()}
    missing: list[_Asked] = []
    parts: dict[str, Part] = {}
    for one in chain.from_iterable(asked.values()):
        pack = store.value(one.name, one.sheaf.mark, _PACK) if one.sheaf.mark else None
        if pack is None:
            missing.append(one)
        else:
            parts[one.name] = _part(one, pack, corpus)
    parts |= _made(missing, corpus, store, workers)
    return {
        score: scorings[score].ledger([parts[one.name] for one in each])
        for score, each in asked.items()
    }


def _asked(score: str, scoring: Scoring, sheaves: Iterable[Sheaf]) -> Iterator[_Asked]:
    folder = blake2b(score.encode("utf-8"), digest_size=8).hexdigest()
    for sheaf in scoring.marked(sheaves, program()):
        yield _Asked(scoring, sheaf, f"scores/{folder}/{sheaf.name}")


def _made(
    missing: Sequence[_Asked], corpus: Corpus, store: Store, workers: int
) -> dict[str, Part]:
    """Return the parts that the store does not have, and keep those that have a mark."""
    found: dict[str, Part] = {}
    if workers > 1 and sum(len(one.sheaf.items) for one in missing) > _MANY:
        packs = map(_PACK, shared(lambda one: _ENCODE(_packed(one.made())), missing, workers))
        for one, pack in zip(missing, packs, strict=True):
            _keep(one, pack, store)
            found[one.name] = _part(one, pack, corpus)
        return found
    for one in missing:
        part = found[one.name] = one.made()
        if store.folder is not None and one.sheaf.mark:
            _keep(one, _packed(part), store)
    return found


def _keep(one: _Asked, pack: Pack, store: Store) -> None:
    if one.sheaf.mark:
        store.keep(one.name, one.sheaf.mark, pack, _ENCODE)


def _packed(part: Part) -> Pack:
    head, body = packed(part)
    return Pack(head, msgspec.Raw(_ENCODE(body)))


def _part(one: _Asked, pack: Pack, corpus: Corpus) -> Part:
    sheaf = one.sheaf
    return unpacked(sheaf.mark, sheaf.items, pack.head, partial(_BODY, pack.body), corpus)
