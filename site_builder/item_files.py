"""The files of items: read where they are new, by several processes; else taken from the store.

The store holds a shelf of records for each month, which all branches share, and for each folder
the identities of its files, as Git's index does. A file with the identity it had is not opened.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b, sha256
from io import FileIO
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from site_builder.cache import Store
from site_builder.cache.program import program
from site_builder.folder import Entry
from site_builder.nodes import VERSION
from site_builder.reading import Frame, check_filed, identity_of, read_file
from site_builder.records import (
    FILE,
    KNOWN,
    LISTED,
    Fresh,
    Identity,
    Question,
    Record,
    Shelf,
    encoded,
    fresh_of,
    joined,
    shelf_of,
)
from site_builder.references import Names, Ref, Reference
from site_builder.schema.item import read_item
from site_builder.workers import shared

Progress = Callable[[int], None]
"""Told how many files more are done."""
_SHARE: Final = 256
"""Files that a worker reads at a time; fewer are not worth a second process."""
_ROUND: Final = 16
"""Shares between two reports of progress."""


@dataclass(frozen=True)
class Surroundings:
    """What reading an item may know of the rest of the folder."""

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
        return Names(canonical, units)

    @cached_property
    def key(self) -> str:
        """Return the digest of all that reading depends on besides files and questions."""
        aliases = {kind.name: sorted(names.items()) for kind, names in self.words.canonical.items()}
        units = sorted(self.words.person_units.items())
        reader = (program(), VERSION, sys.version)
        written = repr((reader, self.frame, sorted(aliases.items()), units))
        return blake2b(written.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class ItemFiles(NamedTuple):
    """All files of items in the order of their paths, and their references to nothing."""

    records: tuple[Record, ...]
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


def read_entries(entries: Sequence[Entry], surroundings: Surroundings) -> Fresh:
    """Return the records of files read now."""
    asking = _Asking(surroundings)
    words = surroundings.words
    names = _AskedNames(words.canonical, words.person_units, asking)
    paths = _AskedPaths(asking)
    identities: list[Identity] = []
    records: list[Record] = []
    unknown: list[Reference] = []
    for entry in entries:
        asking.asked = {}
        read = read_file(entry, surroundings.frame, names, paths, read_item)
        check_filed(read, entry, surroundings.frame)
        unknown += [
            reference
            for reference in read.report.references
            if not asking.ask(KNOWN, reference.kinds, reference.name)
        ]
        document = read.document
        body = "" if document is None else document.body
        records.append(
            Record(
                path=entry.path,
                digest="" if document is None else document.digest,
                item=read.value,
                links="](" in body or "]:" in body,
                findings=tuple(read.report.findings),
                questions=tuple(asking.asked),
            )
        )
        identities.append(read.identity or Identity(0, 0, 0, 0))
    shelf = Shelf(tuple(asking.questions), tuple(records))
    return Fresh(shelf, tuple(identities), tuple(unknown))


_IDENTITIES: Final = "identities"
_FOLDERS: Final = 8
"""Folders whose identities are kept: worktrees come and go."""


class _Seen(NamedTuple):
    """Files when they were last looked at, each part in the order of the paths."""

    paths: list[str]
    identities: list[Identity]
    digests: list[str]
    """Of their bytes."""


_SEEN: Final = msgspec.msgpack.Decoder(_Seen)


class _Identities:
    """Which files of one folder had which content when they were last looked at."""

    def __init__(self, store: Store, root: Path, limit: int) -> None:
        self._store = store
        self._limit = limit
        self._key = f"identities 2 {root.resolve()}"
        folder = blake2b(self._key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        self._name = f"{_IDENTITIES}/{folder}"
        before = store.value(self._name, self._key, _SEEN.decode) or _Seen([], [], [])
        seen = zip(before.identities, before.digests, strict=True)
        self._before = dict(zip(before.paths, seen, strict=True))
        self._seen: dict[str, tuple[Identity, str]] = {}
        self._news = False

    @cached_property
    def moment(self) -> int | None:
        """Return a moment before the first file is opened, by the file system's own clock."""
        return self._store.moment()

    def digest(self, entry: Entry) -> str | None:
        """Return the digest of a file's bytes, None where it cannot be read."""
        before = self._before.get(entry.path)
        try:
            if before is not None:
                # Most files are as they were: no value is made for what is only compared.
                now = os.lstat(entry.file)
                known = now.st_size, now.st_mtime_ns, now.st_ctime_ns, now.st_ino
                if before[0] == known:
                    self._seen[entry.path] = before
                    return before[1]
            return self._looked_at(entry)
        except OSError:
            return None

    def _looked_at(self, entry: Entry) -> str | None:
        """Return the digest of a file read now, None where it is too large."""
        self.see(())
        with FileIO(entry.file) as opened:
            identity = identity_of(os.fstat(opened.fileno()))
            if identity.size > self._limit:
                return None
            digest = sha256(opened.readall()).hexdigest()
        self.see([(entry.path, identity, digest)])
        return digest

    def see(self, files: Iterable[tuple[str, Identity, str]]) -> None:
        """Take in what files were known by.

        A file written in the moment of looking may be written once more within it and look the
        same, so it counts as not seen.
        """
        moment = self.moment
        if moment is not None:
            for path, identity, digest in files:
                if digest and max(identity.modified, identity.changed) < moment:
                    self._seen[path] = identity, digest
                    self._news = True

    def keep(self) -> None:
        """Keep what was seen."""
        if not self._news and len(self._seen) == len(self._before):
            return
        found = self._seen.values()
        seen = _Seen([*self._seen], [each for each, _ in found], [digest for _, digest in found])
        self._store.keep(self._name, self._key, seen, msgspec.msgpack.encode)
        self._store.keep_newest(_IDENTITIES, _FOLDERS)


@dataclass
class _Month:
    """The files of a month and what is known of them."""

    name: str
    shelf: Shelf
    kept: list[Record]
    """Those of the shelf that still hold."""
    anew: list[Entry]
    """Files to be read."""
    fresh: list[Fresh] = field(default_factory=list)

    def all(self) -> Shelf:
        """Return the shelf as it is now."""
        if len(self.kept) == len(self.shelf.records) and not self.anew:
            return self.shelf
        read = ((fresh.shelf, fresh.shelf.records) for fresh in self.fresh)
        return joined(((self.shelf, self.kept), *read))


def read_items(
    root: Path,
    entries: Iterable[Entry],
    surroundings: Surroundings,
    store: Store,
    workers: int,
    progress: Progress,
) -> ItemFiles:
    """Return the records of all files of items; `entries` are sorted by path."""
    identities = _Identities(store, root, surroundings.frame.limit)
    months = [
        _month(name, found, surroundings, store, identities)
        for name, found in groupby(entries, lambda entry: entry.path.rpartition("/")[0])
    ]
    progress(sum(len(month.kept) for month in months))
    if any(month.anew for month in months):
        identities.see(())
        _read_anew(months, surroundings, workers, progress)
    records: list[Record] = []
    references: list[Reference] = []
    for month in months:
        shelf = month.all()
        if shelf is not month.shelf:
            store.keep(month.name, surroundings.key, shelf, encoded)
        records += shelf.records
        for fresh in month.fresh:
            references += fresh.references
            seen = zip(fresh.shelf.records, fresh.identities, strict=True)
            identities.see((record.path, identity, record.digest) for record, identity in seen)
    identities.keep()
    return ItemFiles(tuple(records), tuple(references))


def _month(
    folder: str,
    entries: Iterable[Entry],
    surroundings: Surroundings,
    store: Store,
    identities: _Identities,
) -> _Month:
    """Return what the store knows of a month's files, and which have to be read."""
    name = f"facts/{folder}"
    shelf = store.value(name, surroundings.key, shelf_of) or Shelf()
    changed = {
        place for place, question in enumerate(shelf.questions) if not surroundings.holds(question)
    }
    by_path = {
        record.path: record
        for record in shelf.records
        if record.digest and not (changed and changed.intersection(record.questions))
    }
    month = _Month(name, shelf, [], [])
    for entry in entries:
        record = by_path.get(entry.path)
        if record is not None and record.digest == identities.digest(entry):
            month.kept.append(record)
        else:
            month.anew.append(entry)
    return month


def _read_anew(
    months: Iterable[_Month], surroundings: Surroundings, workers: int, progress: Progress
) -> None:
    """Read the files that have to be read, in shares, and give each month its own."""
    shares = [
        (month, month.anew[begin : begin + _SHARE])
        for month in months
        for begin in range(0, len(month.anew), _SHARE)
    ]
    for begin in range(0, len(shares), _ROUND):
        some = shares[begin : begin + _ROUND]
        parts = [entries for _, entries in some]
        if workers > 1 and sum(map(len, parts)) > _SHARE:
            sent = shared(lambda part: encoded(read_entries(part, surroundings)), parts, workers)
            found = [fresh_of(data) for data in sent]
        else:
            found = [read_entries(part, surroundings) for part in parts]
        for (month, entries), fresh in zip(some, found, strict=True):
            month.fresh.append(fresh)
            progress(len(entries))
