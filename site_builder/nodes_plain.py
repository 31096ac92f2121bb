"""The plainest YAML as nodes: what nearly every header consists of, read without the parser.

These are fields with a word, a list in square brackets or a group in braces on one line, and lists
of words or groups below their field, all without quotes, marks or comments. A text with anything
else in it, or with anything wrong, is none of this module's: the parser reads it and tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple


class ScalarNode(NamedTuple):
    """One value as written, without its quotes; lines and columns count from 1."""

    text: str
    line: int
    column: int
    plain: bool = True
    """Written without quotes and not as a block."""


class SequenceNode(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


class MappingNode(NamedTuple):
    """Fields in the order written; a repeated key is already a finding and left out."""

    pairs: tuple[tuple[ScalarNode, Node], ...]
    line: int
    column: int


Node = ScalarNode | SequenceNode | MappingNode

LONGEST: Final = 20_000
"""Characters; in a longer text the parser keeps count of what it holds."""
# Signs that YAML gives no meaning inside a value, with or without brackets around it.
_FIRST: Final = r"\w“”‘’《》〈〉（）【】〔〕、，。；：？！—–…·/.+"
_WORD: Final = rf"-?[{_FIRST}][{_FIRST}%=~-]*+"
_VALUE: Final = rf"{_WORD}(?: [{_FIRST}%=~-]++)*+"
_KEY: Final = r"\w{1,40}+"
_GROUP: Final = rf"\{{{_KEY}: {_VALUE}(?:, {_KEY}: {_VALUE})*+\}}"
_LIST: Final = rf"\[(?:{_VALUE}|{_GROUP})(?:, (?:{_VALUE}|{_GROUP}))*+\]"
# The second group of each is a word, the third one in braces, the fourth one in brackets.
_FIELD: Final = re.compile(rf"({_KEY}):(?: (?:({_VALUE})|({_GROUP})|({_LIST})))?(?:\n|\Z)")
_ENTRY: Final = re.compile(rf"( *)- (?:({_VALUE})|({_GROUP}))(?:\n|\Z)")
_LISTED: Final = re.compile(rf"(, )?(?:({_VALUE})|({_GROUP}))")
_PAIR: Final = re.compile(rf"({_KEY}): ({_VALUE})")
# Of the many values made, the constructor of named tuples would take a third of all the time.
_scalar: Final[Callable[[tuple[str, int, int, bool]], ScalarNode]] = partial(
    tuple.__new__, ScalarNode
)


def plain(text: str, first_line: int) -> MappingNode | None:
    """Return the nodes of a text whose first line is `first_line`, None where it is not plain."""
    if not 0 < len(text) <= LONGEST:
        return None
    pairs: list[tuple[ScalarNode, Node]] = []
    words: set[str] = set()
    place, line = 0, first_line
    while place < len(text):
        match = _FIELD.match(text, place)
        if match is None or match[1] in words:
            return None
        words.add(match[1])
        key = _scalar((match[1], line, 1, True))
        value: Node | None
        if match.lastindex == 1:
            value, place, line = _below(text, match.end(), line + 1)
        else:
            value = _beside(match, line, place - 1)
            place, line = match.end(), line + 1
        if value is None:
            return None
        pairs.append((key, value))
    return MappingNode(tuple(pairs), first_line, 1)


def _beside(match: re.Match[str], line: int, before: int) -> Node | None:
    """Return what a match found on a line, None where a group has a key twice.

    `before` is the place of the line's first character, less one.
    """
    kind = match.lastindex or 0
    begin, end = match.span(kind)
    column = begin - before
    if kind == 2:
        return _scalar((match[2], line, column, True))
    if kind == 3:
        return _group(match.string, begin, end, line, before)
    items = []
    for each in _LISTED.finditer(match.string, begin + 1, end - 1):
        item = _beside(each, line, before)
        if item is None:
            return None
        items.append(item)
    return SequenceNode(tuple(items), line, column)


def _below(text: str, place: int, line: int) -> tuple[SequenceNode | None, int, int]:
    """Return the list below a field, None where it is not plain; the place and line after it."""
    items: list[Node] = []
    first, indent = line, ""
    while (match := _ENTRY.match(text, place)) is not None:
        value = _beside(match, line, place - 1)
        if value is None or (items and match[1] != indent):
            return None, place, line
        indent = match[1]
        items.append(value)
        place, line = match.end(), line + 1
    return SequenceNode(tuple(items), first, len(indent) + 1) if items else None, place, line


def _group(text: str, begin: int, end: int, line: int, before: int) -> MappingNode | None:
    pairs = []
    words = set()
    for pair in _PAIR.finditer(text, begin, end):
        key, value = pair.groups()
        words.add(key)
        pairs.append(
            (
                _scalar((key, line, pair.start() - before, True)),
                _scalar((value, line, pair.start(2) - before, True)),
            )
        )
    if len(words) < len(pairs):
        return None
    return MappingNode(tuple(pairs), line, begin - before)
