"""Steps 1 to 5: what an item gives its units and people."""

from __future__ import annotations

from datetime import date
from functools import partial

from scoring.conditions import Section
from scoring.engine.adoptions import Adoptions
from scoring.engine.book import Book, Choice
from scoring.engine.dividing import Dividing
from scoring.engine.endorsements import Endorsing
from scoring.engine.journal import Journal
from scoring.engine.sharing import Member
from scoring.engine.view import Team, View
from scoring.findings import Source
from scoring.model import Forwarding, Item


class Items:
    """Writes the entries of items into a journal."""

    def __init__(self, view: View, journal: Journal, dividing: Dividing) -> None:
        """Write what a view's items give into a journal."""
        self._view = view
        self._journal = journal
        self._dividing = dividing
        self._adoptions = Adoptions(view, journal, dividing)
        self._endorsing = Endorsing(view, journal, dividing)

    def enter(self, item: Item) -> None:
        """Write all entries of one item."""
        view = self._view
        team = view.team(item)
        endorsed = bool(item.endorsements) and view.endorsed(item)
        claims = self._adoptions.enter(item, team, endorsed)
        if item.date <= view.as_of:
            self._sending(item, team)
        for forwarding in item.forwardings:
            if forwarding.date <= view.as_of:
                self._forwarding(item, team, forwarding)
        if endorsed:
            self._endorsing.enter(item, team, claims)

    def _sending(self, item: Item, team: Team) -> None:
        """Write what sending the item gives."""
        book = self._view.books[item.date]
        if book is None or not book.rulebook.submissions:
            return
        for member in team:
            choice = self._dividing.choice(book, Section.SUBMISSION, item, None, member)
            self._post(book, choice, member, item.date, item.source, item.id)

    def _forwarding(self, item: Item, team: Team, forwarding: Forwarding) -> None:
        """Write what being chosen and sent up gives; conditions see the level it was sent to."""
        book = self._view.books[forwarding.date]
        if book is None or not book.rulebook.forwardings:
            return
        for member in team:
            facets = self._view.facets(item, None, member)._replace(level=forwarding.level)
            judge = partial(self._view.judgement, item.id, member.unit)
            choice = book.choice(Section.FORWARDING, facets, judge)
            self._post(book, choice, member, forwarding.date, forwarding.source, item.id)

    def _post(
        self, book: Book, choice: Choice | None, member: Member, day: date, fact: Source, item: str
    ) -> None:
        if choice is not None:
            line = self._dividing.line(book, choice, member)
            self._journal.post(line, day, book.rulebook, fact, item)
