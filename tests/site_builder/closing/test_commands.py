"""封账、更正、核对 by the real commands, in a real repository."""

from __future__ import annotations

from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.support import GitRepository, run_chunshui

ITEM = "content/items/2026/03/20260302-甲.md"
OTHER = "content/items/2026/03/20260303-乙.md"
NOTICE, SEAL = "content/notices/2026Q1.md", "content/notices/2026Q1.yml"
_TEXT = """---
title: {0}
author: {0}市局/a
date: 2026-03-0{1}
adoptions:
  - {{publication: 省信息, date: 2026-03-10, form: 单篇}}  # 采用
---

正文。
"""
OFFICE = {
    "content/registry/office.yml": "name: 示例办\ntitle: 示例\nas_of: 2026-05-10\n",
    "content/registry/units.yml": "- {name: 甲市局, group: 市局}\n- {name: 乙市局, group: 市局}\n",
    "content/registry/people.yml": "- {id: 甲市局/a, name: 甲一}\n- {id: 乙市局/a, name: 乙一}\n",
    "content/registry/publications.yml": "- {name: 省信息, level: 省级, publisher: 省办}\n",
    "content/rulebooks/2026.md": "---\n名称: 办法\n文号: 1号\n施行: 2026-01-01\n采用:\n"
    "  - {条款: 第一条, 层级: 省级, 形式: 单篇, 记分: 10}\n"
    "  - {条款: 第二条, 层级: 省级, 记分: 4}\n---\n办法。\n",
    ITEM: _TEXT.format("甲", 2),
    OTHER: _TEXT.format("乙", 3),
    NOTICE: "---\ntitle: 一季度通报 # 拟\n---\n\n一季度采用[2](数:采用条数)条。\n",
    "mkdocs.yml": "site_name: 示例\n",
}


@pytest.fixture
def office(tmp_path: Path) -> GitRepository:
    repository = GitRepository(tmp_path / "office")
    repository.git("config", "user.name", "登记人")
    repository.git("config", "user.email", "desk@example.invalid")
    repository.commit(OFFICE, "2026-04-09")
    return repository


def run(office: GitRepository, *words: str) -> CompletedProcess[str]:
    return run_chunshui(*words, cwd=office.path)


def close(office: GitRepository, *more: str) -> CompletedProcess[str]:
    return run(office, "close", "2026Q1", "--issued", "2026-04-10", *more)


def edit(office: GitRepository, path: str, old: str, new: str) -> None:
    file = office.path / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


CORRECT = ("--reason", "核定为综合", "--person", "甲市局/a", "--date", "2026-05-08")


def test_a_quarter_is_closed_corrected_and_verified(office: GitRepository) -> None:
    done = close(office, "--number", "示例〔2026〕1号", "--commit")
    assert done.returncode == 0, done.stderr
    notice = (office.path / NOTICE).read_text(encoding="utf-8")
    assert "title: 一季度通报 # 拟" in notice and "issued: 2026-04-10" in notice
    seal = (office.path / SEAL).read_text(encoding="utf-8")
    assert "{unit: 甲市局, group: 市局, rank: 1, points: 10, running: 10}" in seal
    assert office.git("rev-parse", "HEAD~1") in seal
    assert run(office, "check").returncode == 0
    assert "全部对得上" in run(office, "verify").stdout

    edit(office, ITEM, "form: 单篇", "form: 综合")
    done = run(office, "correct", "2026Q1", ITEM, *CORRECT, "--commit")
    assert done.returncode == 0, done.stderr
    assert "信息 甲市局：10 → 4" in done.stdout
    assert office.git("status", "--porcelain") == ""
    assert office.git("show", "--name-only", "--format=", "HEAD").split() == [
        "content/corrections/2026/2026Q1-1.md",
        ITEM,
    ]
    assert run(office, "check").returncode == 0
    done = run(office, "verify", "2026Q1")
    assert done.returncode == 0 and "由更正 2026Q1-1 说明" in done.stdout

    edit(office, OTHER, "form: 单篇", "form: 综合")
    commit = office.commit({}, "2026-05-09")
    done = run(office, "verify", "--format", "json")
    assert done.returncode == 1 and commit in done.stdout and "没有更正" in done.stdout
    edit(office, ITEM, "form: 综合", "form: 单篇")
    done = run(office, "correct", "2026Q1", ITEM, *CORRECT)
    assert done.returncode == 2 and OTHER.removeprefix("content/") in done.stderr
    done = run(office, "correct", "2026Q1", ITEM, OTHER, *CORRECT, "--commit")
    assert "甲市局：4 → 10" in done.stdout and "乙市局：10 → 4" in done.stdout
    assert run(office, "verify").returncode == 0
    assert run(office, "check").returncode == 0


def test_a_seal_is_the_same_wherever_it_is_made(office: GitRepository) -> None:
    shown = close(office, "--dry-run").stdout
    assert not (office.path / SEAL).exists()
    assert close(office, "--dry-run").stdout == shown
    assert close(office).returncode == 0
    seal = (office.path / SEAL).read_text(encoding="utf-8")
    assert all(f"+{line}" in shown for line in seal.splitlines())


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ({NOTICE: None}, "请先运行 chunshui notice 2026Q1"),
        ({NOTICE: OFFICE[NOTICE].replace("[2]", "[3]")}, "--refresh --as-of 2026-04-10"),
        ({"content/registry/units.yml": "- {name: 乙市局}\n"}, "内容里有错误"),
    ],
)
def test_what_is_not_ready_is_not_closed(
    office: GitRepository, spoil: dict[str, str | None], words: str
) -> None:
    office.commit(spoil, "2026-04-09")
    done = close(office)
    assert done.returncode in (1, 2) and words in done.stderr
    assert not (office.path / SEAL).exists()


def test_edits_that_are_not_committed_cannot_be_sealed(office: GitRepository) -> None:
    edit(office, ITEM, "正文", "文")
    done = close(office)
    assert done.returncode == 2 and "请先提交再封" in done.stderr


@pytest.mark.parametrize(
    ("period", "issued", "words"),
    [
        ("2026Q2", "2026-07-10", "还没有2026年第二季度的通报"),
        ("2026Q1", "2026-03-31", "不能在 2026-03-31 封账"),
        ("2026Q1", "2026-06-01", "还没有到"),
        ("2026-W10", "2026-04-10", "只有月、季、半年、年"),
    ],
)
def test_a_period_is_closed_when_it_is_over(
    office: GitRepository, period: str, issued: str, words: str
) -> None:
    done = run(office, "close", period, "--issued", issued)
    assert done.returncode == 2 and words in done.stderr


def test_what_is_closed_stays_closed(office: GitRepository) -> None:
    assert close(office, "--commit").returncode == 0
    done = close(office)
    assert done.returncode == 2 and "已经封账" in done.stderr


def test_without_need_nothing_is_corrected(office: GitRepository) -> None:
    done = run(office, "correct", "2026Q1", ITEM, *CORRECT)
    assert done.returncode == 2 and "没有封账" in done.stderr
    assert close(office, "--commit").returncode == 0
    done = run(office, "correct", "2026Q1", ITEM, *CORRECT)
    assert done.returncode == 2 and "没有改动影响" in done.stderr
    early = (*CORRECT[:-1], "2026-04-10")
    done = run(office, "correct", "2026Q1", ITEM, *early)
    assert done.returncode == 2 and "要晚于" in done.stderr
    done = run(office, "verify", "2026Q2")
    assert done.returncode == 2 and "没有印发过通报" in done.stderr
