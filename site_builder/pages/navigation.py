"""The navigation, as `templates/pages/navigation.txt` orders it.

Each line is a title and, after a space, a page's path; lines indented below a title are its
children. `* about/` stands for every page in that folder, under its own title. Lines whose page
is not rendered (an office without texts of its own) are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from site_builder.markup import plain_template
from site_builder.pages.page import NavEntry

_INDENT = "    "
_EVERY = "*"


def navigation(titles: Mapping[str, str]) -> tuple[NavEntry, ...]:
    """Return the entries whose pages exist; `titles` are those of all pages, by path."""
    found: list[NavEntry] = []
    for line in plain_template("pages/navigation.txt").splitlines():
        for entry in _entries(line.strip(), titles):
            if line.startswith(_INDENT):
                parent = found[-1]
                found[-1] = parent._replace(children=(*parent.children, entry))
            else:
                found.append(entry)
    return tuple(entry for entry in found if entry.path or entry.children)


def _entries(line: str, titles: Mapping[str, str]) -> Iterator[NavEntry]:
    """Yield what one line stands for."""
    title, _, path = line.partition(" ")
    if title == _EVERY:
        yield from (NavEntry(titles[each], each) for each in titles if each.startswith(path))
    elif not path or path in titles:
        yield NavEntry(title, path or None)
