"""What each rank would become after merging: both revisions scored, the differences told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from scoring.engine import score
from scoring.hindsight import until
from scoring.model import Corpus, Item
from scoring.periods import Period, PeriodKind, period_of
from scoring.results import Ranked
from scoring.standings import tables
from scoring.whatif import Move, around, moves
from site_builder.cache import Store
from site_builder.front_matter import DEFAULT_LIMIT
from site_builder.repository import load
from site_builder.review.changes import Changes
from site_builder.review.plain import bare
from site_builder.review.sides import Side
from site_builder.schema import kind_of

_READ: Final = frozenset(
    ("office", "units", "people", "publications", "leaders", "rulebook", "item", "assignment",
     "faults", "judgements", "honours")
)  # fmt: skip
"""Kinds of files from which points follow."""
_PERIODS: Final = 4
_IDENTITIES: Final = "identities/"


class Effect(NamedTuple):
    """The rows of one period that a request changes."""

    score: str
    period: Period
    ranked: Ranked
    moves: tuple[Move, ...]
    """Only of those whose rank or points differ."""


class _Shelves(Store):
    """The store, without what it would know of folders: one that lives for a moment is no use."""

    def put(self, name: str, key: str, data: bytes) -> None:
        """Keep the bytes, unless they speak of a folder."""
        if not name.startswith(_IDENTITIES):
            super().put(name, key, data)

    def keep_newest(self, family: str, most: int) -> None:
        """Leave everything as it is."""


def touches_points(changes: Changes) -> bool:
    """Return whether a request changes anything from which points follow."""
    items = {path for each in changes.items for path in (each.path, each.old_path)}
    if any(_scored(each.before) != _scored(each.after) for each in changes.items):
        return True
    return any(
        kind is not None and kind.name in _READ
        for kind in (
            kind_of(each.path.partition("/")[2]) for each in changes.files if each.path not in items
        )
    )


def _scored(item: Item | None) -> Item | None:
    """Return an item without what gives no points."""
    if item is None:
        return None
    plain: Item = bare(item)
    return replace(plain, title="", sources=(), outside_authors=(), length=item.length)


def effects(before: Side, after: Side, changes: Changes, on: date, store: Store) -> list[Effect]:
    """Return what a request does to points and ranks, as of a day; the latest period first."""
    shelves = _Shelves(store.folder)
    with TemporaryDirectory() as folder:
        root = Path(folder) / before.prefix.rpartition("/")[2]
        _write(before, before.paths, root)
        old = until(load(root, prefix=before.prefix, store=shelves).corpus, on)
        changed = {path for path in {*before.paths, *after.paths}
                   if before.paths.get(path) != after.paths.get(path)}  # fmt: skip
        for path in sorted(changed):
            (root / before.inside(path)).unlink(missing_ok=True)
        _write(after, changed, root)
        new = until(load(root, prefix=before.prefix, store=shelves).corpus, on)
    return [effect for period in _periods(changes, on) for effect in _of(old, new, period, on)]


def _write(side: Side, paths: Iterable[str], root: Path) -> None:
    """Write the files of a revision from which points follow."""
    begin = side.place("")
    for path in paths:
        blob = side.paths.get(path)
        kind = kind_of(side.inside(path)) if path.startswith(begin) else None
        if blob is None or kind is None or kind.name not in _READ:
            continue
        found = side.revisions.read(blob, DEFAULT_LIMIT)
        if found is not None and found.data is not None:
            file = root / side.inside(path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(found.data)


def _periods(changes: Changes, on: date) -> list[Period]:
    """Return the years and months of the days that changed facts state, and the running year."""
    days = {each.day for file in changes.files for each in file.dated if each.day <= on}
    found = {period_of(day, PeriodKind.YEAR) for day in (*days, on)}
    found |= {period_of(day, PeriodKind.MONTH) for day in days}
    return sorted(found, key=lambda each: (each.end, each.kind.order), reverse=True)[:_PERIODS]


def _of(old: Corpus, new: Corpus, period: Period, on: date) -> Iterator[Effect]:
    names = dict.fromkeys(book.score for each in (old, new) for book in each.rulebooks)
    near = [around(each, period) for each in (old, new)]
    for name in names:
        both = [tables(each, score(each, name, on, period), on, period) for each in near]
        for ranked in (Ranked.UNIT, Ranked.PERSON):
            found = tuple(
                move
                for move in moves(both[0], both[1], period, ranked)
                if move.rank_before != move.rank_after or move.points_before != move.points_after
            )
            if found:
                yield Effect(name, period, ranked, found)
