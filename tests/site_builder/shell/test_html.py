"""A page's restricted Markdown becomes the HTML that a Markdown reader would make of it."""

from __future__ import annotations

import re
from html import unescape

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from site_builder.markup import text, tidy
from site_builder.pages import render
from site_builder.pages.page import Page
from site_builder.shell.html import PERMALINK_TITLE, Heading, content
from tests.site_builder.pages.snapshots import make_snapshot

WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=20
).filter(lambda words: words.strip() != "")
LEVELS = st.integers(2, 6)


def page(markdown_text: str) -> Page:
    return Page("items/x/index.md", "题", "说明", tidy(markdown_text))


def read_by_markdown(source: str) -> str:
    reader = markdown.Markdown(
        extensions=["attr_list", "toc"],
        extension_configs={"toc": {"permalink": True, "permalink_title": PERMALINK_TITLE}},
    )
    return reader.convert(source)


def plain(html: str) -> str:
    """HTML without the freedom of writing one character in several ways."""
    one_form = re.sub(r"&#?\w+;", lambda found: str(escape(unescape(found[0]))), html)
    return re.sub(r"\n+", "\n", one_form)


def test_a_page_of_every_part_is_what_markdown_makes_of_it() -> None:
    made = page(
        '# 一&#46;题\n\n<p class="cs-lead">句。</p>\n## 表 {: #t .cs-no-print }\n'
        '<div class="a">\n\n  <p># 不是标题</p>\n<pre>一&#10;&#10;二</pre>\n</div>\n'
        "## 题\n\n### 2026年9月\n\n#### 细目 {: #s1 }\n"
    )
    html, headings = content(made)
    assert plain(html) == plain(read_by_markdown(made.markdown))
    assert headings == (
        Heading(1, "_1", "一.题"),
        Heading(2, "t", "表"),
        Heading(2, "_2", "题"),
        Heading(3, "20269", "2026年9月"),
        Heading(4, "s1", "细目"),
    )


def test_every_kind_of_page_is_what_markdown_makes_of_it() -> None:
    pages = render(make_snapshot())[0]
    mastheads = set()
    for made in pages:
        html, _ = content(made)
        if made.markdown.startswith("<"):  # the title gets an id, which Markdown leaves out
            mastheads.add(made.path)
            html = re.sub('<h1 id="[^"]+"', "<h1", html)
        theirs = re.sub(' data-search-[a-z]+="[^"]*"', "", read_by_markdown(made.markdown))
        assert plain(html) == plain(theirs), made.path
    assert mastheads == {"index.md", "screen/index.md"}


@given(st.lists(st.tuples(LEVELS, WORDS), max_size=6))
def test_any_words_in_headings_stay_words(titles: list[tuple[int, str]]) -> None:
    lines = ["# 题", *(f"{'#' * level} {text(words)}" for level, words in titles)]
    made = page("\n\n".join(lines))
    html, headings = content(made)
    assert plain(html) == plain(read_by_markdown(made.markdown))
    assert [heading.words for heading in headings[1:]] == [
        " ".join(words.split()) for _, words in titles
    ]


def test_a_title_in_a_block_of_html_leads_the_outline() -> None:
    html, headings = content(page('<header class="m">\n<h1 class="n">名</h1>\n</header>\n## 节\n'))
    assert headings == (Heading(1, "_1", "题"), Heading(2, "_2", "节"))
    assert '<h1 id="_1" class="n">名</h1>' in html


def test_remarks_for_the_search_of_the_theme_go() -> None:
    html, _ = content(page('# 题\n<figure class="c" data-search-exclude="chart">图</figure>\n'))
    assert html.endswith('<figure class="c">图</figure>')


@pytest.mark.parametrize(
    "wrong",
    [
        "# 题\n\n一段话",
        "# 题\n\n- 一项",
        "## 节",
        "<p>句</p>",
        "# 题\n## 节",
        "# 题\n\n# 题",
        "## 节\n\n# 题",
        "# {x} 题",
    ],
)
def test_a_template_that_leaves_the_form_is_found_out(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"items/x/index\.md"):
        content(page(wrong))
