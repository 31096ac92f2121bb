"""Steps 1 to 5: what an item gives its units and people."""

from __future__ import annotations

from scoring.conditions import Section
from scoring.engine.adoptions import Adoptions
from scoring.engine.book import Book
from scoring.engine.dividing import Dividing
from scoring.engine.endorsements import Endorsing
from scoring.engine.journal import Daybook
from scoring.engine.view import Team, View
from scoring.model import Forwarding, Item


class Items:
    """Writes the postings of items into a daybook."""

    def __init__(self, view: View, daybook: Daybook, dividing: Dividing) -> None:
        """Write what a view's items give into a daybook."""
        self._view = view
        self._daybook = daybook
        self._dividing = dividing
        self._adoptions = Adoptions(view, daybook, dividing)
        self._endorsing = Endorsing(view, daybook, dividing)
        own = (book for book in view.corpus.rulebooks if book.score == view.score)
        self._books = [view.books.of(rulebook) for rulebook in own]
        self._sending_counts = any(book.rulebook.submissions for book in self._books)
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
        """Write all postings of one item."""
        view = self._view
        team = view.team(item)
        concerned = self._concerned.get(team)
        if concerned is None:
            concerned = self._concerned[team] = self._concerns(team)
        if not concerned and not any(adoption.units for adoption in item.adoptions):
            return
        endorsed = bool(item.endorsements) and view.endorsed(item)
        claims = self._adoptions.enter(item, team, endorsed) if item.adoptions else ()
        if self._sending_counts and item.date <= view.as_of:
            book = view.books[item.date]
            if book is not None and book.rulebook.submissions:
                self._given(book, Section.SUBMISSION, item, None, 0, team, endorsed)
        for place, forwarding in enumerate(item.forwardings):
            book = view.books[forwarding.date]
            if forwarding.date <= view.as_of and book is not None and book.rulebook.forwardings:
                self._given(book, Section.FORWARDING, item, forwarding, place, team, endorsed)
        if endorsed:
            self._endorsing.enter(item, team, claims)

    def _given(
        self, book: Book, section: Section, item: Item, forwarding: Forwarding | None, place: int,
        team: Team, endorsed: bool,
    ) -> None:
        """Write what sending the item gives, or its being chosen and sent up to a level."""
        view, fact = self._view, forwarding or item
        desk = book.desk(section, team, item.kind, view.commissioned(item), endorsed)
        words = (fact.level, view.adopted(item))
        lines = desk.lines.get(words)
        if lines is None:
            lines = self._dividing.lines(book, section, item, forwarding, team, desk, words)
        stack = self._daybook.stack(section, fact.date)
        for line in lines:
            if line.rows:
                stack += (line, item.id, place)
