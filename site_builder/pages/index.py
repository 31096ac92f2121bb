"""Views of a snapshot that many pages share, each made once: no page joins tables of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, wraps
from operator import attrgetter
from typing import Any, Final, TypeVar, TypeVarTuple

import msgspec

from scoring.assignments.board import State, board
from scoring.conditions import Section
from scoring.engine import words
from scoring.explain import sentence
from scoring.ledger import Entry, counts_in
from scoring.lineage import successor
from scoring.model import Adopted, Endorsed, Item
from scoring.outline import Trait, having
from scoring.periods import Period, PeriodKind, parse_period, period_of
from scoring.postings import Days, Given
from scoring.results import Honour, Ranked, RankTable, Standing, TableKey
from site_builder.pages.earlier import Kept
from site_builder.pages.folders import Folders
from site_builder.pages.gists import month_number, newest_first
from site_builder.pages.marks import Marks
from site_builder.pages.places import Places
from site_builder.snapshot import Snapshot

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
Sums = Mapping[Section, Sequence[Given]]
Names = TypeVarTuple("Names")
_READ: Final = msgspec.msgpack.Decoder(list[str]).decode
_ENCODE: Final = msgspec.msgpack.Encoder().encode

RANKED_KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR)


DATE: Callable[[Any], date] = attrgetter("date")
"""The day of an item or a ledger line; `FACT_DATE` that of what befell an item."""
FACT_DATE: Callable[[Any], date] = attrgetter("fact.date")


class Views(Places):
    """Indexes over one snapshot, made when first asked for."""

    def __init__(self, snapshot: Snapshot, kept: Kept | None = None) -> None:
        """Keep the snapshot and what keeps earlier work; nothing is computed yet."""
        super().__init__(snapshot)
        self.folders = Folders(snapshot, kept)
        self.as_of = snapshot.as_of
        self.scores = tuple(snapshot.results)
        self.main = self.scores[0] if self.scores else ""
        self.marks = Marks(snapshot, self.folders)
        self._months: dict[int, Sequence[Item]] = {}
        self._adopted: dict[str, Sequence[Adopted]] = {}
        self._sent: dict[int, Mapping[str, Sequence[Item]]] = {}
        self._sums: dict[tuple[str, Period], Mapping[str, Sums]] = {}
        self._standings: dict[tuple[str, Period, Ranked], Mapping[str, Standing]] = {}
        self.made: dict[object, Any] = {}
        """What families of pages make `once`, or have of what is made `latest`."""

    def close(self) -> None:
        """Let go of all: nobody asks again, and whoever still holds the views holds nothing.

        Links, marks and templates refer to each other in circles: a preview, which stays, would
        hold the whole of an earlier edit until the collector comes.
        """
        for part in (self.marks, self.folders, self):
            vars(part).clear()

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

    def newest(self, most: int) -> list[Item]:
        """Return the newest items, newest first; others are not looked at."""
        return [self.corpus.items[name] for name in self.folders.newest(most)]

    def items_of(self, month: int) -> Sequence[Item]:
        """Return the items of a month by `month_number`, newest first; others are not looked at."""
        found = self._months.get(month)
        if found is None:
            found = self._months[month] = self.folders.of_month(month)
        return found

    def sent(self, ranked: Ranked, name: str, month: int) -> Sequence[Item]:
        """Return what a unit sent or a person wrote in a month by `month_number`, newest first."""
        if ranked is Ranked.PERSON:
            held = self.folders.people.get(name, {}).get(month, ())
            return newest_first(self.corpus.items[key] for some in held for key in some.items)
        found = self._sent.get(month)
        if found is None:
            items = self.items_of(month)
            found = _grouped((share.unit, item) for item in items for share in item.units)
            self._sent[month] = found
        return found.get(name, ())

    def written(self, person: str) -> int:
        """Return how many items a person wrote."""
        months = self.folders.people.get(person, {})
        return sum(some.number for held in months.values() for some in held)

    # --- adoptions and endorsements ----------------------------------------------------------

    def adoptions_of(self, month: int) -> list[Adopted]:
        """Return the adoptions of a month by `month_number`, newest first."""
        gists = (gist for gist in self.folders.gists.values() if month in gist.adopted)
        items = newest_first(self.corpus.items[name] for gist in gists for name in gist.facts)
        found = [Adopted(item, fact) for item in items for fact in item.adoptions]
        own = (each for each in found if month_number(each.fact.date) == month)
        return sorted(own, key=FACT_DATE, reverse=True)

    def endorsements_of(self, year: int) -> list[Endorsed]:
        """Return the endorsements of a year, newest first."""
        return [each for each in self.endorsements if each.fact.date.year == year]

    def adoptions_by(self, publication: str) -> Sequence[Adopted]:
        """Return a publication's adoptions, newest first."""
        found = self._adopted.get(publication)
        if found is None:
            items = self.folders.of_publication(publication)
            each = (Adopted(item, fact) for item in items for fact in item.adoptions)
            own = (one for one in each if one.fact.publication == publication)
            found = self._adopted[publication] = sorted(own, key=FACT_DATE, reverse=True)
        return found

    @cached_property
    def endorsements(self) -> tuple[Endorsed, ...]:
        """Return all endorsements, newest first."""
        items = newest_first(having(self.corpus.items, Trait.ENDORSEMENTS))
        found = [Endorsed(item, fact) for item in items for fact in item.endorsements]
        return tuple(sorted(found, key=FACT_DATE, reverse=True))

    @cached_property
    def endorsements_by_leader(self) -> Mapping[str, Sequence[Endorsed]]:
        """Return each leader's endorsements, newest first."""
        return _grouped((each.fact.leader, each) for each in self.endorsements)

    # --- ledger --------------------------------------------------------------------------------

    def entries_of_item(self, item: str) -> list[Entry]:
        """Return the units' lines that an item gave, all scores, in ledger order.

        In the main score a line without a rule is among them: it explains a 0.
        """
        return [
            entry
            for score, ledger in self.snapshot.ledgers.items()
            for entry in ledger.of_item(item)
            if entry.person is None and self._told(score, entry)
        ]

    def account(self, ranked: Ranked, score: str, name: str, days: Days) -> list[Entry]:
        """Return a unit's own lines, or a person's, of a score dated in these days, by date."""
        ledger = self.snapshot.ledgers[score]
        of = ledger.of_unit if ranked is Ranked.UNIT else ledger.of_person
        return [entry for entry in of(name, days) if self._told(score, entry)]

    def _told(self, score: str, entry: Entry) -> bool:
        """Return whether a line is shown: a side score that it has no rule is not worth reading."""
        return entry.rule is not None or score == self.main

    @cached_property
    def entries_by_assignment(self) -> Mapping[str, Sequence[Entry]]:
        """Return the units' lines that each assignment gave."""
        files = {each.source.path: each for each in self.corpus.assignments.values()}
        answered = self.folders.answered
        made: dict[str, list[Entry]] = defaultdict(list)
        for ledger in self.snapshot.ledgers.values():
            for entry in ledger.rest:  # what items give is not an assignment's
                if entry.person is not None:
                    continue
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
        return board(self.folders.asked, self.as_of)

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
            found += ledger.dated(first, last)
        return found

    def counted(self, table: RankTable, subject: str) -> list[Entry]:
        """Return the lines behind a unit's row: its own and those of units it stands for."""
        key = table.key
        days = Days(key.period.start, key.period.end)
        found = (
            entry
            for name in (subject, *self.stood_for(table, subject))
            for entry in self.account(Ranked.UNIT, key.score, name, days)
            if counts_in(entry, key.period)
        )
        return sorted(found, key=DATE)

    def sums(self, score: str, period: Period) -> Mapping[str, Sums]:
        """Return the shown lines and points of each unit in a period, by section."""
        made = self._sums.get((score, period))
        if made is None:
            ledger = self.snapshot.ledgers[score]
            made = ledger.sums(period, ruled=score != self.main)
            self._sums[score, period] = made
        return made

    def stood_for(self, table: RankTable, subject: str) -> list[str]:
        """Return the renamed and merged units whose points the row holds (沿革)."""
        day = min(table.key.period.end, self.as_of)
        moved = (unit.id for unit in self.corpus.units.values() if unit.lineage is not None)
        return [
            name
            for name in moved
            if name != subject and successor(self.corpus, name, day, table.rulebook) == subject
        ]

    @cached_property
    def accounts(self) -> Mapping[Ranked, Mapping[str, Sequence[int]]]:
        """Return the years, newest first, in which each unit and person has sent or scored."""
        sent = {Ranked.UNIT: self.folders.units, Ranked.PERSON: self.folders.people}
        return {
            ranked: {
                name: _years(months.get(name, ()), self.marks.accounts[ranked].get(name, ()))
                for name in dict.fromkeys((*months, *self.marks.accounts[ranked]))
            }
            for ranked, months in sent.items()
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
        written = self.folders.earlier.recalled(
            "marks/periods", self.marks.stated, _READ, _ENCODE, self._ranked
        )
        found = [period for each in written if (period := parse_period(each)) is not None]
        return {
            kind: sorted((p for p in found if p.kind is kind), reverse=True)
            for kind in RANKED_KINDS
        }

    def _ranked(self) -> list[str]:
        every = (key.period for done in self.snapshot.results.values() for key in done.tables)
        return [period.id for period in dict.fromkeys(every)]

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
        return self.rows(score, ranked, period).get(subject)

    def rows(self, score: str, ranked: Ranked, period: Period) -> Mapping[str, Standing]:
        """Return the rows of a period by subject."""
        key = score, period, ranked
        made = self._standings.get(key)
        if made is None:
            tables = self.tables.get(key, ())
            made = {row.subject: row for table in tables for row in table.rows}
            self._standings[key] = made
        return made

    @cached_property
    def honours(self) -> tuple[Honour, ...]:
        """Return the honours of all scores, each once."""
        found = (h for done in self.snapshot.results.values() for h in done.honours)
        return tuple({(h.source, h.year, h.name, h.to): h for h in found}.values())

    def honours_of(self, subject: str) -> list[Honour]:
        """Return what a unit or person has been given."""
        return [honour for honour in self.honours if honour.to == subject and not honour.vetoed]


def once(make: Callable[[Views, *Names], Value]) -> Callable[[Views, *Names], Value]:
    """Have something made once of the views and some names; it goes when they are closed."""

    @wraps(make)
    def found(views: Views, *names: *Names) -> Value:
        key = make, names
        if key not in views.made:
            views.made[key] = make(views, *names)
        value: Value = views.made[key]
        return value

    return found


def latest(make: Callable[[Views, *Names], Value]) -> Callable[[Views, *Names], Value]:
    """Have what was made of the views and some names at hand until other names are given."""

    @wraps(make)
    def found(views: Views, *names: *Names) -> Value:
        known = views.made.get(make)
        if known is None or known[0] != names:
            known = views.made[make] = names, make(views, *names)
        value: Value = known[1]
        return value

    return found


def _years(*months: Iterable[int]) -> Sequence[int]:
    """Return the years of months by number, newest first."""
    return sorted({(month - 1) // 12 for some in months for month in some}, reverse=True)


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    """Return the values of each key, both in the order given."""
    made: dict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        made[key].append(value)
    return dict(made)
