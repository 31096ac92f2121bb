"""What became of notices, seals and corrections since they were first committed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from scoring.closing.facts import Notice, Seal
from site_builder.closing.history import History
from site_builder.git import Commit, Step
from site_builder.parsing.front_matter import DEFAULT_LIMIT, Document, read_markdown, read_yaml
from site_builder.parsing.report import Report
from site_builder.schema import KINDS, kind_of
from site_builder.schema.closing import read_notice, read_seal


class Version(NamedTuple):
    """A file as a commit left it."""

    commit: Commit
    blob: str | None
    """None where it was taken away."""


Versions = tuple[Version, ...]


class Published:
    """The versions of all notices, seals and corrections that a history holds."""

    def __init__(self, history: History) -> None:
        """Read the history of their folders."""
        self._history = history
        folders = (f"{history.content}/{name}" for name in ("notices", "corrections"))
        steps = list(history.revisions.steps((history.head,), *folders))
        found: dict[str, list[Version]] = {}
        for _, same in groupby(reversed(steps), key=lambda step: step.commit.id):
            for path, version in _own(list(same)):
                found.setdefault(history.inside(path), []).append(version)
        self.versions: Mapping[str, Versions] = {
            path: tuple(versions) for path, versions in sorted(found.items())
        }
        """By path inside the content folder, oldest first."""

    def kind(self, path: str) -> str | None:
        """Return what kind of file a path is of."""
        known = kind_of(path)
        return None if known is None else known.name

    def seal(self, notice: str) -> tuple[Seal, Commit] | None:
        """Return the seal of a notice as it was first committed, and that commit."""
        for version in self.versions.get(f"notices/{notice}.yml", ()):
            value = self._value(f"notices/{notice}.yml", version.blob)
            if isinstance(value, Seal):
                return value, version.commit
        return None

    def issues(self, notice: str) -> list[tuple[Version, Notice | None]]:
        """Return the versions of a notice from the one by which it was issued."""
        path = f"notices/{notice}.md"
        read = [(each, self._value(path, each.blob)) for each in self.versions.get(path, ())]
        for place, (_, value) in enumerate(read):
            if isinstance(value, Notice) and value.issued is not None:
                return read[place:]
        return []

    def _value(self, path: str, blob: str | None) -> Any:
        if blob is None:
            return None
        data = self._history.revisions.data(blob, DEFAULT_LIMIT)
        report = Report(f"{self._history.content}/{path}")
        report.names = self._history.side(self._history.head).names
        document: Document | None
        if path.endswith(".yml"):
            document = read_yaml(data, report, KINDS["seal"].words)
            return None if document is None else read_seal(document, report)
        document = read_markdown(data, report, KINDS["notice"].words)
        return None if document is None else read_notice(document, report)


def _own(steps: list[Step]) -> Iterator[tuple[str, Version]]:
    """Yield what a commit itself made of files: a merge, only what none of its parents has."""
    commit = steps[0].commit
    if len(steps) < len(commit.parents):
        return
    common = set.intersection(*({change.path for change in step.changes} for step in steps))
    for change in steps[0].changes:
        if change.path in common:
            yield change.path, Version(commit, change.new_blob)
