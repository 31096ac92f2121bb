"""A rulebook made ready for use: what it gives for equal facts is found out once."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from scoring.conditions import Counting, DateBasis, Joint, Multiple, PerLength, Section, Value
from scoring.engine import words
from scoring.engine.matching import Facets, first_fitting, fits, looked_at, stated
from scoring.engine.sharing import Grant, Member, Plan, Recipient, planned
from scoring.engine.values import Judge, worth
from scoring.model import Corpus
from scoring.points import ZERO, Points
from scoring.postings import Line
from scoring.rulebook import Rulebook
from scoring.rules import AdoptionRule, Credit, ForwardingRule, Multiplier, Rule, SubmissionRule

FactRule = AdoptionRule | SubmissionRule | ForwardingRule
_LENGTH = frozenset({"length"})


class Choice:
    """The rule chosen for some facets and what it grants; `lines` memoises it per member.

    There is no grant where no rule speaks.
    """

    __slots__ = ("_plans", "grant", "joint", "lines", "settled")

    def __init__(self, grant: Grant | None, joint: Joint, settled: bool) -> None:
        """Keep a grant; `settled` says that facts alike in all but length give an equal one."""
        self.grant = grant
        self.joint = joint
        self.settled = settled
        self.lines: dict[Member, Line] = {}
        self._plans: dict[object, Plan] = {}

    def plan(self, grant: Grant, recipient: Recipient) -> Plan:
        """Return how the grant is divided for a recipient; those with equal parts share a plan."""
        key = recipient.share, recipient.phrase, recipient.moved, len(recipient.people)
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = planned(grant, recipient)
        return plan

    def identity(self) -> object:
        """Return a key that is equal for choices which always give the same lines."""
        grant = self.grant
        if grant is None:
            return None
        extras = tuple(id(extra) for extra in grant.extras)
        return grant.section.label, id(grant.rule), grant.points, grant.detail, extras, self.joint


Words = tuple[object, ...]
"""What tells the facts of like items apart: an adoption's publication, form and route."""
Shelf = dict[tuple[Words, str | None, bool], Choice]
"""Choices by words, 类别 of the credited unit and whether an author of the unit signed."""


class Desk:
    """What the facts met so far of like items give one team: all that no rule tells apart."""

    __slots__ = ("lines", "shelf")

    def __init__(self, shelf: Shelf) -> None:
        """Begin without lines; the shelf is that of like items of all teams."""
        self.lines: dict[Words, tuple[Line, ...]] = {}
        """One line for each member of the team."""
        self.shelf = shelf


class Book:
    """A rulebook with its lookups."""

    def __init__(self, rulebook: Rulebook, corpus: Corpus) -> None:
        """Prepare a rulebook for an office."""
        self.rulebook = rulebook
        self.by_sending = rulebook.basis is DateBasis.SENT
        self.all_count = rulebook.several_adoptions is Counting.ALL
        self._desks: dict[object, Desk] = {}
        self._shelves: dict[object, Shelf] = {}
        self._equal: dict[object, Choice] = {}
        self._corpus = corpus
        self._destinations: dict[str, tuple[str, str | None]] = {}
        self._rules: Mapping[Section, tuple[FactRule, ...]] = {
            Section.ADOPTION: rulebook.adoptions,
            Section.SUBMISSION: rulebook.submissions,
            Section.FORWARDING: rulebook.forwardings,
        }
        self._by_length = _looks_at_length(rulebook)
        conditions = [rule.when for rules in self._rules.values() for rule in rules]
        self._seen = looked_at([*conditions, *(rule.when for rule in rulebook.multipliers)])

    def choice(self, section: Section, facets: Facets, judge: Judge) -> Choice:
        """Return the first rule of a section that fits, with its grant.

        An adoption that no rule scores still gets a line of 0, so that nobody has to guess.
        """
        choice = self._chosen(section, facets, judge)
        return self._equal.setdefault(choice.identity(), choice) if choice.settled else choice

    def desk(
        self, section: Section, team: tuple[Member, ...], kind: str | None, commissioned: bool,
        endorsed: bool,
    ) -> Desk:
        """Return where the lines of a section are kept for a team's items that no rule tells apart.
        """
        seen = self._seen
        like = (
            section, kind if "kind" in seen else None,
            commissioned and "commissioned" in seen, endorsed and "endorsed" in seen,
        )
        desk = self._desks.get((team, like))
        if desk is None:
            desk = self._desks[team, like] = Desk(self._shelves.setdefault(like, {}))
        return desk

    def _chosen(self, section: Section, facets: Facets, judge: Judge) -> Choice:
        rule = first_fitting(self._rules[section], facets)
        alike = not self._looks_at_length(section, facets)
        if rule is None:
            is_adoption = section is Section.ADOPTION
            grant = self.grant(section, None, ZERO, (), facets) if is_adoption else None
            return Choice(grant, self.rulebook.joint, alike)
        given = worth(
            rule.value, rule.clause, self.rulebook, facets, judge, stated(rule.when)
        )
        grant = self.grant(section, rule, given.points, given.detail, facets)
        own = rule.joint if isinstance(rule, AdoptionRule) else None
        return Choice(grant, own or self.rulebook.joint, given.settled and alike)

    def _looks_at_length(self, section: Section, facets: Facets) -> bool:
        """Return whether another 字数 could change what a section gives."""
        if not self._by_length:
            return False
        if any(
            rule.when.length is not None and fits(rule.when, facets, _LENGTH)
            for rule in self.rulebook.multipliers
        ):
            return True
        for rule in self._rules[section]:
            if fits(rule.when, facets, _LENGTH):
                return rule.when.length is not None or self._pays_by_length(rule.value)
        return False

    def _pays_by_length(self, value: Value) -> bool:
        """Return whether a value is, or may follow another clause to, one for each length."""
        if isinstance(value, Multiple):
            return all(table.name != value.of for table in self.rulebook.tables)
        return isinstance(value, PerLength)

    def grant(
        self, section: Section, rule: Rule | None, points: Points, detail: tuple[str, ...],
        facets: Facets,
    ) -> Grant:
        """Return what a rule gives, with the 系数 that apply to it."""
        extras = self.multipliers(section, points, facets) if points else ()
        return Grant(section, rule, points, detail, extras, self.rulebook)

    def multipliers(
        self, section: Section, points: Points, facets: Facets
    ) -> tuple[Multiplier, ...]:
        """Return the 系数 for points of a section, in document order; their factors multiply."""
        return tuple(
            rule
            for rule in self.rulebook.multipliers
            if (rule.section is section or (rule.deductions and points < 0))
            and rule.factor != Fraction(1)
            and fits(rule.when, facets)
        )

    def destination(self, unit: str) -> tuple[str, str | None]:
        """Return who gets a unit's points by 归属, and the phrase that says so."""
        if unit not in self._destinations:
            self._destinations[unit] = self._found_destination(unit)
        return self._destinations[unit]

    def _found_destination(self, unit: str) -> tuple[str, str | None]:
        known = self._corpus.units.get(unit)
        group = None if known is None else known.group
        for credit in self.rulebook.credits:
            if _moves(credit, unit, group):
                to = credit.to or (None if known is None else known.parent)
                if to is None or to == unit:
                    return unit, None
                return to, words.moved(credit.clause, unit)
        return unit, None

    def scores(self, unit: str) -> bool:
        """Return whether the rulebook's 适用 covers a unit (named, or by its 类别)."""
        scope = self.rulebook.scope
        known = self._corpus.units.get(unit)
        group = None if known is None else known.group
        if unit in scope.without or group in scope.without:
            return False
        if scope.units is None and scope.groups is None:
            return True
        return unit in (scope.units or ()) or (group is not None and group in (scope.groups or ()))


def _moves(credit: Credit, unit: str, group: str | None) -> bool:
    return unit in (credit.units or ()) or (group is not None and group in (credit.groups or ()))


def _looks_at_length(rulebook: Rulebook) -> bool:
    rules: tuple[FactRule, ...] = (
        *rulebook.adoptions, *rulebook.submissions, *rulebook.forwardings
    )
    return any(
        rule.when.length is not None for rule in (*rules, *rulebook.multipliers)
    ) or any(isinstance(rule.value, PerLength) for rule in rules)
