"""Names that must exist: looked up once everything is read, with the nearest names on hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from scoring.catalogue import facts
from scoring.findings import Finding, FindingKind
from site_builder.fields_report import MAX_LOOKUPS, Ref, Reference, did_you_mean, nearest

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
        mended = None
        if len(near) == 1 and reference.line is not None:
            before = reference.line[: reference.source.column - 1]
            after = reference.line[reference.source.column - 1 :]
            if name in after:
                mended = (before + after.replace(name, near[0], 1)).strip()
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
