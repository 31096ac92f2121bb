"""What each rank would become after merging: both revisions scored, the differences told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from scoring.engine import score
from scoring.hindsight import until
from scoring.model import Corpus, Item
from scoring.periods import Period, PeriodKind, period_of
from scoring.results import Ranked
from scoring.standings import tables
from scoring.whatif import Move, around, moves
from site_builder.cache import ResidentStore, Store
from site_builder.review.changes import Changes
from site_builder.review.facts import corpus_of
from site_builder.review.plain import bare
from site_builder.review.sides import Side
from site_builder.schema import kind_of

_READ: Final = frozenset(
    ("office", "units", "people", "publications", "leaders", "rulebook", "item", "assignment",
     "faults", "judgements", "honours")
)  # fmt: skip
"""Kinds of files from which points follow."""
_PERIODS: Final = 4


class Effect(NamedTuple):
    """The rows of one period that a request changes."""

    score: str
    period: Period
    ranked: Ranked
    moves: tuple[Move, ...]
    """Only of those whose rank or points differ."""


def touches_points(changes: Changes, side: Side) -> bool:
    """Return whether a request changes anything from which points follow."""
    if any(_scored(each.before) != _scored(each.after) for each in changes.items):
        return True
    items = {path for each in changes.items for path in (each.path, each.old_path)}
    begin = side.place("")
    paths = [each.path for each in changes.files if each.path not in items]
    kinds = [kind_of(side.inside(path)) for path in paths if path.startswith(begin)]
    return any(kind is not None and kind.name in _READ for kind in kinds)


def _scored(item: Item | None) -> Item | None:
    """Return an item without what gives no points."""
    if item is None:
        return None
    plain: Item = bare(item)
    return replace(plain, title="", sources=(), outside_authors=())


def effects(before: Side, after: Side, changes: Changes, on: date, store: Store) -> list[Effect]:
    """Return what a request does to points and ranks, as of a day; the latest period first."""
    shared = ResidentStore(store.folder)  # most months are the same on both sides
    old, new = (until(corpus_of(each, shared), on) for each in (before, after))
    wanted = _periods(changes, on)
    years = [each for each in wanted if each.kind is PeriodKind.YEAR]
    return [effect for year in years for effect in _of(old, new, year, wanted, on)]


def _periods(changes: Changes, on: date) -> list[Period]:
    """Return the years and months of the days that changed facts state, the running year where
    they state none."""
    days = {each.day for file in changes.files for each in file.dated if each.day <= on}
    found = {period_of(day, PeriodKind.YEAR) for day in days or {on}}
    found |= {period_of(day, PeriodKind.MONTH) for day in days}
    return sorted(found, key=lambda each: (each.end, each.kind.order), reverse=True)[:_PERIODS]


def _of(old: Corpus, new: Corpus, year: Period, wanted: list[Period], on: date) -> Iterator[Effect]:
    """Yield what changes in a year, and in the wanted months of it."""
    names = dict.fromkeys(book.score for each in (old, new) for book in each.rulebooks)
    inside = [each for each in wanted if year.start <= each.start <= year.end]
    near = [around(each, year) for each in (old, new)]
    for name in names:
        ledgers = [score(each, name, on, year) for each in near]
        for period in inside:
            before, after = (
                tables(corpus, ledger, on, period)
                for corpus, ledger in zip(near, ledgers, strict=True)
            )
            for ranked in (Ranked.UNIT, Ranked.PERSON):
                found = tuple(_differing(moves(before, after, period, ranked)))
                if found:
                    yield Effect(name, period, ranked, found)


def _differing(found: Iterable[Move]) -> Iterator[Move]:
    for move in found:
        if move.rank_before != move.rank_after or move.points_before != move.points_after:
            yield move
