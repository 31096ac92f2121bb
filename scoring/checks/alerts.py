"""Rules about alert rules, each saying what its watch needs and no more, and about actions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from scoring.alerts.facts import RANKED, AlertRule, Watch
from scoring.catalogue import alerts
from scoring.findings import Finding, Source
from scoring.model import Corpus


class _Use(NamedTuple):
    """What a watch makes of a rule's conditions, by field name."""

    needs: tuple[frozenset[str], ...] = ()
    """Of each of these at least one."""
    may: frozenset[str] = frozenset()


_USES: Final = {
    Watch.PACE: _Use((frozenset({"below", "days"}),), frozenset({"period", "score"})),
    Watch.WEAK: _Use(
        (frozenset({"period"}), frozenset({"places", "below"})),
        frozenset({"periods", "score", "begins"}),
    ),
    Watch.OVERDUE: _Use((), frozenset({"days", "kinds", "begins"})),
    Watch.SILENT: _Use((frozenset({"period"}),), frozenset({"periods", "score", "begins"})),
    Watch.RATE: _Use(
        (frozenset({"period"}), frozenset({"below"})), frozenset({"minimum", "score", "begins"})
    ),
    Watch.UNANSWERED: _Use((frozenset({"days"}),), frozenset({"begins"})),
}
_WORDS: Final = {
    "period": "期",
    "periods": "连续",
    "places": "后几名",
    "below": "低于",
    "days": "工作日",
    "kinds": "种类",
    "score": "计分",
    "begins": "施行",
    "minimum": "报送不少于",
}
"""The conditions that only some watches use, as people write them."""


def rule_conditions(corpus: Corpus) -> Iterator[Finding]:
    """An alert rule states what its watch needs, and nothing that it does not use."""
    for rule in corpus.alert_rules:
        use = _USES[rule.watch]
        stated = {name for name in _WORDS if getattr(rule, name) not in (None, _unsaid(name))}
        told = {"name": rule.name, "watch": rule.watch.label}
        for choice in use.needs:
            if choice.isdisjoint(stated):
                words = "或".join(f"“{word}”" for name, word in _WORDS.items() if name in choice)
                yield alerts.RULE_LACKS.at(rule.source, **told, missing=words)
        used = use.may.union(*use.needs)
        for name, word in _WORDS.items():
            if name in stated and name not in used:
                yield alerts.RULE_IDLE.at(rule.source, **told, extra=word)


def _unsaid(name: str) -> object:
    """Return what a condition is when nobody wrote it."""
    return AlertRule._field_defaults[name]


def rule_periods(corpus: Corpus) -> Iterator[Finding]:
    """A rule that looks at standings does so for periods that have them."""
    for rule in corpus.alert_rules:
        ranked = rule.watch in (Watch.WEAK, Watch.SILENT, Watch.RATE)
        if ranked and rule.period is not None and rule.period not in RANKED:
            yield alerts.NOT_RANKED.at(
                rule.source, name=rule.name, watch=rule.watch, period=rule.period
            )


def rule_scores(corpus: Corpus) -> Iterator[Finding]:
    """A rule names a score that some rulebook keeps."""
    known = {book.score for book in corpus.rulebooks}
    for rule in corpus.alert_rules:
        if rule.score is not None and rule.score not in known:
            yield alerts.UNKNOWN_SCORE.at(rule.source, name=rule.name, score=rule.score)


def rule_names(corpus: Corpus) -> Iterator[Finding]:
    """No two alert rules have one name."""
    first: dict[str, Source] = {}
    for rule in corpus.alert_rules:
        before = first.setdefault(rule.name, rule.source)
        if before is not rule.source:
            yield alerts.RULE_TWICE.at(rule.source, name=rule.name, line=before.line)


def action_rules(corpus: Corpus) -> Iterator[Finding]:
    """An action that says by which rule it was taken names one that there is."""
    names = {rule.name for rule in corpus.alert_rules}
    for action in corpus.actions:
        if action.rule is not None and action.rule not in names:
            yield alerts.UNKNOWN_RULE.at(action.source, name=action.rule)


def action_days(corpus: Corpus) -> Iterator[Finding]:
    """An action ends on or after the day on which it began."""
    for action in corpus.actions:
        if action.ended is not None and action.ended < action.date:
            yield alerts.ENDED_EARLY.at(
                action.source,
                unit=action.unit,
                kind=action.kind,
                ended=action.ended,
                date=action.date,
            )


CHECKS: Final = (rule_conditions, rule_periods, rule_scores, rule_names, action_rules, action_days)
