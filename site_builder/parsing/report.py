"""What is collected while a document is read: findings, references to names, mended lines."""

from __future__ import annotations

from collections.abc import Iterable

from scoring.findings import Finding, FindingKind, Source
from scoring.nearest import MAX_LOOKUPS, nearest
from site_builder.parsing.nodes import Node, ScalarNode
from site_builder.parsing.references import Names, Ref, Reference, replaced


class Report:
    """Findings and references of one document; reading goes on after every fault."""

    __slots__ = ("_lines", "_text", "findings", "lookups", "named", "names", "path")

    def __init__(self, path: str, text: str = "", names: Names | None = None) -> None:
        """Start an empty report; `text` is the file's text, for showing lines mended."""
        self.path = path
        self.names = names if names is not None else Names()
        self.findings: list[Finding] = []
        self.named: list[tuple[tuple[Ref, ...], str, Node]] = []
        """What must exist: the kinds any of which will do, the name, where it is written."""
        self.lookups = 0
        self._text = text
        self._lines: tuple[str, ...] | None = None

    @property
    def text(self) -> str:
        """Return the file's text."""
        return self._text

    @text.setter
    def text(self, text: str) -> None:
        self._text = text
        self._lines = None

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the file's lines; most files are never asked for them."""
        if self._lines is None:
            self._lines = tuple(self._text.split("\n")) if self._text else ()
        return self._lines

    @property
    def references(self) -> tuple[Reference, ...]:
        """Return the names that must exist, in the order of reading."""
        return tuple([self.reference(*each) for each in self.named])

    def reference(self, kinds: tuple[Ref, ...], name: str, node: Node) -> Reference:
        """Return a name that must exist with its place and line."""
        return Reference(kinds, name, self.source(node), self.line(node))

    def source(self, node: Node) -> Source:
        """Return the place of a node."""
        return Source(self.path, node.line, node.column)

    def add(
        self, kind: FindingKind, node: Node, *, mended: str | None = None, **values: object
    ) -> None:
        """Record a finding at a node."""
        self.findings.append(kind.at(self.source(node), mended=mended, **values))

    def mend(self, node: ScalarNode, right: str) -> str | None:
        """Return the node's line with its text replaced, or None where it is not on one line."""
        if not 0 < node.line <= len(self.lines):
            return None
        return replaced(self.lines[node.line - 1], node.column, node.text, right)

    def near(self, found: str, known: Iterable[str]) -> list[str]:
        """Return the nearest known words; after many faults in one file, none any more."""
        self.lookups += 1
        return nearest(found, known) if self.lookups <= MAX_LOOKUPS else []

    def line(self, node: Node) -> str | None:
        """Return the line in which a node begins."""
        return self.lines[node.line - 1] if 0 < node.line <= len(self.lines) else None

    def refer(self, kinds: tuple[Ref, ...], node: ScalarNode) -> str:
        """Record that a name must exist and return it in its canonical form."""
        name = node.text
        for kind in kinds:
            known = self.names.canonical.get(kind)
            if known is not None and name in known:
                name = known[name]
                break
        self.named.append((kinds, name, node))
        return name
