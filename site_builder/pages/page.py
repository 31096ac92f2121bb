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

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Generic, NamedTuple, TypeVar

Subject = TypeVar("Subject")


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


@dataclass(frozen=True, slots=True)
class OneOf(Generic[Subject]):
    """Makes a sheet of a kind of which there are many: with its neighbours, where they are wanted.

    Then each step is done for all of them before the next. A page goes through so much of the
    program that every step, page by page, finds the processor's memory full of the others: that
    takes a third longer.
    """

    pages: Callable[[Sequence[Subject]], Sequence[Page]]
    of: Subject

    def __call__(self) -> Page:
        """Return the page alone."""
        return self.pages((self.of,))[0]


def made(sheets: Iterable[Sheet]) -> Iterator[Page | Asset]:
    """Yield what sheets make; neighbours that can be are made together."""
    for pages, alike in groupby(map(_make, sheets), _pages):
        if pages is None:
            yield from (make() for make in alike)
        else:
            yield from pages([make.of for make in alike if isinstance(make, OneOf)])


def kind(sheet: Sheet) -> object:
    """Return what makes a sheet, and others of its kind."""
    make = _pages(sheet.make) or sheet.make
    return getattr(make, "func", make)


def _make(sheet: Sheet) -> Callable[[], Page | Asset]:
    return sheet.make


def _pages(make: Callable[[], Page | Asset]) -> Callable[[Sequence[Any]], Sequence[Page]] | None:
    return make.pages if isinstance(make, OneOf) else None


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
