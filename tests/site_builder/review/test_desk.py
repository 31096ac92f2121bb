"""The desk on values: which seat somebody takes, what is refused before it is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from scoring.findings import Finding
from scoring.review.record import Decision, Trail
from scoring.review.workflow import Area, Ownership, Workflow
from site_builder.review.desk import Asked, Made, Matter, decide, submit, withdraw
from tests.scoring.review.review_office import (
    BOSS,
    CLERK,
    DEP,
    DEPUTY_HEAD,
    DIR,
    DIRECTOR,
    HEAD,
    HERE,
    WORKFLOW,
    WRITER,
    Story,
    deputy,
    moment,
    paper,
    person,
)

OWNERS = (
    Ownership(HERE, Area.ITEM, frozenset({"信息员"})),
    Ownership(HERE, Area.REGISTER, frozenset({"信息科"})),
)
REGISTRAR = person("省局/registrar", "信息科")


def rules(workflow: Workflow = WORKFLOW) -> Workflow:
    return replace(workflow, owners=OWNERS)


def matter(story: Story) -> Matter:
    trail = Trail(story.item.id, HERE, tuple(story.reviews)) if story.reviews else None
    return Matter(story.corpus, story.item, story.text, "b" * 40, trail)


def made(found: Made | Finding) -> Made:
    assert isinstance(found, Made), found
    return found


def refusal(found: Made | Finding) -> str:
    assert isinstance(found, Finding), found
    return f"{found.code} {found.message}"


def asked(story: Story, decision: Decision, who: str, **more: object) -> Made | Finding:
    hours = len(story.reviews)
    return decide(matter(story), Asked(decision, who, moment(hours), **more))  # type: ignore[arg-type]


def approved(story: Story, who: str, **more: object) -> Made | Finding:
    return asked(story, Decision.PASS, who, **more)


@pytest.mark.parametrize(("who", "tier"), [(DIR, DIRECTOR), (DEP, DEPUTY_HEAD), (BOSS, HEAD)])
def test_the_seat_is_the_tier_of_ones_role(who: str, tier: str) -> None:
    review = made(approved(Story(workflow=rules()).submit(), who)).review
    assert (review.tier, review.instead_of) == (tier, None)


def test_a_deputy_takes_the_seat_of_whom_he_stands_in_for() -> None:
    story = Story(workflow=rules(deputy(DEP, CLERK, date(2026, 10, 1), date(2026, 10, 31))))
    review = made(approved(story.submit(), CLERK)).review
    assert (review.tier, review.instead_of) == (DEPUTY_HEAD, DEP)


def test_of_two_seats_the_open_one_and_ones_own_come_first() -> None:
    two = rules(deputy(DEP, DIR, date(2026, 10, 1), date(2026, 10, 31)))
    story = Story(workflow=two).submit()
    assert made(approved(story, DIR)).review.tier == DIRECTOR
    story.passed(DIR, DIRECTOR)
    said = refusal(approved(story, DIR))
    assert "V440" in said and "同一个人不能审两级" in said
    assert "分管局领导可以由deputy（市局）、director（市局）代deputy（市局）来审" in said


def test_a_return_is_from_the_tier_that_one_has_passed() -> None:
    story = Story(workflow=rules()).submit().passed(DIR, DIRECTOR)
    found = made(asked(story, Decision.RETURN, DIR, reason="错字", again=(DIRECTOR,)))
    assert (found.review.tier, found.review.again) == (DIRECTOR, (DIRECTOR,))


@pytest.mark.parametrize("reason", [None, "", "  \n"])
@pytest.mark.parametrize("decision", [Decision.RETURN, Decision.REJECT])
def test_a_return_or_rejection_needs_a_reason(decision: Decision, reason: str | None) -> None:
    story = Story(workflow=rules()).submit()
    assert "V407" in refusal(asked(story, decision, DIR, reason=reason))


def test_tiers_must_exist() -> None:
    story = Story(workflow=rules()).submit()
    said = refusal(asked(story, Decision.RETURN, DIR, reason="x", again=("局长",)))
    assert "V401" in said and "办公室主任、分管局领导、主要领导" in said


def test_a_clock_behind_the_record_is_refused() -> None:
    story = Story(workflow=rules()).submit()
    early = moment(0) - timedelta(hours=1)
    found = decide(matter(story), Asked(Decision.PASS, DIR, early))
    assert "V406" in refusal(found)


def test_a_changed_text_must_be_handed_in_first() -> None:
    story = Story(workflow=rules()).submit().rewrite("2")
    assert "报审以后稿件又改了" in refusal(approved(story, DIR))
    assert made(submit(matter(story), WRITER, moment(3))).after.rounds == 2


def test_what_is_free_needs_no_hand() -> None:
    story = Story(workflow=rules(), date=date(2026, 9, 30))
    assert "V441" in refusal(submit(matter(story), WRITER, moment(0)))
    assert "V441" in refusal(approved(story, DIR))


@pytest.mark.parametrize(
    ("who", "may"),
    [(WRITER, True), (CLERK, True), (REGISTRAR.id, True), (DIR, False), ("省局/head", False)],
)
def test_who_may_hand_in_and_withdraw(who: str, may: bool) -> None:
    story = Story(REGISTRAR, workflow=rules())
    for found in (
        submit(matter(story), who, moment(0)),
        withdraw(matter(story.submit()), who, moment(1), None),
    ):
        assert isinstance(found, Made) is may
        if not may:
            assert "V443" in refusal(found)


def test_a_unit_above_hands_in_for_those_below_and_not_the_other_way() -> None:
    county = person("县局/clerk", "信息员")
    story = Story(county, workflow=rules())
    assert "V443" in refusal(submit(matter(story), county.id, moment(0)))


def test_paper_is_entered_by_the_registrar_for_whoever_signed() -> None:
    story = Story(REGISTRAR, workflow=rules()).submit()
    found = made(approved(story, BOSS, paper=paper(REGISTRAR.id)))
    assert (found.review.person, found.review.tier) == (BOSS, HEAD)
    assert "V440" in refusal(approved(story, BOSS, paper=paper(CLERK)))
    late = paper(REGISTRAR.id, date(2026, 10, 20))
    assert "V446" in refusal(approved(story, BOSS, paper=late))
    writes = Story(REGISTRAR, workflow=rules(), authors=(REGISTRAR.id,)).submit()
    said = refusal(approved(writes, BOSS, paper=paper(REGISTRAR.id)))
    assert "代录的人不能是签批人、作者或报审人" in said


def test_a_full_house_says_that_nothing_is_left() -> None:
    story = Story(workflow=rules(), level=None).submit().passed(DIR, DIRECTOR)
    said = refusal(approved(story, DIR))
    assert "V445" in said and "各级都已通过，可以合并" in said


def test_where_nobody_holds_a_role_it_says_so() -> None:
    story = Story(person(DIR), person("省局/director"), workflow=rules()).submit()
    assert "没有人：请在人员名录里登记“办公室主任”" in refusal(approved(story, CLERK))
