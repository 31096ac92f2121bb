"""What is collected while a document is read: findings, references to names, mended lines."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, NamedTuple

from scoring.findings import Finding, FindingKind, Source
from site_builder.nodes import Node, ScalarNode

MAX_LOOKUPS: Final = 200
"""Of nearest words in one file or for one folder's references: each costs about a millisecond."""
_FEW: Final = 10
_MANY: Final = 2000
_LONG: Final = 80
_LIKE: Final = 0.5
_AS_GOOD: Final = 0.15


class Ref(Enum):
    """What a name refers to; the value is the Chinese word."""

    UNIT = "单位"
    PERSON = "人员"
    PUBLICATION = "刊物"
    LEADER = "批示人"
    GROUP = "类别"
    KIND = "体裁"
    FORM = "形式"
    RANK = "职级"
    TRACK = "赛道"
    ITEM = "信息"
    ASSIGNMENT = "约稿或任务"


class Reference(NamedTuple):
    """A name that must exist once everything is read (`site_builder.references`)."""

    kinds: tuple[Ref, ...]
    """Any of these will do; the first gives the finding."""
    name: str
    source: Source
    line: str | None
    """The line it stands in, for showing it mended."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a document may need to know of the registries, read before it."""

    canonical: Mapping[Ref, Mapping[str, str]] = field(default_factory=dict)
    """Aliases and short names → the name itself."""
    person_units: Mapping[str, str] = field(default_factory=dict)
    """Person → unit."""

    def has(self, kinds: tuple[Ref, ...], name: str) -> bool:
        """Return whether a name or alias is known as one of the kinds."""
        return any(name in self.canonical.get(kind, ()) for kind in kinds)


class Report:
    """Findings and references of one document; reading goes on after every fault."""

    __slots__ = ("findings", "lines", "lookups", "names", "path", "references")

    def __init__(self, path: str, lines: tuple[str, ...] = (), names: Names | None = None) -> None:
        """Start an empty report; `lines` are the file's lines, for showing them mended."""
        self.path = path
        self.lines = lines
        self.names = names if names is not None else Names()
        self.findings: list[Finding] = []
        self.references: list[Reference] = []
        self.lookups = 0

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
        line = self.lines[node.line - 1]
        before, after = line[: node.column - 1], line[node.column - 1 :]
        if not node.text or node.text not in after:
            return None
        return (before + after.replace(node.text, right, 1)).strip()

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
        source = self.source(node)
        self.references.append(Reference(kinds, name, source, self.line(node)))
        return name


def hint(found: str, known: Iterable[str]) -> str:
    """Return `（是不是“…”？）` with the nearest known words, or what there is when it is little."""
    words = sorted(set(known))
    return did_you_mean(nearest(found, words), words)


def did_you_mean(near: Sequence[str], known: Collection[str] = ()) -> str:
    """Return the words in brackets; without a near one, all known ones when they are few."""
    if near:
        return f"（是不是{'或'.join(f'“{word}”' for word in near)}？）"
    return f"（现有：{'、'.join(known)}）" if 0 < len(known) <= _FEW else ""


def nearest(found: str, known: Iterable[str]) -> list[str]:
    """Return up to three known words most like the one found, best first; long lists stay quick."""
    words = sorted(set(known))
    if not found or len(found) > _LONG:
        return []
    if len(words) > _MANY:
        letters = set(found)
        words = [word for word in words if len(letters & set(word)) * 2 > len(letters)][:_MANY]
    matcher = difflib.SequenceMatcher(b=found, autojunk=False)
    scored: list[tuple[float, str]] = []
    for word in words:
        matcher.set_seq1(word)
        if matcher.quick_ratio() >= _LIKE and (ratio := matcher.ratio()) >= _LIKE:
            scored.append((-ratio, word))
    scored.sort()
    return [word for ratio, word in scored[:3] if ratio <= scored[0][0] + _AS_GOOD]
