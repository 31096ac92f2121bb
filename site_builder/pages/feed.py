"""The feed of the newest items."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from site_builder import prose
from site_builder.feeds import FeedEntry, atom
from site_builder.markup import link_to
from site_builder.pages import paths
from site_builder.pages.gists import digest
from site_builder.pages.index import Views
from site_builder.pages.page import Asset, Sheet

_IN_FEED = 50


def family(views: Views) -> Iterator[Sheet]:
    """Yield the feed."""
    marks, newest = views.marks, views.folders.newest(_IN_FEED)
    texts = views.folders.texts.marks(newest)
    key = digest(marks.as_of, *marks.named(newest), texts, marks.dates(newest))
    yield Sheet("feed.xml", key, partial(_feed, views))


def _feed(views: Views) -> Asset:
    entries = [
        FeedEntry(
            item.id,
            item.title,
            link_to(paths.HOME, paths.item(item)),
            history.last if (history := views.history(item.source.path)) else item.date,
            [share.unit for share in item.units],
            item.tags,
            prose.plain(body.body if (body := views.snapshot.bodies.get(item.id)) else "", 200),
        )
        for item in views.newest(_IN_FEED)
    ]
    return Asset("feed.xml", atom(views.office.title, views.office.name, views.as_of, entries))
