"""Fixtures for every test."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests import support

# A busy machine must not fail a test: time is measured in tests/benchmarks only.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_configure() -> None:
    """Let what the tests start hear SIGINT.

    A shell ignores it for what it runs in the background, and children inherit that.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start the slow tests first, so that no worker is left with one at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture
def git_repo(tmp_path: Path) -> Callable[..., support.GitRepository]:
    """Factory: `git_repo()` or `git_repo("name")` makes a new real repository."""

    def make(name: str = "office") -> support.GitRepository:
        return support.GitRepository(tmp_path / name)

    return make


@pytest.fixture
def run_chunshui() -> Callable[..., object]:
    """The real command as a subprocess: `run_chunshui("check", "--json", cwd=folder)`."""
    return support.run_chunshui
