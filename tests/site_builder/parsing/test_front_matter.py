"""Bytes to header and body: every fault that leaves the meaning plain is read as meant."""

from __future__ import annotations

import hashlib

import pytest

from site_builder.parsing.front_matter import Document, read_markdown, read_yaml, stem
from site_builder.parsing.nodes import MappingNode, ScalarNode
from site_builder.parsing.report import Report

WORDS = frozenset(("title", "标题", "date", "adoptions", "publication"))


def read(data: bytes | str, *, optional: bool = False) -> tuple[Document | None, Report]:
    report = Report("content/items/2026/09/20260912-样本.md")
    raw = data if isinstance(data, bytes) else data.encode()
    return read_markdown(raw, report, WORDS, optional=optional), report


def fields(document: Document | None) -> dict[str, str]:
    assert document is not None
    assert isinstance(document.root, MappingNode)
    return {k.text: v.text for k, v in document.root.pairs if isinstance(v, ScalarNode)}


def test_a_sound_file_is_split() -> None:
    data = "---\ntitle: 样本\n---\n\n正文\n\n---\n\n尾\n"
    document, report = read(data)
    assert report.findings == []
    assert fields(document) == {"title": "样本"}
    assert document is not None
    assert document.body == "\n正文\n\n---\n\n尾\n"
    assert document.body_line == 4
    assert document.stem == "20260912-样本"
    assert document.digest == hashlib.sha256(data.encode()).hexdigest()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("\ufeff---\ntitle: 样本\n---\n正文", ["F104"]),
        ("---\r\ntitle: 样本\r\n---\r\n正文", ["F105"]),
        ("---\rtitle: 样本\r---\r正文", ["F105"]),
        ("---\ntitle: 样本\n---\n正文".encode("gbk"), ["F103"]),
        ("---\ntitle: 样本\n---\n正文".encode("utf-16"), ["F103"]),
        ("———\ntitle: 样本\n———\n正文", ["F110", "F110"]),
        ("－－－\ntitle: 样本\n---\n正文", ["F110"]),
        ("----\ntitle: 样本\n----\n正文", ["F110", "F110"]),
        ("---\ntitle: 样本\n ---\n正文", ["F110"]),
        ("\n\n---\ntitle: 样本\n---\n正文", ["F108"]),
        ("title: 样本\n---\n正文", ["F108"]),
        ("---\ntitle: 样本\n\n正文", ["F109"]),
        ("---\ntitle: 样本\n正文", ["F109"]),
        ("---\ntitle：样本\n---\n正文", ["F112"]),
        ("---\ntitle ： 样本\ndate: 1\n---\n正文", ["F112"]),
        ("---\ntitle:样本\n---\n正文", ["F113"]),
        ("---\n\ttitle: 样本\n---\n正文", ["F107"]),
        ("---\ntitle：样本\ndate：一\n---\n正文", ["F112", "F112"]),
        ("---\ntitle: 样\x07本\n---\n正文", ["F106"]),
        ("---   \ntitle: 样本\n---  \n正文", []),
        ("---\n---\n正文", []),
    ],
)
def test_what_leaves_the_meaning_plain_is_read_as_meant(
    data: bytes | str, expected: list[str]
) -> None:
    document, report = read(data)
    assert [finding.code for finding in report.findings] == expected
    assert document is not None
    assert document.body.strip() == "正文"
    if document.root is not None:
        assert fields(document)["title"].replace(" ", "") == "样本"


@pytest.mark.parametrize("field", ["tags:\n- 甲", "标签：甲", "tilte: 样本", "tags: [甲,\n  乙\n]"])
def test_where_the_fence_is_forgotten_the_body_begins_with_running_text(field: str) -> None:
    text = "两点，护工才有空回一条微信：“还没交上。”"
    document, report = read(f"---\ntitle: 样本\n{field}\n{text}\n第二段")
    assert report.findings[0].code == "F109"
    assert not {finding.line for finding in report.findings[1:]} - {3}
    assert document is not None
    assert document.body == f"{text}\n第二段"


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\x00\x01\xff\xfe\x80"])
def test_what_cannot_be_read_at_all_gives_nothing_but_a_finding(data: bytes) -> None:
    document, report = read(data)
    assert document is None
    assert len(report.findings) == 1


def test_the_mended_line_is_shown() -> None:
    _, report = read("---\n标题：改革\nadoptions:\n\t- publication: 甲\n---\n正文")
    assert [finding.mended for finding in report.findings] == [
        "标题: 改革",
        "  - publication: 甲",
    ]
    _, report = read("---\ntitle: 改革: 一\n---\n正文")
    assert [finding.mended for finding in report.findings] == ['title: "改革: 一"']


def test_a_full_width_colon_inside_a_text_is_left_alone() -> None:
    document, report = read("---\ntitle: 改革：一\ndate: |\n  标题：二\n---\n正文")
    assert report.findings == []
    assert fields(document) == {"title": "改革：一", "date": "标题：二"}


def test_control_characters_have_their_places_and_do_not_bury_the_rest() -> None:
    _, report = read("---\ntitle: 样本\n---\n" + "正\x00文\x00\n" * 100)
    places = [(finding.line, finding.column) for finding in report.findings]
    assert places == [(4 + n, 2) for n in range(20)]


@pytest.mark.parametrize("mark", ["\u202e", "\u2028", "\u0085", "\ufeff", "\u200b"])
def test_invisible_marks_are_found_and_break_no_line(mark: str) -> None:
    document, report = read(f"---\ntitle: 样{mark}本\n---\n正文")
    assert [finding.code for finding in report.findings] == ["F106"]
    assert fields(document) == {"title": "样 本"}


def test_a_page_needs_no_header_but_may_have_one() -> None:
    document, report = read("# 首页\n\n欢迎\n", optional=True)
    assert report.findings == []
    assert document is not None
    assert document.root is None
    assert document.body == "# 首页\n\n欢迎\n"
    assert fields(read("---\ntitle: 甲\n---\n正文", optional=True)[0]) == {"title": "甲"}


def test_a_yaml_file_is_one_header() -> None:
    report = Report("content/registry/office.yml")
    document = read_yaml("---\ntitle: 甲\n".encode(), report, WORDS)
    assert report.findings == []
    assert fields(document) == {"title": "甲"}


def test_the_stem_is_the_name_without_its_ending() -> None:
    assert stem("a/b/20260912-甲.乙.md") == "20260912-甲.乙"
