"""Counts of facts by subject and period: what was sent, adopted and endorsed.

An item counts once for each subject as sent, in the period of its own date, and once as adopted
in every period in which it was adopted, however often. So a year's `adopted` is not the sum of its
months', and the periods of each length are counted by themselves.

Items whose facts fall alike (same subjects, same months) are counted together: an archive of a
million items has only a few thousand such patterns.
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


class _Pattern(NamedTuple):
    """The same facts for one kind of subjects."""

    sent: tuple[tuple[int, Subjects], ...]
    adoptions: tuple[tuple[int, int, Subjects], ...]
    """Month, place of the level, subjects."""
    endorsements: tuple[tuple[int, bool, Subjects], ...]


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


def _counted(patterns: Iterable[tuple[_Pattern, int]], stands_as: StandsAs) -> Tallies:
    alike: Counter[_Pattern] = Counter()
    for pattern, number in patterns:
        alike[pattern] += number
    cells: defaultdict[Slot, defaultdict[str, list[int]]] = defaultdict(
        lambda: defaultdict(lambda: [0] * (_BY_LEVEL + len(_LEVELS)))
    )
    for pattern, number in alike.items():
        for length in LENGTHS.values():
            for slot, subject, columns in _counts(pattern, length, stands_as):
                row = cells[slot][subject]
                for column in columns:
                    row[column] += number
    return {
        slot: {subject: _tally(row) for subject, row in subjects.items()}
        for slot, subjects in cells.items()
    }


def _tally(row: list[int]) -> Tally:
    sent, adopted, adoptions, endorsements, praised, *by_level = row
    return Tally(sent, adopted, adoptions, endorsements, praised, tuple(by_level))


def _counts(
    pattern: _Pattern, length: int, stands_as: StandsAs
) -> Iterator[tuple[Slot, str, tuple[int, ...]]]:
    """Yield the columns that grow by one, per subject, in the periods of one length."""

    def standing(month: int, subjects: Subjects) -> Iterator[tuple[Slot, str]]:
        slot = Slot(length, month // length)
        for subject in dict.fromkeys(stands_as(each, slot) for each in subjects):
            yield slot, subject

    for month, subjects in pattern.sent:
        for slot, subject in standing(month, subjects):
            yield slot, subject, (_SENT,)
    seen = set()
    for month, place, subjects in pattern.adoptions:
        for slot, subject in standing(month, subjects):
            first = (slot, subject) not in seen
            seen.add((slot, subject))
            columns = (_ADOPTIONS, _BY_LEVEL + place)
            yield slot, subject, (_ADOPTED, *columns) if first else columns
    for month, praise, subjects in pattern.endorsements:
        for slot, subject in standing(month, subjects):
            yield slot, subject, (_ENDORSEMENTS, _PRAISED) if praise else (_ENDORSEMENTS,)


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


def _of_units(facts: _Facts, levels: Mapping[str, int]) -> _Pattern:
    units = tuple(share.unit for share in facts.units)
    return _Pattern(
        ((facts.sent, units),),
        tuple((month, levels[paper], only or units) for month, paper, only in facts.adoptions),
        tuple((month, praise, units) for month, praise, _ in facts.endorsements),
    )


def _of_people(facts: _Facts, levels: Mapping[str, int]) -> _Pattern:
    return _Pattern(
        ((facts.sent, facts.authors),),
        tuple((month, levels[paper], facts.authors) for month, paper, _ in facts.adoptions),
        tuple((month, praise, facts.authors) for month, praise, _ in facts.endorsements),
    )


def _of_publications(facts: _Facts, levels: Mapping[str, int]) -> _Pattern:
    return _Pattern(
        (),
        tuple((month, levels[paper], (paper,)) for month, paper, _ in facts.adoptions),
        tuple((month, praise, (on,)) for month, praise, on in facts.endorsements if on),
    )


def _of_levels(facts: _Facts, levels: Mapping[str, int]) -> _Pattern:
    def label(publication: str) -> Subjects:
        return (_LEVELS[levels[publication]].label,)

    return _Pattern(
        (),
        tuple((month, levels[paper], label(paper)) for month, paper, _ in facts.adoptions),
        tuple((month, praise, label(on)) for month, praise, on in facts.endorsements if on),
    )


_VIEWS = {
    Ranked.UNIT: _of_units,
    Ranked.PERSON: _of_people,
    Ranked.PUBLICATION: _of_publications,
    Ranked.LEVEL: _of_levels,
}
