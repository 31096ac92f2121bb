"""What every generator needs to know of the content and of a page: pictures and front matter."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

from site_builder.pages.page import Page

PICTURES = frozenset({".gif", ".jpeg", ".jpg", ".png", ".webp"})
"""Picture types taken from the content folder; SVG is not among them, it can carry scripts."""


def picture(path: str) -> bool:
    """Return whether a content file is a picture that goes into the site as it is."""
    return PurePosixPath(path).suffix.lower() in PICTURES


def front_matter(page: Page) -> str:
    """Return the page's YAML header; JSON strings are YAML strings, so nothing can break out."""
    # A title of its own would make the window of the home page say the site's name twice.
    titled = [] if page.path == "index.md" else [f"title: {_quoted(page.title)}"]
    lines = [*titled, f"description: {_quoted(page.description)}"]
    for key, values in (("hide", page.hide), ("tags", page.tags)):
        if values:
            lines.append(f"{key}: [{', '.join(map(_quoted, values))}]")
    return "\n".join(("---", *lines, "---", "", ""))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
