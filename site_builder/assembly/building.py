"""The flow of a build; see the package."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from site_builder.assembly.manifest import Manifest, Record, recall, remember, untouched
from site_builder.assembly.publishing import exclusive, patch, replace, staging
from site_builder.assembly.rendering import Desk, Written, published, write_all
from site_builder.cache import Store
from site_builder.cache.program import program
from site_builder.pages import plan
from site_builder.pages.index import Views
from site_builder.pages.marks import digest
from site_builder.pages.navigation import navigation, titled
from site_builder.pages.page import Asset, NavEntry, Page, Sheet
from site_builder.search import PageDocument, is_read, months
from site_builder.search import plan as plan_search
from site_builder.shell.keeping import shell_of
from site_builder.shell.site import Shell
from site_builder.snapshot import Snapshot
from site_builder.staging import pictures

Step = Callable[[str], AbstractContextManager[object]]
"""Told the name of each part of the work; lasts as long as the part."""

_DOCUMENTS: Final = "search/documents"
_SEARCH: Final = "search/"
_PAGE: Final = ".md"


class Site(NamedTuple):
    """Where a site is made from and where it goes."""

    root: Path
    """The office's folder, with content/ and mkdocs.yml."""
    settings: Path
    """Its mkdocs.yml."""
    destination: Path


class Built(NamedTuple):
    """What a build did."""

    pages: int
    written: int
    """Files made anew."""
    removed: int


class Known(NamedTuple):
    """What an earlier build left that can be relied on."""

    records: Manifest
    documents: Mapping[tuple[str, str], PageDocument]
    """What search knows of pages, by path and key."""


def build(
    snapshot: Snapshot,
    site: Site,
    *,
    store: Store,
    workers: int = 1,
    search: bool = True,
    step: Step = nullcontext,
) -> Built:
    """Publish the site of a snapshot; without `search` its old index is left as it is.

    The bytes depend on the snapshot, the settings and the program alone: not on what lies in the
    store or at the destination, nor on the number of workers. Raises OSError where the disk
    refuses; the published site is then what it was.
    """
    with exclusive(site.destination):
        with step("规划页面"):
            views = Views(snapshot)
            sheets = plan(views)
        with step("取得版式"):
            paths = [sheet.path for sheet in sheets if sheet.path.endswith(_PAGE)]
            shell = shell_of(site.settings, _navigation(sheets), paths, store)
            content = site.root / "content"
            sheets = (*sheets, *_pictures(content), *_theme_sheets(shell, paths, snapshot.as_of))
        known = Known(recall(store, site.destination), _documents(store))
        with staging(site.destination) as folder:
            base = digest(program(), views.marks.base)
            desk = Desk(folder, base, shell, snapshot.as_of, search)
            work = _Work(desk, site.destination, known, workers)
            with step("写页面"):
                work.do(sheets)
            with step("搜索索引"):
                if search:
                    sources = months(snapshot, views.marks.items)
                    work.do([*plan_search(store, sources, work.documents.values(), workers)])
                else:
                    work.keep(_SEARCH)
            with step("发布"):
                removed = work.publish()
        remember(store, site.destination, work.records)
        if search:
            _keep_documents(store, work.documents)
    return Built(len(paths), len(work.written), removed)


class _Work:
    """Sheets made so far, and what was left of the last build."""

    def __init__(self, desk: Desk, destination: Path, known: Known, workers: int) -> None:
        self._desk = desk
        self._destination = destination
        self._known = known
        self._workers = workers
        self.left: list[Record] = []
        self.written: list[Record] = []
        self.documents: dict[tuple[str, str], PageDocument] = {}

    @property
    def records(self) -> list[Record]:
        """All files that the site now has."""
        return [*self.left, *self.written]

    def do(self, sheets: Sequence[Sheet]) -> None:
        """Make the sheets that are new, leave the others; for search, know the words of all."""
        fresh = [sheet for sheet in sheets if not self._leave(sheet)]
        for done in write_all(self._desk, fresh, self._workers):
            self._take(done)

    def keep(self, folder: str) -> None:
        """Leave a folder as the last build made it."""
        records = (r for path, r in self._known.records.items() if path.startswith(folder))
        self.left += (record for record in records if untouched(self._destination, record))

    def publish(self) -> int:
        """Bring what was made into the site; return how many files went."""
        here = {record.path for record in self.records}
        gone = [path for path in self._known.records if path not in here]
        if self.left:
            patch(self._destination, self._desk.folder, gone)
        else:
            replace(self._destination, self._desk.folder)
        return len(gone)

    def _leave(self, sheet: Sheet) -> bool:
        """Return whether a sheet's file stands already as it must be."""
        record = self._known.records.get(published(sheet.path))
        key = self._desk.key(sheet)
        if record is None or record.key != key or not untouched(self._destination, record):
            return False
        if self._desk.search and is_read(sheet.path):
            document = self._known.documents.get((sheet.path, key))
            if document is None:
                return False
            self.documents[sheet.path, key] = document
        self.left.append(record)
        return True

    def _take(self, done: Written) -> None:
        self.written.append(done.record)
        if done.document is not None:
            self.documents[done.document.path, done.record.key] = done.document


def _pictures(content: Path) -> Iterator[Sheet]:
    """Yield the pictures of the content folder."""
    for name in pictures(content):
        state = (content / name).stat()
        key = f"{state.st_size} {state.st_mtime_ns}"
        yield Sheet(name, key, partial(_copied, content / name, name))


def _copied(file: Path, path: str) -> Asset:
    return Asset(path, file.read_bytes())


def _theme_sheets(shell: Shell, paths: Sequence[str], day: date) -> Iterator[Sheet]:
    """Yield the theme's own files and the lists of all pages."""
    for path, data in shell.files.items():
        yield Sheet(path, blake2b(data, digest_size=16).hexdigest(), partial(Asset, path, data))
    yield from shell.sitemaps(paths, day)


def _navigation(sheets: Iterable[Sheet]) -> tuple[NavEntry, ...]:
    """Return the navigation; only pages that stand in it under their own title must be made."""
    titles: dict[str, str] = {}
    for sheet in sheets:
        made = sheet.make() if titled(sheet.path) else None
        titles[sheet.path] = made.title if isinstance(made, Page) else ""
    return navigation(titles)


def _documents(store: Store) -> Mapping[tuple[str, str], PageDocument]:
    """Return what search knew of pages at the last build."""
    data = store.get(_DOCUMENTS, "")
    if data is None:
        return {}
    try:
        rows = msgspec.msgpack.decode(data, type=list[tuple[str, PageDocument]])
    except msgspec.DecodeError:
        return {}
    return {(document.path, key): document for key, document in rows}


def _keep_documents(store: Store, documents: Mapping[tuple[str, str], PageDocument]) -> None:
    rows = [(key, document) for (_, key), document in documents.items()]
    store.put(_DOCUMENTS, "", msgspec.msgpack.encode(rows))
