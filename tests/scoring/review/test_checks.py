"""What is wrong with tiers, records and identities taken together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.checks import check
from scoring.checks.reviews import identity_of_one, record_has_item, tier_has_holder
from scoring.findings import Source
from scoring.model import Corpus, Person
from scoring.review.record import Decision, Trail
from tests.scoring.review.review_office import (
    DIR,
    DIRECTOR,
    HERE,
    WORKFLOW,
    WRITER,
    Story,
    corpus,
    moment,
    person,
)

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA"


def codes(found: Corpus) -> list[str]:
    every = check(found, moment(48).date())
    return [finding.code for finding in every if finding.code.startswith("V")]


def test_a_sound_office_has_no_finding() -> None:
    assert codes(corpus()) == []


def test_rules_with_a_role_that_nobody_has() -> None:
    tiers = tuple(tier._replace(role=f"新{tier.role}") for tier in WORKFLOW.tiers[:2])
    found = corpus(workflow=replace(WORKFLOW, tiers=(*tiers, WORKFLOW.tiers[2])))
    named = [finding.message[1:6] for finding in tier_has_holder(found)]
    assert named == [tier.name for tier in tiers]
    assert list(tier_has_holder(replace(found, workflow=None))) == []


@pytest.mark.parametrize(
    ("last", "count"),
    [(Decision.SUBMIT, 1), (Decision.PASS, 1), (Decision.RETURN, 1), (Decision.REJECT, 0),
     (Decision.WITHDRAW, 0)],
)  # fmt: skip
def test_only_what_ended_may_have_no_item(last: Decision, count: int) -> None:
    story = Story().submit().tell(last, DIR, DIRECTOR)
    trail = Trail(story.item.id, HERE, tuple(story.reviews))
    without = replace(story.corpus, trails={trail.item: trail})
    assert len(list(record_has_item(without))) == count
    assert list(record_has_item(replace(without, items={trail.item: story.item}))) == []


def test_a_record_without_entries_needs_its_item_too() -> None:
    found = replace(corpus(), trails={"无": Trail("无", HERE)})
    assert codes(found) == ["V405"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"accounts": ("xj",)}, {"accounts": ("other", "XJ")}),
        ({"emails": ("XuJing@example.invalid",)}, {"emails": ("xujing@example.invalid",)}),
        ({"keys": (f"{KEY} home",)}, {"keys": (f"{KEY} office",)}),
    ],
)
def test_an_identity_is_one_person_s(
    one: dict[str, tuple[str, ...]], two: dict[str, tuple[str, ...]]
) -> None:
    first, second = at(1, person(WRITER, "信息员", **one)), at(2, person(DIR, DIRECTOR, **two))
    (finding,) = identity_of_one(corpus(first, second))
    assert (finding.code, finding.line) == ("V411", 2)
    assert "writer" in finding.message
    assert list(identity_of_one(corpus(first))) == []


def test_one_person_may_have_several_and_the_same_word_in_two_ways() -> None:
    one = person(WRITER, accounts=("xj", "xujing"), emails=("xj",), keys=(KEY,))
    assert codes(corpus(one)) == []


def at(line: int, one: Person) -> Person:
    return replace(one, source=Source("content/registry/people.yml", line))
