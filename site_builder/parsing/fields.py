"""A small declarative framework: fields and records, read from nodes with every fault reported.

One declaration serves four purposes: reading a file, its JSON Schema, the field reference page
and the rule who may write what. A type has `read(node, name, report)` (the value, or None after
reporting why not), `schema(defs)` and `words` (its Chinese description).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from scoring.catalogue import files
from scoring.findings import FindingKind, Source
from scoring.nearest import did_you_mean
from scoring.vocabulary import Owner
from site_builder.parsing.nodes import MappingNode, Node, ScalarNode, SequenceNode
from site_builder.parsing.report import Report
from site_builder.parsing.scalars import Json

T = TypeVar("T")


class Type(Protocol):
    """What every type of value can do."""

    @property
    def words(self) -> str:
        """Return the type in Chinese, for the reference page."""

    def read(self, node: Node, name: str, report: Report) -> Any:
        """Return the value, or None after reporting what is wrong."""

    def schema(self, defs: Json) -> Json:
        """Return the JSON Schema; records put theirs into `defs` and return a reference."""


class Field(msgspec.Struct, frozen=True):
    """One field: its English key, its Chinese alias (None where the key is Chinese), its type."""

    key: str
    alias: str | None
    type: Type
    doc: str
    example: str
    required: bool = False
    owner: Owner = Owner.OFFICE

    @property
    def label(self) -> str:
        """Return the word people know the field by."""
        return self.alias or self.key


class Given:
    """The values of one record as read; what was absent or faulty is not there."""

    __slots__ = ("nodes", "report", "source", "values")

    def __init__(self, report: Report, source: Source) -> None:
        """Start without values."""
        self.report = report
        self.source = source
        self.values: dict[str, Any] = {}
        self.nodes: dict[str, Node] = {}
        """The node of each field that was written, also of faulty ones."""

    def __getitem__(self, key: str) -> Any:
        """Return a required field's value."""
        return self.values[key]

    def get(self, key: str, default: Any = None) -> Any:
        """Return a field's value, or the default."""
        return self.values.get(key, default)

    def all(self) -> dict[str, Any]:
        """Return the values by key, for constructors whose parameters are named alike."""
        return dict(self.values)


@dataclass(frozen=True)
class RecordType(Generic[T]):
    """A mapping with known fields; `build` makes the value once every required field is there."""

    name: str
    """ASCII name in the JSON Schema."""
    title: str
    """Chinese name, for messages and the reference page."""
    fields: tuple[Field, ...]
    build: Callable[[Given], T | None]
    shorthand: Callable[[ScalarNode, Report], T | None] | None = None
    """Makes the value of a single word, where that is allowed (a unit's name for a share)."""
    by_word: dict[str, Field] = field(init=False, repr=False, compare=False)
    required: tuple[Field, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the fields by key and alias."""
        words = {f.key: f for f in self.fields}
        words.update({f.alias: f for f in self.fields if f.alias is not None})
        object.__setattr__(self, "by_word", words)
        object.__setattr__(self, "required", tuple(f for f in self.fields if f.required))

    @property
    def words(self) -> str:
        """Return the type in Chinese."""
        return f"一组字段（{self.title}）"

    def read(self, node: Node, name: str, report: Report) -> T | None:
        """Return the built value, or None where a required field is missing or faulty."""
        if type(node) is not MappingNode:
            return self._not_a_mapping(node, name, report)
        given = Given(report, report.source(node))
        nodes, by_word = given.nodes, self.by_word
        for key, value in node.pairs:
            known = by_word.get(key.text)
            if known is None:
                self._unknown(key, value, given)
            elif known.key in nodes:
                alias = known.alias or known.key
                report.add(files.KEY_AND_ALIAS, key, key=known.key, alias=alias)
            else:
                self._read_field(known, key.text, value, given)
        lacking = [wanted for wanted in self.required if wanted.key not in given.values]
        for wanted in lacking:
            self._lacking(wanted, given, node, report)
        return None if lacking else self.build(given)

    def _read_field(self, known: Field, word: str, value: Node, given: Given) -> None:
        """Read one field's value; a field without a value counts as absent."""
        given.nodes[known.key] = value
        if _is_empty(value):
            return
        got = known.type.read(value, word, given.report)
        if got is not None:
            given.values[known.key] = got

    def _lacking(self, wanted: Field, given: Given, node: Node, report: Report) -> None:
        """Report a required field that is absent or empty; a faulty one is reported already."""
        value = given.nodes.get(wanted.key)
        example = f"{wanted.label}: {wanted.example}"
        if value is None:
            report.add(
                files.MISSING_KEY, node, title=self.title, alias=wanted.label, example=example
            )
        elif type(value) is ScalarNode and not value.text.strip():
            report.add(files.NO_VALUE, value, field=wanted.label, example=example)

    def _unknown(self, key: ScalarNode, value: Node, given: Given) -> None:
        """Report an unknown key; one whose colon is wrong is shown mended, and read."""
        report = given.report
        several = _mended_pairs(key, self.by_word) if _is_empty(value) else []
        if several:
            right = ", ".join(f"{word}: {rest.text}" for word, rest in several)
            report.add(
                files.FULL_WIDTH_COLON, key, key=several[0][0], mended=report.mend(key, right)
            )
            for word, rest in several:
                self._read_field(self.by_word[word], word, rest, given)
            return
        mended = _mended_pair(key, self.by_word) if _is_empty(value) else None
        if mended is not None:
            kind, word, rest = mended
            right = f"{word}: {rest.text}"
            report.add(kind, key, key=word, mended=report.mend(key, right))
            self._read_field(self.by_word[word], word, rest, given)
            return
        word = key.text.strip("\u3000")
        if word in self.by_word:
            report.add(files.TAB, key, mended=report.mend(key, word))
            self._read_field(self.by_word[word], word, value, given)
            return
        near = report.near(key.text, self.by_word)
        report.add(
            files.UNKNOWN_KEY,
            key,
            mended=report.mend(key, near[0]) if len(near) == 1 else None,
            title=self.title,
            key=key.text[:40],
            hint=did_you_mean(near),
        )

    def _not_a_mapping(self, node: Node, name: str, report: Report) -> T | None:
        if isinstance(node, ScalarNode):
            if self.shorthand is not None:
                return self.shorthand(node, report)
            mended = _mended_pair(node, self.by_word)
            if mended is not None:
                kind, word, rest = mended
                report.add(kind, node, key=word, mended=report.mend(node, f"{word}: {rest.text}"))
                return None
        found_shape = "一个值" if isinstance(node, ScalarNode) else "一个列表"
        expected = f"一组字段（{self.title}）"
        report.add(files.SHAPE, node, field=name, expected=expected, found=found_shape)
        return None

    def schema(self, defs: Json) -> Json:
        """Return a reference to the record's schema in `defs`, put there when new."""
        if self.name not in defs:
            defs[self.name] = {}
            properties: Json = {}
            for each in self.fields:
                own = {**each.type.schema(defs), "description": each.doc}
                properties[each.key] = own
                if each.alias is not None:
                    properties[each.alias] = own
            defs[self.name] = {
                "title": self.title,
                "type": "object",
                "properties": properties,
                "additionalProperties": False,
            }
            presence = [rule for each in self.fields for rule in _presence(each)]
            if presence:
                defs[self.name]["allOf"] = presence
        reference: Json = {"$ref": f"#/$defs/{self.name}"}
        return reference if self.shorthand is None else {"anyOf": [{"type": "string"}, reference]}


def _is_empty(value: Node) -> bool:
    """Return whether nothing was written (an empty text in quotes is something)."""
    return type(value) is ScalarNode and value.plain and not value.text


def _mended_pair(
    node: ScalarNode, words: Collection[str]
) -> tuple[FindingKind, str, ScalarNode] | None:
    """Return what is wrong with `字段：值` or `字段:值`, and the field and value meant."""
    for colon, kind in (("：", files.FULL_WIDTH_COLON), (":", files.NO_SPACE)):
        word, found, rest = node.text.partition(colon)
        if found and word.strip() in words:
            column = node.column + len(word) + 1
            return kind, word.strip(), ScalarNode(rest.strip(), node.line, column)
    return None


def _mended_pairs(key: ScalarNode, words: Collection[str]) -> list[tuple[str, ScalarNode]]:
    """Return the fields and values meant by `{字段：值，字段：值}`, none if it is not that."""
    parts = key.text.split("，")
    pairs = []
    column = key.column
    for part in parts:
        word, found, rest = part.replace(":", "：", 1).partition("：")
        if not found or word.strip() not in words:
            return []
        value = ScalarNode(rest.strip(), key.line, column + len(word) + 1)
        pairs.append((word.strip(), value))
        column += len(part) + 1
    return pairs if len(pairs) > 1 else []


def _presence(each: Field) -> Iterator[Json]:
    """Yield what JSON Schema must say about a field's presence under key or alias."""
    if each.alias is None:
        if each.required:
            yield {"required": [each.key]}
    elif each.required:
        yield {"oneOf": [{"required": [each.key]}, {"required": [each.alias]}]}
    else:
        yield {"not": {"required": [each.key, each.alias]}}


class ListOf(msgspec.Struct, frozen=True):
    """A list; `single` lets one value stand for a list of one. Gives a tuple."""

    of: Type
    single: bool = False
    unique: bool = False

    @property
    def words(self) -> str:
        """Return the type in Chinese."""
        return f"列表，每项为{self.of.words}" + ("；只有一项时可直接写" if self.single else "")

    def read(self, node: Node, name: str, report: Report) -> tuple[Any, ...] | None:
        """Return the values that could be read."""
        if type(node) is not SequenceNode:
            if self.single:
                one = self.of.read(node, name, report)
                return None if one is None else (one,)
            found = "一组字段" if isinstance(node, MappingNode) else "一个值"
            expected = "列表（每项前加“- ”）"
            report.add(files.SHAPE, node, field=name, expected=expected, found=found)
            return None
        values = []
        for item in node.items:
            value = self.of.read(item, name, report)
            if value is None:
                continue
            if self.unique and value in values:
                report.add(files.SEVERAL, item, field=name, found=value)
                continue
            values.append(value)
        return tuple(values)

    def schema(self, defs: Json) -> Json:
        """Return the JSON Schema."""
        many: Json = {"type": "array", "items": self.of.schema(defs)}
        return {"anyOf": [self.of.schema(defs), many]} if self.single else many


class MapOf(msgspec.Struct, frozen=True):
    """A mapping from words of one type to values of another. Gives a dict in written order."""

    keys: Type
    values: Type

    @property
    def words(self) -> str:
        """Return the type in Chinese."""
        return f"一组“{self.keys.words}: {self.values.words}”"

    def read(self, node: Node, name: str, report: Report) -> dict[Any, Any] | None:
        """Return the pairs that could be read."""
        if type(node) is not MappingNode:
            found = "一个值" if isinstance(node, ScalarNode) else "一个列表"
            report.add(files.SHAPE, node, field=name, expected=self.words, found=found)
            return None
        pairs: dict[Any, Any] = {}
        for key, value in node.pairs:
            word = self.keys.read(key, name, report)
            got = self.values.read(value, key.text, report)
            if word is not None and got is not None:
                pairs[word] = got
        return pairs

    def schema(self, defs: Json) -> Json:
        """Return the JSON Schema."""
        return {"type": "object", "additionalProperties": self.values.schema(defs)}


class ByShape(msgspec.Struct, frozen=True):
    """One type when a single value is written, others for a list or a mapping."""

    scalar: Type | None = None
    sequence: Type | None = None
    mapping: Type | None = None

    @property
    def words(self) -> str:
        """Return the type in Chinese."""
        return "，或".join(each.words for each in self.types)

    @property
    def types(self) -> tuple[Type, ...]:
        """Return the types there are."""
        every = (self.scalar, self.sequence, self.mapping)
        return tuple(each for each in every if each is not None)

    def read(self, node: Node, name: str, report: Report) -> Any:
        """Return what the type for the node's shape reads."""
        by_shape = {ScalarNode: self.scalar, SequenceNode: self.sequence, MappingNode: self.mapping}
        chosen = by_shape[type(node)]
        return (chosen or self.types[0]).read(node, name, report)

    def schema(self, defs: Json) -> Json:
        """Return the JSON Schema."""
        return {"anyOf": [each.schema(defs) for each in self.types]}


class Later(msgspec.Struct, frozen=True):
    """A type declared further down, or one that contains itself (定额 in 其中)."""

    words: str
    get: Callable[[], Type]

    def read(self, node: Node, name: str, report: Report) -> Any:
        """Return what the type reads."""
        return self.get().read(node, name, report)

    def schema(self, defs: Json) -> Json:
        """Return the JSON Schema."""
        return self.get().schema(defs)
