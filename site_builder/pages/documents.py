"""Hand-written pages: the program's guide, the office's own texts, and how to search."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from site_builder import prose
from site_builder.markup import guides
from site_builder.pages import paths
from site_builder.pages.index import Views
from site_builder.pages.page import Page, Sheet
from site_builder.pages.writing import write

_SUMMARY = 90


class Part(NamedTuple):
    """A heading of a document with the HTML below it."""

    level: int
    anchor: str
    words: str
    html: Markup


def family(views: Views) -> Iterator[Sheet]:
    """Yield the guide, the office's own pages and the search hints."""
    files = views.marks.files
    for name, source in guides().items():
        path = paths.guide(name)
        yield Sheet(path, files, partial(_page, views, path, f"guide/{name}", source))
    for text in views.snapshot.texts:
        if text.path != paths.HOME:
            path = paths.text(text.path)
            make = partial(_page, views, path, text.path, text.body, text.title)
            yield Sheet(path, files, make, text.title)
    yield Sheet(paths.SEARCH, "", partial(write, views, paths.SEARCH, "search"))


def _page(views: Views, path: str, file: str, source: str, title: str = "") -> Page:
    """Return a hand-written page; without a title its first heading is that."""
    found = list(parts(source, link=views.rewriter(path, views.file(file))))
    if not title and found:
        title = found[0].words
    return write(
        views,
        path,
        "document",
        name=title,
        parts=found,
        summary=prose.plain(source.partition("\n")[2], _SUMMARY),
    )


def parts(source: str, link: prose.Rewrite | None = None) -> Iterator[Part]:
    """Yield the headings of a text, each with an anchor and what stands below it."""
    level, words, number = 1, "", 0
    waiting = Markup()
    for block in prose.blocks(source, link=link):
        if not isinstance(block, prose.Heading):
            waiting += block
            continue
        if words or waiting:
            yield Part(level, f"s{number}", words, waiting)
        number += 1
        level, words, waiting = block.level, block.words, Markup()
    yield Part(level, f"s{number}", words, waiting)
