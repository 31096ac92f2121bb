"""Marks of ledger lines under the names by which pages ask for them.

A line's mark holds that of the rule that gave it and what is shown with it: with the registries
(`Marks.base`) that is all that any page can know of it. What an item gives tells the item's title
and where its own fact stands, none of the item's other facts: an adoption in July leaves the lines
of June, when the item was sent, as they were. It shows no other items, so its marks are kept beside
the gist. Lines that no items alone give hold all that the items state which they name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from hashlib import blake2b
from typing import Final, NamedTuple

import msgspec

from scoring.conditions import Section
from scoring.ledger import Entry
from scoring.model import Item
from scoring.postings import Fact, Line, Part, Row, facts_of
from site_builder.pages.folders import several
from site_builder.pages.gists import Some, digest, month_number

_SIZE: Final = 16
_TOLD: Final = partial(msgspec.msgpack.encode, enc_hook=repr)
"""Values as bytes that tell where each ends: a mark is made of several, one after another."""


class Lines(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Marks of some ledger lines."""

    units: dict[str, dict[int, Some]]
    """Of units, by unit and month."""
    people: dict[str, dict[int, Some]]
    """Of people, by person and month."""
    untold: dict[int, Some]
    """By month: side scores' lines that no page but the open data shows."""
    items: dict[str, str]
    """Units' lines by the item that gave them, or in whose file their fact is written."""
    files: dict[str, str]
    """Units' lines by the file of their fact, where that is no item's."""
    rulebooks: dict[str, str]
    """Units' lines by the rulebook's id."""
    endorsements: str
    """Units' lines that endorsements gave."""
    together: str
    """Stands for `items`."""


class Held:
    """Marks of some lines, taken when somebody asks for them."""

    def __init__(self, make: Callable[[], Lines]) -> None:
        """Keep how they are taken."""
        self._make = make

    @cached_property
    def lines(self) -> Lines:
        """Return the marks."""
        return self._make()


_DECODER: Final = msgspec.msgpack.Decoder(Lines)


def decoded(data: bytes) -> Lines:
    """Return the marks that were encoded."""
    return _DECODER.decode(data)


def encoded(lines: Lines) -> bytes:
    """Return marks as bytes to keep."""
    return msgspec.msgpack.encode(lines)


class _Head(NamedTuple):
    """A row of a line that many facts share."""

    unit: str
    person: str | None
    told: bool
    """Whether pages show it; the open data shows all."""
    mark: bytes


class _Found:
    """Marks of lines one by one."""

    def __init__(self) -> None:
        self.units: dict[str, dict[int, list[bytes]]] = defaultdict(lambda: defaultdict(list))
        self.people: dict[str, dict[int, list[bytes]]] = defaultdict(lambda: defaultdict(list))
        self.untold: dict[int, list[bytes]] = defaultdict(list)
        self.items: dict[str, list[bytes]] = defaultdict(list)
        self.files: dict[str, list[bytes]] = defaultdict(list)
        self.rulebooks: dict[str, list[bytes]] = defaultdict(list)
        self.endorsements: list[bytes] = []


class Shown:
    """What stands for the items that lines show."""

    def __init__(
        self, facts: Mapping[str, str], of_file: Callable[[str], str | None], main: str
    ) -> None:
        """Keep the marks of items by id and by file, and which score is the main one."""
        self._facts = facts
        self._of_file = of_file
        self._main = main

    def part(self, part: Part) -> Lines:
        """Return the marks of what the items of a part give."""
        made = _Found()
        heads: dict[Line, list[_Head]] = {}
        lines, owners, places = part.columns
        for day, section, begin, end in part.sheets:
            facts = facts_of(section)
            month, when = month_number(day), (day.toordinal(), section.value)
            for number in range(begin, end):
                line, owner = lines[number], owners[number]
                rows = heads.get(line)
                if rows is None:
                    rows = heads[line] = [self._head(line, row) for row in line.rows]
                item = part.known[owner]
                fact = _fact(when, item, facts(item)[places[number]])
                for unit, person, told, head in rows:
                    mark = head + fact
                    if not told:
                        made.untold[month].append(mark)
                    elif person is not None:
                        made.people[person][month].append(mark)
                    else:
                        made.units[unit][month].append(mark)
                        made.rulebooks[line.rulebook.id].append(mark)
                        made.items[owner].append(mark)
                        if section is Section.ENDORSEMENT:
                            made.endorsements.append(mark)
        return _lines(made)

    def _head(self, line: Line, row: Row) -> _Head:
        """Return what stands for all of a row but its fact."""
        book, rule = line.rulebook, row.rule
        place = None if rule is None else rule.source
        said = (book.score, book.id, place, row.unit, row.person, row.points, row.detail)
        told = rule is not None or book.score == self._main
        return _Head(row.unit, row.person, told, _TOLD(said))

    def lines(self, entries: Iterable[Entry]) -> Lines:
        """Return the marks of lines of one score that are in ledger order."""
        made = _Found()
        before: Entry | None = None
        home: str | None = None
        for entry in entries:
            day, unit, person, points, section, rule, book, fact, item, _, _ = entry
            # A person's line follows his unit's: all but the points are mostly the same.
            if before is None or person is None or not _alike(entry, before):
                before = entry
                month = month_number(day)
                home = self._of_file(fact.path)
                what = self._what(entry, home)
            line = what + _TOLD((person, points))
            if rule is None and book.score != self._main:
                made.untold[month].append(line)
            elif person is not None:
                made.people[person][month].append(line)
            else:
                made.units[unit][month].append(line)
                made.rulebooks[book.id].append(line)
                if home is None:
                    made.files[fact.path].append(line)
                elif (name := _id(fact.path)) != item:
                    made.items[name].append(line)
                if item is not None:
                    made.items[item].append(line)
                if section is Section.ENDORSEMENT:
                    made.endorsements.append(line)
        return _lines(made)

    def _what(self, entry: Entry, home: str | None) -> bytes:
        """Return what stands for all of a line but person and points."""
        rule, book, fact, item = entry.rule, entry.rulebook, entry.fact, entry.item
        place = None if rule is None else rule.source
        given = (book.score, book.id, place, entry.section.value, entry.span.value)
        shown = fact.path if home is None else home
        named = None if item is None else self._facts.get(item)
        when = (entry.date.toordinal(), entry.unit, fact.line, fact.column)
        return _TOLD((given, when, entry.detail, shown, named))


def by_name(tables: Iterable[Mapping[str, Mapping[int, Some]]]) -> dict[str, dict[int, Some]]:
    """Return the lines of each name and month, of all tables together."""
    made: dict[str, dict[int, list[Some]]] = defaultdict(lambda: defaultdict(list))
    for table in tables:
        for name, months in table.items():
            own = made[name]
            for month, lines in months.items():
                own[month].append(lines)
    return {
        name: {month: several(held) for month, held in months.items()}
        for name, months in made.items()
    }


def _fact(when: tuple[int, str], item: Item, fact: Fact) -> bytes:
    """Return what stands for what a line tells of its item, and for the fact that gave it."""
    own = None if fact is item else fact
    told = _TOLD((when, item.id, item.title, item.date, item.source, own))
    return blake2b(told, digest_size=_SIZE).digest()


def _lines(found: _Found) -> Lines:
    items = _joined(found.items)
    return Lines(
        {name: _by_month(months) for name, months in found.units.items()},
        {name: _by_month(months) for name, months in found.people.items()},
        _by_month(found.untold),
        items,
        _joined(found.files),
        _joined(found.rulebooks),
        _mark(found.endorsements),
        digest(*items, *items.values()),
    )


def _by_month(months: Mapping[int, Sequence[bytes]]) -> dict[int, Some]:
    return {month: Some(_mark(lines), len(lines)) for month, lines in months.items()}


def _joined(lines: Mapping[str, Sequence[bytes]]) -> dict[str, str]:
    return {name: _mark(own) for name, own in lines.items()}


def _mark(lines: Sequence[bytes]) -> str:
    return blake2b(b"".join(lines), digest_size=_SIZE).hexdigest()


def _id(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def _alike(entry: Entry, other: Entry) -> bool:
    """Return whether two lines are the same but for person and points."""
    return entry[4:] == other[4:] and entry[:2] == other[:2]
