"""Names of the registries: each once, aliases and short names leading to the name itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

from scoring.assignments.asking import Asking, Member
from scoring.assignments.kinds import DEFAULT_RULES, KindRule
from scoring.calendar import Calendar
from scoring.catalogue import facts
from scoring.findings import Finding, Source
from scoring.model import Leader, Office, Person, Publication, Unit
from scoring.vocabulary import AssignmentKind
from site_builder.parsing.nodes import MappingNode, Node, ScalarNode, SequenceNode
from site_builder.parsing.references import Names, Ref


class _Registered(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def source(self) -> Source: ...


R = TypeVar("R", bound=_Registered)


def by_id(values: Iterable[R], kind: Ref, findings: list[Finding]) -> dict[str, R]:
    """Return the values sorted by id; a name or alias used twice is a finding, the first counts."""
    found: dict[str, R] = {}
    places: dict[str, Source] = {}
    every = list(values)
    for value in every:
        if value.id in found:
            findings.append(_same(value.id, value.source, found[value.id].source, kind))
        else:
            found[value.id] = value
            places[value.id] = value.source
    for value in every:
        for alias in _aliases(value):
            other = places.setdefault(alias, value.source)
            if other != value.source:
                findings.append(_same(alias, value.source, other, kind))
    return dict(sorted(found.items()))


def _same(name: str, source: Source, other: Source, kind: Ref) -> Finding:
    return facts.SAME_NAME.at(source, found=name, other=other, what=f"{kind.value}的名称或别名")


def _aliases(value: object) -> Iterator[str]:
    """Yield the other words by which something is known."""
    if isinstance(value, Unit):
        if value.short is not None and value.short != value.id:
            yield value.short
    elif isinstance(value, Publication | Leader):
        yield from value.aliases


def names_of(
    units: Mapping[str, Unit],
    people: Mapping[str, Person],
    publications: Mapping[str, Publication],
    leaders: Mapping[str, Leader],
) -> Names:
    """Return what documents that come after the registries may refer to."""
    canonical = {
        Ref.UNIT: _canonical(units),
        Ref.PERSON: _canonical(people),
        Ref.PUBLICATION: _canonical(publications),
        Ref.LEADER: _canonical(leaders),
    }
    return Names(canonical, {person.id: person.unit for person in people.values()})


def units_named(root: Node) -> Names:
    """Return the units that a list of units itself names, so that it may use their short names."""
    names: dict[str, str] = {}
    shorts: dict[str, str] = {}
    for node in root.items if isinstance(root, SequenceNode) else ():
        pairs = node.pairs if isinstance(node, MappingNode) else ()
        own = {key.text: each.text for key, each in pairs if isinstance(each, ScalarNode)}
        name = own.get("name") or own.get("名称")
        short = own.get("short") or own.get("简称")
        if name:
            names[name] = name
            if short:
                shorts[short] = name
    return Names({Ref.UNIT: {**shorts, **names}})


def _canonical(registered: Mapping[str, _Registered]) -> Mapping[str, str]:
    names: dict[str, str] = {}
    for value in registered.values():
        names.update((alias, value.id) for alias in _aliases(value))
    names.update((name, name) for name in registered)
    return names


def asking_of(
    units: Mapping[str, Unit], calendar: Calendar | None, rules: Iterable[KindRule] | None
) -> Asking:
    """Return how an office completes assignments; of two rules for a kind the first holds."""
    groups: dict[str, tuple[Member, ...]] = {}
    for unit in units.values():
        if unit.group is not None:
            member = Member(unit.id, unit.valid_from, unit.valid_to)
            groups[unit.group] = (*groups.get(unit.group, ()), member)
    own: dict[AssignmentKind, KindRule] = {}
    for rule in rules or ():
        own.setdefault(rule.kind, rule)
    return Asking(calendar or Calendar(), {**DEFAULT_RULES, **own}, groups)


def known_words(office: Office) -> Mapping[Ref, Collection[str]]:
    """Return the words an office has chosen for itself."""
    return {
        Ref.KIND: office.kinds,
        Ref.FORM: office.forms,
        Ref.RANK: office.ranks,
        Ref.TRACK: office.tracks,
    }
