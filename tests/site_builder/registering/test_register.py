"""A register's columns are known by their words; no row of it is dropped in silence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.intake.spreadsheets import Row, Table
from site_builder.registering.register import columns_of, issue_of, register_of


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        ("序号 标题 单位 刊物 期号 日期 形式", "number title unit publication issue date form"),
        ("日期 采用刊物 题目 报送单位", "date publication title unit"),
        ("编号 信息标题 供稿单位 刊发载体 期数 刊发时间", "id title unit publication issue date"),
        ("序 稿件名称 报送部门 采用单位 采用日期 备注", "number title unit publication date note"),
        ("标题 报送日期 采用日期 采用形式（单篇/综合）", "title sent date form"),
        ("作者 篇名 媒体 发表时间 字数 报送途径", "author title publication date length route"),
    ],
)
def test_columns_are_known_by_their_words_in_any_order(head: str, columns: str) -> None:
    found = columns_of(Row(1, tuple(head.split())))
    assert found == {key: at for at, key in enumerate(columns.split())}


@pytest.mark.parametrize(
    "row",
    ["1 关于标题党的调研 榆次县局 晋政信息", "刊物采用情况的通报 晋中市局", "单位食堂 日期管理"],
)
def test_a_row_of_content_is_no_head(row: str) -> None:
    assert columns_of(Row(1, tuple(row.split()))) == {}


@pytest.mark.parametrize(
    ("written", "issue"),
    [("31", "第31期"), ("３１期", "第31期"), ("第 31 期", "第31期"), ("2026年第31期", "第31期"),
     ("031", "第31期"), ("412", "第412期"), ("26年第412期", "第412期"), ("总第412期", "总第412期"),
     ("增刊1", "增刊1"), ("31-32", "31-32")],
)  # fmt: skip
def test_an_issue_is_named_as_adoptions_name_it(written: str, issue: str) -> None:
    assert issue_of(written) == issue


def rows(*lines: str) -> tuple[Row, ...]:
    return tuple(
        Row(at, tuple("" if cell == "." else cell for cell in line.split()))
        for at, line in enumerate(lines, 1)
    )


def test_sums_and_remarks_are_notes_and_everything_else_is_a_line() -> None:
    sheet = Table("九月", rows(
        "2026年9月采用登记表", "序号 标题 刊物 日期", "1 甲 晋政信息 2026-09-12", "3 乙 . .",
        "4 . 晋政信息 2026-09-13", "5", "小计 2条", "备注：以上为九月",
        "6 合计数据调研 晋政信息 9月3日",
    ))  # fmt: skip
    found = register_of((sheet,))
    assert found.headed
    assert [(line.row, line.title, line.year) for line in found.lines] == [
        (3, "甲", 2026), (4, "乙", 2026), (5, "", 2026), (9, "合计数据调研", 2026),
    ]  # fmt: skip
    assert [note.row for note in found.notes] == [1, 2, 6, 7, 8]


def test_every_sheet_has_its_own_head_and_year() -> None:
    first = Table("2025年", rows("标题 刊物 日期", "甲 晋政信息 9月1日"))
    second = Table(
        "2026年", rows("刊物 题目 时间", "晋政信息 乙 9月1日", "标题 刊物 日期", "丙 丁 9.2")
    )
    found = register_of((first, second, Table("说明", rows("填表说明"))))
    assert [(line.sheet, line.title, line.year) for line in found.lines] == [
        ("2025年", "甲", 2025), ("2026年", "乙", 2026), ("2026年", "丙", 2026),
    ]  # fmt: skip
    assert len(found.notes) == 4


CELLS = st.sampled_from(
    ["", "序号", "标题", "题目", "单位", "刊物", "日期", "期号", "合计", "备注：", "甲", "晋政信息",
     "2026-09-12", "9月1日", "31", "2026年", "填表人：张三", "（）", "=1+1"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=12))
def test_every_row_becomes_a_line_or_a_note(cells: list[list[str]]) -> None:
    given_rows = tuple(Row(at, tuple(row)) for at, row in enumerate(cells, 1) if any(row))
    found = register_of((Table("表", given_rows),))
    told = sorted([line.row for line in found.lines] + [note.row for note in found.notes])
    assert told == [row.number for row in given_rows]
