"""An office's 采用登记表 → its lines: which column is which is read from the words above it.

Nothing of a register is dropped in silence: every row that is not blank becomes a line, a heading
or a note, each under its sheet and row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final, NamedTuple

from site_builder.intake.spreadsheets import Row, Table

TITLE: Final = "title"
_COLUMNS: Final[Mapping[str, re.Pattern[str]]] = {
    key: re.compile(pattern)
    for key, pattern in {
        "number": r"序号?|编序|no\.?|行号",
        TITLE: r"(?:信息|稿件|文章|采用|采用信息|材料|篇目|刊用)?(?:标题|题目|篇名|名称|题名)"
               r"|采用信息|信息稿件",
        "unit": r"(?:信息)?(?:报送|供稿|来稿|报稿|投稿|选送|上报|撰稿|所属|责任)?(?:单位|部门|处室)"
                r"(?:名称)?",
        "publication": r"(?:采用|刊发|刊登|刊载|发表|录用|被采用)?(?:刊物|刊名|载体|报刊|媒体|期刊)"
                       r"(?:名称)?|(?:采用|刊发|录用)单位",
        "issue": r"(?:刊物|采用|刊发)?期(?:号|数|次|别)?",
        "date": r"(?:采用|刊发|刊登|刊载|发表|录用|刊出|印发)?(?:日期|时间)",
        "form": r"(?:采用|刊发|刊登|录用)?(?:形式|方式|类型|体例)",
        "route": r"(?:报送|采用)?(?:途径|渠道)",
        "length": r"(?:刊发|采用|刊出)?字数",
        "id": r"(?:信息|稿件)?(?:编号|编码)",
        "note": r"备注|说明|其他|其它",
        "sent": r"(?:报送|上报|来稿|收稿|报稿|投稿)(?:日期|时间)",
        "author": r"(?:作者|撰稿人|供稿人|信息员|执笔人?)",
        "endorsement": r"(?:领导)?批示(?:情况|领导|人)?",
    }.items()
}  # fmt: skip
_NEEDED: Final = ("unit", "publication", "date")
_IN_BRACKETS: Final = re.compile(r"[(\[【][^)\]】]*[)\]】]")
_CLOSING: Final = re.compile(
    r"(?:合计|总计|小计|共计|累计|备注|注|说明|填表|制表|填报|审核|负责人|单位负责|联系|经办|复核|"
    r"统计|打印|报送单位|填表单位|共\d|第\d+页|以上|以下)"
)
_YEAR: Final = re.compile(r"(20[0-9]{2})\s*年?")
_ISSUE: Final = re.compile(r"(?:(?:20)?[0-9]{2}年)?第?\s*([0-9]{1,4})\s*期?")


class Line(NamedTuple):
    """One row of the register that states an adoption, each cell as written."""

    sheet: str
    row: int
    cells: Mapping[str, str]
    """By column: `title`, `unit`, `publication`, …; blank ones are not there."""
    year: int | None
    """The one year that the title above the table names; it completes days without one."""

    @property
    def title(self) -> str:
        """Return the title, empty where there is none."""
        return self.cells.get(TITLE, "")


class Note(NamedTuple):
    """A row that states no adoption: a heading, a sum, a remark, a number alone."""

    sheet: str
    row: int
    text: str


class Register(NamedTuple):
    """All rows of a register that are not blank."""

    lines: tuple[Line, ...]
    notes: tuple[Note, ...]
    headed: bool
    """Whether a row with the names of the columns was found."""


def register_of(tables: tuple[Table, ...]) -> Register:
    """Return the lines and notes of a spreadsheet's sheets, in their order."""
    lines: list[Line] = []
    notes: list[Note] = []
    headed = False
    for table in tables:
        columns: dict[str, int] = {}
        above = table.sheet
        last_head = 0
        for row in table.rows:
            found = columns_of(row)
            following = bool(columns) and last_head == row.number - 1 and len(found) > 1
            if following or (TITLE in found and not found.keys().isdisjoint(_NEEDED)):
                columns = {**columns, **found} if following else found
                last_head, headed = row.number, True
                notes.append(_note(table, row))
            elif not columns:
                above += " ".join(row.cells)
                notes.append(_note(table, row))
            else:
                cells = _cells(row, columns)
                if _states_nothing(cells, row):
                    notes.append(_note(table, row))
                else:
                    lines.append(Line(table.sheet, row.number, cells, _year(above)))
    return Register(tuple(lines), tuple(notes), headed)


def columns_of(row: Row) -> dict[str, int]:
    """Return which column holds what, where a row's cells are names of columns; the first of two
    of a name counts."""
    found: dict[str, int] = {}
    for at, cell in enumerate(row.cells):
        word = re.sub(r"\s", "", _IN_BRACKETS.sub("", narrow(cell))).casefold()
        for key, pattern in _COLUMNS.items():
            if pattern.fullmatch(word) and key not in found:
                found[key] = at
                break
    return found


def narrow(text: str) -> str:
    """Return a cell with half-width letters, digits and brackets."""
    return unicodedata.normalize("NFKC", text).strip()


def issue_of(written: str) -> str:
    """Return an issue as adoptions name it: 31, 31期 and 2026年第３１期 are 第31期."""
    text = narrow(written)
    match = _ISSUE.fullmatch(text)
    return f"第{int(match[1])}期" if match is not None else text


def _cells(row: Row, columns: Mapping[str, int]) -> dict[str, str]:
    found = {key: row.cells[at] for key, at in columns.items() if at < len(row.cells)}
    return {key: text for key, text in found.items() if text}


def _states_nothing(cells: Mapping[str, str], row: Row) -> bool:
    """Return whether a row is no adoption: a sum, a remark, a preprinted number, a subheading."""
    first = next(each for each in row.cells if each)
    closing = _closes(first) or _closes(cells.get(TITLE, ""))
    stated = [cells[key] for key in ("publication", "date", "issue") if key in cells]
    if closing and all(each == first for each in stated):
        return True
    return TITLE not in cells and (closing or not stated)


def _closes(cell: str) -> bool:
    """Return whether a cell begins as sums and remarks do."""
    return _CLOSING.match(re.sub(r"\s", "", narrow(cell))) is not None


def _year(above: str) -> int | None:
    years = set(_YEAR.findall(narrow(above)))
    return int(years.pop()) if len(years) == 1 else None


def _note(table: Table, row: Row) -> Note:
    return Note(table.sheet, row.number, " ".join(each for each in row.cells if each))
