"""Counts of facts by subject and period: what was sent, adopted and endorsed.

An item counts once for each subject as sent, in the period of its own date, and once as adopted
in every period in which it was adopted, however often. So a year's `adopted` is not the sum of its
months', and the periods of each length are counted by themselves.

Items whose facts fall alike (same subjects, same months) are counted together, and what simply
adds up is counted by month before it is counted by quarter: a million items have only a few
thousand such patterns.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from scoring.model import Adoption, Corpus, Item, Share
from scoring.results import Ranked, Tally
from scoring.slots import LENGTHS, Slot, month_number
from scoring.vocabulary import Level

Subjects = tuple[str, ...]
StandsAs = Callable[[str, Slot], str]
"""What a subject is called in a period: a renamed unit's successor, else itself."""
CountedOn = Callable[[Item, Adoption], date | None]
"""On which day an adoption counts (计入), None where it is another score's."""
Tallies = Mapping[Slot, Mapping[str, Tally]]

_LEVELS = tuple(Level)
_PLACE = {level: place for place, level in enumerate(_LEVELS)}
_SENT, _ADOPTED, _ADOPTIONS, _ENDORSEMENTS, _PRAISED, _BY_LEVEL = range(6)


class _Facts(NamedTuple):
    """All that counts of an item; equal facts are counted together, whatever their words."""

    units: tuple[Share, ...]
    authors: Subjects
    sent: int
    adoptions: tuple[tuple[int, str, Subjects], ...]
    """Month, publication, the units that it credits (none are all)."""
    endorsements: tuple[tuple[int, bool, str | None], ...]
    """Month, praise, publication."""


class _Mark(NamedTuple):
    """One fact of an item for one kind of subjects: the columns that it raises, and when."""

    columns: tuple[int, ...]
    month: int
    subjects: Subjects


_Marks = tuple[_Mark, ...]
_Taken = frozenset[tuple[int, Subjects]]
"""In which months (or slots, by number) an item was adopted, and for whom."""
_Cells = defaultdict[Slot, defaultdict[str, list[int]]]


def itself(subject: str, slot: Slot) -> str:  # noqa: ARG001 - the shape of StandsAs
    """Return the subject: people, publications and levels have no lineage."""
    return subject


def tallies(
    corpus: Corpus,
    as_of: date,
    stands_as: StandsAs = itself,
    counted_on: CountedOn | None = None,
) -> Mapping[Ranked, Tallies]:
    """Return the counts of every subject with a fact up to the as-of day, by period.

    A joint item counts 1 for each of its units and authors; an adoption that names units counts
    for those only. Publications and levels have no `sent`; their endorsements are those written
    on them. `stands_as` names units; every adoption counts, and on its own day, unless
    `counted_on` says otherwise.
    """
    numbers = Counter(_facts(corpus, as_of, counted_on))
    levels = {name: _PLACE[paper.level] for name, paper in corpus.publications.items()}
    return {
        ranked: _counted(
            ((view(facts, levels), number) for facts, number in numbers.items()),
            stands_as if ranked is Ranked.UNIT else itself,
        )
        for ranked, view in _VIEWS.items()
    }


def _counted(patterns: Iterable[tuple[_Marks, int]], stands_as: StandsAs) -> Tallies:
    marks: Counter[_Mark] = Counter()
    taken: Counter[_Taken] = Counter()
    for pattern, number in patterns:
        for mark in pattern:
            marks[mark] += number
        taken[frozenset(mark[1:] for mark in pattern if _ADOPTIONS in mark.columns)] += number
    cells: _Cells = defaultdict(lambda: defaultdict(lambda: [0] * (_BY_LEVEL + len(_LEVELS))))
    for length in LENGTHS.values():
        _count_facts(cells, marks, length, stands_as)
        _count_adopted(cells, taken, length, stands_as)
    return {
        slot: {subject: _tally(row) for subject, row in subjects.items()}
        for slot, subjects in cells.items()
    }


def _count_facts(
    cells: _Cells, marks: Mapping[_Mark, int], length: int, stands_as: StandsAs
) -> None:
    """Count what simply adds up, in the periods of one length."""
    for (columns, month, subjects), number in marks.items():
        slot = Slot(length, month // length)
        for subject in dict.fromkeys(stands_as(each, slot) for each in subjects):
            row = cells[slot][subject]
            for column in columns:
                row[column] += number


def _count_adopted(
    cells: _Cells, taken: Mapping[_Taken, int], length: int, stands_as: StandsAs
) -> None:
    """Count each item once for each subject in every period in which it was adopted."""
    alike: Counter[_Taken] = Counter()
    for months, number in taken.items():
        alike[frozenset((month // length, subjects) for month, subjects in months)] += number
    for slots, number in alike.items():
        held = ((Slot(length, place), subjects) for place, subjects in slots)
        for slot, subject in {
            (slot, stands_as(each, slot)) for slot, subjects in held for each in subjects
        }:
            cells[slot][subject][_ADOPTED] += number


def _tally(row: list[int]) -> Tally:
    sent, adopted, adoptions, endorsements, praised, *by_level = row
    return Tally(sent, adopted, adoptions, endorsements, praised, tuple(by_level))


def _facts(corpus: Corpus, as_of: date, counted_on: CountedOn | None) -> Iterator[_Facts]:
    """Yield what counts of each item up to the as-of day."""
    for item in corpus.items.values():
        if item.date > as_of:
            continue
        adoptions = []
        for taken in item.adoptions:
            day = counted_on(item, taken) if counted_on else taken.date
            if day is not None and taken.date <= as_of:
                adoptions.append((month_number(day), taken.publication, taken.units))
        yield _Facts(
            item.units,
            item.authors,
            month_number(item.date),
            tuple(adoptions),
            tuple(
                (month_number(note.date), note.praise, note.publication)
                for note in item.endorsements
                if note.date <= as_of
            ),
        )


def _adopted(month: int, place: int, subjects: Subjects) -> _Mark:
    return _Mark((_ADOPTIONS, _BY_LEVEL + place), month, subjects)


def _endorsed(month: int, praise: bool, subjects: Subjects) -> _Mark:
    return _Mark((_ENDORSEMENTS, _PRAISED) if praise else (_ENDORSEMENTS,), month, subjects)


def _of_units(facts: _Facts, levels: Mapping[str, int]) -> _Marks:
    units = tuple(share.unit for share in facts.units)
    return (
        _Mark((_SENT,), facts.sent, units),
        *(_adopted(month, levels[paper], only or units) for month, paper, only in facts.adoptions),
        *(_endorsed(month, praise, units) for month, praise, _ in facts.endorsements),
    )


def _of_people(facts: _Facts, levels: Mapping[str, int]) -> _Marks:
    authors = facts.authors
    return (
        _Mark((_SENT,), facts.sent, authors),
        *(_adopted(month, levels[paper], authors) for month, paper, _ in facts.adoptions),
        *(_endorsed(month, praise, authors) for month, praise, _ in facts.endorsements),
    )


def _of_publications(facts: _Facts, levels: Mapping[str, int]) -> _Marks:
    return (
        *(_adopted(month, levels[paper], (paper,)) for month, paper, _ in facts.adoptions),
        *(_endorsed(month, praise, (on,)) for month, praise, on in facts.endorsements if on),
    )


def _of_levels(facts: _Facts, levels: Mapping[str, int]) -> _Marks:
    def label(publication: str) -> Subjects:
        return (_LEVELS[levels[publication]].label,)

    return (
        *(_adopted(month, levels[paper], label(paper)) for month, paper, _ in facts.adoptions),
        *(_endorsed(month, praise, label(on)) for month, praise, on in facts.endorsements if on),
    )


_VIEWS = {
    Ranked.UNIT: _of_units,
    Ranked.PERSON: _of_people,
    Ranked.PUBLICATION: _of_publications,
    Ranked.LEVEL: _of_levels,
}
