"""What a file's fields say as plain data, by name and owner: two revisions compared, not diffed.

English and Chinese keys, the order of fields, quotes and blanks make no difference; names are not
looked up. A record inside a header whose fields have several owners (案例) is taken apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, Final, NamedTuple

from scoring.findings import Source
from scoring.vocabulary import Owner
from site_builder.parsing.fields import ListOf, RecordType, Type
from site_builder.parsing.nodes import MappingNode, Node, ScalarNode, SequenceNode

_NOWHERE: Final = Source("")


class Said(NamedTuple):
    """One field as written."""

    label: str
    """The Chinese word, `案例.状态` inside a record."""
    owner: Owner
    value: Any


def said(root: Node | None, kind: RecordType[Any]) -> dict[str, Said]:
    """Return the fields of a header by English key (`case.status` inside a record); an unknown
    key counts as the writer's, under its own name."""
    found: dict[str, Said] = {}
    for key, value in root.pairs if isinstance(root, MappingNode) else ():
        known = kind.by_word.get(key.text)
        if known is None:
            found[key.text] = Said(key.text, Owner.WRITER, data(value, None))
        elif isinstance(known.type, RecordType) and isinstance(value, MappingNode):
            for name, inner in said(value, known.type).items():
                label = f"{known.label}.{inner.label}"
                found[f"{known.key}.{name}"] = inner._replace(label=label)
        else:
            found[known.key] = Said(known.label, known.owner, data(value, known.type))
    return found


def entries(root: Node | None, kind: ListOf, id_key: str) -> dict[str, dict[str, Said]]:
    """Return the fields of a registry's entries by their ids; of several the first counts."""
    assert isinstance(kind.of, RecordType)  # noqa: S101 - registries are lists of records
    found: dict[str, dict[str, Said]] = {}
    for node in root.items if isinstance(root, SequenceNode) else ():
        entry = said(node, kind.of)
        name = entry[id_key].value if id_key in entry else ""
        found.setdefault(str(name), entry)
    return found


def data(node: Node, kind: Type | None) -> Any:
    """Return a value as plain data, known fields by their English keys."""
    if isinstance(node, ScalarNode):
        text = " ".join(node.text.split())
        return [text] if isinstance(kind, ListOf) and kind.single else text
    inner = kind.of if isinstance(kind, ListOf) else None
    if isinstance(node, SequenceNode):
        return [data(each, inner) for each in node.items]
    words = kind.by_word if isinstance(kind, RecordType) else {}
    pairs: dict[str, Any] = {}
    for key, value in node.pairs:
        known = words.get(key.text)
        name, below = (key.text, None) if known is None else (known.key, known.type)
        pairs[name] = data(value, below)
    return pairs


def differing(before: Mapping[str, Said], after: Mapping[str, Said]) -> dict[str, Said]:
    """Return the fields whose values differ, by key, as they are after (before where gone)."""
    return {
        key: after.get(key) or before[key]
        for key in sorted({*before, *after})
        if (before[key].value if key in before else None)
        != (after[key].value if key in after else None)
    }


def bare(value: Any) -> Any:
    """Return a fact without the places where it and its parts are written."""
    if isinstance(value, Source):
        return _NOWHERE
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: bare(getattr(value, f.name)) for f in fields(value)})
    if isinstance(value, tuple):
        parts = (bare(each) for each in value)
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value


def one_sided(before: tuple[Any, ...], after: tuple[Any, ...]) -> Iterator[Any]:
    """Yield the facts that only one of two lists has, repetitions counted."""
    old, new = Counter(map(bare, before)), Counter(map(bare, after))
    yield from (old - new).elements()
    yield from (new - old).elements()


def days_of(fact: Any) -> tuple[date, ...]:
    """Return the days that a fact's own fields state."""
    found = (getattr(fact, name, None) for name in ("date", "issued", "due"))
    return tuple(day for day in found if isinstance(day, date))
