"""The site's sources as a tree of files, for any generator that reads an mkdocs.yml.

    folder/mkdocs.yml     the office's settings without Chunshui's plugin, with the navigation
    folder/docs/          every page and asset, and the content's pictures
    folder/theme/         the theme's overrides

Nothing generated is ever written into content/ itself.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import yaml
from markupsafe import escape

from site_builder.pages import render
from site_builder.pages.page import NavEntry, Page
from site_builder.search import everything
from site_builder.snapshot import Snapshot
from site_builder.theme import DIRECTORY, SCRIPTS, STYLE


def stage(snapshot: Snapshot, root: Path, folder: Path) -> int:
    """Write the tree into an empty folder; return the number of files in its docs."""
    pages, assets, navigation = render(snapshot)
    docs = folder / "docs"
    for page in pages:
        _write(docs / page.path, front_matter(page) + page.markdown)
    assets = (*assets, *everything(snapshot, pages))
    for asset in assets:
        _write(docs / asset.path, asset.content)
    for name in snapshot.pictures:
        target = docs / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / "content" / name, target)
    settings: dict[str, Any] = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    own = settings["theme"].get("custom_dir")
    for theme in (DIRECTORY, *((root / own,) if own else ())):
        left = shutil.ignore_patterns("__pycache__", "*.py")
        shutil.copytree(theme, folder / "theme", ignore=left, dirs_exist_ok=True)
    made = _settings(settings, navigation)
    _write(folder / "mkdocs.yml", yaml.safe_dump(made, allow_unicode=True, sort_keys=False))
    return len(pages) + len(assets) + len(snapshot.pictures)


def metadata(page: Page) -> dict[str, Any]:
    """Return what a generator is told of a page.

    Themes print title and description as they are, so both are given escaped. The site has a
    search of its own: the theme's index stays empty.
    """
    # A title of its own would make the window of the home page say the site's name twice.
    found: dict[str, Any] = {} if page.path == "index.md" else {"title": str(escape(page.title))}
    found |= {"description": str(escape(page.description)), "search": {"exclude": True}}
    return found | {
        key: list(values) for key, values in (("hide", page.hide), ("tags", page.tags)) if values
    }


def front_matter(page: Page) -> str:
    """Return the page's YAML header; JSON values are YAML values, so nothing can break out."""
    lines = (
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in metadata(page).items()
    )
    return "\n".join(("---", *lines, "---", "", ""))


def nav_value(entry: NavEntry) -> dict[str, Any]:
    """Return a navigation entry as mkdocs.yml writes it."""
    if entry.path is not None and not entry.children:
        return {entry.title: entry.path}
    inner: list[Any] = [] if entry.path is None else [{entry.title: entry.path}]
    return {entry.title: [*inner, *map(nav_value, entry.children)]}


def _write(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def _settings(office: dict[str, Any], navigation: tuple[NavEntry, ...]) -> dict[str, Any]:
    """Return an office's settings for the tree, without our plugin."""
    templates = [*office["theme"].get("static_templates", []), STYLE]
    return office | {
        "plugins": [each for each in office.get("plugins", []) if _name(each) != "chunshui"],
        "docs_dir": "docs",
        "theme": {**office["theme"], "custom_dir": "theme", "static_templates": templates},
        "extra_css": [STYLE, *office.get("extra_css", [])],
        "extra_javascript": [*office.get("extra_javascript", []), *SCRIPTS],
        "nav": [nav_value(entry) for entry in navigation],
    }


def _name(plugin: str | dict[str, Any]) -> str:
    return plugin if isinstance(plugin, str) else next(iter(plugin))
