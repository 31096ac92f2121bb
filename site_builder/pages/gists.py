"""Gists: what planning must know of the items that lie in one folder, without looking at them.

A gist follows from the facts that its items state, so it is kept under the mark of their sheaf's
facts: of a month in which no fact changed a small table is read, and none of its items. Marks in
it stand for what lists tell of items, never for their texts; what a page shows of other folders'
items is found by the ids that a gist names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from hashlib import blake2b
from operator import add, attrgetter
from typing import Final, NamedTuple, TypeVar

import msgspec

from scoring.model import Item
from scoring.sheaf import fact_of

_END: Final = "\x1e"
_NEXT: Final = "\x1f"


def digest(*parts: str) -> str:
    """Return the digest of words in this order."""
    return blake2b(_END.join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def month_number(day: date) -> int:
    """Return the number of a day's month, rising by one from month to month."""
    return day.year * 12 + day.month


def month_numbers(first: date, last: date) -> range:
    """Return the numbers of all months in which days from one to another lie."""
    return range(month_number(first), month_number(last) + 1)


class Some(NamedTuple):
    """Some items, adoptions or ledger lines."""

    mark: str
    """Stands for what lists tell of the items, or for the lines."""
    number: int


class Written(NamedTuple):
    """What a person wrote in a month."""

    mark: str
    number: int
    adopted: int
    """Items, each once."""
    endorsements: int
    items: tuple[str, ...]
    """Their ids."""


ByName = dict[str, dict[int, Some]]
"""By name, and by year or number of the month."""


class Reached(NamedTuple):
    """How many items have each step (成果转化)."""

    leads: int = 0
    sent: int = 0
    adopted: int = 0
    endorsed: int = 0
    answered: int = 0
    """With feedback to an endorsement."""
    converted: int = 0


class Befallen(NamedTuple):
    """What befell items in a month."""

    adopted: int = 0
    """Items, each once."""
    adoptions: int = 0
    endorsements: int = 0
    praised: int = 0


Numbers = TypeVar("Numbers", Reached, Befallen)


def plus(one: Numbers, other: Numbers) -> Numbers:
    """Return the sums, number by number; items of different folders are different ones."""
    return type(one)(*map(add, one, other))


class Gist(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What planning must know of the items of one folder."""

    facts: dict[str, str]
    """The mark of the fact that each item states by id, the newest item first."""
    days: list[int]
    """The items' days as ordinals, in the same order."""
    mark: str
    """Stands for the marks of all."""
    files: str
    """Stands for where the items' pages lie."""
    months: dict[int, Some]
    units: ByName
    """By unit and month, items of several units under each."""
    people: dict[str, dict[int, Written]]
    """By author and month."""
    tags: ByName
    """By tag and year."""
    tagged: dict[str, list[int]]
    """By tag the places of items among `facts`, rising."""
    adopted: dict[int, Some]
    """Adoptions by their own month."""
    publications: ByName
    """Adoptions by publication and their own year."""
    adopting: dict[str, list[int]]
    """By publication the places among `facts` of the items that it adopted, each once, rising."""
    endorsed: dict[int, Some]
    """Endorsements by their own year."""
    leaders: ByName
    """Endorsements by leader and their own year."""
    sources: dict[str, tuple[str, ...]]
    """The ids of what items were worked up from."""
    commissions: dict[str, str]
    """The assignments that items name themselves."""
    recorded: list[str]
    """Items with faults or judgements."""
    befallen: dict[int, Befallen]
    """By month."""
    reached: dict[int, dict[str, Reached]]
    """By the items' year and unit, under an empty name for all; items of several units for each."""


_DECODER: Final = msgspec.msgpack.Decoder(Gist)
_FACT: Final = partial(msgspec.msgpack.encode, enc_hook=repr)


def decoded(data: bytes) -> Gist:
    """Return the gist that was encoded."""
    return _DECODER.decode(data)


def encoded(gist: Gist) -> bytes:
    """Return a gist as bytes to keep."""
    return msgspec.msgpack.encode(gist)


def newest_first(items: Iterable[Item]) -> list[Item]:
    """Return items in the order of all lists: by day, then by id, falling."""
    by_name = sorted(items, key=attrgetter("id"), reverse=True)
    return sorted(by_name, key=attrgetter("date"), reverse=True)


def gist_of(held: Iterable[Item]) -> Gist:
    """Return the gist of some items as they stood on the as-of day."""
    items = newest_first(held)
    facts = {item.id: _fact(item) for item in items}
    used = [(item, fact) for item in items for fact in item.adoptions]
    told = [(item, fact) for item in items for fact in item.endorsements]
    return Gist(
        facts,
        [item.date.toordinal() for item in items],
        digest(*facts.values()),
        digest(*(f"{item.id}{_NEXT}{item.date}" for item in items)),
        _some(facts, ((month_number(item.date), item) for item in items)),
        _named(facts, ((s.unit, month_number(i.date), i) for i in items for s in i.units)),
        _written(facts, items),
        _named(facts, ((tag, item.date.year, item) for item in items for tag in item.tags)),
        _places((tag, place) for place, item in enumerate(items) for tag in item.tags),
        _some(facts, ((month_number(fact.date), item) for item, fact in used)),
        _named(facts, ((fact.publication, fact.date.year, item) for item, fact in used)),
        _places(
            (name, place)
            for place, item in enumerate(items)
            for name in dict.fromkeys(fact.publication for fact in item.adoptions)
        ),
        _some(facts, ((fact.date.year, item) for item, fact in told)),
        _named(facts, ((fact.leader, fact.date.year, item) for item, fact in told)),
        {item.id: item.sources for item in items if item.sources},
        {item.id: item.commission for item in items if item.commission is not None},
        [item.id for item in items if item.faults or item.judgements],
        _befallen(items),
        _reached(items),
    )


def reached(item: Item) -> Reached:
    """Return 1 for each step that an item has, else 0."""
    converted = item.case is not None and bool(item.case.conversions)
    return Reached(
        bool(item.sources),
        1,
        bool(item.adoptions),
        bool(item.endorsements),
        any(one.feedback for one in item.endorsements),
        converted or any(one.conversions for one in item.endorsements),
    )


def _reached(items: Iterable[Item]) -> dict[int, dict[str, Reached]]:
    alike = Counter(
        (item.date.year, name, steps)
        for item, steps in ((item, reached(item)) for item in items)
        for name in ("", *dict.fromkeys([share.unit for share in item.units]))
    )
    made: dict[int, dict[str, Reached]] = defaultdict(lambda: defaultdict(Reached))
    for (year, name, steps), number in alike.items():
        own = made[year]
        own[name] = plus(own[name], Reached(*(number * step for step in steps)))
    return made


def _befallen(items: Sequence[Item]) -> dict[int, Befallen]:
    taken = [[month_number(fact.date) for fact in item.adoptions] for item in items]
    noted = [(month_number(note.date), note.praise) for item in items for note in item.endorsements]
    adopted = Counter(month for months in taken for month in dict.fromkeys(months))
    adoptions = Counter(month for months in taken for month in months)
    endorsements = Counter(month for month, _ in noted)
    praised = Counter(month for month, praise in noted if praise)
    return {
        month: Befallen(adopted[month], adoptions[month], endorsements[month], praised[month])
        for month in (adoptions | endorsements)
    }


def _fact(item: Item) -> str:
    """Return the mark of the fact that an item states."""
    return blake2b(_FACT(fact_of(item)), digest_size=16).hexdigest()


def _places(found: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    """Return the places that were found under each name."""
    made: dict[str, list[int]] = defaultdict(list)
    for name, place in found:
        made[name].append(place)
    return made


def _some(facts: Mapping[str, str], held: Iterable[tuple[int, Item]]) -> dict[int, Some]:
    """Return what stands for the items of each year or month."""
    made: dict[int, list[str]] = defaultdict(list)
    for number, item in held:
        made[number].append(facts[item.id])
    return _marked(made)


def _marked(made: Mapping[int, Sequence[str]]) -> dict[int, Some]:
    return {number: Some(digest(*marks), len(marks)) for number, marks in made.items()}


def _named(facts: Mapping[str, str], held: Iterable[tuple[str, int, Item]]) -> ByName:
    """Return what stands for the items of each name and year or month."""
    made: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, number, item in held:
        made[name][number].append(facts[item.id])
    return {name: _marked(marks) for name, marks in made.items()}


def _written(facts: Mapping[str, str], items: Sequence[Item]) -> dict[str, dict[int, Written]]:
    """Return what each person wrote."""
    made: dict[str, dict[int, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        for author in item.authors:
            made[author][month_number(item.date)].append(item)
    return {
        author: {
            month: Written(
                digest(*(facts[item.id] for item in held)),
                len(held),
                sum(bool(item.adoptions) for item in held),
                sum(len(item.endorsements) for item in held),
                tuple(item.id for item in held),
            )
            for month, held in months.items()
        }
        for author, months in made.items()
    }
