"""Outlines say of facts what the facts say, whether these are made or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from scoring.hindsight import until
from scoring.model import Item
from scoring.outline import (
    Outlined,
    Revised,
    Trait,
    differing,
    first_day,
    having,
    later,
    leading,
    of_item,
    of_trail,
    outline,
    revised,
)
from scoring.review.record import Trail
from site_builder.reading.repository import load
from tests.support import ROOT

CORPUS = load(Path(ROOT / "content")).corpus
ITEMS = CORPUS.items
PLAIN: Mapping[str, Item] = {key: ITEMS[key] for key in ITEMS}
PLAIN_CORPUS = replace(CORPUS, items=PLAIN, trails=dict(CORPUS.trails))
DAYS = sorted({item.date for item in PLAIN.values()})[::9]


def test_the_outline_is_known_as_the_fact_would_tell_it() -> None:
    assert isinstance(ITEMS, Outlined)
    for key, item in PLAIN.items():
        assert ITEMS.outline(key) == outline(PLAIN, key) == of_item(item)
    assert isinstance(CORPUS.trails, Outlined)
    for key, trail in CORPUS.trails.items():
        told = CORPUS.trails.outline(key)
        assert (told.day, told.last) == of_trail(trail)[:2]


@pytest.mark.parametrize("trait", Trait)
def test_the_same_facts_have_a_trait(trait: Trait) -> None:
    found = list(having(PLAIN, trait))
    assert 0 < len(found) < len(PLAIN)
    assert list(having(ITEMS, trait)) == found
    assert list(leading(ITEMS, trait)) == list(leading(PLAIN, trait))


def test_the_first_day_is_the_same() -> None:
    assert first_day(ITEMS) == first_day(PLAIN) == min(item.date for item in PLAIN.values())
    then = until(CORPUS, DAYS[1]).items
    assert isinstance(then, Revised) and first_day(then) == first_day(ITEMS)
    assert first_day(until(CORPUS, date(1999, 1, 1)).items) is None is first_day({})


def test_the_same_facts_are_later() -> None:
    for day in (date.min, *DAYS, date.max):
        assert list(later(ITEMS, day, of_item)) == list(later(PLAIN, day, of_item))
        trails = dict(CORPUS.trails)
        assert list(later(CORPUS.trails, day, of_trail)) == list(later(trails, day, of_trail))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_looking_back_gives_the_same_either_way(day: date) -> None:
    one, other = until(CORPUS, day), until(PLAIN_CORPUS, day)
    assert one == other
    assert [*one.items] == [*other.items] == sorted(other.items)
    assert len(one.items) == len(other.items)
    assert differing(ITEMS, one.items) == differing(PLAIN, other.items)
    for trait in Trait:
        assert list(having(one.items, trait)) == list(having(other.items, trait))
    for near in (day - timedelta(days=40), day):
        assert list(later(one.items, near, of_item)) == list(later(other.items, near, of_item))


def test_looking_at_the_last_day_changes_nothing() -> None:
    then = until(CORPUS, date.max - timedelta(days=1))
    assert then.items is ITEMS and then.trails is CORPUS.trails
    assert differing(ITEMS, then.items) == {}


def test_a_trail_without_reviews_is_of_no_day() -> None:
    key, trail = next(iter(CORPUS.trails.items()))
    empty = Trail(trail.item, trail.source, ())
    corpus = replace(CORPUS, trails={key: empty})
    assert until(corpus, date(9999, 1, 1)).trails == {}


def test_what_is_gone_is_gone_and_what_is_another_is_told_as_it_is() -> None:
    gone, other, *_ = PLAIN
    changed = {gone: None, other: replace(PLAIN[other], sources=(gone,))}
    found = revised(ITEMS, changed, of_item)
    assert isinstance(found, Revised)
    assert found == revised(PLAIN, changed, of_item)
    assert gone not in found and other in found and "无" not in found
    assert found.get(gone) is None and len(found) == len(PLAIN) - 1
    assert found.outline(other).sources == (gone,)
    assert other in [item.id for item in having(found, Trait.SOURCES)]
    assert revised(ITEMS, {other: ITEMS[other]}, of_item) is ITEMS
