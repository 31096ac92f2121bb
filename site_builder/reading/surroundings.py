"""What reading one of many files may know of the rest of the folder, and what it asked of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Generic, NamedTuple, TypeVar

import msgspec

from site_builder.cache.program import program
from site_builder.parsing.body_checks import may_link
from site_builder.parsing.front_matter import Document
from site_builder.parsing.nodes import VERSION
from site_builder.parsing.references import Names, Ref, Reference
from site_builder.parsing.report import Report
from site_builder.reading.folder import Entry
from site_builder.reading.one_file import FileRead, Frame, read_files
from site_builder.reading.records import (
    FILE,
    KNOWN,
    LISTED,
    Form,
    Fresh,
    Identity,
    Question,
    Record,
    encoded,
    sketched,
)

V = TypeVar("V")


@dataclass(frozen=True)
class Surroundings:
    """What reading a file may know of the rest of the folder."""

    frame: Frame
    names: Names
    known: Mapping[Ref, Collection[str]]
    """Names by what they may be used for; a kind that could not be read is absent."""
    paths: Container[str]
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
            kind: {}
            if kind is Ref.ITEM  # of which there are many, each called by its own name only
            else {name: right for name, right in known.items() if name != right}
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

    @cached_property
    def around(self) -> str:
        """Return the digest of all names that questions may be about, but those of items."""
        known = sorted(
            (kind.name, sorted(names)) for kind, names in self.known.items() if _few(kind)
        )
        listed = sorted(
            (kind.name, sorted(names)) for kind, names in self.names.canonical.items() if _few(kind)
        )
        written = repr((known, listed))
        return blake2b(written.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _few(kind: Ref) -> bool:
    return kind is not Ref.ITEM


class Kind(NamedTuple, Generic[V]):
    """How one kind of file is read and kept."""

    convert: Callable[[Document, Report], V | None]
    check: Callable[[FileRead[V], Entry, Frame], None]
    """Reports what is wrong with where a fact lies."""
    form: Form[V]


class _Asking:
    """Answers what reading files asks, and remembers which of them asked it."""

    def __init__(self, surroundings: Surroundings, files: int) -> None:
        self._surroundings = surroundings
        self._places: dict[tuple[str, tuple[Ref, ...], str], int] = {}
        self.questions: list[Question] = []
        self.asked: list[dict[int, None]] = [{} for _ in range(files)]
        self._file = 0

    def turn(self, file: int) -> None:
        self._file = file

    def ask(self, about: str, kinds: tuple[Ref, ...], name: str) -> bool:
        place = self._places.get((about, kinds, name))
        if place is None:
            place = self._places[about, kinds, name] = len(self.questions)
            answer = self._surroundings.answer(about, kinds, name)
            self.questions.append(Question(about, kinds, name, answer))
        self.asked[self._file][place] = None
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


def read_entries(entries: Sequence[Entry], kind: Kind[V], surroundings: Surroundings) -> Fresh:
    """Return the records of files read now."""
    asking = _Asking(surroundings, len(entries))
    words = surroundings.words
    names = _AskedNames(words.canonical, words.person_units, wording=words.wording, asking=asking)
    paths = _AskedPaths(asking)
    reads = read_files(entries, surroundings.frame, names, paths, kind.convert, turn=asking.turn)
    found: list[Record] = []
    unknown: list[Reference] = []
    for file, (entry, read) in enumerate(zip(entries, reads, strict=True)):
        asking.turn(file)
        kind.check(read, entry, surroundings.frame)
        unknown += [
            read.report.reference(kinds, name, node)
            for kinds, name, node in read.report.named
            if not asking.ask(KNOWN, kinds, name)
        ]
        found.append(_record(entry, read, kind.form, asking.asked[file]))
    return Fresh(tuple(asking.questions), tuple(found), tuple(unknown))


def _record(entry: Entry, read: FileRead[V], form: Form[V], asked: Iterable[int]) -> Record:
    document, value = read.document, read.value
    return Record(
        path=entry.path,
        digest="" if document is None else document.digest,
        fact=msgspec.Raw(encoded(value)),
        sketch=None if value is None else sketched(form.outline(value)),
        links=document is not None and may_link(document.body),
        findings=tuple(read.report.findings),
        questions=tuple(asked),
        identity=read.identity or Identity(0, 0, 0, 0),
    )
