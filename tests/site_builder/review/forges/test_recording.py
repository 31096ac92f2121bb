"""After a request ended: what the forge knew is in the repository, once, and can be read."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from scoring.findings import Severity
from scoring.review.progress import State, progress
from scoring.review.record import Channel, Decision, Trail
from site_builder.git import Author, Revisions, Worktree
from site_builder.reading.repository import load
from site_builder.review.forges.fields import BEIJING
from site_builder.review.forges.interface import ForgeError
from site_builder.review.forges.recording import Recorded, record_reviews
from site_builder.review.text import digest_of_file
from tests.site_builder.review.forges.hub import Pull
from tests.site_builder.review.forges.office import (
    DEPUTY,
    DIRECTOR,
    HEAD,
    ITEM,
    PLACE,
    RECORD,
    Stage,
    item,
)

AUTHOR = Author("春水", "chunshui@example.invalid", datetime(2026, 11, 11, 8, tzinfo=BEIJING))
OFFICE = "adoptions:\n  - {publication: 晋中快报, date: 2026-11-12}\n"


def record(stage: Stage, pull: Pull) -> Recorded:
    """What a workflow on the main branch does after a request ended."""
    stage.clone.git("fetch", "-q", "origin")
    stage.clone.git("switch", "-q", "main")
    stage.clone.git("merge", "-q", "--ff-only", "origin/main")
    revisions, worktree = Revisions.of(stage.clone.path), Worktree.of(stage.clone.path)
    assert revisions is not None and worktree is not None
    with revisions:
        done = record_reviews(stage.forge, pull.number, revisions, worktree, "content", AUTHOR)
    stage.clone.git("push", "-q", "origin", "main")
    return done


def trail(stage: Stage) -> Trail:
    loaded = load(stage.clone.path / "content")
    assert [each for each in loaded.findings if each.severity is Severity.ERROR] == []
    return loaded.corpus.trails[ITEM]


def labels(found: Trail) -> list[tuple[str, str | None, str]]:
    return [(each.decision.label, each.tier, each.person) for each in found.reviews]


def approve(stage: Stage, pull: Pull) -> None:
    for account in ("liwei", "wangfang", "zhaogang"):
        stage.hub.review(pull, account, "APPROVED")


def test_after_the_merge_all_reviews_are_in_one_commit(stage: Stage) -> None:
    pull = stage.propose()
    wanted = "CHANGES_REQUESTED" if stage.hub.dialect == "github" else "REQUEST_CHANGES"
    stage.hub.review(pull, "liwei", wanted, "数据: 没有出处\n\n细节见下")
    stage.push(item("补上出处。"))
    approve(stage, pull)
    stage.hub.merge(pull)
    done = record(stage, pull)
    assert done.added == {ITEM: 6} and done.commit == stage.clone.git("rev-parse", "HEAD")
    assert stage.clone.git("diff", "--name-only", "HEAD~1", "HEAD") == RECORD
    assert stage.clone.git("status", "--porcelain") == ""
    found = trail(stage)
    assert labels(found) == [
        ("报审", None, "榆次县局/duxiaohe"),
        ("退改", "办公室主任", DIRECTOR),
        ("报审", None, "榆次县局/duxiaohe"),
        ("通过", "办公室主任", DIRECTOR),
        ("通过", "分管局领导", DEPUTY),
        ("通过", "主要领导", HEAD),
    ]
    assert found.reviews[1].reason == "数据: 没有出处"
    assert {each.channel for each in found.reviews} == {Channel.FORGE}
    corpus = load(stage.clone.path / "content").corpus
    text = digest_of_file((stage.clone.path / PLACE).read_bytes())
    assert text is not None
    stands = progress(corpus.workflow, corpus, corpus.items[ITEM], found, text, AUTHOR.time.date())
    assert stands.state is State.PASSED and stands.rounds == 2
    assert found.reviews[-1].blob == stage.clone.git("rev-parse", f"HEAD:{PLACE}")


def test_recording_twice_adds_nothing(stage: Stage) -> None:
    pull = stage.propose()
    approve(stage, pull)
    stage.hub.merge(pull)
    first = record(stage, pull)
    written = stage.clone.git("show", f"HEAD:{RECORD}")
    again = record(stage, pull)
    assert (again.commit, again.added) == (None, {})
    assert stage.clone.git("rev-parse", "HEAD") == first.commit
    assert stage.clone.git("show", f"HEAD:{RECORD}") == written


def test_what_comes_after_the_end_is_not_recorded(stage: Stage) -> None:
    pull = stage.propose()
    stage.hub.review(pull, "liwei", "APPROVED")
    stage.hub.merge(pull)
    stage.hub.review(pull, "wangfang", "APPROVED")
    done = record(stage, pull)
    assert done.added == {ITEM: 2}
    assert [(each.row.account, each.reason) for each in done.unread] == [
        ("wangfang", "请求结束以后才审的")
    ]


def test_a_request_closed_without_merging_is_withdrawn(stage: Stage) -> None:
    pull = stage.propose()
    stage.hub.review(pull, "liwei", "APPROVED")
    stage.hub.close(pull)
    assert record(stage, pull).added == {ITEM: 3}
    assert record(stage, pull).added == {}
    last = trail(stage).reviews[-1]
    assert (last.decision, last.person) == (Decision.WITHDRAW, "榆次县局/duxiaohe")
    assert ITEM not in load(stage.clone.path / "content").corpus.items


def test_an_item_that_was_not_wanted_ends_with_the_reason(stage: Stage) -> None:
    pull = stage.propose()
    wanted = "CHANGES_REQUESTED" if stage.hub.dialect == "github" else "REQUEST_CHANGES"
    stage.hub.review(pull, "liwei", wanted, "不采用：选题已有人报")
    stage.hub.close(pull)
    record(stage, pull)
    last = trail(stage).reviews[-1]
    assert (last.decision, last.reason) == (Decision.REJECT, "选题已有人报")


def test_a_second_request_for_the_same_item_goes_on_below(stage: Stage) -> None:
    pull = stage.propose()
    stage.hub.close(pull)
    record(stage, pull)
    stage.push(item("重写的稿件。"))
    second = stage.hub.open("duxiaohe", "写稿")
    approve(stage, second)
    stage.hub.merge(second)
    assert record(stage, second).added == {ITEM: 4}
    assert record(stage, pull).added == {}
    assert [each.decision for each in trail(stage).reviews] == [
        Decision.SUBMIT, Decision.WITHDRAW, Decision.SUBMIT,
        Decision.PASS, Decision.PASS, Decision.PASS,
    ]  # fmt: skip


def test_registering_an_adoption_is_no_new_round(stage: Stage) -> None:
    pull = stage.propose()
    approve(stage, pull)
    stage.hub.merge(pull)
    record(stage, pull)
    stage.clone.git("switch", "-q", "-c", "登记", "main")
    stage.push(item(office=OFFICE), branch="登记")
    second = stage.hub.open("wangfang", "登记")
    stage.hub.review(second, "liwei", "APPROVED")
    stage.hub.merge(second)
    assert record(stage, second).added == {}


def test_each_item_of_a_request_has_its_own_record(stage: Stage) -> None:
    other = "20261108-办税服务厅"
    stage.push(item().replace("2026-11-09", "2026-11-08"), path=PLACE.replace(ITEM, other))
    pull = stage.propose()
    approve(stage, pull)
    stage.hub.merge(pull)
    assert record(stage, pull).added == {other: 4, ITEM: 4}
    trails = load(stage.clone.path / "content").corpus.trails
    assert sorted(trails) == [other, ITEM]
    assert trails[other].reviews[1].blob != trails[ITEM].reviews[1].blob
    assert trails[other].reviews[1].forge == trails[ITEM].reviews[1].forge


def test_a_file_that_was_renamed_keeps_its_reviews(stage: Stage) -> None:
    """The item was filed in the wrong month, and moved while it was reviewed."""
    wrong = PLACE.replace("/2026/11/", "/2026/10/")
    stage.push(item(), path=wrong)
    pull = stage.hub.open("duxiaohe", "写稿")
    stage.hub.review(pull, "liwei", "APPROVED")
    stage.clone.git("mv", wrong, _made(stage, PLACE))
    stage.clone.commit({}, "2026-11-10T09:30:00+08:00")
    stage.clone.git("push", "-q", "origin", "写稿")
    stage.hub.review(pull, "wangfang", "APPROVED")
    stage.hub.merge(pull)
    record(stage, pull)
    kept = 1 if stage.hub.dialect == "github" else 0  # Gitea calls the first one stale
    assert len(trail(stage).reviews) == 2 + kept


def _made(stage: Stage, path: str) -> str:
    """A path whose folder is there."""
    (stage.clone.path / path).parent.mkdir(parents=True, exist_ok=True)
    return path


def test_while_a_request_is_open_nothing_is_recorded(stage: Stage) -> None:
    pull = stage.propose()
    with pytest.raises(ForgeError, match="还没有合并"):
        record(stage, pull)


def test_a_repository_that_lacks_the_commits_says_how_to_fetch_them(
    stage: Stage, tmp_path: Path
) -> None:
    stage.clone.git("clone", "-q", "--no-local", str(tmp_path / "bare.git"), str(tmp_path / "bot"))
    pull = stage.propose()
    stage.hub.close(pull)
    revisions, worktree = Revisions.of(tmp_path / "bot"), Worktree.of(tmp_path / "bot")
    assert revisions is not None and worktree is not None
    with revisions, pytest.raises(ForgeError, match="git fetch origin main refs/pull/1/head"):
        record_reviews(stage.forge, 1, revisions, worktree, "content", AUTHOR)
