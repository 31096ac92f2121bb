"""A page's front matter cannot be broken out of."""

from __future__ import annotations

import yaml
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from site_builder.pages.page import Page
from site_builder.staging import front_matter

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029"))


@given(title=TEXT, description=TEXT, tag=TEXT)
def test_any_words_come_back_as_they_were_and_are_not_markup(
    title: str, description: str, tag: str
) -> None:
    page = Page("items/x.md", title, description, "# x\n", ("toc",), (tag,))
    header = front_matter(page)
    assert header.startswith("---\n")
    assert header.endswith("\n---\n\n")
    assert yaml.safe_load(header.split("---\n")[1]) == {
        "title": str(escape(title)),
        "description": str(escape(description)),
        "search": {"exclude": True},
        "hide": ["toc"],
        "tags": [tag],
    }


def test_home_leaves_its_window_to_the_name_of_the_site() -> None:
    header = front_matter(Page("index.md", "名称", "说明", "# 名称\n"))
    assert "title" not in yaml.safe_load(header.split("---\n")[1])
