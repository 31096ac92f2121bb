"""`chunshui gate` as a hook or pipeline runs it: exit codes, JSON, report, a bare repository."""

from __future__ import annotations

import json
from pathlib import Path

from tests.adversarial.office import (
    FIRST,
    HARVEST,
    HARVEST_TEXT,
    QIAO,
    SHI,
    XU,
    Branch,
    Office,
    item,
    place,
)
from tests.support import run_chunshui

NEW = "20261015-新稿"
DRAFT = item("新稿", XU, "2026-10-15")
DAY = ("--as-of", "2026-10-20")


def gate(office: Office, branch: Branch, *more: str | Path) -> tuple[int, str, str]:
    """Exit code, output and complaints of the real command in the bare repository."""
    done = run_chunshui(
        "gate", "--base", "main", "--head", branch.name, *DAY, *more, cwd=office.path
    )
    return done.returncode, done.stdout, done.stderr


def test_a_request_that_waits_ends_with_4_and_says_for_whom(office: Office) -> None:
    branch = office.branch().commit(XU, {place(NEW): DRAFT}).submit(XU, NEW)
    code, told, _ = gate(office, branch)
    assert code == 4
    assert told.startswith("等待审核：20261015-新稿：还要办公室主任审，可由乔琳审")
    assert "办公室主任  待审  可由乔琳审" in told


def test_a_request_that_passes_ends_with_0(office: Office) -> None:
    branch = office.branch().commit(XU, {place(NEW): DRAFT}).submit(XU, NEW)
    code, told, _ = gate(office, branch.passed(NEW, (QIAO, FIRST)))
    assert (code, told.splitlines()[0]) == (0, "可以合并：1 条信息各级已审")


def test_a_refused_request_ends_with_1_and_is_told_as_data(office: Office, tmp_path: Path) -> None:
    text = HARVEST_TEXT.replace("一段", "两段")
    branch = office.branch().commit(SHI, {place(HARVEST): text})
    report = tmp_path / "report.md"
    code, told, _ = gate(office, branch, "--json", "--report", report)
    data = json.loads(told)
    assert code == 1
    assert (data["state"], data["authors"], data["areas"]) == ("failure", [SHI], ["稿件"])
    assert [each["code"] for each in data["findings"]] == ["G511", "G541"]
    assert data["items"][0]["body"] and data["items"][0]["route"] == "报省"
    assert data["items"][0]["tiers"][0]["can_review"] == [QIAO]
    assert report.read_text(encoding="utf-8").startswith("## 不能合并\n\n- 20261009&#45;秋粮收购：")


def test_the_requester_of_a_forge_answers_for_all_commits(office: Office) -> None:
    branch = office.branch().commit(XU, {place(NEW): DRAFT})
    assert gate(office, branch, "--author", "XU-second")[0] == 4
    assert gate(office, branch, "--author", "nobody")[0] == 1


def test_what_cannot_be_judged_is_said(office: Office, tmp_path: Path) -> None:
    branch = office.branch()
    branch.name = "gone"
    code, _, said = gate(office, branch)
    assert (code, said.strip()) == (2, "没有“gone”这个分支或提交。")
    outside = run_chunshui("gate", "--base", "a", "--head", "b", cwd=tmp_path)
    assert outside.returncode == 2
    assert "不在 Git 仓库里" in outside.stderr
