"""What is to be registered, written into texts of files; nothing reaches the disk here.

Each fact is compared first with what the office has registered: the same fact twice is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from scoring.catalogue import registering
from scoring.findings import Finding, Source
from scoring.model import Adoption, Endorsement, Item
from site_builder.parsing.fields import Field, ListOf, RecordType
from site_builder.parsing.front_matter import Document
from site_builder.parsing.nodes import MappingNode, SequenceNode
from site_builder.registering.desk import Change, Desk
from site_builder.registering.edits import added, appended_entry, dumped, stated
from site_builder.schema import KINDS
from site_builder.schema.item import HEADER

_ENDORSEMENTS: Final = HEADER.by_word["endorsements"]
_CASE: Final = HEADER.by_word["case"]


class Pad:
    """The changed files of one command; `changes` are in the order in which they were begun."""

    def __init__(self, desk: Desk) -> None:
        """Begin with what lies on disk."""
        self.desk = desk
        self._changes: dict[str, Change] = {}

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return the files that differ."""
        return tuple(self._changes.values())

    def add(self, item: Item, key: str, values: Mapping[str, object]) -> Finding | None:
        """Put one entry more into a list of an item's header, or say why that cannot be done."""
        field = HEADER.by_word[key]
        return self._edited(
            self.desk.inside(item.source),
            f"{field.label}: {dumped(values)}",
            field.label,
            lambda text, document: added(text, document, field, values),
        )

    def add_below(
        self, item: Item, endorsement: Endorsement, key: str, values: Mapping[str, object]
    ) -> Finding | None:
        """Put feedback or a conversion into an endorsement of an item."""
        field = _inner(_ENDORSEMENTS).by_word[key]

        def edit(text: str, document: Document) -> str | None:
            inside = _entry_at(document, endorsement.source)
            if inside is None:
                return None
            return added(text, document, field, values, inside=inside)

        path = self.desk.inside(item.source)
        return self._edited(path, f"{field.label}: {dumped(values)}", field.label, edit)

    def state_case(self, item: Item, values: Mapping[str, object]) -> Finding | None:
        """State fields of an item's nomination, which is made where there is none."""
        path = self.desk.inside(item.source)
        if item.case is None:
            return self._edited(
                path,
                f"{_CASE.label}: {dumped(values)}",
                _CASE.label,
                lambda text, document: stated(text, document, _CASE, dict(values)),
            )
        for key, value in values.items():
            finding = self._state_in_case(path, key, value)
            if finding is not None:
                return finding
        return None

    def _state_in_case(self, path: str, key: str, value: object) -> Finding | None:
        field = _inner(_CASE).by_word[key]

        def edit(text: str, document: Document) -> str | None:
            inside = _value_of(document, _CASE)
            if not isinstance(inside, MappingNode):
                return None
            if isinstance(field.type, ListOf) and isinstance(value, Mapping):
                return added(text, document, field, value, inside=inside)
            return stated(text, document, field, value, inside=inside)

        return self._edited(path, f"{field.label}: {dumped(value)}", _CASE.label, edit)

    def append(self, kind: str, year: int, values: Mapping[str, object]) -> Finding | None:
        """Put one entry more into a yearly list (`faults`, `honours`), which may be new."""
        path, listed = f"{kind}/{year}.yml", KINDS[kind].type
        assert isinstance(listed, ListOf)  # noqa: S101 - our own schema
        before = self._before(path)
        text = self._text(path)
        after = None
        if text is not None or not (self.desk.content / path).exists():
            after = appended_entry(text or "", values, listed)
        if after is None:
            return self._by_hand(path, KINDS[kind].title, f"- {dumped(values)}")
        self._changes[path] = Change(path, before, after)
        return None

    def _edited(
        self, path: str, line: str, field: str, edit: Callable[[str, Document], str | None]
    ) -> Finding | None:
        text = self._text(path)
        document = None if text is None else self.desk.document(path, text)
        after = None if text is None or document is None else edit(text, document)
        if after is None:
            return self._by_hand(path, field, line)
        self._changes[path] = Change(path, self._before(path), after)
        return None

    def _text(self, path: str) -> str | None:
        known = self._changes.get(path)
        return str(known.after) if known is not None else self.desk.text(path)

    def _before(self, path: str) -> str | None:
        known = self._changes.get(path)
        return self.desk.text(path) if known is None else known.before

    def _by_hand(self, path: str, field: str, line: str) -> Finding:
        place = self.desk.place(path)
        return registering.BY_HAND.at(
            Source(place), mended=line, path=place, field=field, line=line
        )


def same_adoption(one: Adoption, values: Mapping[str, object]) -> bool:
    """Return whether an adoption is the one that values state; what one leaves out does not part
    them."""
    if one.publication != values["publication"]:
        return False
    units = values.get("units") or ()
    if units and one.units and set(one.units) != {str(unit) for unit in _listed(units)}:
        return False
    issue = values.get("issue")
    if issue is not None and one.issue is not None:
        day = values["date"]
        return one.issue == issue and one.date.year == getattr(day, "year", None)
    return one.date == values["date"]


def _listed(units: object) -> list[object]:
    return list(units) if isinstance(units, list | tuple) else [units]


def _inner(field: Field) -> RecordType[Any]:
    kind = field.type.of if isinstance(field.type, ListOf) else field.type
    assert isinstance(kind, RecordType)  # noqa: S101 - our own schema
    return kind


def _value_of(document: Document, field: Field) -> Any:
    pairs = document.root.pairs if isinstance(document.root, MappingNode) else ()
    return next((value for key, value in pairs if key.text in (field.key, field.label)), None)


def _entry_at(document: Document, source: Source) -> MappingNode | None:
    """Return the endorsement that was read at a place."""
    listed = _value_of(document, _ENDORSEMENTS)
    for node in listed.items if isinstance(listed, SequenceNode) else ():
        if isinstance(node, MappingNode) and (node.line, node.column) == source[1:]:
            return node
    return None
