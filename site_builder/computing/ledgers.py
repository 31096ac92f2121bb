"""Ledgers through the store: what the items of a month give is found once and then kept.

The store holds a pack for each score and sheaf of items. Its key stands for all that the pack
follows from (`scoring.engine.context`), so that an edit costs the scoring of one month. What later
steps make of everything, quotas, limits and the like, is kept likewise: most edits of texts change
nothing that they look at (`scoring.engine.outlook`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from hashlib import blake2b
from itertools import chain
from typing import Final, NamedTuple

import msgspec

from scoring.engine import Scoring
from scoring.engine.outlook import Outlook
from scoring.ledger import Ledger, Written
from scoring.model import Corpus
from scoring.packing import Body, Head, packed, unpacked
from scoring.packing_later import Later, packed_later, unpacked_later
from scoring.postings import Part
from scoring.sheaf import Sheaf
from site_builder.cache import Store
from site_builder.cache.program import program
from site_builder.workers import shared

_MANY: Final = 4000
"""Items, counted once for each score, of which several processes make parts sooner than one."""


class Pack(NamedTuple):
    """A part as it is kept."""

    told: str
    """Stands for the head."""
    head: Head
    body: msgspec.Raw
    """Not decoded before somebody asks for it."""


_ENCODE: Final = msgspec.msgpack.Encoder().encode
_PACK: Final = msgspec.msgpack.Decoder(Pack).decode
_BODY: Final = msgspec.msgpack.Decoder(Body).decode
_TEXT: Final = msgspec.msgpack.Decoder(str).decode
_LATER: Final = msgspec.msgpack.Decoder(Later).decode
_FACTS: Final = partial(msgspec.msgpack.encode, enc_hook=repr, order="deterministic")


class _Found(NamedTuple):
    """A part, and what stands for all of it that later steps always ask; empty if nobody knows."""

    part: Part
    told: str


class _Shelf(NamedTuple):
    """Where the later steps' work is kept, for one mark of all that is scored."""

    store: Store
    mark: str

    def key(self, score: str, find: Callable[[], str]) -> str:
        """Return the key of a score's later steps, found only if it is not known for the mark.

        To find it, the items on which these steps look are read, wherever they lie.
        """
        if not self.mark:
            return find()
        name = f"{_folder(score)}/outlook"
        known = self.store.value(name, self.mark, _TEXT)
        if known is None:
            known = find()
            self.store.keep(name, self.mark, known, _ENCODE)
        return known


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


def scores_of(corpus: Corpus) -> tuple[str, ...]:
    """Return the scores in the order in which they first came into force."""
    first = sorted(corpus.rulebooks, key=lambda book: (book.effective, book.score))
    return tuple(dict.fromkeys(book.score for book in first))


def ledgers_of(
    corpus: Corpus,
    as_of: date,
    sheaves: Sequence[Sheaf],
    store: Store,
    workers: int = 1,
    mark: str = "",
) -> Mapping[str, Ledger]:
    """Return the ledger of each score, in the order of `scores_of`.

    The corpus holds no facts after `as_of`, the sheaves all its items; `mark` stands for all that
    is scored of both, if anybody knows. Neither what the store holds nor the number of workers
    changes what is returned.
    """
    scorings = {score: Scoring(corpus, score, as_of) for score in scores_of(corpus)}
    asked = {score: list(_asked(score, each, sheaves)) for score, each in scorings.items()}
    missing: list[_Asked] = []
    found: dict[str, _Found] = {}
    for one in chain.from_iterable(asked.values()):
        pack = store.value(one.name, one.sheaf.mark, _PACK) if one.sheaf.mark else None
        if pack is None:
            missing.append(one)
        else:
            found[one.name] = _unpacked(one, pack, corpus)
    found |= _made(missing, corpus, store, workers)
    shelf = _Shelf(store, mark)
    return {
        score: _ledger(scorings[score], score, [found[one.name] for one in each], corpus, shelf)
        for score, each in asked.items()
    }


def _asked(score: str, scoring: Scoring, sheaves: Iterable[Sheaf]) -> Iterator[_Asked]:
    for sheaf in scoring.marked(sheaves, program()):
        yield _Asked(scoring, sheaf, f"{_folder(score)}/{sheaf.name}")


def _folder(score: str) -> str:
    return f"scores/{blake2b(score.encode('utf-8'), digest_size=8).hexdigest()}"


def _made(
    missing: Sequence[_Asked], corpus: Corpus, store: Store, workers: int
) -> dict[str, _Found]:
    """Return the parts that the store does not have, and keep those that have a mark."""
    found: dict[str, _Found] = {}
    if workers > 1 and sum(len(one.sheaf.items) for one in missing) > _MANY:
        packs = map(_PACK, shared(lambda one: _ENCODE(_packed(one.made())), missing, workers))
        for one, pack in zip(missing, packs, strict=True):
            _keep(one, pack, store)
            found[one.name] = _unpacked(one, pack, corpus)
        return found
    for one in missing:
        part, told = one.made(), ""
        if store.folder is not None and one.sheaf.mark:
            pack = _packed(part)
            told = pack.told
            _keep(one, pack, store)
        found[one.name] = _Found(part, told)
    return found


def _keep(one: _Asked, pack: Pack, store: Store) -> None:
    if one.sheaf.mark:
        store.keep(one.name, one.sheaf.mark, pack, _ENCODE)


def _packed(part: Part) -> Pack:
    head, body = packed(part)
    told = blake2b(_ENCODE(head), digest_size=16).hexdigest()
    return Pack(told, head, msgspec.Raw(_ENCODE(body)))


def _unpacked(one: _Asked, pack: Pack, corpus: Corpus) -> _Found:
    sheaf = one.sheaf
    body = partial(_BODY, pack.body)
    return _Found(unpacked(sheaf.mark, sheaf.items, pack.head, body, corpus), pack.told)


def _ledger(
    scoring: Scoring, score: str, found: Sequence[_Found], corpus: Corpus, shelf: _Shelf
) -> Ledger:
    """Return the ledger of parts; what the later steps write is kept, or was."""
    parts, store = [each.part for each in found], shelf.store
    if store.folder is None or not all(part.mark and told for part, told in found):
        return scoring.ledger(parts)
    name = f"{_folder(score)}/later"
    key = shelf.key(score, lambda: _key(scoring.outlook(parts), found))
    books = [book for book in corpus.rulebooks if book.score == score]
    later = store.value(name, key, _LATER)
    if later is not None:
        return scoring.ledger(parts, unpacked_later(later, books))
    ledger = scoring.ledger(parts)
    written = Written(ledger.rest, ledger.quotas)
    store.keep(name, key, packed_later(written, books), _ENCODE)
    return ledger


def _key(outlook: Outlook, found: Iterable[_Found]) -> str:
    """Return what stands for all that the later steps follow from."""
    digest = blake2b(program().encode(), digest_size=16)
    for part, told in found:
        digest.update((part.mark if outlook.closely else told).encode())
    digest.update(_FACTS(outlook))
    return digest.hexdigest()
