"""问题: what is wrong in the content, where, what must be true, and how to mend it.

A user's mistake is a value. Each kind of finding stands once in the catalogue
(`scoring.catalogue`) with its code, severity, Chinese message template, explanation and an
example before and after mending; `FindingKind.at` makes a `Finding` of it. Codes by family:
`F1xx` file and front matter, `C2xx` facts, `R3xx` rulebook, `V4xx` review, `G5xx` gate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple


class Source(NamedTuple):
    """Where something stands: path inside the repository, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """Return `path:line`."""
        return f"{self.path}:{self.line}"


class Severity(IntEnum):
    """An error stops the build; a warning is published on the data-quality page; a note informs."""

    ERROR = 0
    WARNING = 1
    NOTE = 2

    @property
    def label(self) -> str:
        """Return the Chinese word."""
        return ("错误", "提醒", "说明")[self]


class Finding(NamedTuple):
    """One finding. Tuples of findings sort by place, then code, then message."""

    path: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    mended: str | None = None
    """The line as it would read when mended, where that can be said."""

    def __str__(self) -> str:
        """Return `path:line:column: message [code]`."""
        return f"{self.path}:{self.line}:{self.column}: {self.message} [{self.code}]"


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One row of the catalogue: the finding's text and its documentation."""

    code: str
    severity: Severity
    title: str
    """Short name, e.g. 日期写法不对."""
    message: str
    """`str.format` template: what must be true and how to mend it."""
    why: str
    """One or two sentences for the manual."""
    bad: str
    """An example that gives this finding."""
    good: str
    """The same example mended."""

    def at(self, source: Source, *, mended: str | None = None, **values: object) -> Finding:
        """Return the finding at a place, the template's values filled in, always on one line."""
        message = " ".join(self.message.format(**values).split())
        return Finding(*source, self.code, self.severity, message, mended)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings without repetitions, sorted by path, line, column and code."""
    return tuple(sorted(set(findings), key=lambda f: (*f[:6], f.mended or "")))


def has_errors(findings: Iterable[Finding]) -> bool:
    """Return whether any finding must stop the build."""
    return any(finding.severity is Severity.ERROR for finding in findings)
