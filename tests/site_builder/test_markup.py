"""Escaping, links between pages, and how values are written for people."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from html import unescape
from urllib.parse import unquote, urljoin

import jinja2
import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine.words import day
from site_builder import markup

EXTENSIONS = ["attr_list", "tables", "toc", "pymdownx.superfences", "pymdownx.tilde"]
PRINTED = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters="\u200b"), min_size=1
)


@given(PRINTED)
def test_any_words_in_a_heading_are_shown_and_do_nothing(words: str) -> None:
    html = markdown.markdown(f"# {markup.text(words)} {{: #x }}", extensions=EXTENSIONS)
    assert html.startswith('<h1 id="x">')
    assert html.endswith("</h1>")
    inside = html[len('<h1 id="x">') : -len("</h1>")]
    assert "<" not in inside
    assert unescape(inside) == words


def test_a_heading_stays_on_one_line() -> None:
    assert markup.text("甲\n\n# 乙\u2028丙") == "甲 &#35; 乙 丙"


@given(st.text(), st.text())
def test_different_words_are_different_parts_of_a_path(one: str, other: str) -> None:
    assert (markup.segment(one) == markup.segment(other)) == (one == other)
    assert not set(markup.segment(one)) & set('/\\?#%:*"<>| \n')


PATHS = (
    "index.md",
    "units/太原市局/index.md",
    "units/太原市局/2026/index.md",
    "a/页.md",
    "feed.xml",
)


@pytest.mark.parametrize("here", PATHS)
@pytest.mark.parametrize("there", PATHS)
def test_a_link_leads_from_every_page_to_every_other(here: str, there: str) -> None:
    base = f"http://site/sub/{markup.address(here)}"
    reached = urljoin(base, markup.link_to(here, f"{there}#第 1 行"))
    assert unquote(reached) == f"http://site/sub/{unquote(markup.address(there))}#第 1 行"
    assert urljoin(base, markup.link_to(here, there)) == f"http://site/sub/{markup.address(there)}"


def test_values_are_written_as_in_a_document() -> None:
    assert day(date(2026, 9, 2)) == "2026年9月2日"
    assert markup.percent(Fraction(1, 8)) == "12.5%"
    assert markup.percent(Fraction(1, 16)) == "6.3%"
    assert markup.points(Decimal("1.5")) == "1.5"
    assert markup.points(Fraction(10, 3)) == '<span title="10/3">3.33</span>'
    assert markup.signed(Decimal(10)) == "+10"
    assert markup.signed(Decimal(-3)) == "-3"
    assert markup.signed(Decimal(0)) == "0"


def test_an_html_block_loses_its_blank_lines_and_indentation() -> None:
    written = "# 题\n\n\n\n<div>\n    <div>\n\n  甲</div>\n\n</div>\n段落\n\n\n<p>乙</p>\n"
    assert markup.tidy(written) == "# 题\n\n<div>\n<div>\n甲</div>\n</div>\n\n段落\n\n<p>乙</p>\n"


def test_preformatted_words_keep_their_lines() -> None:
    assert markup.kept("a: <b>\n\n  c") == "a: &lt;b&gt;&#10;&#10;  c"
    block = f"<pre><code>{markup.kept('a')}&#10;&#10;  c</code></pre>\n"
    assert markup.tidy(block) == block


def test_templates_escape_and_refuse_undefined_names() -> None:
    made = markup.environment().from_string("{{ words }}")
    assert made.render(words="<b>") == "&lt;b&gt;"
    with pytest.raises(jinja2.UndefinedError):
        made.render()


def test_the_guide_comes_with_the_package() -> None:
    assert {"index.md", "writers.md", "reviewers.md", "office.md"} <= set(markup.guides())
    assert all(text.startswith("# ") for text in markup.guides().values())
