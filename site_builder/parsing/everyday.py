"""Headers as nearly all are written, without the YAML parser: one field a line, no quotes.

A value is a word, a list of words in brackets, fields in braces, or a list of such fields, in
brackets or one a line. What is written so means to YAML what it says, and its nodes come out the
same in a quarter of the time. Whatever else stands in a header, and every fault, is left to the
parser: then there is no answer here.
"""

from __future__ import annotations

import re
from typing import Final

from site_builder.parsing.nodes import MappingNode, Node, ScalarNode, SequenceNode

_LONGEST: Final = 10_000
"""Characters of a header; in longer ones the parser counts the nodes."""
_PLAIN: Final = r"0-9A-Za-z\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
"""Characters that mean nothing to YAML wherever they stand."""
_INNER: Final = rf"{_PLAIN}_./+()%-"
"""Those that mean nothing within a word."""
_KEY: Final = rf"[{_PLAIN}][{_PLAIN}_-]{{0,39}}"
_WORD: Final = rf"[{_PLAIN}][{_INNER}]*(?: +[{_INNER}]+)*"
_PAIR: Final = rf"{_KEY}: +{_WORD}"
_RECORD: Final = rf"\{{{_PAIR} *(?:, *{_PAIR} *)*\}}"
_END: Final = r" *(?:\n|\Z)"
_LINE: Final = re.compile(
    rf"({_KEY}):(?: +(?:({_WORD})|\[({_WORD} *(?:, *{_WORD} *)*)\]|({_RECORD})"
    rf"|\[({_RECORD} *(?:, *{_RECORD} *)*)\]))?{_END}"
)
_ITEM: Final = re.compile(rf"( +)- +({_RECORD}){_END}")
_EACH_WORD: Final = re.compile(_WORD)
_EACH_PAIR: Final = re.compile(rf"({_KEY}): +({_WORD})")
_EACH_RECORD: Final = re.compile(_RECORD)

_Span = tuple[int, int]


class _OtherError(Exception):
    """Something stands there that the parser must look at."""


def everyday(text: str, first_line: int) -> MappingNode | None:
    """Return the nodes of a header whose first line is line `first_line` of its file.

    None where it is not written in the everyday way.
    """
    if not text or len(text) > _LONGEST:
        return None
    try:
        return _header(text, first_line)
    except _OtherError:
        return None


def _header(text: str, first_line: int) -> MappingNode:
    pairs: dict[str, tuple[ScalarNode, Node]] = {}
    line, begin = first_line, 0
    while begin < len(text):
        match = _LINE.match(text, begin)
        if match is None or match[1] in pairs:
            raise _OtherError
        kind, shift = match.lastindex, 1 - begin
        key, below, begin = ScalarNode(match[1], line, 1), line + 1, match.end()
        value: Node
        if kind == 2:
            value = ScalarNode(match[2], line, match.start(2) + shift)
        elif kind == 3:
            value = _words(text, match.span(3), line, shift)
        elif kind == 4:
            value = _fields(text, match.span(4), line, shift)
        elif kind == 5:
            value = _records(text, match.span(5), line, shift)
        else:
            value, begin = _items(text, begin, below)
            below += len(value.items)
        pairs[key.text] = key, value
        line = below
    return MappingNode(tuple(pairs.values()), first_line, 1)


def _words(text: str, span: _Span, line: int, shift: int) -> SequenceNode:
    """Return the words in brackets; `shift` makes columns of places in the text."""
    found = _EACH_WORD.finditer(text, *span)
    words = tuple([ScalarNode(match[0], line, match.start() + shift) for match in found])
    return SequenceNode(words, line, span[0] - 1 + shift)


def _fields(text: str, span: _Span, line: int, shift: int) -> MappingNode:
    """Return the fields in braces."""
    pairs: dict[str, tuple[ScalarNode, Node]] = {}
    for match in _EACH_PAIR.finditer(text, *span):
        key, value = match.groups()
        if key in pairs:
            raise _OtherError
        pairs[key] = (
            ScalarNode(key, line, match.start() + shift),
            ScalarNode(value, line, match.start(2) + shift),
        )
    return MappingNode(tuple(pairs.values()), line, span[0] + shift)


def _records(text: str, span: _Span, line: int, shift: int) -> SequenceNode:
    """Return the lists of fields in brackets."""
    found = _EACH_RECORD.finditer(text, *span)
    records = tuple([_fields(text, match.span(), line, shift) for match in found])
    return SequenceNode(records, line, span[0] - 1 + shift)


def _items(text: str, begin: int, line: int) -> tuple[SequenceNode, int]:
    """Return the lists of fields below a key, one a line, all dashes below each other.

    The first line begins at `begin`; told as well is where the last ends.
    """
    items: list[Node] = []
    indent = ""
    while (match := _ITEM.match(text, begin)) is not None:
        indent = indent or match[1]
        if match[1] != indent:
            raise _OtherError
        items.append(_fields(text, match.span(2), line + len(items), 1 - begin))
        begin = match.end()
    if not items:
        raise _OtherError
    return SequenceNode(tuple(items), line, len(indent) + 1), begin
