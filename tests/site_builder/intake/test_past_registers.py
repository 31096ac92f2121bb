"""历年采用登记表: every row is an item's adoption, or is refused with its number and the reason."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from scoring.model import Item
from site_builder.intake.past_registers import History, history
from site_builder.pipeline import examine
from site_builder.registering.desk import Desk

OFFICE = Path(__file__).parents[2] / "samples" / "valid" / "office"
HEADS = ("序号", "信息标题", "报送单位", "作者", "采用刊物", "期号", "采用日期", "采用形式")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    content = Path(shutil.copytree(OFFICE, tmp_path / "content"))
    return Desk.of(examine(content, today=date(2026, 10, 31)))


def book(*rows: tuple[Any, ...], heads: tuple[str, ...] = HEADS, merge: str = "") -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "登记"
    sheet.append(("2024年信息采用登记表",))
    for row in (heads, *rows):
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def items(desk: Desk, made: History) -> list[Item]:
    read = [desk.item(change.path, str(change.after)) for change in made.changes]
    return [each for each in read if each is not None]


def taken(desk: Desk, *rows: tuple[Any, ...], year: int | None = 2024, **more: Any) -> History:
    return history(desk, book(*rows, **more), "2024年登记表.xlsx", year)


def test_rows_of_one_title_are_one_item_with_its_adoptions(desk: Desk) -> None:
    made = taken(
        desk,
        (1, "窗口 再提速", "晋中市局", "徐静", "晋政信息", "第3期", date(2024, 5, 6), "单篇"),
        (3, "《窗口再提速》", "晋中", "", "山西信息", "第９期", "2024年6月7日", "综合"),
        (4, "另一篇", "运城市局", "", "省政府信息", "", "8.9", ""),
        (None, "合计", "", "", "", "", "", ""),
        (None, "注：本表由办公室登记。"),
    )
    assert (made.rows, made.refused, made.doubtful, made.adoptions) == (3, [], [], 3)
    first, second = items(desk, made)
    assert (first.title, first.date) == ("窗口 再提速", date(2024, 5, 6))
    assert first.authors == ("晋中市局/xujing",)
    assert [(a.publication, a.issue, a.form) for a in first.adoptions] == [
        ("晋政信息", "第3期", "单篇"), ("山西信息", "第9期", "综合"),
    ]  # fmt: skip
    assert [(a.publication, a.date) for a in second.adoptions] == [("晋政信息", date(2024, 8, 9))]
    text = str(made.changes[0].after)
    assert "本条据“2024年登记表”“登记”第 3、4 行补录，原文未存。报送日期不详" in text
    assert len([line for line in made.remarks if "不是采用，没有收" in line]) == 2


def test_merged_cells_hold_for_all_their_rows(desk: Desk) -> None:
    made = taken(
        desk,
        (1, "窗口再提速", "晋中市局", "", "晋政信息", "", "2024-5-6", ""),
        (None, None, "晋中市局", "", "税务简报", "", "2024-6-6", ""),
        merge="B3:B4",
    )
    (item,) = items(desk, made)
    assert [adoption.publication for adoption in item.adoptions] == ["晋政信息", "税务简报"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("", "晋中市局", "", "晋政信息", "", "2024-5-6"), "没有标题"),
        (("题", "晋中市局", "", "晋政信息", "", ""), "没有采用日期"),
        (("题", "晋中市局", "", "晋政信息", "", "2024年5月"), "不是哪一天"),
        (("题", "晋中市局", "", "晋政信息", "", "2024-2-30"), "不是哪一天"),
        (("题", "晋中市局", "", "晋政信息", "", "2023-5-6"), "不在 2024 年"),
        (("题", "晋北市局", "", "晋政信息", "", "2024-5-6"), "单位名录里没有“晋北市局”"),
        (("题", "晋中市局", "", "晋政消息", "", "2024-5-6"), "采用刊物“晋政消息”不在名录里"),
        (("题", "", "", "晋政信息", "", "2024-5-6"), "没有报送单位"),
        (("题", "榆次区局", "", "晋政信息", "", "2024-5-6"), "C221"),
    ],
)
def test_a_row_that_says_too_little_or_wrong_is_refused(
    desk: Desk, row: tuple[Any, ...], why: str
) -> None:
    made = taken(desk, (1, *row, ""))
    assert (made.changes, len(made.refused)) == ([], 1)
    assert "第 3 行" in made.refused[0] and why in made.refused[0]


def test_what_is_left_out_of_a_row_is_told(desk: Desk) -> None:
    made = taken(
        desk,
        (1, "题一", "晋中市局", "赵六", "晋政信息", "", "2024-5-6", "整版"),
        (2, "题一", "晋中市局", "", "晋政信息", "", "2024-5-6", ""),
        (3, "题二", "晋中市局", "", "晋政信息", "", "2024-5-6", "", "省长", "好"),
        heads=(*HEADS, "批示领导", "责任编辑"),
    )
    assert made.refused == []
    told = "\n".join(made.doubtful)
    assert "名录里没有“赵六”" in told and "“整版”不在用词里" in told
    assert "批示“省长”没有写，请用 chunshui endorse 登记" in told
    assert made.remarks == ["“登记”没有用到的列：责任编辑"]


def test_twins_of_two_units_are_two_items(desk: Desk) -> None:
    made = taken(
        desk,
        (1, "春耕情况", "晋中市局", "", "晋政信息", "", "2024-5-6", ""),
        (2, "春耕情况", "运城市局", "", "晋政信息", "", "2024-5-6", ""),
    )
    assert [change.path for change in made.changes] == [
        "items/2024/05/20240506-春耕情况.md", "items/2024/05/20240506-春耕情况运城市局.md",
    ]  # fmt: skip


def test_what_comes_every_year_is_an_item_each_year(desk: Desk) -> None:
    rows = [(1, "春耕情况", "晋中市局", "", "晋政信息", "", f"{year}-5-6", "")
            for year in (2023, 2024)]  # fmt: skip
    made = taken(desk, *rows, year=None)
    assert [item.date.year for item in items(desk, made)] == [2023, 2024]


def test_what_is_in_the_archive_is_not_taken_again(desk: Desk) -> None:
    title = "新机构挂牌筹备情况"
    now = taken(desk, (1, title, "晋中市局", "", "晋政信息", "", "2026-9-6", ""), year=2026)
    assert now.changes == [] and "库里已有 20260901-挂牌筹备" in now.refused[0]
    assert (now.rows, now.left) == (1, 1)
    then = taken(desk, (1, title, "晋中市局", "", "晋政信息", "", "2024-9-6", ""))
    assert len(then.changes) == 1


def test_dates_without_a_year_have_that_of_the_table_or_need_one(desk: Desk) -> None:
    row = (1, "题", "晋中市局", "", "晋政信息", "", "5月6日", "")
    assert items(desk, taken(desk, row, year=None))[0].date == date(2024, 5, 6)
    text = "标题,单位,刊物,日期\n题,晋中市局,晋政信息,5月6日\n"
    assert "--year" in history(desk, text.encode(), "表.csv", None).refused[0]
    assert len(history(desk, text.encode(), "表.csv", 2024).changes) == 1


@pytest.mark.parametrize("data", [b"", b"PK", b"\xd0\xcf\x11\xe0", b"<html>", "标题".encode()])
def test_what_is_no_table_is_refused(desk: Desk, data: bytes) -> None:
    made = history(desk, data, "表.xlsx", 2024)
    assert made.changes == [] and len(made.refused) == 1


def test_a_sheet_without_heads_is_told(desk: Desk) -> None:
    made = taken(desk, (1, "题"), heads=("甲", "乙"))
    assert made.changes == [] and "没有找到表头" in made.remarks[0]


def test_csv_of_an_old_program(desk: Desk) -> None:
    text = "标题,单位,刊物,日期\r\n窗口再提速,晋中市局,晋政信息,2024.5.6\r\n"
    made = history(desk, text.encode("gbk"), "旧表.csv", None)
    assert [item.date for item in items(desk, made)] == [date(2024, 5, 6)]
