"""Marks: short strings that stand for all that a page can show; of them keys are made.

Two snapshots that give equal marks give equal pages, so a build leaves what has its key already.
In doubt a mark stands for more than is shown: too much costs a page made again, too little would
leave a page that is wrong. Everything is gathered in one pass over the items and one over the
ledger; digests are taken when they are asked for.

A fact's mark holds its file's path and digest and the number of its parts: with the registries
(`base`) that is all that any page can know of an item.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import unquote

from scoring.ledger import Entry
from scoring.model import Item
from scoring.periods import Period
from scoring.results import Ranked
from site_builder import prose
from site_builder.pages import result_marks, review_marks
from site_builder.pages.asked import answers_to, asked_by_path
from site_builder.snapshot import Snapshot

_END = "\x1e"
_NEXT = "\x1f"


def digest(*parts: str) -> str:
    """Return the digest of words in this order."""
    return blake2b(_END.join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class Marks:
    """The marks of one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Keep the snapshot; nothing is digested yet."""
        self._snapshot = snapshot
        self._corpus = snapshot.corpus
        self._history = snapshot.history
        self._linking = snapshot.linking
        self.as_of = snapshot.as_of.isoformat()

    # --- what is not an item -----------------------------------------------------------------

    @cached_property
    def base(self) -> str:
        """Return the mark of everything that is not an item: every key must depend on it."""
        snapshot, corpus = self._snapshot, self._corpus
        registries = (corpus.office, corpus.units, corpus.people, corpus.publications)
        facts = (corpus.leaders, corpus.assignments, corpus.faults, corpus.judgements)
        others = [*corpus.assignments, *(book.id for book in corpus.rulebooks)]
        return digest(
            *map(repr, registries),
            *map(repr, facts),
            repr(corpus.honours),
            repr([notice for notice in corpus.notices if notice.issued is not None]),
            review_marks.rules(corpus.workflow),
            review_marks.rules(corpus.calendar),
            review_marks.rules(tuple(corpus.assignment_kinds.values())),
            *(f"{book.id}{_NEXT}{book.source}{_NEXT}{book.version}" for book in corpus.rulebooks),
            *(repr(snapshot.bodies.get(name)) for name in others),
            repr(snapshot.texts),
            *snapshot.results,
        )

    @cached_property
    def all(self) -> str:
        """Return the mark of everything but Git's dates: for pages about the whole office."""
        snapshot = self._snapshot
        findings = (repr(tuple(finding)) for finding in snapshot.findings)
        return digest(
            self.as_of,
            self.files,
            self.standings,
            self.honours,
            repr(snapshot.cases),
            digest(*self._facts.values()),
            digest(*findings),
            *self.months.values(),
        )

    @cached_property
    def files(self) -> str:
        """Return the mark of where every item's page lies."""
        return digest(*(f"{item.id}{_NEXT}{item.date}" for item in self._corpus.items.values()))

    @cached_property
    def honours(self) -> str:
        """Return the mark of all honours."""
        found = (each for done in self._snapshot.results.values() for each in done.honours)
        return digest(*map(result_marks.honour, found))

    # --- items -------------------------------------------------------------------------------

    @cached_property
    def _facts(self) -> Mapping[str, str]:
        """Return the mark of each item's own file, by id.

        What is later than the as-of day is left out of an item: so the file and the number of its
        parts say which of them there are.
        """
        files = self._snapshot.digests
        return {
            key: digest(item.source.path, files.get(key) or self._read(item), _parts(item))
            for key, item in self._corpus.items.items()
        }

    def _read(self, item: Item) -> str:
        """Return the digest of an item of which no file is known."""
        body = self._snapshot.bodies.get(item.id)
        return digest(repr(item), "" if body is None else body.body)

    @cached_property
    def _by_path(self) -> Mapping[str, str]:
        """Return the marks of the items' files by path."""
        return {item.source.path: self._facts[item.id] for item in self._corpus.items.values()}

    @cached_property
    def _worked_up(self) -> Mapping[str, list[str]]:
        """Return for each item the marks of those that were worked up from it."""
        made: dict[str, list[str]] = defaultdict(list)
        for item in self._corpus.items.values():
            for source in item.sources:
                made[source].append(self._facts[item.id])
        return made

    def item(self, item: Item) -> str:
        """Return the mark of an item's page."""
        return self._pages[item.id]

    @cached_property
    def _pages(self) -> Mapping[str, str]:
        """Return the mark of each item's page: its facts, those beside it, its lines."""
        facts, worked_up, lines = self._facts, self._worked_up, self._lines.items
        trails, first = self.trails, self._snapshot.first_texts
        dated, made = bool(self._history), {}
        for key, item in self._corpus.items.items():
            parts = [facts[key], self._dated(item)] if dated else [facts[key]]
            if item.sources:
                parts += ["sources", *(facts.get(source, "") for source in item.sources)]
            if key in worked_up:
                parts += ["worked up", *worked_up[key]]
            if self._linking is None or key in self._linking:
                parts += ["linked", *self._linked(item)]
            if key in lines:
                parts += ["lines", *lines[key]]
            if key in trails:
                parts += ["reviews", trails[key], str(key in first)]
            made[key] = digest(*parts)
        return made

    @cached_property
    def trails(self) -> Mapping[str, str]:
        """Return the mark of what was decided of each item, also of those that are none."""
        return {key: review_marks.trail(trail) for key, trail in self._corpus.trails.items()}

    def _dated(self, item: Item) -> str:
        """Return what Git knows of an item."""
        history = self._history.get(item.source.path.partition("/")[2])
        if history is None:
            return ""
        return f"{history.first.toordinal()} {history.last.toordinal()}"

    def items(self, items: Iterable[Item]) -> str:
        """Return the mark of what lists tell of these items, in this order."""
        return digest(*self.each(items))

    def each(self, items: Iterable[Item]) -> list[str]:
        """Return the marks of what lists tell of each of these items."""
        facts = self._facts
        return [facts[item.id] for item in items]

    def dates(self, items: Iterable[Item]) -> str:
        """Return the mark of what Git knows of these items."""
        return digest(*map(self._dated, items))

    def _linked(self, item: Item) -> Iterator[str]:
        """Yield the marks of the files to which the body's links lead."""
        body = self._snapshot.bodies.get(item.id)
        targets = prose.targets("" if body is None else body.body)
        if targets is None:
            yield self.files
            return
        folder = posixpath.dirname(item.source.path)
        for target in targets:
            path = posixpath.join(folder, unquote(target).partition("#")[0])
            yield self._by_path.get(posixpath.normpath(path), "")

    # --- the ledger --------------------------------------------------------------------------

    @cached_property
    def _lines(self) -> _Lines:
        """Return the marks of all ledger lines, each with those of the facts that it shows."""
        facts, by_path = self._facts, self._by_path
        asked = asked_by_path(self._corpus)
        main = next(iter(self._snapshot.ledgers), "")
        made = _Lines()
        givers: dict[tuple[int, int, int, int], str] = {}
        for ledger in self._snapshot.ledgers.values():
            before: Entry | None = None
            for entry in ledger.entries:
                day, unit, person, points, section, rule, book, fact, item, span, detail = entry
                # A person's line follows his unit's: all but the points are mostly the same.
                if before is None or person is None or not _alike(entry, before):
                    before = entry
                    month = day.year * 12 + day.month
                    same = (id(rule), id(book), id(section), id(span))
                    giver = givers.get(same)
                    if giver is None:
                        giver = givers[same] = _giver(entry)
                    shown = by_path.get(fact[0], fact[0])
                    if item is not None and (other := facts.get(item, "")) is not shown:
                        shown = f"{shown}{_NEXT}{other}"
                    told = _NEXT.join(detail) if detail else ""
                    what = (
                        f"{giver}{_NEXT}{day.toordinal()}{_NEXT}{unit}{_NEXT}{fact[1]}:{fact[2]}"
                        f"{_NEXT}{told}{_NEXT}{shown}"
                    )
                line = f"{what}{_NEXT}{person}{_NEXT}{points!s}"
                if rule is None and book.score != main:
                    made.untold[month].append(line)
                elif person is not None:
                    made.people[person, month].append(line)
                else:
                    made.units[unit, month].append(line)
                    made.rulebooks[book.id].append(line)
                    if item is not None:
                        made.items[item].append(line)
                    for name in asked.get(fact[0], ()):
                        made.assignments[name].append(line)
        return made

    @cached_property
    def accounts(self) -> Mapping[Ranked, Mapping[str, Mapping[int, Lines]]]:
        """Return the lines of each unit and person by `month_number`."""
        lines = self._lines
        return {Ranked.UNIT: _by_name(lines.units), Ranked.PERSON: _by_name(lines.people)}

    def account(self, ranked: Ranked, name: str, first: date, last: date) -> str:
        """Return the mark of the ledger lines of a unit or person dated in these months."""
        held = self.accounts[ranked].get(name, {})
        marks = [held[month].mark for month in _numbers(first, last) if month in held]
        return marks[0] if len(marks) == 1 else digest(*marks)

    @cached_property
    def months(self) -> Mapping[int, str]:
        """Return the mark of all lines of each month by `month_number`, the oldest first."""
        made: dict[int, list[str]] = defaultdict(list)
        for held in self.accounts.values():
            for name, months in held.items():
                for month, lines in months.items():
                    made[month].append(f"{name}{_NEXT}{lines.mark}")
        for month, untold in self._lines.untold.items():
            made[month].append(digest(*untold))
        return {month: digest(*made[month]) for month in sorted(made)}

    def ledger(self, first: date, last: date) -> str:
        """Return the mark of all ledger lines dated in these months."""
        months = self.months
        return digest(*[months[month] for month in _numbers(first, last) if month in months])

    def rulebook(self, identity: str) -> str:
        """Return the mark of the units' lines that a rulebook gave."""
        return digest(*self._lines.rulebooks.get(identity, ()))

    def assignment(self, identity: str) -> str:
        """Return the mark of the units' lines that an assignment gave, and of its answers."""
        return digest(
            *self._lines.assignments.get(identity, ()),
            *(self._facts[item.id] for item in self.answers.get(identity, ())),
        )

    @cached_property
    def answers(self) -> Mapping[str, Sequence[Item]]:
        """Return the items that answer each assignment."""
        return answers_to(self._corpus)

    # --- standings -----------------------------------------------------------------------------

    @cached_property
    def _rows(self) -> _Rows:
        """Return the marks of all rows, by table and by subject."""
        made = _Rows()
        for results in self._snapshot.results.values():
            for key, table in results.tables.items():
                head = _NEXT.join(
                    map(
                        str,
                        (*key[:1], key.period.id, key.group, table.rulebook.id, table.unfinished),
                    )
                )
                held = made.by_table[key.period, key.ranked]
                held.append(head)
                for subject, mark in table.marks.items():
                    held.append(mark)
                    made.by_subject[key.ranked, subject].append(f"{head}{_NEXT}{mark}")
        return made

    @cached_property
    def standings(self) -> str:
        """Return the mark of all tables."""
        return digest(*self._tables.values())

    def tables(self, period: Period, ranked: Ranked) -> str:
        """Return the mark of the tables of a period, all scores."""
        return self._tables.get((period, ranked), "")

    @cached_property
    def _tables(self) -> Mapping[tuple[Period, Ranked], str]:
        """Return the mark of the tables of each period; many pages show the same."""
        return {
            key: digest(key[0].id, key[1].value, *held) for key, held in self._rows.by_table.items()
        }

    def rows(self, ranked: Ranked, subject: str) -> str:
        """Return the mark of a subject's rows in all periods."""
        return digest(*self._rows.by_subject.get((ranked, subject), ()))


class Lines(NamedTuple):
    """Ledger lines of one month."""

    mark: str
    number: int


class _Lines:
    """Marks of ledger lines under the names by which pages ask for them."""

    def __init__(self) -> None:
        self.units: dict[tuple[str, int], list[str]] = defaultdict(list)
        self.people: dict[tuple[str, int], list[str]] = defaultdict(list)
        self.untold: dict[int, list[str]] = defaultdict(list)
        """By month: side scores' lines that no page but the open data shows."""
        self.items: dict[str, list[str]] = defaultdict(list)
        self.rulebooks: dict[str, list[str]] = defaultdict(list)
        self.assignments: dict[str, list[str]] = defaultdict(list)


class _Rows:
    """Marks of standings under the names by which pages ask for them."""

    def __init__(self) -> None:
        self.by_table: dict[tuple[Period, Ranked], list[str]] = defaultdict(list)
        self.by_subject: dict[tuple[Ranked, str], list[str]] = defaultdict(list)


def _parts(item: Item) -> str:
    """Return how much of an item's file was known on the as-of day."""
    case = 0 if item.case is None else len(item.case.conversions)
    came = sum(len(one.feedback) + len(one.conversions) for one in item.endorsements)
    return (
        f"{len(item.adoptions)} {len(item.forwardings)} {len(item.endorsements)} {came} {case} "
        f"{len(item.faults)} {len(item.judgements)} {len(item.sources)} {item.commission}"
    )


def _alike(entry: Entry, other: Entry) -> bool:
    """Return whether two lines are the same but for person and points."""
    return entry[4:] == other[4:] and entry[:2] == other[:2]


def _giver(entry: Entry) -> str:
    """Return what stands for all that many lines have in common: score, rule, section, span."""
    rule, book = entry.rule, entry.rulebook
    place = "" if rule is None else f"{rule.source}:{rule.source.column}"
    return digest(book.score, book.id, place, entry.section.value, entry.span.value)[:16]


def month_number(day: date) -> int:
    """Return the number of a day's month, rising by one from month to month."""
    return day.year * 12 + day.month


def _numbers(first: date, last: date) -> range:
    return range(month_number(first), month_number(last) + 1)


def _by_name(
    lines: Mapping[tuple[str, int], Sequence[str]],
) -> Mapping[str, Mapping[int, Lines]]:
    made: dict[str, dict[int, Lines]] = defaultdict(dict)
    for (name, month), held in lines.items():
        made[name][month] = Lines(digest(*held), len(held))
    return made
