"""The demonstration office's own records: every item since the rules began has passed them."""

from __future__ import annotations

from collections import Counter

import pytest

from scoring.model import Corpus
from scoring.review.paths import is_fast
from scoring.review.progress import Progress, State, progress
from scoring.review.record import Channel, Decision, Review
from site_builder.reading.repository import load
from site_builder.review.places import item_path
from site_builder.review.text import digest_of_file
from tests.support import ROOT

CONTENT = ROOT / "content"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load(CONTENT).corpus


@pytest.fixture(scope="module")
def reviewed(corpus: Corpus) -> list[Progress]:
    """Where every item stands that the rules are about."""
    assert corpus.workflow is not None and corpus.office.as_of is not None
    found = []
    for item in corpus.items.values():
        text = digest_of_file((CONTENT / item_path(item.id)).read_bytes())
        assert text is not None
        trail = corpus.trails.get(item.id)
        found.append(progress(corpus.workflow, corpus, item, trail, text, corpus.office.as_of))
    return [each for each in found if each.state is not State.FREE]


def every(corpus: Corpus) -> list[Review]:
    return [review for trail in corpus.trails.values() for review in trail.reviews]


def test_every_item_passed_and_nothing_was_in_vain(
    corpus: Corpus, reviewed: list[Progress]
) -> None:
    assert {each.state for each in reviewed} == {State.PASSED}
    assert [each.discounted for each in reviewed if each.discounted] == []
    assert {each.item for each in reviewed} <= corpus.trails.keys()
    assert len(reviewed) > 30


def test_nothing_was_adopted_before_it_had_passed(corpus: Corpus, reviewed: list[Progress]) -> None:
    assert corpus.workflow is not None
    early = []
    for stands in reviewed:
        item = corpus.items[stands.item]
        passed = max(review.time.date() for review in corpus.trails[item.id].reviews)
        taken = [each.date for each in item.adoptions] + [each.date for each in item.forwardings]
        if min(taken, default=passed) < passed:
            early.append(item.id)
    assert early == []


def test_it_shows_what_befalls_items_in_an_office(corpus: Corpus, reviewed: list[Progress]) -> None:
    assert corpus.workflow is not None
    rounds = Counter(each.rounds for each in reviewed)
    assert rounds[1] > rounds[2] > rounds[3] > 0
    reviews = every(corpus)
    assert {review.channel for review in reviews} == set(Channel)
    assert {review.decision for review in reviews} == set(Decision)
    assert any(review.instead_of for review in reviews)
    assert all(review.reason for review in reviews if review.decision is Decision.RETURN)
    fast = [each for each in reviewed if is_fast(corpus.workflow, corpus.items[each.item])]
    assert len(fast) == 1
    unpublished = corpus.trails.keys() - corpus.items.keys()
    last = {corpus.trails[key].reviews[-1].decision for key in sorted(unpublished)}
    assert last == {Decision.REJECT, Decision.WITHDRAW}


def test_who_does_not_review_on_a_forge_signs(corpus: Corpus) -> None:
    for review in every(corpus):
        if review.channel is not Channel.FORGE:
            own = review.person if review.paper is None else review.paper.recorder
            assert review.signature is not None
            assert corpus.people[own].keys
