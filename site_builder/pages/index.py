"""Views of a snapshot that many pages share, each made once: no page joins tables of its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeVar

from scoring.assignments.board import State, board
from scoring.conditions import Section
from scoring.engine import words
from scoring.explain import sentence
from scoring.findings import Source
from scoring.ledger import Entry, counts_in
from scoring.lineage import successor
from scoring.model import Adopted, Endorsed, Item
from scoring.periods import Period, PeriodKind, period_of
from scoring.results import Honour, Ranked, RankTable, Standing, TableKey
from site_builder.pages.asked import answered_by
from site_builder.pages.marks import Marks
from site_builder.pages.places import Places
from site_builder.snapshot import Snapshot

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

RANKED_KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR)


DATE: Callable[[Any], date] = attrgetter("date")
"""The day of an item or a ledger line; `FACT_DATE` that of what befell an item."""
FACT_DATE: Callable[[Any], date] = attrgetter("fact.date")


class _Entries:
    """Ledger lines by what they speak of."""

    def __init__(self) -> None:
        self.items: dict[str, list[Entry]] = defaultdict(list)
        self.units: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        self.people: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        self.rules: dict[Source, list[Entry]] = defaultdict(list)


class Views(Places):
    """Indexes over one snapshot, made when first asked for."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Keep the snapshot; nothing is computed yet."""
        super().__init__(snapshot)
        self.as_of = snapshot.as_of
        self.scores = tuple(snapshot.results)
        self.main = self.scores[0] if self.scores else ""
        self.marks = Marks(snapshot)

    def sentence(self, entry: Entry) -> str:
        """Return the Chinese sentence that explains a ledger line."""
        return sentence(entry, self.corpus)

    def undated(self, entry: Entry) -> str:
        """Return the sentence without the line's own date, for a list that prints it in front."""
        return self.sentence(entry).replace(words.day(entry.date), "", 1)

    @property
    def month(self) -> Period:
        """Return the month that holds the as-of day."""
        return period_of(self.as_of, PeriodKind.MONTH)

    # --- items -----------------------------------------------------------------------------

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Return all items, newest first."""
        by_name = sorted(self.corpus.items.values(), key=attrgetter("id"), reverse=True)
        return tuple(sorted(by_name, key=DATE, reverse=True))

    @cached_property
    def items_by_month(self) -> Mapping[Period, Sequence[Item]]:
        """Return the items of each month, both newest first."""
        return by_month(self.items, DATE)

    @cached_property
    def items_of_months(self) -> Mapping[str, Sequence[Item]]:
        """Return the items by month (`2026-09`), both oldest first."""
        return _rising(self.items_by_month)

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
        return tuple(sorted(found, key=FACT_DATE, reverse=True))

    @cached_property
    def adoptions_of_months(self) -> Mapping[str, Sequence[Adopted]]:
        """Return the adoptions by month (`2026-09`), both oldest first."""
        return _rising(by_month(self.adoptions, FACT_DATE))

    @cached_property
    def adoptions_by_publication(self) -> Mapping[str, Sequence[Adopted]]:
        """Return each publication's adoptions, newest first."""
        return _grouped((each.fact.publication, each) for each in self.adoptions)

    @cached_property
    def endorsements(self) -> tuple[Endorsed, ...]:
        """Return all endorsements, newest first."""
        found = [Endorsed(item, fact) for item in self.items for fact in item.endorsements]
        return tuple(sorted(found, key=FACT_DATE, reverse=True))

    @cached_property
    def endorsements_by_year(self) -> Mapping[str, Sequence[Endorsed]]:
        """Return the endorsements of each year, both oldest first."""
        return _grouped((f"{each.fact.date:%Y}", each) for each in reversed(self.endorsements))

    @cached_property
    def endorsements_by_leader(self) -> Mapping[str, Sequence[Endorsed]]:
        """Return each leader's endorsements, newest first."""
        return _grouped((each.fact.leader, each) for each in self.endorsements)

    # --- ledger --------------------------------------------------------------------------------

    @cached_property
    def _entries(self) -> _Entries:
        """Return the told lines under the names by which pages ask for them, in one pass."""
        made = _Entries()
        for name, ledger in self.snapshot.ledgers.items():
            main = name == self.main
            for entry in ledger.entries:
                if entry.rule is None and not main:
                    continue  # a side score says that it has no rule: not worth reading
                if entry.person is not None:
                    made.people[name, entry.person].append(entry)
                    continue
                made.units[name, entry.unit].append(entry)
                if entry.item is not None:
                    made.items[entry.item].append(entry)
                if entry.rule is not None:
                    made.rules[entry.rule.source].append(entry)
        return made

    @property
    def entries_by_item(self) -> Mapping[str, Sequence[Entry]]:
        """Return the units' lines that each item gave, all scores, in ledger order.

        In the main score a line without a rule is among them: it explains a 0.
        """
        return self._entries.items

    @property
    def entries_by_unit(self) -> Mapping[tuple[str, str], Sequence[Entry]]:
        """Return the lines of each (score, unit), by date."""
        return self._entries.units

    @property
    def entries_by_person(self) -> Mapping[tuple[str, str], Sequence[Entry]]:
        """Return the lines of each (score, person), by date."""
        return self._entries.people

    @property
    def entries_by_rule(self) -> Mapping[Source, Sequence[Entry]]:
        """Return the units' lines that each rule gave, by the rule's own place."""
        return self._entries.rules

    @cached_property
    def entries_by_assignment(self) -> Mapping[str, Sequence[Entry]]:
        """Return the units' lines that each assignment gave."""
        files = {each.source.path: each for each in self.corpus.assignments.values()}
        answered = answered_by(self.corpus)
        made: dict[str, list[Entry]] = defaultdict(list)
        for ledger in self.snapshot.ledgers.values():
            for entry in ledger.units():
                if (asked := files.get(entry.fact.path)) is not None:
                    made[asked.id].append(entry)
                elif entry.section is Section.ASSIGNMENT:
                    for name in answered.get(entry.item or "", ()):
                        asked = self.corpus.assignments[name]
                        if entry.detail[0].startswith(f"{asked.kind.label}《{asked.title}》"):
                            made[name].append(entry)
        return made

    # --- assignments ---------------------------------------------------------------------------

    @cached_property
    def states(self) -> tuple[State, ...]:
        """Return how every unit stands with every assignment, the gravest light first."""
        return board(self.corpus, self.as_of)

    @cached_property
    def states_by_assignment(self) -> Mapping[str, Sequence[State]]:
        """Return the states of each assignment, the gravest first."""
        return _grouped((each.assignment, each) for each in self.states)

    @cached_property
    def states_by_unit(self) -> Mapping[str, Sequence[State]]:
        """Return the states of each unit, the gravest first."""
        return _grouped((each.unit, each) for each in self.states if each.unit is not None)

    def dated(self, first: date, last: date) -> list[Entry]:
        """Return all lines dated in these days, one score after the other."""
        found: list[Entry] = []
        for ledger in self.snapshot.ledgers.values():
            start = bisect_left(ledger.entries, first, key=DATE)
            found += ledger.entries[start : bisect_right(ledger.entries, last, key=DATE)]
        return found

    def counted(self, table: RankTable, subject: str) -> list[Entry]:
        """Return the lines behind a unit's row: its own and those of units it stands for."""
        return sorted(self.counting(table, subject), key=DATE)

    def counting(self, table: RankTable, subject: str) -> Iterator[Entry]:
        """Yield the lines behind a unit's row, one unit after the other."""
        score, period = table.key.score, table.key.period
        for name in (subject, *self.stood_for(table, subject)):
            for entry in self.account(Ranked.UNIT, score, name, period.start, period.end):
                if counts_in(entry, period):
                    yield entry

    def stood_for(self, table: RankTable, subject: str) -> list[str]:
        """Return the renamed and merged units whose points the row holds (沿革)."""
        day = min(table.key.period.end, self.as_of)
        moved = (unit.id for unit in self.corpus.units.values() if unit.lineage is not None)
        return [
            name
            for name in moved
            if name != subject and successor(self.corpus, name, day, table.rulebook) == subject
        ]

    def account(
        self, ranked: Ranked, score: str, name: str, first: date, last: date
    ) -> Sequence[Entry]:
        """Return a unit's or person's lines of a score dated in these days, by date."""
        held = self.entries_by_unit if ranked is Ranked.UNIT else self.entries_by_person
        entries = held.get((score, name), ())
        start = bisect_left(entries, first, key=DATE)
        return entries[start : bisect_right(entries, last, key=DATE)]

    @cached_property
    def accounts(self) -> Mapping[Ranked, Mapping[str, Sequence[int]]]:
        """Return the years, newest first, in which each unit and person has sent or scored."""
        sent = {Ranked.UNIT: self.items_by_unit, Ranked.PERSON: self.items_by_person}
        return {
            ranked: {
                name: _years(items_of.get(name, ()), self.marks.accounts[ranked].get(name, ()))
                for name in dict.fromkeys((*items_of, *self.marks.accounts[ranked]))
            }
            for ranked, items_of in sent.items()
        }

    def unit_years(self, name: str) -> Sequence[int]:
        """Return the years of which a unit has an account."""
        return self.accounts[Ranked.UNIT].get(name, ())

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

    def competing(self, key: TableKey) -> bool:
        """Return whether a table ranks: units without a group beside groups are only listed."""
        return key.group is not None or len(self.tables[key.score, key.period, key.ranked]) == 1

    def placed(self, score: str, period: Period, unit: str) -> bool:
        """Return whether a unit's row in a period carries a rank."""
        return any(
            row.subject == unit
            for table in self.tables.get((score, period, Ranked.UNIT), ())
            if self.competing(table.key)
            for row in table.rows
        )

    def preceded(self, score: str, period: Period, ranked: Ranked = Ranked.UNIT) -> bool:
        """Return whether there is a period before this one that a rank can have changed since."""
        return (score, period.previous(), ranked) in self.tables

    def standing(self, score: str, ranked: Ranked, subject: str, period: Period) -> Standing | None:
        """Return a subject's row in a period, or None where it has none."""
        return self.standings.get((score, ranked, subject), {}).get(period)

    @cached_property
    def honours(self) -> tuple[Honour, ...]:
        """Return the honours of all scores, each once."""
        found = (h for done in self.snapshot.results.values() for h in done.honours)
        return tuple({(h.source, h.year, h.name, h.to): h for h in found}.values())

    def honours_of(self, subject: str) -> list[Honour]:
        """Return what a unit or person has been given."""
        return [honour for honour in self.honours if honour.to == subject and not honour.vetoed]


def by_month(newest: Iterable[Value], day: Callable[[Value], date]) -> dict[Period, list[Value]]:
    """Return what comes newest first by month, in the order given."""
    made: dict[Period, list[Value]] = {}
    for when, held in groupby(newest, key=day):
        made.setdefault(period_of(when, PeriodKind.MONTH), []).extend(held)
    return made


def _rising(months: Mapping[Period, Sequence[Value]]) -> Mapping[str, Sequence[Value]]:
    """Return months that come newest first by name (`2026-09`), they and what they hold rising."""
    return {f"{m.start.year:04}-{m.start.month:02}": months[m][::-1] for m in sorted(months)}


def _years(items: Iterable[Item], months: Iterable[int]) -> Sequence[int]:
    """Return the years of items and of months by number, newest first."""
    found = {item.date.year for item in items} | {(month - 1) // 12 for month in months}
    return sorted(found, reverse=True)


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    """Return the values of each key, both in the order given."""
    made: dict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        made[key].append(value)
    return dict(made)
