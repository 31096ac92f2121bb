"""Steps 1 to 3 of 采用: what its adoptions give an item's units and people.

The common case, an adoption like thousands before it, is one lookup of ready lines; only a
combination of words, units and authors not yet met goes through rule choice and division.
"""

from __future__ import annotations

from datetime import date

from scoring.conditions import Section
from scoring.engine.book import Book
from scoring.engine.contest import Claim, Contest, by_rulebook
from scoring.engine.dividing import Dividing
from scoring.engine.journal import Daybook, Stack
from scoring.engine.sharing import Member
from scoring.engine.view import Team, View
from scoring.model import Adoption, Item
from scoring.postings import Line

_Place = tuple[Book, Stack]
"""The rulebook that judges an adoption, and the stack on which it is written."""


class Adoptions:
    """Writes the postings of adoptions into a daybook."""

    def __init__(self, view: View, daybook: Daybook, dividing: Dividing) -> None:
        """Write what a view's adoptions give into a daybook."""
        self._view = view
        self._dividing = dividing
        self._contest = Contest()
        self._places = _Places(view, daybook)
        self._called: dict[str, tuple[str | None, str]] = {}
        """Level and printed name of the publications met."""

    def enter(self, item: Item, team: Team, endorsed: bool) -> tuple[Claim, ...]:
        """Write an item's adoptions; return the counted ones where an endorsement may need them."""
        if not item.adoptions:
            return ()
        view, places = self._view, self._places
        commissioned = view.commissioned(item)
        waiting: list[Claim] = []
        known: Book | None = None
        name = item.id
        for place, adoption in enumerate(item.adoptions):
            where = places[adoption.date] or places.sought(item, adoption)
            if where is None:
                continue
            book, stack = where
            if book is not known or adoption.units:
                credited = view.team(item, adoption.units) if adoption.units else team
                desk = book.desk(Section.ADOPTION, credited, item.kind, commissioned, endorsed)
                known = None if adoption.units else book
            words = (adoption.publication, adoption.form, adoption.route)
            lines = desk.lines.get(words)
            if lines is None:
                lines = self._dividing.lines(
                    book, Section.ADOPTION, item, adoption, credited, desk, words
                )
            if endorsed or not book.all_count:
                waiting += [
                    self._claim(line, stack, place, adoption, member)
                    for line, member in zip(lines, credited, strict=True)
                ]
            else:
                for line in lines:
                    if line.rows:
                        stack += (line, name, place)
        return self._counted(item, waiting) if waiting else ()

    def _claim(
        self, line: Line, stack: Stack, place: int, adoption: Adoption, member: Member
    ) -> Claim:
        name = adoption.publication
        if name not in self._called:
            publication = self._view.corpus.publications.get(name)
            level = None if publication is None else publication.level.label
            self._called[name] = (level, f"《{name}》")
        level, called = self._called[name]
        return Claim(line, stack, place, member.unit, name, level, called)

    def _counted(self, item: Item, waiting: list[Claim]) -> tuple[Claim, ...]:
        """Write the adoptions of an item as 多家采用 lets them count."""
        counted: list[Claim] = []
        for claims in by_rulebook(waiting):
            counting = claims[0].line.rulebook.several_adoptions
            counted += self._contest.settled(claims, counting)
        for line, stack, place, *_ in counted:
            if line.rows:
                stack += (line, item.id, place)
        return tuple(counted)


class _Places(dict[date, _Place | None]):
    """Where adoptions of a day go, None on days on which not all of them simply count."""

    def __init__(self, view: View, daybook: Daybook) -> None:
        super().__init__()
        self._view = view
        self._daybook = daybook

    def __missing__(self, day: date) -> _Place | None:
        book = self._view.books[day]
        simple = day <= self._view.as_of and book is not None and not book.by_sending
        self[day] = self._place(day, book) if simple else None
        return self[day]

    def sought(self, item: Item, adoption: Adoption) -> _Place | None:
        """Return where any adoption goes, None where it does not count."""
        if adoption.date > self._view.as_of:
            return None
        return self._place(*self._view.counted_on(item, adoption))

    def _place(self, day: date, book: Book | None) -> _Place | None:
        if book is None or not book.rulebook.adoptions:
            return None
        return book, self._daybook.stack(Section.ADOPTION, day)
