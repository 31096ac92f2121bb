"""An office with many items, and its register of 2,000 rows with every kind of dirt.

The register comes with what must become of each row, so that its report can be held to the truth.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl

_PLACES = (
    "榆次 太谷 祁县 平遥 介休 灵石 左权 和顺 昔阳 寿阳 "
    "榆社 清徐 阳曲 娄烦 古交 忻府 原平 定襄 五台 代县"
)
_SUBJECTS = (
    "春耕农资 留抵退税 数电发票 个税汇算 社保征缴 企业走访 大厅分流 热线答复 出口退税 契税联办 "
    "耕地占用 环保核定 资源回收 风险提醒 稽查双随机 绩效导师 青年讲堂 党建共建 机关食堂 档案清理 "
    "公车管理 网络值守 防汛备勤 信访接待 政务公开"
)
PLACES, SUBJECTS = _PLACES.split(), _SUBJECTS.split()
ENDINGS = ("情况", "的三点做法", "调查", "遇到的难题")
REGISTRY = {
    "office.yml": (
        "name: 晋中市局\ntitle: 晋中信息\nas_of: 2026-11-20\nkinds: [动态]\nforms: [单篇, 综合]\n"
    ),
    "publications.yml": (
        "- {name: 晋政信息, level: 省级, publisher: 省政府办公厅}\n"
        "- {name: 山西信息（增刊）, level: 省级, publisher: 省委办公厅, aliases: [增刊]}\n"
    ),
    "leaders.yml": "- {name: 省长, level: 省级, rank: 主要领导}\n",
}
HEAD = ("序号", "信息题目", "报送单位", "采用情况", "", "", "", "备  注")
SECOND = ("", "", "", "采用刊物", "期 号", "采用日期", "采用形式", "")
ROWS = {
    "可登记": 1_400, "无此信息": 100, "已登记": 100, "同题别单位": 80, "同题同单位": 40,
    "重复": 50, "缺项": 30, "不能登记": 30, "单位不符": 20, "错字": 150,
}  # fmt: skip
OUTCOMES = {"同题别单位": "可登记", "同题同单位": "存疑", "单位不符": "存疑", "错字": "存疑"}


class Sent(NamedTuple):
    """One item of the office."""

    name: str
    title: str
    unit: str
    day: date
    adopted: tuple[str, str, str] | None
    """Publication, day, issue."""


class Stated(NamedTuple):
    """One row of the register and what must become of it."""

    outcome: str
    item: str
    cells: tuple[Any, ...]


def office(root: Path, rows: int = 1) -> tuple[list[Sent], list[Stated]]:
    """Write the office's content; return its items and the rows of its register. `rows` is by
    what the number of rows is divided."""
    draw = random.Random(20261120)  # noqa: S311 - the same office every time
    counts = {kind: max(1, number // rows) for kind, number in ROWS.items()}
    titles = [place + subject + ending
              for place in PLACES for subject in SUBJECTS for ending in ENDINGS]  # fmt: skip
    draw.shuffle(titles)
    units = [f"{place}局" for place in PLACES]
    items: list[Sent] = []
    stated: list[Stated] = []
    for kind, number in counts.items():
        for at in range(number):
            stated += _row(kind, at, titles, units, items, stated, draw)
    draw.shuffle(stated)
    # What is said twice comes after what it repeats, else the first of the two would be the copy.
    stated.sort(key=lambda each: each.outcome == "重复")
    _write(root, items, units)
    return items, stated


def _row(
    kind: str,
    at: int,
    titles: list[str],
    units: list[str],
    items: list[Sent],
    stated: list[Stated],
    draw: random.Random,
) -> Iterator[Stated]:
    outcome = OUTCOMES.get(kind, kind)
    if kind == "无此信息":
        title = "".join(draw.choices("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", k=12))
        yield Stated(outcome, "", (title, units[at % 20], date(2026, 9, 9), 7, "单篇"))
        return
    if kind == "重复":
        first = next(each for each in stated[at:] if each.outcome == "可登记")
        yield Stated(outcome, first.item, first.cells)
        return
    title, unit = titles.pop(), units[draw.randrange(20)]
    day = date(2026, 1, 1) + timedelta(days=draw.randrange(240))
    name = f"{day:%Y%m%d}-{title}"
    adopted = day + timedelta(days=10 + at % 30)
    issue = at % 40 + 1
    written: Any = _written(adopted, at)
    if kind == "同题别单位":
        other = units[(units.index(unit) + 1) % 20]
        items.append(Sent(f"{name}又", title, other, day, None))
    if kind == "同题同单位":
        items.append(Sent(f"{name}又", title, unit, day, None))
    known = ("晋政信息", f"{adopted}", f"第{issue}期") if kind == "已登记" else None
    items.append(Sent(name, title, unit, day, known))
    if kind == "错字":
        place = 3 + at % (len(title) - 4)
        title = f"{title[:place]}某{title[place + 1 :]}"
    if kind == "缺项":
        written = ("九月", "", "2026年9月")[at % 3]
    if kind == "不能登记":
        written = day - timedelta(days=3)
    if kind == "单位不符":
        unit = units[(units.index(unit) + 1) % 20]
    said = f" {title[:4]} {title[4:]}。" if at % 7 == 0 else title
    yield Stated(outcome, name, (said, unit, written, _issue(issue, at), "单篇"))


def _written(day: date, at: int) -> Any:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    return (
        day, f"{day.year}年{day.month}月{day.day}日", f"{day.year}.{day.month}.{day.day}",
        f"{day.month}月{day.day}日", f"{day}".translate(wide), f"{day:%Y%m%d}",
        f"{day.year}/{day.month}/{day.day}",
    )[at % 7]  # fmt: skip


def _issue(number: int, at: int) -> Any:
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return (number, f"第{number}期", f"{number}期", f"2026年第{number}期", wide)[at % 5]


def _write(root: Path, items: list[Sent], units: list[str]) -> None:
    for name, text in REGISTRY.items():
        _file(root / "content" / "registry" / name, text)
    _file(
        root / "content" / "registry" / "units.yml",
        "- {name: 晋中市局}\n"
        + "".join(f"- {{name: {each}, parent: 晋中市局}}\n" for each in units),
    )
    _file(root / "content" / "index.md", "# 首页\n\n文。\n")
    for item in items:
        known = ""
        if item.adopted is not None:
            publication, day, issue = item.adopted
            known = f"adoptions:\n  - {{publication: {publication}, date: {day}, issue: {issue}}}\n"
        _file(
            root / "content" / "items" / f"{item.day:%Y}" / f"{item.day:%m}" / f"{item.name}.md",
            f"---\ntitle: {item.title}  # 底册\nunit: {item.unit}\ndate: {item.day}\n{known}---\n"
            f"{item.title}。\n",
        )


def _file(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def register(stated: list[Stated]) -> tuple[bytes, dict[int, Stated], int]:
    """Return the register as an .xlsx, its rows by number, and how many further rows there are."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "登记表"
    sheet["A1"] = "2026年信息采用登记表"
    sheet.merge_cells("A1:H1")
    sheet["A2"] = "填表单位：晋中市局办公室"
    for head, words in ((3, HEAD), (4, SECOND)):
        for column, word in enumerate(words, 1):
            sheet.cell(head, column, word or None)
    for letter in "ABCH":
        sheet.merge_cells(f"{letter}3:{letter}4")
    sheet.merge_cells("D3:G3")
    by_row: dict[int, Stated] = {}
    others, row, number = 4, 5, 0
    for begin in range(0, len(stated), 50):
        block = stated[begin : begin + 50]
        first = row
        for each in block:
            number += 1 + (number % 37 == 0)  # numbers have gaps
            title, unit, day, issue, form = each.cells
            cells = (
                number,
                title,
                unit,
                "《晋政信息》" if row == first else None,
                issue,
                day,
                form,
            )
            for column, value in enumerate(cells, 1):
                sheet.cell(row, column, value)
            by_row[row] = each
            row += 1
        sheet.merge_cells(start_row=first, end_row=row - 1, start_column=4, end_column=4)
        if begin % 500 == 450:
            sheet.cell(row, 1, "小  计")
            sheet.cell(row, 2, f"{len(block)}条")
            others += 1
        row += 2
    for text in (
        "合计：２０００条",
        "备注：以上数据截至2026年11月20日",
        "填表人：张三　　审核：李四",
    ):
        sheet.cell(row, 1, text)
        row += 1
        others += 1
    file = io.BytesIO()
    book.save(file)
    return file.getvalue(), by_row, others
