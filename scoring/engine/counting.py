"""What a quota or rate counts: items sent, items adopted, adoptions or points of a period."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache, cached_property, partial
from operator import attrgetter
from typing import NamedTuple

from scoring.conditions import ALWAYS, Condition, Joint, Section
from scoring.engine.book import Book
from scoring.engine.matching import Facets, fits
from scoring.engine.view import Team, View
from scoring.ledger import Entry
from scoring.lineage import successor
from scoring.model import Adoption, Item
from scoring.period_rules import Measured, Quota, Subject
from scoring.periods import Period, PeriodKind
from scoring.points import Points, normal, total

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

Weights = dict[str, Fraction | int]
_DAY = attrgetter("date")
_EVENT_DAY = attrgetter("day")
_WHOLE = frozenset({Joint.EACH, Joint.FIRST, Joint.PARENT})
"""联合 under which a fact counts for its holder at most once, however many of its members he holds.
"""


class _Event(NamedTuple):
    """Something sent or adopted: on which day it counts, and for whom."""

    day: date
    item: Item
    adoption: Adoption | None
    team: Team


class _Events(NamedTuple):
    """What counts, in order of days: of which item, and which of its members are credited."""

    days: list[date]
    items: list[str]
    teams: list[Team]


class Counting:
    """Counts of a view's facts by period."""

    def __init__(self, view: View, entries: Iterable[Entry]) -> None:
        """Count a view's facts; `entries` are the ledger's, for 得分."""
        self._view = view
        self._entries = entries
        self._known: dict[tuple[bool, Condition], _Events] = {}
        self._given: dict[Subject, Mapping[str, list[Entry]]] = {}
        self._weights: dict[tuple[Team, Joint, bool], tuple[tuple[str, Fraction | int], ...]] = {}

    def _given_to(self, kind: Subject) -> Mapping[str, list[Entry]]:
        """Return the entries that facts gave, in order of days, by unit or person."""
        if kind not in self._given:
            found = defaultdict[str, list[Entry]](list)
            of_units = kind is Subject.UNIT
            for entry in self._entries:
                if entry.section in FACT_SECTIONS:
                    person = entry.person
                    if person is None:
                        if of_units:
                            found[entry.unit].append(entry)
                    elif not of_units:
                        found[person].append(entry)
            self._given[kind] = found
        return self._given[kind]

    def done(self, quota: Quota, book: Book, period: Period) -> dict[str, Points]:
        """Return how much each unit or person has of what a quota counts; others have 0."""
        if quota.measured is Measured.POINTS:
            return self._points_of(quota, book, period)
        weights = self.counts(quota.measured, quota.when, quota.joint, book, period, quota)
        return {subject: normal(weight) for subject, weight in weights.items()}

    def counts(
        self, measured: Measured, when: Condition, joint: Joint, book: Book, period: Period,
        quota: Quota | None = None,
    ) -> Weights:
        """Return counts by holder: the unit that stands for the item's on the period's last day."""
        by_person = quota is not None and quota.subject is Subject.PERSON
        held_by: Callable[[str], str] = str
        if not by_person:
            held_by = cache(partial(self._holder, book=book, period=period, quota=quota))
        numerators: defaultdict[tuple[str, int], int] = defaultdict(int)
        for teams, number in self._credited(measured, when, period).items():
            best = self._parts(teams[0], joint, by_person, held_by)
            for team in teams[1:]:
                for holder, weight in self._parts(team, joint, by_person, held_by).items():
                    best[holder] = max(best.get(holder, 0), weight)
            for holder, weight in best.items():
                numerators[holder, weight.denominator] += weight.numerator * number
        result: Weights = {}
        for (holder, denominator), numerator in numerators.items():
            part = numerator if denominator == 1 else Fraction(numerator, denominator)
            result[holder] = result.get(holder, 0) + part
        return result

    def _credited(
        self, measured: Measured, when: Condition, period: Period
    ) -> Mapping[tuple[Team, ...], int]:
        """Return how often which teams are credited in a period.

        An item that counts once as adopted stands there once, with all teams that its adoptions
        credit; otherwise every sending and adoption stands by itself.
        """
        events = self._events(measured is not Measured.SENT, when)
        inside = slice(
            bisect_left(events.days, period.start), bisect_right(events.days, period.end)
        )
        teams = events.teams[inside]
        if measured is not Measured.ADOPTED:
            return {(team,): number for team, number in Counter(teams).items()}
        by_item: dict[str, tuple[Team, ...]] = {}
        for item, team in dict.fromkeys(zip(events.items[inside], teams, strict=True)):
            by_item[item] = (*by_item.get(item, ()), team)
        return Counter(by_item.values())

    def _events(self, adopted: bool, when: Condition) -> _Events:
        """Return what was sent, or all adoptions, for those members for whom a condition holds."""
        key = (adopted, when)
        if key not in self._known:
            rows = self._adoptions if adopted else self._sendings
            always = when == ALWAYS
            self._known[key] = _Events(
                [row.day for row in rows],
                [row.item.id for row in rows],
                [row.team if always else self._fitting(row, when) for row in rows],
            )
        return self._known[key]

    @cached_property
    def _sendings(self) -> list[_Event]:
        view = self._view
        rows = [
            _Event(item.date, item, None, view.team(item))
            for item in view.items
            if item.date <= view.as_of
        ]
        rows.sort(key=_EVENT_DAY)
        return rows

    @cached_property
    def _adoptions(self) -> list[_Event]:
        view = self._view
        rows: list[_Event] = []
        for item in view.items:
            team = view.team(item) if item.adoptions else ()
            for adoption in item.adoptions:
                if adoption.date <= view.as_of:
                    credited = view.team(item, adoption.units) if adoption.units else team
                    day, _ = view.counted_on(item, adoption)
                    rows.append(_Event(day, item, adoption, credited))
        rows.sort(key=_EVENT_DAY)
        return rows

    def _fitting(self, event: _Event, when: Condition) -> Team:
        """Return the credited members for whom a condition holds."""
        _, item, adoption, team = event
        papers = when.publications
        if papers is not None and (adoption is None or adoption.publication not in papers):
            return ()  # as of most: said before all facets are gathered
        view = self._view
        return tuple(one for one in team if fits(when, view.facets(item, adoption, one)))

    def _parts(
        self, team: Team, joint: Joint, by_person: bool, held_by: Callable[[str], str]
    ) -> Weights:
        """Return what one event counts for the holders, or for the authors, of some members."""
        key = team, joint, by_person
        weights = self._weights.get(key)
        if weights is None:
            found = _by_person(team, joint) if by_person else tuple(self._by_unit(team, joint))
            weights = self._weights[key] = found
        if len(weights) == 1:
            return {held_by(subject): weight for subject, weight in weights}
        result: Weights = {}
        for subject, weight in weights:
            holder = held_by(subject)
            known = result.get(holder, 0)
            result[holder] = max(known, weight) if joint in _WHOLE else known + weight
        return result

    def _by_unit(self, team: Team, joint: Joint) -> Iterator[tuple[str, Fraction | int]]:
        """Yield what one event counts for the units of some members."""
        for member in team:
            unit, number = member.unit, len(member.units)
            if joint is Joint.PARENT and number > 1:
                unit = self._view.common_parent(member.units) or unit
            yield unit, _weight(joint, number, member.index, member.shares[member.index])

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
        given: defaultdict[str, list[Points]] = defaultdict(list)
        anything, person = quota.when == ALWAYS, quota.subject is Subject.PERSON
        spans = {kind for kind in PeriodKind if kind.order <= period.kind.order}
        for subject, entries in self._given_to(quota.subject).items():
            begin = bisect_left(entries, period.start, key=_DAY)
            end = bisect_right(entries, period.end, key=_DAY)
            points = [
                entry.points
                for entry in entries[begin:end]
                if entry.span in spans and (anything or self._entry_fits(entry, quota.when))
            ]
            if points:
                holder = subject if person else self._holder(subject, book, period, None)
                given[holder] += points
        return {holder: total(points) for holder, points in given.items()}

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


def _by_person(team: Team, joint: Joint) -> tuple[tuple[str, Fraction | int], ...]:
    """Return what one event counts for the authors of some members."""
    people = [one for member in team for one in member.people]
    number = len(people)
    weights = {
        one: _weight(joint, number, index, Fraction(1, number)) for index, one in enumerate(people)
    }
    return tuple(weights.items())


def _weight(joint: Joint, number: int, index: int, share: Fraction) -> Fraction | int:
    if number == 1:
        return 1  # a whole number, which adds up faster
    match joint:
        case Joint.EVEN:
            return Fraction(1, number)
        case Joint.SHARES:
            return share
        case Joint.FIRST:
            return int(index == 0)
        case _:
            return 1
