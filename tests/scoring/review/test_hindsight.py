"""Reviews and closed periods as they stood on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from scoring.checks.lives import in_future
from scoring.closing.facts import Notice
from scoring.hindsight import until
from scoring.periods import parse_period
from scoring.review.progress import State, progress
from scoring.review.record import Trail
from tests.scoring.review.review_office import (
    BEIJING,
    BOSS,
    DEP,
    DEPUTY_HEAD,
    DIR,
    DIRECTOR,
    HEAD,
    HERE,
    Story,
    paper,
)

DAYS = (9, 12, 13, 14)
"""Of October 2026: handed in, passed by each of the three tiers."""


def told() -> Story:
    story = Story()
    story.submit(time=at(9))
    story.passed(DIR, DIRECTOR, time=at(12)).passed(DEP, DEPUTY_HEAD, time=at(13))
    story.passed(BOSS, HEAD, time=at(14, 23), paper=paper("市局/clerk", date(2026, 10, 13)))
    trail = Trail(story.item.id, HERE, tuple(story.reviews))
    notices = tuple(notice(name, issued) for name, issued in (("2026-09", 10), ("2026Q3", 13)))
    story.corpus = replace(
        story.corpus, items={story.item.id: story.item}, trails={trail.item: trail}, notices=notices
    )
    return story


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 10, day, hour, 59, 59, tzinfo=BEIJING)


def notice(name: str, issued: int) -> Notice:
    period = parse_period(name)
    assert period is not None
    return Notice(name, HERE, period, date(2026, 10, issued))


@given(day=st.integers(1, 20))
def test_what_was_decided_and_closed_later_is_left_out(day: int) -> None:
    then = until(told().corpus, date(2026, 10, day))
    times = [review.time.day for trail in then.trails.values() for review in trail.reviews]
    assert times == [each for each in DAYS if each <= day]
    issued = [date(2026, 10, each) for each in (10, 13) if each <= day]
    assert [each.issued for each in then.notices] == issued
    assert until(then, date(2026, 10, day)) == then


def test_a_trail_that_had_not_begun_is_not_there_and_a_whole_one_is_the_same() -> None:
    corpus = told().corpus
    assert until(corpus, date(2026, 10, 8)).trails == {}
    (key,) = corpus.trails
    assert until(corpus, date(2026, 10, 14)).trails[key] is corpus.trails[key]


def test_progress_of_a_day_is_that_of_the_facts_of_the_day() -> None:
    story = told()
    states = []
    for day in DAYS:
        then = until(story.corpus, date(2026, 10, day))
        known = then.trails[story.item.id]
        found = progress(then.workflow, then, story.item, known, story.text, date(2026, 10, day))
        turn = found.turn
        states.append((found.state, None if turn is None else turn.tier.name))
    assert states == [
        (State.OPEN, DIRECTOR),
        (State.OPEN, DEPUTY_HEAD),
        (State.OPEN, HEAD),
        (State.PASSED, None),
    ]


def test_reviews_signatures_and_notices_of_later_days_are_findings() -> None:
    corpus = told().corpus
    assert list(in_future(corpus, date(2026, 10, 14))) == []
    late = [finding.message for finding in in_future(corpus, date(2026, 10, 12))]
    days = [each.partition(" 还没有到")[0] for each in late]
    assert days == [
        "审核的日期 2026-10-13",
        "审核的日期 2026-10-14",
        "签批的日期 2026-10-13",
        "印发的日期 2026-10-13",
    ]
