"""Page families: each module says which pages there are, what they depend on, and makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from typing import Final

from site_builder.pages.index import Views
from site_builder.pages.kept_plan import Family
from site_builder.pages.navigation import navigation
from site_builder.pages.page import Asset, NavEntry, Page, Planned, Sheet, made
from site_builder.snapshot import Snapshot

FAMILIES: Final = (
    "home", "items", "rankings", "notices", "units", "people", "accounts", "network",
    "publications", "bulletins", "endorsements", "merits", "alerts", "conversions", "registers",
    "board", "tasklists", "due", "reviews", "rulebooks", "proofs", "quality", "opendata", "feed",
    "documents",
)  # fmt: skip
"""Every family of pages, in the order in which they are planned: the modules that have a `family`.

Most are not imported when only a text changed: that would take longer than to make its page.
"""

_OF_TEXTS: Final = frozenset({"items", "bulletins", "reviews", "opendata", "feed"})
"""The families whose pages show texts, 字数, the dates of files or the commit; all others show only
what the facts say."""


def plan(views: Views) -> tuple[Planned, ...]:
    """Return every page and file of the site, none made yet; paths and names are unique."""
    marks = views.marks
    return tuple(
        planned
        for name in FAMILIES
        for planned in Family(name, views, partial(_planned, name, views)).kept(
            marks.whole if name in _OF_TEXTS else marks.stated
        )
    )


def _planned(name: str, views: Views) -> Iterable[Planned]:
    """Return what a family plans."""
    family: Callable[[Views], Iterable[Planned]]
    family = import_module(f"site_builder.pages.{name}").family
    return family(views)


def at_once(views: Views, path: str) -> Page | None:
    """Return the page at a path if it is an item's: to make it, nothing need be planned."""
    from site_builder.pages.items import page_at  # when it is asked for, as all families are

    return page_at(views, path)


def every(planned: Iterable[Planned]) -> Iterator[Sheet]:
    """Yield all sheets, those of batches too."""
    for each in planned:
        if isinstance(each, Sheet):
            yield each
        else:
            yield from each.sheets()


def render(snapshot: Snapshot) -> tuple[tuple[Page, ...], tuple[Asset, ...], tuple[NavEntry, ...]]:
    """Return the site's pages, generated files and navigation; equal snapshots, equal bytes."""
    done = [*made(every(plan(Views(snapshot))))]
    pages = tuple(each for each in done if isinstance(each, Page))
    assets = tuple(each for each in done if isinstance(each, Asset))
    return pages, assets, navigation({page.path: page.title for page in pages})
