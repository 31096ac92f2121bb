"""The sheets of an .xlsx: only its XML is read, part by part, with bounds on all that may grow.

Values are what the program that saved the file had computed; formulas are never evaluated.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from typing import IO, Any, Final, NamedTuple

from site_builder.intake.spreadsheets import MAX_ROWS

_MAX_WHOLE: Final = 100_000_000
"""Bytes of all parts unpacked."""
_MAX_PARTS: Final = 2_000
_MAX_CELLS: Final = 500_000
_MAX_COLUMNS: Final = 256
_MAX_STRINGS: Final = 500_000
_MAX_ELEMENTS: Final = 3_000_000
"""Of one part, whatever they are."""
_MAX_HELD: Final = 20_000_000
"""Bytes of a part that is held as a whole: styles, relations."""
_MAX_COVERED: Final = 200_000
"""Rows that the merged ranges of a sheet cover, added up."""
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_DATES: Final = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
"""Numbers of the built-in formats that show a date or time, those of Chinese editions too."""
_IN_BRACKETS: Final = re.compile(r'\[[^\]]*\]|"[^"]*"|\\\\.')
_LETTERS_OF_DATES: Final = re.compile(r"[ymdhs年月日]", re.IGNORECASE)


class Vast(Exception):  # noqa: N818 - no error of ours: what was brought is too large
    """What is too large, how large it is, and what is allowed."""


class Unsafe(Exception):  # noqa: N818
    """What is in it that could do harm."""


class Broken(Exception):  # noqa: N818
    """Why it cannot be read."""


class Sheet(NamedTuple):
    """One sheet."""

    name: str
    rows: tuple[tuple[int, list[str]], ...]
    """By number, from column A; a merged range's value in the first column of all its rows."""
    without_result: tuple[tuple[int, int], ...]
    """Row and column of formulas whose results are not in the file."""


def sheets(archive: zipfile.ZipFile) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook in its order; raise one of the above."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError

    _look(archive)
    try:
        book = _Book(archive)
        return tuple(book.sheet(name, part) for name, part in book.listed())
    except DefusedXmlException:
        raise Unsafe("实体声明") from None
    except ParseError:
        raise Broken("里面的内容不完整") from None
    except (KeyError, ValueError, IndexError, OverflowError):
        raise Broken("里面的内容不完整，或者不是表格") from None


def _look(archive: zipfile.ZipFile) -> None:
    """Refuse by the list of parts alone."""
    parts = archive.infolist()
    if len(parts) > _MAX_PARTS:
        raise Vast("压缩包里的文件", len(parts), _MAX_PARTS)
    whole = sum(part.file_size for part in parts)
    if whole > _MAX_WHOLE:
        raise Vast("展开以后", f"{whole} 字节", _MAX_WHOLE)
    names = [part.filename.lower() for part in parts]
    if any("vbaproject" in name or "macrosheets/" in name for name in names):
        raise Unsafe("宏")
    if any("externallinks/" in name for name in names):
        raise Unsafe("到别的文件的链接")
    if "xl/workbook.xml" not in names:
        raise Broken("这是别的压缩文件")


class _Book:
    """A workbook's parts that all sheets share."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        if b"macroEnabled" in archive.read("[Content_Types].xml"):
            raise Unsafe("宏")
        self._parts = self._relations("xl/workbook.xml")
        self._strings = tuple(self._shared())
        self._dated = self._date_styles()
        root = self._parsed("xl/workbook.xml")
        self._sheets = [each for each in root.iter() if _tag(each) == "sheet"]
        settings = [each for each in root.iter() if _tag(each) == "workbookPr"]
        self._since_1904 = any(each.get("date1904") in ("1", "true") for each in settings)

    def listed(self) -> Iterator[tuple[str, str]]:
        """Yield the sheets' names and parts; charts are no sheets."""
        for each in self._sheets:
            key = next(value for name, value in each.items() if name.endswith("}id"))
            kind, part = self._parts[key]
            if kind == "worksheet":
                yield each.get("name", ""), part

    def sheet(self, name: str, part: str) -> Sheet:
        """Return one sheet."""
        grid: dict[int, dict[int, str]] = {}
        unsaid: list[tuple[int, int]] = []
        merged: list[tuple[int, int, int]] = []
        cells = 0
        number = column = 0
        for element in self._elements(part, {"row", "mergeCell"}):
            if _tag(element) == "mergeCell":
                merged.append(_rows_of(element.get("ref", "")))
                continue
            number = int(element.get("r", number + 1))
            column = 0
            for cell in element:
                if _tag(cell) != "c":
                    continue
                column = _column(cell.get("r")) or column + 1
                cells += 1
                text = self._text(cell)
                if text is None:
                    unsaid.append((number, column))
                elif text:
                    grid.setdefault(number, {})[column] = text
            if cells > _MAX_CELLS:
                raise Vast("单元格", f"{cells} 多", _MAX_CELLS)
            if len(grid) > MAX_ROWS:
                raise Vast("行", f"{MAX_ROWS} 多", MAX_ROWS)
            element.clear()
        _fill_down(grid, merged)
        return Sheet(name, tuple(map(_line, sorted(grid.items()))), tuple(unsaid))

    def _text(self, cell: Any) -> str | None:
        """Return a cell's text; None for a formula whose result is not there."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "".join(_texts(cell))
        value = next((each.text or "" for each in cell if _tag(each) == "v"), None)
        if value is None or (value == "" and kind == "n"):
            return None if any(_tag(each) == "f" for each in cell) else ""
        if kind == "s":
            return self._strings[int(value)]
        if kind == "b":
            return "是" if value == "1" else "否"
        if kind != "n":
            return value.removesuffix("T00:00:00") if kind == "d" else value
        return self._number(value, int(cell.get("s", 0)) in self._dated)

    def _number(self, written: str, dated: bool) -> str:
        """Return a number as people write it; a day as 2026-09-12 where the format shows days."""
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

        number = float(written)
        if not dated:
            return str(int(number)) if number.is_integer() else repr(number)
        epoch = CALENDAR_MAC_1904 if self._since_1904 else CALENDAR_WINDOWS_1900
        moment: Any = from_excel(number, epoch)
        if isinstance(moment, datetime):
            return str(moment.date()) if moment.time() == time() else str(moment)
        return str(moment)

    def _shared(self) -> Iterator[str]:
        part = next((part for kind, part in self._parts.values() if kind == "sharedStrings"), None)
        if part is None:
            return
        for count, element in enumerate(self._elements(part, {"si"})):
            if count >= _MAX_STRINGS:
                raise Vast("文字", f"{_MAX_STRINGS} 多", _MAX_STRINGS)
            yield "".join(_texts(element))
            element.clear()

    def _date_styles(self) -> frozenset[int]:
        """Return the numbers of the styles that show a number as a date."""
        part = next((part for kind, part in self._parts.values() if kind == "styles"), None)
        if part is None:
            return frozenset()
        root = self._parsed(part)
        own = {
            int(each.get("numFmtId", 0)): each.get("formatCode", "")
            for each in root.iter()
            if _tag(each) == "numFmt"
        }
        dates = {key for key in _DATES if key not in own}
        dates |= {key for key, code in own.items() if _shows_dates(code)}
        used = [each for group in root if _tag(group) == "cellXfs" for each in group]
        found = (at for at, each in enumerate(used) if int(each.get("numFmtId", 0)) in dates)
        return frozenset(found)

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return kind and place of the parts that a part refers to, by id."""
        folder, name = posixpath.split(part)
        found: dict[str, tuple[str, str]] = {}
        for each in self._parsed(f"{folder}/_rels/{name}.rels"):
            if each.get("TargetMode") == "External":
                raise Unsafe("到别的文件的链接")
            kind = each.get("Type", "").rpartition("/")[2]
            place = posixpath.normpath(posixpath.join(folder, each.get("Target", "")))
            found[each.get("Id", "")] = kind, place.lstrip("/")
        return found

    def _parsed(self, part: str) -> Any:
        from defusedxml.ElementTree import fromstring

        content = self._archive.read(part)
        if len(content) > _MAX_HELD:
            raise Vast("展开以后", f"{len(content)} 字节", _MAX_HELD)
        return fromstring(content, forbid_dtd=True)

    def _elements(self, part: str, tags: set[str]) -> Iterator[Any]:
        """Yield a part's elements of some names as they are read."""
        from defusedxml.ElementTree import iterparse

        opened: IO[bytes] = io.BytesIO(self._archive.read(part))
        for count, (_, element) in enumerate(iterparse(opened, forbid_dtd=True)):
            if count > _MAX_ELEMENTS:
                raise Vast("单元格和别的内容", f"{_MAX_ELEMENTS} 多", _MAX_ELEMENTS)
            if _tag(element) in tags:
                yield element


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _texts(element: Any) -> Iterator[str]:
    """Yield the text of a cell's runs; the readings above Chinese characters are none."""
    for each in element:
        if _tag(each) == "t":
            yield each.text or ""
        elif _tag(each) != "rPh":
            yield from _texts(each)


def _column(reference: str | None) -> int:
    """Return the number of a cell's column, 0 where it is not said."""
    if reference is None:
        return 0
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - 64
    if number > _MAX_COLUMNS:
        raise Vast("列", number, _MAX_COLUMNS)
    return number


def _rows_of(merged: str) -> tuple[int, int, int]:
    """Return column, first and last row of a merged range."""
    first, _, last = merged.partition(":")
    ends = [_REFERENCE.fullmatch(each) for each in (first, last or first)]
    if ends[0] is None or ends[1] is None:
        raise ValueError(merged)
    return _column(first), int(ends[0][2]), int(ends[1][2])


def _fill_down(grid: dict[int, dict[int, str]], merged: list[tuple[int, int, int]]) -> None:
    """Put the value of merged cells into their first column in each row that has something."""
    covered = 0
    for column, first, last in merged:
        value = grid.get(first, {}).get(column)
        if value is None or last <= first:
            continue
        below = range(first + 1, last + 1) if last - first <= len(grid) else sorted(grid)
        covered += len(below)
        if covered > _MAX_COVERED:
            raise Vast("合并的行", f"{_MAX_COVERED} 多", _MAX_COVERED)
        for number in below:
            if first < number <= last and number in grid:
                grid[number].setdefault(column, value)


def _line(row: tuple[int, dict[int, str]]) -> tuple[int, list[str]]:
    number, cells = row
    return number, [cells.get(column, "") for column in range(1, max(cells) + 1)]


def _shows_dates(code: str) -> bool:
    return _LETTERS_OF_DATES.search(_IN_BRACKETS.sub("", code)) is not None
