"""From months and pages to the files below search/: what is already there is not read again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from site_builder.cache.store import Store
from site_builder.pages.folders import Folders
from site_builder.pages.page import Asset, Page, Sheet
from site_builder.search.documents import MonthSource, months, page_document, source_of
from site_builder.search.segment import Index
from site_builder.search.shelf import FOLDER, Shelf, digest_of
from site_builder.snapshot import Snapshot
from site_builder.workers import shared

PAGES: Final = "pages"
"""Name of the volume that holds the pages which are not an item's."""
_COPIED: Final = 256
"""Megabytes after which a worker that indexes gives place to another."""


def plan(
    store: Store | None,
    months: Mapping[str, MonthSource],
    pages: MonthSource | None,
    workers: int = 1,
) -> Iterator[Sheet]:
    """Yield every file of the search; what has a new key is indexed here and now.

    The bytes depend on the documents alone, not on the store or the number of workers.
    """
    opened: dict[str, list[Index]] = {}
    shelves = [Shelf(store, *each, opened) for each in _volumes(months, pages)]
    _index(shelves, workers)
    _bind(shelves, workers)
    volumes = [
        {"name": shelf.name, "count": shelf.volume.count, "file": shelf.file} for shelf in shelves
    ]
    path, root = f"{FOLDER}/directory.json", json.dumps(volumes)
    yield Sheet(path, digest_of([root]), partial(Asset, path, root))
    for shelf in shelves:
        yield from shelf.sheets()


def everything(snapshot: Snapshot, pages: Iterable[Page]) -> tuple[Asset, ...]:
    """Return all files of the search for a site that is built without a cache."""
    found = [each for each in map(page_document, pages) if each is not None]
    others = source_of("", lambda: found) if found else None
    sheets = plan(None, months(snapshot, Folders(snapshot, None)), others)
    return tuple(made for sheet in sheets if isinstance(made := sheet.make(), Asset))


def key_of(months: Mapping[str, MonthSource], pages: MonthSource | None) -> str:
    """Return what stands for all files of the search."""
    volumes = _volumes(months, pages)
    return digest_of(f"{name} {each.key}" for _, own in volumes for name, each in own.items())


def _volumes(
    months: Mapping[str, MonthSource], pages: MonthSource | None
) -> Iterator[tuple[str, dict[str, MonthSource]]]:
    """Yield the volumes: years, newest first, then the other pages."""
    years: dict[str, dict[str, MonthSource]] = defaultdict(dict)
    for name in sorted(months):
        years[name[:4]][name] = months[name]
    for year in sorted(years, reverse=True):
        yield year, years[year]
    if pages is not None:
        yield PAGES, {PAGES: pages}


def _index(shelves: Sequence[Shelf], workers: int) -> None:
    """Make the segments that are not in the store; workers put them there themselves."""
    wanted = [(shelf, name) for shelf in shelves for name in shelf.missing()]
    left = shared(_filled, wanted, workers, most=_COPIED)
    for (shelf, name), pieces in zip(wanted, left, strict=True):
        shelf.keep(name, pieces)


def _filled(wanted: tuple[Shelf, str]) -> Mapping[str, bytes]:
    shelf, name = wanted
    return shelf.fill(name)


def _bind(shelves: Sequence[Shelf], workers: int) -> None:
    """Make the volumes of which the files are not in the store."""
    unbound = [shelf for shelf in shelves if not shelf.bound]
    for shelf, piece in zip(unbound, shared(Shelf.bind, unbound, workers), strict=True):
        shelf.know(piece)
