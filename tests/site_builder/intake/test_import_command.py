"""`chunshui import` and `chunshui alike` as an office calls them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli import cli
from site_builder.reading.repository import load
from tests.site_builder.intake.manuscripts.made import letter, write
from tests.site_builder.intake.test_past_registers import OFFICE, book
from tests.site_builder.screening.test_alike import prose
from tests.support import GitRepository

TEXT = prose(1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(OFFICE, tmp_path / "office" / "content")
    return tmp_path / "office"


def run(root: Path, *arguments: object) -> Result:
    given = [*map(str, arguments), "--root", str(root)]
    return CliRunner().invoke(cli, given, standalone_mode=False)


def files(root: Path) -> set[str]:
    return {path.name for path in (root / "content/items").rglob("*") if path.is_file()}


def test_a_folder_is_taken_in_with_a_report_for_each_file(root: Path) -> None:
    folder = write(root.parent / "来稿", {
        "一.docx": letter(), "二.txt": "窗口\n\n快了。\n", "旧.doc": b"x",
    })  # fmt: skip
    before = files(root)
    tried = run(root, "import", folder, "--dry-run")
    assert files(root) == before
    done = run(root, "import", folder)
    assert tried.return_value == done.return_value == 1
    assert files(root) - before == {"20260915-窗口再提速.md"}
    lines = done.output.splitlines()
    assert f"收下  {folder}/一.docx → items/2026/09/20260915-窗口再提速.md" in lines
    assert f"不收  {folder}/旧.doc" in lines
    assert lines[-1] == "共 3 个文件：收下 1，存疑 0，不收 2。"
    assert [f for f in load(root / "content").findings if "窗口再提速" in f.path] == []


def test_what_is_like_it_is_shown_and_can_be_asked_for(root: Path) -> None:
    folder = write(root.parent / "来稿", {
        "甲.docx": letter("甲稿", body=TEXT),
        "乙.docx": letter("乙稿", body=TEXT, signature="（运城市局 李娜）", day="2026年9月20日"),
        "丙.docx": letter("丙稿", body=TEXT[:200]),
    })  # fmt: skip
    done = run(root, "import", folder / "甲.docx", folder / "乙.docx")
    assert done.return_value == 0
    assert "相近 100%：20260915-甲稿（晋中市局，2026-09-15） 疑似一稿多投" in done.output
    one = run(root, "alike", "20260920-乙稿")
    assert "相近 100%：20260915-甲稿" in one.output and "共 1 处相近" in one.output
    outside = run(root, "alike", folder / "丙.docx", "--json")
    assert {each["other"] for each in json.loads(outside.output)} == {
        "20260915-甲稿", "20260920-乙稿",
    }  # fmt: skip
    every = run(root, "alike", "--all", "--year", "2026")
    assert "共 1 处相近，其中疑似一稿多投 1 处。" in every.output
    assert "没有相近的稿件" in run(root, "alike", "--all", "--year", "2024").output


def test_a_register_becomes_history_in_one_commit(root: Path) -> None:
    repository = GitRepository(root)
    repository.commit({})
    for key, value in (("user.name", "示例"), ("user.email", "a@example.invalid")):
        repository.git("config", key, value)
    table = write(root.parent, {"表.xlsx": book(
        (1, "窗口再提速", "晋中市局", "徐静", "晋政信息", "第3期", "5月6日", "单篇"),
        (2, "没有日期", "晋中市局", "", "晋政信息", "", "", ""),
    )}) / "表.xlsx"  # fmt: skip
    done = run(root, "import", "--register", table, "--year", 2024, "--commit")
    assert done.return_value == 1
    assert "共 2 行：成为 1 条信息、1 次采用，不收 1 行。" in done.output
    assert "不收  “登记”第 4 行：没有采用日期" in done.output
    assert repository.git("log", "-1", "--format=%s") == "补录2024年采用登记 1 条"
    assert repository.git("show", "--stat", "--format=", "HEAD").count("|") == 1


def test_what_was_asked_wrongly_is_answered_in_chinese(root: Path) -> None:
    for arguments, answer in (
        (("import",), "请写要导入的文件或文件夹"),
        (("import", root.parent / "无"), "没有"),
        (("alike",), "请写一条信息的编号"),
        (("alike", "x", "--all"), "请写一条信息的编号"),
        (("import", OFFICE, "--unit", "晋中县局"), "单位名录里没有“晋中县局”"),
    ):
        assert answer in str(run(root, *arguments).exception)
