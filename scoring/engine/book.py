"""A rulebook made ready for use: what it gives for equal facts is found out once."""

from __future__ import annotations

from fractions import Fraction

from scoring.conditions import Counting, DateBasis, Joint, PerLength, Section
from scoring.engine import words
from scoring.engine.journal import Line
from scoring.engine.matching import Facets, first_fitting, fits, stated
from scoring.engine.sharing import Grant, Member
from scoring.engine.values import Judge, worth
from scoring.model import Corpus
from scoring.points import ZERO, Points
from scoring.rulebook import Rulebook
from scoring.rules import AdoptionRule, Credit, ForwardingRule, Multiplier, Rule, SubmissionRule
from scoring.vocabulary import Route

FactRule = AdoptionRule | SubmissionRule | ForwardingRule


class Choice:
    """The rule chosen for some facets and what it grants; `lines` memoises it per member."""

    __slots__ = ("grant", "joint", "lines", "settled")

    def __init__(self, grant: Grant, joint: Joint, settled: bool) -> None:
        """Keep a grant; `settled` says that equal facets always give an equal grant."""
        self.grant = grant
        self.joint = joint
        self.settled = settled
        self.lines: dict[Member, Line] = {}

    def identity(self) -> object:
        """Return a key that is equal for choices which always give the same lines."""
        grant = self.grant
        extras = tuple(id(extra) for extra in grant.extras)
        return grant.section.label, id(grant.rule), grant.points, grant.detail, extras, self.joint


Words = tuple[str, str | None, Route | None, int]
"""What an adoption can be told by: publication, form, route and, where it matters, length."""
Choices = dict[Words, Choice]
Desk = tuple[tuple[Member, Choices], ...]
"""The members of a team, each with the choices met so far for adoptions of such items."""


class Book:
    """A rulebook with its lookups."""

    def __init__(self, rulebook: Rulebook, corpus: Corpus) -> None:
        """Prepare a rulebook for an office."""
        self.rulebook = rulebook
        self.by_sending = rulebook.basis is DateBasis.SENT
        self.by_length = _looks_at_length(rulebook)
        self.all_count = rulebook.several_adoptions is Counting.ALL
        self._met: dict[object, Choices] = {}
        self._desks: dict[object, Desk] = {}
        self._equal: dict[object, Choice] = {}
        self._corpus = corpus
        self._choices: dict[tuple[Section, Facets], Choice | None] = {}
        self._destinations: dict[str, tuple[str, str | None]] = {}
        self._rules: dict[Section, tuple[FactRule, ...]] = {
            Section.ADOPTION: rulebook.adoptions,
            Section.SUBMISSION: rulebook.submissions,
            Section.FORWARDING: rulebook.forwardings,
        }

    def choice(self, section: Section, facets: Facets, judge: Judge) -> Choice | None:
        """Return the first rule of a section that fits, with its grant.

        An adoption that no rule scores still gets a line of 0, so that nobody has to guess.
        """
        key = (section, facets)
        if key in self._choices:
            return self._choices[key]
        choice = self._chosen(section, facets, judge)
        if choice is not None and choice.settled:
            choice = self._equal.setdefault(choice.identity(), choice)
        if choice is None or choice.settled:
            self._choices[key] = choice
        return choice

    def desk(
        self, kind: str | None, team: tuple[Member, ...], commissioned: bool, endorsed: bool
    ) -> Desk:
        """Return where the adoption choices for a team's items are kept and looked up."""
        key = (kind, team, commissioned, endorsed)
        desk = self._desks.get(key)
        if desk is None:
            signs = [(kind, one.group, bool(one.people), commissioned, endorsed) for one in team]
            kept = [self._met.setdefault(sign, {}) for sign in signs]
            desk = self._desks[key] = tuple(zip(team, kept, strict=True))
        return desk

    def _chosen(self, section: Section, facets: Facets, judge: Judge) -> Choice | None:
        rule = first_fitting(self._rules[section], facets)
        if rule is None:
            if section is not Section.ADOPTION:
                return None
            return Choice(self.grant(section, None, ZERO, (), facets), self.rulebook.joint, True)
        given = worth(
            rule.value, rule.clause, self.rulebook, facets, judge, stated(rule.when)
        )
        grant = self.grant(section, rule, given.points, given.detail, facets)
        own = rule.joint if isinstance(rule, AdoptionRule) else None
        return Choice(grant, own or self.rulebook.joint, given.settled)

    def grant(
        self, section: Section, rule: Rule | None, points: Points, detail: tuple[str, ...],
        facets: Facets,
    ) -> Grant:
        """Return what a rule gives, with the 系数 that apply to it."""
        book = self.rulebook
        extras = self.multipliers(section, points, facets) if points else ()
        return Grant(section, rule, points, detail, extras, book.measure, book.persons)

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
    conditions = [rule.when for rule in rulebook.adoptions]
    conditions += [rule.when for rule in rulebook.multipliers]
    return any(condition.length is not None for condition in conditions) or any(
        isinstance(rule.value, PerLength) for rule in rulebook.adoptions
    )
