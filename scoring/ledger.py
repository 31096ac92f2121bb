"""记分: the ledger. A point exists only as an entry; totals, ranks and notices are sums over it.

A computed ledger holds postings (`scoring.postings`); its entries are made of them when they are
asked for, all of them or only those of a unit, a person, an item, a rule or some days.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from operator import attrgetter, itemgetter
from typing import NamedTuple, TypeVar

from scoring.conditions import Section
from scoring.findings import Source
from scoring.periods import Period, PeriodKind, periods_between
from scoring.points import Points, many, total
from scoring.postings import EVER, ITEM_SECTIONS, Days, Given, Part, Run, facts_of, together
from scoring.results import QuotaState
from scoring.rulebook import Rulebook
from scoring.rules import Rule

Key = TypeVar("Key")
_DAY = attrgetter("date")
_UNITS = itemgetter(0, 1)
_ORDER = {section: number for number, section in enumerate(Section)}
_GIVING = frozenset(ITEM_SECTIONS)


class Entry(NamedTuple):
    """One ledger line.

    `person` is None on a unit's line. A person's line repeats his part of his unit's points: sum
    units over lines without a person, people over lines with one, never both together.
    """

    date: date
    unit: str
    person: str | None
    points: Points
    section: Section
    rule: Rule | None
    """None only where no rule speaks (an adoption that no rule scores): points are then 0."""
    rulebook: Rulebook
    fact: Source
    """The line of the adoption, endorsement, fault … ; for period entries the rule's own line."""
    item: str | None
    span: PeriodKind
    """The shortest period in which the entry counts (see `scoring.rulebook`)."""
    detail: tuple[str, ...]
    """What `scoring.explain.sentence` needs besides the rule: words, counts, shares, as text."""


class Written(NamedTuple):
    """What steps 6 to 8 wrote."""

    entries: tuple[Entry, ...]
    quotas: tuple[QuotaState, ...]


@dataclass(frozen=True, eq=False)
class Ledger:
    """All entries of one score, in total order.

    By date, unit, section, then in the order of writing: items by id with their facts as
    written, other facts by day and place; a unit's line is followed by its people's.
    """

    score: str
    rest: tuple[Entry, ...]
    """What steps 6 to 8 wrote, in total order; all entries of a ledger that was not computed."""
    as_of: date | None = None
    """The day up to which facts count; None on a ledger that was not computed."""
    quotas: tuple[QuotaState, ...] = ()
    """How far everybody was with every quota on that day."""
    parts: tuple[Part, ...] = ()
    """What items give: steps 1 to 5."""

    def __eq__(self, other: object) -> bool:
        """Return whether the other has the same entries, however they are held."""
        if not isinstance(other, Ledger):
            return NotImplemented
        one, two = ((each.score, each.as_of, each.quotas) for each in (self, other))
        return one == two and self.entries == other.entries

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Return all entries in total order, made when first asked for."""
        if not self.parts:
            return self.rest
        return tuple(in_order((part.whole for part in self.parts), self.rest))

    def units(self) -> Iterator[Entry]:
        """Yield the units' lines."""
        return (entry for entry in self.entries if entry.person is None)

    def people(self) -> Iterator[Entry]:
        """Yield the people's lines."""
        return (entry for entry in self.entries if entry.person is not None)

    def of_unit(self, unit: str, days: Days = EVER) -> tuple[Entry, ...]:
        """Return the lines of a unit, not of its people, in total order."""
        runs = (part.of_unit(unit, within) for part, within in self._within(days))
        return tuple(in_order(runs, _dated(self._by_unit.get(unit, ()), days)))

    def of_person(self, person: str, days: Days = EVER) -> tuple[Entry, ...]:
        """Return the lines of a person, in total order."""
        runs = (part.of_person(person, within) for part, within in self._within(days))
        return tuple(in_order(runs, _dated(self._by_person.get(person, ()), days)))

    def of_item(self, item: str) -> tuple[Entry, ...]:
        """Return all lines, the people's among them, of an item, in total order."""
        part = self._part_of.get(item)
        runs = () if part is None else (part.of_item(item),)
        return tuple(in_order(runs, self._by_item.get(item, ())))

    def of_rule(self, rule: Source, days: Days = EVER) -> tuple[Entry, ...]:
        """Return all lines, the people's among them, that the rule at a place gave, in total order.
        """
        runs = (part.of_rule(rule, within) for part, within in self._within(days))
        return tuple(in_order(runs, _dated(self._by_rule.get(rule, ()), days)))

    def given(self, rule: Source) -> Given:
        """Return what the rule at a place gave the units."""
        rest = [entry.points for entry in self._by_rule.get(rule, ()) if entry.person is None]
        found = [part.given[rule] for part in self.parts if rule in part.given]
        return together([*found, Given(len(rest), total(rest))])

    def newest(self, rule: Source, most: int) -> list[Entry]:
        """Return the last units' lines that the rule at a place gave, the newest first.

        Those of one day in total order.
        """
        days = [day for part in self.parts for day in part.newest(rule, most)]
        days += [entry.date for entry in self._by_rule.get(rule, ()) if entry.person is None]
        since = sorted(days)[-most:][:1]
        found = [e for day in since for e in self.of_rule(rule, Days(day)) if e.person is None]
        return sorted(found, key=_DAY, reverse=True)[:most]

    def dated(self, first: date, last: date) -> tuple[Entry, ...]:
        """Return all lines from one day to another, both included, in total order."""
        runs = (part.dated(first, last) for part in self.parts)
        rest = _dated(self.rest, Days(first, last))
        return tuple(in_order(runs, rest))

    def sums(
        self, period: Period, *, ruled: bool
    ) -> Mapping[str, Mapping[Section, Sequence[Given]]]:
        """Return what counts in a period for each unit itself, by section, to be added up.

        With `ruled`, lines without a rule are left out.
        """
        found = defaultdict[str, defaultdict[Section, list[Given]]](lambda: defaultdict(list))
        for month in periods_between(period.start, period.end, PeriodKind.MONTH):
            for (unit, section), given in self._given_in(month, ruled).items():
                found[unit][section].append(given)
        for entry in _dated(self.rest, Days(period.start, period.end)):
            told = entry.person is None and (entry.rule is not None or not ruled)
            if told and counts_in(entry, period):
                found[entry.unit][entry.section].append(Given(1, entry.points))
        return found

    def _given_in(self, month: Period, ruled: bool) -> Mapping[tuple[str, Section], Given]:
        """Return what items gave each unit in a month, by section."""
        made = self._of_months.get((month, ruled))
        if made is None:
            found = defaultdict[tuple[str, Section], list[Given]](list)
            for part, within in self._within(Days(month.start, month.end)):
                for section, row, number in part.rows(within):
                    if row.person is None and (row.rule is not None or not ruled):
                        found[row.unit, section].append(Given(number, many(row.points, number)))
            made = {key: together(given) for key, given in found.items()}
            self._of_months[month, ruled] = made
        return made

    def _within(self, days: Days) -> Sequence[tuple[Part, range]]:
        """Return the parts with postings of some days, and the numbers of these.

        Everybody is asked for the same months, of which most parts have nothing.
        """
        found = self._of_days.get(days)
        if found is None:
            held = ((part, part.within(days)) for part in self.parts)
            found = self._of_days[days] = [(part, within) for part, within in held if within]
        return found

    @cached_property
    def _of_days(self) -> dict[Days, Sequence[tuple[Part, range]]]:
        return {}

    @cached_property
    def _of_months(self) -> dict[tuple[Period, bool], Mapping[tuple[str, Section], Given]]:
        return {}

    @cached_property
    def _part_of(self) -> Mapping[str, Part]:
        return {item: part for part in self.parts for item in part.items}

    @cached_property
    def _by_unit(self) -> Mapping[str | None, Sequence[Entry]]:
        return _grouped(self.rest, lambda entry: None if entry.person else entry.unit)

    @cached_property
    def _by_person(self) -> Mapping[str | None, Sequence[Entry]]:
        return _grouped(self.rest, lambda entry: entry.person)

    @cached_property
    def _by_item(self) -> Mapping[str | None, Sequence[Entry]]:
        return _grouped(self.rest, lambda entry: entry.item)

    @cached_property
    def _by_rule(self) -> Mapping[Source | None, Sequence[Entry]]:
        return _grouped(self.rest, lambda entry: None if entry.rule is None else entry.rule.source)


def counts_in(entry: Entry, period: Period) -> bool:
    """Return whether an entry counts in a period: its date lies inside, its span is not longer."""
    return entry.date in period and entry.span.order <= period.kind.order


def sum_of(entries: Iterable[Entry]) -> Points:
    """Return the exact sum of the entries' points."""
    return total(entry.points for entry in entries)


def in_order(runs: Iterable[Run], rest: Iterable[Entry] = ()) -> list[Entry]:
    """Return the entries of postings of several parts, and given ones, in a ledger's total order.

    The given ones are those of later steps, of each day and unit in their own order.
    """
    found = [entry for run in runs for entry in _entries(run)]
    found.sort(key=_place)  # stable: an item, of which only one part knows, has its facts in order
    given = list(rest)
    if given:
        # 作废 takes back after what was given: then a day's lines of a unit go by section.
        back = {entry.date for entry in given if entry.section in _GIVING}
        back.intersection_update([entry.date for entry in found])
        found += given
        found.sort(key=partial(_back, back) if back else _UNITS)
    return found


def _place(entry: Entry) -> tuple[date, str, int, str | None]:
    return entry.date, entry.unit, _ORDER[entry.section], entry.item


def _back(back: Collection[date], entry: Entry) -> tuple[date, str, int]:
    return entry.date, entry.unit, _ORDER[entry.section] if entry.date in back else 0


def _entries(run: Run) -> list[Entry]:
    """Return the entries of some postings by day, section and item, an item's as it tells them."""
    new = tuple.__new__  # a million times: the NamedTuple's own constructor is a slow detour
    week = PeriodKind.WEEK
    made: list[Entry] = []
    part, numbers, wanted = run
    lines, owners, places = part.columns
    known, end = part.known, 0
    for number in numbers:
        if number >= end:
            day, section, _, end = part.sheet(number)
            facts = facts_of(section)
        item, line = owners[number], lines[number]
        fact, book = facts(known[item])[places[number]].source, line.rulebook
        rows = line.rows if wanted is None else filter(wanted, line.rows)
        for unit, person, points, rule, detail in rows:
            told = day, unit, person, points, section, rule, book, fact, item, week, detail
            made.append(new(Entry, told))
    return made


def _dated(entries: Sequence[Entry], days: Days) -> Sequence[Entry]:
    """Return those of entries sorted by date that lie in some days."""
    begin = bisect_left(entries, days.first, key=_DAY)
    return entries[begin : bisect_right(entries, days.last, key=_DAY)]


def _grouped(entries: Iterable[Entry], key: Callable[[Entry], Key]) -> Mapping[Key, list[Entry]]:
    found = defaultdict[Key, list[Entry]](list)
    for entry in entries:
        found[key(entry)].append(entry)
    return found
