"""Make sheets and write them, in several processes where it pays."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

from site_builder.assembly.manifest import Record, recorded
from site_builder.pages.page import Asset, Page, Sheet, kind, made
from site_builder.search import PageDocument, page_document
from site_builder.shell.site import Shell
from site_builder.workers import shared

_SHARES: Final = 64
"""A share of the work is one part in so many of what is left."""
_MOST: Final = 400
"""Sheets of a share at most: after each a worker asks itself what it has copied."""
_MANY: Final = 2_000
"""Sheets from which on it pays to make first what they share."""
_COPIED: Final = 256
"""Megabytes that a worker may copy of this process's memory before a new one takes its place."""
_TOGETHER: Final = 32
"""Pages that are made and written together."""
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class Written(NamedTuple):
    """What became of one sheet."""

    record: Record
    document: PageDocument | None
    """What search is to know of it, where it is a page that search reads."""


class Desk(NamedTuple):
    """Where and how sheets are written."""

    folder: Path
    base: str
    """What all sheets depend on."""
    shell: Callable[[], Shell]
    """Asked when the first page is finished: until then the theme may be at work on it."""
    day: date
    """The day the site is computed for."""
    search: bool
    """Whether search is to know the words of the pages."""

    @property
    def theme(self) -> str:
        """Return what stands for everything round the content of all pages."""
        return self.shell().everywhere(self.day)

    def key(self, sheet: Sheet) -> str:
        """Return the key under which a sheet's file is recorded: a page shows the theme, too."""
        if not _is_page(sheet):
            return keyed(self.base, sheet)
        return f"{self.base} {self.shell().digest(sheet.path, self.day)} {sheet.key}"

    def write(self, sheets: Sequence[Sheet]) -> list[Written]:
        """Make some sheets and write them below the folder.

        Each step is done for all of them before the next: going to and fro between program and
        system for every page takes a fifth longer.
        """
        contents = [*made(sheets)]
        files = [self.file(each) for each in contents]
        paths = [published(sheet.path) for sheet in sheets]
        states = [
            _put(f"{self.folder}/{path}", data) for path, data in zip(paths, files, strict=True)
        ]
        return [
            Written(recorded(path, self.key(sheet), state), self._document(each))
            for path, sheet, state, each in zip(paths, sheets, states, contents, strict=True)
        ]

    def file(self, made: Page | Asset) -> bytes:
        """Return the bytes of a page or file."""
        if isinstance(made, Page):
            return self.shell().whole(made, self.day)
        return made.content if isinstance(made.content, bytes) else made.content.encode()

    def _document(self, made: Page | Asset) -> PageDocument | None:
        """Return what search is to know of a page."""
        return page_document(made) if self.search and isinstance(made, Page) else None


def keyed(base: str, sheet: Sheet) -> str:
    """Return the key under which a file is recorded that is not a page."""
    return f"{base} {sheet.key}"


def write_all(desk: Desk, sheets: Sequence[Sheet], workers: int) -> list[Written]:
    """Return what became of all sheets; the same for any number of workers, in no fixed order.

    Of many, pages come last: the theme may still be at work on what goes round them.
    """
    if len(sheets) < _MANY:
        return _shared_out(desk, sheets, {}, workers)
    done: list[Written] = []
    for pages in (False, True):
        some = [sheet for sheet in sheets if _is_page(sheet) is pages]
        done += _shared_out(desk, some, _first_of_each(some) if workers > 1 else {}, workers)
    return done


def _shared_out(
    desk: Desk, sheets: Sequence[Sheet], first: Mapping[str, Sheet], workers: int
) -> list[Written]:
    """Return what became of the sheets, of which some, by path, are made before the others."""
    write = partial(_write_some, desk)
    left = [sheet for sheet in sheets if sheet.path not in first]
    done = [write([*first.values()])]
    if any(map(_is_page, left)):
        desk.shell()  # no worker could wait for it: it comes to this process alone
    done += shared(write, list(_shares(left)), workers, most=_COPIED)
    return [written for some in done for written in some]


def _is_page(sheet: Sheet) -> bool:
    return sheet.path.endswith(".md")


def _first_of_each(sheets: Sequence[Sheet]) -> dict[str, Sheet]:
    """Return one sheet of each kind of which there are several, by path.

    Made before the work is shared out, they leave behind what their kind looks things up in:
    once for all workers, not once in each.
    """
    kinds: dict[object, list[Sheet]] = {}
    for sheet in sheets:
        kinds.setdefault(kind(sheet), []).append(sheet)
    return {some[0].path: some[0] for some in kinds.values() if len(some) > 1}


def _shares(sheets: Sequence[Sheet]) -> Iterator[Sequence[Sheet]]:
    """Yield neighbours together, as they show the same facts; fewer towards the end.

    So a worker touches, and copies, only part of the memory, and none waits long for the last:
    after an adoption a hundred sheets are made, some in a millisecond, some in a hundred. Sheets
    of one key, as a table's two files are, look at the same.
    """
    start = 0
    while start < len(sheets):
        end = start + min(_MOST, max(1, (len(sheets) - start) // _SHARES))
        while end < len(sheets) and sheets[end].key == sheets[end - 1].key:
            end += 1
        yield sheets[start:end]
        start = end


def _write_some(desk: Desk, sheets: Sequence[Sheet]) -> list[Written]:
    """Write one share; the garbage collector, which would look again and again, waits for it."""
    running = gc.isenabled()
    gc.disable()
    try:
        return [done for some in _turns(sheets) for done in desk.write(some)]
    finally:
        if running:
            gc.enable()


def _turns(sheets: Sequence[Sheet]) -> Iterator[Sequence[Sheet]]:
    """Yield what is made together: pages; each other file, which may have megabytes, alone."""
    for pages, alike in groupby(sheets, key=_is_page):
        some = [*alike]
        size = _TOGETHER if pages else 1
        for at in range(0, len(some), size):
            yield some[at : at + size]


def published(path: str) -> str:
    """Return where a sheet's file lies inside the site: a page is a folder's index.html."""
    return f"{path[:-3]}.html" if path.endswith(".md") else path


def source(path: str) -> str:
    """Return the path of the sheet whose file lies there, the other way round than `published`."""
    return f"{path[:-5]}.md" if path.endswith("index.html") else path


def _put(path: str, data: bytes) -> os.stat_result:
    """Write a file and return its state; plain calls, since this is done for every page."""
    folder = path.rpartition("/")[0]
    try:
        os.mkdir(folder)  # noqa: PTH102 - most pages are alone in a folder of their own
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    file = os.open(path, _NEW, 0o666)
    try:
        done = os.write(file, data)
        while done < len(data):
            done += os.write(file, data[done:])
        return os.fstat(file)
    finally:
        os.close(file)
