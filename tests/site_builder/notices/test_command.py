"""`chunshui notice` as people run it: draft, go on working, refresh, print."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support import ROOT, run_chunshui

NOTICE = "content/notices/2026Q3.md"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    without = shutil.ignore_patterns("notices", "corrections")
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=without)
    return tmp_path


def test_a_draft_is_written_edited_found_stale_and_refreshed(office: Path) -> None:
    drafted = run_chunshui("notice", "2026Q3", cwd=office)
    assert drafted.returncode == 0, drafted.stderr
    path = office / NOTICE
    text = path.read_text(encoding="utf-8")
    assert "issued" not in text
    assert "[N9" not in run_chunshui("check", NOTICE, cwd=office).stdout

    edited = text.replace("现将", "经领导同意，现将", 1)
    head, mark, tail = edited.partition("[24](数:报送条数)")
    assert mark
    path.write_text(f"{head}[23](数:报送条数){tail}", encoding="utf-8", newline="\n")
    checked = run_chunshui("check", NOTICE, cwd=office)
    assert checked.returncode == 0
    assert "“报送条数”现在是 24，这里写的是“23”" in checked.stdout

    assert run_chunshui("notice", "2026Q3", cwd=office).returncode == 2
    looked = run_chunshui("notice", "2026Q3", "--refresh", "--dry-run", cwd=office)
    assert "[23](数:报送条数)" in path.read_text(encoding="utf-8")
    assert "+2026年第三季度" in looked.stdout
    assert run_chunshui("notice", "2026Q3", "--refresh", cwd=office).returncode == 0
    assert path.read_text(encoding="utf-8") == edited
    again = run_chunshui("notice", "2026Q3", "--refresh", cwd=office)
    assert "没有改动" in again.stdout

    path.write_text(f"{edited}\n[1](数:采用件数)\n", encoding="utf-8", newline="\n")
    left = run_chunshui("notice", "2026Q3", "--refresh", cwd=office)
    assert (left.returncode, "[N902]" in left.stderr) == (1, True)


def test_faces_come_from_a_folder_as_with_bulletins(office: Path) -> None:
    said = run_chunshui("notice", "--help", cwd=office).stdout
    assert "--fonts" in said
    assert "CHUNSHUI_FONTS" in said
    missing = run_chunshui("notice", "2026-10", "--format", "pdf", "--fonts", "无", cwd=office)
    assert missing.returncode == 2


def test_every_format_is_printed_also_without_a_draft(office: Path) -> None:
    formats = "docx,xlsx,csv,json"
    done = run_chunshui("notice", "2026-10", "--format", formats, "--output", "出", cwd=office)
    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in (office / "出").iterdir())
    assert names == [
        "通报-2026-10-定额.csv", "通报-2026-10-批示.csv", "通报-2026-10-排名.csv",
        "通报-2026-10-约稿.csv", "通报-2026-10-采用.csv",
        "通报-2026-10.docx", "通报-2026-10.json", "通报-2026-10.xlsx",
    ]  # fmt: skip
    assert not (office / NOTICE).exists()
    assert run_chunshui("notice", "2026-10", "--format", "doc", cwd=office).returncode == 2
    assert run_chunshui("notice", "2027Q1", cwd=office).returncode == 2
