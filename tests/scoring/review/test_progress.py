"""Where an item stands: what counts, what waits, what is void."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from scoring.review.progress import State
from scoring.review.record import Decision
from tests.scoring.review.review_office import (
    BOSS,
    CLERK,
    DEP,
    DEPUTY_HEAD,
    DIR,
    DIRECTOR,
    HEAD,
    WORKFLOW,
    WRITER,
    Story,
    deputy,
    moment,
    paper,
    person,
)


def test_three_tiers_are_passed_from_the_lowest_to_the_highest() -> None:
    story = Story()
    assert story.now().state is State.UNSENT
    story.submit()
    assert story.standings() == ["待审", "未到", "未到"]
    story.passed(DIR, DIRECTOR)
    assert story.standings() == ["已通过", "待审", "未到"]
    turn = story.now().turn
    assert turn is not None and [each.person for each in turn.holders] == [DEP]
    story.passed(DEP, DEPUTY_HEAD).passed(BOSS, HEAD)
    assert story.now().state is State.PASSED
    assert story.against() == []


def test_an_early_approval_waits_and_fills_no_lower_tier() -> None:
    story = Story().submit().passed(BOSS, HEAD)
    assert story.standings() == ["待审", "未到", "先行通过"]
    story.passed(DIR, DIRECTOR)
    assert story.standings() == ["已通过", "待审", "先行通过"]
    story.passed(DEP, DEPUTY_HEAD)
    assert story.now().state is State.PASSED


def test_since_and_due_go_by_working_days_from_when_a_tier_had_its_turn() -> None:
    story = Story().submit().passed(DIR, DIRECTOR)
    first, second, third = story.now().tiers
    assert (first.since, first.due) == (moment(0), date(2026, 10, 10))
    assert (second.since, second.due) == (moment(1), date(2026, 10, 12))
    assert (third.since, third.due) == (None, None)


def test_an_early_approval_does_not_put_back_when_the_next_had_its_turn() -> None:
    story = Story().submit().passed(DEP, DEPUTY_HEAD).passed(DIR, DIRECTOR)
    turn = story.now().turn
    assert turn is not None and turn.since == moment(2)


@pytest.mark.parametrize(
    ("who", "tier", "reason"),
    [
        (WRITER, DIRECTOR, "作者和报审人不能审自己的稿件"),
        (CLERK, DIRECTOR, "2026-10-09那天无权审办公室主任这一级"),
        (DIR, DEPUTY_HEAD, "2026-10-09那天无权审分管局领导这一级"),
        ("省局/director", DIRECTOR, "2026-10-09那天无权审办公室主任这一级"),
        ("外人", DIRECTOR, "2026-10-09那天无权审办公室主任这一级"),
    ],
)
def test_who_is_not_entitled_does_not_count(who: str, tier: str, reason: str) -> None:
    story = Story().submit().passed(who, tier)
    assert story.against() == [reason]
    assert story.now().turn is not None


def test_a_tier_off_the_path_does_not_count() -> None:
    story = Story(level=None).submit().passed(BOSS, HEAD)
    assert story.against() == ["这条信息走“本级”，不经主要领导"]
    assert story.passed(DIR, DIRECTOR).now().state is State.PASSED


def test_who_handed_in_reviews_nothing_even_if_entitled() -> None:
    story = Story().submit(DIR).passed(DIR, DIRECTOR)
    assert story.against() == ["作者和报审人不能审自己的稿件"]


def test_nothing_counts_before_it_was_handed_in() -> None:
    story = Story().passed(DIR, DIRECTOR)
    assert story.against() == ["还没有报审"]
    assert story.submit().now().state is State.OPEN


def test_one_person_fills_one_tier_though_he_holds_two_roles() -> None:
    story = Story(person(DIR, DIRECTOR, DEPUTY_HEAD)).submit()
    story.passed(DIR, DIRECTOR).passed(DIR, DEPUTY_HEAD)
    assert story.against() == ["同一个人不能审两级：办公室主任一级已由其审过"]
    assert story.standings() == ["已通过", "待审", "未到"]


def test_a_second_account_is_the_same_person() -> None:
    story = Story(person(WRITER, "信息员", DIRECTOR, accounts=("a", "b"))).submit()
    assert story.passed(WRITER, DIRECTOR).against() == ["作者和报审人不能审自己的稿件"]


@pytest.mark.parametrize(("day", "counts"), [(8, False), (9, True), (12, True), (13, False)])
def test_a_deputy_counts_from_the_first_day_to_the_last(day: int, counts: bool) -> None:
    rules = deputy(DEP, CLERK, date(2026, 10, 9), date(2026, 10, 12))
    time = moment(0) + timedelta(days=day - 9)
    story = Story(workflow=rules).submit(time=time - timedelta(hours=1))
    story.passed(CLERK, DEPUTY_HEAD, instead_of=DEP, time=time)
    assert story.against() == ([] if counts else [f"{time.date()}那天无权审分管局领导这一级"])


def test_a_deputy_of_one_tier_is_none_of_another() -> None:
    rules = deputy(DEP, CLERK, date(2026, 10, 1), date(2026, 10, 31), HEAD)
    story = Story(workflow=rules).submit().passed(CLERK, DEPUTY_HEAD, instead_of=DEP)
    assert story.against() == ["2026-10-09那天无权审分管局领导这一级"]


def test_a_deputy_must_say_for_whom() -> None:
    rules = deputy(DEP, CLERK, date(2026, 10, 1), date(2026, 10, 31))
    story = Story(workflow=rules).submit().passed(CLERK, DEPUTY_HEAD)
    assert story.against() == ["2026-10-09那天无权审分管局领导这一级"]


def test_a_deputy_who_passed_his_own_tier_cannot_pass_another_for_somebody() -> None:
    rules = deputy(DEP, DIR, date(2026, 10, 1), date(2026, 10, 31))
    story = Story(workflow=rules).submit().passed(DIR, DIRECTOR)
    story.passed(DIR, DEPUTY_HEAD, instead_of=DEP)
    assert story.against() == ["同一个人不能审两级：办公室主任一级已由其审过"]


def test_returned_to_the_writer_all_look_again() -> None:
    story = Story().submit().passed(DIR, DIRECTOR).returned(DEP, DEPUTY_HEAD)
    assert story.now().state is State.RETURNED
    assert story.now().turn is None
    story.rewrite("2").submit()
    assert story.standings() == ["待审", "未到", "未到"]
    assert story.now().rounds == 2


def test_returned_with_tiers_named_only_these_look_again() -> None:
    story = Story().submit().passed(DIR, DIRECTOR).returned(DEP, DEPUTY_HEAD, DEPUTY_HEAD)
    story.rewrite("2").submit()
    assert story.standings() == ["沿用", "待审", "未到"]
    story.passed(DEP, DEPUTY_HEAD).passed(BOSS, HEAD)
    assert story.now().state is State.PASSED


def test_what_stands_after_a_return_stands_for_the_next_text_only() -> None:
    story = Story().submit().passed(DIR, DIRECTOR).returned(DEP, DEPUTY_HEAD, DEPUTY_HEAD)
    story.rewrite("2").submit().rewrite("3").submit()
    assert story.standings() == ["待审", "未到", "未到"]


def test_who_returned_it_looks_again_although_he_did_not_name_himself() -> None:
    story = Story().submit().passed(DIR, DIRECTOR).returned(DEP, DEPUTY_HEAD, DEPUTY_HEAD)
    story.rewrite("2").submit().returned(DIR, DIRECTOR, DEPUTY_HEAD).rewrite("3").submit()
    assert story.standings() == ["待审", "未到", "未到"]


def test_of_two_returns_of_one_text_both_are_heeded() -> None:
    story = Story().submit().passed(DIR, DIRECTOR)
    story.returned(DEP, DEPUTY_HEAD, DEPUTY_HEAD).returned(BOSS, HEAD, DIRECTOR)
    story.rewrite("2").submit()
    assert story.standings() == ["待审", "未到", "未到"]


def test_nothing_passes_between_a_return_and_the_next_text() -> None:
    story = Story().submit().returned(DIR, DIRECTOR, DIRECTOR).passed(DEP, DEPUTY_HEAD)
    assert story.against() == ["这一稿已退改，要等重新报审"]
    story.rewrite("2").submit()
    assert story.standings() == ["待审", "未到", "未到"]


def test_a_return_stands_while_the_writer_mends() -> None:
    story = Story().submit().returned(DIR, DIRECTOR).rewrite("2")
    now = story.now()
    assert (now.state, now.changed) == (State.RETURNED, True)


def test_a_text_changed_after_approval_is_not_approved() -> None:
    story = Story().submit().passed(DIR, DIRECTOR).passed(DEP, DEPUTY_HEAD).passed(BOSS, HEAD)
    now = story.rewrite("2").now()
    assert (now.state, now.changed) == (State.UNSENT, True)
    assert story.against() == ["通过以后稿件又改了"] * 3
    assert story.rewrite("1").now().state is State.PASSED


def test_a_new_text_handed_in_voids_what_was_approved() -> None:
    story = Story().submit().passed(DIR, DIRECTOR).rewrite("2").submit()
    assert story.standings() == ["待审", "未到", "未到"]


def test_an_approval_of_another_text_does_not_count() -> None:
    story = Story().submit().passed(DIR, DIRECTOR, text="3" * 64)
    assert story.against() == ["审的不是现在报审的这一稿"]


def test_the_same_text_handed_in_again_changes_nothing_but_the_count() -> None:
    story = Story().submit().passed(DIR, DIRECTOR)
    before = story.now().tiers
    now = story.submit().now()
    assert now.tiers == before
    assert now.rounds == 2


@pytest.mark.parametrize("state", [State.REJECTED, State.WITHDRAWN])
def test_rejected_or_withdrawn_it_begins_anew(state: State) -> None:
    story = Story().submit().passed(DIR, DIRECTOR)
    if state is State.REJECTED:
        story.tell(Decision.REJECT, DEP, DEPUTY_HEAD, reason="已有类似信息")
    else:
        story.tell(Decision.WITHDRAW, WRITER)
    now = story.now()
    assert (now.state, now.turn) == (state, None)
    ended = "不采用" if state is State.REJECTED else "撤稿"
    assert story.passed(BOSS, HEAD).against() == [f"这一稿已{ended}，要等重新报审"]
    story.submit()
    assert story.now().state is State.OPEN
    assert story.standings() == ["待审", "未到", "未到"]


def test_a_leader_may_return_what_had_passed() -> None:
    story = Story(level=None).submit().passed(DIR, DIRECTOR)
    assert story.now().state is State.PASSED
    assert story.returned(DIR, DIRECTOR).now().state is State.RETURNED


@pytest.mark.parametrize("recorder", [WRITER, BOSS])
def test_paper_entered_by_the_author_or_the_signer_does_not_count(recorder: str) -> None:
    story = Story().submit().passed(BOSS, HEAD, paper=paper(recorder))
    assert story.against() == ["代录的人不能是签批人、作者或报审人"]


def test_paper_counts_by_the_day_on_which_it_was_signed() -> None:
    left = person(BOSS, HEAD, valid_to=date(2026, 10, 10))
    signed, entered = date(2026, 10, 10), moment(24 * 4)
    story = Story(left).submit().passed(BOSS, HEAD, paper=paper(CLERK, signed), time=entered)
    assert story.against() == []
    late = Story(left).submit().passed(BOSS, HEAD, paper=paper(CLERK, date(2026, 10, 12)))
    assert late.against() == ["2026-10-12那天无权审主要领导这一级"]


@pytest.mark.parametrize("day", [date(2026, 9, 30), date(2026, 10, 1)])
def test_items_from_before_the_rules_are_free(day: date) -> None:
    state = Story(date=day).now().state
    assert state is (State.FREE if day < WORKFLOW.since else State.UNSENT)


def test_without_rules_or_path_everything_is_free() -> None:
    conditional = replace(WORKFLOW, paths=WORKFLOW.paths[:2])
    assert Story(workflow=conditional, level=None).now().state is State.FREE
