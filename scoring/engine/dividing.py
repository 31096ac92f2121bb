"""Steps 1 and 2: the rule chosen for a fact, and its points divided among units and people."""

from __future__ import annotations

from functools import partial

from scoring.conditions import Joint, Section
from scoring.engine.book import Book, Choice, Desk, Words
from scoring.engine.sharing import Member, Recipient, divided
from scoring.engine.view import Fact, Team, View
from scoring.model import Item
from scoring.points import ZERO
from scoring.postings import Line


class Dividing:
    """Finds what a fact gives a member; equal facts share one choice and one line."""

    def __init__(self, view: View) -> None:
        """Divide what a view's facts give."""
        self._view = view
        self._recipients: dict[tuple[Book, Joint, Member], Recipient | None] = {}

    def lines(
        self, book: Book, section: Section, item: Item, fact: Fact, team: Team, desk: Desk,
        words: Words,
    ) -> tuple[Line, ...]:
        """Return what an item, or one fact of it, gives each member of a team.

        The lines are left on the desk where equal words always give the same.
        """
        choices = [
            self._choice(book, section, item, fact, member, desk, words) for member in team
        ]
        lines = tuple(
            self.line(book, choice, member) for choice, member in zip(choices, team, strict=True)
        )
        if all(choice.settled for choice in choices):
            desk.lines[words] = lines
        return lines

    def _choice(
        self, book: Book, section: Section, item: Item, fact: Fact, member: Member, desk: Desk,
        words: Words,
    ) -> Choice:
        """Return the choice for an item, or for one fact of it."""
        key = words, member.group, bool(member.people)
        choice = desk.shelf.get(key)
        if choice is None:
            facets = self._view.facets(item, fact, member)
            judge = partial(self._view.judgement, item.id, member.unit)
            choice = book.choice(section, facets, judge)
            if choice.settled:
                desk.shelf[key] = choice
        return choice

    def line(self, book: Book, choice: Choice, member: Member) -> Line:
        """Return the line of a choice for a member; it has no rows where none are due."""
        if member not in choice.lines:
            choice.lines[member] = self._new_line(book, choice, member)
        return choice.lines[member]

    def _new_line(self, book: Book, choice: Choice, member: Member) -> Line:
        grant = choice.grant
        if grant is None:
            return Line((), ZERO, book.rulebook)
        key = book, choice.joint, member
        if key not in self._recipients:
            self._recipients[key] = self._recipient(*key)
        recipient = self._recipients[key]
        if recipient is None:
            return Line((), ZERO, book.rulebook)
        return choice.plan(grant, recipient).line(recipient)

    def _recipient(self, book: Book, joint: Joint, member: Member) -> Recipient | None:
        """Return where a member's part goes by 联合 and 归属, None where nobody scored gets it."""
        parent = self._view.common_parent(member.units) if joint is Joint.PARENT else None
        recipient = divided(member, joint, parent)
        if recipient is None:
            return None
        unit, moved = book.destination(recipient.unit)
        return recipient._replace(unit=unit, moved=moved) if book.scores(unit) else None
