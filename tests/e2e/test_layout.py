"""Edges and columns of the home page and of a bulletin's issue, as a browser lays them out."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import Site

_BOXES = """selector => [...document.querySelectorAll(selector)].map(each => {
  const box = each.getBoundingClientRect();
  return {id: each.id, left: Math.round(box.left), right: Math.round(box.right)};
})"""


def boxes(page: Page, selector: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(_BOXES, selector)
    assert found
    return found


@pytest.mark.parametrize("media", ["screen", "print"])
def test_no_half_of_the_home_page_stays_empty(page: Page, media: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(media=media)  # type: ignore[arg-type]
    page.goto("")
    (whole,) = boxes(page, ".cs-columns")
    sections = boxes(page, ".cs-columns > section")
    alone = sections.pop() if len(sections) % 2 else None
    assert {box["left"] for box in sections[::2]} == {whole["left"]}
    assert {box["right"] for box in sections[1::2]} == {whole["right"]}
    assert alone is not None
    assert (alone["left"], alone["right"]) == (whole["left"], whole["right"])
    rows = boxes(page, ".cs-columns > section:last-child .cs-feed > li")
    lefts = [row["left"] for row in rows]
    assert lefts == sorted(lefts)
    assert len(set(lefts)) == 2
    assert abs(2 * lefts.count(lefts[0]) - len(lefts)) <= 1


@pytest.mark.parametrize("width", [390, 760, 1000, 1440, 1920])
def test_all_of_an_issue_has_the_same_edges(page: Page, demo_site: Site, width: int) -> None:
    issue = min(demo_site.folder.glob("bulletins/issue/*/"))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(quote(f"{issue.relative_to(demo_site.folder)}/"))
    parts = ".cs-masthead, .cs-body, .cs-credit, .cs-more, .cs-meta, .md-content h2"
    assert len({(box["left"], box["right"]) for box in boxes(page, parts)}) == 1
    measure = page.evaluate(
        """() => {
          const body = document.querySelector('.cs-body'), style = getComputedStyle(body);
          return body.getBoundingClientRect().width / parseFloat(style.fontSize);
        }"""
    )
    assert measure <= 40.1
    assert width < 760 or measure > 36
