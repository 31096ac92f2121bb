"""What counts as an answer, and until when: the ledger and the board ask here and nowhere else.

An answer counts in a form that the rule of its kind allows: an item, or a note of what was done.
One that names neither is the office's word that the answer came, and counts. Items that name the
assignment themselves (约稿) answer it too. What a unit did later under another name is its own.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cached_property

from scoring.assignments.facts import Answer, Assignment, Claim, Clearance, Extension, Step
from scoring.assignments.kinds import AnsweredBy, KindRule
from scoring.lineage import later_names
from scoring.model import Corpus, Item
from scoring.outline import Trait, having


def form(answer: Answer) -> AnsweredBy | None:
    """Return the form of an answer, None where only its day was written."""
    if answer.item is not None:
        return AnsweredBy.ITEM
    return None if answer.note is None else AnsweredBy.NOTE


def counts(rule: KindRule, answer: Answer) -> bool:
    """Return whether an answer has a form that its kind allows."""
    given = form(answer)
    return given is None or given in rule.answers


class Answering:
    """Who answered what by a day, for many questions about one corpus."""

    def __init__(self, corpus: Corpus, on: date) -> None:
        """Look at the facts up to and including a day."""
        self.corpus = corpus
        self.on = on
        self._names: dict[str, tuple[str, ...]] = {}

    @cached_property
    def _replies(self) -> dict[str, list[Item]]:
        """The items that answer an assignment by their own word, by assignment."""
        found: dict[str, list[Item]] = defaultdict(list)
        for item in sorted(having(self.corpus.items, Trait.COMMISSION), key=lambda item: item.id):
            if item.commission is not None and item.date <= self.on:
                found[item.commission].append(item)
        return found

    def names(self, unit: str) -> tuple[str, ...]:
        """Return a unit and all that it became."""
        if unit not in self._names:
            self._names[unit] = later_names(self.corpus, unit)
        return self._names[unit]

    def due(self, assignment: Assignment, unit: str | None) -> date:
        """Return a unit's last day with the extensions granted so far; None is nobody's own."""
        return max((assignment.due, *(one.until for one in self.extensions(assignment, unit))))

    def extensions(self, assignment: Assignment, unit: str | None) -> tuple[Extension, ...]:
        """Return the extensions that a unit was granted, also with all others, by date."""
        names = () if unit is None else self.names(unit)
        own = (
            one for one in assignment.extensions
            if one.date <= self.on and (one.unit is None or one.unit in names)
        )  # fmt: skip
        return tuple(sorted(own, key=lambda one: (one.date, one.source)))

    def answers(self, assignment: Assignment, unit: str) -> tuple[Answer, ...]:
        """Return a unit's answers that count, also items that name the 约稿, earliest first."""
        rule = self.corpus.assignment_kinds[assignment.kind]
        given = self._given(assignment, unit)
        return tuple(answer for answer in given if counts(rule, answer))

    def refused(self, assignment: Assignment, unit: str) -> tuple[Answer, ...]:
        """Return a unit's answers in a form that its kind does not allow, earliest first."""
        rule = self.corpus.assignment_kinds[assignment.kind]
        given = self._given(assignment, unit)
        return tuple(answer for answer in given if not counts(rule, answer))

    def _given(self, assignment: Assignment, unit: str) -> list[Answer]:
        names = self.names(unit)
        answers = [answer for answer in assignment.answers if answer.unit in names]
        answered = {answer.item for answer in answers}
        answers += [
            Answer(item.source, unit, item.date, item.id)
            for item in self._replies.get(assignment.id, ())
            if item.id not in answered and any(share.unit in names for share in item.units)
        ]
        known = [answer for answer in answers if answer.date <= self.on]
        return sorted(known, key=lambda answer: (answer.date, answer.source))

    def cleared(self, assignment: Assignment, unit: str) -> Clearance | None:
        """Return a unit's first 销号."""
        names = self.names(unit)
        own = [one for one in assignment.cleared if one.unit in names and one.date <= self.on]
        return min(own, key=lambda one: (one.date, one.source), default=None)

    def claim(self, assignment: Assignment, unit: str) -> Claim | None:
        """Return a unit's first claim of an open assignment."""
        names = self.names(unit)
        own = [one for one in assignment.claims if one.unit in names and one.date <= self.on]
        return min(own, key=lambda one: (one.date, one.source), default=None)

    def progress(self, assignment: Assignment, unit: str) -> Step | None:
        """Return what a unit reported last."""
        names = self.names(unit)
        own = [one for one in assignment.progress if one.unit in names and one.date <= self.on]
        return max(own, key=lambda one: (one.date, one.source), default=None)
