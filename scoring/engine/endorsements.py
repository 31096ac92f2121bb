"""Step 4: 批示, fixed or as a multiple of the adoption points that the item already gave."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from scoring.conditions import Section
from scoring.engine import words
from scoring.engine.book import Book, Choice
from scoring.engine.contest import Claim, Contest, by_rulebook
from scoring.engine.dividing import Dividing
from scoring.engine.journal import Daybook
from scoring.engine.sharing import Member
from scoring.engine.values import worth
from scoring.engine.view import Team, View
from scoring.model import Endorsement, Item
from scoring.points import ZERO, Points, times, total
from scoring.postings import Line, Row
from scoring.rules import EndorsementRule


class Endorsing:
    """Writes the postings of endorsements into a daybook."""

    def __init__(self, view: View, daybook: Daybook, dividing: Dividing) -> None:
        """Write what a view's endorsements give into a daybook."""
        self._view = view
        self._daybook = daybook
        self._contest = Contest()
        self._dividing = dividing
        self._doubles: dict[tuple[Book, int, tuple[Line, ...]], Line | None] = {}
        """By rule: what it adds to adoptions that gave these lines."""

    def enter(self, item: Item, team: Team, counted: tuple[Claim, ...]) -> None:
        """Write an item's endorsements; `counted` are the item's adoptions as written."""
        waiting: list[Claim] = []
        for place, endorsement in enumerate(item.endorsements):
            book = self._view.books[endorsement.date]
            if endorsement.date > self._view.as_of or book is None:
                continue
            if not book.rulebook.endorsements:
                continue
            rule, obstacle = self._rule(book, item, endorsement)
            for member in team:
                ready = self._ready(
                    book, rule, obstacle, item, endorsement, member, counted
                )
                waiting.append(self._claim(ready, place, endorsement, member))
        for claims in by_rulebook(waiting):
            counting = claims[0].line.rulebook.several_endorsements
            for claim in self._contest.settled(claims, counting):
                if claim.line.rows:
                    claim.stack.extend((claim.line, item.id, claim.place))

    def _claim(
        self, ready: Line, place: int, endorsement: Endorsement, member: Member
    ) -> Claim:
        leader = self._view.corpus.leaders.get(endorsement.leader)
        return Claim(
            ready, self._daybook.stack(Section.ENDORSEMENT, endorsement.date), place,
            member.unit, endorsement.publication,
            None if leader is None else leader.level.label, f"{endorsement.leader}批示",
        )

    def _rule(
        self, book: Book, item: Item, endorsement: Endorsement
    ) -> tuple[EndorsementRule | None, bool]:
        """Return the first rule that fits; else one that only lacks the adoption it needs."""
        adopted = self._view.adopted(item)
        fitting = [
            rule
            for rule in book.rulebook.endorsements
            if self._fits(rule, item, endorsement)
        ]
        for rule in fitting:
            if adopted or not rule.needs_adoption:
                return rule, False
        return (fitting[0], True) if fitting else (None, False)

    def _fits(self, rule: EndorsementRule, item: Item, endorsement: Endorsement) -> bool:
        leader = self._view.corpus.leaders.get(endorsement.leader)
        level, rank = (None, None) if leader is None else (leader.level, leader.rank)
        if rule.adopted_levels is not None and not self._levels(item) & rule.adopted_levels:
            return False
        return (
            (rule.leaders is None or endorsement.leader in rule.leaders)
            and (rule.levels is None or level in rule.levels)
            and (rule.ranks is None or rank in rule.ranks)
            and (rule.praise is None or endorsement.praise is rule.praise)
            and (rule.publications is None or endorsement.publication in rule.publications)
        )

    def _levels(self, item: Item) -> set[object]:
        publications = self._view.corpus.publications
        return {
            publications[adoption.publication].level
            for adoption in item.adoptions
            if adoption.date <= self._view.as_of and adoption.publication in publications
        }

    def _ready(
        self, book: Book, rule: EndorsementRule | None, obstacle: bool, item: Item,
        endorsement: Endorsement, member: Member, counted: tuple[Claim, ...],
    ) -> Line:
        """Return the line of an endorsement for a member."""
        points: Points = ZERO
        detail: tuple[str, ...] = ()
        doubled = None
        if rule is not None and rule.doubling is not None and not obstacle:
            doubled = self._doubled(book, rule, rule.doubling, endorsement, member, counted)
        if doubled is not None:
            return doubled
        leader = self._view.corpus.leaders.get(endorsement.leader)
        facets = self._view.facets(item, None, member)._replace(
            publication=endorsement.publication, level=None if leader is None else leader.level
        )
        if rule is not None and obstacle:
            detail = ("未被采用，" + words.amount(ZERO, book.rulebook.measure),)
        elif rule is not None and rule.doubling is not None:
            detail = ("没有采用分可以加倍，" + words.amount(ZERO, book.rulebook.measure),)
        elif rule is not None and rule.value is not None:
            judge = partial(self._view.judgement, item.id, member.unit)
            points, detail, _ = worth(rule.value, rule.clause, book.rulebook, facets, judge)
        grant = book.grant(Section.ENDORSEMENT, rule, points, detail, facets)
        own = None if rule is None else rule.joint
        return self._dividing.line(book, Choice(grant, own or book.rulebook.joint, False), member)

    def _doubled(
        self, book: Book, rule: EndorsementRule, doubling: Fraction, endorsement: Endorsement,
        member: Member, counted: tuple[Claim, ...],
    ) -> Line | None:
        """Return (doubling − 1) × the adoption points already counted for a member's unit.

        They are divided as the adoptions were; a rule that names publications or adoption levels
        doubles only the adoptions there. None where there are no points to double.
        """
        lines = tuple(
            claim.line for claim in counted if _concerned(claim, rule, endorsement, member)
        )
        key = book, id(rule), lines
        if key not in self._doubles:
            self._doubles[key] = _more(book, rule, doubling, lines)
        return self._doubles[key]


def _more(
    book: Book, rule: EndorsementRule, doubling: Fraction, lines: tuple[Line, ...]
) -> Line | None:
    """Return what doubling adds to some lines."""
    sums: dict[tuple[str, str | None], list[Points]] = {}
    for line in lines:
        for row in line.rows:
            sums.setdefault((row.unit, row.person), []).append(row.points)
    measure = book.rulebook.measure
    rows = []
    for (unit, person), points in sums.items():
        base = total(points)
        more = times(base, doubling - 1)
        told = f"采用已{words.amount(base, measure)}，加倍（{doubling}倍）"
        rows.append(Row(unit, person, more, rule, (told + words.added(more, measure),)))
    if not any(row.points for row in rows):
        return None
    weight = times(total(line.weight for line in lines), doubling - 1)
    return Line(tuple(rows), weight, book.rulebook)


def _concerned(
    claim: Claim, rule: EndorsementRule, endorsement: Endorsement, member: Member
) -> bool:
    if claim.unit != member.unit:
        return False
    if rule.publications is not None and claim.publication != endorsement.publication:
        return False
    return rule.adopted_levels is None or claim.level in {
        level.label for level in rule.adopted_levels
    }
