"""From a page's restricted Markdown to HTML: headings and blocks of HTML, nothing else.

`site_builder.markup.tidy` leaves one form: blocks divided by one blank line, none inside a block.
A block is a heading (`## words {: #id .class }`, its punctuation as character references) or
begins with a tag. Python-Markdown makes the same of it, at a hundred times the cost; a test holds
the two together, because a staged tree goes through Python-Markdown.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import Final, NamedTuple

from markupsafe import escape

from site_builder.pages.page import Page

OUTLINE_DEPTH: Final = 3
"""Lowest level of heading that the table of contents shows."""

PERMALINK_TITLE: Final = "本节链接"

_HEADING = re.compile(r"(#{1,6}) ([^{}\n]*)(?:\{: *#([^\s{}]+)((?: +\.[\w-]+)*) *\})?")
# The theme's search plugin takes the same off every page.
_SEARCH_MARK = re.compile(r' data-search-\w+="[^"]+"')
_NOT_IN_SLUG = re.compile(r"[^\w\s-]")
_GAP_IN_SLUG = re.compile(r"[-\s]+")
_NUMBERED = re.compile(r"(.*)_([0-9]+)")


class Heading(NamedTuple):
    """A heading of a page, as links and the table of contents name it."""

    level: int
    id: str
    words: str
    """Without markup and not escaped."""


def content(page: Page) -> tuple[str, tuple[Heading, ...]]:
    """Return the page's content as HTML, and its headings in order, the title first.

    A page may have its title in its first block of HTML (a masthead). Raises ValueError for one
    that is not headings and blocks of HTML, with one first-level heading before all others: a
    template of ours is wrong.
    """
    blocks = page.markdown.strip("\n").split("\n\n")
    found = {
        place: _HEADING.fullmatch(block)
        for place, block in enumerate(blocks)
        if not block.startswith("<")
    }
    taken = {match[3] for match in found.values() if match}
    headings: list[Heading] = []
    if blocks[0].startswith("<"):
        headings.append(Heading(1, _unique(_slug(page.title), taken), page.title))
        blocks[0] = blocks[0].replace("<h1", f'<h1 id="{headings[0].id}"', 1)
    for place, match in found.items():
        if match is None:
            raise ValueError(f"{page.path}: neither heading nor HTML: {blocks[place][:80]!r}")
        words = unescape(match[2]).strip()
        heading = Heading(len(match[1]), match[3] or _unique(_slug(words), taken), words)
        blocks[place] = _html(heading, (match[4] or "").replace(".", "").strip())
        headings.append(heading)
    html = _SEARCH_MARK.sub("", "\n".join(blocks))
    if html.count("<h1") != 1 or [each.level for each in headings].index(1) != 0:
        raise ValueError(f"{page.path}: not one first-level heading, and that one first")
    return html, tuple(headings)


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
    return _GAP_IN_SLUG.sub("-", _NOT_IN_SLUG.sub("", plain).strip().lower())


def _unique(slug: str, taken: set[str]) -> str:
    """Return the slug, numbered where it is empty or taken, and take it."""
    numbered = _NUMBERED.fullmatch(slug)
    base, number = (numbered[1], int(numbered[2])) if numbered else (slug, 0)
    name = slug
    while not name or name in taken:
        number += 1
        name = f"{base}_{number}"
    taken.add(name)
    return name


def _html(heading: Heading, classes: str) -> str:
    level, name, words = heading.level, escape(heading.id), escape(heading.words)
    shown = f' class="{classes}"' if classes else ""
    return (
        f'<h{level}{shown} id="{name}">{words}<a class="headerlink" href="#{name}"'
        f' title="{PERMALINK_TITLE}">&para;</a></h{level}>'
    )
