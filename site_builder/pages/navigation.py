"""The navigation, as `templates/pages/navigation.txt` orders it.

Each line is a title and, after a space, a page's path; lines indented below a title are its
children. Lines whose page is not rendered (an office without rulebooks) are left out.
"""

from __future__ import annotations

from collections.abc import Collection

from site_builder.markup import plain_template
from site_builder.pages.page import NavEntry

_INDENT = "    "


def navigation(
    rendered: Collection[str], further: dict[str, tuple[NavEntry, ...]]
) -> tuple[NavEntry, ...]:
    """Return the entries whose pages exist; `further` adds children below a page's entry."""
    found: list[NavEntry] = []
    for line in plain_template("pages/navigation.txt").splitlines():
        title, _, path = line.strip().partition(" ")
        if path and path not in rendered:
            continue
        entry = NavEntry(title, path or None, further.get(path, ()))
        if line.startswith(_INDENT):
            parent = found[-1]
            found[-1] = parent._replace(children=(*parent.children, entry))
        else:
            found.append(entry)
    return tuple(entry for entry in found if entry.path or entry.children)
