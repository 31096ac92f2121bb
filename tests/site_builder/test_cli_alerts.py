"""`chunshui alerts` and `chunshui action` on a copy of the demonstration office."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.support import ROOT, GitRepository

Run = Callable[..., CompletedProcess[str]]
FILE = "content/actions/2026.yml"


@pytest.fixture
def office(tmp_path: Path) -> GitRepository:
    repository = GitRepository(tmp_path / "office")
    shutil.copytree(ROOT / "content", repository.path / "content")
    repository.commit({"README.md": "示例\n"}, date="2026-11-20")
    return repository


def test_alerts_say_why_and_what_clears_them(office: GitRepository, run_chunshui: Run) -> None:
    done = run_chunshui("alerts", "--unit", "朔州", "--colour", "红", cwd=office.path)
    assert done.returncode == 0, done.stderr
    first, why, clears, measures, *_ = done.stdout.splitlines()
    assert first == "■ 红  朔州市局  两季靠后挂牌（管理办法第十五条），2026-07-01 起"
    assert "2026年第二季度第 9 名（市局共 11 个）、-0.5 分" in why
    assert clears.strip().startswith("解除：2026年第四季度")
    assert measures.strip() == "措施：建议挂牌督导；已登记 2026-07-13 挂牌督导。"
    assert done.stdout.endswith("截至 2026-11-20：红 2 件。\n")


def test_alerts_for_programs(office: GitRepository, run_chunshui: Run) -> None:
    done = run_chunshui("alerts", "--json", cwd=office.path)
    rows = json.loads(done.stdout)
    assert {row["colour"] for row in rows} == {"red", "yellow", "blue"}
    weak = next(row for row in rows if row["watch"] == "weak")
    assert weak["facts"] == ["2026Q1", "2026Q2", "2026Q3"]
    assert weak["actions"] == [{"kind": "supervise", "date": "2026-07-13", "ended": None}]


def test_an_action_is_recorded_committed_and_ended(
    office: GitRepository, run_chunshui: Run
) -> None:
    for key, value in (("user.name", "韩文博"), ("user.email", "hanwenbo@example.invalid")):
        office.git("config", key, value)
    file = office.path / FILE
    before = file.read_text(encoding="utf-8")
    words = ("action", "督促整改", "晋城", "--rule", "约稿逾期", "--reason", "二季度要点没有报")
    tried = run_chunshui(*words, "--by", "韩文博", "--dry-run", cwd=office.path)
    assert "+  rule: 约稿逾期" in tried.stdout
    assert file.read_text(encoding="utf-8") == before
    done = run_chunshui(*words, "--by", "韩文博", "--commit", cwd=office.path)
    assert done.returncode == 0, done.stderr
    after = file.read_text(encoding="utf-8")
    assert after.startswith(before)
    assert "person: 省局办公室/hanwenbo" in after[len(before) :]
    assert office.git("log", "-1", "--format=%s") == "登记督促整改：晋城市局"
    assert office.git("show", "--format=", "--name-only") == FILE
    told = run_chunshui("alerts", "--unit", "晋城市局", cwd=office.path).stdout
    assert "建议督促整改；已登记 2026-11-20 督促整改" in told

    ended = run_chunshui(
        "action", "督促整改", "晋城市局", "--end", "--date", "2026-11-25", cwd=office.path
    )
    assert ended.returncode == 1
    assert "C220" in ended.stderr
    ended = run_chunshui("action", "督促整改", "晋城市局", "--end", cwd=office.path)
    assert ended.returncode == 0, ended.stderr
    assert file.read_text(encoding="utf-8") == f"{after}  ended: 2026-11-20\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("约谈", "朔州市局", "--reason", "一"), "理由和决定人"),
        (("约谈", "朔州市局", "--end"), "没有未解除的约谈"),
        (("约谈", "朔洲市局", "--end"), "单位名录里没有"),
        (("约谈", "朔州市局", "--reason", "一", "--by", "冯国安", "--rule", "两季"), "规则里没有"),
        (("记过", "朔州市局"), "约谈"),
    ],
)
def test_what_cannot_be_recorded_is_refused(
    office: GitRepository, run_chunshui: Run, words: tuple[str, ...], said: str
) -> None:
    done = run_chunshui("action", *words, cwd=office.path)
    assert done.returncode == 2
    assert said in done.stderr


def test_the_first_action_of_a_year_makes_its_file(
    office: GitRepository, run_chunshui: Run
) -> None:
    (office.path / FILE).unlink()
    words = ("约谈", "朔州市局", "--reason", "零报送", "--by", "冯国安")
    done = run_chunshui("action", *words, cwd=office.path)
    assert done.returncode == 0, done.stderr
    written = (office.path / FILE).read_text(encoding="utf-8")
    assert written.startswith("- {kind: 约谈, unit: 朔州市局, ")


def test_a_new_office_has_rules_and_is_told_of_them(tmp_path: Path, run_chunshui: Run) -> None:
    run_chunshui("init", "新局", cwd=tmp_path)
    checked = run_chunshui("check", cwd=tmp_path / "新局")
    assert checked.returncode == 0, checked.stderr
    done = run_chunshui("alerts", cwd=tmp_path / "新局")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(("■", "▲", "●", "截至"))
