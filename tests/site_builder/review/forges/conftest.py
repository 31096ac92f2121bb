"""The small office on a forge that speaks either dialect."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site_builder.review.forges.office import Stage, staged


@pytest.fixture(params=["github", "gitea"])
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path, request.param) as made:
        yield made
