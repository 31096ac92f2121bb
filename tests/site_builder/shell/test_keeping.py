"""The theme is asked again when something it depends on has changed, and only then."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

from site_builder import mkdocs_adapter
from site_builder.cache.store import Store
from site_builder.pages.page import Asset, NavEntry, Page
from site_builder.shell.frames import Frame
from site_builder.shell.keeping import settings_files, shell_of, site_path
from site_builder.shell.places import Layout, Place
from site_builder.shell.site import Rendered, Shell, rendered

NAVIGATION = (NavEntry("首页", "index.md"),)
PATHS = ("index.md", "items/1/index.md")
SETTINGS = """\
INHERIT: base.yml
site_url: !ENV [CHUNSHUI_TEST_SITE, "https://example.invalid/信息/"]
theme: {custom_dir: own}
hooks: [hook.py]
markdown_extensions:
  - toc:
      slugify: !!python/name:markdown.extensions.toc.slugify
"""
Ask = Callable[..., Shell]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "office"
    for name, text in {
        "mkdocs.yml": SETTINGS,
        "base.yml": "site_name: 名",
        "hook.py": "",
        "own/partials/copyright.html": "一",
        "content/items/1.md": "",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """How often the theme was asked; it answers with a frame of no more than a title."""
    calls: list[Path] = []

    def render(
        config_file: Path, navigation: tuple[NavEntry, ...], places: Iterable[Place], workers: int
    ) -> Rendered:
        assert workers == 1
        calls.append(config_file)
        frame = Frame(("<title>", "title", "</title>", "content", ""), ())
        return rendered(navigation, tuple((place, frame) for place in places), {"a.css": b"x"}, "")

    monkeypatch.setattr(mkdocs_adapter, "shell", render)
    return calls


@pytest.fixture
def ask(office: Path, tmp_path: Path) -> Ask:
    def shell(
        navigation: tuple[NavEntry, ...] = NAVIGATION, paths: tuple[str, ...] = PATHS
    ) -> Shell:
        stubs = Layout(navigation).stubs(paths)
        store = Store(tmp_path / "cache")
        with shell_of(office / "mkdocs.yml", navigation, stubs, store, 1) as made:
            return made()

    return shell


def test_what_is_kept_is_what_was_made(ask: Ask, asked: list[Path]) -> None:
    made, kept = ask(), ask()
    assert len(asked) == 1
    page = Page("items/1/index.md", "题 & 目", "说明", "# 题\n")
    file = kept.whole(page, date(2026, 1, 1))
    assert file.decode().startswith("<title>题 &amp; 目</title><h1")
    assert file == made.whole(page, date(2026, 1, 1))
    assert [sheet.make() for sheet in kept.files()] == [Asset("a.css", b"x")]
    assert kept.everywhere(date(2026, 1, 1)) == made.everywhere(date(2026, 1, 2))
    assert len(asked) == 1
    assert kept.digest(page.path, date(2026, 1, 1)) == made.digest(page.path, date(2026, 1, 2))


def test_another_page_of_a_known_place_needs_nothing(ask: Ask, asked: list[Path]) -> None:
    ask()
    ask(paths=(*PATHS, "items/2/index.md"))
    assert len(asked) == 1


@pytest.mark.parametrize(
    "name", ["mkdocs.yml", "base.yml", "hook.py", "own/partials/copyright.html", "own/new.html"]
)
def test_a_change_of_the_offices_theme_is_seen(
    ask: Ask, asked: list[Path], office: Path, name: str
) -> None:
    ask()
    file = office / name
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    file.write_text(f"{before}\n# 改", encoding="utf-8")
    ask()
    assert len(asked) == 2


def test_content_is_no_part_of_it(ask: Ask, asked: list[Path], office: Path) -> None:
    ask()
    (office / "content/items/1.md").write_text("改", encoding="utf-8")
    ask()
    assert len(asked) == 1


def test_variables_navigation_and_places_are_part_of_it(
    ask: Ask, asked: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask()
    monkeypatch.setenv("CHUNSHUI_TEST_SITE", "https://example.invalid/")
    ask()
    ask((NavEntry("主页", "index.md"),))
    ask(paths=(*PATHS, "units/1/index.md"))
    assert len(asked) == 4


def test_without_a_cache_the_theme_is_asked_each_time(office: Path, asked: list[Path]) -> None:
    for _ in range(2):
        with shell_of(office / "mkdocs.yml", NAVIGATION, ("items/",), Store(None), 1) as made:
            assert made() is made()
    assert len(asked) == 2


def test_what_the_cache_has_lost_is_rendered_again(
    ask: Ask, asked: list[Path], tmp_path: Path
) -> None:
    page = Page("items/1/index.md", "题", "说明", "# 题\n")
    file = ask().whole(page, date(2026, 1, 1))
    kept = ask()
    for piece in (tmp_path / "cache" / "shell").iterdir():
        piece.write_bytes(b"")
    assert kept.whole(page, date(2026, 1, 1)) == file
    assert [sheet.make() for sheet in kept.files()] == [Asset("a.css", b"x")]
    assert len(asked) == 2
    assert ask().whole(page, date(2026, 1, 1)) == file
    assert len(asked) == 2


def test_settings_say_what_to_watch_and_where_the_site_begins(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = office / "mkdocs.yml"
    names = [path.relative_to(office).as_posix() for path in settings_files(settings)]
    assert sorted(names) == ["base.yml", "hook.py", "mkdocs.yml", "own"]
    assert site_path(settings) == "/信息/"
    monkeypatch.setenv("CHUNSHUI_TEST_SITE", "https://example.invalid")
    assert site_path(settings) == "/"


@pytest.mark.parametrize("broken", [b"theme: [", b"site_name: \xff", b"- a", b""])
def test_broken_settings_are_left_to_mkdocs(tmp_path: Path, broken: bytes) -> None:
    settings = tmp_path / "mkdocs.yml"
    settings.write_bytes(broken)
    assert settings_files(settings) == (settings,)
    assert site_path(settings) == "/"
