"""Page families: each module says which pages there are, what they depend on, and makes them."""

from __future__ import annotations

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
from site_builder.pages.navigation import navigation
from site_builder.pages.page import Asset, NavEntry, Page, Sheet
from site_builder.snapshot import Snapshot

FAMILIES = (
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


def plan(views: Views) -> tuple[Sheet, ...]:
    """Return every page and file of the site, none made yet; paths are unique."""
    return tuple(sheet for family in FAMILIES for sheet in family(views))


def render(snapshot: Snapshot) -> tuple[tuple[Page, ...], tuple[Asset, ...], tuple[NavEntry, ...]]:
    """Return the site's pages, generated files and navigation; equal snapshots, equal bytes."""
    made = [sheet.make() for sheet in plan(Views(snapshot))]
    pages = tuple(each for each in made if isinstance(each, Page))
    assets = tuple(each for each in made if isinstance(each, Asset))
    return pages, assets, navigation({page.path: page.title for page in pages})
