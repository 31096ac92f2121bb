"""The gate on a forge: one status, one report, and never a success that nobody could check."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.model import Person
from scoring.review.record import Review
from site_builder.git import Revisions
from site_builder.review.forges.interface import MARKER, ForgeError
from site_builder.review.forges.judging import Judged, Setting, judge_request
from tests.site_builder.review.forges.hub import Pull
from tests.site_builder.review.forges.office import Stage, item
from tests.support import GitRepository


def unsigned(_item: str, _review: Review, _person: Person) -> bool:
    """Nobody signs here."""
    return False


def judge(stage: Stage, pull: Pull) -> Judged:
    revisions = Revisions.of(stage.clone.path)
    assert revisions is not None
    with revisions:
        setting = Setting(revisions, "content", date(2026, 11, 10), unsigned)
        return judge_request(stage.forge, pull.number, setting, "https://ci.example.invalid/7")


def status(stage: Stage) -> tuple[str, str]:
    row = stage.hub.statuses[-1]
    assert row["target_url"] == "https://ci.example.invalid/7"
    return row["state" if stage.hub.dialect == "github" else "status"], row["description"]


def test_a_request_waits_tier_by_tier_until_it_may_be_merged(stage: Stage) -> None:
    pull = stage.propose()
    seen = []
    for account in (None, "zhaogang", "liwei", "wangfang"):
        if account is not None:
            stage.hub.review(pull, account, "APPROVED")
        judge(stage, pull)
        seen.append(status(stage))
    assert [state for state, _ in seen] == ["pending", "pending", "pending", "success"], seen
    assert "办公室主任" in seen[0][1] and "李伟" in seen[0][1]
    assert seen[0] == seen[1], "an early approval fills no lower tier"
    assert "分管局领导" in seen[2][1]
    assert len(stage.hub.statuses) == 3, "the same status is not posted again"
    (report,) = pull.comments
    assert report["body"].startswith(MARKER) and "可以合并" in report["body"]


def test_a_withdrawn_approval_takes_the_success_back(stage: Stage) -> None:
    pull = stage.propose()
    for account in ("liwei", "wangfang", "zhaogang"):
        last = stage.hub.review(pull, account, "APPROVED")
    judge(stage, pull)
    assert status(stage)[0] == "success"
    stage.hub.dismiss(last)
    judged = judge(stage, pull)
    assert status(stage)[0] == "pending"
    assert [each.reason for each in judged.unread] == ["在平台上已经撤回"]
    assert "zhaogang：在平台上已经撤回" in pull.comments[0]["body"]


def test_an_edit_after_the_last_approval_closes_the_gate(stage: Stage) -> None:
    pull = stage.propose()
    for account in ("liwei", "wangfang", "zhaogang"):
        stage.hub.review(pull, account, "APPROVED")
    judge(stage, pull)
    sha = stage.push(item("通过以后又改。"))
    judge(stage, pull)
    assert stage.hub.statuses[-1]["sha"] == sha
    assert status(stage)[0] == "pending"


def test_awarding_oneself_an_adoption_is_refused(stage: Stage) -> None:
    office = "adoptions:\n  - {publication: 晋中快报, date: 2026-11-12}\n"
    pull = stage.propose(item(office=office))
    for account in ("liwei", "wangfang", "zhaogang"):
        stage.hub.review(pull, account, "APPROVED")
    judge(stage, pull)
    assert status(stage)[0] == "failure"


def test_reviews_that_cannot_be_read_leave_no_success(stage: Stage) -> None:
    pull = stage.propose()
    for account in ("liwei", "wangfang", "zhaogang"):
        stage.hub.review(pull, account, "APPROVED")
    judge(stage, pull)
    stage.hub.fail("GET .*/reviews", 500, times=4)
    with pytest.raises(ForgeError, match="试了几次"):
        judge(stage, pull)
    assert status(stage) == ("error", "没有判成：读不到审核或提交，请看运行记录")


def test_a_report_that_cannot_be_written_does_not_keep_the_status_back(stage: Stage) -> None:
    pull = stage.propose()
    stage.hub.fail("GET .*/comments", 500, times=4)
    with pytest.raises(ForgeError, match="试了几次"):
        judge(stage, pull)
    assert status(stage)[0] == "pending"


def test_a_commit_that_is_not_here_is_an_error_and_says_how_to_fetch_it(stage: Stage) -> None:
    pull = stage.propose()
    stage.clone.git("clone", "-q", str(stage.folder / "bare.git"), str(stage.folder / "other"))
    other = GitRepository(stage.folder / "other")
    other.git("switch", "-q", "写稿")
    other.commit({"README.md": "别人推的\n"})
    other.git("push", "-q", "origin", "写稿")
    with pytest.raises(ForgeError, match="git fetch origin main refs/pull/1/head"):
        judge(stage, pull)
    assert status(stage)[0] == "error"
    assert stage.hub.statuses[-1]["sha"] == other.git("rev-parse", "HEAD")


def test_consent_to_a_whole_request_is_of_its_newest_commit(stage: Stage) -> None:
    stage.clone.git("switch", "-q", "-c", "改流程")
    stage.clone.commit({"content/registry/workflow.yml": "since: 2026-12-01\ntiers: []\n"})
    stage.clone.git("push", "-q", "origin", "改流程")
    pull = stage.hub.open("duxiaohe", "改流程")
    stage.hub.review(pull, "zhaogang", "APPROVED", commit_id=stage.hub.tip("main"))
    stage.hub.review(pull, "wangfang", "APPROVED")
    stage.hub.review(pull, "liwei", "APPROVED")
    wanted = "CHANGES_REQUESTED" if stage.hub.dialect == "github" else "REQUEST_CHANGES"
    stage.hub.review(pull, "liwei", wanted, "先议一议")
    from site_builder.reading.repository import load
    from site_builder.review.forges.judging import approvals_of

    stage.clone.git("switch", "-q", "main")
    corpus = load(stage.clone.path / "content").corpus
    request = stage.forge.request(pull.number)
    found = approvals_of(request, stage.forge.reviews(pull.number), corpus)
    assert [(each.person, each.head) for each in found] == [("晋中市局/wangfang", request.head)]


def test_a_request_that_ended_is_not_judged(stage: Stage) -> None:
    pull = stage.propose()
    stage.hub.close(pull)
    with pytest.raises(ForgeError, match="已经合并或关闭"):
        judge(stage, pull)
