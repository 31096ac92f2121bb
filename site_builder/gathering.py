"""What is gathered while a content folder is read: findings, references, known names, bodies."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from scoring.findings import Finding
from site_builder.cache import Store
from site_builder.fields_report import Report
from site_builder.folder import Entry
from site_builder.front_matter import Document
from site_builder.kept_files import Kind, Shelves, Surroundings
from site_builder.reading import FileRead, Frame, read_file
from site_builder.records import Shelf
from site_builder.references import Names, Ref, Reference
from site_builder.snapshot import Text

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Told how many files are read, of how many."""


@dataclass
class Reading:
    """What is gathered while a folder is read."""

    root: Path
    frame: Frame
    files: int
    """How many there are."""
    by_kind: Mapping[str, list[Entry]]
    known_paths: frozenset[str]
    progress: Progress | None
    store: Store
    workers: int
    findings: list[Finding]
    references: list[Reference] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    known: dict[Ref, Collection[str]] = field(default_factory=dict)
    bodies: dict[str, Text] = field(default_factory=dict)
    done: int = 0

    def of_kind(self, name: str) -> list[Entry]:
        """Return the files of a kind, sorted by path."""
        return self.by_kind.get(name, [])

    def read(self, entry: Entry, convert: Callable[[Document, Report], T | None]) -> FileRead[T]:
        """Return what came of a file, its findings and references taken in."""
        read = read_file(entry, self.frame, self.names, self.known_paths, convert)
        self.take(read.report)
        return read

    def take(self, report: Report) -> None:
        """Take in the findings and references of a file."""
        self.findings += report.findings
        self.references += report.references
        self.count(1)

    def count(self, files: int) -> None:
        """Count files that are done."""
        self.done += files
        if self.progress is not None:
            self.progress(self.done, self.files)

    def keep(self, document: Document, title: str, key: str | None = None) -> None:
        """Keep a document's body under its id, or under a key of its own."""
        path = document.path.partition("/")[2]
        text = Text(path, title, document.body, document.body_line)
        self.bodies.setdefault(key or document.stem, text)

    @cached_property
    def shelves(self) -> Shelves:
        """Return the way to files of which there are many; asked for when all names are known."""
        around = Surroundings(self.frame, self.names, self.known, self.known_paths)
        return Shelves(self.root, around, self.store, self.workers, self.count)

    def read_many(self, name: str, kind: Kind[T]) -> tuple[tuple[str, Shelf[T]], ...]:
        """Return what came of all files of a kind, by folder; findings and references taken in."""
        read = self.shelves.read(self.of_kind(name), kind)
        self.references += read.references
        for _, shelf in read.months:
            for record in shelf.records:
                self.findings += record.findings
        return read.months
