"""Files of the content folder, one or many at once: bytes in; document, value and report out."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Sequence
from datetime import date
from typing import Any, Final, Generic, NamedTuple, TypeVar

from scoring.assignments.facts import Assignment
from scoring.catalogue import files, places
from scoring.findings import Finding, Source
from scoring.model import Item
from site_builder.parsing.body_checks import characters, check_body
from site_builder.parsing.front_matter import Document, read_markdown, read_yaml, stem
from site_builder.parsing.names import units_named
from site_builder.parsing.references import Names
from site_builder.parsing.report import Report
from site_builder.reading.folder import Entry
from site_builder.reading.records import Identity
from site_builder.schema import KINDS, FileKind
from site_builder.screening.screen import screen

T = TypeVar("T")
Parse = Callable[[bytes, FileKind, Report], Document | None]
"""How `parsed` is asked."""
_READING: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_SCREENED: Final = frozenset(("item", "assignment"))


class Frame(NamedTuple):
    """How a folder's files are named and how large they may be."""

    prefix: str
    """What stands before the paths of sources: the folder's own name."""
    limit: int
    """Bytes of one file."""


class FileRead(NamedTuple, Generic[T]):
    """What came of one file; the document is None where it is too large or unreadable."""

    document: Document | None
    value: T | None
    report: Report
    identity: Identity | None = None
    """None where the file could not be opened."""


def identity_of(state: os.stat_result) -> Identity:
    """Return by what a file is known to the file system."""
    return Identity(state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)


def content(file: str, limit: int) -> tuple[Identity, bytes | None]:
    """Return by what a file is known when it is opened, and its bytes unless it is too large.

    Raises OSError where it cannot be read. File objects would ask the system twice as much.
    """
    opened = os.open(file, _READING)
    try:
        identity = identity_of(os.fstat(opened))
        if identity.size > limit:
            return identity, None
        data = os.read(opened, identity.size + 1)
        while len(data) != identity.size and (more := os.read(opened, limit)):
            data += more
        return identity, data
    finally:
        os.close(opened)


def parsed(data: bytes, kind: FileKind, report: Report) -> Document | None:
    """Return a file's bytes split and parsed, what is wrong with the writing in the report."""
    if not report.path.endswith(".md"):
        return read_yaml(data, report, kind.words)
    return read_markdown(data, report, kind.words, optional=kind is KINDS["page"])


def read_file(
    entry: Entry,
    frame: Frame,
    names: Names,
    known: Container[str],
    convert: Callable[[Document, Report], T | None],
    parse: Parse = parsed,
) -> FileRead[T]:
    """Return what a file says and what is wrong with it; `known` paths may be linked to."""
    (read,) = read_files((entry,), frame, names, known, convert, parse)
    return read


def _untold(place: int) -> None:
    """Take no notice of whose turn it is."""


def read_files(
    entries: Sequence[Entry],
    frame: Frame,
    names: Names,
    known: Container[str],
    convert: Callable[[Document, Report], T | None],
    parse: Parse = parsed,
    turn: Callable[[int], None] = _untold,
) -> list[FileRead[T]]:
    """Return what files of one kind say, at least one, as `read_file` does of each.

    They take each step together: file by file, every step would find the processor's memory full
    of the others. `turn` is told whose names and links are asked for next, by its place.
    """
    reports = [Report(f"{frame.prefix}/{entry.path}", names=names) for entry in entries]
    opened = [
        _opened(entry, report, frame.limit) for entry, report in zip(entries, reports, strict=True)
    ]
    documents = [
        None if data is None else parse(data, entry.kind, report)
        for entry, report, (_, data) in zip(entries, reports, opened, strict=True)
    ]
    values = _converted(documents, entries[0].kind, reports, known, convert, turn)
    return [
        FileRead(document, value, report, identity)
        for document, value, report, (identity, _) in zip(
            documents, values, reports, opened, strict=True
        )
    ]


def read_data(
    data: bytes,
    kind: FileKind,
    report: Report,
    known: Container[str],
    convert: Callable[[Document, Report], T | None],
) -> FileRead[T]:
    """Return what a file's bytes say, as `read_file` does of a file on disk."""
    document = parsed(data, kind, report)
    (value,) = _converted((document,), kind, (report,), known, convert, _untold)
    return FileRead(document, value, report)


def _converted(
    documents: Sequence[Document | None],
    kind: FileKind,
    reports: Sequence[Report],
    known: Container[str],
    convert: Callable[[Document, Report], T | None],
    turn: Callable[[int], None],
) -> list[T | None]:
    """Return the values of documents of one kind; all that is wrong is reported."""
    values: list[T | None] = []
    for place, (document, report) in enumerate(zip(documents, reports, strict=True)):
        turn(place)
        values.append(None if document is None else convert(document, report))
    linked = None if kind is KINDS["page"] else known
    figures = kind.name in ("notice", "notice_form")
    for place, (document, report) in enumerate(zip(documents, reports, strict=True)):
        if document is not None and document.body:
            turn(place)
            check_body(document, report, linked, figures=figures)
    if kind.name in _SCREENED:
        for document, report, value in zip(documents, reports, values, strict=True):
            if document is not None:
                screen(document, report, _day(value))
    return values


def _day(value: object) -> date | None:
    """Return the day of an item or assignment: its words are held to the names of that day."""
    if isinstance(value, Item):
        return value.date
    return value.issued if isinstance(value, Assignment) else None


def read_document(entry: Entry, report: Report, limit: int) -> Document | None:
    """Return a file split and parsed."""
    _, data = _opened(entry, report, limit)
    return None if data is None else parsed(data, entry.kind, report)


def _opened(entry: Entry, report: Report, limit: int) -> tuple[Identity | None, bytes | None]:
    """Return by what a file was known when it was opened, and its bytes where they can be read."""
    try:
        identity, data = content(entry.file, limit)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        report.findings.append(places.UNREADABLE.at(Source(report.path), reason=reason))
        return None, None
    if data is None:
        size = identity.size
        report.findings.append(files.TOO_LARGE.at(Source(report.path), size=size, limit=limit))
    return identity, data


def misplaced(source: Source, when: object, right: str) -> Finding:
    """Return the finding for a fact that lies elsewhere than its date says."""
    return places.WRONG_MONTH.at(source, date=when, right=right)


def _written(document: Document, value: Item | Assignment | None) -> int:
    """Return the characters of a body, which an item knows already."""
    return value.length if isinstance(value, Item) else characters(document.body)


def check_filed(read: FileRead[Item] | FileRead[Assignment], entry: Entry, frame: Frame) -> None:
    """Report an empty body, and a fact whose file lies in another day's folder."""
    document, value, report, _ = read
    if document is not None and not _written(document, value):
        line = max(document.body_line - 1, 1)
        report.findings.append(places.EMPTY_BODY.at(Source(document.path, line)))
    if value is None:
        return
    if isinstance(value, Item):
        day, right = value.date, "items/" + value.date.isoformat()[:7].replace("-", "/")
        # Where the file's name says the same month, the name's own finding has told already.
        told = value.id.startswith(right[6:].replace("/", ""))
    else:
        day, right = value.issued, f"assignments/{value.issued.isoformat()[:4]}"
        told = False
    if entry.path.rpartition("/")[0] != right and not told:
        right = f"{frame.prefix}/{right}/{stem(entry.path)}.md"
        report.findings.append(misplaced(value.source, day, right))


def whole(name: str) -> Callable[[Document, Report], Any]:
    """Return the reader of a YAML file's one value."""
    kind = KINDS[name]

    def convert(document: Document, report: Report) -> Any:
        if document.root is None:
            return None
        if name == "units":
            report.names = units_named(document.root)
        return kind.type.read(document.root, kind.title, report)

    return convert
