"""One small office for all attempts; each makes a branch of its own in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adversarial.office import Office


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office as its main branch stands; nobody changes main."""
    folder: Path = tmp_path_factory.mktemp("gate")
    return Office(folder / "office.git")
