"""Views of a snapshot that many pages share, each made once: no page joins tables of its own."""

from __future__ import annotations

import posixpath
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, Protocol, TypeVar
from urllib.parse import unquote

from scoring.explain import sentence
from scoring.findings import Source
from scoring.ledger import Entry, counts_in
from scoring.model import Adoption, Corpus, Endorsement, Item
from scoring.periods import Period, PeriodKind, period_of
from scoring.results import Honour, Ranked, RankTable, Standing
from scoring.rulebook import Rulebook, rules_of
from scoring.rules import Rule
from site_builder import prose
from site_builder.markup import guides, link_to, segment
from site_builder.pages import paths
from site_builder.snapshot import History, Snapshot

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

_SHARED = (paths.RECORDS, paths.HONOURS)
"""Pages that show the facts of several files."""
RANKED_KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR)


class Sourced(Protocol):
    """Anything that knows where it was written."""

    @property
    def source(self) -> Source:
        """Return the file and line."""


class Adopted(NamedTuple):
    """An adoption with its item."""

    item: Item
    fact: Adoption


class Endorsed(NamedTuple):
    """An endorsement with its item."""

    item: Item
    fact: Endorsement


class Views:
    """Indexes over one snapshot, made when first asked for."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Keep the snapshot; nothing is computed yet."""
        self.snapshot = snapshot
        self.corpus: Corpus = snapshot.corpus
        self.office = snapshot.corpus.office
        self.as_of = snapshot.as_of
        self.scores = tuple(snapshot.results)
        self.main = self.scores[0] if self.scores else ""

    def sentence(self, entry: Entry) -> str:
        """Return the Chinese sentence that explains a ledger line."""
        return sentence(entry, self.corpus)

    @property
    def month(self) -> Period:
        """Return the month that holds the as-of day."""
        return period_of(self.as_of, PeriodKind.MONTH)

    # --- items -----------------------------------------------------------------------------

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Return all items, newest first."""
        return tuple(
            sorted(self.corpus.items.values(), key=lambda item: (item.date, item.id), reverse=True)
        )

    @cached_property
    def items_by_month(self) -> Mapping[Period, Sequence[Item]]:
        """Return the items of each month, both newest first."""
        return _grouped((period_of(item.date, PeriodKind.MONTH), item) for item in self.items)

    @cached_property
    def items_by_unit(self) -> Mapping[str, Sequence[Item]]:
        """Return each unit's items, newest first."""
        return _grouped((share.unit, item) for item in self.items for share in item.units)

    @cached_property
    def items_by_person(self) -> Mapping[str, Sequence[Item]]:
        """Return each person's items, newest first."""
        return _grouped((author, item) for item in self.items for author in item.authors)

    @cached_property
    def items_by_tag(self) -> Mapping[str, Sequence[Item]]:
        """Return the items of each tag, newest first, tags in sorted order."""
        made = _grouped((tag, item) for item in self.items for tag in item.tags)
        return {tag: made[tag] for tag in sorted(made)}

    @cached_property
    def worked_up(self) -> Mapping[str, Sequence[Item]]:
        """Return for each item those that were worked up from it."""
        return _grouped((source, item) for item in self.items for source in item.sources)

    # --- adoptions and endorsements ----------------------------------------------------------

    @cached_property
    def adoptions(self) -> tuple[Adopted, ...]:
        """Return all adoptions, newest first."""
        found = [Adopted(item, fact) for item in self.items for fact in item.adoptions]
        return tuple(sorted(found, key=lambda each: each.fact.date, reverse=True))

    @cached_property
    def adoptions_by_publication(self) -> Mapping[str, Sequence[Adopted]]:
        """Return each publication's adoptions, newest first."""
        return _grouped((each.fact.publication, each) for each in self.adoptions)

    @cached_property
    def endorsements(self) -> tuple[Endorsed, ...]:
        """Return all endorsements, newest first."""
        found = [Endorsed(item, fact) for item in self.items for fact in item.endorsements]
        return tuple(sorted(found, key=lambda each: each.fact.date, reverse=True))

    @cached_property
    def endorsements_by_leader(self) -> Mapping[str, Sequence[Endorsed]]:
        """Return each leader's endorsements, newest first."""
        return _grouped((each.fact.leader, each) for each in self.endorsements)

    # --- ledger --------------------------------------------------------------------------------

    def _tells(self, entry: Entry) -> bool:
        """Return whether a line is worth reading: one by which a side score says it has no rule
        for an adoption is not, in the main score it explains a 0.
        """
        return entry.rule is not None or entry.rulebook.score == self.main

    @cached_property
    def entries_by_item(self) -> Mapping[str, Sequence[Entry]]:
        """Return the units' lines that each item gave, all scores, in ledger order."""
        return _grouped(
            (entry.item, entry)
            for ledger in self.snapshot.ledgers.values()
            for entry in ledger.units()
            if entry.item is not None and self._tells(entry)
        )

    @cached_property
    def entries_by_unit(self) -> Mapping[tuple[str, str], Sequence[Entry]]:
        """Return the lines of each (score, unit), by date."""
        return _grouped(
            ((name, entry.unit), entry)
            for name, ledger in self.snapshot.ledgers.items()
            for entry in ledger.units()
            if self._tells(entry)
        )

    @cached_property
    def entries_by_person(self) -> Mapping[tuple[str, str], Sequence[Entry]]:
        """Return the lines of each (score, person), by date."""
        return _grouped(
            ((name, entry.person), entry)
            for name, ledger in self.snapshot.ledgers.items()
            for entry in ledger.people()
            if entry.person is not None and self._tells(entry)
        )

    @cached_property
    def entries_by_rule(self) -> Mapping[Source, Sequence[Entry]]:
        """Return the units' lines that each rule gave, by the rule's own place."""
        return _grouped(
            (entry.rule.source, entry)
            for ledger in self.snapshot.ledgers.values()
            for entry in ledger.units()
            if entry.rule is not None
        )

    @cached_property
    def entries_by_assignment(self) -> Mapping[str, Sequence[Entry]]:
        """Return the units' lines that each assignment gave."""
        files = {each.source.path: each.id for each in self.corpus.assignments.values()}
        return _grouped(
            (files[entry.fact.path], entry)
            for ledger in self.snapshot.ledgers.values()
            for entry in ledger.units()
            if entry.fact.path in files
        )

    def counted(self, score: str, subject: str, ranked: Ranked, period: Period) -> list[Entry]:
        """Return the lines behind a standing: those of the subject that count in the period."""
        kept = self.entries_by_unit if ranked is Ranked.UNIT else self.entries_by_person
        entries = kept.get((score, subject), ())
        first = bisect_left(entries, period.start, key=lambda entry: entry.date)
        last = bisect_right(entries, period.end, key=lambda entry: entry.date)
        return [entry for entry in entries[first:last] if counts_in(entry, period)]

    # --- standings -----------------------------------------------------------------------------

    @cached_property
    def tables(self) -> Mapping[tuple[str, Period, Ranked], Sequence[RankTable]]:
        """Return the tables of each (score, period, kind of rows), groups in printing order."""
        made = _grouped(
            ((key.score, key.period, key.ranked), table)
            for results in self.snapshot.results.values()
            for key, table in results.tables.items()
        )
        return {key: sorted(tables, key=self._group_order) for key, tables in made.items()}

    def _group_order(self, table: RankTable) -> tuple[int, str]:
        group = table.key.group or ""
        order = self.office.groups
        return (order.index(group) if group in order else len(order), group)

    @cached_property
    def periods(self) -> Mapping[PeriodKind, Sequence[Period]]:
        """Return the ranked periods of each kind, newest first."""
        found = {key.period for done in self.snapshot.results.values() for key in done.tables}
        return {
            kind: sorted((p for p in found if p.kind is kind), reverse=True)
            for kind in RANKED_KINDS
        }

    @cached_property
    def standings(self) -> Mapping[tuple[str, Ranked, str], Mapping[Period, Standing]]:
        """Return each subject's standing in each period, by (score, kind of rows, subject)."""
        made: dict[tuple[str, Ranked, str], dict[Period, Standing]] = defaultdict(dict)
        for (score, period, ranked), tables in self.tables.items():
            for table in tables:
                for row in table.rows:
                    made[score, ranked, row.subject][period] = row
        return made

    def standing(self, score: str, ranked: Ranked, subject: str, period: Period) -> Standing | None:
        """Return a subject's row in a period, or None where it has none."""
        return self.standings.get((score, ranked, subject), {}).get(period)

    def history(self, path: str) -> History | None:
        """Return a file's first and last commit, None outside Git."""
        return self.snapshot.history.get(path.partition("/")[2])

    @cached_property
    def honours(self) -> tuple[Honour, ...]:
        """Return the honours of all scores, each once."""
        found = (h for done in self.snapshot.results.values() for h in done.honours)
        return tuple({(h.source, h.year, h.name, h.to): h for h in found}.values())

    def honours_of(self, subject: str) -> list[Honour]:
        """Return what a unit or person has been given."""
        return [honour for honour in self.honours if honour.to == subject and not honour.vetoed]

    # --- where a fact is shown -------------------------------------------------------------------

    @cached_property
    def pages_of_files(self) -> Mapping[str, str]:
        """Return the page that shows the facts of each file of the content folder."""
        corpus = self.corpus
        shown = {item.source.path: paths.item(item) for item in corpus.items.values()}
        shown |= {a.source.path: paths.assignment(a.id) for a in corpus.assignments.values()}
        shown |= {book.source.path: paths.rulebook(book.id) for book in corpus.rulebooks}
        shown |= {s.path: paths.RECORDS for s in _sources(corpus.faults, corpus.judgements)}
        shown |= {honour.source.path: paths.HONOURS for honour in corpus.honours}
        shown |= {unit.source.path: paths.NETWORK for unit in corpus.units.values()}
        shown |= {person.source.path: paths.NETWORK for person in corpus.people.values()}
        shown |= {self.file(f"guide/{name}"): paths.guide(name) for name in guides()}
        shown |= {self.file(text.path): paths.text(text.path) for text in self.snapshot.texts}
        shown[self.file(paths.HOME)] = paths.HOME
        shown |= {each.source.path: paths.PUBLICATIONS for each in corpus.publications.values()}
        return shown

    @cached_property
    def anchored(self) -> frozenset[Source]:
        """Return the places that have an anchor of their own on the page of their file."""
        corpus = self.corpus
        facts = [*_sources(corpus.faults, corpus.judgements, corpus.honours)]
        for item in corpus.items.values():
            facts += _sources(item.adoptions, item.forwardings, item.endorsements)
            facts += _sources(item.faults, item.judgements)
        for assignment in corpus.assignments.values():
            facts += _sources(assignment.answers)
        for book in corpus.rulebooks:
            facts += _sources(rules_of(book))
        return frozenset(facts)

    def anchor(self, source: Source) -> str:
        """Return the anchor of a place on its page, which may show several files."""
        place = f"L{source.line}-{source.column}"
        if self.pages_of_files.get(source.path) not in _SHARED:
            return place
        words = posixpath.splitext("-".join(source.path.split("/")[-2:]))[0]
        return f"{segment(words)}-{place}"

    def place(self, source: Source) -> str:
        """Return the page (with anchor where there is one) that shows a fact; '' for none."""
        page = self.pages_of_files.get(source.path, "")
        return f"{page}#{self.anchor(source)}" if page and source in self.anchored else page

    def file(self, path: str) -> str:
        """Return a path inside the content folder as facts name their files."""
        return f"{self.office.source.path.partition('/')[0]}/{path}"

    def rewriter(self, here: str, file: str) -> prose.Rewrite:
        """Return how the relative links of a file must read on the page `here`.

        A link to a file of the content folder leads to the page that shows it; any other is
        taken as a path inside the site, where the pictures lie as they do in the folder.
        """
        folder = posixpath.dirname(file)

        def rewrite(url: str) -> str:
            path, mark, anchor = unquote(url).partition("#")
            target = posixpath.normpath(posixpath.join(folder, path))
            inside = target.partition("/")[2]
            shown = self.pages_of_files.get(target, inside)
            return link_to(here, shown + mark + anchor) if path and inside else url

        return rewrite

    def rule_place(self, rulebook: Rulebook, rule: Rule | None) -> str:
        """Return where a rule is explained, or the rulebook's page where no rule speaks."""
        return paths.rulebook(rulebook.id) if rule is None else self.place(rule.source)


def _sources(*groups: Iterable[Sourced]) -> Iterator[Source]:
    """Yield where each fact was written."""
    return (fact.source for group in groups for fact in group)


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    """Return the values of each key, both in the order given."""
    made: dict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        made[key].append(value)
    return dict(made)
