"""Assignments from the command line: what is written, what is refused, how units stand then."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli import cli
from tests.support import GitRepository

OFFICE = Path(__file__).parents[2] / "samples" / "valid" / "office"
FOLDER = "content/assignments/2026"
MENDING = f"{FOLDER}/20260901-设施整改.md"


class Desk:
    """A folder with the valid office, whose today is fixed, and the commands."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(OFFICE, root / "content")

    def __call__(self, *words: str) -> Result:
        return CliRunner().invoke(cli, [*words, "--root", str(self.root)])

    def text(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def mending(self) -> None:
        """A 整改 of two bureaus, due on 30 September."""
        told = ("--date", "2026-09-01", "--due", "2026-09-30", "--text", "请加装扶手。")
        made = self("assign", "整改", "设施整改", "--to", "设区市局", "--by", "省局", *told)
        assert made.exit_code == 0, made.output


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_new_assignment_takes_its_limit_from_its_kind_and_the_calendar(desk: Desk) -> None:
    made = desk(
        "assign", "约稿", "秋粮收购", "--to", "晋中、设区市局", "--by", "韩文博",
        "--date", "2026-09-28", "--text", "写清楚票怎么开。", "--people", "徐静",
    )  # fmt: skip
    assert made.exit_code == 0, made.output
    assert made.output.endswith("截止 2026-10-13（约稿的时限 10 个工作日）\n")
    assert desk.text(f"{FOLDER}/20260928-秋粮收购.md") == (
        "---\ntitle: 秋粮收购\nkind: 约稿\nissuer: 省局/hanwenbo\nunits:\n- 晋中市局\n"
        "groups:\n- 设区市局\nissued: 2026-09-28\ndue: 2026-10-13\npeople:\n- 晋中市局/xujing\n"
        "---\n\n写清楚票怎么开。\n"
    )
    assert desk("check").exit_code == 0


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--to", "火星局"), "“火星局”"),
        ((), "请用 --to"),
        (("--to", "晋中市局", "--due", "2026-11-30", "--days", "3"), "只写一个"),
        (("--to", "晋中市局", "--people", "徐晶"), "“徐晶”"),
    ],
)
def test_what_cannot_be_issued_is_refused_and_nothing_written(
    desk: Desk, words: tuple[str, ...], why: str
) -> None:
    before = sorted(desk.root.rglob("*"))
    refused = desk("assign", "约稿", "秋粮收购", "--by", "韩文博", "--text", "写。", *words)
    assert refused.exit_code != 0
    assert why in refused.output
    assert sorted(desk.root.rglob("*")) == before


def test_a_matter_goes_from_red_over_yellow_to_green(desk: Desk) -> None:
    desk.mending()
    shown = desk("board", "--kind", "整改").output
    assert "2 件：红灯 2" in shown
    early = desk("clear", "设施整改", "--unit", "晋中", "--by", "韩文博")
    assert early.exit_code == 1
    assert "[A604]" in early.output
    given = desk("answer", "设施", "--unit", "晋中", "--note", "已加装", "--date", "2026-09-20")
    assert "晋中市局：黄灯 待销号" in given.output
    own = desk("clear", "设施整改", "--unit", "晋中市局", "--by", "徐静")
    assert "[A605]" in own.output
    cleared = desk("clear", "设施整改", "--unit", "晋中市局", "--by", "韩文博", "--note", "看过")
    assert "晋中市局：绿灯：9月20日已交，10月31日销号，按期办结。" in cleared.output
    assert desk("clear", "设施整改", "--unit", "晋中市局", "--by", "韩文博").exit_code == 2
    assert (
        desk.text(MENDING)
        .split("---\n")[1]
        .endswith(
            "answers:\n  - {unit: 晋中市局, date: 2026-09-20, note: 已加装}\n"
            "cleared:\n  - {unit: 晋中市局, date: 2026-10-31, person: 省局/hanwenbo, note: 看过}\n"
        )
    )


def test_more_time_counts_from_the_limit_or_from_the_day_it_was_granted(desk: Desk) -> None:
    desk.mending()
    first = desk(
        "extend", "设施整改", "--unit", "运城市局", "--days", "1", "--reason", "等货",
        "--date", "2026-09-29",
    )  # fmt: skip
    assert "10月5日到期" in first.output
    later = desk("extend", "设施整改", "--unit", "晋中", "--days", "3", "--reason", "等货")
    assert "[A603]" in later.output
    assert "11月4日到期" in later.output
    shorter = desk("extend", "设施整改", "--until", "2026-09-30", "--reason", "等货")
    assert shorter.exit_code == 1
    assert "[A602]" in shorter.output


def test_progress_is_no_answer(desk: Desk) -> None:
    desk.mending()
    told = desk("answer", "设施整改", "--unit", "晋中", "--progress", "60", "--note", "到货")
    assert told.exit_code == 0, told.output
    assert "红灯 逾期未办" in told.output
    assert "percent: 60" in desk.text(MENDING)
    assert desk("answer", "设施整改", "--unit", "晋中", "--progress", "60").exit_code == 2
    assert desk("answer", "设施整改", "--unit", "晋中").exit_code == 2


def test_an_open_assignment_is_claimed_once(desk: Desk) -> None:
    told = ("--by", "省局", "--text", "榜单。", "--date", "2026-10-09")
    assert desk("assign", "揭榜", "攻关", "--public", *told).exit_code == 0
    assert "（未领）" in desk("board").output
    assert "晋中市局：蓝灯 进行中" in desk("claim", "攻关", "--unit", "晋中").output
    assert desk("claim", "攻关", "--unit", "晋中").exit_code == 2
    desk.mending()
    closed = desk("claim", "设施整改", "--unit", "晋中")
    assert closed.exit_code == 1
    assert "[A608]" in closed.output


def test_words_that_fit_several_are_not_guessed(desk: Desk) -> None:
    desk.mending()
    told = ("--to", "晋中市局", "--by", "省局", "--text", "写。")
    assert desk("assign", "任务", "设施排查", *told).exit_code == 0
    several = desk("answer", "设施", "--unit", "晋中", "--note", "好")
    assert several.exit_code == 2
    assert "20260901-设施整改" in several.output
    missing = desk("answer", "设施整该", "--unit", "晋中", "--note", "好")
    assert "是不是" in missing.output


def test_a_dry_run_shows_the_change_and_makes_none(desk: Desk) -> None:
    desk.mending()
    before = desk.text(MENDING)
    shown = desk("answer", "设施整改", "--unit", "晋中", "--note", "已加装", "--dry-run")
    assert shown.exit_code == 0
    assert "+  - {unit: 晋中市局, date: 2026-10-31, note: 已加装}" in shown.output
    assert desk.text(MENDING) == before


def test_a_commit_holds_exactly_the_file(desk: Desk) -> None:
    desk.mending()
    repository = GitRepository(desk.root)
    repository.commit({})
    for name, value in (("user.name", "薛婧"), ("user.email", "xuejing@example.invalid")):
        repository.git("config", name, value)
    (desk.root / "content/about/本站.md").write_text("别的改动。\n", encoding="utf-8")
    made = desk("answer", "设施整改", "--unit", "晋中", "--note", "已加装", "--commit")
    assert made.exit_code == 0, made.output
    assert repository.git("show", "--format=%s", "--name-only") == (
        f"登记晋中市局对《设施整改》的答复\n\n{MENDING}"
    )


def test_the_board_as_data_tells_what_clears_each_light(desk: Desk) -> None:
    desk.mending()
    rows = json.loads(desk("board", "--by", "单位", "--all", "--format", "json").output)
    assert [row["unit"] for row in rows] == sorted(row["unit"] for row in rows)
    (row,) = [row for row in rows if row["kind"] == "整改" and row["unit"] == "晋中市局"]
    assert (row["light"], row["due"], row["overdue_days"]) == ("红", "2026-09-30", 31)
    assert row["clears"] == "交信息或说明，经核实销号；或由下达人同意延期"
