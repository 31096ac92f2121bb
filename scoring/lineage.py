"""沿革: which unit answers today for a unit that was renamed or merged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from scoring.model import Corpus, Lineage, Unit
from scoring.rulebook import Inheritance, Rulebook
from scoring.vocabulary import LineageKind
from scoring.wordlist import WordKind, WordRule


def successor(corpus: Corpus, unit: str, on: date, rulebook: Rulebook) -> str:
    """Return the unit that holds a unit's score on a day: itself or the end of its 沿革.

    A step counts when it took effect on or before the day and the rulebook lets the successor
    inherit (`沿革`). A cycle, which is a finding elsewhere, stops where it would close.
    """
    seen = {unit}
    while True:
        lineage = _step(corpus, unit)
        if lineage is None or lineage.on > on or not _inherits(lineage.kind, rulebook):
            return unit
        if lineage.into in seen:
            return unit
        unit = lineage.into
        seen.add(unit)


def later_names(corpus: Corpus, unit: str) -> tuple[str, ...]:
    """Return a unit and all that it became by renaming and merging; a cycle stops."""
    names = [unit]
    while True:
        lineage = _step(corpus, names[-1])
        if lineage is None or lineage.into in names:
            return tuple(names)
        names.append(lineage.into)


def ended(corpus: Corpus, unit: str, on: date) -> bool:
    """Return whether a unit no longer stands by itself on a day (renamed, merged or abolished)."""
    known = corpus.units.get(unit)
    if known is None:
        return False
    if known.valid_to is not None and known.valid_to < on:
        return True
    return known.lineage is not None and known.lineage.on <= on


def _step(corpus: Corpus, unit: str) -> Lineage | None:
    known = corpus.units.get(unit)
    return None if known is None else known.lineage


def _inherits(kind: LineageKind, rulebook: Rulebook) -> bool:
    rule = rulebook.renamed if kind is LineageKind.RENAMED else rulebook.merged
    return rule is Inheritance.INHERIT


def former_names(units: Mapping[str, Unit]) -> Iterator[WordRule]:
    """Yield the rules that the units' 沿革 makes: from its end on a unit has its successor's name.

    Each step of a lineage has its own time, so that a text is held to the name of its day.
    """
    for unit in units.values():
        step, seen = unit.lineage, {unit.id}
        while step is not None and step.into not in seen:
            seen.add(step.into)
            into = units.get(step.into)
            following = None if into is None else into.lineage
            end = None if following is None else following.on - timedelta(days=1)
            yield WordRule(unit.source, unit.id, step.into, WordKind.FORMER, step.on, end)
            step = following
