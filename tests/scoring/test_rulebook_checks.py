"""Faults that only the whole rulebook, its registry or its neighbours show."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.catalogue.rulebook import RULEBOOK, VALUE_FORM
from scoring.conditions import Fixed
from scoring.findings import Finding, Source
from scoring.model import Corpus, Judgement, Leader, Office, Publication, Unit
from scoring.points import normal
from scoring.rule_cover import Box, Line, covering
from scoring.rulebook import Rulebook
from scoring.rulebook_checks import check_rulebooks
from scoring.rules import Rule
from scoring.vocabulary import Level
from site_builder.reading.repository import load_rulebook
from tests.scoring.case_folder import all_cases, write_content

HERE = Source("content/x.yml")
OFFICE = Office(HERE, "办公室", "信息", forms=("单篇", "综合"), kinds=("动态", "调研"))
PAPERS = {
    "省信息": Publication("省信息", HERE, Level.PROVINCIAL, "省办"),
    "省专报": Publication("省专报", HERE, Level.PROVINCIAL, "省办"),
    "市信息": Publication("市信息", HERE, Level.MUNICIPAL, "市办"),
}
LEADERS = {
    "省长": Leader("省长", HERE, Level.PROVINCIAL, "主要领导"),
    "副省长": Leader("副省长", HERE, Level.PROVINCIAL, "其他领导"),
}
UNITS = {"东县": Unit("东县", HERE, group="县区"), "市农业局": Unit("市农业局", HERE, group="部门")}
SCORED = "采用:\n  - {条款: 一, 层级: [省级, 市级], 记分: 10}\n"


def book(rules: str, folder: Path, name: str = "2026", start: str = "2026-01-01") -> Rulebook:
    path = folder / f"{name}.md"
    head = f"---\n名称: 办法\n文号: 1号\n施行: {start}\n"
    path.write_text(f"{head}{rules}\n---\n\n正文\n", encoding="utf-8")
    found, findings = load_rulebook(path)
    assert found is not None
    assert not findings
    return found


def check(*books: Rulebook, judgements: tuple[Judgement, ...] = ()) -> tuple[Finding, ...]:
    return check_rulebooks(
        Corpus(
            OFFICE,
            units=UNITS,
            publications=PAPERS,
            leaders=LEADERS,
            rulebooks=books,
            judgements=judgements,
        )
    )


ONE_BOOK = {
    "nothing is wrong": (SCORED, []),
    "the special rule before the general one": (
        (
            "采用:\n"
            "  - {条款: 一, 层级: 省级, 形式: 单篇, 记分: 20}\n"
            "  - {条款: 二, 层级: [省级, 市级], 记分: 10}"
        ),
        [],
    ),
    "the special rule after the general one is never reached": (
        (
            "采用:\n"
            "  - {条款: 一, 层级: [省级, 市级], 记分: 10}\n"
            "  - {条款: 二, 层级: 省级, 形式: 单篇, 记分: 20}"
        ),
        ["R304:7"],
    ),
    "two earlier rules together cover the third": (
        (
            "采用:\n"
            "  - {条款: 一, 刊物: 省信息, 记分: 10}\n"
            "  - {条款: 二, 刊物: [省专报, 市信息], 记分: 8}\n"
            "  - {条款: 三, 层级: 省级, 记分: 5}"
        ),
        ["R304:8"],
    ),
    "lengths that meet without a gap cover all lengths": (
        (
            "采用:\n"
            "  - {条款: 一, 字数: {止: 500}, 记分: 10}\n"
            "  - {条款: 二, 字数: {起: 501}, 记分: 8}\n"
            "  - {条款: 三, 记分: 5}"
        ),
        ["R304:8"],
    ),
    "one length left is enough to be reached": (
        (
            "采用:\n"
            "  - {条款: 一, 字数: {止: 500}, 记分: 10}\n"
            "  - {条款: 二, 字数: {起: 502}, 记分: 8}\n"
            "  - {条款: 三, 记分: 5}"
        ),
        [],
    ),
    "every kind named still leaves items without a kind": (
        "采用:\n  - {条款: 一, 体裁: [动态, 调研], 记分: 10}\n  - {条款: 二, 记分: 5}",
        [],
    ),
    "a level without any publication is not out of reach, only unused": (
        f"{SCORED}  - {{条款: 二, 层级: 国家级, 记分: 50}}",
        [],
    ),
    "neither of two rules contains the other": (
        (
            "采用:\n"
            "  - {条款: 一, 体裁: 调研, 记分: 20}\n"
            "  - {条款: 二, 形式: 单篇, 记分: 10}\n"
            "  - {条款: 三, 记分: 1}"
        ),
        ["R305:7"],
    ),
    "rules that give the same may cross": (
        (
            "采用:\n"
            "  - {条款: 一, 体裁: 调研, 记分: 10}\n"
            "  - {条款: 二, 形式: 单篇, 记分: 10}\n"
            "  - {条款: 三, 记分: 1}"
        ),
        [],
    ),
    "an exception that gives nothing may cross what follows": (
        (
            "采用:\n"
            "  - {条款: 一, 署名: 否, 记分: 0}\n"
            "  - {条款: 二, 形式: 单篇, 记分: 10}\n"
            "  - {条款: 三, 记分: 1}"
        ),
        [],
    ),
    "a publication that no rule scores": (
        "采用:\n  - {条款: 一, 层级: 省级, 记分: 10}",
        ["R306:2"],
    ),
    "a chief leader after all leaders of the level": (
        (
            f"{SCORED}批示:\n"
            "  - {条款: 二, 层级: 省级, 记分: 5}\n"
            "  - {条款: 二, 层级: 省级, 职级: 主要领导, 记分: 10}"
        ),
        ["R304:9"],
    ),
    "all leaders named one by one leave nothing for the level": (
        (
            f"{SCORED}批示:\n"
            "  - {条款: 二, 批示人: 省长, 记分: 10}\n"
            "  - {条款: 二, 批示人: 副省长, 记分: 6}\n"
            "  - {条款: 二, 层级: 省级, 记分: 5}"
        ),
        ["R304:10"],
    ),
    "where the item was adopted keeps endorsement rules apart": (
        (
            f"{SCORED}批示:\n"
            "  - {条款: 二, 层级: 省级, 采用层级: 省级, 记分: 10}\n"
            "  - {条款: 二, 层级: 省级, 采用层级: 市级, 记分: 6}\n"
            "  - {条款: 二, 层级: 省级, 记分: 5}"
        ),
        ["R305:9"],
    ),
    "a submission rule after the one for all": (
        f"{SCORED}报送:\n  - {{条款: 二, 记分: 1}}\n  - {{条款: 三, 已采用: 是, 记分: 4}}",
        ["R304:9"],
    ),
    "a basis that is nowhere": (
        f"{SCORED}  - {{条款: 二, 层级: 国家级, 记分: {{倍数: 2, 依据: 省级分值}}}}",
        ["R307:7"],
    ),
    "a circle of multiples": (
        (
            "采用:\n"
            "  - {条款: 一, 层级: 省级, 记分: {倍数: 2, 依据: 二}}\n"
            "  - {条款: 二, 层级: 市级, 记分: {倍数: 2, 依据: 一}}"
        ),
        ["R308:6", "R308:7"],
    ),
    "a table that lacks a publication of its rule": (
        (
            "分值表: [{名称: 表, 来源: 文, 刊物: {省信息: 10}}]\n"
            "采用:\n"
            "  - {条款: 一, 刊物: [省信息, 省专报], 记分: {倍数: 2, 依据: 表}}\n"
            "  - {条款: 二, 层级: 市级, 记分: 1}"
        ),
        ["R309:7"],
    ),
    "a table that knows the publication's level": (
        (
            "分值表: [{名称: 表, 来源: 文, 层级: {省级: 10}}]\n"
            "采用:\n"
            "  - {条款: 一, 刊物: [省信息, 省专报], 记分: {倍数: 2, 依据: 表}}\n"
            "  - {条款: 二, 层级: 市级, 记分: 1}"
        ),
        [],
    ),
    "an award of a group that does not exist": (
        f"{SCORED}表彰: [{{条款: 五, 名称: 先进, 依据: 名次, 类别: 县区局}}]",
        ["R310:7"],
    ),
    "an award of a group of the rulebook's own": (
        f"{SCORED}分组: {{甲组: [东县]}}\n表彰: [{{条款: 五, 名称: 先进, 依据: 名次, 类别: 甲组}}]",
        [],
    ),
    "a floor above the cap, and a limit without either": (
        f"{SCORED}限额:\n  - {{条款: 二, 期: 月, 上限: 5, 下限: 6}}\n  - {{条款: 三, 期: 月}}",
        ["R316:8", "R316:9"],
    ),
    "a rate with two bounds": (
        f"{SCORED}采用率: [{{条款: 二, 期: 月, 低于: 30%, 不低于: 60%, 记分: 1}}]",
        ["R317:7"],
    ),
    "an endorsement with two values, and one without": (
        (
            f"{SCORED}批示:\n"
            "  - {条款: 二, 批示人: 省长, 记分: 1, 加倍: 2}\n"
            "  - {条款: 三, 批示人: 副省长}"
        ),
        ["R302:8", "R302:9"],
    ),
    "ranges the wrong way round": (
        (
            f"{SCORED}裁量: [{{条款: 二, 范围: [5, 1]}}]\n"
            "报送: [{条款: 三, 字数: {起: 9, 止: 1}, 记分: 1}]"
        ),
        ["R303:7", "R303:8"],
    ),
    "lines that say nothing": (
        f"{SCORED}差错: [{{条款: 二, 种类: 失实}}]\n约稿: [{{条款: 三}}]",
        ["R318:7", "R318:8"],
    ),
    "a unit in two groups": (
        f"{SCORED}分组: {{甲组: [东县], 乙组: [东县]}}",
        ["R319:2"],
    ),
    "it ends before it begins": (f"废止: 2025-12-31\n{SCORED}", ["R312:2"]),
}


@pytest.mark.parametrize("rules", ONE_BOOK.values(), ids=ONE_BOOK.keys())
def test_one_rulebook(rules: tuple[str, list[str]], tmp_path: Path) -> None:
    written, wanted = rules
    found = check(book(written, tmp_path))
    assert [f"{finding.code}:{finding.line}" for finding in found] == wanted, found


def test_two_rulebooks_cannot_begin_on_one_day(tmp_path: Path) -> None:
    first, second = book(SCORED, tmp_path, "a"), book(SCORED, tmp_path, "b")
    assert [finding.code for finding in check(first, second)] == ["R311"]


def test_days_without_a_rulebook_are_named(tmp_path: Path) -> None:
    first = book(f"废止: 2026-06-29\n{SCORED}", tmp_path, "a")
    late = book(SCORED, tmp_path, "b", "2026-07-01")
    in_time = book(SCORED, tmp_path, "c", "2026-06-30")
    assert [finding.code for finding in check(first, late)] == ["R313"]
    assert not check(first, in_time)


def test_a_parallel_score_closes_the_gap(tmp_path: Path) -> None:
    first = book("采用:\n  - {条款: 一, 层级: 省级, 记分: 10}", tmp_path, "a")
    beside = book("计分: 宣传\n采用:\n  - {条款: 一, 层级: 市级, 记分: 1}", tmp_path, "b")
    assert [(f.path[-4:], f.code) for f in check(first)] == [("a.md", "R306")]
    assert not [f for f in check(first, beside) if f.path.endswith("a.md") and "市信息" in f[5]]


def test_a_judgement_must_be_allowed_and_inside_the_range(tmp_path: Path) -> None:
    rules = f"{SCORED}裁量: [{{条款: 九, 范围: [1, 5]}}]"

    def judged(clause: str, points: int) -> list[str]:
        fact = Judgement(HERE, clause, normal(points), "理由", date(2026, 3, 1), "东县")
        return [f.code for f in check(book(rules, tmp_path), judgements=(fact,))]

    assert judged("九", 1) == judged("九", 5) == []
    assert judged("九", 0) == judged("九", 6) == ["R314"]
    assert judged("一", 3) == judged("十", 3) == ["R315"]


def test_published_sets_have_no_rule_out_of_reach(tmp_path: Path) -> None:
    from site_builder.reading.repository import load

    seen = set()
    for case in all_cases():
        if case.set not in seen:
            seen.add(case.set)
            write_content(case, tmp_path / case.set)
            found = check_rulebooks(load(tmp_path / case.set).corpus)
            assert {f.code for f in found} <= {"R305"}, (case.set, found)


def test_every_kind_of_finding_is_shown_here() -> None:
    shown = {code.partition(":")[0] for _, codes in ONE_BOOK.values() for code in codes}
    elsewhere = {"R311", "R313", "R314", "R315", VALUE_FORM.code}
    assert shown | elsewhere == {kind.code for kind in RULEBOOK}


_SIDES = st.tuples(*[st.frozensets(st.integers(0, 2)) for _ in range(3)])


@given(_SIDES, st.lists(_SIDES, max_size=6))
def test_covering_agrees_with_counting_every_possibility(box: Box, earlier: list[Box]) -> None:
    rule = Rule(source=HERE, clause="一")
    lines = [Line(rule, each, Fixed(normal(1)), 1) for each in earlier]
    points = set(product(*box))
    left = points - {point for each in earlier for point in product(*each)}
    covered = covering(Line(rule, box, Fixed(normal(1)), 1), lines)
    if points:
        assert bool(covered) == (not left)
