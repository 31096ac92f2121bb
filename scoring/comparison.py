"""复算: a published table beside our own figures, cell by cell; nothing is hidden or smoothed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple


class Cell(NamedTuple):
    """One figure as printed and as recomputed; None where there is none."""

    published: str | None
    computed: str | None

    @property
    def equal(self) -> bool | None:
        """Return whether both say the same, None where only one of them speaks."""
        if self.published is None or self.computed is None:
            return None
        return self.published == self.computed


class Line(NamedTuple):
    """One row of the table, a cell for each of its columns."""

    subject: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A published table and what the engine makes of the same facts."""

    id: str
    title: str
    source: str
    """Who published it, where and when."""
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    totals: tuple[Line, ...]
    """What the notice says about all rows together; only the first column has a cell."""
    explained: bool
    """Whether any rulebook could be found from which the table follows."""
    remark: str
    """What was inferred or assumed, or why the table cannot be explained."""
    rulebook: str | None = None
    """The inferred rulebook, Markdown without its header."""

    @property
    def cells(self) -> Iterator[Cell]:
        """Yield all cells, totals included."""
        for line in (*self.lines, *self.totals):
            yield from line.cells

    @property
    def agrees(self) -> bool:
        """Return whether everything that can be compared is equal, and something is."""
        verdicts = [cell.equal for cell in self.cells if cell.equal is not None]
        return bool(verdicts) and all(verdicts)


def solution(counts: Sequence[Sequence[int]], points: Sequence[int]) -> tuple[Fraction, ...] | None:
    """Return values per column under which every row's counts give its points, None if none do.

    Exact Gaussian elimination over the rationals; a free column gets 0.
    """
    rows = [
        [Fraction(each) for each in (*row, total)]
        for row, total in zip(counts, points, strict=True)
    ]
    width = len(counts[0])
    pivots: list[int] = []
    for column in range(width):
        at = len(pivots)
        found = next((index for index in range(at, len(rows)) if rows[index][column]), None)
        if found is None:
            continue
        rows[at], rows[found] = rows[found], rows[at]
        rows[at] = [value / rows[at][column] for value in rows[at]]
        for index, row in enumerate(rows):
            if index != at and row[column]:
                rows[index] = [
                    value - row[column] * lead for value, lead in zip(row, rows[at], strict=True)
                ]
        pivots.append(column)
    if any(row[width] for row in rows[len(pivots) :]):
        return None
    values = {column: rows[at][width] for at, column in enumerate(pivots)}
    return tuple(values.get(column, Fraction(0)) for column in range(width))
