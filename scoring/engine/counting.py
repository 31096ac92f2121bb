"""What a quota or rate counts: items sent, items adopted, adoptions or points of a period."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache, cached_property, partial
from typing import NamedTuple

from scoring.conditions import ALWAYS, Condition, Joint, Section
from scoring.engine.book import Book
from scoring.engine.journal import Journal
from scoring.engine.matching import Facets, fits
from scoring.engine.view import View
from scoring.engine.wanted import Asked, question
from scoring.ledger import Entry, counts_in, in_order
from scoring.lineage import successor
from scoring.period_rules import Measured, Quota, Subject
from scoring.periods import Period
from scoring.points import Points, normal, total
from scoring.postings import Counts, Weights

FACT_SECTIONS = frozenset(
    {
        Section.ADOPTION,
        Section.SUBMISSION,
        Section.FORWARDING,
        Section.ENDORSEMENT,
        Section.ASSIGNMENT,
        Section.FAULT,
        Section.JUDGEMENT,
    }
)
"""得分 of a quota is what facts gave, not what quotas, bases and limits made of it."""

_WHOLE = frozenset({Joint.EACH, Joint.FIRST, Joint.PARENT})
"""联合 under which a fact counts for its holder at most once, however many of its members he holds.
"""
_Alike = Counter[tuple[Weights, ...]]


class _Found(NamedTuple):
    """What a question found: for whom something counts, and how often, by stretch of days."""

    of_days: Mapping[date, _Alike]
    across: list[tuple[tuple[tuple[date, Weights], ...], int]]
    """Items adopted in several stretches, where a period counts each of them once."""


class Counting:
    """Counts of a view's facts by period."""

    def __init__(self, view: View, counts: Iterable[Counts], journal: Journal) -> None:
        """Count a view's facts, as found in all items; for 得分 what the journal holds."""
        self._view = view
        self._counts = tuple(counts)
        self._journal = journal
        self._found: dict[tuple[Asked, bool], _Found] = {}

    def done(self, quota: Quota, book: Book, period: Period) -> dict[str, Points]:
        """Return how much each unit or person has of what a quota counts; others have 0."""
        if quota.measured is Measured.POINTS:
            return self._points_of(quota, book, period)
        once = quota.measured is Measured.ADOPTED
        weights = self.counts(question(quota), once, book, period, quota)
        return {subject: normal(weight) for subject, weight in weights.items()}

    def counts(
        self, asked: Asked, once: bool, book: Book, period: Period, quota: Quota | None = None
    ) -> dict[str, Fraction | int]:
        """Return counts by holder: the unit that stands for the item's on the period's last day.

        `once` counts an item once, however often it was adopted.
        """
        held_by: Callable[[str], str] = str
        if not asked.by_person:
            held_by = cache(partial(self._holder, book=book, period=period, quota=quota))
        numerators: defaultdict[tuple[str, int], int] = defaultdict(int)
        adds_up = asked.joint not in _WHOLE
        for credited, number in self._credited(asked, once, period).items():
            if len(credited) == 1 and (adds_up or len(credited[0]) == 1):
                for subject, numerator, denominator in credited[0]:
                    numerators[held_by(subject), denominator] += numerator * number
                continue
            for holder, weight in _best(credited, adds_up, held_by).items():
                numerators[holder, weight.denominator] += weight.numerator * number
        result: dict[str, Fraction | int] = {}
        for (holder, denominator), numerator in numerators.items():
            part = numerator if denominator == 1 else Fraction(numerator, denominator)
            result[holder] = result.get(holder, 0) + part
        return result

    def _credited(self, asked: Asked, once: bool, period: Period) -> _Alike:
        """Return how often which weights are credited in a period.

        An item that counts once as adopted stands there once, with the weights of all its
        adoptions; otherwise every sending and adoption stands by itself.
        """
        key = asked, once
        if key not in self._found:
            self._found[key] = self._find(asked, once)
        found = self._found[key]
        credited: _Alike = Counter()
        for begin, alike in found.of_days.items():
            if begin in period:
                credited.update(alike)
        for when, number in found.across:
            inside = tuple(dict.fromkeys(weights for begin, weights in when if begin in period))
            if inside:
                credited[inside] += number
        return credited

    def _find(self, asked: Asked, once: bool) -> _Found:
        """Return what all items have to say to a question."""
        place = self._view.wanted.asked.index(asked)
        found = _Found(defaultdict(Counter), [])
        for counts in self._counts:
            for when, number in counts[place]:
                if not once:
                    for begin, weights in when:
                        found.of_days[begin][weights,] += number
                elif len({begin for begin, _ in when}) == 1:
                    alike = tuple(dict.fromkeys(weights for _, weights in when))
                    found.of_days[when[0][0]][alike] += number
                else:
                    found.across.append((when, number))
        return found

    def _holder(self, unit: str, book: Book, period: Period, quota: Quota | None) -> str:
        """Return who counts a unit's item: its successor, or by 归属 another unit.

        A unit with a requirement of its own counts for itself whatever 归属 says of its points.
        """
        view = self._view
        day = min(period.end, view.as_of)
        holder = successor(view.corpus, unit, day, book.rulebook)
        if quota is not None and required(quota, view, holder) is None:
            return book.destination(holder)[0]
        return holder

    def _points_of(self, quota: Quota, book: Book, period: Period) -> dict[str, Points]:
        """Sum what facts gave; with a condition, only those of items that fit it."""
        person = quota.subject is Subject.PERSON
        given = defaultdict[str, list[Points]](list)
        for subject, points in self._facts_gave(quota.when, person, period):
            holder = subject if person else self._holder(subject, book, period, None)
            given[holder].append(points)
        return {holder: total(points) for holder, points in given.items()}

    def _facts_gave(
        self, when: Condition, person: bool, period: Period
    ) -> Iterator[tuple[str, Points]]:
        """Yield what units or people were given in a period, some of it summed up already."""
        entries = self._charged
        if when == ALWAYS:
            yield from self._summed(person, period)
        else:  # asks what no sum tells: out of which items the points came
            runs = (part.dated(period.start, period.end) for part in self._journal.parts)
            own = in_order(runs)
            entries = [one for one in (*own, *entries) if self._entry_fits(one, when)]
        for entry in entries:
            subject = entry.person if person else None if entry.person else entry.unit
            if subject is not None and counts_in(entry, period):
                yield subject, entry.points

    def _summed(self, person: bool, period: Period) -> Iterator[tuple[str, Points]]:
        """Yield the sums of what items gave."""
        for part in self._journal.parts:
            units, people = part.sums
            for begin in people if person else units:
                if begin not in period:
                    continue
                if person:
                    yield from people[begin].items()
                else:
                    for unit, lumps in units[begin].items():
                        yield from ((unit, lump.points) for lump in lumps)

    @cached_property
    def _charged(self) -> list[Entry]:
        """What other facts than the items' own gave."""
        return [one for one in self._journal.written() if one.section in FACT_SECTIONS]

    def _entry_fits(self, entry: Entry, when: Condition) -> bool:
        item = None if entry.item is None else self._view.corpus.items.get(entry.item)
        if item is None:
            return fits(when, Facets(group=self._view.group(entry.unit)))
        adoption = next((one for one in item.adoptions if one.source == entry.fact), None)
        team = self._view.team(item, () if adoption is None else adoption.units)
        member = next((one for one in team if one.unit == entry.unit), team[0])
        return fits(when, self._view.facets(item, adoption, member))


def required(quota: Quota, view: View, unit: str) -> Points | None:
    """Return what a quota asks of a unit: by its name, else by its 类别."""
    if unit in quota.required:
        return quota.required[unit]
    group = view.group(unit)
    return None if group is None else quota.required.get(group)


def _best(
    credited: tuple[Weights, ...], adds_up: bool, held_by: Callable[[str], str]
) -> dict[str, Fraction | int]:
    """Return what an item counts for each holder: of its adoptions the one that counts most."""
    best: dict[str, Fraction | int] = {}
    for weights in credited:
        result: dict[str, Fraction | int] = {}
        for subject, numerator, denominator in weights:
            weight = numerator if denominator == 1 else Fraction(numerator, denominator)
            holder = held_by(subject)
            known = result.get(holder, 0)
            result[holder] = known + weight if adds_up else max(known, weight)
        for holder, weight in result.items():
            best[holder] = max(best.get(holder, 0), weight)
    return best
