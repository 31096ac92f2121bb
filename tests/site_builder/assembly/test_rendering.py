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
from typing import cast

import pytest

from site_builder.assembly.rendering import Desk, write_all
from site_builder.pages.page import Asset, Sheet
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
    no_page_needs_it = cast(Shell, None)
    return Desk(folder, "base", no_page_needs_it, date(2026, 11, 22), False)


@pytest.mark.parametrize("number", [0, 1, 63, 64, 700, 2_100])
@pytest.mark.parametrize("workers", [1, 2])
def test_every_sheet_is_written_once(number: int, workers: int, tmp_path: Path) -> None:
    done = write_all(_desk(tmp_path), _sheets(number), workers)
    assert Counter(each.record.path for each in done) == Counter(
        each.path for each in _sheets(number)
    )
    assert all((tmp_path / each.record.path).stat().st_size == each.record.size for each in done)


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
