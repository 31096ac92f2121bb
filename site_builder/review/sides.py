"""One revision as the gate sees it: registries, rules, notices, and the files that are asked for.

Nothing is checked out, and of the items only those that are asked for are read: what a request
does not touch costs one line of the list of files.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

from scoring.calendar import Calendar
from scoring.catalogue import files
from scoring.closing.facts import Notice
from scoring.findings import Finding, Source
from scoring.lineage import former_names
from scoring.model import Corpus, Office
from scoring.review.workflow import Workflow
from scoring.wordlist import WordRule
from site_builder.git import Revisions
from site_builder.parsing.front_matter import DEFAULT_LIMIT, Document, stem
from site_builder.parsing.names import asking_of, by_id, known_words, names_of
from site_builder.parsing.references import Names, Ref, unknown
from site_builder.parsing.report import Report
from site_builder.reading.folder import Entry
from site_builder.reading.one_file import FileRead, Frame, check_filed, read_data, whole
from site_builder.schema import KINDS, kind_of
from site_builder.schema.assignments import read_assignment
from site_builder.schema.bulletins import read_bulletin
from site_builder.schema.closing import (
    read_correction,
    read_notice,
    read_notice_form,
    read_seal,
)
from site_builder.schema.item import read_item
from site_builder.schema.registry import unknown_office
from site_builder.schema.reviews import read_trail
from site_builder.schema.rulebook import read_rulebook
from site_builder.screening.wording import Wording

Convert = Callable[[Document, Report], Any]
_OWN: Final[Mapping[str, Convert]] = {
    "item": read_item,
    "assignment": read_assignment,
    "rulebook": read_rulebook,
    "reviews": read_trail,
    "notice": read_notice,
    "seal": read_seal,
    "correction": read_correction,
    "bulletin": read_bulletin,
    "notice_form": read_notice_form,
}
_REGISTERS: Final = {
    "units": Ref.UNIT,
    "people": Ref.PERSON,
    "publications": Ref.PUBLICATION,
    "leaders": Ref.LEADER,
}


@dataclass
class Side:
    """One revision; `paths` are all its files by path inside the repository, with their blobs."""

    revisions: Revisions
    prefix: str
    """The content folder's path inside the repository, without a slash at its end."""
    paths: Mapping[str, str]
    like: Side | None = None
    """Another revision whose registries, rules of review and notices are the same."""
    _read: dict[str, FileRead[Any] | None] = field(default_factory=dict)
    _data: dict[str, bytes | None] = field(default_factory=dict)

    def data(self, path: str) -> bytes | None:
        """Return a file's bytes, None where it is not there or too large to be read."""
        if path not in self._data:
            blob = self.paths.get(path)
            found = None if blob is None else self.revisions.read(blob, DEFAULT_LIMIT)
            self._data[path] = None if found is None else found.data
        return self._data[path]

    def read(self, path: str) -> FileRead[Any] | None:
        """Return what a file of the content folder says, None where there is no such file."""
        if path not in self._read:
            self._read[path] = self._reading(path, self.names)
        return self._read[path]

    def findings(self, path: str) -> list[Finding]:
        """Return what is wrong with how a file is written, names that mean nothing included."""
        blob, kind = self.paths.get(path), kind_of(self.inside(path))
        read = self.read(path)
        if blob is None or kind is None:
            return []
        if read is None:
            known = self.revisions.read(blob, DEFAULT_LIMIT)
            size = 0 if known is None else known.size
            return [files.TOO_LARGE.at(Source(path), size=size, limit=DEFAULT_LIMIT)]
        if kind.name in ("item", "assignment"):
            entry = Entry(self.inside(path), "", kind)
            check_filed(read, entry, Frame(self.prefix, DEFAULT_LIMIT))
        twice: list[Finding] = []
        if kind.name in _REGISTERS:
            by_id(read.value or (), _REGISTERS[kind.name], twice)
        called = {person.id: person.name for person in self.corpus.people.values()}
        return [*read.report.findings, *twice, *unknown(read.report.references, self.known, called)]

    def inside(self, path: str) -> str:
        """Return a path inside the content folder."""
        return path[len(self.prefix) + 1 :]

    def place(self, inside: str) -> str:
        """Return the path inside the repository of a path inside the content folder."""
        return f"{self.prefix}/{inside}"

    @cached_property
    def corpus(self) -> Corpus:
        """Return the registries, the rules of review and the closed periods: no items."""
        if self.like is not None:
            return self.like.corpus
        office = self._whole("office")
        workflow: Workflow | None = self._whole("workflow")
        return Corpus(
            office=office if isinstance(office, Office) else unknown_office(self.prefix),
            **self._registers,
            workflow=None if workflow is None else replace(workflow, calendar=self._calendar),
            calendar=self._calendar,
            notices=tuple(self._notices()),
            words=self._words,
        )

    @cached_property
    def names(self) -> Names:
        """Return what files that come after the registries may refer to."""
        found = self._registers
        named = names_of(found["units"], found["people"], found["publications"], found["leaders"])
        ids = {Ref.ITEM: self._stems("items/"), Ref.ASSIGNMENT: self._stems("assignments/")}
        rules = self._whole("assignment_kinds")
        asking = asking_of(found["units"], self._calendar, rules)
        wording = Wording((*self._words, *former_names(found["units"])))
        return Names({**named.canonical, **ids}, named.person_units, asking, wording)

    @cached_property
    def known(self) -> Mapping[Ref, Collection[str]]:
        """Return every name that a reference may lead to."""
        corpus = self.corpus
        tiers = () if corpus.workflow is None else [tier.name for tier in corpus.workflow.tiers]
        return {
            **{ref: set(words.values()) for ref, words in self.names.canonical.items()},
            **known_words(corpus.office),
            Ref.GROUP: {unit.group for unit in corpus.units.values() if unit.group is not None},
            Ref.TIER: set(tiers),
        }

    @cached_property
    def _registers(self) -> dict[str, Any]:
        if self.like is not None:
            return self.like._registers
        return {name: self._register(name, ref) for name, ref in _REGISTERS.items()}

    def _register(self, name: str, ref: Ref) -> dict[str, Any]:
        values = self._whole(name, units_only=name != "units")
        return {} if values is None else by_id(values, ref, [])

    def _whole(self, name: str, *, units_only: bool = False) -> Any:
        """Return the value of a kind that has one file."""
        names = Names()
        if units_only:
            names = names_of(self._units, {}, {}, {})
        read = self._reading(self.place(KINDS[name].where), names)
        return None if read is None else read.value

    @cached_property
    def _calendar(self) -> Calendar:
        found: Calendar | None = self._whole("calendar")
        return found or Calendar()

    @cached_property
    def _words(self) -> tuple[WordRule, ...]:
        found: tuple[WordRule, ...] | None = self._whole("words")
        return found or ()

    @cached_property
    def _units(self) -> dict[str, Any]:
        return self._register("units", Ref.UNIT)

    def _stems(self, folder: str) -> dict[str, str]:
        begin = self.place(folder)
        found = (stem(path) for path in self.paths if path.startswith(begin))
        return {name: name for name in found}

    def _notices(self) -> Iterable[Notice]:
        begin = self.place("notices/")
        for path in sorted(path for path in self.paths if path.startswith(begin)):
            read = self._reading(path, Names())
            if read is not None and isinstance(read.value, Notice):
                yield read.value

    def _reading(self, path: str, names: Names) -> FileRead[Any] | None:
        kind, data = kind_of(self.inside(path)), self.data(path)
        if kind is None or data is None:
            return None
        report = Report(path, names=names)
        return read_data(data, kind, report, self.paths, _OWN.get(kind.name, whole(kind.name)))


def side_at(revisions: Revisions, commit: str, prefix: str) -> Side:
    """Return a commit as the gate sees it."""
    return Side(revisions, prefix, {each.path: each.blob for each in revisions.entries(commit)})
