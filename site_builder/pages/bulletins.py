"""The office's own bulletins: every issue as it was compiled, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from scoring.bulletins import Bulletin, BulletinItem, Printed
from scoring.model import Item
from scoring.printing import credit, heads
from site_builder import prose
from site_builder.pages import paths
from site_builder.pages.gists import digest
from site_builder.pages.index import Views
from site_builder.pages.lists import LENGTH, Leaf, further
from site_builder.pages.page import Page, Sheet
from site_builder.pages.writing import write


class Part(NamedTuple):
    """One item as an issue prints it."""

    item: Item
    title: str
    column: str
    """栏目, where it is another than that of the item before."""
    digest: str
    """Empty where the whole text is printed."""
    body: Markup | str
    credit: str


def family(views: Views) -> Iterator[Sheet]:
    """Yield the list of issues, those of earlier years, and each issue."""
    newest = sorted(
        views.corpus.bulletins.values(), key=lambda each: (each.date, each.id), reverse=True
    )
    key = digest(str(len(newest)), _listed(views, newest[:LENGTH]))
    yield Sheet(paths.BULLETINS, key, partial(_index, views, newest))
    for year in further(newest, _day):
        for leaf in year.leaves(paths.BULLETINS):
            key = leaf.key(_listed(views, leaf.rows))
            yield Sheet(leaf.path, key, partial(_leaf, views, year.year, leaf))
    for bulletin in newest:
        yield Sheet(
            paths.bulletin(bulletin.id), _mark(views, bulletin), partial(_page, views, bulletin)
        )


def _day(bulletin: Bulletin) -> date:
    return bulletin.date


def _listed(views: Views, bulletins: Sequence[Bulletin]) -> str:
    """Return what stands for a list of issues and the titles in it."""
    items = [views.corpus.items.get(part.item) for each in bulletins for part in each.items]
    marks = views.marks.items(item for item in items if item is not None)
    return digest(marks, *map(repr, bulletins))


def _mark(views: Views, bulletin: Bulletin) -> str:
    """Return what stands for all that an issue's page shows."""
    style = views.corpus.bulletin_styles.get(bulletin.publication)
    items = (views.corpus.items.get(each.item) for each in bulletin.items)
    marks = views.marks.texts(item for item in items if item is not None)
    note = views.snapshot.bodies.get(f"bulletins/{bulletin.id}")
    return digest(repr(bulletin), repr(style), marks, repr(note), views.marks.files)


def _index(views: Views, newest: Sequence[Bulletin]) -> Page:
    return write(
        views,
        paths.BULLETINS,
        "bulletins",
        bulletins=newest[:LENGTH],
        count=len(newest),
        years=further(newest, _day),
    )


def _leaf(views: Views, year: int, leaf: Leaf[Bulletin]) -> Page:
    return write(views, leaf.path, "bulletins_year", year=year, leaf=leaf)


def _page(views: Views, bulletin: Bulletin) -> Page:
    here = paths.bulletin(bulletin.id)
    note = views.snapshot.bodies.get(f"bulletins/{bulletin.id}")
    link = views.rewriter(here, bulletin.source.path)
    return write(
        views,
        here,
        "bulletin",
        bulletin=bulletin,
        head=heads(views.corpus, bulletin),
        note=prose.html(note.body, top=3, link=link) if note and note.body.strip() else "",
        parts=list(_parts(views, bulletin, here)),
    )


def _parts(views: Views, bulletin: Bulletin, here: str) -> Iterator[Part]:
    column = None
    for printed in bulletin.items:
        item = views.corpus.items.get(printed.item)
        if item is None:
            continue
        text = views.snapshot.bodies.get(item.id)
        body = "" if text is None else text.body
        yield Part(
            item,
            printed.title or item.title,
            (printed.column or "") if printed.column != column else "",
            _digest(printed, body),
            prose.html(body, top=3, link=views.rewriter(here, item.source.path)),
            credit(views.corpus, item),
        )
        column = printed.column


def _digest(printed: BulletinItem, body: str) -> str:
    if printed.printed is not Printed.DIGEST:
        return ""
    return printed.digest or prose.first_paragraph(body)
