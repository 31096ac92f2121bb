"""What a rule's 记分 is worth for one fact."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from scoring.conditions import Fixed, Judged, Multiple, PerLength, Value
from scoring.engine import words
from scoring.engine.matching import Facets, fits, stated
from scoring.model import Judgement
from scoring.points import ZERO, Points, fraction, normal, text, times
from scoring.rulebook import Rulebook, ScoreTable
from scoring.rules import AdoptionRule

Judge = Callable[[str], Judgement | None]
"""Finds the 裁量 fact for a clause."""


class Worth(NamedTuple):
    """Points, how they came about (empty for a plain number), and whether facets alone decide."""

    points: Points
    detail: tuple[str, ...] = ()
    settled: bool = True


def worth(
    value: Value, clause: str, rulebook: Rulebook, facets: Facets, judge: Judge,
    free: frozenset[str] = frozenset(), cited: tuple[str, ...] = (),
) -> Worth:
    """Return what a value gives for the facets.

    `free` names the fields that the rule itself states, `cited` the clauses already followed.
    """
    match value:
        case Fixed(points):
            return Worth(normal(points))
        case PerLength(points, step):
            return _per_length(points, step, facets, rulebook)
        case Judged():
            return _judged(value, clause, rulebook, judge)
        case Multiple():
            return _multiple(value, clause, rulebook, facets, judge, free, cited)


def _per_length(points: Points, step: int, facets: Facets, rulebook: Rulebook) -> Worth:
    """Count full steps only: 1,250 characters are twelve hundreds."""
    result = times(points, facets.length // step)
    each = f"{facets.length}字，每满{step}字{words.amount(points, rulebook.measure)}"
    return Worth(result, (f"{each}，共{words.amount(result, rulebook.measure)}",))


def _judged(value: Judged, clause: str, rulebook: Rulebook, judge: Judge) -> Worth:
    span = words.judged_range(value.low, value.high, rulebook.measure)
    nothing = words.amount(ZERO, rulebook.measure)
    judgement = judge(clause)
    if judgement is None:
        return Worth(ZERO, (f"{span}，尚未裁量，{nothing}",), settled=False)
    given = normal(judgement.points)
    if not value.low <= given <= value.high:
        outside = f"{span}，所记{text(given)}{rulebook.measure}超出范围，{nothing}"
        return Worth(ZERO, (outside,), settled=False)
    reason = f"{span}，{words.amount(given, rulebook.measure)}（{judgement.reason}）"
    return Worth(given, (reason,), settled=False)


def _multiple(
    value: Multiple, clause: str, rulebook: Rulebook, facets: Facets, judge: Judge,
    free: frozenset[str], cited: tuple[str, ...],
) -> Worth:
    """Follow 倍数 to a 分值表 or a clause; a missing or circular reference gives 0."""
    table = next((table for table in rulebook.tables if table.name == value.of), None)
    if table is not None:
        base, of = _listed(table, facets), f"《{table.name}》"
    else:
        cited = (*cited, clause)
        rule = _cited(rulebook, value.of, facets, free) if value.of not in cited else None
        base, of = None, value.of
        if rule is not None:
            followed = worth(
                rule.value, rule.clause, rulebook, facets, judge, free | stated(rule.when), cited
            )
            if not followed.settled:
                points = times(followed.points, value.factor)
                return Worth(points, (*followed.detail, _by(value, points, rulebook)), False)
            base = followed.points
    if base is None:
        return Worth(ZERO, (f"{of}没有对应分值，{words.amount(ZERO, rulebook.measure)}",))
    points = times(base, value.factor)
    by = f"{of}{text(base)}{rulebook.measure}{_by(value, points, rulebook)}"
    return Worth(points, (by,))


def _by(value: Multiple, points: Points, rulebook: Rulebook) -> str:
    return f"的{text(fraction(value.factor))}倍，{words.amount(points, rulebook.measure)}"


def _listed(table: ScoreTable, facets: Facets) -> Points | None:
    if facets.publication is not None and facets.publication in table.publications:
        return table.publications[facets.publication]
    return None if facets.level is None else table.levels.get(facets.level)


def _cited(
    rulebook: Rulebook, clause: str, facets: Facets, free: frozenset[str]
) -> AdoptionRule | None:
    """Return the line of a clause that is meant: one that fits, else one that fits but for what
    the citing rule itself decides (直报 there, 转报 here), else the clause's first line.
    """
    rules = [rule for rule in rulebook.adoptions if rule.clause == clause]
    for ignored in (frozenset[str](), free):
        for rule in rules:
            if fits(rule.when, facets, ignored):
                return rule
    return rules[0] if rules else None
