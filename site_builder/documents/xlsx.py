"""Sheets → Excel (.xlsx): every word is written as a word, never as a formula or a link."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Final, NamedTuple

from scoring.points import rounded
from site_builder.documents.sheets import Sheet, Value
from site_builder.documents.words import clean

_CELL_LIMIT: Final = 32_767
"""Characters in a cell; Excel takes no more."""
_EXACT: Final = 10**15
"""Whole numbers from here on lose digits in Excel, and are written as words."""
_NAME_LIMIT: Final = 31
_REFUSED: Final = re.compile(r"[\[\]:*?/\\]")
_HEAD: Final = 1
"""Row of the column titles, from 0; the sheet's title is above it."""
_BAR: Final = "#D9A5A0"
_CUT: Final = "…（过长，未写全）"


class _Formats(NamedTuple):
    """How cells are written."""

    title: Any
    head: Any
    word: Any
    number: Any
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
    return _Formats(
        book.add_format(title),
        book.add_format(head),
        book.add_format(cell),
        book.add_format({**cell, "align": "right"}),
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
    page.set_default_row(19)
    page.set_row(0, 30)
    if last:
        page.merge_range(0, 0, 0, last, "", formats.title)
    page.write_string(0, 0, _word(sheet.title), formats.title)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
        page.write_string(_HEAD, at, _word(column.title), formats.head)
        if column.bar and sheet.rows:
            # Bars from nought on, as of old: newer ones are an extension that few readers know.
            bar = {"type": "data_bar", "bar_color": _BAR, "min_type": "num", "min_value": 0}
            page.conditional_format(_HEAD + 1, at, end, at, bar)
    for row, cells in enumerate(sheet.rows, start=_HEAD + 1):
        for at, (value, _) in enumerate(zip(cells, sheet.columns, strict=True)):
            _write_cell(page, row, at, value, formats)
    page.autofilter(_HEAD, 0, end, last)
    page.freeze_panes(_HEAD + 1, 0)
    if sheet.note:
        _write_note(page, end + 1, last, sheet.note, formats)
    _for_print(page, sheet)


def _write_note(page: Any, row: int, last: int, note: str, formats: _Formats) -> None:
    text = _word(note)
    page.set_row(row, 18 * (1 + len(text) // 45))
    if last:
        page.merge_range(row, 0, row, last, "", formats.note)
    page.write_string(row, 0, text, formats.note)


def _write_cell(page: Any, row: int, at: int, value: Value, formats: _Formats) -> None:
    if value is None:
        page.write_blank(row, at, None, formats.word)
    elif isinstance(value, str) or not -_EXACT < value < _EXACT:
        page.write_string(row, at, _word(str(value)), formats.word)
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
