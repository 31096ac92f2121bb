"""Counts of facts by subject and period: what was sent, adopted and endorsed.

An item counts once for each subject as sent, in the period of its own date, and once as adopted
in every period in which it was adopted, however often. So a year's `adopted` is not the sum of its
months', and the periods of each length are counted by themselves.

Items whose facts fall alike (same subjects, same months) are counted together: an archive of a
million items has only a few thousand such patterns.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from scoring.model import Adoption, Corpus, Item
from scoring.results import Ranked, Tally
from scoring.slots import LENGTHS, Slot, month_number
from scoring.vocabulary import Level

Subjects = tuple[str, ...]
StandsAs = Callable[[str, Slot], str]
"""What a subject is called in a period: a renamed unit's successor, else itself."""
CountedOn = Callable[[Item, Adoption], date]
"""On which day an adoption counts (计入)."""
Tallies = Mapping[Slot, Mapping[str, Tally]]

_LEVELS = tuple(Level)
_PLACE = {level: place for place, level in enumerate(_LEVELS)}
_SENT, _ADOPTED, _ADOPTIONS, _ENDORSEMENTS, _PRAISED, _BY_LEVEL = range(6)


class _Pattern(NamedTuple):
    """Where the facts of an item fall, for one kind of subjects."""

    sent: tuple[tuple[int, Subjects], ...]
    adoptions: tuple[tuple[int, int, Subjects], ...]
    """Month, place of the level, subjects."""
    endorsements: tuple[tuple[int, bool, Subjects], ...]


def itself(subject: str, slot: Slot) -> str:  # noqa: ARG001 - the shape of StandsAs
    """Return the subject: people, publications and levels have no lineage."""
    return subject


def when_adopted(item: Item, adoption: Adoption) -> date:  # noqa: ARG001 - the shape of CountedOn
    """Return the day of the adoption (采用日期, the default)."""
    return adoption.date


def tallies(
    corpus: Corpus,
    ranked: Ranked,
    as_of: date,
    stands_as: StandsAs = itself,
    counted_on: CountedOn = when_adopted,
) -> Tallies:
    """Return the counts of every subject with a fact up to the as-of day, by period.

    A joint item counts 1 for each of its units and authors; an adoption that names units counts
    for those only. Publications and levels have no `sent`; their endorsements are those written
    on them.
    """
    levels = {name: _PLACE[paper.level] for name, paper in corpus.publications.items()}
    patterns = Counter(_patterns(corpus, ranked, _Lens(as_of, counted_on, levels)))
    cells: defaultdict[Slot, defaultdict[str, list[int]]] = defaultdict(
        lambda: defaultdict(lambda: [0] * (_BY_LEVEL + len(_LEVELS)))
    )
    for pattern, number in patterns.items():
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


class _Lens(NamedTuple):
    """What is needed to see an item's facts as a pattern."""

    as_of: date
    counted_on: CountedOn
    levels: Mapping[str, int]
    """The place of each publication's level."""


def _patterns(corpus: Corpus, ranked: Ranked, lens: _Lens) -> Iterator[_Pattern]:
    """Yield the pattern of each item that has a fact up to the as-of day."""
    view = _VIEWS[ranked]
    for item in corpus.items.values():
        if item.date <= lens.as_of:
            yield view(item, lens)


def _of_units(item: Item, lens: _Lens) -> _Pattern:
    units = tuple(share.unit for share in item.units)
    return _of_senders(item, units, lens, lambda taken: taken.units or units)


def _of_people(item: Item, lens: _Lens) -> _Pattern:
    return _of_senders(item, item.authors, lens, lambda _: item.authors)


def _of_senders(
    item: Item, senders: Subjects, lens: _Lens, credited: Callable[[Adoption], Subjects]
) -> _Pattern:
    return _Pattern(
        ((month_number(item.date), senders),),
        _adoptions(item, lens, credited),
        tuple(
            (month_number(note.date), note.praise, senders)
            for note in item.endorsements
            if note.date <= lens.as_of
        ),
    )


def _of_publications(item: Item, lens: _Lens) -> _Pattern:
    return _of_takers(item, lens, lambda publication: publication)


def _of_levels(item: Item, lens: _Lens) -> _Pattern:
    return _of_takers(item, lens, lambda publication: _LEVELS[lens.levels[publication]].label)


def _of_takers(item: Item, lens: _Lens, subject: Callable[[str], str]) -> _Pattern:
    return _Pattern(
        (),
        _adoptions(item, lens, lambda taken: (subject(taken.publication),)),
        tuple(
            (month_number(note.date), note.praise, (subject(note.publication),))
            for note in item.endorsements
            if note.publication is not None and note.date <= lens.as_of
        ),
    )


def _adoptions(
    item: Item, lens: _Lens, credited: Callable[[Adoption], Subjects]
) -> tuple[tuple[int, int, Subjects], ...]:
    return tuple(
        (
            month_number(lens.counted_on(item, taken)),
            lens.levels[taken.publication],
            credited(taken),
        )
        for taken in item.adoptions
        if taken.date <= lens.as_of
    )


_VIEWS = {
    Ranked.UNIT: _of_units,
    Ranked.PERSON: _of_people,
    Ranked.PUBLICATION: _of_publications,
    Ranked.LEVEL: _of_levels,
}
