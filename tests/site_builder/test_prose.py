"""Text that people write, as every page shows it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder import prose
from site_builder.prose import Heading

ALLOWED_TAGS = {
    "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "em", "code", "pre",
    "blockquote", "ul", "ol", "li", "a", "img", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ALLOWED_ATTRIBUTES = {"href", "src", "alt", "title", "align", "start", "class"}


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


def test_paragraphs_emphasis_and_tables() -> None:
    made = prose.html("**要点**：见下表。\n\n| 项 | 数 |\n|---|--:|\n| 甲 | 3 |\n")
    assert "<strong>要点</strong>" in made
    assert '<td align="right">3</td>' in made


def test_chinese_emphasis_next_to_quotation_marks() -> None:
    assert "<strong>“一站式”</strong>" in prose.html("推行**“一站式”**办理")


def test_raw_html_is_shown_as_text() -> None:
    made = prose.html("<script>alert(1)</script>\n\n甲<b onclick=x>乙</b>\n")
    assert "&lt;script&gt;" in made
    assert "&lt;b onclick=x&gt;" in made
    assert Tags(made).tags == {"p"}


@pytest.mark.parametrize("scheme", ["javascript:alert(1)", "JaVaScRiPt:1", "vbscript:1", "data:x"])
def test_a_dangerous_link_becomes_its_words(scheme: str) -> None:
    assert prose.html(f"[点我]({scheme})") == "<p>点我</p>"


@pytest.mark.parametrize(
    "address", ["http://x/a.png", "//x/a.png", "data:image/png;base64,A", "/a.png"]
)
def test_a_picture_from_elsewhere_becomes_its_words(address: str) -> None:
    assert prose.html(f"![图]({address})") == "<p>图</p>"


def test_a_relative_picture_and_link_are_rewritten() -> None:
    made = prose.html(
        "![图](a.png) [文](b.md) [外](https://x/) [内](#c)", link=lambda url: f"../{url}"
    )
    assert '<img src="../a.png" alt="图" />' in made
    assert '<a href="../b.md">文</a>' in made
    assert '<a href="https://x/">外</a>' in made
    assert '<a href="#c">内</a>' in made


def test_headings_go_below_the_page() -> None:
    assert prose.html("# 一\n\n###### 六\n", top=3) == "<h3>一</h3>\n<h6>六</h6>"


def test_a_sentence_broken_over_two_lines_has_no_gap() -> None:
    assert prose.html("第一行\n第二行 word\nword") == "<p>第一行第二行 word\nword</p>"


def test_code_keeps_its_blank_lines_without_one_in_the_html() -> None:
    made = prose.html("```\n甲\n\n乙\n```\n")
    assert made == "<pre><code>甲&#10;&#10;乙&#10;</code></pre>"


@settings(deadline=None)
@given(st.text())
def test_any_text_gives_only_plain_and_safe_markup(source: str) -> None:
    made = prose.html(source)
    found = Tags(made)
    assert found.tags <= ALLOWED_TAGS
    assert {name for name, _ in found.attributes} <= ALLOWED_ATTRIBUTES
    assert not re.search(r"\n[ \t]*\n", made)


def test_a_document_is_cut_at_its_headings() -> None:
    source = "# 题 `a`\n\n甲\n\n> # 引\n\n## 二 & *三*\n\n- # 项\n"
    cut = list(prose.blocks(source))
    assert cut[0] == Heading(1, "题 a")
    assert cut[1] == "<p>甲</p>\n<blockquote>\n<h1>引</h1>\n</blockquote>"
    assert cut[2] == Heading(2, "二 & 三")
    assert cut[3] == "<ul>\n<li>\n<h1>项</h1>\n</li>\n</ul>"
    assert len(cut) == 4


def test_a_summary_is_plain_words_of_the_asked_length() -> None:
    assert prose.plain("# 一\n\n税务**改革**，`a`。\n", 40) == "一 税务改革，a。"
    assert prose.plain("甲" * 50, 10) == "甲" * 9 + "…"
