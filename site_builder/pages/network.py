"""The information network: the tree of units with their people, and where somebody is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from scoring.model import Person, Unit
from scoring.vocabulary import NETWORK_ROLES
from site_builder.pages import paths
from site_builder.pages.index import Views
from site_builder.pages.page import Page, Sheet
from site_builder.pages.writing import write


class Node(NamedTuple):
    """A unit in the tree, in the order in which the tree is read aloud."""

    depth: int
    unit: Unit
    people: Sequence[Person]


def family(views: Views) -> Iterator[Sheet]:
    """Yield the directory of the network."""
    yield Sheet(paths.NETWORK, views.marks.all, partial(_directory, views))


def _directory(views: Views) -> Page:
    nodes = _tree(views)
    return write(
        views,
        paths.NETWORK,
        "network",
        nodes=nodes,
        people=sum(len(node.people) for node in nodes),
        bare=[node.unit.id for node in nodes if not node.people],
        unfilled=[(role, gap) for role in NETWORK_ROLES if (gap := _lacking(role, nodes))],
        silent=[
            node.unit.id
            for node in nodes
            if node.people and node.unit.group and node.unit.id not in views.folders.units
        ],
    )


def _lacking(role: str, nodes: Sequence[Node]) -> list[str]:
    """Return the ranked units without anybody in a role that others of the office have."""
    having = {node.unit.id for node in nodes for person in node.people if role in person.roles}
    ranked = [node.unit.id for node in nodes if node.unit.group and node.people]
    return [unit for unit in ranked if unit not in having] if having else []


def _tree(views: Views) -> list[Node]:
    """Return the units that exist on the as-of day; each unit stands below its parent."""
    units = [unit for unit in views.corpus.units.values() if _exists(unit, views)]
    ids = {unit.id for unit in units}
    children: dict[str | None, list[Unit]] = {}
    for unit in units:
        children.setdefault(unit.parent if unit.parent in ids else None, []).append(unit)
    people: dict[str, list[Person]] = {}
    for person in views.corpus.people.values():
        if person.valid_to is None or person.valid_to >= views.as_of:
            people.setdefault(person.unit, []).append(person)
    return _below(None, 0, children, people)


def _below(
    parent: str | None,
    depth: int,
    children: Mapping[str | None, Sequence[Unit]],
    people: Mapping[str, Sequence[Person]],
) -> list[Node]:
    nodes = []
    for unit in children.get(parent, ()):
        nodes.append(Node(depth, unit, people.get(unit.id, ())))
        nodes += _below(unit.id, depth + 1, children, people)
    return nodes


def _exists(unit: Unit, views: Views) -> bool:
    started = unit.valid_from is None or unit.valid_from <= views.as_of
    return started and (unit.valid_to is None or unit.valid_to >= views.as_of)
