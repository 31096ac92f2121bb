"""批示: what an endorsement of an item gives, and when it doubles what an adoption gave."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from scoring.conditions import (
    Counting,
    Fixed,
    Section,
)
from scoring.rules import EndorsementRule
from scoring.vocabulary import Level
from tests.scoring.engine_office import (
    adopted,
    endorsed,
    given,
    item,
    office,
    place,
    rulebook,
    scored,
)

JINZHONG, DATONG = "晋中市局", "大同市局"


def bonus(clause: str, points: int, **facts: Any) -> EndorsementRule:
    return EndorsementRule(source=place(), clause=clause, value=Fixed(Decimal(points)), **facts)


def double(**facts: Any) -> EndorsementRule:
    return EndorsementRule(source=place(), clause="第六条", doubling=Fraction(2), **facts)


def test_endorsements_score_by_leader_and_praise() -> None:
    book = rulebook(endorsements=(
        bonus("省级肯定", 20, levels=frozenset({Level.PROVINCIAL}), praise=True),
        bonus("省级", 10, levels=frozenset({Level.PROVINCIAL})),
        bonus("主要领导", 5, ranks=frozenset({"主要领导"})),
    ))
    corpus = office(book, item(
        "a", "3-1", JINZHONG, endorsed("省长", "3-2", praise=True), endorsed("省长", "3-3"),
        endorsed("市长", "3-4"),
    ))
    assert given(corpus) == [
        (JINZHONG, "省级肯定", 20), (JINZHONG, "省级", 10), (JINZHONG, "主要领导", 5),
    ]


def test_an_endorsement_that_needs_an_adoption_waits_for_it() -> None:
    book = rulebook(endorsements=(bonus("第六条", 10, needs_adoption=True),))
    corpus = office(
        book,
        item("a", "3-1", JINZHONG, endorsed("省长", "3-2")),
        item("b", "3-1", DATONG, endorsed("省长", "3-2"), adopted("晋政信息", "3-9")),
    )
    assert ("晋中市局", "第六条", 0) in given(corpus)
    assert (DATONG, "第六条", 10) in given(corpus)


def test_doubling_repeats_the_counted_adoption_points_of_every_unit_and_author() -> None:
    book = rulebook(endorsements=(double(),), several_adoptions=Counting.HIGHEST)
    corpus = office(book, item(
        "a", "3-1", (JINZHONG, DATONG), adopted("晋中信息", "3-2"), adopted("晋政信息", "3-3"),
        endorsed("省长", "3-9"), authors=("晋中市局/li",),
    ))
    bonuses = [entry for entry in scored(corpus).entries if entry.section is Section.ENDORSEMENT]
    assert [(entry.unit, entry.person, entry.points) for entry in bonuses] == [
        (DATONG, None, Decimal(5)), (JINZHONG, None, Decimal(5)),
        (JINZHONG, "晋中市局/li", Decimal(5)),
    ]


def test_doubling_on_a_publication_doubles_only_that_publication() -> None:
    book = rulebook(endorsements=(double(publications=frozenset({"晋政信息"})),))
    corpus = office(book, item(
        "a", "3-1", JINZHONG, adopted("税务总局简报", "3-2"), adopted("晋政信息", "3-3"),
        endorsed("省长", "3-9", publication="晋政信息"),
    ))
    assert given(corpus)[-1] == (JINZHONG, "第六条", 10)


def test_one_endorsement_per_level_where_the_rulebook_says_so() -> None:
    book = rulebook(
        endorsements=(bonus("省", 10, leaders=frozenset({"省长"})), bonus("市", 4)),
        several_endorsements=Counting.HIGHEST_PER_LEVEL,
    )
    corpus = office(book, item(
        "a", "3-1", JINZHONG, endorsed("省长", "3-2"), endorsed("省长", "3-3"),
        endorsed("市长", "3-4"),
    ))
    assert [points for _, _, points in given(corpus)] == [10, 0, 4]
