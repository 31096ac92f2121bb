"""One list of findings, four ways of showing it."""

from __future__ import annotations

import json
from datetime import date

import comrak
import pytest

from scoring.catalogue import facts, files
from scoring.findings import Finding, Source, ordered
from scoring.model import Corpus, Item, Office, Share, Unit
from site_builder.reporting import FORMATS, as_markdown, as_text, exit_code, report

HERE = Source("content/a,b:c.md", 3, 8)
CORPUS = Corpus(
    office=Office(HERE, "局", "刊"),
    units={"甲": Unit("甲", HERE)},
    items={"一": Item("一", HERE, "题", date(2026, 1, 1), (Share("甲"),))},
)
ERROR = files.DATE_FORM.at(HERE, field="date", right="2026-11-03", mended="date: 2026-11-03")
WARNING = facts.SOURCE_LATER.at(HERE, item="二", later="今", date="昔")
BOTH = ordered((WARNING, ERROR))


def test_a_clean_run_prints_one_line() -> None:
    assert report((), "text", CORPUS) == "检查通过：1 条信息，1 个单位，0 个问题"


def test_text_names_the_place_and_shows_the_mended_line() -> None:
    assert report(BOTH, "text", CORPUS).split("\n") == [
        "content/a,b:c.md:3:8: 提醒：来源“二”的日期 今 晚于本条的 昔；请核对日期 [C232]",
        "content/a,b:c.md:3:8: “date”要写成“年-月-日”，月、日各两位：2026-11-03 [F126]",
        "    改为: date: 2026-11-03",
        "检查没有通过：1 条信息，1 个单位，1 个错误、1 个提醒",
    ]


def test_colour_is_never_the_only_sign() -> None:
    painted = as_text(BOTH, color=True)
    for mark in ("\x1b[31m", "\x1b[33m", "\x1b[0m"):
        painted = painted.replace(mark, "")
    assert painted == as_text(BOTH)


def test_json_has_every_part() -> None:
    rows = json.loads(report(BOTH, "json", CORPUS))
    assert rows[1] == {
        "path": "content/a,b:c.md",
        "line": 3,
        "column": 8,
        "code": "F126",
        "severity": "error",
        "title": "日期写法不对",
        "message": "“date”要写成“年-月-日”，月、日各两位：2026-11-03",
        "mended": "date: 2026-11-03",
    }
    assert json.loads(report((), "json", CORPUS)) == []


def test_a_finding_cannot_write_a_workflow_command_of_its_own() -> None:
    found = files.UNKNOWN_KEY.at(
        HERE, mended="title: 甲", title="信息", key="x\n::error::冒充", hint="100%"
    )
    lines = report((found,), "github", CORPUS).split("\n")
    assert lines == [
        (
            "::error file=content/a%2Cb%3Ac.md,line=3,col=8,title=没有这个字段"
            "::信息里没有“x ::error::冒充”这个字段100%25 [F118]%0A改为: title: 甲"
        )
    ]


@pytest.mark.parametrize(
    "hostile",
    ["<script>x</script>", "a|b", "`a``b`", "**粗**", "[点](javascript:x)", "![](http://x)"],
)
def test_markdown_shows_text_as_text(hostile: str) -> None:
    found = files.UNKNOWN_KEY.at(HERE, mended=hostile, title="信息", key=hostile, hint="")
    html = comrak.render_markdown(as_markdown((found,), "结"), _tables())
    assert html.count("<td>") == 5
    for tag in ("<script", "<strong", "<a ", "<img"):
        assert tag not in html


def _tables() -> comrak.ExtensionOptions:
    options = comrak.ExtensionOptions()
    options.table = True
    return options


@pytest.mark.parametrize("style", FORMATS)
def test_every_format_shows_every_code(style: str) -> None:
    shown = report(BOTH, style, CORPUS)
    assert "C232" in shown
    assert "F126" in shown


@pytest.mark.parametrize(
    ("findings", "code"), [((), 0), ((WARNING,), 0), ((ERROR,), 1), ((WARNING, ERROR), 1)]
)
def test_only_errors_fail(findings: tuple[Finding, ...], code: int) -> None:
    assert exit_code(findings) == code
