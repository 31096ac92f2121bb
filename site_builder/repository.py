"""The only reader of a content folder: files in; facts, bodies and findings out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from scoring.catalogue import files, places
from scoring.findings import Finding, Source, ordered
from scoring.model import (
    Assignment,
    Corpus,
    Fault,
    GrantedHonour,
    Item,
    Judgement,
    Leader,
    Office,
    Person,
    Publication,
    Unit,
)
from scoring.rulebook import Rulebook
from site_builder.body_checks import characters, check_body
from site_builder.fields_report import Report
from site_builder.folder import Entry, walk
from site_builder.front_matter import DEFAULT_LIMIT, Document, read_markdown, read_yaml, stem
from site_builder.names import by_id, known_words, names_of, units_named
from site_builder.references import Names, Ref, Reference, unknown
from site_builder.schema import KINDS
from site_builder.schema.item import read_item
from site_builder.schema.records import read_assignment
from site_builder.schema.registry import unknown_office
from site_builder.schema.rulebook import read_rulebook
from site_builder.snapshot import Text

T = TypeVar("T")
Filed = TypeVar("Filed", Item, Assignment)
Progress = Callable[[int, int], None]
"""Told how many files are read, of how many."""


class Loaded(NamedTuple):
    """A content folder as read."""

    corpus: Corpus
    bodies: Mapping[str, Text]
    """Bodies of items, assignments and rulebooks by id."""
    texts: tuple[Text, ...]
    """Hand-written pages, sorted by path."""
    findings: tuple[Finding, ...]
    """About files, fields and names; `scoring.checks` looks at what the facts say together."""


@dataclass
class _Reading:
    """What is gathered while a folder is read."""

    prefix: str
    limit: int
    entries: Sequence[Entry]
    known_paths: frozenset[str]
    progress: Progress | None
    findings: list[Finding]
    references: list[Reference] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    known: dict[Ref, Collection[str]] = field(default_factory=dict)
    bodies: dict[str, Text] = field(default_factory=dict)
    done: int = 0

    def of_kind(self, name: str) -> list[Entry]:
        """Return the files of a kind, sorted by path."""
        return [entry for entry in self.entries if entry.kind is KINDS[name]]

    def read(
        self, entry: Entry, convert: Callable[[Document, Report], T | None]
    ) -> tuple[Document | None, T | None]:
        """Return a file's document and what it was converted into."""
        report = Report(f"{self.prefix}/{entry.path}", names=self.names)
        document = _document(entry, report, self.limit)
        value = None if document is None else convert(document, report)
        if document is not None and document.body:
            is_page = entry.kind is KINDS["page"]
            check_body(document, report, None if is_page else self.known_paths)
        self.findings += report.findings
        self.references += report.references
        self.done += 1
        if self.progress is not None:
            self.progress(self.done, len(self.entries))
        return document, value

    def keep(self, document: Document, title: str) -> None:
        """Keep a document's body under its id."""
        path = document.path.partition("/")[2]
        self.bodies.setdefault(document.stem, Text(path, title, document.body))


def load(
    root: Path,
    *,
    prefix: str | None = None,
    limit: int = DEFAULT_LIMIT,
    progress: Progress | None = None,
) -> Loaded:
    """Return everything a content folder says and everything wrong with how it is written.

    Sources name files as `prefix/…` (the folder's own name by default); `limit` is in bytes.
    """
    shown = prefix if prefix is not None else (root.name or root.resolve().name)
    folder = walk(root, shown)
    paths = (*(entry.path for entry in folder.entries), *folder.pictures)
    known_paths = frozenset(f"{shown}/{path}" for path in paths)
    findings = list(folder.findings)
    reading = _Reading(shown, limit, folder.entries, known_paths, progress, findings)
    corpus = _facts(reading)
    texts = tuple(_page(entry, reading) for entry in reading.of_kind("page"))
    called = {person.id: person.name for person in corpus.people.values()}
    reading.findings.extend(unknown(reading.references, reading.known, called))
    return Loaded(corpus, reading.bodies, texts, ordered(reading.findings))


def load_rulebook(
    file: Path, corpus: Corpus | None = None
) -> tuple[Rulebook | None, tuple[Finding, ...]]:
    """Return the rulebook of a file anywhere on disk; with a corpus its names are looked up."""
    names = Names() if corpus is None else _names(corpus)
    report = Report(str(file), names=names)
    document = _document(Entry(file.name, file, KINDS["rulebook"]), report, DEFAULT_LIMIT)
    book = None if document is None else read_rulebook(document, report)
    found = list(report.findings)
    if corpus is not None:
        known = {kind: set(words.values()) for kind, words in names.canonical.items()}
        groups = {unit.group for unit in corpus.units.values() if unit.group is not None}
        every = {**known, **known_words(corpus.office), Ref.GROUP: groups}
        found.extend(unknown(report.references, every))
    return book, ordered(found)


def _names(corpus: Corpus) -> Names:
    return names_of(corpus.units, corpus.people, corpus.publications, corpus.leaders)


def _document(entry: Entry, report: Report, limit: int) -> Document | None:
    """Return a file split and parsed, or None where it is too large or cannot be read."""
    place = Source(report.path)
    try:
        size = entry.file.stat().st_size
        if size > limit:
            report.findings.append(files.TOO_LARGE.at(place, size=size, limit=limit))
            return None
        data = entry.file.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        report.findings.append(places.UNREADABLE.at(place, reason=reason))
        return None
    if not entry.path.endswith(".md"):
        return read_yaml(data, report, entry.kind.words)
    optional = entry.kind is KINDS["page"]
    return read_markdown(data, report, entry.kind.words, optional=optional)


def _facts(reading: _Reading) -> Corpus:
    """Return the corpus, registries first, since the rest refers to them."""
    office = _office(reading)
    units: dict[str, Unit] = _registry(reading, "units", Ref.UNIT)
    reading.names = names_of(units, {}, {}, {})
    people: dict[str, Person] = _registry(reading, "people", Ref.PERSON)
    publications: dict[str, Publication] = _registry(reading, "publications", Ref.PUBLICATION)
    leaders: dict[str, Leader] = _registry(reading, "leaders", Ref.LEADER)
    named = names_of(units, people, publications, leaders)
    ids = {Ref.ITEM: _stems(reading, "item"), Ref.ASSIGNMENT: _stems(reading, "assignment")}
    reading.names = Names({**named.canonical, **ids}, named.person_units)
    reading.known.update(ids)
    for kind, words in reading.names.canonical.items():
        if kind in reading.known:
            reading.known[kind] = words.keys()
    if Ref.UNIT in reading.known:
        reading.known[Ref.GROUP] = {u.group for u in units.values() if u.group is not None}
    faults: tuple[Fault, ...] = _yearly(reading, "faults")
    judgements: tuple[Judgement, ...] = _yearly(reading, "judgements")
    honours: tuple[GrantedHonour, ...] = _yearly(reading, "honours")
    return Corpus(
        office=office,
        units=units,
        people=people,
        publications=publications,
        leaders=leaders,
        items=_items(reading),
        assignments=_assignments(reading),
        faults=faults,
        judgements=judgements,
        honours=honours,
        rulebooks=_rulebooks(reading),
    )


def _stems(reading: _Reading, name: str) -> dict[str, str]:
    """Return the ids that the files of a kind have, whether or not they can be read."""
    return {stem(entry.path): stem(entry.path) for entry in reading.of_kind(name)}


def _required(reading: _Reading, name: str, what: str) -> Entry | None:
    """Return the one file of a kind, or None after reporting that it is missing."""
    entries = reading.of_kind(name)
    if entries:
        return entries[0]
    path = f"{reading.prefix}/{KINDS[name].where}"
    reading.findings.append(places.NO_FILE.at(Source(path), path=path, what=what))
    return None


def _office(reading: _Reading) -> Office:
    entry = _required(reading, "office", "本单位的名称、刊名和用词")
    office: Office | None = None
    if entry is not None:
        office = reading.read(entry, _whole("office"))[1]
    if office is None:
        return unknown_office(f"{reading.prefix}/{KINDS['office'].where}")
    reading.known.update(known_words(office))
    return office


def _whole(name: str) -> Callable[[Document, Report], Any]:
    """Return the reader of a YAML file's one value."""
    kind = KINDS[name]

    def convert(document: Document, report: Report) -> Any:
        if document.root is None:
            return None
        if name == "units":
            report.names = units_named(document.root)
        return kind.type.read(document.root, kind.title, report)

    return convert


def _registry(reading: _Reading, name: str, ref: Ref) -> dict[str, Any]:
    """Return a registry's values by id and make its names known."""
    if name == "units":
        entry = _required(reading, name, "报送单位的名录")
    else:
        entry = next(iter(reading.of_kind(name)), None)
        reading.known[ref] = ()
    if entry is None:
        return {}
    reading.known.pop(ref, None)
    values = reading.read(entry, _whole(name))[1]
    if values is None:
        return {}
    found = by_id(values, ref, reading.findings)
    reading.known[ref] = found.keys()
    return found


def _yearly(reading: _Reading, name: str) -> tuple[Any, ...]:
    """Return the facts of the yearly lists, each in the file of its year."""
    found: list[Any] = []
    for entry in reading.of_kind(name):
        for value in reading.read(entry, _whole(name))[1] or ():
            year = value.year if isinstance(value, GrantedHonour) else value.date.year
            if f"{year}" != stem(entry.path):
                right = f"{reading.prefix}/{name}/{year}.yml"
                _misplaced(reading, value.source, f"{year}", right)
            found.append(value)
    return tuple(found)


def _misplaced(reading: _Reading, source: Source, when: str, right: str) -> None:
    reading.findings.append(places.WRONG_MONTH.at(source, date=when, right=right))


def _items(reading: _Reading) -> dict[str, Item]:
    return _filed(reading, "item", read_item, "items/%Y/%m", lambda item: item.date)


def _assignments(reading: _Reading) -> dict[str, Assignment]:
    return _filed(
        reading, "assignment", read_assignment, "assignments/%Y", lambda each: each.issued
    )


def _filed(
    reading: _Reading,
    name: str,
    convert: Callable[[Document, Report], Filed | None],
    place: str,
    day_of: Callable[[Filed], date],
) -> dict[str, Filed]:
    """Return facts by id that have a file and a body each; `place` is a day's folder."""
    found: dict[str, Filed] = {}
    for entry in reading.of_kind(name):
        document, value = reading.read(entry, convert)
        if document is None:
            continue
        _needs_body(reading, document)
        if value is None:
            continue
        day = day_of(value)
        folder = f"{day:{place}}"
        # Where an item's file name says the same month, the name's own finding has told already.
        told = name == "item" and value.id.startswith(f"{day:%Y%m}")
        if entry.path.rpartition("/")[0] != folder and not told:
            right = f"{reading.prefix}/{folder}/{stem(entry.path)}.md"
            _misplaced(reading, value.source, day.isoformat(), right)
        found.setdefault(value.id, value)
        reading.keep(document, value.title)
    return dict(sorted(found.items()))


def _needs_body(reading: _Reading, document: Document) -> None:
    if not characters(document.body):
        line = max(document.body_line - 1, 1)
        reading.findings.append(places.EMPTY_BODY.at(Source(document.path, line)))


def _rulebooks(reading: _Reading) -> tuple[Rulebook, ...]:
    found = []
    for entry in reading.of_kind("rulebook"):
        document, book = reading.read(entry, read_rulebook)
        if document is not None and book is not None:
            reading.keep(document, book.name)
            found.append(book)
    return tuple(sorted(found, key=lambda book: (book.score, book.effective, book.id)))


def _page(entry: Entry, reading: _Reading) -> Text:
    """Return a hand-written page; its title is stated, or its first heading, or its file's name."""

    def convert(document: Document, report: Report) -> str | None:
        if document.root is None:
            return None
        given = KINDS["page"].type.read(document.root, "页面", report)
        return None if given is None else given.get("title")

    document, title = reading.read(entry, convert)
    body = "" if document is None else document.body
    if title is None:
        headings = (line[2:].strip() for line in body.split("\n") if line.startswith("# "))
        title = next(headings, stem(entry.path))
    return Text(entry.path, title, body)
