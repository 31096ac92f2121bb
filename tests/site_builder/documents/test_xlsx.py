"""Spreadsheets read back: words stay words, numbers are numbers, print is set up."""

from __future__ import annotations

import zipfile
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest

from site_builder.documents.sheets import Percent, Sheet, SheetColumn, Value
from site_builder.documents.xlsx import xlsx

DAY = date(2026, 10, 9)
COLUMNS = (SheetColumn("单位", 20), SheetColumn("得分", 10, bar=True))


def sheet(*rows: tuple[Value, ...], name: str = "排名", title: str = "得分排名") -> Sheet:
    return Sheet(name, title, COLUMNS, rows, note="注：按采用日期计入。", wide=True)


def read(*sheets: Sheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(xlsx(sheets, DAY)))


def test_a_sheet_is_ready_for_screen_and_paper() -> None:
    page = read(sheet(("晋中市局", Decimal("12.5")), ("运城市局", Fraction(1, 3)))).active
    assert page is not None
    assert page["A1"].value == "得分排名"
    assert [cell.value for cell in page[2]] == ["单位", "得分"]
    assert [cell.value for cell in page[3]] == ["晋中市局", 12.5]
    assert [cell.value for cell in page[4]] == ["运城市局", 0.33]
    assert page["A5"].value == "注：按采用日期计入。"
    assert page.freeze_panes == "A3"
    assert page.auto_filter.ref == "A2:B4"
    assert page.print_title_rows == "$2:$2"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr is not None
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToHeight == 0
    assert page.oddFooter is not None
    assert "&P" in str(page.oddFooter.center.text)
    assert len(page.conditional_formatting) == 1


@pytest.mark.parametrize(
    "word",
    ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "http://x.example", "012", "{=1}"],
)
def test_a_word_is_never_a_formula_a_link_or_a_number(word: str) -> None:
    page = read(sheet((word, 1), name=word, title=word)).active
    assert page is not None
    cell = page["A3"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (word, "s", None)
    assert page["A1"].value == word


def test_what_excel_cannot_hold_is_said_or_kept_as_words() -> None:
    page = read(sheet(("长" * 40_000, 10**15), ("\x00甲\ud800", None))).active
    assert page is not None
    assert str(page["A3"].value).endswith("…（过长，未写全）")
    assert len(str(page["A3"].value)) == 32_767
    assert page["B3"].value == str(10**15)
    assert page["A4"].value == "甲"


def test_days_and_percents_are_numbers_with_a_look() -> None:
    page = read(sheet((date(2026, 7, 2), Percent(Decimal("12.5"))))).active
    assert page is not None
    assert (str(page["A3"].value)[:10], page["A3"].number_format) == ("2026-07-02", "yyyy-mm-dd")
    assert (page["B3"].value, page["B3"].number_format) == (0.125, "0.0%")
    assert page["B3"].alignment.horizontal == "right"


def test_bars_stand_behind_what_is_above_nought() -> None:
    page = read(sheet(("甲", 3), ("乙", Fraction(1, 3)), ("丙", -1), ("丁", 0), ("戊", 1))).active
    assert page is not None
    assert [str(each.sqref) for each in page.conditional_formatting] == ["B3:B4 B7"]
    none = read(sheet(("甲", -3))).active
    assert none is not None
    assert len(none.conditional_formatting) == 0


def test_a_row_is_as_high_as_its_words() -> None:
    page = read(sheet(("短", 1), ("长" * 30, 1))).active
    assert page is not None
    assert page.row_dimensions[4].height == 4 * page.row_dimensions[3].height


def test_names_of_sheets_are_made_to_fit() -> None:
    book = read(
        sheet(name="2026/三季度:[排名]"), sheet(name="排名"), sheet(name="排名"),
        sheet(name="长" * 40), sheet(name="''"), sheet(name="History"),
    )  # fmt: skip
    assert book.sheetnames == [
        "2026_三季度__排名_",
        "排名",
        "排名_3",
        "长" * 31,
        "表5",
        "History_6",
    ]


def test_the_same_sheets_give_the_same_bytes() -> None:
    one = xlsx([sheet(("甲", 1))], DAY)
    assert one == xlsx([sheet(("甲", 1))], DAY)
    with zipfile.ZipFile(BytesIO(one)) as parts:
        assert b"2026-10-09" in parts.read("docProps/core.xml")
