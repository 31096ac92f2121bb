"""What a quota or rate counts: items sent, items adopted, adoptions or points of a period."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property

from scoring.conditions import ALWAYS, Condition, Joint, Section
from scoring.engine.book import Book
from scoring.engine.matching import Facets, fits
from scoring.engine.view import Team, View
from scoring.ledger import Entry, counts_in
from scoring.lineage import successor
from scoring.model import Adoption, Item
from scoring.period_rules import Measured, Quota, Subject
from scoring.periods import Period
from scoring.points import Points, fraction, normal

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


class Counting:
    """Counts of a view's facts by period."""

    def __init__(self, view: View, entries: Iterable[Entry]) -> None:
        """Count a view's facts; `entries` are the ledger's, for 得分."""
        self._view = view
        self._entries = entries

    @cached_property
    def _sent(self) -> tuple[list[date], list[Item]]:
        items = [item for item in self._view.items if item.date <= self._view.as_of]
        items.sort(key=lambda item: item.date)
        return [item.date for item in items], items

    @cached_property
    def _adopted(self) -> tuple[list[date], list[tuple[Item, Adoption]]]:
        found: list[tuple[date, Item, Adoption]] = []
        for item in self._view.items:
            for adoption in item.adoptions:
                if adoption.date <= self._view.as_of:
                    day, _ = self._view.counted_on(item, adoption)
                    found.append((day, item, adoption))
        found.sort(key=lambda row: row[0])
        return [row[0] for row in found], [(item, adoption) for _, item, adoption in found]

    @cached_property
    def _points(self) -> Mapping[str, Sequence[Entry]]:
        """The entries that facts gave, by unit or person."""
        found = defaultdict[str, list[Entry]](list)
        for entry in self._entries:
            if entry.section in FACT_SECTIONS:
                found[entry.person or entry.unit].append(entry)
        return found

    def done(self, quota: Quota, book: Book, period: Period) -> dict[str, Points]:
        """Return how much each unit or person has of what a quota counts; others have 0."""
        if quota.measured is Measured.POINTS:
            weights = self._points_of(quota, book, period)
        else:
            weights = self.counts(
                quota.measured, quota.when, quota.joint, book, period, quota
            )
        return {subject: normal(fraction(weight)) for subject, weight in weights.items()}

    def counts(
        self, measured: Measured, when: Condition, joint: Joint, book: Book, period: Period,
        quota: Quota | None = None,
    ) -> Weights:
        """Return counts by holder: the unit that stands for the item's on the period's last day."""
        result: Weights = defaultdict(int)
        parts: dict[Team, Weights] = {}
        anything = when == ALWAYS
        for item, events in self._events(measured, period):
            best: Weights = {}
            for adoption in events:
                team = self._view.team(item, () if adoption is None else adoption.units)
                if not anything:
                    team = self._fitting(team, item, adoption, when)
                if team not in parts:
                    parts[team] = self._parts(team, joint, book, period, quota)
                for holder, weight in parts[team].items():
                    if measured is Measured.ADOPTED:
                        best[holder] = max(best.get(holder, 0), weight)
                    else:
                        best[holder] = best.get(holder, 0) + weight
            for holder, weight in best.items():
                result[holder] += weight
        return result

    def _fitting(
        self, team: Team, item: Item, adoption: Adoption | None, when: Condition
    ) -> Team:
        """Return the members for whom a condition holds."""
        facets = self._view.facets
        return tuple(member for member in team if fits(when, facets(item, adoption, member)))

    def _events(
        self, measured: Measured, period: Period
    ) -> Iterable[tuple[Item, Sequence[Adoption | None]]]:
        """Return the period's items, each with what makes it count: itself, or its adoptions."""
        if measured is Measured.SENT:
            days, items = self._sent
            inside = items[_slice(days, period)]
            return [(item, (None,)) for item in inside]
        days, pairs = self._adopted
        by_item: dict[str, tuple[Item, list[Adoption | None]]] = {}
        for item, adoption in pairs[_slice(days, period)]:
            by_item.setdefault(item.id, (item, []))[1].append(adoption)
        return by_item.values()

    def _parts(
        self, team: Team, joint: Joint, book: Book, period: Period, quota: Quota | None
    ) -> Weights:
        """Return what one event counts for the holders, or for the authors, of some members."""
        if quota is not None and quota.subject is Subject.PERSON:
            people = tuple(one for member in team for one in member.people)
            return {
                one: _weight(joint, len(people), index, Fraction(1, len(people)))
                for index, one in enumerate(people)
            }
        result: Weights = {}
        whole = joint in (Joint.EACH, Joint.FIRST, Joint.PARENT)
        for member in team:
            unit, number = member.unit, len(member.units)
            if joint is Joint.PARENT and number > 1:
                unit = self._view.common_parent(member.units) or unit
            holder = self._holder(unit, book, period, quota)
            weight = _weight(joint, number, member.index, member.shares[member.index])
            known = result.get(holder, 0)
            result[holder] = max(known, weight) if whole else known + weight
        return result

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

    def _points_of(self, quota: Quota, book: Book, period: Period) -> Weights:
        """Sum what facts gave; with a condition, only those of items that fit it."""
        result: Weights = defaultdict(int)
        person = quota.subject is Subject.PERSON
        for subject, entries in self._points.items():
            for entry in entries:
                if not counts_in(entry, period) or (entry.person is not None) is not person:
                    continue
                if quota.when != ALWAYS and not self._entry_fits(entry, quota.when):
                    continue
                holder = subject if person else self._holder(subject, book, period, None)
                result[holder] += fraction(entry.points)
        return result

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


def _slice(days: list[date], period: Period) -> slice:
    return slice(bisect_left(days, period.start), bisect_right(days, period.end))


def _weight(joint: Joint, number: int, index: int, share: Fraction) -> Fraction | int:
    match joint:
        case Joint.EVEN:
            return Fraction(1, number)
        case Joint.SHARES:
            return share
        case Joint.FIRST:
            return int(index == 0)
        case _:
            return 1
