"""What is gathered while a content folder is read: findings, references, known names, bodies."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import TypeVar

from scoring.findings import Finding
from site_builder.cache import Store
from site_builder.cache.program import program
from site_builder.parsing.front_matter import Document
from site_builder.parsing.references import Names, Ref, Reference
from site_builder.parsing.report import Report
from site_builder.reading.folder import Entry, Folder
from site_builder.reading.identities import Identities
from site_builder.reading.kept_files import Shelves
from site_builder.reading.one_file import FileRead, Frame, read_file
from site_builder.reading.outlined import Facts
from site_builder.reading.surroundings import Kind, Surroundings
from site_builder.reading.trees import Trees
from site_builder.schema import KINDS
from site_builder.snapshot import Text

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Told how many files are read, of how many."""


class Paths(Container[str]):
    """The files of a folder as sources name them; looked through when one is asked for."""

    def __init__(self, prefix: str, folder: Folder) -> None:
        """Take the folder's name and what lies in it."""
        self._prefix = f"{prefix}/"
        self._folder = folder

    @cached_property
    def _inside(self) -> frozenset[str]:
        return frozenset(self._folder.paths())

    def __contains__(self, path: object) -> bool:
        """Return whether there is a file."""
        name = str(path)
        return name.startswith(self._prefix) and name[len(self._prefix) :] in self._inside


@dataclass
class Reading:
    """What is gathered while a folder is read."""

    frame: Frame
    folder: Folder
    identities: Identities
    progress: Progress | None
    store: Store
    workers: int
    findings: list[Finding]
    references: list[Reference] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    known: dict[Ref, Collection[str]] = field(default_factory=dict)
    bodies: dict[str, Text] = field(default_factory=dict)
    digests: dict[Entry, str] = field(default_factory=dict)
    """Of the files that were read one by one; empty where one could not be."""
    done: int = 0

    @cached_property
    def files(self) -> int:
        """Return how many files there are."""
        return self.folder.files

    @cached_property
    def known_paths(self) -> Container[str]:
        """Return all files that bodies may link to, as sources name them."""
        return Paths(self.frame.prefix, self.folder)

    @cached_property
    def _by_kind(self) -> Mapping[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.folder.entries:
            found.setdefault(entry.kind.name, []).append(entry)
        return found

    def of_kind(self, name: str) -> list[Entry]:
        """Return the files of a kind of which there are few, sorted by path."""
        return self._by_kind.get(name, [])

    def read(self, entry: Entry, convert: Callable[[Document, Report], T | None]) -> FileRead[T]:
        """Return what came of a file, its findings and references taken in."""
        read = self.read_alone(entry, convert)
        self.take(read.report)
        return read

    def read_alone(
        self, entry: Entry, convert: Callable[[Document, Report], T | None]
    ) -> FileRead[T]:
        """Return what came of a file of a kind of which there are few; no finding is taken in."""
        asked = (self.frame, self.names, self.known_paths)
        read = read_file(entry, *asked, convert, self.trees.parsed)
        self.digests[entry] = "" if read.document is None else read.document.digest
        return read

    @cached_property
    def trees(self) -> Trees:
        """Return the way to files that are parsed already."""
        return Trees(self.store)

    def digest(self, kinds: Collection[str]) -> str:
        """Return what stands for the files of some kinds, all of which were read one by one."""
        every = sorted(
            (entry.path, digest)
            for entry, digest in self.digests.items()
            if entry.kind.name in kinds
        )
        written = repr((program(), self.frame, every))
        return blake2b(written.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    @property
    def others(self) -> str:
        """Return what stands for all files of which there are few; empty where one was not read."""
        if self.digests.keys() != {*self.folder.entries}:
            return ""
        return self.digest(self._by_kind)

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
        return Shelves(around, self.store, self.identities, self.workers, self.count)

    def read_many(self, name: str, kind: Kind[T]) -> Facts[T]:
        """Return the facts of all files of a kind; findings and references are taken in."""
        read = self.shelves.read(self.folder.of(KINDS[name]), kind)
        self.references += read.references
        for month in read.months:
            for _, found in month.head.findings:
                self.findings += found
        return Facts(read.months)
