"""Honours out of what was computed before: of a year that is over nothing is asked again.

To see who wins, every row of the finished years must be made; that nothing changed in them is
known from the marks of their rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from hashlib import blake2b
from typing import Final, NamedTuple

import msgspec

from scoring.honours import computed, won_by
from scoring.model import Corpus
from scoring.outline import Trait, having
from scoring.periods import PeriodKind
from scoring.results import Honour, RankTable, TableKey
from site_builder.cache import Store
from site_builder.cache.program import program

_SIZE: Final = 16


class _Won(NamedTuple):
    """An honour that follows from tables."""

    book: int
    """The place of the rulebook among all."""
    award: int
    """The place of the award in it."""
    year: int
    to: str
    group: str | None
    reason: str
    vetoed: str | None


_READ: Final = msgspec.msgpack.Decoder(list[_Won]).decode
_ENCODE: Final = msgspec.msgpack.Encoder().encode
_FACTS: Final = partial(msgspec.msgpack.encode, enc_hook=repr, order="deterministic")


def kept_honours(
    corpus: Corpus, score: str, tables: Mapping[TableKey, RankTable], store: Store
) -> list[Honour]:
    """Return `scoring.honours.computed`, with the help of what the store holds."""
    if store.folder is None:
        return list(computed(corpus, tables))
    name = f"standings/{blake2b(score.encode(), digest_size=4).hexdigest()}/honours"
    key = _key(corpus, tables)
    known = store.value(name, key, _READ)
    if known is not None:
        return list(_unpacked(corpus, known))
    found = list(computed(corpus, tables))
    store.keep(name, key, list(_packed(corpus, found)), _ENCODE)
    return found


def _packed(corpus: Corpus, found: Iterable[Honour]) -> Iterator[_Won]:
    places = {
        id(award): (number, place)
        for number, book in enumerate(corpus.rulebooks)
        for place, award in enumerate(book.awards)
    }
    for each in found:
        yield _Won(
            *places[id(each.award)], each.year, each.to, each.group, each.reason, each.vetoed
        )


def _unpacked(corpus: Corpus, known: Iterable[_Won]) -> Iterator[Honour]:
    for book, place, year, to, group, reason, vetoed in known:
        award = corpus.rulebooks[book].awards[place]
        yield won_by(to, award, year, group, reason, vetoed)


def _key(corpus: Corpus, tables: Mapping[TableKey, RankTable]) -> str:
    """Return what stands for all that the honours follow from."""
    faulty = [item.id for item in having(corpus.items, Trait.FAULTS)]
    cases = [item.id for item in having(corpus.items, Trait.CASE)]
    items = [
        (each.id, each.date, each.units, each.authors, each.case, each.faults)
        for each in (corpus.items[name] for name in dict.fromkeys((*faulty, *cases)))
    ]
    books = [
        (book.score, book.id, book.source, book.version, book.effective, book.until)
        for book in corpus.rulebooks
    ]
    facts = corpus.units, corpus.people, corpus.honours, corpus.faults, books, items
    made = blake2b(program().encode(), digest_size=_SIZE)
    made.update(_FACTS(facts))
    made.update(_ENCODE(list(_told(tables))))
    return made.hexdigest()


def _told(tables: Mapping[TableKey, RankTable]) -> Iterator[tuple[object, ...]]:
    """Yield what stands for the tables of the years that are over."""
    over = {
        key.period.start.year
        for key, table in tables.items()
        if key.period.kind is PeriodKind.YEAR and not table.unfinished
    }
    for key, table in tables.items():
        if key.period.start.year in over:
            head = (key.score, key.period.id, key.ranked.value, key.group, table.rulebook.id)
            yield *head, table.unfinished, list(table.marks.items())
