"""Steps 1 to 5: what an item gives its units and people."""

from __future__ import annotations

from scoring.conditions import Section
from scoring.engine.adoptions import Adoptions
from scoring.engine.book import Book
from scoring.engine.dividing import Dividing
from scoring.engine.endorsements import Endorsing
from scoring.engine.journal import Journal
from scoring.engine.view import Team, View
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
        own = (book for book in view.corpus.rulebooks if book.score == view.score)
        self._books = [view.books.of(rulebook) for rulebook in own]
        self._concerned: dict[Team, bool] = {}

    def _concerns(self, team: Team) -> bool:
        """Return whether the score's 适用 covers anybody who may get points for a team's items."""
        parent = self._view.common_parent(team[0].units) if team else None
        takers = [member.unit for member in team] + ([] if parent is None else [parent])
        return any(
            book.scores(book.destination(unit)[0])
            for book in self._books
            for unit in takers
        )

    def enter(self, item: Item) -> None:
        """Write all entries of one item."""
        view = self._view
        team = view.team(item)
        if team not in self._concerned:
            self._concerned[team] = self._concerns(team)
        if not self._concerned[team] and not any(adoption.units for adoption in item.adoptions):
            return
        endorsed = view.endorsed(item)
        claims = self._adoptions.enter(item, team, endorsed)
        if item.date <= view.as_of:
            book = view.books[item.date]
            if book is not None and book.rulebook.submissions:
                self._given(book, Section.SUBMISSION, item, None, team, endorsed)
        for forwarding in item.forwardings:
            book = view.books[forwarding.date]
            if forwarding.date <= view.as_of and book is not None and book.rulebook.forwardings:
                self._given(book, Section.FORWARDING, item, forwarding, team, endorsed)
        if endorsed:
            self._endorsing.enter(item, team, claims)

    def _given(
        self, book: Book, section: Section, item: Item, forwarding: Forwarding | None, team: Team,
        endorsed: bool,
    ) -> None:
        """Write what sending the item gives, or its being chosen and sent up to a level."""
        view, place = self._view, forwarding or item
        desk = book.desk(section, team, item.kind, view.commissioned(item), endorsed)
        words = (place.level, view.adopted(item))
        lines = desk.lines.get(words)
        if lines is None:
            lines = self._dividing.lines(book, section, item, forwarding, team, desk, words)
        sheet = self._journal.sheet(section, place.date)
        for line in lines:
            sheet.post(line, book.rulebook, place.source, item.id)
