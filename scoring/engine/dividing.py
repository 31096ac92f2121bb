"""Steps 1 and 2: the rule chosen for a fact, and its points divided among units and people."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from scoring.conditions import Joint, Section
from scoring.engine.book import Book, Choice, Desk, Words
from scoring.engine.journal import Line
from scoring.engine.sharing import Member, divided, shared
from scoring.engine.view import Fact, Team, View
from scoring.model import Item
from scoring.points import ZERO

_NOTHING = Line((), ZERO)


class Dividing:
    """Finds what a fact gives a member; equal facts share one choice and one line."""

    def __init__(self, view: View) -> None:
        """Divide what a view's facts give."""
        self._view = view

    def lines(
        self, book: Book, section: Section, item: Item, fact: Fact, team: Team, desk: Desk,
        words: Words,
    ) -> tuple[Line, ...]:
        """Return what an item, or one fact of it, gives each member of a team.

        The lines are left on the desk where equal words always give the same.
        """
        choices = [self._choice(book, section, item, fact, member) for member in team]
        lines = tuple(
            self.line(book, choice, member) for choice, member in zip(choices, team, strict=True)
        )
        if all(choice.settled for choice in choices):
            desk[words] = lines
        return lines

    def _choice(
        self, book: Book, section: Section, item: Item, fact: Fact, member: Member
    ) -> Choice:
        """Return the choice for an item, or for one fact of it."""
        facets = self._view.facets(item, fact, member)
        judge = partial(self._view.judgement, item.id, member.unit)
        return book.choice(section, facets, judge)

    def line(self, book: Book, choice: Choice, member: Member) -> Line:
        """Return the line of a choice for a member; it has no rows where none are due."""
        if member not in choice.lines:
            choice.lines[member] = self._new_line(book, choice, member)
        return choice.lines[member]

    def _new_line(self, book: Book, choice: Choice, member: Member) -> Line:
        grant, joint = choice.grant, choice.joint
        if grant is None:
            return _NOTHING
        parent = self._view.common_parent(member.units) if joint is Joint.PARENT else None
        recipient = divided(member, joint, parent)
        if recipient is None:
            return _NOTHING
        unit, moved = book.destination(recipient.unit)
        if not book.scores(unit):
            return _NOTHING
        together = parent is not None and len(member.units) > 1
        people = member.authors if together else member.people
        return shared(grant, replace(recipient, unit=unit, moved=moved), people)
