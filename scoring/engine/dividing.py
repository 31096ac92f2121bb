"""Steps 1 and 2: the rule chosen for a fact, and its points divided among units and people."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from scoring.conditions import Joint, Section
from scoring.engine.book import Book, Choice
from scoring.engine.journal import Line
from scoring.engine.sharing import Member, divided, shared
from scoring.engine.view import View
from scoring.model import Adoption, Item
from scoring.points import ZERO


class Dividing:
    """Finds what a fact gives a member; equal facts share one choice and one line."""

    def __init__(self, view: View) -> None:
        """Divide what a view's facts give."""
        self._view = view

    def choice(
        self, book: Book, section: Section, item: Item, adoption: Adoption | None, member: Member
    ) -> Choice | None:
        """Return the choice for an item, or for one adoption of it; None where no rule fits."""
        facets = self._view.facets(item, adoption, member)
        judge = partial(self._view.judgement, item.id, member.unit)
        return book.choice(section, facets, judge)

    def line(self, book: Book, choice: Choice, member: Member) -> Line:
        """Return the line of a choice for a member; it has no rows where none are due."""
        if member not in choice.lines:
            choice.lines[member] = self._new_line(book, choice, member)
        return choice.lines[member]

    def _new_line(self, book: Book, choice: Choice, member: Member) -> Line:
        grant, joint = choice.grant, choice.joint
        nothing = Line(grant.section, (), ZERO)
        parent = self._view.common_parent(member.units) if joint is Joint.PARENT else None
        recipient = divided(member, joint, parent)
        if recipient is None:
            return nothing
        unit, moved = book.destination(recipient.unit)
        if not book.scores(unit):
            return nothing
        together = parent is not None and len(member.units) > 1
        people = member.authors if together else member.people
        return shared(grant, replace(recipient, unit=unit, moved=moved), people)
