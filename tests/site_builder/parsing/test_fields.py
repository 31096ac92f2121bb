"""Types of values and records: what each accepts, refuses, and shows mended."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.nearest import nearest
from scoring.vocabulary import Level
from site_builder.parsing.fields import (
    ByShape,
    Field,
    Given,
    Later,
    ListOf,
    MapOf,
    RecordType,
    Type,
)
from site_builder.parsing.nodes import parse
from site_builder.parsing.references import Names, Ref
from site_builder.parsing.report import Report
from site_builder.parsing.scalars import (
    Choice,
    Date,
    Flag,
    Integer,
    Name,
    Number,
    OneWord,
    Rate,
    Text,
)


def read(kind: Type, written: str, names: Names | None = None) -> tuple[Any, list[str], list[Any]]:
    """The value, the findings' codes and mended lines of `值: …`."""
    line = f"值: {written}"
    report = Report("a.yml", line, names)
    root = parse(line, "a.yml").root
    assert root is not None
    found = RecordType("r", "记录", (Field("值", None, kind, "", ""),), Given.all).read(
        root, "值", report
    )
    assert found is not None
    codes = [finding.code for finding in report.findings]
    return found.get("值"), codes, [finding.mended for finding in report.findings]


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (Text(5), "一  二\n  三", "一 二 三"),
        (Text(), "012", "012"),
        (Date(), "2026-11-03", date(2026, 11, 3)),
        (Flag(), "是", True),
        (Flag(), "false", False),
        (Choice(("甲", "乙")), "乙", "乙"),
        (OneWord(Level), "省级", Level.PROVINCIAL),
        (OneWord(Level, ("全部", 0)), "全部", 0),
        (Number(), "10", Decimal(10)),
        (Number(), "1.50", Decimal("1.5")),
        (Number(), "-1/4", Decimal("-0.25")),
        (Number(), "1/3", Fraction(1, 3)),
        (Rate(), "60%", Fraction(3, 5)),
        (Rate(), "3/5", Fraction(3, 5)),
        (Rate(), "0.6", Fraction(3, 5)),
        (Rate(), "33.3%", Fraction(333, 1000)),
        (Integer(), "12", 12),
        (Integer(), "12.0", 12),
        (ListOf(Text(), single=True), "甲", ("甲",)),
        (ListOf(Text()), "[甲, 乙]", ("甲", "乙")),
        (ListOf(Text()), "[]", ()),
        (MapOf(Text(), Number()), "{甲: 1, 乙: 1/2}", {"甲": Decimal(1), "乙": Decimal("0.5")}),
        (ByShape(Number(), mapping=MapOf(Text(), Text())), "3", Decimal(3)),
        (ByShape(Number(), mapping=MapOf(Text(), Text())), "{甲: 乙}", {"甲": "乙"}),
        (Later("文字", lambda: Text()), "甲", "甲"),
    ],
)
def test_what_is_written_rightly_is_read(kind: Type, written: str, value: object) -> None:
    assert read(kind, written) == (value, [], [])


@pytest.mark.parametrize(
    ("kind", "written", "value", "code", "mended"),
    [
        (Date(), "2026年11月3日", date(2026, 11, 3), "F126", "值: 2026-11-03"),
        (Date(), "2026年11月3号", date(2026, 11, 3), "F126", "值: 2026-11-03"),
        (Date(), "2026-11-3", date(2026, 11, 3), "F126", "值: 2026-11-03"),
        (Date(), "2026/11/03", date(2026, 11, 3), "F126", "值: 2026-11-03"),
        (Date(), "2026.11.3", date(2026, 11, 3), "F126", "值: 2026-11-03"),
        (Date(), "20261103", date(2026, 11, 3), "F126", "值: 2026-11-03"),
        (Date(), "２０２６-１１-０３", date(2026, 11, 3), "F114", "值: 2026-11-03"),
        (Date(), "“2026-11-03”", date(2026, 11, 3), "F115", "值: 2026-11-03"),
        (Number(), "１０", Decimal(10), "F114", "值: 10"),
        (Rate(), "６０％", Fraction(3, 5), "F114", "值: 60%"),
        (Flag(), "‘是’", True, "F115", "值: 是"),
        (OneWord(Level), "「省级」", Level.PROVINCIAL, "F115", "值: 省级"),
    ],
)
def test_what_is_meant_is_read_and_shown_mended(
    kind: Type, written: str, value: object, code: str, mended: str
) -> None:
    assert read(kind, written) == (value, [code], [mended])


@pytest.mark.parametrize(
    ("kind", "written", "code"),
    [
        (Text(3), "一二三四", "F130"),
        (Text(), "[甲]", "F122"),
        (Date(), "2026-02-30", "F125"),
        (Date(), "0000-01-01", "F125"),
        (Date(), "2026年13月1日", "F125"),
        (Date(), "2026-W01-1", "F125"),
        (Date(), "明天", "F125"),
        (Date(), "{年: 2026}", "F122"),
        (Flag(), "yes", "F128"),
        (Choice(("甲", "乙")), "丙", "F128"),
        (OneWord(Level), "provincial", "F128"),
        (Number(), "十", "F127"),
        (Number(), "1e3", "F127"),
        (Number(), "nan", "F127"),
        (Number(), "1/0", "F127"),
        (Number(), "9" * 13, "F127"),
        (Number(), "0.1234567891", "F127"),
        (Rate(), "-1%", "F129"),
        (Rate(high=Fraction(1)), "101%", "F129"),
        (Rate(), "5%%", "F127"),
        (Integer(), "1/2", "F127"),
        (Integer(1, 5), "6", "F129"),
        (ListOf(Text()), "甲", "F122"),
        (ListOf(Text(), unique=True), "[甲, 甲]", "F132"),
        (MapOf(Text(), Number()), "[甲]", "F122"),
        (ByShape(Number(), mapping=MapOf(Text(), Text())), "[甲]", "F122"),
    ],
)
def test_what_is_wrong_is_one_finding(kind: Type, written: str, code: str) -> None:
    assert read(kind, written)[1] == [code]


NAMES = Names({Ref.UNIT: {"晋中市局": "晋中市局", "晋中": "晋中市局", "甲、乙局": "甲、乙局"}})


def test_a_name_becomes_canonical_and_must_exist_later() -> None:
    report = Report("a.yml", "- 晋中", NAMES)
    root = parse("- 晋中", "a.yml").root
    assert root is not None
    assert ListOf(Name(Ref.UNIT)).read(root, "单位", report) == ("晋中市局",)
    assert [(r.kinds, r.name, r.source.column) for r in report.references] == [
        ((Ref.UNIT,), "晋中市局", 3)
    ]


def test_names_run_together_are_shown_as_a_list_unless_one_name_has_the_mark() -> None:
    found = read(Name(Ref.UNIT), "晋中、运城", NAMES)
    assert found == (None, ["F131"], ["值: [晋中, 运城]"])
    assert read(Name(Ref.UNIT), "甲、乙局", NAMES) == ("甲、乙局", [], [])


PERSON = RecordType(
    "person",
    "人员",
    (
        Field("name", "姓名", Text(10), "姓名", "徐静", required=True),
        Field("age", "年龄", Integer(), "年龄", "30"),
    ),
    Given.all,
)


def person(written: str) -> tuple[Any, list[tuple[str, str | None]]]:
    report = Report("a.yml", written)
    root = parse(written, "a.yml").root
    assert root is not None
    value = PERSON.read(root, "人员", report)
    return value, [(finding.code, finding.mended) for finding in report.findings]


@pytest.mark.parametrize(
    ("written", "value", "findings"),
    [
        ("name: 徐静\n年龄: 30", {"name": "徐静", "age": 30}, []),
        ("name: 徐静\n年龄:", {"name": "徐静"}, []),
        ("nme: 徐静", None, [("F118", "name: 徐静"), ("F123", None)]),
        ("name: 徐静\n姓名: 李娜", {"name": "徐静"}, [("F117", None)]),
        ("name: ''", {"name": ""}, []),
        ("name:", None, [("F133", None)]),
        ("name: [徐静]", None, [("F122", None)]),
        ("{姓名：徐静}", {"name": "徐静"}, [("F112", "{姓名: 徐静}")]),
        (
            "{姓名:徐静, 年龄: 三十}",
            {"name": "徐静"},
            [("F113", "{姓名: 徐静, 年龄: 三十}"), ("F127", None)],
        ),
        ("　name: 徐静", {"name": "徐静"}, [("F107", "name: 徐静")]),
        ("徐静", None, [("F122", None)]),
        ("姓名：徐静", None, [("F112", "姓名: 徐静")]),
        ("- 徐静", None, [("F122", None)]),
    ],
)
def test_a_record_reads_on_after_every_fault(
    written: str, value: object, findings: list[tuple[str, str | None]]
) -> None:
    assert person(written) == (value, findings)


def test_a_shorthand_stands_for_a_whole_record() -> None:
    kind = RecordType(
        "share", "份额", PERSON.fields, Given.all, shorthand=lambda node, _: {"name": node.text}
    )
    assert read(ListOf(kind, single=True), "徐静")[0] == ({"name": "徐静"},)


def test_the_nearest_names_come_first_and_far_ones_not_at_all() -> None:
    assert nearest("晋政讯息", ["晋政信息", "山西信息", "税务简报"]) == ["晋政信息"]
    assert nearest("完全不同", ["晋政信息"]) == []
    assert nearest("名" * 100, ["名" * 99]) == []
    many = [f"单位{n:05}" for n in range(5000)] + ["晋中市局"]
    assert nearest("晋中局", many) == ["晋中市局"]


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_day_survives_writing_and_reading(day: date) -> None:
    assert read(Date(), day.isoformat())[0] == day
    assert read(Date(), f"{day.year}年{day.month}月{day.day}日")[0] == day


@given(st.fractions(min_value=-99999, max_value=99999, max_denominator=99999))
def test_every_fraction_survives_writing_and_reading(number: Fraction) -> None:
    value = read(Number(), str(number))[0]
    assert Fraction(value) == number
