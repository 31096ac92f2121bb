"""Changed files looked at before they are written: what the check would say to them.

The whole folder is known already; only the changed files are read again, with the reader and the
names that every file is read with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple
from unicodedata import normalize

from scoring.catalogue import registering
from scoring.checks import check
from scoring.closing.facts import Notice
from scoring.findings import Finding, Severity, Source, ordered
from scoring.lineage import former_names
from scoring.model import Corpus, Endorsement, GrantedHonour, Item
from site_builder.parsing.front_matter import DEFAULT_LIMIT, Document, stem
from site_builder.parsing.names import asking_of, known_words, names_of
from site_builder.parsing.references import Names, Ref, unknown
from site_builder.parsing.report import Report
from site_builder.pipeline import Examination
from site_builder.reading.folder import Entry
from site_builder.reading.one_file import FileRead, Frame, check_filed, misplaced, read_data, whole
from site_builder.review.plain import days_of, one_sided
from site_builder.schema import kind_of
from site_builder.schema.assignments import read_assignment
from site_builder.schema.bulletins import read_bulletin
from site_builder.schema.item import read_item
from site_builder.screening.wording import Wording

_READERS: Final[Mapping[str, Callable[[Document, Report], Any]]] = {
    "item": read_item,
    "assignment": read_assignment,
    "bulletin": read_bulletin,
}
_BY_ID: Final = {"item": "items", "assignment": "assignments", "bulletin": "bulletins"}
_LISTS: Final = ("faults", "judgements", "honours", "actions")
_DATED: Final = {
    "adoptions": "采用",
    "forwardings": "报上级",
    "endorsements": "批示",
    "faults": "差错",
    "judgements": "裁量",
}


class Change(NamedTuple):
    """One file of the content folder to write."""

    path: str
    """Inside the content folder, forward slashes."""
    before: str | None
    """None where the file is new."""
    after: str | bytes
    """Bytes of a picture."""


@dataclass(frozen=True)
class Desk:
    """What the content folder says before anything is registered."""

    content: Path
    corpus: Corpus
    findings: tuple[Finding, ...]
    """Wrong already: not held against what is registered."""
    as_of: date

    @classmethod
    def of(cls, examination: Examination) -> Desk:
        """Return the desk of an examined content folder."""
        corpus = examination.loaded.corpus
        return cls(examination.content, corpus, examination.findings, examination.as_of)

    def place(self, path: str) -> str:
        """Return how findings name a file of the content folder."""
        return f"{self.content.name}/{path}"

    def inside(self, source: Source) -> str:
        """Return the path inside the content folder of a file that a fact was read from."""
        return source.path.partition("/")[2]

    def named(self, kind: Ref, word: str) -> str:
        """Return the name of a unit, publication or leader that an alias or short name means, in
        whatever width its letters are written; a word that means none as it is."""
        text = word.strip()
        return self._words[kind].get(normalize("NFKC", text), text)

    @cached_property
    def _words(self) -> dict[Ref, dict[str, str]]:
        return {
            kind: {normalize("NFKC", alias): name for alias, name in words.items()}
            for kind, words in self._names.canonical.items()
        }

    def text(self, path: str) -> str | None:
        """Return a file's text as it is, None where there is none or it is not UTF-8."""
        file = self.content / path
        try:
            return file.read_bytes().decode("utf-8") if file.is_file() else None
        except UnicodeDecodeError:
            return None

    def document(self, path: str, text: str) -> Document | None:
        """Return a file of the folder as the usual reader splits and parses it."""
        return self._read(path, text, ()).document

    def item(self, path: str, text: str) -> Item | None:
        """Return the item that a file's text makes, None where it makes none."""
        value = self._read(path, text, ()).value
        return value if isinstance(value, Item) else None

    def _read(self, path: str, text: str, others: Iterable[str]) -> FileRead[Any]:
        kind = kind_of(path)
        assert kind is not None  # noqa: S101 - our own paths
        report = Report(self.place(path), names=self._names)
        known = _Files(self.content, frozenset(others))
        convert = _READERS.get(kind.name, whole(kind.name))
        return read_data(text.encode(), kind, report, known, convert)

    @cached_property
    def _names(self) -> Names:
        corpus = self.corpus
        named = names_of(corpus.units, corpus.people, corpus.publications, corpus.leaders)
        ids = {
            Ref.ITEM: {name: name for name in corpus.items},
            Ref.ASSIGNMENT: {name: name for name in corpus.assignments},
        }
        asking = asking_of(corpus.units, corpus.calendar, corpus.assignment_kinds.values())
        wording = Wording((*corpus.words, *former_names(corpus.units)))
        return Names({**named.canonical, **ids}, named.person_units, asking, wording)


class _Files:
    """The files that a body may show or link to: those on disk and those to be written."""

    def __init__(self, content: Path, more: frozenset[str]) -> None:
        self._content, self._more = content, more

    def __contains__(self, path: object) -> bool:
        inside = str(path).partition("/")[2]
        return inside in self._more or (self._content / inside).is_file()


def checked(desk: Desk, changes: Sequence[Change]) -> tuple[Finding, ...]:
    """Return what would be wrong once the changes are written and is not wrong now, sorted.

    With them: facts dated into a closed period, unless a correction lets the file change.
    """
    paths = [change.path for change in changes]
    texts = [change for change in changes if isinstance(change.after, str)]
    read = [(each.path, desk._read(each.path, str(each.after), paths)) for each in texts]
    after = _replaced(desk, read)
    known = _known(after, desk)
    called = {person.id: person.name for person in after.people.values()}
    found: list[Finding] = []
    for path, file in read:
        found += _filed(desk, path, file)
        found += file.report.findings
        found += unknown(file.report.references, known, called)
    found += check(after, desk.as_of)
    return ordered([*_new(found, desk.findings), *_closed(desk, read)])


def refused(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return those among the findings that stop a change from being written."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


def _known(corpus: Corpus, desk: Desk) -> dict[Ref, Collection[str]]:
    tiers = () if corpus.workflow is None else [tier.name for tier in corpus.workflow.tiers]
    return {
        **{ref: set(words.values()) for ref, words in desk._names.canonical.items()},
        Ref.ITEM: corpus.items.keys(),
        Ref.ASSIGNMENT: corpus.assignments.keys(),
        **known_words(corpus.office),
        Ref.GROUP: {unit.group for unit in corpus.units.values() if unit.group is not None},
        Ref.TIER: set(tiers),
    }


def _filed(desk: Desk, path: str, file: FileRead[Any]) -> Iterator[Finding]:
    """Yield facts that lie elsewhere than their dates say."""
    kind = kind_of(path)
    assert kind is not None  # noqa: S101 - read already
    if kind.name in ("item", "assignment"):
        check_filed(file, Entry(path, "", kind), Frame(desk.content.name, DEFAULT_LIMIT))
    elif kind.name in _LISTS:
        for fact in file.value or ():
            year = fact.year if isinstance(fact, GrantedHonour) else fact.date.year
            if f"{year}" != stem(path):
                yield misplaced(fact.source, year, desk.place(f"{kind.name}/{year}.yml"))


def _replaced(desk: Desk, read: Iterable[tuple[str, FileRead[Any]]]) -> Corpus:
    """Return the facts with those of the changed files in place of what they were."""
    corpus = desk.corpus
    by_id: dict[str, dict[str, Any]] = {}
    for path, file in read:
        kind = kind_of(path)
        assert kind is not None  # noqa: S101 - read already
        if kind.name in _BY_ID and file.value is not None:
            by_id.setdefault(_BY_ID[kind.name], {})[file.value.id] = file.value
        elif kind.name in _LISTS:
            kept = [each for each in getattr(corpus, kind.name) if desk.inside(each.source) != path]
            listed: dict[str, Any] = {kind.name: (*kept, *(file.value or ()))}
            corpus = replace(corpus, **listed)
    fresh: dict[str, Any] = {
        name: dict(sorted({**getattr(corpus, name), **values}.items()))
        for name, values in by_id.items()
    }
    return replace(corpus, **fresh)


def _new(found: Iterable[Finding], before: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings that were not there before, wherever the lines have moved to."""
    same = Counter((each.path, each.code, each.message) for each in before)
    for finding in ordered(found):
        key = (finding.path, finding.code, finding.message)
        if not same[key]:
            yield finding
        same[key] = max(same[key] - 1, 0)


def _closed(desk: Desk, read: Iterable[tuple[str, FileRead[Any]]]) -> Iterator[Finding]:
    """Yield that facts are dated into or out of a closed period."""
    closing = [notice for notice in desk.corpus.notices if notice.issued is not None]
    if not closing:
        return
    for path, file in read:
        for what, day, source in _days(desk, path, file):
            for notice in closing:
                if day in notice.period and not _corrected(desk.corpus, notice, path):
                    yield registering.IN_CLOSED.at(
                        source, what=what, day=day, period=notice.period.label, notice=notice.id
                    )


def _corrected(corpus: Corpus, notice: Notice, path: str) -> bool:
    """Return whether a correction of the notice lets a file change."""
    return any(one.notice == notice.id and path in one.files for one in corpus.corrections)


def _days(desk: Desk, path: str, file: FileRead[Any]) -> Iterator[tuple[str, date, Source]]:
    """Yield the days of the facts that differ; what came of an endorsement changes no score."""
    kind = kind_of(path)
    assert kind is not None  # noqa: S101 - read already
    if isinstance(file.value, Item):
        old, new = desk.corpus.items.get(file.value.id), file.value
        if old is None:
            yield "信息", new.date, new.source
        for key, label in _DATED.items():
            before, after = (tuple(map(_scored, getattr(one, key, ()))) for one in (old, new))
            for fact in one_sided(before, after):
                yield from ((label, day, new.source) for day in days_of(fact))
    elif kind.name in ("faults", "judgements"):
        every = getattr(desk.corpus, kind.name)
        before = tuple(each for each in every if desk.inside(each.source) == path)
        for fact in one_sided(before, tuple(file.value or ())):
            yield from ((kind.title, day, Source(desk.place(path))) for day in days_of(fact))


def _scored(fact: Any) -> Any:
    if isinstance(fact, Endorsement):
        return replace(fact, feedback=(), conversions=())
    return fact
