"""Sheets → Excel (.xlsx): every word is written as a word, never as a formula or a link."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from itertools import groupby
from typing import Any, Final, NamedTuple

from scoring.points import rounded
from site_builder.documents.sheets import Percent, Sheet, Value
from site_builder.documents.words import clean, width

_CELL_LIMIT: Final = 32_767
"""Characters in a cell; Excel takes no more."""
_EXACT: Final = 10**15
"""Whole numbers from here on lose digits in Excel, and are written as words."""
_NAME_LIMIT: Final = 31
_REFUSED: Final = re.compile(r"[\[\]:*?/\\]")
_HEAD: Final = 1
"""Row of the column titles, from 0; the sheet's title is above it."""
_LINE: Final = 18
"""Points of a line."""
_MOST_LINES: Final = 20
_WIDE: Final = 16
"""Columns from here on hold names and sentences, which begin at the left."""
_INSET: Final = 2
_BAR: Final = "#D9A5A0"
_CUT: Final = "…（过长，未写全）"


class _Formats(NamedTuple):
    """How cells are written."""

    title: Any
    head: Any
    word: Any
    centred: Any
    number: Any
    day: Any
    percent: Any
    note: Any


def xlsx(sheets: Sequence[Sheet], made: date) -> bytes:
    """Return the workbook; the same sheets and date give the same bytes."""
    import xlsxwriter

    file = BytesIO()
    book = xlsxwriter.Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    created = datetime(made.year, made.month, made.day)  # noqa: DTZ001 - no zone in a date
    book.set_properties({"title": clean(sheets[0].title), "created": created})
    formats = _formats(book)
    for name, sheet in zip(_names(sheets), sheets, strict=True):
        _write(book.add_worksheet(name), sheet, formats)
    book.close()
    return file.getvalue()


def _formats(book: Any) -> _Formats:
    cell = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_name": "宋体"}
    head = {**cell, "bold": True, "align": "center", "bg_color": "#F3ECE4", "font_name": "黑体"}
    title = {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}
    right = {**cell, "align": "right"}
    return _Formats(
        book.add_format(title),
        book.add_format(head),
        book.add_format({**cell, "align": "left", "indent": 1}),
        book.add_format({**cell, "align": "center"}),
        book.add_format(right),
        book.add_format({**cell, "align": "center", "num_format": "yyyy-mm-dd"}),
        book.add_format({**right, "num_format": "0.0%"}),
        book.add_format({"text_wrap": True, "valign": "top", "font_name": "宋体"}),
    )


def _names(sheets: Sequence[Sheet]) -> list[str]:
    """Return names that Excel takes: short, without its signs, each once."""
    names: list[str] = []
    taken: set[str] = {"history"}
    for number, sheet in enumerate(sheets, start=1):
        plain = _REFUSED.sub("_", clean(sheet.name)).strip("'")[:_NAME_LIMIT].strip("'")
        name = plain or f"表{number}"
        if name.casefold() in taken:
            end = f"_{number}"
            name = name[: _NAME_LIMIT - len(end)] + end
        taken.add(name.casefold())
        names.append(name)
    return names


def _write(page: Any, sheet: Sheet, formats: _Formats) -> None:
    last = len(sheet.columns) - 1
    end = _HEAD + len(sheet.rows)
    page.set_row(0, 30)
    page.set_row(_HEAD, _LINE + 3)
    if last:
        page.merge_range(0, 0, 0, last, "", formats.title)
    page.write_string(0, 0, _word(sheet.title), formats.title)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
        page.write_string(_HEAD, at, _word(column.title), formats.head)
        if column.bar and sheet.rows:
            _write_bars(page, at, [row[at] for row in sheet.rows])
    for row, cells in enumerate(sheet.rows, start=_HEAD + 1):
        page.set_row(row, _LINE * _lines(sheet, cells))
        for at, (value, column) in enumerate(zip(cells, sheet.columns, strict=True)):
            words = formats.word if column.width >= _WIDE else formats.centred
            _write_cell(page, row, at, value, formats, words)
    page.autofilter(_HEAD, 0, end, last)
    page.freeze_panes(_HEAD + 1, 0)
    if sheet.note:
        _write_note(page, end + 1, last, sheet.note, formats)
    _for_print(page, sheet)


def _write_bars(page: Any, at: int, values: Sequence[Value]) -> None:
    """Put bars behind what is above nought; readers draw those below in looks of their own."""
    shown = [
        row
        for row, value in enumerate(values, start=_HEAD + 1)
        if isinstance(value, int | Decimal | Fraction) and value > 0
    ]
    runs = [list(run) for _, run in groupby(enumerate(shown), lambda pair: pair[1] - pair[0])]
    if runs:
        cells = [_cells(at, run[0][1], run[-1][1]) for run in runs]
        # Bars as of old: newer ones are an extension that few readers know.
        bar = {"type": "data_bar", "bar_color": _BAR, "min_type": "num", "min_value": 0}
        bar["multi_range"] = " ".join(cells)
        page.conditional_format(cells[0], bar)


def _cells(at: int, first: int, last: int) -> str:
    """Return the name of some cells of a column: C3:C9."""
    from xlsxwriter.utility import xl_range

    return str(xl_range(first, at, last, at))


def _lines(sheet: Sheet, cells: tuple[Value, ...]) -> int:
    """Return how many lines a row needs: Excel does not stretch what a program has written."""
    needed = [
        -(-width(_word(value)) // max(1, column.width - _INSET))
        for value, column in zip(cells, sheet.columns, strict=True)
        if isinstance(value, str)
    ]
    return min(max([1, *needed]), _MOST_LINES)


def _write_note(page: Any, row: int, last: int, note: str, formats: _Formats) -> None:
    text = _word(note)
    page.set_row(row, 18 * (1 + len(text) // 45))
    if last:
        page.merge_range(row, 0, row, last, "", formats.note)
    page.write_string(row, 0, text, formats.note)


def _write_cell(page: Any, row: int, at: int, value: Value, formats: _Formats, words: Any) -> None:
    if value is None:
        page.write_blank(row, at, None, words)
    elif isinstance(value, date):
        page.write_datetime(row, at, datetime(value.year, value.month, value.day), formats.day)  # noqa: DTZ001 - no zone in a date
    elif isinstance(value, Percent):
        page.write_number(row, at, float(value.value / 100), formats.percent)
    elif isinstance(value, str) or not -_EXACT < value < _EXACT:
        page.write_string(row, at, _word(str(value)), words)
    else:
        # Two places, as the pages round; only here, in the file, may it be a float.
        number = value if isinstance(value, int | Decimal) else rounded(value, 2)
        page.write_number(row, at, float(number), formats.number)


def _word(text: str) -> str:
    """Return what a cell holds; one that is too long says that it was cut."""
    plain = clean(text)
    if len(plain) <= _CELL_LIMIT:
        return plain
    return plain[: _CELL_LIMIT - len(_CUT)] + _CUT


def _for_print(page: Any, sheet: Sheet) -> None:
    """A4, one page wide, its head on every page, page numbers at its foot."""
    page.set_paper(9)
    if sheet.wide:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(_HEAD)
    page.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    page.center_horizontally()
    page.set_footer("&C第 &P 页　共 &N 页")
