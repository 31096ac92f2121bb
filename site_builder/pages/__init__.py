"""Page families: each module renders a snapshot into `Page` values."""

from __future__ import annotations

from site_builder.pages import (
    documents,
    endorsements,
    home,
    items,
    merits,
    network,
    opendata,
    people,
    proofs,
    publications,
    quality,
    rankings,
    registers,
    rulebooks,
    units,
)
from site_builder.pages.index import Views
from site_builder.pages.navigation import navigation
from site_builder.pages.page import Asset, NavEntry, Page
from site_builder.snapshot import Snapshot

FAMILIES = (
    home.family,
    items.family,
    rankings.family,
    units.family,
    people.family,
    network.family,
    publications.family,
    endorsements.family,
    merits.family,
    registers.family,
    rulebooks.family,
    proofs.family,
    quality.family,
    opendata.family,
    documents.family,
)
"""Every family of pages, in the order in which they are rendered."""


def render(snapshot: Snapshot) -> tuple[tuple[Page, ...], tuple[Asset, ...], tuple[NavEntry, ...]]:
    """Return the site's pages, generated files and navigation; equal snapshots, equal bytes."""
    views = Views(snapshot)
    families = [family(views) for family in FAMILIES]
    pages = tuple(page for family in families for page in family.pages)
    assets = tuple(asset for family in families for asset in family.assets)
    return pages, assets, navigation({page.path: page.title for page in pages})
