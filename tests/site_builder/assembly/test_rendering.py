"""Writing sheets in several processes: each once, whatever their number."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from site_builder.assembly.rendering import Desk, write_all
from site_builder.pages.page import Asset, Page, Sheet
from site_builder.shell.site import Shell
from tests.support import ROOT


def _told(path: str) -> Asset:
    return Asset(path, f"{path} {os.getpid()}")


def _again(path: str) -> Asset:
    return _told(path)


def _sheets(number: int) -> list[Sheet]:
    """Sheets of two kinds."""
    made = [_told, _again]
    paths = (f"data/{each}.csv" for each in range(number))
    return [Sheet(path, path, partial(made[at % 2], path)) for at, path in enumerate(paths)]


def _desk(folder: Path) -> Desk:
    return Desk(folder, "base", _unwanted, date(2026, 11, 22), False)


def _unwanted() -> Shell:
    raise AssertionError("no file needs it")


@pytest.mark.parametrize("number", [0, 1, 63, 64, 700, 2_100])
@pytest.mark.parametrize("workers", [1, 2])
def test_every_sheet_is_written_once(number: int, workers: int, tmp_path: Path) -> None:
    done = write_all(_desk(tmp_path), _sheets(number), workers)
    assert Counter(each.record.path for each in done) == Counter(
        each.path for each in _sheets(number)
    )
    assert all((tmp_path / each.record.path).stat().st_size == each.record.size for each in done)


@pytest.mark.parametrize("workers", [1, 2])
def test_pages_wait_for_the_theme_until_all_other_files_are_there(
    workers: int, tmp_path: Path
) -> None:
    page = Sheet("index.md", "", lambda: Page("index.md", "题", "", "# 题\n"))
    with pytest.raises(AssertionError, match="no file needs it"):
        write_all(_desk(tmp_path), [page, *_sheets(2_100)], workers)
    assert len([*tmp_path.rglob("*.csv")]) == 2_100


def test_one_of_each_kind_is_made_before_the_work_is_shared_out() -> None:
    # In a process of its own: beside a browser's or a server's thread nothing is shared out.
    script = "from tests.site_builder.assembly.test_rendering import make_first; make_first()"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


def make_first() -> None:
    for number, first in ((2_100, {"data/0.csv", "data/1.csv"}), (40, set())):
        with tempfile.TemporaryDirectory() as folder:
            write_all(_desk(Path(folder)), _sheets(number), 2)
            written = (file.read_text(encoding="utf-8") for file in Path(folder).rglob("*.csv"))
            here = (text.split() for text in written)
            assert {path for path, process in here if process == str(os.getpid())} == first
