"""An office at which nothing was done, and offices whose item passed, unsigned and signed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site_builder.review.desk_office import (
    DIRECTOR,
    REGISTRAR,
    SECOND,
    VICE,
    WRITER,
    Office,
    without_branch,
)
from tests.site_builder.review.test_signatures import made_key
from tests.support import GitRepository


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(tmp_path / "o", monkeypatch)


@pytest.fixture(scope="session")
def passed_once(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office whose item has passed all tiers on its branch; not to be changed."""
    with pytest.MonkeyPatch.context() as patch:
        office = Office(tmp_path_factory.mktemp("passed") / "o", patch)
        office.three_tiers()
        return office


@pytest.fixture
def passed(passed_once: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office of one's own whose item has passed all tiers on its branch."""
    return Office.copied(passed_once, tmp_path / "o", monkeypatch)


@pytest.fixture
def merged(passed: Office) -> GitRepository:
    """Main with that item, in a clone without the branch."""
    passed.merge("--no-ff", "-m", "合并")
    return without_branch(passed)


@pytest.fixture(scope="session")
def signed_once(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office in which all who have an address sign; not to be changed."""
    folder = tmp_path_factory.mktemp("signed")
    who = (WRITER, REGISTRAR, DIRECTOR, SECOND, VICE)
    keys = {one: made_key(folder, one.rpartition("/")[2])[0] for one in who}
    with pytest.MonkeyPatch.context() as patch:
        office = Office(folder / "o", patch, keys)
        office.three_tiers()
        return office


@pytest.fixture
def signed(signed_once: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office of one's own whose item has passed, signed by all."""
    return Office.copied(signed_once, tmp_path / "o", monkeypatch)
