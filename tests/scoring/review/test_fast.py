"""先发后审: who may let an item out before all have looked at it."""

from __future__ import annotations

from dataclasses import replace

from scoring.review.fast import opener
from scoring.review.workflow import FastLane
from tests.scoring.review.review_office import (
    BOSS,
    DEP,
    DEPUTY_HEAD,
    DIR,
    DIRECTOR,
    HEAD,
    HERE,
    WORKFLOW,
    Story,
)

LANE = FastLane(HERE, DIRECTOR, 2, frozenset({"紧急"}), frozenset({DIRECTOR}))
RULES = replace(WORKFLOW, fast_lane=LANE)


def opened(story: Story) -> str | None:
    workflow = story.corpus.workflow
    assert workflow is not None
    found = opener(workflow, story.corpus, story.item, story.now())
    return None if found is None else found.person


def urgent(lane: FastLane = LANE) -> Story:
    return Story(workflow=replace(RULES, fast_lane=lane), tags=("紧急",)).submit()


def test_the_tier_that_the_lane_names_opens_it() -> None:
    story = urgent()
    assert opened(story) is None
    assert opened(story.passed(DIR, DIRECTOR)) == DIR
    assert opened(story.passed(DEP, DEPUTY_HEAD).passed(BOSS, HEAD)) is None


def test_an_item_without_the_tag_has_no_lane() -> None:
    assert opened(Story(workflow=RULES).submit().passed(DIR, DIRECTOR)) is None
    assert opened(Story(tags=("紧急",)).submit().passed(DIR, DIRECTOR)) is None


def test_whoever_has_none_of_the_lane_s_roles_does_not_open_it() -> None:
    heads_only = LANE._replace(roles=frozenset({HEAD}))
    assert opened(urgent(heads_only).passed(DIR, DIRECTOR)) is None


def test_a_text_changed_afterwards_shuts_it() -> None:
    assert opened(urgent().passed(DIR, DIRECTOR).rewrite("2")) is None
