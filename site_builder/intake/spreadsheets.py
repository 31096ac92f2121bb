"""A table as offices keep it (.xlsx, .csv) → its rows as text, each with its number.

Nothing in a spreadsheet is run, followed or expanded: what can do harm is refused before it is
parsed. A merged range's value stands in the first column of each of its rows.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from typing import Final, NamedTuple

from scoring.catalogue import spreadsheets
from scoring.findings import Finding, Source

MAX_BYTES: Final = 20_000_000
"""Of the file."""
MAX_ROWS: Final = 50_000
"""Of one sheet."""
_MAX_CELL: Final = 32_767
_OLE: Final = b"\xd0\xcf\x11\xe0"
_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]")


class Row(NamedTuple):
    """One row that is not blank."""

    number: int
    """As the spreadsheet shows it, from 1; in a .csv the line on which the row begins."""
    cells: tuple[str, ...]
    """Trimmed; dates as 2026-09-12, whole numbers without `.0`; blank cells empty."""


class Table(NamedTuple):
    """One sheet; a .csv is one sheet without a name."""

    sheet: str
    rows: tuple[Row, ...]


class Tables(NamedTuple):
    """What a file holds; with a finding of severity error it holds nothing."""

    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = ()


def tables(data: bytes, name: str) -> Tables:
    """Return the sheets of a spreadsheet; `name` is shown in findings."""
    source = Source(name)
    if len(data) > MAX_BYTES:
        return Tables((), (_large(source, "文件", len(data), f"{MAX_BYTES} 字节"),))
    if data.startswith(b"PK"):
        return _workbook(data, source)
    if data.startswith(_OLE):
        return _unread(source, "这是旧式的 .xls，或者加了密码")
    if data.startswith(b"%PDF") or data.lstrip()[:1] == b"<":
        return _unread(source, "这不是表格，只是文件名像")
    return _separated(data, source)


def _unread(source: Source, reason: str) -> Tables:
    return Tables((), (spreadsheets.NOT_A_TABLE.at(source, path=source.path, reason=reason),))


def _large(source: Source, what: str, found: object, limit: object) -> Finding:
    return spreadsheets.TABLE_TOO_LARGE.at(
        source, path=source.path, what=what, found=found, limit=limit
    )


def _workbook(data: bytes, source: Source) -> Tables:
    """Return the sheets of an .xlsx."""
    from site_builder.intake.workbooks import Broken, Unsafe, Vast, sheets

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = sheets(archive)
    except Vast as vast:
        return Tables((), (_large(source, *vast.args),))
    except Unsafe as unsafe:
        refused = spreadsheets.UNSAFE_TABLE.at(source, path=source.path, what=unsafe.args[0])
        return Tables((), (refused,))
    except Broken as broken:
        return _unread(source, str(broken.args[0]))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError,
            RuntimeError):  # fmt: skip
        return _unread(source, "文件坏了，或者加了密码")
    unsaid = [
        spreadsheets.NO_RESULT.at(
            Source(source.path, row, column),
            path=source.path,
            sheet=sheet.name,
            row=row,
            column=column,
        )
        for sheet in found
        for row, column in sheet.without_result
    ]
    if unsaid:
        return Tables((), tuple(unsaid))
    return Tables(tuple(Table(sheet.name, _rows(sheet.rows)) for sheet in found))


def _rows(rows: Iterable[tuple[int, Iterable[str]]]) -> tuple[Row, ...]:
    """Return the rows that are not blank, their cells trimmed."""
    found = []
    for number, values in rows:
        cells = [" ".join(_UNSEEN.sub("", value[:_MAX_CELL]).split()) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            found.append(Row(number, tuple(cells)))
    return tuple(found)


def _separated(data: bytes, source: Source) -> Tables:
    """Return the one sheet of a .csv; commas, tabs or semicolons part its cells."""
    text = _decoded(data)
    if text is None:
        return _unread(source, "不是文字，或编码不认得")
    lines = text.splitlines()[:20]
    counts = {mark: sum(line.count(mark) for line in lines) for mark in ",\t;，"}
    mark = max(counts, key=lambda each: counts[each])
    if counts[mark] == 0:
        return _unread(source, "只有一列，没有分栏")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    found: list[tuple[int, list[str]]] = []
    begin = 1
    try:
        for cells in reader:
            found.append((begin, cells))
            begin = reader.line_num + 1
            if len(found) > MAX_ROWS:
                return Tables((), (_large(source, "行", f"{MAX_ROWS} 多", MAX_ROWS),))
    except csv.Error:
        return _unread(source, f"第 {begin} 行的引号没有成对，或者一格太长")
    return Tables((Table("", _rows(found)),))


def _decoded(data: bytes) -> str | None:
    """Return the text of a .csv as spreadsheet programs save it; None for what is no text."""
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for codec in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None
