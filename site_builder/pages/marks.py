"""Marks: short strings that stand for all that a page can show; of them keys are made.

Two snapshots that give equal marks give equal pages, so a build leaves what has its key already.
In doubt a mark stands for more than is shown: too much costs a page made again, too little would
leave a page that is wrong. Everything is gathered in one pass over the items and one over the
ledger; digests are taken when they are asked for.

A fact's mark holds its file's digest, its path, day and the number of its parts: with the
registries (`base`) that is all that any page can know of an item.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from hashlib import blake2b
from urllib.parse import unquote

from scoring.ledger import Entry
from scoring.model import Item
from scoring.periods import Period
from scoring.results import Honour, Ranked, Standing
from site_builder import prose
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
            self.ledger(),
        )

    @cached_property
    def files(self) -> str:
        """Return the mark of where every item's page lies."""
        return digest(*(f"{item.id}{_NEXT}{item.date}" for item in self._corpus.items.values()))

    @cached_property
    def honours(self) -> str:
        """Return the mark of all honours."""
        found = (each for done in self._snapshot.results.values() for each in done.honours)
        return digest(*map(_honour, found))

    # --- items -------------------------------------------------------------------------------

    @cached_property
    def _facts(self) -> Mapping[str, str]:
        """Return the mark of each item's own file, by id."""
        return {
            item.id: _NEXT.join(
                (item.source.path, str(item.date), self._blob(item), *map(str, _parts(item)))
            )
            for item in self._corpus.items.values()
        }

    def _blob(self, item: Item) -> str:
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
        history = self._snapshot.history.get(item.source.path.partition("/")[2])
        facts = self._facts
        return digest(
            facts[item.id],
            "" if history is None else f"{history.first}{_NEXT}{history.last}",
            *(facts.get(source, "") for source in item.sources),
            *self._worked_up.get(item.id, ()),
            "",
            *self._lines.by_item.get(item.id, ()),
            "",
            *self._linked(item),
        )

    def items(self, items: Iterable[Item]) -> str:
        """Return the mark of what lists tell of these items, in this order."""
        return digest(*(self._facts[item.id] for item in items))

    def dates(self, items: Iterable[Item]) -> str:
        """Return the mark of what Git knows of these items."""
        history = self._snapshot.history
        return digest(*(repr(history.get(item.source.path.partition("/")[2])) for item in items))

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
        asked = {each.source.path: each.id for each in self._corpus.assignments.values()}
        made = _Lines()
        givers: dict[tuple[int, int, int, int], str] = {}
        for ledger in self._snapshot.ledgers.values():
            for entry in ledger.entries:
                day, unit, person, points, section, rule, book, fact, item, span, detail = entry
                same = (id(rule), id(book), id(section), id(span))
                giver = givers.get(same)
                if giver is None:
                    giver = givers[same] = _giver(entry)
                shown = by_path.get(fact[0], fact[0])
                if item is not None and (other := facts.get(item, "")) is not shown:
                    shown = f"{shown}{_NEXT}{other}"
                line = (
                    f"{giver}{_NEXT}{day.toordinal()}{_NEXT}{unit}{_NEXT}{person}{_NEXT}{points}"
                    f"{_NEXT}{fact[1]}:{fact[2]}{_NEXT}{item}{_NEXT}{detail}{_NEXT}{shown}"
                )
                made.by_month[unit, person, day.year * 12 + day.month].append(line)
                if person is None:
                    made.by_rulebook[book.id].append(line)
                    if item is not None:
                        made.by_item[item].append(line)
                    if fact[0] in asked:
                        made.by_assignment[asked[fact[0]]].append(line)
        return made

    @cached_property
    def _months(self) -> Mapping[tuple[str, str | None, int], str]:
        """Return the mark of the lines of each (unit, person, month)."""
        return {key: digest(*lines) for key, lines in self._lines.by_month.items()}

    @cached_property
    def _accounts(self) -> Mapping[str, Mapping[int, list[str]]]:
        """Return for each unit and each person the marks of their lines by month."""
        made: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        for (unit, person, month), mark in self._months.items():
            made[unit if person is None else person][month].append(f"{unit}{_NEXT}{mark}")
        return made

    def account(self, name: str, first: date | None = None, last: date | None = None) -> str:
        """Return the mark of the ledger lines of a unit or person dated in these months."""
        held = self._accounts.get(name, {})
        months = _range(first, last)
        return digest(*(f"{m}{_NEXT}{x}" for m in sorted(held) if m in months for x in held[m]))

    def ledger(self, first: date | None = None, last: date | None = None) -> str:
        """Return the mark of all ledger lines dated in these months."""
        months = _range(first, last)
        return digest(
            *(f"{key}{_NEXT}{mark}" for key, mark in self._months.items() if key[2] in months)
        )

    def rulebook(self, identity: str) -> str:
        """Return the mark of the units' lines that a rulebook gave."""
        return digest(*self._lines.by_rulebook.get(identity, ()))

    def assignment(self, identity: str) -> str:
        """Return the mark of the units' lines that an assignment gave, and of its answers."""
        answers = self._corpus.assignments[identity].answers
        return digest(
            self.as_of,
            *self._lines.by_assignment.get(identity, ()),
            *(self._facts.get(answer.item or "", "") for answer in answers),
        )

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
                for row in table.rows:
                    line = _row(row)
                    held.append(line)
                    made.by_subject[key.ranked, row.subject].append(f"{head}{_NEXT}{line}")
        return made

    @cached_property
    def standings(self) -> str:
        """Return the mark of all tables."""
        return digest(*(self.tables(*key) for key in self._rows.by_table))

    def tables(self, period: Period, ranked: Ranked) -> str:
        """Return the mark of the tables of a period, all scores."""
        return digest(period.id, ranked.value, *self._rows.by_table.get((period, ranked), ()))

    def rows(self, ranked: Ranked, subject: str) -> str:
        """Return the mark of a subject's rows in all periods."""
        return digest(*self._rows.by_subject.get((ranked, subject), ()))


class _Lines:
    """Marks of ledger lines under the names by which pages ask for them."""

    def __init__(self) -> None:
        self.by_month: dict[tuple[str, str | None, int], list[str]] = defaultdict(list)
        self.by_item: dict[str, list[str]] = defaultdict(list)
        self.by_rulebook: dict[str, list[str]] = defaultdict(list)
        self.by_assignment: dict[str, list[str]] = defaultdict(list)


class _Rows:
    """Marks of standings under the names by which pages ask for them."""

    def __init__(self) -> None:
        self.by_table: dict[tuple[Period, Ranked], list[str]] = defaultdict(list)
        self.by_subject: dict[tuple[Ranked, str], list[str]] = defaultdict(list)


def _parts(item: Item) -> tuple[int, ...]:
    """Return how much of an item's file was known on the as-of day."""
    return (
        len(item.adoptions),
        len(item.forwardings),
        len(item.endorsements),
        len(item.faults),
        len(item.judgements),
        len(item.sources),
        item.commission is not None,
        len(item.case.conversions) if item.case else 0,
    )


def _giver(entry: Entry) -> str:
    """Return what many lines have in common: score, rule, section, span."""
    rule = entry.rule
    return _NEXT.join(
        (
            entry.rulebook.score,
            entry.rulebook.id,
            "" if rule is None else f"{rule.source}:{rule.source.column}",
            entry.section.value,
            entry.span.value,
        )
    )


def _row(row: Standing) -> str:
    quotas = (
        f"{s.quota.source}:{s.period.id}:{s.required}:{s.done}:{s.closed}:{s.days_left}"
        for s in row.quotas
    )
    return _NEXT.join(
        (
            f"{row.subject}{_NEXT}{row.rank}{row.tied}{_NEXT}{row.points}{_NEXT}{row.carried}",
            f"{row.running}{_NEXT}{row.previous_rank}{_NEXT}{tuple.__repr__(row.tally)}",
            f"{row.converted}{row.verdicts}",
            *quotas,
        )
    )


def _honour(honour: Honour) -> str:
    given = (honour.year, honour.name, honour.to, honour.subject, honour.reason, honour.group)
    award = None if honour.award is None else honour.award.source
    return repr((*given, honour.source, award, honour.points, honour.vetoed))


def _range(first: date | None, last: date | None) -> range:
    """Return the numbers of the months from first to last; all where no day is given."""
    low = 0 if first is None else first.year * 12 + first.month
    return range(low, 10**6 if last is None else last.year * 12 + last.month + 1)
