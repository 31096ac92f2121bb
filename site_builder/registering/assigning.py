"""Assignments as the office registers them: a new file, or one entry more in an old one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from scoring.assignments.facts import Assignment
from scoring.model import Corpus
from scoring.vocabulary import AssignmentKind
from site_builder.drafts import headed, short_name
from site_builder.registering.desk import Change, Desk
from site_builder.registering.edits import added
from site_builder.schema.assignments import ASSIGNMENT


class Order(NamedTuple):
    """What a new assignment says."""

    kind: AssignmentKind
    title: str
    issuer: str
    issued: date
    due: date
    text: str
    """The body."""
    units: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    public: bool = False
    category: str | None = None
    requirements: str | None = None
    measures: str | None = None
    people: tuple[str, ...] = ()
    problem: str | None = None


def issued(order: Order) -> Change:
    """Return the file of a new assignment; its id is the date and the title's letters."""
    head = {
        "title": order.title,
        "kind": order.kind.label,
        "issuer": order.issuer,
        "units": list(order.units) or None,
        "groups": list(order.groups) or None,
        "public": "是" if order.public else None,
        "issued": order.issued,
        "due": order.due,
        "category": order.category,
        "problem": order.problem,
        "requirements": order.requirements,
        "measures": order.measures,
        "people": list(order.people) or None,
    }
    name = f"{order.issued:%Y%m%d}-{short_name(order.title)}"
    path = f"assignments/{order.issued.year}/{name}.md"
    return Change(path, None, f"{headed(head)}{order.text.strip()}\n")


def entered(
    desk: Desk, assignment: Assignment, field: str, values: Mapping[str, object]
) -> Change | None:
    """Return an assignment's file with one answer, claim, step, extension or clearance more.

    None where the file is written in a way that cannot be changed safely.
    """
    path = desk.inside(assignment.source)
    text = desk.text(path)
    document = None if text is None else desk.document(path, text)
    if text is None or document is None:
        return None
    said = {key: value for key, value in values.items() if value is not None}
    after = added(text, document, ASSIGNMENT.by_word[field], said)
    return None if after is None else Change(path, text, after)


class Found(NamedTuple):
    """An assignment that words mean; where it is not sure, those that they may mean."""

    sure: Assignment | None
    perhaps: tuple[Assignment, ...] = ()


def meant(corpus: Corpus, words: str) -> Found:
    """Return the assignment of an id or title; part of one is enough where only one has it.

    Of several with the same title the one issued last is not guessed: all are offered.
    """
    every = tuple(corpus.assignments.values())
    if words in corpus.assignments:
        return Found(corpus.assignments[words])
    for fits in (_named, _holding):
        found = tuple(one for one in every if fits(one, words))
        if found:
            return Found(found[0] if len(found) == 1 else None, found)
    return Found(None)


def _named(assignment: Assignment, words: str) -> bool:
    return assignment.title == words


def _holding(assignment: Assignment, words: str) -> bool:
    return words in assignment.title or words in assignment.id


class Addressed(NamedTuple):
    """Whom words name."""

    units: tuple[str, ...]
    groups: tuple[str, ...]
    """类别."""
    unknown: tuple[str, ...]


def addressed(corpus: Corpus, words: Sequence[str]) -> Addressed:
    """Return the units and the 类别 among some words; a word that is both names the unit."""
    every = corpus.units.values()
    units = {name: unit.id for unit in every for name in (unit.short, unit.id) if name}
    groups = {unit.group for unit in every}
    others = [word for word in words if word not in units]
    return Addressed(
        tuple(units[word] for word in words if word in units),
        tuple(word for word in others if word in groups),
        tuple(word for word in others if word not in groups),
    )
