"""The small office, as a snapshot and as its pages."""

from __future__ import annotations

import pytest

from site_builder.pages import render
from site_builder.pages.page import Page
from site_builder.snapshot import Snapshot
from tests.site_builder.pages.snapshots import make_snapshot


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    return make_snapshot()


@pytest.fixture(scope="session")
def pages(snapshot: Snapshot) -> dict[str, Page]:
    return {page.path: page for page in render(snapshot)[0]}
