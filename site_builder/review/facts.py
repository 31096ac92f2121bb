"""The facts of a revision, all of them, without checking anything out.

Items are kept in the store, a piece for each month, by the id of each one's blob; they hold as long
as the registries by whose names they were read are the same.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from hashlib import blake2b
from operator import attrgetter
from typing import Any, Final

from scoring.model import Corpus, Item
from scoring.rulebook import Rulebook
from site_builder.cache import Store
from site_builder.cache.program import program
from site_builder.parsing.nodes import VERSION
from site_builder.reading.records import ITEMS, Shelf, encoded
from site_builder.review.sides import Side
from site_builder.schema import KINDS, kind_of

_REGISTRIES: Final = ("office", "units", "people", "publications", "leaders")


def corpus_of(side: Side, store: Store) -> Corpus:
    """Return the facts of a revision from which points follow, as `repository.load` reads them of
    a folder; reviews are left out."""
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    begin = side.place("")
    for path in sorted(side.paths):
        kind = kind_of(side.inside(path)) if path.startswith(begin) else None
        if kind is not None:
            by_kind[kind.name].append(path)
    books = [each for each in _values(side, by_kind["rulebook"]) if isinstance(each, Rulebook)]
    corrected = list(_values(side, by_kind["correction"]))
    return replace(
        side.corpus,
        items=_items(side, by_kind["item"], store),
        assignments=_by(_values(side, by_kind["assignment"]), attrgetter("id")),
        faults=_rows(side, by_kind["faults"]),
        judgements=_rows(side, by_kind["judgements"]),
        honours=_rows(side, by_kind["honours"]),
        rulebooks=tuple(sorted(books, key=lambda book: (book.score, book.effective, book.id))),
        notice_form=next(_values(side, by_kind["notice_form"]), None),
        seals=_by(_values(side, by_kind["seal"]), attrgetter("notice")),
        corrections=tuple(sorted(corrected, key=lambda one: (one.date, one.id))),
        bulletins=_by(_values(side, by_kind["bulletin"]), attrgetter("id")),
        bulletin_styles=_by(_rows(side, by_kind["bulletin_styles"]), attrgetter("publication")),
        assignment_kinds=side.names.completing.rules,
        alert_rules=_rows(side, by_kind["alert_rules"]),
        actions=_rows(side, by_kind["actions"]),
    )


def _by(values: Iterable[Any], key: Callable[[Any], str]) -> dict[str, Any]:
    """Return values by what they are known by; of several the first counts."""
    found: dict[str, Any] = {}
    for value in values:
        found.setdefault(key(value), value)
    return dict(sorted(found.items()))


def _values(side: Side, paths: list[str]) -> Iterator[Any]:
    for path in paths:
        read = side.read(path)
        if read is not None and read.value is not None:
            yield read.value


def _rows(side: Side, paths: list[str]) -> tuple[Any, ...]:
    """Return the facts of yearly lists."""
    return tuple(row for rows in _values(side, paths) for row in rows)


def _items(side: Side, paths: list[str], store: Store) -> dict[str, Item]:
    """Return the items by id; of several files with one id the first counts."""
    months: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        months["-".join(side.inside(path).split("/")[1:3])].append(path)
    key = _key(side)
    found: dict[str, Item] = {}
    for month, own in sorted(months.items()):
        for item in _month(side, f"facts/{month}", key, own, store):
            found.setdefault(item.id, item)
    return dict(sorted(found.items()))


def _month(side: Side, name: str, key: str, paths: list[str], store: Store) -> Iterator[Item]:
    """Yield a month's items as read; only those that are new are read."""
    shelf = store.value(name, key, ITEMS.shelf) or Shelf[Item]()
    known = {(path, blob): item for path, blob, item in shelf.facts}
    found: list[tuple[str, str, Item | None]] = []
    for path in paths:
        blob = side.paths[path]
        if (path, blob) in known:
            item = known[path, blob]
        else:
            value = next(iter(_values(side, [path])), None)
            item = value if isinstance(value, Item) else None
        found.append((path, blob, item))
    if any((path, blob) not in known for path, blob, _ in found):
        store.keep(name, key, Shelf(tuple(found)), encoded)
    yield from (item for _, _, item in found if item is not None)


def _key(side: Side) -> str:
    """Return the digest of all that reading an item depends on, besides its file."""
    names = [side.paths.get(side.place(KINDS[name].where)) for name in _REGISTRIES]
    written = repr((program(), VERSION, sys.version, side.prefix, names))
    return blake2b(written.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
