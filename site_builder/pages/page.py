"""A page as a plain value: where it goes, its title, and Markdown with blocks of safe HTML.

Pages know nothing of MkDocs. Headings are Markdown so that any generator can make its table of
contents; everything computed stands in HTML blocks made by Jinja2 with escaping on.

A page's Markdown holds these forms and no other, divided by one blank line:

    # 题目                       the title, first and once; pages with a masthead have none
    ## 小标题 {: #id }           levels 2 to 6, each with its id, `{: #id .cs-no-print }` too
    <div …>…</div>               a block of HTML from one opening tag at the start of a line to
                                 its closing tag, in several lines without blank ones

Words in headings have every ASCII punctuation mark written as a character reference (`&#42;`).

A site has more pages than a build can look at one by one, so families plan what goes on growing in
batches: the items of a month, the account of a unit. A batch's key stands for what all its sheets
show together; while it is the same, nobody asks which sheets there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Page(NamedTuple):
    """One page of the site."""

    path: str
    """`rankings/2026-09/index.md`: relative, forward slashes, inside the site."""
    title: str
    description: str
    markdown: str
    """The page's text without front matter, beginning with its first-level heading."""
    hide: tuple[str, ...] = ()
    """Material's `hide`: navigation, toc."""
    tags: tuple[str, ...] = ()


class Asset(NamedTuple):
    """One generated file that is not a page: CSV, JSON, feed, search shard."""

    path: str
    content: str | bytes


class Sheet(NamedTuple):
    """A page or file not made yet: a build makes only those whose key is new."""

    path: str
    key: str
    """Stands for everything the sheet shows; equal keys of one base give equal bytes."""
    make: Callable[[], Page | Asset]
    title: str = ""
    """Of a page that stands in the navigation under its own title."""


class Batch(NamedTuple):
    """Sheets that are not planned while what they follow from is the same."""

    name: str
    """The same from build to build, as no other's; never empty."""
    key: str
    """Stands for all paths and keys of the sheets; in doubt for more than they show."""
    sheets: Callable[[], Iterable[Sheet]]


Planned = Sheet | Batch


class NavEntry(NamedTuple):
    """One entry of the navigation: a page's path or a section of entries."""

    title: str
    path: str | None = None
    children: tuple[NavEntry, ...] = ()
