"""Page families: each module says which pages there are, what they depend on, and makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from site_builder.pages import (
    accounts,
    alerts,
    board,
    bulletins,
    conversions,
    documents,
    due,
    endorsements,
    home,
    items,
    merits,
    network,
    notices,
    opendata,
    people,
    proofs,
    publications,
    quality,
    rankings,
    registers,
    reviews,
    rulebooks,
    tasklists,
    units,
)
from site_builder.pages.index import Views
from site_builder.pages.kept_plan import Family
from site_builder.pages.navigation import navigation
from site_builder.pages.page import Asset, NavEntry, Page, Planned, Sheet
from site_builder.snapshot import Snapshot

FAMILIES: tuple[Callable[[Views], Iterable[Planned]], ...] = (
    home.family,
    items.family,
    rankings.family,
    notices.family,
    units.family,
    people.family,
    accounts.family,
    network.family,
    publications.family,
    bulletins.family,
    endorsements.family,
    merits.family,
    alerts.family,
    conversions.family,
    registers.family,
    board.family,
    tasklists.family,
    due.family,
    reviews.family,
    rulebooks.family,
    proofs.family,
    quality.family,
    opendata.family,
    documents.family,
)
"""Every family of pages, in the order in which they are planned."""


_OF_TEXTS: Final = frozenset({items.family, bulletins.family, reviews.family, opendata.family})
"""The families whose pages show texts, 字数, the dates of files or the commit; all others show only
what the facts say."""


def plan(views: Views) -> tuple[Planned, ...]:
    """Return every page and file of the site, none made yet; paths and names are unique."""
    marks = views.marks
    return tuple(
        planned
        for family in FAMILIES
        for planned in Family(views, family).kept(
            marks.whole if family in _OF_TEXTS else marks.stated
        )
    )


def every(planned: Iterable[Planned]) -> Iterator[Sheet]:
    """Yield all sheets, those of batches too."""
    for each in planned:
        if isinstance(each, Sheet):
            yield each
        else:
            yield from each.sheets()


def render(snapshot: Snapshot) -> tuple[tuple[Page, ...], tuple[Asset, ...], tuple[NavEntry, ...]]:
    """Return the site's pages, generated files and navigation; equal snapshots, equal bytes."""
    made = [sheet.make() for sheet in every(plan(Views(snapshot)))]
    pages = tuple(each for each in made if isinstance(each, Page))
    assets = tuple(each for each in made if isinstance(each, Asset))
    return pages, assets, navigation({page.path: page.title for page in pages})
