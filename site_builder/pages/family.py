"""What one module of pages hands over."""

from __future__ import annotations

from typing import NamedTuple

from site_builder.pages.page import Asset, Page


class Family(NamedTuple):
    """The pages and generated files of one family."""

    pages: tuple[Page, ...] = ()
    assets: tuple[Asset, ...] = ()
