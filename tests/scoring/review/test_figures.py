"""Figures of reviews: the waiting list with its lights, and a month in numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from scoring.model import Share
from scoring.review.figures import (
    Figures,
    Handed,
    Light,
    Waiting,
    board,
    figures,
    known_by_trail,
    months,
)
from scoring.review.holders import Holder
from scoring.review.record import Decision, Trail
from scoring.review.workflow import FastLane, Workflow
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
    Story,
    deputy,
    moment,
    paper,
)

FRIDAY, SATURDAY = date(2026, 10, 9), date(2026, 10, 10)
"""The Saturday is a working day (调休)."""
MONDAY, TUESDAY = date(2026, 10, 12), date(2026, 10, 13)
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def handed(story: Story, published: bool = False) -> Handed:
    trail = Trail(story.item.id, HERE, tuple(story.reviews))
    return Handed(replace(story.item, source=HERE._replace(line=9)), trail, story.text, published)


def waits(story: Story, on: date, published: bool = False) -> Waiting:
    workflow = story.corpus.workflow
    assert workflow is not None
    (found,) = board(workflow, story.corpus, [handed(story, published)], on).waiting
    return found


def counted(*stories: Story, workflow: Workflow = WORKFLOW) -> Figures:
    corpus = stories[0].corpus
    return figures(workflow, corpus, [handed(story) for story in stories], *OCTOBER)


@pytest.mark.parametrize(
    ("on", "light", "days", "reason"),
    [
        (FRIDAY, Light.GREEN, 0, "还有 1 个工作日（限 1 个工作日）"),
        (SATURDAY, Light.YELLOW, 1, "今天到期（限 1 个工作日）"),
        (date(2026, 10, 11), Light.RED, 1, "期限已过（限 1 个工作日）"),
        (TUESDAY, Light.RED, 3, "超期 2 个工作日（限 1 个工作日）"),
    ],
)
def test_the_light_counts_working_days(on: date, light: Light, days: int, reason: str) -> None:
    one = waits(Story().submit(), on)
    assert (one.tier.name, one.due, one.since) == (DIRECTOR, SATURDAY, moment(0))
    assert (one.light, one.days, one.reason) == (light, days, reason)
    assert one.holders == (Holder(DIR),)


def test_a_tier_without_limit_is_always_in_time() -> None:
    story = Story().submit().passed(DIR, DIRECTOR).passed(DEP, DEPUTY_HEAD)
    one = waits(story, date(2026, 12, 1))
    assert (one.tier.name, one.due, one.light) == (HEAD, None, Light.GREEN)
    assert one.reason == "这一级不限时"


def test_a_deputy_can_decide_only_in_his_days() -> None:
    workflow = deputy(DIR, CLERK, FRIDAY, FRIDAY)
    story = Story(workflow=workflow).submit()
    assert waits(story, FRIDAY).holders == (Holder(DIR), Holder(CLERK, DIR))
    assert waits(story, SATURDAY).holders == (Holder(DIR),)


def test_the_longest_waiting_comes_first() -> None:
    older = Story().submit(time=moment(0))
    newer = Story(id="20261008-更早的信息").submit(time=moment(5))
    found = board(WORKFLOW, older.corpus, [handed(newer), handed(older)], MONDAY)
    assert [one.handed.item.id for one in found.waiting] == [older.item.id, newer.item.id]


def test_what_is_returned_waits_for_its_writer_and_what_has_passed_for_nobody() -> None:
    back = Story().submit().returned(DIR, DIRECTOR)
    done = Story(level=None).submit().passed(DIR, DIRECTOR)
    dropped = Story().submit().tell(Decision.REJECT, DIR, DIRECTOR, reason="没有新意")
    every = [handed(story) for story in (back, done, dropped)]
    found = board(WORKFLOW, back.corpus, every, TUESDAY)
    assert found.waiting == ()
    assert [(one.review.person, one.days) for one in found.returned] == [(DIR, 3)]


def test_what_was_published_first_must_follow_in_time() -> None:
    lane = FastLane(HERE, DIRECTOR, 1, frozenset({"紧急"}), frozenset({DIRECTOR}))
    workflow = replace(WORKFLOW, fast_lane=lane)
    story = Story(workflow=workflow, tags=("紧急",)).submit().passed(DIR, DIRECTOR)
    one = waits(story, MONDAY, published=True)
    assert (one.due, one.light) == (SATURDAY, Light.RED)
    assert one.reason == "先发后审，超期 1 个工作日（限 1 个工作日）"
    assert waits(story, MONDAY).due == MONDAY, "not published yet: only the tier's own limit"


def test_a_month_counts_rounds_and_what_befell_the_items_of_each_unit() -> None:
    two = Story().submit().returned(DIR, DIRECTOR).rewrite("2").submit()
    two.passed(DIR, DIRECTOR).passed(DEP, DEPUTY_HEAD).passed(BOSS, HEAD)
    one = Story(level=None, units=(Share("县局"),)).submit().passed(DIR, DIRECTOR)
    gone = Story(level=None).submit().tell(Decision.WITHDRAW, CLERK, reason="重复")
    no = Story(level=None).submit().tell(Decision.REJECT, DIR, DIRECTOR, reason="没有新意")
    found = counted(two, one, gone, no)
    assert found.rounds == {1: 2, 2: 1}
    assert (found.ended, found.mean_rounds) == (3, Fraction(4, 3))
    assert list(found.units) == ["县局", "市局"]
    city = found.units["市局"]
    assert (city.handed, city.passed, city.returned) == (4, 1, 1)
    assert (city.rejected, city.withdrawn) == (1, 1)
    reasons = [(one.unit, one.review.decision, one.review.reason) for one in found.refusals]
    assert reasons == [
        ("市局", Decision.RETURN, "数据没有出处"), ("市局", Decision.REJECT, "没有新意"),
    ]  # fmt: skip


def test_a_tier_takes_working_days_from_its_own_turn() -> None:
    story = Story().submit().passed(DIR, DIRECTOR, time=moment(72))
    story.passed(DEP, DEPUTY_HEAD, time=moment(96))
    found = counted(story)
    director, vice = found.tiers[DIRECTOR], found.tiers[DEPUTY_HEAD]
    assert (director.passed, director.days, director.late) == (1, 2, 1)
    assert (vice.passed, vice.days, vice.late, vice.average) == (1, 1, 0, Fraction(1))
    assert (found.tiers[HEAD].timed, found.tiers[HEAD].average) == (0, None)


def test_what_came_before_its_turn_or_did_not_count_has_no_time() -> None:
    story = Story().submit().passed(DEP, DEPUTY_HEAD).passed(BOSS, DIRECTOR)
    story.passed(DIR, DIRECTOR, text="9" * 64).passed(DIR, DIRECTOR)
    found = counted(story)
    assert (found.tiers[DEPUTY_HEAD].passed, found.tiers[DEPUTY_HEAD].timed) == (1, 0)
    assert (found.tiers[DIRECTOR].passed, found.tiers[DIRECTOR].timed) == (1, 1)
    assert found.units["市局"].passed == 0


def test_paper_counts_on_the_day_on_which_it_was_signed() -> None:
    story = Story(level=None).submit()
    story.passed(DIR, DIRECTOR, time=moment(24 * 30), paper=paper(CLERK, SATURDAY))
    assert counted(story).tiers[DIRECTOR].days == 1
    assert list(months([handed(story).trail])) == [(2026, 10)]


def test_other_months_are_left_out_but_known() -> None:
    story = Story(level=None).submit().returned(DIR, DIRECTOR).rewrite("2")
    story.submit(time=moment(24 * 30)).passed(DIR, DIRECTOR, time=moment(24 * 33))
    november = figures(
        WORKFLOW, story.corpus, [handed(story)], date(2026, 11, 1), date(2026, 11, 30)
    )
    assert november.rounds == {2: 1}
    assert november.refusals == ()
    assert november.tiers[DIRECTOR].days == 3
    assert list(months([handed(story).trail])) == [(2026, 11), (2026, 10)]


def test_an_item_of_which_only_the_record_is_left_is_counted() -> None:
    story = Story().submit(title="退回的题目", units=("县局",)).passed(DIR, DIRECTOR)
    story.tell(Decision.REJECT, DEP, DEPUTY_HEAD, reason="没有新意")
    known = known_by_trail(WORKFLOW, handed(story).trail)
    assert known is not None
    found = figures(WORKFLOW, story.corpus, [known], *OCTOBER)
    assert found.units["县局"].rejected == 1
    assert [(one.title, one.item) for one in found.refusals] == [("退回的题目", story.item.id)]
    assert known_by_trail(WORKFLOW, Trail("x", HERE)) is None
