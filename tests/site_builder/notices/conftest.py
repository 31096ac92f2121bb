"""The demonstration office, read once."""

from __future__ import annotations

from datetime import date

import pytest

from site_builder.notices.computing import Computing
from site_builder.pipeline import examine
from tests.support import ROOT

AS_OF = date(2026, 11, 20)


@pytest.fixture(scope="session")
def computing() -> Computing:
    loaded = examine(ROOT / "content", today=AS_OF).loaded
    return Computing(loaded.corpus, AS_OF)
