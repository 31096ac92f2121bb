"""`chunshui gate --forge` and `chunshui review record` as a pipeline runs them."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner, Result

from site_builder.cli import cli, forge, gate
from tests.site_builder.review.forges.hub import REPOSITORY, TOKENS, serving
from tests.site_builder.review.forges.office import ITEM, RECORD, Stage, item


def run(stage: Stage, command: click.Command, *more: str, token: str | None = None) -> Result:
    """The command with the environment of a pipeline; its exit code is what it returns."""
    with serving(stage.hub) as root:
        environment = {
            "CHUNSHUI_TOKEN": token or next(iter(TOKENS)),
            "CHUNSHUI_API": root,
            "CHUNSHUI_REPOSITORY": REPOSITORY,
        }
        where = ["--forge", stage.hub.dialect, "--root", str(stage.clone.path)]
        return CliRunner().invoke(command, [*where, *more], env=environment)


def test_the_gate_judges_and_posts(stage: Stage) -> None:
    pull = stage.propose()
    stage.hub.review(pull, "stranger", "APPROVED")
    done = run(stage, gate.command, "--request", "1", "--as-of", "2026-11-10")
    assert done.exception is None, done.output
    assert "等待审核" in done.stdout and "办公室主任" in done.stdout
    assert done.stderr == "没有计入：stranger，账号“stranger”没有登记在人员名录里。\n"
    assert len(stage.hub.statuses) == len(pull.comments) == 1
    report = pull.comments[0]["body"]
    assert "## 等待审核\n\n- " in report and "还差<strong>办公室主任审</strong>" in report
    assert report.rstrip().endswith("账号“stranger”没有登记在人员名录里")


def test_the_record_is_committed_once(stage: Stage) -> None:
    pull = stage.propose()
    stage.hub.review(pull, "liwei", "APPROVED")
    stage.hub.merge(pull)
    stage.clone.git("fetch", "-q", "origin")
    stage.clone.git("switch", "-q", "main")
    stage.clone.git("merge", "-q", "--ff-only", "origin/main")
    stage.clone.git("config", "user.name", "信息科")
    stage.clone.git("config", "user.email", "xxk@example.invalid")
    first = run(stage, forge.record, "--request", "1")
    assert first.exit_code == 0, first.output
    assert f"{ITEM}：记下 2 条" in first.stdout and "git push" in first.stdout
    assert (stage.clone.path / RECORD).is_file()
    assert stage.clone.git("log", "-1", "--format=%an <%ae> %s") == (
        f"信息科 <xxk@example.invalid> 记录请求 1 的审核（{stage.hub.dialect}）"
    )
    assert "没有要补记的" in run(stage, forge.record, "--request", "1").stdout


@pytest.mark.parametrize("squash", [False, True], ids=["merged", "squashed"])
def test_what_was_recorded_is_proved_without_the_forge(stage: Stage, squash: bool) -> None:
    pull = stage.propose(item("第一稿。"))
    stage.hub.review(pull, "liwei", "APPROVED")
    stage.push(item("第二稿。"))
    for account in ("liwei", "wangfang", "zhaogang"):
        stage.hub.review(pull, account, "APPROVED")
    stage.hub.merge(pull, squash=squash)
    stage.clone.git("fetch", "-q", "origin")
    stage.clone.git("switch", "-q", "main")
    stage.clone.git("merge", "-q", "--ff-only", "origin/main")
    run(stage, forge.record, "--request", "1")
    done = CliRunner().invoke(cli, ["review", "verify", "--root", str(stage.clone.path)])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), "请用 --request 写明合并请求的编号"),
        (("--request", "1"), "还没有合并，也没有关闭"),
        (("--request", "9"), "平台回答 404 Not Found"),
    ],
)
def test_what_cannot_be_recorded_is_said(stage: Stage, more: tuple[str, ...], said: str) -> None:
    stage.propose()
    done = run(stage, forge.record, *more)
    assert done.exit_code == 2 and said in done.output


def test_a_wrong_token_is_not_repeated(stage: Stage) -> None:
    wrong = "some-other-token"
    done = run(stage, forge.record, "--request", "1", token=wrong)
    assert done.exit_code == 2 and "401" in done.output
    assert wrong not in done.output
