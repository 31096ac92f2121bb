"""What quotas and rates count of items: how much was sent and adopted in each stretch of days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import cache, partial
from typing import NamedTuple

from scoring.conditions import ALWAYS, Condition, Joint
from scoring.engine.matching import fits
from scoring.engine.sharing import part
from scoring.engine.view import Team, View
from scoring.engine.wanted import Asked
from scoring.model import Adoption, Item
from scoring.postings import Count, Counts, Weights


class _Event(NamedTuple):
    """Something sent or adopted: when it counts, and for whom."""

    begin: date
    """First day of the stretch of days."""
    adoption: Adoption | None
    team: Team


_Events = list[tuple[Item, tuple[_Event, ...]]]


def counts(view: View, items: Iterable[str]) -> Counts:
    """Return what was sent and adopted of some items, for each question of the rulebooks."""
    asked = view.wanted.asked
    if not asked:
        return ()
    known = [view.corpus.items[name] for name in items]
    sent = [] if all(one.adopted for one in asked) else _sent(view, known)
    adopted = _adopted(view, known) if any(one.adopted for one in asked) else []
    return tuple(_counted(view, one, adopted if one.adopted else sent) for one in asked)


def _sent(view: View, items: Iterable[Item]) -> _Events:
    """Return each item that was sent."""
    begin = cache(view.wanted.begin)
    return [
        (item, (_Event(begin(item.date), None, view.team(item)),))
        for item in items
        if item.date <= view.as_of
    ]


def _adopted(view: View, items: Iterable[Item]) -> _Events:
    """Return each item that was adopted, with all its adoptions."""
    begin = cache(view.wanted.begin)
    found: _Events = []
    for item in items:
        if item.adoptions:
            team = view.team(item)
            events = tuple(
                _Event(
                    begin(view.counted_on(item, adoption)[0]),
                    adoption,
                    view.team(item, adoption.units) if adoption.units else team,
                )
                for adoption in item.adoptions
                if adoption.date <= view.as_of
            )
            if events:
                found.append((item, events))
    return found


def _counted(view: View, asked: Asked, events: _Events) -> tuple[Count, ...]:
    """Return what one question asks, alike items as one."""
    if asked.when == ALWAYS:
        alike = Counter(tuple((one.begin, one.team) for one in own) for _, own in events)
    else:
        alike = Counter(
            tuple((one.begin, _fitting(view, item, one, asked.when)) for one in own)
            for item, own in events
        )
    weights = cache(partial(_weights, view, asked))
    found = Counter[tuple[tuple[date, Weights], ...]]()
    for credited, number in alike.items():
        when = tuple((begin, weights(team)) for begin, team in credited if team)
        found[tuple(one for one in when if one[1])] += number
    return tuple(Count(when, number) for when, number in found.items() if when)


def _fitting(view: View, item: Item, event: _Event, when: Condition) -> Team:
    """Return the credited members for whom a condition holds."""
    _, adoption, team = event
    papers = when.publications
    if papers is not None and (adoption is None or adoption.publication not in papers):
        return ()  # as of most: said before all facets are gathered
    return tuple(one for one in team if fits(when, view.facets(item, adoption, one)))


def _weights(view: View, asked: Asked, team: Team) -> Weights:
    """Return what one event counts for the units, or for the authors, of some members."""
    return tuple(
        _of_people(team, asked.joint) if asked.by_person else _of_units(view, team, asked.joint)
    )


def _of_units(view: View, team: Team, joint: Joint) -> Iterator[tuple[str, int, int]]:
    for member in team:
        unit, number = member.unit, len(member.units)
        if joint is Joint.PARENT and number > 1:
            unit = view.common_parent(member.units) or unit
        weight = part(joint, number, member.index == 0, member.shares[member.index])
        yield unit, weight.numerator, weight.denominator


def _of_people(team: Team, joint: Joint) -> Iterator[tuple[str, int, int]]:
    people = [one for member in team for one in member.people]
    number = len(people)
    weights = {
        one: part(joint, number, not index, Fraction(1, number))
        for index, one in enumerate(people)
    }
    for person, weight in weights.items():
        yield person, weight.numerator, weight.denominator
