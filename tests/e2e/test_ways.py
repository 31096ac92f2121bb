"""The whole demonstration is the same bytes whether MkDocs builds all of it or only the theme."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.conftest import Site
from tests.support import ROOT, digests, run_mkdocs


@pytest.mark.slow
def test_every_page_and_file_is_the_same_both_ways(demo_site: Site, tmp_path: Path) -> None:
    done = run_mkdocs(ROOT, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    ours, theirs = digests(demo_site.folder), digests(tmp_path)
    assert [path for path in theirs if ours.get(path) != theirs[path]] == []
    assert ours.keys() == theirs.keys()
