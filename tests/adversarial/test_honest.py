"""Honest requests: each passes, or waits for exactly whom it should; the gate does not just say no.

The codes named are those of what a request waits for; without any it may be merged.
"""

from __future__ import annotations

import pytest

from scoring.findings import Severity
from scoring.review.workflow import Area
from site_builder.review.changes import How
from site_builder.review.verdict import SUMMARY_LIMIT, State
from tests.adversarial.office import (
    FIRST,
    HARVEST,
    HARVEST_TEXT,
    NEWS,
    NEWS_TEXT,
    SECOND,
    SHI,
    THIRD,
    XUE,
    Office,
    place,
)
from tests.adversarial.requests import (  # noqa: F401 - each takes its stories in
    closings,
    forges,
    items,
    registering,
)
from tests.adversarial.stories import (
    AWARD,
    HONEST,
    with_field,
)


@pytest.mark.parametrize("name", HONEST)
def test_honest(name: str, office: Office) -> None:
    verdict = HONEST[name].act(office)
    errors = [each for each in verdict.findings if each.severity is Severity.ERROR]
    assert errors == []
    assert {each.code for each in verdict.findings if each.code[0] == "G"} == HONEST[name].codes
    assert verdict.state is (State.PENDING if HONEST[name].codes else State.SUCCESS)
    assert len(verdict.summary) <= SUMMARY_LIMIT


def test_there_are_as_many_as_attempts_asked_for() -> None:
    assert len(HONEST) >= 40


def test_an_early_approval_waits_for_the_tier_below(office: Office) -> None:
    verdict = HONEST["second_tier_skipped"].act(office)
    assert verdict.items[0].progress is not None
    told = [(tier.tier.name, tier.standing.label) for tier in verdict.items[0].progress.tiers]
    assert told == [(FIRST, "已通过"), (SECOND, "待审"), (THIRD, "先行通过")]
    assert "还要分管局领导审，可由冯安审" in verdict.summary


def test_a_change_is_told_by_field_and_owner(office: Office) -> None:
    text = with_field(HARVEST_TEXT, AWARD).replace("秋粮收购情况", "秋粮")
    verdict = office.judged(office.branch().commit(XUE, {place(HARVEST): text}))
    (change,) = verdict.changes.items
    assert change.how is How.EDITED and not change.body
    assert {key: (said.label, said.owner.label) for key, said in change.fields.items()} == {
        "endorsements": ("批示", "信息科"),
        "title": ("标题", "信息员"),
    }
    assert verdict.changes.areas == (Area.ITEM, Area.REGISTER)


def test_a_renamed_item_is_one_change(office: Office) -> None:
    files = {place(NEWS): None, place("20261010-太原"): NEWS_TEXT}
    verdict = office.judged(office.branch().commit(SHI, files))
    (change,) = verdict.changes.items
    assert (change.how, change.id, change.fields) == (How.RENAMED, "20261010-太原", {})


def test_an_urgent_item_names_the_day_until_which_the_others_must_decide(office: Office) -> None:
    verdict = HONEST["urgent_item_published_before_the_leader"].act(office)
    assert verdict.items[0].fast is not None
    assert verdict.summary == f"可以合并：先发后审，{verdict.items[0].fast} 前各级要审完"
