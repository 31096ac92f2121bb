"""What any revision says that a closed period came to; nothing is checked out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Final

from scoring.checks import assignments, items, lives, trees
from scoring.closing.facts import Notice
from scoring.closing.recount import Counted, recount
from scoring.findings import has_errors
from scoring.model import Corpus, Fault, Item, Judgement
from scoring.rulebook_checks import check_rulebooks
from site_builder.cache import Store
from site_builder.review.facts import corpus_of
from site_builder.review.sides import Side

_RULES: Final = (
    *lives.APART, *lives.CHECKS, *items.APART, *items.CHECKS, *assignments.CHECKS, *trees.CHECKS,
)  # fmt: skip
"""What must hold for points to follow: who reviews, and whether a day has come, is no matter."""


class Whole:
    """All facts of a revision; read when something is first counted."""

    def __init__(self, side: Side, store: Store) -> None:
        """Take a revision; what is read is kept in the store for others of it."""
        # A side that was told to be like another has that one's registries.
        self._side = Side(side.revisions, side.prefix, side.paths)
        self._store = store

    @cached_property
    def corpus(self) -> Corpus | None:
        """Return the facts, None where they hold errors with which nothing can be counted."""
        found = corpus_of(self._side, self._store)
        wrong = chain(check_rulebooks(found), *(rule(found) for rule in _RULES))
        return None if has_errors(wrong) or any(_unknown(found)) else found

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Return the notices, drafts too."""
        return self._side.corpus.notices

    def count(self, notice: Notice, as_of: date) -> Counted | None:
        """Return what a notice's period came to on a day, None where it cannot be counted."""
        return None if self.corpus is None else recount(self.corpus, notice, as_of)


def _unknown(corpus: Corpus) -> Iterator[str]:
    """Yield the names by which facts refer to nothing in the registries."""
    for item in corpus.items.values():
        yield from (one.unit for one in item.units if one.unit not in corpus.units)
        for adoption in item.adoptions:
            if adoption.publication not in corpus.publications:
                yield adoption.publication
            yield from (unit for unit in adoption.units if unit not in corpus.units)
        for endorsement in item.endorsements:
            if endorsement.leader not in corpus.leaders:
                yield endorsement.leader
        yield from _named(item, corpus)
    listed: tuple[Fault | Judgement, ...] = (*corpus.faults, *corpus.judgements)
    for fact in listed:
        yield from _of_lists(fact, corpus)
    for assignment in corpus.assignments.values():
        yield from (unit for unit in assignment.asked(date.max) if unit not in corpus.units)
    for unit in corpus.units.values():
        above = () if unit.parent is None else (unit.parent,)
        later = () if unit.lineage is None else (unit.lineage.into,)
        yield from (name for name in (*above, *later) if name not in corpus.units)


def _named(item: Item, corpus: Corpus) -> Iterator[str]:
    yield from (author for author in item.authors if author not in corpus.people)
    if item.commission is not None and item.commission not in corpus.assignments:
        yield item.commission


def _of_lists(fact: Fault | Judgement, corpus: Corpus) -> Iterator[str]:
    if fact.unit is not None and fact.unit not in corpus.units:
        yield fact.unit
    if fact.item is not None and fact.item not in corpus.items:
        yield fact.item
