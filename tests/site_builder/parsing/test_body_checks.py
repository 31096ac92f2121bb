"""Bodies: what counts as a character, what is code, and where links may lead."""

from __future__ import annotations

import pytest

from site_builder.parsing.body_checks import characters, check_body
from site_builder.parsing.front_matter import Document
from site_builder.parsing.report import Report

PATH = "content/items/2026/09/20260912-甲.md"
KNOWN = frozenset((PATH, "content/items/2026/09/乙.md", "content/about/图 一.png"))


def codes(body: str) -> list[str]:
    report = Report(PATH)
    check_body(Document(PATH, "20260912-甲", None, body, 1, ""), report, KNOWN)
    return [finding.code for finding in report.findings]


def test_blanks_and_marks_are_not_counted() -> None:
    assert characters("# 一、标题\n\n**重点**\u3000工作 3 项。\n\n| 甲 | 乙 |\n|---|---|\n") == 13
    assert characters("\n \t\n---\n") == 0


@pytest.mark.parametrize(
    "body",
    [
        "`<script>` 和 ``a ` <b>`` 是代码",
        "```html\n<script>alert(1)</script>\n![x](http://x)\n```",
        "~~~\n<b>\n```\n<b>\n~~~",
        "3 < 5，<https://example.com>，a<3b",
        "[乙](乙.md)、[乙](./乙.md#头)、[乙](%E4%B9%99.md)、[本页](#头)、[网](https://example.com)",
        "![图](../../../about/图%20一.png)",
        "[信](mailto:a@example.com)、[目录](../)",
        "[乙]\n\n[乙]: 乙.md",
        "\\`<https://example.com>",
    ],
)
def test_what_is_harmless_has_no_findings(body: str) -> None:
    assert codes(body) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("` <b> ``", ["F151"]),
        ("```\n```\n<b>", ["F151"]),
        ("<b>甲</b>", ["F151"]),
        ("<SCRIPT src=x>", ["F152"]),
        ("<a href=x onclick = y>", ["F151", "F152"]),
        ("[x](vbscript:y)", ["F152"]),
        ("[x]( javascript:y )", ["F152"]),
        ("[x](<javascript:y>)", ["F152"]),
        ("![x](javascript:y)", ["F152"]),
        ("[x]: JavaScript:y", ["F152"]),
        ("[x](java&#x73;cript:y)", ["F152"]),
        ("[x](../../../../y)", ["F153"]),
        ("[x](..%2f..%2f..%2f../y)", ["F153"]),
        ("[x](file:///y)", ["F153"]),
        ("[x](\\\\server\\y)", ["F153"]),
        ("[x](/y)", ["F153"]),
        ("![x](https://y/z.png)", ["F154"]),
        ("![x][y]\n\n[y]: https://y/z.png", ["F154"]),
        ("![y]\n\n[Y]: https://y/z.png", ["F154"]),
        ("[没有](没有.md)", ["F155"]),
    ],
)
def test_what_must_not_stand_there_is_found(body: str, expected: list[str]) -> None:
    assert codes(body) == expected


def test_places_count_from_the_body_s_first_line() -> None:
    report = Report(PATH)
    check_body(Document(PATH, "甲", None, "\n一 <b>", 7, ""), report, KNOWN)
    assert [(finding.line, finding.column) for finding in report.findings] == [(8, 3)]


def test_links_of_hand_written_pages_may_lead_to_generated_ones() -> None:
    report = Report("content/index.md")
    page = Document("content/index.md", "index", None, "[排名](rankings/index.md)", 1, "")
    check_body(page, report, None)
    assert report.findings == []
