"""A build for an earlier day knows nothing of later ones."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from scoring.engine import score
from scoring.hindsight import until
from scoring.model import Adoption, Endorsement, Fault, Forwarding, Item, Judgement
from site_builder.reading.repository import load
from tests.support import ROOT

CONTENT = load(Path(ROOT / "content")).corpus
DAY = date(2026, 3, 31)


def in_time(*facts: Item | Adoption | Endorsement | Forwarding | Fault | Judgement) -> bool:
    return all(fact.date <= DAY for fact in facts)


def test_nothing_dated_later_is_left_and_nothing_refers_to_it() -> None:
    then = until(CONTENT, DAY)
    assert 0 < len(then.items) < len(CONTENT.items)
    for item in then.items.values():
        assert in_time(item, *item.adoptions, *item.endorsements, *item.forwardings)
        assert in_time(*item.faults, *item.judgements)
        assert set(item.sources) <= set(then.items)
        assert item.commission is None or item.commission in then.assignments
    for assignment in then.assignments.values():
        assert assignment.issued <= DAY
        assert all(answer.date <= DAY for answer in assignment.answers)
        assert {answer.item for answer in assignment.answers} <= {None, *then.items}
    assert in_time(*then.faults, *then.judgements)


def test_the_last_day_is_included() -> None:
    last = max(item.date for item in CONTENT.items.values())
    assert len(until(CONTENT, last).items) == len(CONTENT.items)
    before = until(CONTENT, last - timedelta(days=1))
    assert {item.date for item in CONTENT.items.values()} - {
        item.date for item in before.items.values()
    } == {last}


def test_looking_back_twice_is_looking_back_once() -> None:
    assert until(until(CONTENT, DAY), DAY) == until(CONTENT, DAY)


def test_the_engine_sees_the_same_facts_either_way() -> None:
    ahead, then = score(CONTENT, "信息", DAY), score(until(CONTENT, DAY), "信息", DAY)
    assert ahead.entries == then.entries


def test_an_action_that_ended_later_had_not_ended() -> None:
    (ended,) = [action for action in CONTENT.actions if action.ended is not None]
    assert ended.ended is not None
    for day, told in ((ended.ended, ended.ended), (ended.ended - timedelta(days=1), None)):
        assert [
            action.ended for action in until(CONTENT, day).actions if action.source == ended.source
        ] == [told]
