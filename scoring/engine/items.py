"""Steps 1 to 5: what an item gives its units and people.

The common case, an adoption like thousands before it, is one lookup of a ready line; only a
combination of words, units and authors not yet met goes through rule choice and division.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from scoring.conditions import Joint, Section
from scoring.engine.book import Book, Choice, Table
from scoring.engine.contest import Claim, Contest, by_rulebook
from scoring.engine.endorsements import Endorsing
from scoring.engine.journal import Journal, Line
from scoring.engine.sharing import Member, divided, shared
from scoring.engine.view import Team, View, length_of
from scoring.findings import Source
from scoring.model import Adoption, Forwarding, Item
from scoring.points import ZERO


class Items:
    """Writes the entries of items into a journal."""

    def __init__(self, view: View, journal: Journal) -> None:
        """Write what a view's items give into a journal."""
        self._view = view
        self._journal = journal
        self._contest = Contest()
        self._called: dict[str, tuple[str | None, str]] = {}
        """Level and printed name of the publications met."""
        self._endorsing = Endorsing(view, journal, self.line)

    def enter(self, item: Item) -> None:
        """Write all entries of one item."""
        view = self._view
        team = view.team(item)
        commissioned = view.commissioned(item)
        endorsed = bool(item.endorsements) and view.endorsed(item)
        claims = self._adoptions(item, team, commissioned, endorsed)
        if item.date <= view.as_of:
            self._sending(item, team)
        for forwarding in item.forwardings:
            if forwarding.date <= view.as_of:
                self._forwarding(item, team, forwarding)
        if endorsed:
            self._endorsing.enter(item, team, claims)

    def _adoptions(
        self, item: Item, team: Team, commissioned: bool, endorsed: bool
    ) -> tuple[Claim, ...]:
        """Write an item's adoptions; return the counted ones where an endorsement may need them."""
        view, post, as_of = self._view, self._journal.post, self._view.as_of
        table: Table = {}
        table_of: tuple[Book | None, Member | None] = (None, None)
        waiting: list[Claim] = []
        for adoption in item.adoptions:
            day = adoption.date
            if day > as_of:
                continue
            book = view.books[day]
            if book is not None and book.by_sending:
                day, book = view.counted_on(item, adoption)
            if book is None or not book.rulebook.adoptions:
                continue
            for member in team if not adoption.units else view.team(item, adoption.units):
                if table_of[0] is not book or table_of[1] is not member:
                    table = book.table(item.kind, member, commissioned, endorsed)
                    table_of = (book, member)
                words = (
                    adoption.publication, adoption.form, adoption.route,
                    length_of(item, adoption) if book.by_length else 0,
                )
                choice = table.get(words)
                if choice is None:
                    choice = self._adoption_choice(book, item, adoption, member)
                    if choice.settled:
                        table[words] = choice
                line = choice.lines.get(member) or self.line(book, choice, member)
                if endorsed or not book.all_count:
                    waiting.append(self._claim(line, day, book, adoption, member))
                else:
                    post(line, day, book.rulebook, adoption.source, item.id)
        return self._counted(item, waiting) if waiting else ()

    def _claim(
        self, line: Line, day: date, book: Book, adoption: Adoption, member: Member
    ) -> Claim:
        name = adoption.publication
        if name not in self._called:
            publication = self._view.corpus.publications.get(name)
            level = None if publication is None else publication.level.label
            self._called[name] = (level, f"《{name}》")
        level, called = self._called[name]
        return Claim(
            line, day, book.rulebook, adoption.source, member.unit, name, level, called
        )

    def _counted(self, item: Item, waiting: list[Claim]) -> tuple[Claim, ...]:
        """Write the adoptions of an item as 多家采用 lets them count."""
        counted = tuple(
            claim
            for claims in by_rulebook(waiting)
            for claim in self._contest.settled(claims, claims[0].rulebook.several_adoptions)
        )
        for claim in counted:
            self._journal.post(claim.line, claim.day, claim.rulebook, claim.fact, item.id)
        return counted

    def _adoption_choice(
        self, book: Book, item: Item, adoption: Adoption, member: Member
    ) -> Choice:
        choice = self._choice(book, Section.ADOPTION, item, adoption, member)
        assert choice is not None  # noqa: S101 - every adoption gets a line
        return choice

    def _choice(
        self, book: Book, section: Section, item: Item, adoption: Adoption | None, member: Member
    ) -> Choice | None:
        facets = self._view.facets(item, adoption, member)
        judge = partial(self._view.judgement, item.id, member.unit)
        return book.choice(section, facets, judge)

    def _sending(self, item: Item, team: Team) -> None:
        """Write what sending the item gives."""
        book = self._view.books[item.date]
        if book is None or not book.rulebook.submissions:
            return
        for member in team:
            choice = self._choice(book, Section.SUBMISSION, item, None, member)
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
            line = self.line(book, choice, member)
            self._journal.post(line, day, book.rulebook, fact, item)

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
