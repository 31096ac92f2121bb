"""The entries that count in a period as lines in one canonical form, and a digest over them.

A line names the fact's file but not its line number, which moves when other facts are added.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from scoring.ledger import Entry, Ledger, counts_in
from scoring.periods import Period
from scoring.points import text

_MARKS = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


class Line(NamedTuple):
    """One entry as it was published; every value as text, empty where there is none."""

    unit: str
    person: str
    file: str
    """Path of the fact inside the content folder; the rulebook's where a whole period scores."""
    section: str
    clause: str
    rulebook: str
    points: str
    """Exact."""
    date: str
    span: str
    reason: str

    def __str__(self) -> str:
        """Return the line as it enters the digest: values divided by tabs."""
        return "\t".join(value.translate(_MARKS) for value in self)


def lines(ledger: Ledger, period: Period, folder: str) -> tuple[Line, ...]:
    """Return the entries of a ledger that count in a period, sorted; `folder` is how the paths of
    the content folder begin, e.g. `content/`."""
    counted = (entry for entry in ledger.entries if counts_in(entry, period))
    return tuple(sorted(_line(entry, folder) for entry in counted))


def digest(counted: Sequence[Line]) -> str:
    """Return the SHA-256 of sorted lines, in hexadecimal digits."""
    return sha256("".join(f"{line}\n" for line in counted).encode("utf-8")).hexdigest()


def _line(entry: Entry, folder: str) -> Line:
    return Line(
        unit=entry.unit,
        person=entry.person or "",
        file=entry.fact.path.removeprefix(folder),
        section=entry.section.label,
        clause="" if entry.rule is None else entry.rule.clause,
        rulebook=entry.rulebook.id,
        points=text(entry.points),
        date=entry.date.isoformat(),
        span=entry.span.label,
        reason="；".join(entry.detail),
    )
