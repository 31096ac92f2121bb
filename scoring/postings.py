"""记账: postings, out of which ledger lines are made when somebody asks for them.

Most facts are like thousands before them: what they give is a `Line`, which they share. A posting
ties a line to its fact and day; a million adoptions are a million postings in three columns, and
no ledger line exists before it is wanted (`scoring.ledger`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple, Protocol, TypeVar

from scoring.conditions import Section
from scoring.findings import Source
from scoring.model import Adoption, Endorsement, Forwarding, Item
from scoring.periods import PeriodKind
from scoring.points import Points, many, total
from scoring.rulebook import Rulebook
from scoring.rules import Rule

Key = TypeVar("Key")

Fact = Item | Adoption | Forwarding | Endorsement
_FACTS: Mapping[Section, Callable[[Item], Sequence[Fact]]] = {
    Section.ADOPTION: attrgetter("adoptions"),
    Section.SUBMISSION: lambda item: (item,),
    Section.FORWARDING: attrgetter("forwardings"),
    Section.ENDORSEMENT: attrgetter("endorsements"),
}
ITEM_SECTIONS = tuple(_FACTS)
"""The sections of steps 1 to 5, what items give, in order; no other step writes in them."""
_BEGIN = attrgetter("begin")
_DAY = attrgetter("day")


class Days(NamedTuple):
    """From one day to another, both included; all there are where nothing else is said."""

    first: date = date.min
    last: date = date.max


EVER = Days()


class Row(NamedTuple):
    """What one ledger line says, before it is tied to a fact and a day."""

    unit: str
    person: str | None
    points: Points
    rule: Rule | None
    detail: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """The rows that one fact gives under a rulebook; equal facts share one line."""

    rows: tuple[Row, ...]
    """Each row of a unit, followed by those of its people."""
    weight: Points
    """What the rule gives before it is divided, 系数 included: what 取最高 compares."""
    rulebook: Rulebook


class Given(NamedTuple):
    """What a rule gave the units, all in all; their people's lines are not counted again."""

    lines: int
    points: Points


def together(given: Sequence[Given]) -> Given:
    """Return the sums."""
    return Given(sum(one.lines for one in given), total(one.points for one in given))


class Sheet(NamedTuple):
    """The postings of one day and section: `begin` to `end` (not included) of a part's columns."""

    day: date
    section: Section
    begin: int
    end: int


class Posting(NamedTuple):
    """What one fact of an item gives: all rows of `line`, on that day."""

    day: date
    section: Section
    span: PeriodKind
    """The shortest period in which it counts; for what items give always the shortest there is."""
    line: Line
    rulebook: Rulebook
    fact: Source
    item: str
    place: int
    """Which of the item's adoptions, forwardings or endorsements it is; 0 for the item itself."""


class Columns(NamedTuple):
    """The postings of a part: sheet after sheet by day and section, in each items by id.

    The facts of an item follow one another as they are written. `lines`, `owners` and `places`
    are of equal length.
    """

    lines: Sequence[Line]
    owners: Sequence[str]
    """The item of each posting."""
    places: Sequence[int]
    """As `Posting.place`."""


class Lump(NamedTuple):
    """The sum of a unit's points in one section, of all that is taken away or of all else."""

    section: Section
    points: Points
    rule: None = None
    """No rule: there were many."""


class Sums(NamedTuple):
    """What was given in each stretch of days (`scoring.engine.wanted`), by its first day."""

    units: Mapping[date, Mapping[str, tuple[Lump, ...]]]
    people: Mapping[date, Mapping[str, Points]]
    """Empty where no rulebook wants to know."""


Weights = tuple[tuple[str, int, int], ...]
"""For which units or people something sent or adopted counts, and how much: a fraction's two whole
numbers, which are compared and added a good deal faster."""


class Count(NamedTuple):
    """So many items alike: in which stretches they were sent or adopted, and for whom."""

    when: tuple[tuple[date, Weights], ...]
    """One for each sending or adoption."""
    number: int


Counts = tuple[tuple[Count, ...], ...]
"""What is counted for each question that the rulebooks ask of items."""


class Held(Protocol):
    """Where a part has its contents from: just found out, or kept from before."""

    def sheets(self) -> tuple[Sheet, ...]:
        """Return where in the columns the postings of each day and section stand, in order."""

    def columns(self) -> Columns:
        """Return the postings."""

    def sums(self) -> Sums:
        """Return the sums of their points."""

    def counts(self) -> Counts:
        """Return what was sent and adopted."""


@dataclass(frozen=True, eq=False)
class Part:
    """What some items give: steps 1 to 5, and what the later steps must know of them.

    Parts of one ledger have no item in common. Whatever is not asked for is never made.
    """

    mark: str
    """Stands for all that the part follows from; empty where that is not known."""
    items: tuple[str, ...]
    """Ids of the items it was made of, sorted; also of those that give nothing."""
    known: Mapping[str, Item]
    """The corpus's items, where the facts of postings are found."""
    used: frozenset[tuple[str, str]]
    """(item, clause) of the judgements that a rule has taken up as its value."""
    charged: tuple[str, ...]
    """Those of the items that have faults or judgements of their own, sorted."""
    held: Held

    @cached_property
    def columns(self) -> Columns:
        """Return the postings, column by column."""
        return self.held.columns()

    @cached_property
    def sums(self) -> Sums:
        """Return what was given in each stretch of days that the rulebooks speak of."""
        return self.held.sums()

    @cached_property
    def counts(self) -> Counts:
        """Return what was sent and adopted, question by question."""
        return self.held.counts()

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """Return where in the columns the postings of each day and section stand, in order."""
        return self.held.sheets()

    @property
    def lines(self) -> Sequence[Line]:
        """Return the line of each posting."""
        return self.columns.lines

    @property
    def owners(self) -> Sequence[str]:
        """Return the item of each posting."""
        return self.columns.owners

    @property
    def places(self) -> Sequence[int]:
        """Return which of its item's facts of the section each posting is for."""
        return self.columns.places

    def __len__(self) -> int:
        """Return the number of postings."""
        return self.sheets[-1].end if self.sheets else 0

    def __iter__(self) -> Iterator[Posting]:
        """Yield all postings by day and section, then by item as its facts are written."""
        lines, owners, places = self.columns
        for day, section, begin, end in self.sheets:
            for number in range(begin, end):
                line, owner, place = lines[number], owners[number], places[number]
                fact = _FACTS[section](self.known[owner])[place].source
                yield Posting(
                    day, section, PeriodKind.WEEK, line, line.rulebook, fact, owner, place
                )

    @property
    def whole(self) -> Run:
        """Return all postings."""
        return Run(self, range(len(self)))

    def dated(self, first: date, last: date) -> Run:
        """Return the postings from one day to another, both included."""
        return Run(self, self.within(Days(first, last)))

    def rows(self, within: range) -> Iterator[tuple[Section, Row, int]]:
        """Yield the rows of some postings, by number, and how often a section has each."""
        lines = self.lines
        found = defaultdict[Section, Counter[Line]](Counter)
        for _, section, begin, end in self.sheets:
            if begin < within.stop and end > within.start:
                found[section].update(lines[max(begin, within.start) : min(end, within.stop)])
        for section, counter in found.items():
            for line, number in counter.items():
                for row in line.rows:
                    yield section, row, number

    def of_unit(self, unit: str, within: range) -> Run:
        """Return the rows of a unit itself in some postings, by number."""
        numbers = _cut(self._numbers_by_unit.get(unit, ()), within)
        return Run(self, numbers, lambda row: row.person is None and row.unit == unit)

    def of_person(self, person: str, within: range) -> Run:
        """Return the rows of a person in some postings, by number."""
        numbers = _cut(self._numbers_by_person.get(person, ()), within)
        return Run(self, numbers, lambda row: row.person == person)

    def of_rule(self, rule: Source, within: range) -> Run:
        """Return the rows of the rule at a place in some postings, by number."""
        numbers = _cut(self._numbers_by_rule.get(rule, ()), within)
        return Run(self, numbers, lambda row: row.rule is not None and row.rule.source == rule)

    def newest(self, rule: Source, most: int) -> list[date]:
        """Return the last days on which a rule gave units something, one for each posting."""
        return [self.sheet(n).day for n in self._numbers_by_rule.get(rule, ())[-most:]]

    def within(self, days: Days) -> range:
        """Return the numbers of the postings of some days."""
        sheets = self.sheets
        begin = bisect_left(sheets, days.first, key=_DAY)
        end = bisect_right(sheets, days.last, begin, key=_DAY)
        return range(sheets[begin].begin, sheets[end - 1].end) if begin < end else range(0)

    def of_item(self, item: str) -> Run:
        """Return the postings of an item; none of another part's."""
        return Run(self, self._numbers_by_item.get(item, ()))

    def sheet(self, number: int) -> Sheet:
        """Return day and section of a posting, with where the others of that sheet stand."""
        return self.sheets[bisect_right(self._begins, number) - 1]

    @cached_property
    def _begins(self) -> Sequence[int]:
        return [sheet.begin for sheet in self.sheets]

    @cached_property
    def _numbers_by_line(self) -> Mapping[Line, Sequence[int]]:
        return _places(self.lines)

    @cached_property
    def _numbers_by_item(self) -> Mapping[str, Sequence[int]]:
        return _places(self.columns.owners)

    @cached_property
    def _numbers_by_unit(self) -> Mapping[str, Sequence[int]]:
        """Return the postings with a row of the unit itself, not of its people."""
        return self._numbers_by(lambda row: row.unit if row.person is None else None)

    @cached_property
    def _numbers_by_person(self) -> Mapping[str, Sequence[int]]:
        return self._numbers_by(lambda row: row.person)

    @cached_property
    def _numbers_by_rule(self) -> Mapping[Source, Sequence[int]]:
        return self._numbers_by(lambda row: None if row.rule is None else row.rule.source)

    def _numbers_by(self, key: Callable[[Row], Key | None]) -> Mapping[Key, Sequence[int]]:
        """Return the numbers of the postings, rising, with a row of each name."""
        found = defaultdict[Key, list[int]](list)
        for line, numbers in self._numbers_by_line.items():
            for name in {key(row): None for row in line.rows}:
                if name is not None:
                    found[name] += numbers
        for rising in found.values():
            rising.sort()
        return found

    @cached_property
    def given(self) -> Mapping[Source, Given]:
        """Return what each rule gave the units, by the rule's own place."""
        found = defaultdict[Source, list[Given]](list)
        for _, row, number in self.rows(range(len(self))):
            if row.rule is not None and row.person is None:
                found[row.rule.source].append(Given(number, many(row.points, number)))
        return {rule: together(given) for rule, given in found.items()}


class Run(NamedTuple):
    """Some postings of a part."""

    part: Part
    numbers: Sequence[int]
    """Indexes of the part's columns, rising."""
    wanted: Callable[[Row], bool] | None = None
    """Which of their rows are meant; None for all."""


def facts_of(section: Section) -> Callable[[Item], Sequence[Fact]]:
    """Return what finds the facts of an item that write in a section; for 报送 the item itself."""
    return _FACTS[section]


def _cut(rising: Sequence[int], within: range) -> Sequence[int]:
    """Return those of rising numbers that lie within."""
    begin = bisect_left(rising, within.start)
    return rising[begin : bisect_left(rising, within.stop, begin)]


def _places(column: Sequence[Key]) -> Mapping[Key, Sequence[int]]:
    """Return where in a column each value stands."""
    found = defaultdict[Key, list[int]](list)
    for number, value in enumerate(column):
        found[value].append(number)
    return found
