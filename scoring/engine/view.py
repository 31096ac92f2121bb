"""The corpus as one score sees it on a day: what happened by then, and who is who."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from scoring.engine.book import Book
from scoring.engine.matching import Facets
from scoring.engine.sharing import Member, even_rest
from scoring.engine.wanted import Wanted, wanted
from scoring.lineage import ended, later_names
from scoring.model import Adoption, Corpus, Forwarding, Item, Judgement, Person, Share
from scoring.outline import first_day
from scoring.periods import Period, PeriodKind, periods_between
from scoring.rulebook import Rulebook, in_force
from scoring.vocabulary import AssignmentKind

Team = tuple[Member, ...]


Fact = Adoption | Forwarding | None
"""What of an item conditions look at: one of its facts, or the item itself."""


def length_of(item: Item, adoption: Adoption) -> int:
    """Return the characters that count: those printed where they are known."""
    return item.length if adoption.length is None else adoption.length


def first_fact(corpus: Corpus) -> date | None:
    """Return the day of the first fact, None where there is none."""
    days = [] if (first := first_day(corpus.items)) is None else [first]
    days += [assignment.issued for assignment in corpus.assignments.values()]
    days += [fault.date for fault in corpus.faults]
    days += [judgement.date for judgement in corpus.judgements]
    return min(days, default=None)


class _Books(dict[date, Book | None]):
    """Days looked up so far; equal rulebooks share one `Book`."""

    def __init__(self, corpus: Corpus, score: str) -> None:
        super().__init__()
        self._corpus = corpus
        self._score = score
        self._known: dict[int, Book] = {}

    def __missing__(self, day: date) -> Book | None:
        rulebook = in_force(self._corpus.rulebooks, self._score, day)
        self[day] = None if rulebook is None else self.of(rulebook)
        return self[day]

    def of(self, rulebook: Rulebook) -> Book:
        """Return a rulebook ready for use."""
        if id(rulebook) not in self._known:
            self._known[id(rulebook)] = Book(rulebook, self._corpus)
        return self._known[id(rulebook)]


class View:
    """Facts of a corpus up to a day, for one score; everything derived is computed once."""

    def __init__(
        self, corpus: Corpus, score: str, as_of: date, within: Period | None = None
    ) -> None:
        """Look at a corpus for a score as of a day, at all periods or those that touch one."""
        self.corpus = corpus
        self.score = score
        self.as_of = as_of
        self._within = within
        self.used: set[tuple[str, str]] = set()
        """(item, clause) of the judgements that a rule has taken up."""
        self.books = _Books(corpus, score)
        """The rulebook in force by day, ready for use."""
        self._teams: dict[tuple[tuple[Share, ...], tuple[str, ...]], Team] = {}
        self._ancestors: dict[str, tuple[str, ...]] = {}

    def counted_on(self, item: Item, adoption: Adoption) -> tuple[date, Book | None]:
        """Return the day on which an adoption counts and the rulebook that judges it.

        The rulebook of the adoption's day decides by its 计入; when that says 报送日期, the
        item's day counts and the rulebook of that day, if there was one, judges; none does
        before that day.
        """
        book = self.books[adoption.date]
        if book is None or not book.by_sending:
            return adoption.date, book
        return item.date, None if item.date > self.as_of else self.books[item.date] or book

    def adopted(self, item: Item) -> bool:
        """Return whether the item has been adopted."""
        return bool(item.adoptions) and any(
            adoption.date <= self.as_of for adoption in item.adoptions
        )

    def endorsed(self, item: Item) -> bool:
        """Return whether the item has an endorsement."""
        return bool(item.endorsements) and any(
            endorsement.date <= self.as_of for endorsement in item.endorsements
        )

    def commissioned(self, item: Item) -> bool:
        """Return whether the item answers a 约稿, by its own word or the assignment's."""
        return item.commission is not None or item.id in self.answering

    @cached_property
    def answering(self) -> frozenset[str]:
        """The items that answer a 约稿 by the assignment's word."""
        return frozenset(
            answer.item
            for assignment in self.corpus.assignments.values()
            if assignment.kind is AssignmentKind.COMMISSION
            for answer in assignment.answers
            if answer.item is not None and answer.date <= self.as_of
        )

    def facets(self, item: Item, fact: Fact, member: Member) -> Facets:
        """Return what conditions see of an item, or of one fact, for a credited unit."""
        name, level, form, route, length = None, item.level, None, None, item.length
        if isinstance(fact, Adoption):
            name, form, route = fact.publication, fact.form, fact.route
            publication = self.corpus.publications.get(name)
            level = None if publication is None else publication.level
            length = length_of(item, fact)
        elif fact is not None:
            level = fact.level
        return Facets(
            name, level, item.kind, form, route, member.group, self.commissioned(item),
            self.endorsed(item), self.adopted(item), bool(member.people), length,
        )

    def team(self, item: Item, units: tuple[str, ...] = ()) -> Team:
        """Return an item's credited units, or those that one adoption credits."""
        if units:
            known = {share.unit: share.share for share in item.units}
            shares = tuple(Share(unit, known.get(unit)) for unit in units)
            return self._gathered(shares, item.authors)
        return self._gathered(item.units, item.authors)

    def _gathered(self, shares: tuple[Share, ...], authors: tuple[str, ...]) -> Team:
        key = (shares, authors)
        team = self._teams.get(key)
        if team is None:
            team = self._teams[key] = self._team(shares, authors)
        return team

    def _team(self, shares: tuple[Share, ...], authors: tuple[str, ...]) -> Team:
        names = tuple(share.unit for share in shares)
        parts = even_rest(shares)
        people: dict[str, list[str]] = defaultdict(list)
        for author in authors:
            home = self._home(author, names)
            if home is not None:
                people[home].append(author)
        known = tuple(author for author in authors if any(author in own for own in people.values()))
        return tuple(
            Member(name, self.group(name), tuple(people[name]), known, index, names, parts)
            for index, name in enumerate(names)
        )

    def _home(self, author: str, units: tuple[str, ...]) -> str | None:
        """Return the credited unit an author belongs to: his own or the nearest above it.

        A person's entry in the registry follows renamings; an old item's unit does not.
        """
        person = self.corpus.people.get(author)
        if person is None:
            return None
        for place in self.ancestors(person.unit):
            for unit in units:
                if place in self.later_names(unit):
                    return unit
        return None

    def later_names(self, unit: str) -> tuple[str, ...]:
        """Return a unit and all that it became by renaming and merging."""
        return later_names(self.corpus, unit)

    def group(self, unit: str) -> str | None:
        """Return a unit's 类别."""
        known = self.corpus.units.get(unit)
        return None if known is None else known.group

    def ancestors(self, unit: str) -> tuple[str, ...]:
        """Return a unit and those above it, nearest first; a cycle stops where it closes."""
        if unit not in self._ancestors:
            chain: list[str] = []
            above: str | None = unit
            while above is not None and above not in chain:
                chain.append(above)
                known = self.corpus.units.get(above)
                above = None if known is None else known.parent
            self._ancestors[unit] = tuple(chain)
        return self._ancestors[unit]

    def common_parent(self, units: tuple[str, ...]) -> str | None:
        """Return the nearest unit at or above all of the units."""
        shared = (
            place
            for place in self.ancestors(units[0])
            if all(place in self.ancestors(unit) for unit in units[1:])
        )
        return next(shared, None)

    @cached_property
    def wanted(self) -> Wanted:
        """What the score's rulebooks want to know of items."""
        return wanted(tuple(book for book in self.corpus.rulebooks if book.score == self.score))

    @cached_property
    def _first_day(self) -> date | None:
        """The first rulebook's or the first fact's day, whichever is later."""
        books = [book for book in self.corpus.rulebooks if book.score == self.score]
        first = first_fact(self.corpus)
        if not books or first is None:
            return None
        return max(min(book.effective for book in books), first)

    def periods(self, kind: PeriodKind) -> Iterator[tuple[Period, Book]]:
        """Yield the periods from the first to that of the as-of day, with their rulebooks."""
        first, last = self._first_day, self.as_of
        if first is None:
            return
        if self._within is not None:
            first, last = max(first, self._within.start), min(last, self._within.end)
        for period in periods_between(first, last, kind):
            book = self.books[min(period.end, self.as_of)]
            if book is not None:
                yield period, book

    def standing_units(self, book: Book, on: date) -> Iterator[str]:
        """Yield the scored units that exist on a day, in order of the registry."""
        for unit in self.corpus.units.values():
            begun = unit.valid_from is None or unit.valid_from <= on
            if begun and not ended(self.corpus, unit.id, on) and book.scores(unit.id):
                yield unit.id

    def classed_units(
        self, book: Book, on: date, groups: frozenset[str] | None
    ) -> Iterator[str]:
        """Yield the standing units of some 类别, or all that have one or are named by the rules."""
        rulebook = book.rulebook
        named = set(rulebook.scope.units or ())
        named.update(*(rulebook.groupings or {}).values())
        for unit in self.standing_units(book, on):
            group = self.group(unit)
            if group in groups if groups is not None else group is not None or unit in named:
                yield unit

    def standing_people(self, on: date) -> Iterator[Person]:
        """Yield the people on duty on a day, in order of the registry."""
        for person in self.corpus.people.values():
            begun = person.valid_from is None or person.valid_from <= on
            if begun and (person.valid_to is None or on <= person.valid_to):
                yield person

    def judgement(self, item: str | None, unit: str, clause: str) -> Judgement | None:
        """Return the latest 裁量 of a clause for an item's unit; one without a unit is for all."""
        found = None
        for judgement in self._judgements_of(item, clause):
            if judgement.unit in (None, unit) and (found is None or judgement.date >= found.date):
                found = judgement
        if found is not None and item is not None:
            self.used.add((item, clause))
        return found

    def _judgements_of(self, item: str | None, clause: str) -> Iterator[Judgement]:
        """Yield the known 裁量 of a clause for an item: its own, then those recorded elsewhere."""
        own = () if item is None else self.corpus.items[item].judgements
        for judgement in (*own, *self.recorded.get(item, ())):
            if judgement.clause == clause and judgement.date <= self.as_of:
                yield judgement

    @cached_property
    def recorded(self) -> dict[str | None, list[Judgement]]:
        """The 裁量 recorded outside items, by the item they are about."""
        found = defaultdict[str | None, list[Judgement]](list)
        for judgement in sorted(self.corpus.judgements, key=lambda fact: fact.source):
            found[judgement.item].append(judgement)
        return dict(found)

    def judgements(self, items: Iterable[str]) -> Iterator[tuple[str | None, Judgement]]:
        """Yield every known 裁量 with its item: of some items their own, then all others."""
        for item in items:
            for judgement in self.corpus.items[item].judgements:
                if judgement.date <= self.as_of:
                    yield item, judgement
        for judgement in sorted(self.corpus.judgements, key=lambda fact: fact.source):
            if judgement.date <= self.as_of:
                yield judgement.item, judgement
