"""Whole stories on a forge that keeps state, over HTTP, in GitHub's and in Gitea's dialect."""

from __future__ import annotations

from datetime import date, datetime

from scoring.review.progress import Progress, Standing, State, progress
from scoring.review.record import Decision, Trail
from site_builder.git import Revisions
from site_builder.reading.repository import load
from site_builder.review.forges.reading import Case, ItemReviews, Unread, reviews_of
from site_builder.review.forges.texts import ItemTexts
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

ON = date(2026, 11, 10)
OFFICE = "adoptions:\n  - {publication: 晋中快报, date: 2026-11-12}\n"


def word(stage: Stage, github: str) -> str:
    """A state of GitHub's in the forge's own word."""
    gitea = {"CHANGES_REQUESTED": "REQUEST_CHANGES", "COMMENTED": "COMMENT"}
    return github if stage.hub.dialect == "github" else gitea.get(github, github)


def case(stage: Stage, pull: Pull, revisions: Revisions) -> Case:
    """The item of a request, read from the writer's clone, which has all commits."""
    stage.clone.git("switch", "-q", pull.branch)
    corpus = load(stage.clone.path / "content").corpus
    request = stage.forge.request(pull.number)
    assert corpus.workflow is not None
    texts = ItemTexts(revisions, PLACE, request.base)
    return Case(
        item=corpus.items[ITEM],
        request=request,
        forge=stage.forge.name,
        corpus=corpus,
        workflow=corpus.workflow,
        judged=texts,
        start=request.base,
        record=RECORD,
    )


def read(stage: Stage, pull: Pull) -> tuple[ItemReviews, Progress]:
    """What the reviews say, and where the item stands by the rules of review."""
    revisions = Revisions.of(stage.clone.path)
    assert revisions is not None
    with revisions:
        about = case(stage, pull, revisions)
        found = reviews_of(about, stage.forge.reviews(pull.number))
        head = about.judged(about.request.head)
    assert head is not None
    trail = Trail(ITEM, about.item.source, found.reviews)
    return found, progress(about.workflow, about.corpus, about.item, trail, head.text, ON)


def said(found: ItemReviews) -> list[tuple[str, str | None, str]]:
    return [(each.decision.label, each.tier, each.person) for each in found.reviews]


def why(unread: tuple[Unread, ...]) -> dict[str, str]:
    return {each.row.account: each.reason for each in unread}


def test_three_tiers_in_order_pass_an_item(stage: Stage) -> None:
    pull = stage.propose()
    for account in ("liwei", "wangfang", "zhaogang"):
        assert read(stage, pull)[1].state is State.OPEN
        stage.hub.review(pull, account, "APPROVED")
    found, stands = read(stage, pull)
    assert stands.state is State.PASSED
    assert said(found) == [
        ("报审", None, "榆次县局/duxiaohe"),
        ("通过", "办公室主任", DIRECTOR),
        ("通过", "分管局领导", DEPUTY),
        ("通过", "主要领导", HEAD),
    ]
    assert found.reviews[0].time.isoformat() == "2026-11-10T09:00:00+08:00"
    assert found.unread == ()


def test_an_early_approval_of_a_higher_tier_waits_and_fills_no_lower_one(stage: Stage) -> None:
    pull = stage.propose()
    stage.hub.review(pull, "wangfang", "APPROVED")  # she may fill two tiers
    _, stands = read(stage, pull)
    assert [one.standing for one in stands.tiers] == [
        Standing.TURN, Standing.EARLY, Standing.WAITING,
    ]  # fmt: skip
    stage.hub.review(pull, "zhaogang", "APPROVED")
    assert read(stage, pull)[1].state is State.OPEN
    stage.hub.review(pull, "liwei", "APPROVED")
    assert read(stage, pull)[1].state is State.PASSED


def test_an_approval_is_of_one_text(stage: Stage) -> None:
    pull = stage.propose()
    stage.hub.review(pull, "liwei", "APPROVED")
    stage.push(item("改过的稿件。"))
    found, stands = read(stage, pull)
    assert stands.state is State.OPEN and stands.rounds == 2
    assert stands.turn is not None and stands.turn.tier.name == "办公室主任"
    assert [each.decision for each in found.reviews] == [
        Decision.SUBMIT, Decision.PASS, Decision.SUBMIT,
    ]  # fmt: skip
    stage.hub.review(pull, "liwei", "APPROVED")
    _, stands = read(stage, pull)
    assert stands.turn is not None and stands.turn.tier.name == "分管局领导"


def test_a_change_of_the_offices_fields_voids_nothing_but_what_the_forge_calls_stale(
    stage: Stage,
) -> None:
    pull = stage.propose()
    stage.hub.review(pull, "liwei", "APPROVED")
    stage.push(item(office=OFFICE))
    found, stands = read(stage, pull)
    turn = stands.turn
    assert turn is not None and stands.rounds == 1
    if stage.hub.dialect == "github":
        assert turn.tier.name == "分管局领导"
    else:
        assert turn.tier.name == "办公室主任"
        assert why(found.unread) == {"liwei": "平台说审过以后请求又改了"}


def test_a_return_stays_until_the_text_changes(stage: Stage) -> None:
    pull = stage.propose()
    stage.hub.review(pull, "liwei", word(stage, "CHANGES_REQUESTED"), "数据没有出处")
    stage.push(item(office=OFFICE))
    assert read(stage, pull)[1].state is State.RETURNED
    stage.push(item("补上出处。"))
    assert read(stage, pull)[1].state is State.OPEN


def test_what_was_withdrawn_or_is_not_official_does_not_count(stage: Stage) -> None:
    pull = stage.propose()
    stage.hub.dismiss(stage.hub.review(pull, "liwei", "APPROVED"))
    stage.hub.review(pull, "stranger", "APPROVED")
    stage.hub.review(pull, None, "APPROVED")
    stage.hub.review(pull, "zhaogang", "SOMETHING_NEW")
    stage.hub.review(pull, "duxiaohe", "APPROVED")
    if stage.hub.dialect == "gitea":
        stage.hub.review(pull, "wangfang", "APPROVED", official=False)
        stage.hub.review(pull, "liwei", "REQUEST_REVIEW", commit_id="", submitted_at=None)
    found, stands = read(stage, pull)
    assert said(found) == [("报审", None, "榆次县局/duxiaohe")]
    assert stands.turn is not None and stands.turn.tier.name == "办公室主任"
    expected = {
        "liwei": "在平台上已经撤回",
        "stranger": "账号“stranger”没有登记在人员名录里",
        "": "账号“”没有登记在人员名录里",
        "zhaogang": "平台上的这种审核状态不认识",
        "duxiaohe": "作者和报审人不能审自己的稿件",
    }
    if stage.hub.dialect == "gitea":
        expected["wangfang"] = "平台不把它算作正式的审核，或者事后改过"
    assert why(found.unread) == expected


def test_the_last_decision_of_a_person_counts_and_a_comment_cancels_nothing(stage: Stage) -> None:
    pull = stage.propose()
    stage.hub.review(pull, "LIWEI", word(stage, "CHANGES_REQUESTED"), "数据没有出处")
    assert read(stage, pull)[1].state is State.RETURNED
    stage.hub.review(pull, "liwei-phone", "APPROVED")
    stage.hub.review(pull, "LiWei", word(stage, "COMMENTED"), "补充一句")
    found, stands = read(stage, pull)
    assert said(found)[1:] == [("通过", "办公室主任", DIRECTOR)]
    assert stands.turn is not None and stands.turn.tier.name == "分管局领导"


def test_after_a_return_only_the_named_tiers_look_again(stage: Stage) -> None:
    pull = stage.propose()
    stage.hub.review(pull, "liwei", "APPROVED")
    stage.hub.review(
        pull, "wangfang", word(stage, "CHANGES_REQUESTED"),
        "> 上次的话\n数据没有出处\n- 重审：分管局领导、主要领导\n",
    )  # fmt: skip
    _, stands = read(stage, pull)
    assert stands.state is State.RETURNED and stands.last is not None
    assert (stands.last.reason, stands.last.again) == ("数据没有出处", ("分管局领导", "主要领导"))
    stage.push(item("补上出处。"))
    stage.hub.review(pull, "wangfang", "APPROVED")
    stage.hub.review(pull, "zhaogang", "APPROVED")
    _, stands = read(stage, pull)
    assert stands.state is State.PASSED
    assert [one.standing for one in stands.tiers] == [
        Standing.KEPT, Standing.PASSED, Standing.PASSED,
    ]  # fmt: skip


def test_somebody_with_two_tiers_names_one(stage: Stage) -> None:
    pull = stage.propose()
    stage.hub.review(pull, "wangfang", "APPROVED", "通过：主要领导")
    found, stands = read(stage, pull)
    assert said(found)[1:] == [("通过", "主要领导", DEPUTY)]
    assert [each.reason for each in stands.discounted] == ["2026-11-10那天无权审主要领导这一级"]


def test_a_deputy_decides_in_his_own_tier_unless_he_says_otherwise(stage: Stage) -> None:
    pull = stage.propose()
    stage.hub.review(pull, "zhaogang", "APPROVED")
    found, _ = read(stage, pull)
    assert (found.reviews[1].tier, found.reviews[1].instead_of) == ("主要领导", None)
    stage.hub.review(pull, "zhaogang", "APPROVED", "通过：办公室主任")
    found, stands = read(stage, pull)
    assert (found.reviews[1].tier, found.reviews[1].instead_of) == ("办公室主任", DIRECTOR)
    assert stands.turn is not None and stands.turn.tier.name == "分管局领导"


def test_decisions_stand_in_the_order_of_their_times(stage: Stage) -> None:
    pull = stage.propose()
    stage.hub.review(pull, "liwei", word(stage, "CHANGES_REQUESTED"), "数据没有出处")
    stage.hub.review(pull, "wangfang", "APPROVED")
    stage.hub.review(pull, "liwei", "APPROVED")
    found, _ = read(stage, pull)
    assert said(found)[1:] == [
        ("通过", "分管局领导", DEPUTY), ("通过", "办公室主任", DIRECTOR),
    ]  # fmt: skip
    times = [each.time for each in found.reviews]
    assert times == sorted(times)


def test_a_writers_clock_does_not_put_off_when_he_handed_in(stage: Stage) -> None:
    pull = stage.propose()
    stage.hub.review(pull, "liwei", "APPROVED")
    stage.clone.commit({PLACE: item("第二稿。")}, "2027-01-01")
    stage.clone.git("push", "-q", "origin", "写稿")
    judged = stage.hub.review(pull, "liwei", "APPROVED")
    found, _ = read(stage, pull)
    assert [each.decision for each in found.reviews[2:]] == [Decision.SUBMIT, Decision.PASS]
    assert found.reviews[2].time == found.reviews[3].time
    assert found.reviews[3].time == datetime.fromisoformat(judged["submitted_at"])


def test_an_item_from_before_the_rules_of_review_has_no_reviews(stage: Stage) -> None:
    pull = stage.propose(item().replace("date: 2026-11-09", "date: 2026-09-09"))
    stage.hub.review(pull, "liwei", "APPROVED")
    found, stands = read(stage, pull)
    assert found == ItemReviews() and stands.state is State.FREE


def test_a_review_of_an_older_text_that_comes_late_begins_nothing(stage: Stage) -> None:
    pull = stage.propose()
    first = stage.hub.head(pull)
    stage.push(item("第二稿。"))
    stage.hub.review(pull, "liwei", "APPROVED")
    stage.hub.review(pull, "zhaogang", "APPROVED", commit_id=first)
    _, stands = read(stage, pull)
    assert stands.rounds == 1
    assert [one.standing for one in stands.tiers] == [
        Standing.PASSED, Standing.TURN, Standing.WAITING,
    ]  # fmt: skip
    assert [each.reason for each in stands.discounted] == ["审的不是现在报审的这一稿"]


def test_a_text_that_came_back_must_be_approved_again(stage: Stage) -> None:
    pull = stage.propose()
    stage.hub.review(pull, "liwei", "APPROVED")
    stage.push(item("第二稿。"))
    stage.hub.review(pull, "liwei", word(stage, "CHANGES_REQUESTED"), "还是原来的好")
    stage.push(item())
    _, stands = read(stage, pull)
    assert stands.rounds == 3 and stands.turn is not None
    assert stands.turn.tier.name == "办公室主任"
    stage.hub.review(pull, "liwei", "APPROVED")
    _, stands = read(stage, pull)
    assert stands.rounds == 3 and stands.turn is not None
    assert stands.turn.tier.name == "分管局领导"


def test_a_commit_that_was_pushed_over_proves_nothing(stage: Stage) -> None:
    pull = stage.propose()
    stage.hub.review(pull, "liwei", "APPROVED", commit_id="1" * 40)
    stage.hub.review(pull, "wangfang", "APPROVED", commit_id="HEAD")
    found, _ = read(stage, pull)
    assert why(found.unread) == {"liwei": "取不到所审的那一稿", "wangfang": "取不到所审的那一稿"}


def test_a_hundred_and_one_reviews_are_read_to_the_last(stage: Stage) -> None:
    pull = stage.propose()
    for _ in range(100):
        stage.hub.review(pull, "stranger", word(stage, "COMMENTED"))
    stage.hub.review(pull, "liwei", "APPROVED")
    assert len(stage.forge.reviews(pull.number)) == 101
    _, stands = read(stage, pull)
    assert stands.turn is not None and stands.turn.tier.name == "分管局领导"
