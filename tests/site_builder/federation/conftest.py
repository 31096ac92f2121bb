"""What three children exported; not to be changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.pipeline import compute, examine
from tests.site_builder.exports.offices import AS_OF, called, demonstration, exported, small
from tests.support import ROOT


@pytest.fixture(scope="session")
def children(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders jia (the demonstration), yi (thirds), bing (the demonstration in mid-year)."""
    folder = tmp_path_factory.mktemp("children")
    halfway = AS_OF.replace(month=6, day=30)
    middle = compute(examine(ROOT / "content", today=halfway, as_of=halfway))
    exported(called(demonstration(), "甲省局"), folder / "jia", "all", "jsonl", "parquet")
    exported(small(folder / "content"), folder / "yi", "standings")
    exported(called(middle, "丙省局"), folder / "bing", "all", "parquet")
    return folder
