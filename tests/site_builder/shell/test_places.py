"""Pages that look alike round their content share a place; all others do not."""

from __future__ import annotations

import pytest

from site_builder.pages.page import NavEntry
from site_builder.shell.html import Heading
from site_builder.shell.places import ANY_FOLDER, HIDES, ONLY_TITLE, SECTIONS, Layout, places

RANKINGS = (NavEntry("各期", "rankings/index.md"), NavEntry("热力图", "rankings/heat/index.md"))
NAVIGATION = (NavEntry("首页", "index.md"), NavEntry("排名", None, RANKINGS))
ANY = f"{ANY_FOLDER}/"


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("index.md", ""),
        ("rankings/index.md", "rankings/"),
        ("rankings/heat/index.md", "rankings/heat/"),
        ("rankings/2026/index.md", f"rankings/{ANY}"),
        ("rankings/2026/people/index.md", f"rankings/{ANY}{ANY}"),
        ("rankings/heat/2026/index.md", f"rankings/heat/{ANY}"),
        ("items/index.md", "items/"),
        ("items/2026/09/x/index.md", f"items/{ANY}{ANY}{ANY}"),
    ],
)
def test_a_stub_lies_as_deep_as_its_pages_and_beside_the_same_navigation(
    path: str, folder: str
) -> None:
    layout = Layout(NAVIGATION)
    assert [layout.folder(path) for _ in range(2)] == [folder, folder]


def test_headings_below_the_title_make_another_place() -> None:
    layout = Layout(NAVIGATION)
    title, section, detail = Heading(1, "a", "题"), Heading(2, "b", "节"), Heading(4, "c", "目")
    assert layout.place("x/index.md", (), (title,)).outline == ONLY_TITLE
    assert layout.place("x/index.md", (), (title, detail)).outline == ONLY_TITLE
    assert layout.place("x/index.md", (), (title, section)).outline == SECTIONS


def test_all_places_a_page_may_turn_out_to_need_are_foreseen() -> None:
    layout = Layout(NAVIGATION)
    found = places(layout.stubs(["x/1/index.md", "x/2/index.md", "index.md"]))
    assert len(found) == len(set(found)) == 2 * len(HIDES) * 2
    title = Heading(1, "a", "题")
    for hide in HIDES:
        assert layout.place("x/3/index.md", hide, (title,)) in found


def test_a_page_that_is_no_folder_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match=r"about\.md"):
        Layout(NAVIGATION).folder("about.md")
