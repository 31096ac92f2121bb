"""One entry more, or one value, in the YAML of a file; every other byte left as it was.

Comments, the order of fields, English or Chinese keys, flow or block style stay. The result is
read again: unless it says what the file said and the one thing more, it is not given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import yaml

from scoring.vocabulary import Word
from site_builder.parsing.fields import Field, ListOf, RecordType, Type
from site_builder.parsing.front_matter import Document
from site_builder.parsing.nodes import MappingNode as Mapped
from site_builder.parsing.nodes import parse

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_REST: Final = re.compile(r"([ ]*,)?[ ]*(?:#[^\n]*)?")


class _Part(NamedTuple):
    """A stretch of the file and what comes in its place."""

    start: int
    end: int
    right: str


class _Yaml(NamedTuple):
    """The YAML in a file."""

    text: str
    """Of the whole file."""
    start: int
    end: int
    """Where it begins and ends."""
    root: Any


def added(
    text: str,
    document: Document,
    field: Field,
    values: Mapping[str, object] | str,
    *,
    inside: Mapped | None = None,
) -> str | None:
    """Return a file with one entry more in a list, None where that cannot be done safely.

    `document` is the same text as read; the list is a field of its header, or of the mapping
    `inside` in it. `values` have English keys; what is written speaks the language that is there.
    """
    found = _opened(text, document)
    owner = None if found is None else _mapping(found, inside)
    if found is None or owner is None or not isinstance(field.type, ListOf):
        return None
    pair = _pair(owner, field)
    if pair is None:
        chinese = _chinese(owner)
        entry = _said(values, field.type.of, chinese)
        word = _word(field, chinese)
        parts = _missing(found, owner, word, [entry])
        return _applied(found, parts, {id(owner): _More((word, [entry]))})
    node = pair[1]
    if isinstance(node, yaml.ScalarNode):
        entry = _said(values, field.type.of, _chinese(owner))
        single = field.type.single and node.value != ""
        if node.style or not (single or node.value == ""):
            return None
        whole = [node.value, entry] if single else [entry]
        parts = [_first(found, owner, pair, whole)]
        return _applied(found, parts, {id(node): whole})
    if not isinstance(node, yaml.SequenceNode):
        return None
    entry = _said(values, field.type.of, _chinese(_sample(node) or owner))
    return _applied(found, _appended(found, node, entry), {id(node): _More(entry)})


def appended_entry(text: str, values: Mapping[str, object], kind: ListOf) -> str | None:
    """Return a YAML file that is a list (`faults/2026.yml`) with one entry more at its end.

    An empty text gives a new file; None where it cannot be done safely.
    """
    found = _yaml(text, 0, len(text))
    if found is None:
        return None
    if found.root is None:
        line = f"- {_dumped(_said(values, kind.of, chinese=False))}\n"
        begin = "" if not text or text.endswith("\n") else "\n"
        return f"{text}{begin}{line}"
    if not isinstance(found.root, yaml.SequenceNode):
        return None
    entry = _said(values, kind.of, _chinese(_sample(found.root)))
    return _applied(found, _appended(found, found.root, entry), {id(found.root): _More(entry)})


def stated(
    text: str, document: Document, field: Field, value: object, *, inside: Mapped | None = None
) -> str | None:
    """Return a file in which a field has a value, as `added` does; None where it holds more than
    a single value already, or where it cannot be done safely."""
    found = _opened(text, document)
    owner = None if found is None else _mapping(found, inside)
    if found is None or owner is None:
        return None
    chinese = _chinese(owner)
    right = _said(value, field.type, chinese)
    pair = _pair(owner, field)
    if pair is None:
        word = _word(field, chinese)
        parts = _missing(found, owner, word, right)
        return _applied(found, parts, {id(owner): _More((word, right))})
    node = pair[1]
    if not isinstance(node, yaml.ScalarNode) or node.style in ("|", ">"):
        return None
    start, end = _span(found, node)
    blank = " " if start == end else ""
    return _applied(found, [_Part(start, end, blank + _dumped(right))], {id(node): right})


def dumped(values: object) -> str:
    """Return values as one line of YAML, as people would write it by hand."""
    return _dumped(_said(values, None, chinese=False))


class _More(NamedTuple):
    """What a list or mapping says, and one thing more at its end."""

    last: Any


def _opened(text: str, document: Document) -> _Yaml | None:
    """Return the header of a Markdown file, or a whole YAML file."""
    if not document.path.endswith(".md"):
        return _yaml(text, 0, len(text))
    if not text.startswith("---\n") or document.body_line < 3:
        return None
    end = 0
    for _ in range(document.body_line - 2):
        end = text.find("\n", end) + 1
        if end == 0:
            return None
    return _yaml(text, 4, end) if text.startswith("---", end) else None


def _yaml(text: str, start: int, end: int) -> _Yaml | None:
    """Return the nodes with their ends; None where the reader that reads every file finds fault."""
    if "\r" in text or text.startswith("\ufeff"):
        return None
    whole = text[start:end]
    read = parse(whole, "")
    if read.broken is not None or read.findings:
        return None
    return _Yaml(text, start, end, yaml.compose(whole, Loader=_LOADER))


def _mapping(found: _Yaml, inside: Mapped | None) -> Any:
    """Return the mapping meant: the root, or the one where the reader saw `inside`."""
    if inside is None:
        return found.root if isinstance(found.root, yaml.MappingNode) else None
    before = found.text.count("\n", 0, found.start)
    sought = inside.line - 1 - before, inside.column - 1
    waiting = [found.root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            if (node.start_mark.line, node.start_mark.column) == sought:
                return node
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
    return None


def _pair(owner: Any, field: Field) -> tuple[Any, Any] | None:
    words = {field.key, field.label}
    return next((pair for pair in owner.value if pair[0].value in words), None)


def _chinese(owner: Any) -> bool:
    """Return whether a mapping's keys are Chinese; where there is none they are not."""
    return owner is not None and any(not key.value.isascii() for key, _ in owner.value)


def _sample(node: Any) -> Any:
    """Return the last entry of a list that has keys."""
    kept = [each for each in node.value if isinstance(each, yaml.MappingNode) and each.value]
    return kept[-1] if kept else None


def _word(field: Field, chinese: bool) -> str:
    return field.label if chinese else field.key


def _said(value: object, kind: Type | None, chinese: bool) -> Any:
    """Return a value as plain data, the keys in the language of the file."""
    if isinstance(value, Mapping):
        words = kind.by_word if isinstance(kind, RecordType) else {}
        pairs: dict[str, Any] = {}
        for key, each in value.items():
            known = words.get(key)
            below = None if known is None else known.type
            word = key if known is None else _word(known, chinese)
            pairs[word] = _said(each, below, chinese)
        return pairs
    if isinstance(value, Sequence) and not isinstance(value, str):
        inner = kind.of if isinstance(kind, ListOf) else None
        return [_said(each, inner, chinese) for each in value]
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Word):
        return value.label
    return value if isinstance(value, date | int) else " ".join(str(value).split())


def _dumped(value: object, *, block: bool = False) -> str:
    """Return a value in flow style, or as an entry of a list in block style, without `- `."""
    dumped = yaml.safe_dump(
        [value], default_flow_style=not block, allow_unicode=True, sort_keys=False, width=10**9
    ).strip()
    return str(dumped[2:] if block else dumped[1:-1])


def _span(found: _Yaml, node: Any) -> tuple[int, int]:
    return found.start + node.start_mark.index, found.start + node.end_mark.index


def _end(found: _Yaml, node: Any) -> int:
    """Return where a node's last character is written; the marks of a block lie after the blanks
    and comments that follow it."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return _span(found, node)[1]
    last = node.value[-1]
    return _end(found, last[1] if isinstance(last, tuple) else last)


def _line(found: _Yaml, after: int, lines: str) -> _Part:
    """Return lines put in below the line that ends at or after a place."""
    if after == found.start or found.text[after - 1] == "\n":
        return _Part(after, after, f"{lines}\n")
    at = found.text.find("\n", after)
    if at < 0:
        return _Part(len(found.text), len(found.text), f"\n{lines}\n")
    return _Part(at + 1, at + 1, f"{lines}\n")


def _missing(found: _Yaml, owner: Any, word: str, value: Any) -> list[_Part]:
    """Return what adds a field to a mapping."""
    if owner.flow_style:
        said = f"{word}: {_dumped(value)}"
        if not owner.value:
            at = _span(found, owner)[0] + 1
            return [_Part(at, at, said)]
        at = _end(found, owner.value[-1][1])
        return [_Part(at, at, f", {said}")]
    indent = " " * owner.start_mark.column
    if isinstance(value, list):
        lines = "\n".join([f"{indent}{word}:", *(f"{indent}  - {_dumped(v)}" for v in value)])
    else:
        lines = f"{indent}{word}: {_dumped(value)}"
    at = found.end if owner is found.root else _end(found, owner)
    return [_line(found, at, lines)]


def _first(found: _Yaml, owner: Any, pair: tuple[Any, Any], values: list[Any]) -> _Part:
    """Return what makes a list of a field with no value or with a single one."""
    start, end = _span(found, pair[1])
    if start == end and not owner.flow_style:
        indent = " " * (pair[0].start_mark.column + 2)
        return _line(found, end, "\n".join(f"{indent}- {_dumped(each)}" for each in values))
    return _Part(start, end, (" " if start == end else "") + _dumped(values))


def _appended(found: _Yaml, node: Any, entry: Any) -> list[_Part]:
    """Return what adds an entry to a list."""
    if node.flow_style:
        return _in_brackets(found, node, _dumped(entry))
    last = node.value[-1]
    indent = " " * node.start_mark.column
    block = isinstance(last, yaml.MappingNode) and not last.flow_style
    lines = _dumped(entry, block=block and isinstance(entry, dict)).split("\n")
    written = "\n".join([f"{indent}- {lines[0]}", *(f"{indent}{line}" for line in lines[1:])])
    return [_line(found, _end(found, last), written)]


def _in_brackets(found: _Yaml, node: Any, entry: str) -> list[_Part]:
    """Return what adds an entry to `[…]`, on a line of its own where the last one has one."""
    if not node.value:
        at = _span(found, node)[0] + 1
        return [_Part(at, at, entry)]
    start, end = _span(found, node.value[-1])
    begin = found.text.rfind("\n", 0, start) + 1
    indent = found.text[begin:start]
    if indent.strip(" ") or begin <= _span(found, node)[0]:
        return [_Part(end, end, f", {entry}")]
    line_end = found.text.find("\n", end)
    rest = _REST.fullmatch(found.text, end, line_end)
    if rest is None:
        return [_Part(end, end, f",\n{indent}{entry}")]
    if rest[1]:
        return [_Part(line_end, line_end, f"\n{indent}{entry},")]
    return [_Part(end, end, ","), _Part(line_end, line_end, f"\n{indent}{entry}")]


def _applied(found: _Yaml, parts: list[_Part], changed: Mapping[int, Any]) -> str | None:
    """Return the changed file, None unless it reads as meant and is the same after the YAML."""
    pieces, at = [], 0
    for part in parts:
        pieces += [found.text[at : part.start], part.right]
        at = part.end
    grown = sum(len(part.right) - (part.end - part.start) for part in parts)
    text = "".join([*pieces, found.text[at:]])
    again = _yaml(text, found.start, found.end + grown)
    wanted = _plain(found.root, changed)
    return text if again is not None and _plain(again.root, {}) == wanted else None


def _plain(node: Any, changed: Mapping[int, Any]) -> Any:
    """Return what nodes say, as text; some of them changed."""
    change = changed.get(id(node))
    if isinstance(node, yaml.ScalarNode):
        return node.value if change is None else _texts(change)
    if isinstance(node, yaml.SequenceNode):
        items = [_plain(each, changed) for each in node.value]
        return items if change is None else [*items, _texts(change.last)]
    pairs = [(key.value, _plain(value, changed)) for key, value in node.value]
    if change is not None:
        pairs.append((change.last[0], _texts(change.last[1])))
    return tuple(pairs)


def _texts(value: Any) -> Any:
    """Return plain data as `_plain` returns nodes."""
    if isinstance(value, dict):
        return tuple((key, _texts(each)) for key, each in value.items())
    if isinstance(value, list):
        return [_texts(each) for each in value]
    return str(value)
