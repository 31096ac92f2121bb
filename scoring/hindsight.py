"""Facts as they stood on a day: what came later is left out, and whatever refers to it.

So a build for an earlier day shows what an office could know then. Registries and rulebooks stay
whole: they carry their own dates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Protocol, TypeVar

from scoring.model import Assignment, Corpus, Item, Nomination


class _Dated(Protocol):
    @property
    def date(self) -> date:
        """Return the day of the fact."""


Dated = TypeVar("Dated", bound=_Dated)


def until(corpus: Corpus, day: date) -> Corpus:
    """Return the corpus with the facts up to a day; the last day is included."""
    items = {key: item for key, item in corpus.items.items() if item.date <= day}
    asked = {key: each for key, each in corpus.assignments.items() if each.issued <= day}
    known = frozenset(items)
    return replace(
        corpus,
        items={key: _item(item, day, known, frozenset(asked)) for key, item in items.items()},
        assignments={key: _assignment(each, day, known) for key, each in asked.items()},
        faults=tuple(replace(f, item=_known(f.item, known)) for f in _up_to(corpus.faults, day)),
        judgements=tuple(
            replace(j, item=_known(j.item, known)) for j in _up_to(corpus.judgements, day)
        ),
        honours=tuple(honour for honour in corpus.honours if honour.year <= day.year),
    )


def _up_to(facts: Iterable[Dated], day: date) -> tuple[Dated, ...]:
    return tuple(fact for fact in facts if fact.date <= day)


def _known(reference: str | None, known: frozenset[str]) -> str | None:
    return reference if reference in known else None


def _item(item: Item, day: date, items: frozenset[str], asked: frozenset[str]) -> Item:
    return replace(
        item,
        sources=tuple(source for source in item.sources if source in items),
        commission=_known(item.commission, asked),
        adoptions=_up_to(item.adoptions, day),
        forwardings=_up_to(item.forwardings, day),
        endorsements=_up_to(item.endorsements, day),
        faults=_up_to(item.faults, day),
        judgements=_up_to(item.judgements, day),
        case=None if item.case is None else _case(item.case, day),
    )


def _case(case: Nomination, day: date) -> Nomination:
    return replace(case, conversions=_up_to(case.conversions, day))


def _assignment(assignment: Assignment, day: date, items: frozenset[str]) -> Assignment:
    answers = (a._replace(item=_known(a.item, items)) for a in _up_to(assignment.answers, day))
    return replace(assignment, answers=tuple(answers))
