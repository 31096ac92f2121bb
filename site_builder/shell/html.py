"""From a page's restricted Markdown to HTML: headings and blocks of HTML, nothing else.

`site_builder.markup.tidy` leaves one form: blocks divided by one blank line, none inside a block.
A block is a heading (`## words {: #id .class }`, its punctuation as character references) or
begins with a tag. Python-Markdown makes the same of it, at a hundred times the cost; a test holds
the two together, because a staged tree goes through Python-Markdown.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import unescape
from typing import Final, NamedTuple

from markupsafe import escape

from site_builder.pages.page import Page

OUTLINE_DEPTH: Final = 3
"""Lowest level of heading that the table of contents shows."""

PERMALINK_TITLE: Final = "本节链接"

_HEADING = re.compile(r"(#{1,6}) ([^{}\n]*)(?:\{: *#([^\s{}<>&\x22]+)((?: +\.[\w-]+)*) *\})?")
# The theme's search plugin takes the same off every page.
_SEARCH_BEGIN: Final = " data-search-"
_SEARCH_MARK = re.compile(rf'{_SEARCH_BEGIN}\w+="[^"]+"')
_NOT_IN_SLUG = re.compile(r"[^\w\s-]")
_GAP_IN_SLUG = re.compile(r"[-\s]+")
_NUMBERED = re.compile(r"(.*)_([0-9]+)")


class Heading(NamedTuple):
    """A heading of a page, as links and the table of contents name it."""

    level: int
    id: str
    words: str
    """Without markup and not escaped."""


class _Part(NamedTuple):
    """A heading as its block says it, and its HTML before, between and after its two ids."""

    heading: Heading
    before: str
    between: str
    after: str


def content(page: Page) -> tuple[str, tuple[Heading, ...]]:
    """Return the page's content as HTML, and its headings in order, the title first.

    A page may have its title in its first block of HTML (a masthead). Raises ValueError for one
    that is not headings and blocks of HTML, with one first-level heading before all others: a
    template of ours is wrong.
    """
    blocks = page.markdown.strip("\n").split("\n\n")
    found = {place: _read(block) for place, block in enumerate(blocks) if not block.startswith("<")}
    taken = {part.heading.id for part in found.values() if part}
    headings: list[Heading] = []
    if blocks[0].startswith("<"):
        headings.append(Heading(1, _unique(_slug(page.title), taken), page.title))
        blocks[0] = blocks[0].replace("<h1", f'<h1 id="{headings[0].id}"', 1)
    for place, part in found.items():
        if part is None:
            raise ValueError(f"{page.path}: neither heading nor HTML: {blocks[place][:80]!r}")
        heading = part.heading
        if not heading.id:
            heading = heading._replace(id=_unique(_slug(heading.words), taken))
        headings.append(heading)
        blocks[place] = part.before + heading.id + part.between + heading.id + part.after
    html = "\n".join(blocks)
    if _SEARCH_BEGIN in html:
        html = _SEARCH_MARK.sub("", html)
    if html.count("<h1") != 1 or [each.level for each in headings].index(1) != 0:
        raise ValueError(f"{page.path}: not one first-level heading, and that one first")
    return html, tuple(headings)


@lru_cache(maxsize=1024)
def _read(block: str) -> _Part | None:
    """Return the heading that a block is; most pages have the same ones."""
    found = _HEADING.fullmatch(block)
    if found is None:
        return None
    marks, text, name, classes = found.groups(default="")
    level, words = len(marks), unescape(text).strip()
    shown = " ".join(classes.replace(".", " ").split())
    return _Part(
        Heading(level, name, words),
        f'<h{level} class="{shown}" id="' if shown else f'<h{level} id="',
        f'">{escape(words)}<a class="headerlink" href="#',
        f'" title="{PERMALINK_TITLE}">&para;</a></h{level}>',
    )


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
