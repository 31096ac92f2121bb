"""Tables for a spreadsheet, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple


class Percent(NamedTuple):
    """A share in hundredths: 12.5 is 12.5%."""

    value: Decimal


Value = str | int | Decimal | Fraction | date | Percent | None
"""A cell; points stay exact until the file is written, and a fraction is rounded there."""


class SheetColumn(NamedTuple):
    """One column."""

    title: str
    width: int
    """In characters."""
    bar: bool = False
    """Shown with data bars."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its heading row frozen and filtered, fitted to the width of A4."""

    name: str
    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str | None = None
    wide: bool = False
