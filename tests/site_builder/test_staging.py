"""A page's front matter cannot be broken out of."""

from __future__ import annotations

from pathlib import Path

import yaml
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from site_builder.pages.page import Page
from site_builder.staging import front_matter, pictures

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


def test_only_real_pictures_in_their_places_go_into_the_site(tmp_path: Path) -> None:
    for name in (
        "about/图.png",
        "about/深/图.png",
        "items/2026/02/图.JPG",
        "图.png",
        "about/图.svg",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "about/link.png").symlink_to(tmp_path / "图.png")
    (tmp_path / "about/folder.png").mkdir()
    assert pictures(tmp_path) == ["about/图.png", "items/2026/02/图.JPG"]
