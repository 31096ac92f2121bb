"""From `submit` to the proof of what is published, on a bare repository with two clones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site_builder.review.desk_office import (
    BRANCH,
    DIRECTOR,
    HEAD,
    ITEM,
    ITEM_PATH,
    RECORD,
    REGISTRAR,
    SECOND,
    VICE,
    WRITER,
    Office,
    text,
)


def _there(office: Office, *arguments: str) -> str:
    """What the director is told in the other clone, without a push."""
    office.there.git("fetch", "--quiet", "origin")
    code, said = office.run(office.there, DIRECTOR, *arguments)
    assert code == 0, said
    return said


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(tmp_path, monkeypatch)


def test_three_tiers_on_plain_git(office: Office) -> None:
    here, there = office.here, office.there
    office.write(here, text("秋粮收购开始了。"))
    said = office.done(here, WRITER, "submit", ITEM_PATH)
    assert "王文（市局） 报审“秋粮收购开局平稳”" in said
    assert "现在等办公室主任审，2026-10-12 前：赵主任（市局）。" in said
    assert here.git("branch", "--show-current") == BRANCH
    assert here.git("status", "--porcelain") == ""

    assert "不能记“通过”" not in office.done(there, DIRECTOR, "list", "--mine")
    assert ITEM in office.done(there, DIRECTOR, "list", "--mine")
    assert "没有等您审的稿件" in office.done(there, SECOND, "list", "--mine")
    assert "秋粮收购开始了" in office.done(there, DIRECTOR, "show", ITEM)

    office.done(there, DIRECTOR, "return", ITEM, "--reason", "数据没有出处: 请注明")
    assert there.git("branch", "--show-current") == "main"
    assert there.git("status", "--porcelain") == ""
    assert "要等作者改好重新报审" in office.refused(there, SECOND, "approve", ITEM)

    here.git("pull", "--quiet", "origin", BRANCH)
    assert "请按意见改好再报" in office.refused(here, WRITER, "submit", ITEM)
    office.write(here, text())
    office.done(here, WRITER, "submit", ITEM)
    office.done(there, DIRECTOR, "approve", ITEM)
    said = office.done(there, SECOND, "approve", ITEM)
    assert "孙科长（市局）（分管局领导） 通过" in said
    said = office.done(
        there, REGISTRAR, "record-paper", ITEM, "--signer", HEAD,
        "--number", "签批〔2026〕1号", "--signed", "2026-10-09",
    )  # fmt: skip
    assert "各级都已通过，可以合并。" in said
    status = office.done(there, DIRECTOR, "status", ITEM)
    assert "孙科长（市局）代钱副局长（市局）（分管局领导） 通过" in status
    assert "周局长（市局）（主要领导） 通过，签批单 签批〔2026〕1号" in status
    assert "退改：数据没有出处: 请注明" in status

    merged = office.merge("--no-ff", "-m", "合并")
    code, said = office.run(merged, DIRECTOR, "verify")
    assert (code, said) == (0, "核对 1 条信息、6 条审核记录：全部属实。\n")
    assert "没有在审的稿件" in office.run(merged, DIRECTOR, "list")[1]


def test_an_early_approval_is_recorded_and_said_to_wait(office: Office) -> None:
    office.write(office.here, text())
    office.done(office.here, WRITER, "submit", ITEM)
    said = office.done(office.there, VICE, "approve", ITEM)
    assert "还没有轮到分管局领导：先记下，等下级都通过了才算。" in said
    assert "现在等办公室主任审" in said
    assert "现在等主要领导审" in office.done(office.there, DIRECTOR, "approve", ITEM)


def test_what_would_not_count_is_refused_with_those_who_could(office: Office) -> None:
    here, there = office.here, office.there
    office.write(here, text())
    assert "请作者先报审" not in office.refused(there, DIRECTOR, "approve", ITEM)
    office.done(here, WRITER, "submit", ITEM)
    said = office.refused(there, WRITER, "approve", ITEM)
    assert "作者和报审人不能审自己的稿件" in said
    assert "办公室主任可以由赵主任（市局）来审" in said
    said = office.refused(there, DIRECTOR, "approve", ITEM, "--tier", "主要领导")
    assert "无权审主要领导这一级" in said and "周局长（市局）" in said
    assert "没有这个审级" not in said
    assert "审核流程里没有“局长”这个审级" in office.refused(
        there, DIRECTOR, "approve", ITEM, "--tier", "局长"
    )
    assert "代录签批单要由登记的人来做" in office.refused(
        there, SECOND, "record-paper", ITEM, "--signer", HEAD, "--number", "1",
        "--signed", "2026-10-09",
    )  # fmt: skip
    assert "在今天（2026-10-09）以后" in office.refused(
        there, REGISTRAR, "record-paper", ITEM, "--signer", HEAD, "--number", "1",
        "--signed", "2026-10-10",
    )  # fmt: skip
    assert "不能给这条信息记“撤稿”" in office.refused(there, SECOND, "withdraw", ITEM)
    office.done(there, DIRECTOR, "approve", ITEM)
    assert "已由赵主任（市局）通过" in office.refused(there, DIRECTOR, "approve", ITEM)
    assert "这一稿已经报审" in office.refused(here, WRITER, "submit", ITEM)


def test_a_stranger_and_a_machine_of_another_are_refused(office: Office) -> None:
    office.write(office.here, text())
    assert "user.email（没有设）不在人员名录里" in office.refused(office.here, None, "submit", ITEM)
    assert "user.email（nobody@example.invalid）" in office.refused(
        office.here, "市局/nobody", "submit", ITEM
    )
    assert "不能替 赵主任 记" in office.refused(
        office.here, WRITER, "submit", ITEM, "--as", "赵主任"
    )
    code, said = office.run(office.here, None, "submit", ITEM, "--as", "王文")
    assert code == 0, said
    author = office.here.git("log", "-1", "--format=%an <%ae> %aI")
    assert author == f"王文 <writer@example.invalid> {office.time.isoformat()}"


def test_a_withdrawn_item_may_be_handed_in_again(office: Office) -> None:
    office.write(office.here, text())
    office.done(office.here, WRITER, "submit", ITEM)
    office.done(office.there, DIRECTOR, "approve", ITEM)
    said = office.done(office.there, REGISTRAR, "withdraw", ITEM, "--reason", "情况有变")
    assert "现在是“撤稿”：情况有变。" in said
    assert "不用再撤" in office.refused(office.there, REGISTRAR, "withdraw", ITEM)
    office.here.git("pull", "--quiet", "origin", BRANCH)
    assert "现在等办公室主任审" in office.done(office.here, WRITER, "submit", ITEM)


def test_only_the_tiers_named_look_again(office: Office) -> None:
    office.write(office.here, text("一稿。"))
    office.done(office.here, WRITER, "submit", ITEM)
    office.done(office.there, DIRECTOR, "approve", ITEM)
    again = ("--reason", "改标题", "--again", "分管局领导")
    office.done(office.there, VICE, "return", ITEM, *again)
    office.here.git("pull", "--quiet", "origin", BRANCH)
    office.write(office.here, text("二稿。"))
    assert "现在等分管局领导审" in office.done(office.here, WRITER, "submit", ITEM)
    assert "办公室主任  沿用  赵主任（市局）" in office.done(office.there, VICE, "status", ITEM)


def test_a_published_item_is_mended_in_a_new_round(office: Office) -> None:
    office.three_tiers()
    office.merge("--no-ff", "-m", "合并")
    here = office.here
    here.git("switch", "--quiet", "main")
    here.git("pull", "--quiet", "origin", "main")
    office.write(here, text("更正以后。"))
    assert "现在等办公室主任审" in office.done(here, WRITER, "submit", ITEM)
    assert office.proof(here, head="origin/main").findings == ()


def test_two_who_decide_at_once_lose_nothing(office: Office) -> None:
    office.write(office.here, text())
    office.done(office.here, WRITER, "submit", ITEM)
    office.there.git("fetch", "--quiet", "origin")
    assert office.run(office.there, DIRECTOR, "approve", ITEM)[0] == 0
    office.done(office.here, VICE, "approve", ITEM)
    said = office.refused(office.there, DIRECTOR, "approve", ITEM)
    assert f"git branch -D {BRANCH}" in said
    office.there.git("branch", "--quiet", "-D", BRANCH)
    assert "现在等主要领导审" in office.done(office.there, DIRECTOR, "approve", ITEM)


def test_a_record_changed_by_hand_is_not_added_to(office: Office) -> None:
    office.write(office.here, text())
    office.done(office.here, WRITER, "submit", ITEM)
    record = office.here.path / RECORD
    whole = record.read_text(encoding="utf-8")
    record.write_text(whole.replace("秋粮", "夏粮"), encoding="utf-8")
    said = office.refused(office.here, REGISTRAR, "withdraw", ITEM)
    assert "有没有提交的改动" in said
    office.here.git("restore", RECORD)
    office.done(office.there, DIRECTOR, "approve", ITEM)
    office.here.git("pull", "--quiet", "origin", BRANCH)
    whole = record.read_text(encoding="utf-8")
    office.here.commit({RECORD: whole.replace("秋粮", "夏粮")}, date="2026-10-09T20:00:00+08:00")
    assert "读不了或被改动过" in office.refused(office.here, VICE, "approve", ITEM)


def test_a_branch_that_is_checked_out_and_behind_comes_along(office: Office) -> None:
    here = office.here
    office.write(here, text())
    office.done(here, WRITER, "submit", ITEM)
    office.done(office.there, DIRECTOR, "approve", ITEM)
    office.done(here, VICE, "approve", ITEM)
    assert here.git("status", "--porcelain") == ""
    assert (here.path / RECORD).read_text(encoding="utf-8").count("decision: ") == 3


def test_an_entry_that_could_not_be_read_again_is_not_written(office: Office) -> None:
    office.write(office.here, text())
    office.done(office.here, WRITER, "submit", ITEM)
    said = office.refused(office.there, DIRECTOR, "return", ITEM, "--reason", "长" * 2001)
    assert "2000" in said
    office.done(office.there, DIRECTOR, "approve", ITEM)


def test_an_item_that_cannot_be_read_is_not_handed_in(office: Office) -> None:
    office.write(office.here, text().replace("title: 秋粮收购开局平稳\n", ""))
    assert "标题" in office.refused(office.here, WRITER, "submit", ITEM)
    assert office.here.git("branch", "--show-current") == "main"
    assert "没有 content/items" in office.refused(office.here, WRITER, "submit", "20261010-无")
    assert "没有“20261010-无”这条信息" in office.refused(office.here, WRITER, "show", "20261010-无")


def test_what_would_steer_the_terminal_is_not_shown(office: Office) -> None:
    office.write(office.here, text("\x1b[2J看不见"))
    office.done(office.here, WRITER, "submit", ITEM)
    shown = office.done(office.there, DIRECTOR, "show", ITEM)
    assert "看不见" in shown and "\x1b" not in shown


def test_other_changes_in_the_way_are_named(office: Office) -> None:
    here = office.here
    office.write(here, text())
    office.done(here, WRITER, "submit", ITEM)
    here.git("switch", "--quiet", "main")
    office.write(here, text("另一稿。"))
    assert "切换不到分支" in office.refused(here, WRITER, "submit", ITEM)
    assert here.git("branch", "--show-current") == "main"


def test_a_name_that_no_branch_can_have_is_found_again(office: Office) -> None:
    item = "20261009-一..二"
    file = office.here.path / f"content/items/2026/10/{item}.md"
    file.parent.mkdir(parents=True)
    file.write_text(text(level="县级"), encoding="utf-8")
    assert office.run(office.here, WRITER, "submit", item)[0] == 0
    office.here.git("push", "--quiet", "origin", "review/20261009-一%2E.二")
    assert item in _there(office, "list", "--mine")
    assert "各级都已通过" in _there(office, "approve", item)
    listed = _there(office, "list", "--json")
    assert '"state": "通过"' in listed
