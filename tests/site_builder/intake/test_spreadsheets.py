"""Spreadsheets as offices keep them are read cell by cell; hostile ones are refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.intake.spreadsheets import Row, Tables, tables


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def workbook() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "九月"
    sheet["A1"] = "采用登记表"
    sheet.merge_cells("A1:D1")
    for at, word in enumerate(("序号", "标题", "单位", "日期"), 1):
        sheet.cell(2, at, word)
    midnight = datetime(2026, 9, 13)  # noqa: DTZ001 - cells know no zone
    for row, values in enumerate(
        [(1, "甲", "晋中市局", date(2026, 9, 12)), (2, " 乙\n丙 ", None, midnight)], 3
    ):
        for at, value in enumerate(values, 1):
            sheet.cell(row, at, value)
    sheet.merge_cells("C3:C4")
    sheet["B7"] = 0.5
    sheet["C7"] = True
    sheet["D7"] = 31.0
    book.create_sheet("空表")
    return book


def shared() -> bytes:
    """A workbook as spreadsheet programs save it: its texts in a part of their own."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("九月")
        sheet.write_row("A1", ["标题", "标题", ""])
        sheet.write_rich_string("A2", "甲", book.add_format({"bold": True}), "乙", "丙")
        sheet.write_datetime("B2", date(2026, 9, 12), book.add_format({"num_format": "m月d日"}))
        sheet.write_formula("C2", '=A1&"x"', None, "标题x")
        sheet.write_formula("D2", "=1+1", None, 2)
        sheet.merge_range("A4:B6", "并")
        sheet.write("C5", 1.5)
    return file.getvalue()


def with_part(
    data: bytes, parts: Mapping[str, bytes], new: Mapping[str, bytes] | None = None
) -> bytes:
    """A workbook some of whose parts are others."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as made:
        for name in old.namelist():
            made.writestr(name, parts.get(name, old.read(name)))
        for name, content in (new or {}).items():
            made.writestr(name, content)
    return out.getvalue()


def codes(found: Tables) -> list[str]:
    assert not (found.findings and found.tables)
    return [each.code for each in found.findings]


def test_a_workbook_is_read_as_people_see_it() -> None:
    found = tables(saved(workbook()), "登记表.xlsx")
    assert not found.findings and [table.sheet for table in found.tables] == ["九月", "空表"]
    assert found.tables[0].rows == (
        Row(1, ("采用登记表",)),
        Row(2, ("序号", "标题", "单位", "日期")),
        Row(3, ("1", "甲", "晋中市局", "2026-09-12")),
        Row(4, ("2", "乙 丙", "晋中市局", "2026-09-13")),
        Row(7, ("", "0.5", "是", "31")),
    )
    assert found.tables[1].rows == ()


def test_what_spreadsheet_programs_save_is_read() -> None:
    assert tables(shared(), "a.xlsx").tables[0].rows == (
        Row(1, ("标题", "标题")),
        Row(2, ("甲乙丙", "2026-09-12", "标题x", "2")),
        Row(4, ("并",)),
        Row(5, ("并", "", "1.5")),
    )  # fmt: skip


@pytest.mark.parametrize("code", ["yyyy/m/d", 'yyyy"年"m"月"d"日"', "[$-804]m月d日", "mm-dd-yy"])
def test_any_format_of_days_shows_the_day(code: str) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = 46277
    book.worksheets[0]["A1"].number_format = code
    book.worksheets[0]["B1"] = 46277
    assert tables(saved(book), "a.xlsx").tables[0].rows == (Row(1, ("2026-09-12", "46277")),)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_csv_is_read_in_every_usual_writing(codec: str, mark: str) -> None:
    text = f'序号{mark}标题\r\n\r\n1{mark}"甲{mark}\r\n乙"\r\n2{mark} 丙\u3000\r\n'
    joined = "甲 乙" if mark == "\t" else f"甲{mark} 乙"
    assert tables(text.encode(codec), "a.csv").tables[0].rows == (
        Row(1, ("序号", "标题")), Row(3, ("1", joined)), Row(5, ("2", "丙")),
    )  # fmt: skip


def test_a_formula_without_its_result_is_told() -> None:
    book = workbook()
    book.worksheets[0]["B5"] = "=A3"
    found = tables(saved(book), "a.xlsx")
    assert codes(found) == ["D733"] and found.findings[0].line == 5


SHEET = "xl/worksheets/sheet1.xml"
ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet><sheetData/></worksheet>'
WIDE = ENTITY.decode().encode("utf-16")


def _hostile() -> dict[str, tuple[bytes, str]]:
    plain = saved(workbook())
    content = zipfile.ZipFile(io.BytesIO(plain)).read(SHEET)
    far = content.replace(b"</sheetData>", b'<row r="9"><c r="XFD9"><v>1</v></c></row></sheetData>')
    rows = b"".join(b'<row r="%d"><c><v>1</v></c></row>' % at for at in range(9, 50_020))
    cells = b"<row>" + b"<c/>" * 500_001 + b"</row>"
    merges = b'<mergeCell ref="A1:A1048576"/>' * 200_000
    types = zipfile.ZipFile(io.BytesIO(plain)).read("[Content_Types].xml")
    links = zipfile.ZipFile(io.BytesIO(plain)).read("xl/_rels/workbook.xml.rels")
    link = b'<Relationship Id="x" Type="a/b" Target="http://h/" TargetMode="External"/>'
    return {
        "old": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "D730"),
        "nothing": (b"", "D730"),
        "one column": ("甲\n乙\n".encode(), "D730"),
        "a page": (b"<html><table></table></html>", "D730"),
        "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "D730"),
        "cut off": (plain[: len(plain) // 2], "D730"),
        "another archive": (plain.replace(b"xl/workbook.xml", b"xl/workbook.txt"), "D730"),
        "no shared strings": (with_part(shared(), {"xl/sharedStrings.xml": b"<sst/>"}), "D730"),
        "not XML": (with_part(plain, {SHEET: b"<worksheet><sheetData>"}), "D730"),
        "entities": (with_part(plain, {SHEET: ENTITY}), "D732"),
        "entities in UTF-16": (with_part(plain, {SHEET: WIDE}), "D732"),
        "macros": (with_part(plain, {}, {"xl/vbaProject.bin": b"x"}), "D732"),
        "a type with macros": (
            with_part(plain, {"[Content_Types].xml": types + b"<!-- macroEnabled -->"}), "D732"),
        "links": (with_part(plain, {}, {"xl/externalLinks/externalLink1.xml": b"<a/>"}), "D732"),
        "a link": (
            with_part(plain, {"xl/_rels/workbook.xml.rels":
                              links.replace(b"</Relationships>", link + b"</Relationships>")}),
            "D732"),
        "a bomb": (with_part(plain, {}, {"xl/media/a": b"\0" * 100_000_001}), "D731"),
        "many parts": (with_part(plain, {}, {f"x{at}": b"" for at in range(2_001)}), "D731"),
        "a far column": (with_part(plain, {SHEET: far}), "D731"),
        "many rows": (
            with_part(plain, {SHEET: content.replace(b"</sheetData>", rows + b"</sheetData>")}),
            "D731"),
        "many cells": (
            with_part(plain, {SHEET: content.replace(b"</sheetData>", cells + b"</sheetData>")}),
            "D731"),
        "many of anything": (
            with_part(plain, {SHEET: b"<worksheet>" + b"<a/>" * 3_000_002 + b"</worksheet>"}),
            "D731"),
        "endless styles": (
            with_part(plain, {"xl/styles.xml": b"<a>" + b" " * 20_000_001 + b"</a>"}), "D731"),
        "many merges": (with_part(plain, {SHEET: content.replace(
            b"</mergeCells>", merges + b"</mergeCells>")}), "D731"),
    }  # fmt: skip


HOSTILE = _hostile()


@pytest.mark.parametrize("case", HOSTILE)
def test_what_can_do_harm_or_is_no_table_is_refused(case: str) -> None:
    data, code = HOSTILE[case]
    assert codes(tables(data, "登记表.xlsx")) == [code]


def test_a_file_too_large_is_refused() -> None:
    assert codes(tables(b"a," * 10_000_001, "a.csv")) == ["D731"]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", "序号,标题\n".encode()]))
def test_any_bytes_are_a_table_or_a_finding(data: bytes, begin: bytes) -> None:
    found = tables(begin + data, "a")
    assert bool(found.findings) != bool(found.tables)
    for table in found.tables:
        assert all(row.cells and row.cells[-1] for row in table.rows)
        assert [row.number for row in table.rows] == sorted({row.number for row in table.rows})


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 4_000),
    st.integers(0, 255),
    st.sampled_from([SHEET, "xl/workbook.xml", "xl/styles.xml"]),
)
def test_a_damaged_workbook_never_stops_the_program(at: int, byte: int, part: str) -> None:
    plain = saved(workbook())
    content = bytearray(zipfile.ZipFile(io.BytesIO(plain)).read(part))
    content[at % len(content)] = byte
    found = tables(with_part(plain, {part: bytes(content)}), "a.xlsx")
    assert bool(found.findings) != bool(found.tables)
