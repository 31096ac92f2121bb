"""What may be edited without scoring anew: facts said to be alike score the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.conditions import Length, PerLength
from scoring.honours import honours
from scoring.likeness import alike
from scoring.model import Corpus, Share
from scoring.points import normal
from scoring.rules import AdoptionRule
from scoring.standings import tables
from tests.scoring.engine_office import (
    HERE,
    YEAR_END,
    adopted,
    endorsed,
    item,
    office,
    on,
    pays,
    rulebook,
    scored,
)

JINZHONG, DATONG = "晋中市局", "大同市局"
RULES: dict[str, tuple[AdoptionRule, ...]] = {
    "whatever the length": (),
    "by length": (pays("长", 8, length=Length(low=300)), pays("短", 3, length=Length(high=299))),
    "for each length": (pays("每百字", PerLength(normal(5), 100)),),
}
ITEM = item(
    "a", "3-1", JINZHONG, adopted("晋政信息", "3-2"), endorsed("省长", "3-5"),
    authors=("晋中市局/li",), length=299,
)  # fmt: skip
OTHER = item("b", "3-3", DATONG, adopted("晋中信息", "3-4"), length=120)


def edited(rules: str, **changes: Any) -> tuple[Corpus, Corpus]:
    """The office before and after an edit of the first item."""
    before = office(rulebook(*RULES[rules]), ITEM, OTHER)
    return before, replace(before, items={"a": replace(ITEM, **changes), "b": OTHER})


@pytest.mark.parametrize(
    ("rules", "changes"),
    [
        ("by length", {"title": "另拟", "tags": ("减负",), "outside_authors": ("记者",)}),
        ("for each length", {"title": "另拟"}),
        ("whatever the length", {"length": 900}),
        ("by length", {"length": 1}),
    ],
)
def test_what_no_rule_looks_at_may_be_edited(rules: str, changes: dict[str, Any]) -> None:
    assert alike(*edited(rules, **changes))


@pytest.mark.parametrize(
    ("rules", "changes"),
    [
        ("by length", {"length": 300}),
        ("for each length", {"length": 298}),
        ("whatever the length", {"kind": "经验"}),
        ("whatever the length", {"adoptions": ()}),
        ("whatever the length", {"id": "c"}),
        ("whatever the length", {"units": (Share(DATONG),)}),
    ],
)
def test_whatever_a_rule_may_look_at_is_told(rules: str, changes: dict[str, Any]) -> None:
    assert not alike(*edited(rules, **changes))


def test_so_is_all_that_is_not_an_item() -> None:
    before = office(rulebook(), ITEM)
    assert not alike(before, replace(before, people={}))
    assert not alike(before, replace(before, rulebooks=(rulebook(name="另一个办法"),)))
    assert not alike(before, office(before.rulebooks, ITEM, OTHER))
    renamed = replace(before, items={"c": ITEM})
    assert not alike(before, renamed)
    assert not alike(before, replace(before, office=replace(before.office, groups=("县局",))))
    assert alike(before, replace(before, items=dict(before.items)))


CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(("a", "另拟")),
        "tags": st.sampled_from(((), ("减负",))),
        "length": st.sampled_from((0, 299, 300, 301, 900)),
        "kind": st.sampled_from((None, "经验")),
        "date": st.sampled_from((on("3-1"), on("2-1"))),
        "source": st.sampled_from((ITEM.source, HERE)),
        "authors": st.sampled_from(((), ("晋中市局/li",), ("晋中市局/wang",))),
        "outside_authors": st.sampled_from(((), ("记者",))),
        "endorsements": st.sampled_from(((), ITEM.endorsements)),
    },
)


@given(rules=st.sampled_from(sorted(RULES)), changes=CHANGES)
def test_alike_facts_score_and_rank_the_same(rules: str, changes: dict[str, Any]) -> None:
    corpora = edited(rules, **changes)
    if alike(*corpora):
        before, after = corpora
        ledger = scored(before)
        assert scored(after) == ledger
        standings = tables(before, ledger, YEAR_END)
        assert tables(after, ledger, YEAR_END) == standings
        assert honours(after, standings, YEAR_END) == honours(before, standings, YEAR_END)
