"""Hand-written pages: the program's guide, the office's own texts, and how to search."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from site_builder import prose
from site_builder.markup import guides, link_to, segment
from site_builder.pages import paths
from site_builder.pages.family import Family
from site_builder.pages.index import Views
from site_builder.pages.page import Page
from site_builder.pages.writing import write

_SUMMARY = 90


class Part(NamedTuple):
    """A heading of a document with the HTML below it."""

    level: int
    anchor: str
    words: str
    html: Markup


def family(views: Views) -> Family:
    """Return the guide, the office's own pages and the search hints."""
    guide = {name: f"guide/{_folder(name)}index.md" for name in guides()}
    own = {
        text.path: f"about/{segment(posixpath.basename(text.path)[:-3])}/index.md"
        for text in views.snapshot.texts
        if text.path != "index.md"
    }
    pages = [_page(views, path, guides()[name], guide, "") for name, path in guide.items()]
    pages += (
        _page(views, own[text.path], text.body, own, text.title)
        for text in views.snapshot.texts
        if text.path in own
    )
    return Family(pages=(*pages, write(views, paths.SEARCH, "search")))


def _folder(name: str) -> str:
    """Return the folder of a guide page below `guide/`: none for its index."""
    stem = name.removesuffix(".md")
    return "" if stem == "index" else f"{segment(stem)}/"


def _page(views: Views, path: str, source: str, known: Mapping[str, str], title: str) -> Page:
    """Return a hand-written page; links to the files of `known` lead to their pages."""
    folders = {posixpath.dirname(name) for name in known}

    def link(url: str) -> str:
        file, mark, anchor = url.partition("#")
        for folder in sorted(folders):
            target = known.get(posixpath.normpath(posixpath.join(folder, file)))
            if target:
                return link_to(path, target + mark + anchor)
        if file.startswith("../") and file.endswith(".md"):
            return link_to(path, file.removeprefix("../") + mark + anchor)
        return url

    found = list(parts(source, link=link))
    if not title and found and found[0].level == 1:
        title = found[0].words
    body = [part for part in found if part.level != 1 or part.html]
    return write(
        views,
        path,
        "document",
        name=title,
        parts=body,
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
