"""The only reader of a content folder: files in; facts, bodies and findings out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from scoring.calendar import Calendar
from scoring.catalogue import places
from scoring.findings import Finding, Source, ordered
from scoring.lineage import former_names
from scoring.model import (
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
from scoring.sheaf import Sheaf
from scoring.wordlist import WordRule
from site_builder.cache import Store
from site_builder.parsing.front_matter import DEFAULT_LIMIT, Document, stem
from site_builder.parsing.names import asking_of, by_id, known_words, names_of
from site_builder.parsing.references import Names, Ref, unknown
from site_builder.parsing.report import Report
from site_builder.reading.bodies import Bodies
from site_builder.reading.folder import Entry, walk
from site_builder.reading.gathering import Progress, Reading
from site_builder.reading.identities import Identities
from site_builder.reading.kept_files import ITEMS, TRAILS
from site_builder.reading.office_files import (
    assignments,
    bulletins,
    by_id_of,
    corrections,
    notice_form,
    notices,
    one,
    workflow_of,
    yearly,
)
from site_builder.reading.one_file import (
    Frame,
    read_document,
    whole,
)
from site_builder.reading.outlined import Digests, Facts
from site_builder.schema import KINDS
from site_builder.schema.closing import read_seal
from site_builder.schema.registry import unknown_office
from site_builder.schema.rulebook import read_rulebook
from site_builder.screening.wording import Wording
from site_builder.snapshot import Text

_AROUND: Final = (
    "office", "units", "people", "publications", "leaders", "rulebook", "bulletin",
)  # fmt: skip
"""Kinds of file that `Loaded.around` stands for."""


class Loaded(NamedTuple):
    """A content folder as read."""

    corpus: Corpus
    bodies: Mapping[str, Text]
    """Bodies of items, assignments and rulebooks by id; an item's is read when asked for."""
    texts: tuple[Text, ...]
    """Hand-written pages, sorted by path."""
    findings: tuple[Finding, ...]
    """About files, fields and names; `scoring.checks` looks at what the facts say together."""
    digests: Mapping[str, str]
    """The digest of an item's file, by the item's id."""
    linking: frozenset[str]
    """Ids of the items whose bodies may hold links."""
    others: str
    """Stands for all files of kinds of which there are few; empty where one was not read."""
    pictures: tuple[str, ...]
    """Paths of the pictures that bodies may show, inside the content folder."""
    sheaves: tuple[Sheaf, ...]
    """The items by folder, sorted by name: each item of the corpus is in one of them."""
    around: str
    """Stands for the registries, rulebooks and bulletins: what else is said of single items
    follows from these (`scoring.checks.AROUND`)."""


def load(
    root: Path,
    *,
    prefix: str | None = None,
    limit: int = DEFAULT_LIMIT,
    progress: Progress | None = None,
    store: Store | None = None,
    workers: int = 1,
) -> Loaded:
    """Return everything a content folder says and everything wrong with how it is written.

    Sources name files as `prefix/…` (the folder's own name by default); `limit` is in bytes.
    What is returned depends neither on what the store holds nor on the number of workers.
    """
    shown = prefix if prefix is not None else (root.name or root.resolve().name)
    kept = Store(None) if store is None else store
    identities = Identities(kept, root, limit)
    folder = walk(root, shown, identities)
    reading = Reading(
        frame=Frame(shown, limit),
        folder=folder,
        identities=identities,
        progress=progress,
        store=kept,
        workers=workers,
        findings=list(folder.findings),
    )
    corpus, items = _facts(reading)
    texts = tuple(_page(entry, reading) for entry in reading.of_kind("page"))
    reading.trees.keep()
    called = {person.id: person.name for person in corpus.people.values()}
    reading.findings.extend(unknown(reading.references, reading.known, called))
    return Loaded(
        corpus=corpus,
        bodies=Bodies(items, reading.bodies),
        texts=texts,
        findings=ordered(reading.findings),
        digests=Digests(items),
        linking=items.linking,
        others=reading.others,
        pictures=folder.pictures,
        sheaves=items.sheaves,
        around=reading.digest(_AROUND),
    )


def load_rulebook(
    file: Path, corpus: Corpus | None = None
) -> tuple[Rulebook | None, tuple[Finding, ...]]:
    """Return the rulebook of a file anywhere on disk; with a corpus its names are looked up."""
    names = Names() if corpus is None else _names(corpus)
    report = Report(str(file), names=names)
    entry = Entry(file.name, str(file), KINDS["rulebook"])
    document = read_document(entry, report, DEFAULT_LIMIT)
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


def _facts(reading: Reading) -> tuple[Corpus, Facts[Item]]:
    """Return the corpus, registries first, since the rest refers to them."""
    office = _office(reading)
    units: dict[str, Unit] = _registry(reading, "units", Ref.UNIT)
    reading.names = names_of(units, {}, {}, {})
    people: dict[str, Person] = _registry(reading, "people", Ref.PERSON)
    publications: dict[str, Publication] = _registry(reading, "publications", Ref.PUBLICATION)
    leaders: dict[str, Leader] = _registry(reading, "leaders", Ref.LEADER)
    named = names_of(units, people, publications, leaders)
    ids = {Ref.ITEM: _stems(reading, "item"), Ref.ASSIGNMENT: _stems(reading, "assignment")}
    calendar: Calendar = one(reading, "calendar") or Calendar()
    asking = asking_of(units, calendar, one(reading, "assignment_kinds"))
    own_words: tuple[WordRule, ...] = one(reading, "words") or ()
    wording = Wording((*own_words, *former_names(units)))
    reading.names = Names({**named.canonical, **ids}, named.person_units, asking, wording)
    reading.known.update(ids)
    for kind, words in reading.names.canonical.items():
        if kind in reading.known:
            reading.known[kind] = words.keys()
    if Ref.UNIT in reading.known:
        reading.known[Ref.GROUP] = {u.group for u in units.values() if u.group is not None}
    faults: tuple[Fault, ...] = yearly(reading, "faults")
    judgements: tuple[Judgement, ...] = yearly(reading, "judgements")
    honours: tuple[GrantedHonour, ...] = yearly(reading, "honours")
    workflow = workflow_of(reading, calendar)
    items = reading.read_many("item", ITEMS)
    trails = reading.read_many("reviews", TRAILS)
    reading.shelves.keep()
    corpus = Corpus(
        office=office,
        units=units,
        people=people,
        publications=publications,
        leaders=leaders,
        items=items,
        assignments=assignments(reading),
        faults=faults,
        judgements=judgements,
        honours=honours,
        rulebooks=_rulebooks(reading),
        workflow=workflow,
        trails=trails,
        notices=notices(reading),
        notice_form=notice_form(reading),
        seals=by_id_of(reading, "seal", read_seal, lambda seal: seal.notice),
        corrections=corrections(reading),
        bulletins=bulletins(reading),
        bulletin_styles={
            style.publication: style for style in one(reading, "bulletin_styles") or ()
        },
        calendar=calendar,
        assignment_kinds=asking.rules,
        alert_rules=one(reading, "alert_rules") or (),
        actions=yearly(reading, "actions"),
        words=own_words,
    )
    return corpus, items


def _stems(reading: Reading, name: str) -> dict[str, str]:
    """Return the ids that the files of a kind have, whether or not they can be read."""
    few = [stem(entry.path) for entry in reading.of_kind(name)]
    several = (listing.names for listing in reading.folder.of(KINDS[name]))
    stems = [*few, *(each.rpartition(".")[0] for names in several for each in names)]
    return dict(zip(stems, stems, strict=True))


def _required(reading: Reading, name: str, what: str) -> Entry | None:
    """Return the one file of a kind, or None after reporting that it is missing."""
    entries = reading.of_kind(name)
    if entries:
        return entries[0]
    path = f"{reading.frame.prefix}/{KINDS[name].where}"
    reading.findings.append(places.NO_FILE.at(Source(path), path=path, what=what))
    return None


def _office(reading: Reading) -> Office:
    entry = _required(reading, "office", "本单位的名称、刊名和用词")
    office: Office | None = None
    if entry is not None:
        office = reading.read(entry, whole("office")).value
    if office is None:
        return unknown_office(f"{reading.frame.prefix}/{KINDS['office'].where}")
    reading.known.update(known_words(office))
    return office


def _registry(reading: Reading, name: str, ref: Ref) -> dict[str, Any]:
    """Return a registry's values by id and make its names known."""
    if name == "units":
        entry = _required(reading, name, "报送单位的名录")
    else:
        entry = next(iter(reading.of_kind(name)), None)
        reading.known[ref] = ()
    if entry is None:
        return {}
    reading.known.pop(ref, None)
    values = reading.read(entry, whole(name)).value
    if values is None:
        return {}
    found = by_id(values, ref, reading.findings)
    reading.known[ref] = found.keys()
    return found


def _rulebooks(reading: Reading) -> tuple[Rulebook, ...]:
    found = []
    for entry in reading.of_kind("rulebook"):
        document, book, *_ = reading.read(entry, read_rulebook)
        if document is not None and book is not None:
            reading.keep(document, book.name)
            found.append(book)
    return tuple(sorted(found, key=lambda book: (book.score, book.effective, book.id)))


def _page(entry: Entry, reading: Reading) -> Text:
    """Return a hand-written page; its title is stated, or its first heading, or its file's name."""

    def convert(document: Document, report: Report) -> str | None:
        if document.root is None:
            return None
        given = KINDS["page"].type.read(document.root, "页面", report)
        return None if given is None else given.get("title")

    document, title, *_ = reading.read(entry, convert)
    body = "" if document is None else document.body
    if title is None:
        headings = (line[2:].strip() for line in body.split("\n") if line.startswith("# "))
        title = next(headings, stem(entry.path))
    return Text(entry.path, title, body)
