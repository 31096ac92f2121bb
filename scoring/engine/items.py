"""Steps 1 to 5: what an item gives its units and people.

The common case, an adoption like thousands before it, is one lookup of a ready line; only a
combination of words, units and authors not yet met goes through rule choice and division.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from scoring.conditions import Counting, Joint, Section
from scoring.engine.book import Book, Choice
from scoring.engine.contest import Claim, by_rulebook, settled
from scoring.engine.endorsements import Endorsing
from scoring.engine.journal import Journal, Line
from scoring.engine.sharing import Member, divided, line
from scoring.engine.view import Team, View
from scoring.findings import Source
from scoring.model import Adoption, Forwarding, Item


class Items:
    """Writes the entries of items into a journal."""

    def __init__(self, view: View, journal: Journal) -> None:
        """Write what a view's items give into a journal."""
        self._view = view
        self._journal = journal
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
        view, post = self._view, self._journal.post
        as_of, publications = view.as_of, view.corpus.publications
        waiting: list[Claim] = []
        counted: list[Claim] = []
        for adoption in item.adoptions:
            if adoption.date > as_of:
                continue
            day, book = view.counted_on(item, adoption)
            if book is None or not book.rulebook.adoptions:
                continue
            several = book.rulebook.several_adoptions
            for member in team if not adoption.units else view.team(item, adoption.units):
                ready = self._adoption_line(
                    book, item, adoption, member, commissioned, endorsed
                )
                if ready is None:
                    continue
                if several is Counting.ALL and not endorsed:
                    post(ready, day, book.rulebook, adoption.source, item.id)
                    continue
                publication = publications.get(adoption.publication)
                level = None if publication is None else publication.level.label
                claim = Claim(
                    ready, day, book.rulebook, adoption.source, member.unit,
                    adoption.publication, level, f"《{adoption.publication}》",
                )
                waiting.append(claim)
        for claims in by_rulebook(waiting):
            for claim in settled(claims, claims[0].rulebook.several_adoptions):
                post(claim.line, claim.day, claim.rulebook, claim.fact, item.id)
                counted.append(claim)
        return tuple(counted)

    def _adoption_line(
        self, book: Book, item: Item, adoption: Adoption, member: Member, commissioned: bool,
        endorsed: bool,
    ) -> Line | None:
        length = 0
        if book.by_length:
            length = item.length if adoption.length is None else adoption.length
        words = (item.kind, member.group, bool(member.people), commissioned, endorsed)
        shortcuts = book.shortcuts.get(words)
        if shortcuts is None:
            shortcuts = book.shortcuts[words] = {}
        key = (adoption.publication, adoption.form, adoption.route, length)
        choice = shortcuts.get(key)
        if choice is None:
            choice = self._choice(book, Section.ADOPTION, item, adoption, member)
            assert choice is not None  # noqa: S101 - every adoption gets a line
            if choice.settled:
                shortcuts[key] = choice
        try:
            return choice.lines[member]
        except KeyError:
            return self.line(book, choice, member)

    def _choice(
        self, book: Book, section: Section, item: Item, adoption: Adoption | None, member: Member
    ) -> Choice | None:
        facets = self._view.facets(item, adoption, member)
        judge = partial(self._view.judgement, item.id, member.unit)
        return book.choice(section, facets, judge)

    def _sending(self, item: Item, team: Team) -> None:
        """Write what sending the item gives."""
        book = self._view.book(item.date)
        if book is None or not book.rulebook.submissions:
            return
        for member in team:
            choice = self._choice(book, Section.SUBMISSION, item, None, member)
            self._post(book, choice, member, item.date, item.source, item.id)

    def _forwarding(self, item: Item, team: Team, forwarding: Forwarding) -> None:
        """Write what being chosen and sent up gives; conditions see the level it was sent to."""
        book = self._view.book(forwarding.date)
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
        ready = None if choice is None else self.line(book, choice, member)
        if ready is not None:
            self._journal.post(ready, day, book.rulebook, fact, item)

    def line(self, book: Book, choice: Choice, member: Member) -> Line | None:
        """Return the line of a choice for a member, None where it gives the member no entry."""
        if member not in choice.lines:
            choice.lines[member] = self._new_line(book, choice, member)
        return choice.lines[member]

    def _new_line(self, book: Book, choice: Choice, member: Member) -> Line | None:
        joint = choice.joint
        parent = self._view.common_parent(member.units) if joint is Joint.PARENT else None
        recipient = divided(member, joint, parent)
        if recipient is None:
            return None
        unit, moved = book.destination(recipient.unit)
        if not book.scores(unit):
            return None
        people = member.people if recipient.unit == member.unit else member.authors
        return line(choice.grant, replace(recipient, unit=unit, moved=moved), people)
