"""Names that must exist: looked up once everything is read, with the nearest names on hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, NamedTuple

from scoring.assignments.asking import Asking
from scoring.catalogue import facts, reviews
from scoring.findings import Finding, FindingKind, Source
from scoring.nearest import MAX_LOOKUPS, did_you_mean, nearest
from site_builder.screening.wording import Wording


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
    TIER = "审级"

    # Each member is one object; the way of enumerations, by name, would be felt on every name read.
    __hash__ = object.__hash__


class Reference(NamedTuple):
    """A name that must exist once everything is read."""

    kinds: tuple[Ref, ...]
    """Any of these will do; the first gives the finding."""
    name: str
    source: Source
    line: str | None
    """The line it stands in, for showing it mended."""

    def mended(self, right: str) -> str | None:
        """Return the line with the name replaced, or None where it does not stand there."""
        if self.line is None:
            return None
        return replaced(self.line, self.source.column, self.name, right)


@dataclass(frozen=True, slots=True)
class Names:
    """What a document may need to know of the registries, read before it."""

    canonical: Mapping[Ref, Mapping[str, str]] = field(default_factory=dict)
    """Aliases and short names → the name itself."""
    person_units: Mapping[str, str] = field(default_factory=dict)
    """Person → unit."""
    completing: Asking = field(default_factory=Asking)
    """By which what an assignment leaves unwritten is filled in."""
    wording: Wording = field(default_factory=Wording)
    """Words that should be others."""

    def has(self, kinds: tuple[Ref, ...], name: str) -> bool:
        """Return whether a name or alias is known as one of the kinds."""
        return any(name in self.canonical.get(kind, ()) for kind in kinds)


def replaced(line: str, column: int, wrong: str, right: str) -> str | None:
    """Return a line with the words at or after a column replaced, None where they are not there."""
    before, after = line[: column - 1], line[column - 1 :]
    if not wrong or wrong not in after:
        return None
    return (before + after.replace(wrong, right, 1)).strip()


_FINDINGS: Final[Mapping[Ref, FindingKind]] = {
    Ref.UNIT: facts.UNKNOWN_UNIT,
    Ref.PERSON: facts.UNKNOWN_PERSON,
    Ref.PUBLICATION: facts.UNKNOWN_PUBLICATION,
    Ref.LEADER: facts.UNKNOWN_LEADER,
    Ref.GROUP: facts.UNKNOWN_GROUP,
    Ref.KIND: facts.UNKNOWN_KIND,
    Ref.FORM: facts.UNKNOWN_FORM,
    Ref.RANK: facts.UNKNOWN_RANK,
    Ref.TRACK: facts.UNKNOWN_TRACK,
    Ref.ITEM: facts.UNKNOWN_ITEM,
    Ref.ASSIGNMENT: facts.UNKNOWN_ASSIGNMENT,
    Ref.TIER: reviews.UNKNOWN_TIER,
}


def unknown(
    references: Iterable[Reference],
    known: Mapping[Ref, Collection[str]],
    called: Mapping[str, str] | None = None,
) -> Iterator[Finding]:
    """Yield a finding for each reference to nothing; `called` are people's names by their ids.

    A kind that is not in `known` could not be read and is not looked up: its own file's findings
    come first.
    """
    nearest_of: dict[tuple[Ref, str], list[str]] = {}
    for reference in references:
        if any(kind not in known or reference.name in known[kind] for kind in reference.kinds):
            continue
        kind, name = reference.kinds[0], reference.name
        near = nearest_of.get((kind, name))
        if near is None:
            lookups = len(nearest_of)
            near = _so_called(name, called or {}) if kind is Ref.PERSON else []
            if not near and lookups < MAX_LOOKUPS:
                near = nearest(name, known[kind])
            nearest_of[kind, name] = near
        mended = reference.mended(near[0]) if len(near) == 1 else None
        yield _FINDINGS[kind].at(
            reference.source, mended=mended, found=name[:60], hint=did_you_mean(near, known[kind])
        )


def _so_called(written: str, called: Mapping[str, str]) -> list[str]:
    """Return the ids of people whose name was written in place of an id, with or without unit."""
    return sorted(
        person
        for person, name in called.items()
        if name in (written, written.split("/")[-1], written.split()[-1] if written else "")
        and (name == written or written.startswith(person.rpartition("/")[0]))
    )
