"""Rulebooks are read with every fault in one run, and described by the same declaration."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from scoring.conditions import Counting, DateBasis, Fixed, Joint, Judged, Multiple, PerLength
from scoring.findings import Finding, Source
from scoring.model import Corpus, Leader, Office, Publication, Unit
from scoring.period_rules import Measured
from scoring.periods import PeriodKind
from scoring.rulebook import Rulebook
from scoring.vocabulary import AssignmentKind, FaultKind, Level
from site_builder.parsing.fields import Field
from site_builder.reading.repository import load_rulebook
from site_builder.schema import field_tables, json_schema

CASES = Path(__file__).parents[1] / "cases"
HEAD = "名称: 办法\n文号: 1号\n施行: 2026-01-01\n"


def read(header: str, folder: Path) -> tuple[Rulebook | None, tuple[Finding, ...]]:
    path = folder / "2026.md"
    path.write_text(f"---\n{header}\n---\n\n第一条\n", encoding="utf-8")
    return load_rulebook(path)


def sound(header: str, folder: Path) -> Rulebook:
    book, findings = read(HEAD + header, folder)
    assert not findings, findings
    assert book is not None
    return book


def test_what_is_not_said_has_its_default(tmp_path: Path) -> None:
    book = sound("", tmp_path)
    assert (book.id, book.name, book.number) == ("2026", "办法", "1号")
    assert book.effective == date(2026, 1, 1)
    assert (book.score, book.measure, book.until) == ("信息", "分", None)
    assert book.basis is DateBasis.ADOPTED
    assert book.several_adoptions is Counting.ALL
    assert book.joint is Joint.EVEN
    assert book.groupings is None
    assert len(book.version) == 12


def test_the_version_is_the_text_s(tmp_path: Path) -> None:
    first = sound("计量: 分", tmp_path).version
    assert sound("计量: 元", tmp_path).version != first
    assert sound("计量: 分", tmp_path).version == first


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("10", Fixed(Decimal(10))),
        ("0.5", Fixed(Decimal("0.5"))),
        ("1/3", Fixed(Fraction(1, 3))),
        ("{倍数: 2, 依据: 一}", Multiple(Fraction(2), "一")),
        ("{每字: 100, 记: 5}", PerLength(Decimal(5), 100)),
        ("{范围: [1, 5]}", Judged(Decimal(1), Decimal(5))),
    ],
)
def test_values(written: str, value: object, tmp_path: Path) -> None:
    book = sound(f"采用:\n  - {{条款: 一, 记分: {written}}}", tmp_path)
    assert book.adoptions[0].value == value


@pytest.mark.parametrize(
    "written",
    [
        "{倍数: 2}",
        "{依据: 一}",
        "{倍数: 2, 依据: 一, 记: 5}",
        "{范围: [1]}",
        "{范围: [1, 2, 3]}",
        "{}",
    ],
)
def test_half_a_value_is_a_finding_with_its_line(written: str, tmp_path: Path) -> None:
    book, findings = read(f"{HEAD}采用:\n  - {{条款: 一, 记分: {written}}}", tmp_path)
    assert ("R301", 6) in [(finding.code, finding.line) for finding in findings]
    assert book is not None
    assert book.adoptions == ()


def test_every_section_becomes_its_rule(tmp_path: Path) -> None:
    book = sound(
        "约稿: [{条款: 一, 按时: 5, 累计: {次数: 2, 期: 年, 清零: 季}}]\n"
        "任务: [{条款: 二, 种类: [督办, 整改], 名称: 周报, 未报: -5}]\n"
        "差错: [{条款: 三, 种类: [迟报, 瞒报], 作废: 该件, 记入: 年, 取消评先: 是}]\n"
        "定额: [{条款: 四, 期: 周, 计: 采用次数, 要求: {县区: 2}, 其中: "
        "[{条款: 五, 期: 周, 计: 报送, 要求: {县区: 1}}]}]\n"
        "归属: [{条款: 六, 类别: 直报点, 记入: 上级}]\n"
        "限额: [{条款: 七, 期: 月, 项: [报送, 加分], 上限: 5}]\n"
        "折算: [{条款: 八, 名称: 甲, 方法: 按最高分, 满分: 25}]\n"
        "并列: {规则: 同名次后名次不顺延, 先比: 批示数}\n",
        tmp_path,
    )
    commission, task = book.assignments
    assert commission.kinds == {AssignmentKind.COMMISSION}
    assert (commission.strikes, commission.clears) == (2, PeriodKind.QUARTER)
    assert task.kinds == {AssignmentKind.SUPERVISION, AssignmentKind.RECTIFICATION}
    assert task.categories == frozenset({"周报"})
    fault = book.faults[0]
    assert fault.kinds == {FaultKind.LATE, FaultKind.CONCEALED}
    assert (fault.cancels_item, fault.charged, fault.veto) == (True, PeriodKind.YEAR, True)
    assert book.quotas[0].measured is Measured.ADOPTIONS
    assert book.quotas[0].parts[0].clause == "五"
    assert book.credits[0].to is None
    assert (book.limits[0].additions, book.limits[0].deductions) == (True, False)
    assert book.conversions[0].factor == 25
    assert book.ties.label == "同名次后名次不顺延"


def test_one_word_stands_for_a_list_of_one(tmp_path: Path) -> None:
    one = sound("采用: [{条款: 一, 层级: 省级, 记分: 1}]", tmp_path).adoptions[0].when
    listed = sound("采用: [{条款: 一, 层级: [省级], 记分: 1}]", tmp_path).adoptions[0].when
    assert one == listed
    assert one.levels == frozenset({Level.PROVINCIAL})


FAULTY = """名称: 办法
文号: 1号
施行: 2026年1月1日
采用:
  - {刊物: 晋政信息, 记分: 10}
  - {条款: 二, 层级: 厅级, 记分: 10}
  - {条款: 三, 刊号: 晋政信息, 记分: 10}
  - {条款: 四, 记分: 十分}
  - {条款: 五}
定额:
  - {条款: 六, 期: 旬, 计: 报送, 要求: {县区: 1}}
差错:
  - {条款: 七, 种类: 错别字, 记分: -1}
多家采用: 最高
批示: 加十分"""


def test_every_fault_is_reported_in_one_run_with_its_line(tmp_path: Path) -> None:
    book, findings = read(FAULTY, tmp_path)
    assert book is not None
    assert sorted({finding.line for finding in findings}) == [4, 6, 7, 8, 9, 10, 12, 14, 15, 16]


@pytest.mark.parametrize("missing", ["名称", "文号", "施行"])
def test_a_rulebook_without_name_number_or_date_is_none(missing: str, tmp_path: Path) -> None:
    header = "".join(line for line in HEAD.splitlines(True) if not line.startswith(missing))
    book, findings = read(header, tmp_path)
    assert book is None
    assert any(missing in finding.message for finding in findings)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


SETS = sorted(CASES.glob("*/rulebook*.md"))


@pytest.mark.parametrize("path", SETS, ids=[str(p.relative_to(CASES)) for p in SETS])
def test_json_schema_accepts_every_published_set(path: Path) -> None:
    header = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
    jsonschema.Draft202012Validator(json_schema("rulebook")).validate(_plain(header))


@pytest.mark.parametrize(
    "wrong",
    [
        {"采用": [{"记分": 1}]},
        {"采用": [{"条款": "一", "记分": 1, "分数": 2}]},
        {"多家采用": "最高"},
        {"定额": [{"条款": "一", "期": "旬", "计": "报送", "要求": {}}]},
    ],
)
def test_json_schema_refuses_what_the_reader_refuses(wrong: dict[str, Any]) -> None:
    header = {"名称": "办法", "文号": "1号", "施行": "2026-01-01", **wrong}
    assert not jsonschema.Draft202012Validator(json_schema("rulebook")).is_valid(header)


def _fields() -> list[tuple[str, Field]]:
    return [(table.title, field) for table in field_tables("rulebook") for field in table.fields]


def test_every_field_is_documented_with_an_example_that_reads(tmp_path: Path) -> None:
    needed = {key: f"{key}: x\n" for key in ("名称", "文号")} | {"施行": "施行: 2026-01-01\n"}
    for title, field in _fields():
        assert field.doc
        assert field.example, (title, field.key)
        if title == "计分办法":
            head = "".join(line for key, line in needed.items() if key != field.key)
            _, findings = read(f"{head}{field.key}: {field.example}", tmp_path)
            assert not findings, (field.key, findings)


UNKNOWN = """采用:
  - {条款: 一, 刊物: 晋政信恴, 记分: 1}
  - {条款: 二, 体裁: 动太, 记分: 1}
批示:
  - {条款: 三, 批示人: 省掌, 记分: 1}
定额:
  - {条款: 四, 期: 月, 计: 报送, 要求: {县曲: 1}}
归属:
  - {条款: 五, 单位: 东县县, 记入: 西县}
"""


def test_unknown_names_are_found_with_the_nearest_known(tmp_path: Path) -> None:
    here = Source("content/x.yml")
    corpus = Corpus(
        Office(here, "办公室", "信息"),
        units={name: Unit(name, here, group="县区") for name in ("东县", "西县")},
        publications={"晋政信息": Publication("晋政信息", here, Level.PROVINCIAL, "省办")},
        leaders={"省长": Leader("省长", here, Level.PROVINCIAL, "主要领导")},
    )
    path = tmp_path / "2026.md"
    path.write_text(f"---\n{HEAD}{UNKNOWN}---\n\n第一条\n", encoding="utf-8")
    _, findings = load_rulebook(path, corpus)
    assert [finding.line for finding in findings] == [6, 7, 9, 11, 13]
    for finding, near in zip(findings, ("晋政信息", "动态", "省长", "县区", "东县"), strict=True):
        assert f"“{near}”" in finding.message
