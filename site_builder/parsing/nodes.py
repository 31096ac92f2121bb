"""YAML as nodes: every key and value with its line and column, every scalar as the text written.

Built from the parser's events without recursion, so depth and size are bounded here. YAML guesses
nothing: `012`, `no` and `2026-10-1` stay text until a field converts them. Tags, anchors and
aliases are refused, so a small file cannot grow (alias bomb) or name a type.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

import msgspec
import yaml

from scoring.catalogue import files
from scoring.findings import Finding, FindingKind, Source

MAX_DEPTH: Final = 12
MAX_NODES: Final = 200_000
VERSION: Final = f"{yaml.__version__} {yaml.__with_libyaml__}"
"""Of the parser, for those who keep what it gave."""
# The parser alone: a loader round it would prepare for converting values on every document.
_EVENTS: Final[Any] = (
    yaml.cyaml.CParser  # type: ignore[attr-defined]
    if yaml.__with_libyaml__
    else yaml.SafeLoader
)


class ScalarNode(msgspec.Struct, array_like=True, frozen=True, gc=False, tag=0):
    """One value as written, without its quotes; lines and columns count from 1."""

    text: str
    line: int
    column: int
    plain: bool = True
    """Written without quotes and not as a block."""


class SequenceNode(msgspec.Struct, array_like=True, frozen=True, tag=1):
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


class MappingNode(msgspec.Struct, array_like=True, frozen=True, tag=2):
    """Fields in the order written; a repeated key is already a finding and left out."""

    pairs: tuple[tuple[ScalarNode, Node], ...]
    line: int
    column: int


Node = ScalarNode | SequenceNode | MappingNode


class Parsed(NamedTuple):
    """What came of a text: the tree (None when empty or broken) and what was wrong."""

    root: Node | None
    findings: tuple[Finding, ...]
    broken: Finding | None = None
    """The syntax error that ended the reading; not among `findings`."""


_PROBLEMS: Final = (
    ("mapping values are not allowed", "这里多了一个冒号；值里有冒号时，请用引号把整个值括起来"),
    ("could not find expected ':'", "这里应写成“字段: 值”，冒号用半角，后面空一格"),
    ("unexpected end of stream", "引号没有成对；有开头的引号，就要有结尾的引号"),
    ("expected ',' or ']'", "方括号里的各项要用半角逗号隔开，并以 ] 结束"),
    ("expected ',' or '}'", "花括号里的各项要用半角逗号隔开，并以 } 结束"),
    ("expected <document start>", "这里不应再有内容；同一级的字段要左对齐"),
    ("expected <block end>", "缩进不齐；同一级的字段或“-”要左对齐"),
    ("did not find expected key", "缩进不齐，或引号后面多了字；同一级的字段要左对齐"),
    (
        "did not find expected '-' indicator",
        "缩进不齐；这一行要么和上面的字段左对齐，要么以“- ”开头另起一项",
    ),
    ("cannot start any token", "值不能以这个符号开头；请用引号把整个值括起来"),
    ("block sequence entries are not allowed", "“-”要另起一行写"),
    ("unknown escape character", "双引号里的反斜杠要写成两个，或改用单引号"),
    ("did not find expected alphabetic", "值以 & 或 * 开头时，请用引号把整个值括起来"),
)


def parse(text: str, path: str, first_line: int = 1) -> Parsed:
    """Return the node tree of a YAML text whose first line is line `first_line` of its file."""
    builder = _Builder(path, first_line)
    try:
        builder.build(_EVENTS(text).get_event)
    except yaml.MarkedYAMLError as error:
        return Parsed(None, tuple(builder.findings), _syntax(error, path, first_line))
    except yaml.YAMLError:
        broken = files.SYNTAX.at(Source(path, first_line), problem="这里有不能识别的字符")
        return Parsed(None, tuple(builder.findings), broken)
    return Parsed(builder.root, tuple(builder.findings))


def _syntax(error: yaml.MarkedYAMLError, path: str, first_line: int) -> Finding:
    """Return the finding for a syntax error, in words where the problem is a known one."""
    mark = error.problem_mark or error.context_mark
    problem = f"{error.context or ''} {error.problem or ''}"
    words = next((words for known, words in _PROBLEMS if known in problem), "这里的写法不对")
    source = Source(path, first_line + mark.line, mark.column + 1) if mark else Source(path)
    return files.SYNTAX.at(source, problem=words)


class _Frame:
    """An open list or mapping; in a mapping `key` waits for its value."""

    __slots__ = ("column", "is_mapping", "items", "key", "keyed", "line", "pairs", "seen")

    def __init__(self, is_mapping: bool, line: int, column: int) -> None:
        self.is_mapping = is_mapping
        self.line = line
        self.column = column
        self.items: list[Node] = []
        self.pairs: list[tuple[ScalarNode, Node]] = []
        self.seen: dict[str, int] = {}
        self.keyed = False
        self.key: ScalarNode | None = None

    def node(self) -> Node:
        if self.is_mapping:
            return MappingNode(tuple(self.pairs), self.line, self.column)
        return SequenceNode(tuple(self.items), self.line, self.column)


class _Builder:
    """Takes parser events one by one; holds the finished root and the findings."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first = first_line
        self.root: Node | None = None
        self.findings: list[Finding] = []
        self._stack: list[_Frame] = []
        self._count = 0
        self._documents = 0

    def build(self, following: Callable[[], Any]) -> None:
        """Take the following events until the last, or one after which nothing is read."""
        first, place = self.first, self._place
        while (event := following()) is not None:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._count += 1
                if event.anchor is not None or event.tag is not None:
                    self._marker(event)
                mark = event.start_mark
                place(ScalarNode(event.value, mark.line + first, mark.column + 1, not event.style))
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._open(event, kind is yaml.MappingStartEvent)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                place(self._stack.pop().node())
            elif kind is yaml.AliasEvent:
                self._report(files.YAML_MARKER, event, marker=f"*{event.anchor}")
                place(None)
            elif kind is yaml.DocumentStartEvent and not self._document(event):
                return
            if self._count > MAX_NODES or len(self._stack) > MAX_DEPTH:
                self._report(files.TOO_DEEP, event, depth=MAX_DEPTH, nodes=MAX_NODES)
                self.root = None
                return

    def _document(self, event: Any) -> bool:
        self._documents += 1
        if self._documents > 1 or event.version or event.tags:
            self._report(files.SECOND_DOCUMENT, event)
        return self._documents == 1

    def _open(self, event: Any, is_mapping: bool) -> None:
        self._count += 1
        if event.anchor is not None or event.tag is not None:
            self._marker(event)
        mark = event.start_mark
        self._stack.append(_Frame(is_mapping, mark.line + self.first, mark.column + 1))

    def _marker(self, event: Any) -> None:
        tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
        marker = f"&{event.anchor}" if event.anchor is not None else tag
        self._report(files.YAML_MARKER, event, marker=marker)

    def _place(self, node: Node | None) -> None:
        """Put a finished node where it belongs; None (an alias) leaves its place out."""
        if not self._stack:
            self.root = node
            return
        frame = self._stack[-1]
        if not frame.is_mapping:
            if node is not None:
                frame.items.append(node)
        elif frame.keyed:
            if frame.key is not None and node is not None:
                frame.pairs.append((frame.key, node))
            frame.keyed = False
        else:
            frame.keyed = True
            if type(node) is ScalarNode and node.text not in frame.seen:
                frame.seen[node.text] = node.line
                frame.key = node
            else:
                frame.key = None
                self._no_key(frame, node)

    def _no_key(self, frame: _Frame, node: Node | None) -> None:
        """Report what cannot be a key or was one already; its value is left out."""
        if node is None:
            return
        source = Source(self.path, node.line, node.column)
        if isinstance(node, ScalarNode):
            first = frame.seen[node.text]
            self.findings.append(files.DUPLICATE_KEY.at(source, key=node.text, first=first))
        else:
            self.findings.append(files.KEY_NOT_A_WORD.at(source))

    def _report(self, kind: FindingKind, event: Any, **values: object) -> None:
        mark = event.start_mark
        source = Source(self.path, mark.line + self.first, mark.column + 1)
        self.findings.append(kind.at(source, mended=None, **values))
