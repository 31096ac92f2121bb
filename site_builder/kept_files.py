"""Files of which there are many: read where they are new, by several processes, else kept.

These are items and review records. The store holds a shelf of what was read for each month, which
all branches share, and for each folder the identities of its files.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from typing import Final, Generic, NamedTuple, TypeVar

from scoring.model import Item
from scoring.review.record import Trail
from site_builder import records
from site_builder.cache import Store
from site_builder.cache.program import program
from site_builder.fields_report import Report
from site_builder.folder import Entry
from site_builder.front_matter import Document
from site_builder.identities import Identities
from site_builder.nodes import VERSION
from site_builder.reading import FileRead, Frame, check_filed, read_file
from site_builder.records import (
    FILE,
    KNOWN,
    LISTED,
    Form,
    Fresh,
    Identity,
    Question,
    Record,
    Shelf,
    encoded,
    joined,
)
from site_builder.references import Names, Ref, Reference
from site_builder.schema.item import read_item
from site_builder.schema.reviews import read_trail
from site_builder.workers import shared

V = TypeVar("V")
Progress = Callable[[int], None]
"""Told how many files more are done."""
_SHARE: Final = 256
"""Files that a worker reads at a time; fewer are not worth a second process."""
_ROUND: Final = 16
"""Shares between two reports of progress."""


@dataclass(frozen=True)
class Surroundings:
    """What reading a file may know of the rest of the folder."""

    frame: Frame
    names: Names
    known: Mapping[Ref, Collection[str]]
    """Names by what they may be used for; a kind that could not be read is absent."""
    paths: Collection[str]
    """All files that bodies may link to, as sources name them."""

    def answer(self, about: str, kinds: tuple[Ref, ...], name: str) -> bool:
        """Return the answer to a question that reading a file asks."""
        if about == FILE:
            return name in self.paths
        if about == LISTED:
            return self.names.has(kinds, name)
        for kind in kinds:
            known = self.known.get(kind)
            if known is None or name in known:
                return True
        return False

    def holds(self, question: Question) -> bool:
        """Return whether a question has the answer it had and no finding waits for it.

        What is said about a reference to nothing depends on all names: it is read every time.
        """
        if question.about == KNOWN and not question.answer:
            return False
        return self.answer(*question[:3]) == question.answer

    @cached_property
    def words(self) -> Names:
        """Return only the names that stand for other names: without them nothing is read else.

        So the many records hold when a person or a publication is added.
        """
        canonical = {
            kind: {name: right for name, right in known.items() if name != right}
            for kind, known in self.names.canonical.items()
        }
        units = {
            person: unit
            for person, unit in self.names.person_units.items()
            if unit != person.rpartition("/")[0]
        }
        return Names(canonical, units, wording=self.names.wording)

    @cached_property
    def key(self) -> str:
        """Return the digest of all that reading depends on besides files and questions."""
        aliases = {kind.name: sorted(names.items()) for kind, names in self.words.canonical.items()}
        units = sorted(self.words.person_units.items())
        reader = (program(), VERSION, sys.version)
        written = repr((reader, self.frame, sorted(aliases.items()), units, self.words.wording.key))
        return blake2b(written.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class Kind(NamedTuple, Generic[V]):
    """How one kind of file is read and kept."""

    convert: Callable[[Document, Report], V | None]
    check: Callable[[FileRead[V], Entry, Frame], None]
    """Reports what is wrong with where a fact lies."""
    form: Form[V]


class Read(NamedTuple, Generic[V]):
    """All files of a kind in the order of their paths, and their references to nothing."""

    months: tuple[tuple[str, Shelf[V]], ...]
    """By folder."""
    references: tuple[Reference, ...]


class _Asking:
    """Answers what reading a file asks, and remembers it."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._places: dict[tuple[str, tuple[Ref, ...], str], int] = {}
        self.questions: list[Question] = []
        self.asked: dict[int, None] = {}

    def ask(self, about: str, kinds: tuple[Ref, ...], name: str) -> bool:
        place = self._places.get((about, kinds, name))
        if place is None:
            place = self._places[about, kinds, name] = len(self.questions)
            answer = self._surroundings.answer(about, kinds, name)
            self.questions.append(Question(about, kinds, name, answer))
        self.asked[place] = None
        return self.questions[place].answer


@dataclass(frozen=True, slots=True)
class _AskedNames(Names):
    """Names that remember whether a text was asked for as a whole."""

    asking: _Asking | None = None

    def has(self, kinds: tuple[Ref, ...], name: str) -> bool:
        """Return whether a name or alias is known as one of the kinds."""
        assert self.asking is not None  # noqa: S101 - given below
        return self.asking.ask(LISTED, kinds, name)


class _AskedPaths(Container[str]):
    """Paths that remember whether they were asked for."""

    def __init__(self, asking: _Asking) -> None:
        self._asking = asking

    def __contains__(self, path: object) -> bool:
        return self._asking.ask(FILE, (), str(path))


def read_entries(entries: Sequence[Entry], kind: Kind[V], surroundings: Surroundings) -> Fresh[V]:
    """Return the records of files read now."""
    asking = _Asking(surroundings)
    words = surroundings.words
    names = _AskedNames(words.canonical, words.person_units, wording=words.wording, asking=asking)
    paths = _AskedPaths(asking)
    identities: list[Identity] = []
    found: list[Record[V]] = []
    unknown: list[Reference] = []
    for entry in entries:
        asking.asked = {}
        read = read_file(entry, surroundings.frame, names, paths, kind.convert)
        kind.check(read, entry, surroundings.frame)
        unknown += [
            read.report.reference(kinds, name, node)
            for kinds, name, node in read.report.named
            if not asking.ask(KNOWN, kinds, name)
        ]
        document = read.document
        body = "" if document is None else document.body
        found.append(
            Record(
                path=entry.path,
                digest="" if document is None else document.digest,
                value=read.value,
                links="](" in body or "]:" in body,
                findings=tuple(read.report.findings),
                questions=tuple(asking.asked),
            )
        )
        identities.append(read.identity or Identity(0, 0, 0, 0))
    shelf = Shelf(tuple(asking.questions), tuple(found))
    return Fresh(shelf, tuple(identities), tuple(unknown))


@dataclass
class _Month(Generic[V]):
    """The files of one kind and month and what is known of them."""

    folder: str
    shelf: Shelf[V]
    kept: list[Record[V]]
    """Those of the shelf that still hold."""
    anew: list[Entry]
    """Files to be read."""
    fresh: list[Fresh[V]] = field(default_factory=list)

    def all(self) -> Shelf[V]:
        """Return the shelf as it is now."""
        if len(self.kept) == len(self.shelf.records) and not self.anew:
            return self.shelf
        read = ((fresh.shelf, fresh.shelf.records) for fresh in self.fresh)
        return joined(((self.shelf, self.kept), *read))


class Shelves:
    """The files of one folder through the store."""

    def __init__(
        self, root: Path, surroundings: Surroundings, store: Store, workers: int, progress: Progress
    ) -> None:
        """Take where the folder and the store are, and how many processes may read."""
        self._surroundings = surroundings
        self._store = store
        self._workers = workers
        self._progress = progress
        self._identities = Identities(store, root, surroundings.frame.limit)

    def read(self, entries: Iterable[Entry], kind: Kind[V]) -> Read[V]:
        """Return the records of all files of a kind; `entries` are sorted by path."""
        months = [
            self._month(name, found, kind)
            for name, found in groupby(entries, lambda entry: entry.path.rpartition("/")[0])
        ]
        self._progress(sum(len(month.kept) for month in months))
        if any(month.anew for month in months):
            self._identities.see(())
            self._read_anew(months, kind)
        found: list[tuple[str, Shelf[V]]] = []
        references: list[Reference] = []
        for month in months:
            shelf = month.all()
            if shelf is not month.shelf:
                name = f"facts/{month.folder}"
                self._store.keep(name, self._surroundings.key, shelf, encoded)
            found.append((month.folder, shelf))
            for fresh in month.fresh:
                references += fresh.references
                seen = zip(fresh.shelf.records, fresh.identities, strict=True)
                self._identities.see((each.path, identity, each.digest) for each, identity in seen)
        return Read(tuple(found), tuple(references))

    def keep(self) -> None:
        """Keep what the files were known by, once all kinds are read."""
        self._identities.keep()

    def _month(self, folder: str, entries: Iterable[Entry], kind: Kind[V]) -> _Month[V]:
        """Return what the store knows of a month's files, and which have to be read."""
        surroundings = self._surroundings
        known = self._store.value(f"facts/{folder}", surroundings.key, kind.form.shelf)
        shelf = known or Shelf()
        changed = {
            place
            for place, question in enumerate(shelf.questions)
            if not surroundings.holds(question)
        }
        by_path = {
            record.path: record
            for record in shelf.records
            if record.digest and not (changed and changed.intersection(record.questions))
        }
        month = _Month(folder, shelf, [], [])
        for entry in entries:
            record = by_path.get(entry.path)
            if record is not None and record.digest == self._identities.digest(entry):
                month.kept.append(record)
            else:
                month.anew.append(entry)
        return month

    def _read_anew(self, months: Iterable[_Month[V]], kind: Kind[V]) -> None:
        """Read the files that have to be read, in shares, and give each month its own."""
        shares = [
            (month, month.anew[begin : begin + _SHARE])
            for month in months
            for begin in range(0, len(month.anew), _SHARE)
        ]
        for begin in range(0, len(shares), _ROUND):
            some = shares[begin : begin + _ROUND]
            read = self._shared([entries for _, entries in some], kind)
            for (month, entries), fresh in zip(some, read, strict=True):
                month.fresh.append(fresh)
                self._progress(len(entries))

    def _shared(self, parts: Sequence[Sequence[Entry]], kind: Kind[V]) -> list[Fresh[V]]:
        """Return what the parts of the files say, read by several processes where it pays."""
        if self._workers < 2 or sum(map(len, parts)) <= _SHARE:
            return [read_entries(part, kind, self._surroundings) for part in parts]
        sent = shared(
            lambda part: encoded(read_entries(part, kind, self._surroundings)), parts, self._workers
        )
        return [kind.form.fresh(data) for data in sent]


def _anywhere(read: FileRead[Trail], entry: Entry, frame: Frame) -> None:
    """Report nothing: where a review record lies, its file's name has told (`check_names`)."""


ITEMS: Final[Kind[Item]] = Kind(read_item, check_filed, records.ITEMS)
TRAILS: Final[Kind[Trail]] = Kind(read_trail, _anywhere, records.TRAILS)
