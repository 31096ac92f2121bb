"""What items give: adoptions, sending, joint work, people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from scoring.conditions import (
    Counting,
    DateBasis,
    Fixed,
    Joint,
    Judged,
    Multiple,
    PerLength,
    PersonJoint,
    Section,
)
from scoring.findings import Source
from scoring.model import Forwarding, Lineage
from scoring.points import total
from scoring.rulebook import Scope, ScoreTable
from scoring.rules import Credit, ForwardingRule, Multiplier, SubmissionRule
from scoring.vocabulary import Level, LineageKind, Route
from tests.scoring.engine_office import (
    adopted,
    endorsed,
    given,
    item,
    judgement,
    office,
    on,
    only,
    part,
    pays,
    people,
    person,
    place,
    rulebook,
    scored,
    when,
)

JINZHONG, DATONG = "晋中市局", "大同市局"


def test_the_first_rule_that_fits_counts() -> None:
    book = rulebook(
        pays("第五条（一）", 12, publications="晋政信息", forms="单篇"),
        pays("第五条（二）", 10, levels=Level.PROVINCIAL),
    )
    facts = item(
        "a", "3-1", JINZHONG,
        adopted("晋政信息", "3-2", form="单篇"), adopted("晋政信息", "3-3", form="综合"),
    )
    assert given(office(book, facts)) == [
        (JINZHONG, "第五条（一）", 12), (JINZHONG, "第五条（二）", 10),
    ]


def test_an_adoption_that_no_rule_scores_still_has_its_line() -> None:
    book = rulebook(pays("第五条", 10, levels=Level.PROVINCIAL))
    corpus = office(book, item("a", "3-1", JINZHONG, adopted("晋中信息", "3-2")))
    assert given(corpus) == [(JINZHONG, "—", 0)]


def test_facts_after_the_as_of_day_do_not_exist_yet() -> None:
    book = rulebook(pays("第五条", 10, endorsed=True), pays("第六条", 5))
    corpus = office(
        book, item("a", "3-1", JINZHONG, adopted("晋政信息", "3-2"), endorsed("省长", "3-9"))
    )
    assert given(corpus, on("3-1")) == []
    assert given(corpus, on("3-8")) == [(JINZHONG, "第六条", 5)]
    assert given(corpus, on("3-9")) == [(JINZHONG, "第五条", 10)]


def test_the_rulebook_of_the_day_of_adoption_judges() -> None:
    old = rulebook(pays("旧", 8), id="2025", effective=date(2025, 1, 1))
    corpus = office((old, rulebook()), item(
        "a", "2025-12-20", JINZHONG, adopted("晋政信息", "2025-12-31"), adopted("晋政信息", "1-1")
    ))
    assert given(corpus) == [(JINZHONG, "旧", 8), (JINZHONG, "第五条（二）", 10)]


def test_counting_by_sending_gives_to_the_day_and_rulebook_of_the_item() -> None:
    old = rulebook(pays("旧", 8), id="2025", effective=date(2025, 1, 1))
    new = rulebook(basis=DateBasis.SENT)
    corpus = office((old, new), item("a", "2025-12-20", JINZHONG, adopted("晋政信息", "1-5")))
    entry = only(corpus)
    assert (entry.date, entry.points) == (date(2025, 12, 20), Decimal(8))


def test_an_item_sent_after_the_as_of_day_has_no_adoptions_yet_where_sending_counts() -> None:
    corpus = office(
        rulebook(basis=DateBasis.SENT), item("a", "4-1", JINZHONG, adopted("晋政信息", "3-1"))
    )
    assert given(corpus, on("3-31")) == []


def test_an_item_before_the_first_rulebook_gives_nothing() -> None:
    corpus = office(rulebook(), item("a", "2025-6-1", JINZHONG, adopted("晋政信息", "2025-6-2")))
    assert given(corpus) == []


def test_two_scores_are_kept_apart() -> None:
    corpus = office(
        (rulebook(), rulebook(pays("甲", 1), id="p", score="宣传")),
        item("a", "3-1", JINZHONG, adopted("晋政信息", "3-2")),
    )
    assert given(corpus) == [(JINZHONG, "第五条（二）", 10)]


def test_sending_and_being_chosen_score_before_any_adoption() -> None:
    book = rulebook(
        submissions=(SubmissionRule(source=place(), clause="报", when=when(kinds="动态"),
                                    value=Fixed(Decimal(1))),),
        forwardings=(ForwardingRule(source=place(), clause="选", when=when(levels=Level.PROVINCIAL),
                                    value=Fixed(Decimal(2))),),
    )
    up = (Forwarding(Source("x", 9), Level.PROVINCIAL, on("3-5")),)
    corpus = office(
        book,
        item("a", "3-1", JINZHONG, kind="动态", forwardings=up),
        item("b", "3-1", DATONG, kind="调研", forwardings=up),
    )
    assert given(corpus) == [(JINZHONG, "报", 1), (DATONG, "选", 2), (JINZHONG, "选", 2)]


@pytest.mark.parametrize(
    ("counting", "points"),
    [
        (Counting.ALL, [10, 10, 30, 5]),
        (Counting.HIGHEST, [0, 0, 30, 0]),
        (Counting.HIGHEST_PER_LEVEL, [10, 0, 30, 5]),
        (Counting.HIGHEST_PER_PUBLICATION, [10, 10, 30, 5]),
    ],
)
def test_several_adoptions_count_as_the_rulebook_says(
    counting: Counting, points: list[int]
) -> None:
    corpus = office(
        rulebook(several_adoptions=counting),
        item("a", "3-1", JINZHONG, adopted("晋政信息", "3-2"), adopted("山西信息", "3-3"),
             adopted("税务总局简报", "3-4"), adopted("晋中信息", "3-5")),
    )
    assert [entry[2] for entry in given(corpus)] == points


def test_the_loser_says_which_one_counted() -> None:
    corpus = office(
        rulebook(several_adoptions=Counting.HIGHEST),
        item("a", "3-1", JINZHONG, adopted("晋中信息", "3-2"), adopted("晋政信息", "3-9")),
    )
    loser, _ = scored(corpus).entries
    assert "已计《晋政信息》" in "".join(loser.detail)


def test_highest_only_is_judged_with_the_headline_factor() -> None:
    headline = Multiplier(source=place(), clause="头条", factor=Fraction(2),
                          section=Section.ADOPTION, when=when(forms="头条"))
    book = rulebook(
        pays("甲", 7, publications="晋政信息"), pays("乙", 10, publications="山西信息"),
        multipliers=(headline,), several_adoptions=Counting.HIGHEST,
    )
    corpus = office(book, item(
        "a", "3-1", JINZHONG, adopted("晋政信息", "3-2", form="头条"), adopted("山西信息", "3-3")
    ))
    assert given(corpus) == [(JINZHONG, "甲", 7), (JINZHONG, "头条", 7), (JINZHONG, "乙", 0)]


def test_factors_multiply_one_after_the_other() -> None:
    factors = tuple(
        Multiplier(source=place(), clause=clause, factor=factor, section=Section.ADOPTION)
        for clause, factor in (("双倍", Fraction(2)), ("减半", Fraction(1, 2)))
    )
    corpus = office(
        rulebook(multipliers=factors), item("a", "3-1", JINZHONG, adopted("晋政信息", "3-2"))
    )
    assert [points for _, _, points in given(corpus)] == [10, 10, -10]


@pytest.mark.parametrize(
    ("joint", "points"),
    [
        (Joint.EVEN, [5, 5]),
        (Joint.SHARES, [6, 4]),
        (Joint.EACH, [10, 10]),
        (Joint.FIRST, [10, 0]),
    ],
)
def test_a_joint_item_is_divided(joint: Joint, points: list[int]) -> None:
    units = (part(JINZHONG, "3/5"), part(DATONG, "2/5"))
    corpus = office(
        rulebook(joint=joint), item("a", "3-1", units, adopted("晋政信息", "3-2"))
    )
    by_unit = {unit: value for unit, _, value in given(corpus)}
    assert [by_unit[JINZHONG], by_unit[DATONG]] == points


def test_units_without_a_share_take_even_parts_of_the_rest() -> None:
    units = (part(JINZHONG, "1/2"), DATONG, "太谷县局")
    corpus = office(
        rulebook(joint=Joint.SHARES), item("a", "3-1", units, adopted("晋政信息", "3-2"))
    )
    assert sorted(value for _, _, value in given(corpus)) == [Decimal("2.5"), Decimal("2.5"), 5]


def test_a_common_parent_takes_a_joint_item_whole() -> None:
    corpus = office(
        rulebook(joint=Joint.PARENT),
        item("a", "3-1", ("太谷县局", "祁县县局"), adopted("晋政信息", "3-2")),
        item("b", "3-1", "太谷县局", adopted("晋政信息", "3-2")),
    )
    assert given(corpus) == [
        ("太谷县局", "第五条（二）", 10), (JINZHONG, "第五条（二）", 10),
    ]


def test_all_authors_share_what_goes_to_a_common_parent() -> None:
    corpus = office(rulebook(joint=Joint.PARENT), item(
        "a", "3-1", (JINZHONG, "太谷县局"), adopted("晋政信息", "3-2"),
        authors=("晋中市局/li", "太谷县局/sun"),
    ), people={name: person(name) for name in ("晋中市局/li", "太谷县局/sun")})
    assert people(corpus) == [("晋中市局/li", 5), ("太谷县局/sun", 5)]


def test_a_composite_adoption_gives_each_named_unit_the_fixed_value() -> None:
    book = rulebook(pays("综合", 3, Joint.EACH, forms="综合"), pays("单篇", 5))
    corpus = office(book, item(
        "a", "3-1", (JINZHONG, DATONG, "太谷县局"),
        adopted("晋政信息", "3-2", form="综合", units=(JINZHONG, DATONG)),
    ))
    assert given(corpus) == [(DATONG, "综合", 3), (JINZHONG, "综合", 3)]


def test_rules_may_differ_by_the_class_of_each_joint_unit() -> None:
    book = rulebook(pays("县", 20, groups="县局"), pays("市", 10, groups="市局"))
    corpus = office(
        book, item("a", "3-1", (JINZHONG, "太谷县局"), adopted("晋政信息", "3-2"))
    )
    assert given(corpus) == [("太谷县局", "县", 10), (JINZHONG, "市", 5)]


def test_credit_moves_a_units_points_and_says_so() -> None:
    move = Credit(source=place(), clause="第九条", groups=frozenset({"县局"}))
    corpus = office(
        rulebook(credits=(move,)), item("a", "3-1", "太谷县局", adopted("晋政信息", "3-2"))
    )
    entry = only(corpus)
    assert (entry.unit, entry.points) == (JINZHONG, Decimal(10))
    assert "依第九条由太谷县局转入" in entry.detail


def test_scope_looks_at_who_gets_the_points() -> None:
    cities = Scope(groups=frozenset({"市局"}), without=frozenset({DATONG}))
    corpus = office(rulebook(scope=cities), *(
        item(unit, "3-1", unit, adopted("晋政信息", "3-2"))
        for unit in (JINZHONG, DATONG, "太谷县局")
    ))
    assert given(corpus) == [(JINZHONG, "第五条（二）", 10)]


@pytest.mark.parametrize(
    ("joint", "points"),
    [
        (PersonJoint.EVEN, [5, 5]),
        (PersonJoint.EACH, [10, 10]),
        (PersonJoint.FIRST, [10, 0]),
        (PersonJoint.NONE, []),
    ],
)
def test_authors_share_their_units_points(joint: PersonJoint, points: list[int]) -> None:
    corpus = office(rulebook(persons=joint), item(
        "a", "3-1", JINZHONG, adopted("晋政信息", "3-2"), authors=("晋中市局/li", "晋中市局/wang")
    ))
    assert [value for _, value in people(corpus)] == points


def test_each_author_shares_only_his_own_units_part() -> None:
    corpus = office(rulebook(), item(
        "a", "3-1", (JINZHONG, DATONG), adopted("晋政信息", "3-2"),
        authors=("晋中市局/li", "晋中市局/wang", "大同市局/zhao"),
    ))
    assert people(corpus) == [
        ("大同市局/zhao", 5), ("晋中市局/li", Decimal("2.5")), ("晋中市局/wang", Decimal("2.5")),
    ]


def test_an_author_keeps_the_points_of_his_renamed_unit() -> None:
    corpus = office(rulebook(), item(
        "a", "3-1", "太谷县局", adopted("晋政信息", "3-2"), authors=("晋中市局/li",)
    ))
    corpus.units["太谷县局"]
    renamed = Lineage(LineageKind.MERGED, JINZHONG, on("6-1"))
    units = {**corpus.units, "太谷县局": replace(corpus.units["太谷县局"], lineage=renamed)}
    assert people(corpus) == []
    assert people(replace(corpus, units=units)) == [("晋中市局/li", 10)]


def test_unsigned_items_may_be_worth_nothing() -> None:
    book = rulebook(pays("稿酬", 4, signed=True))
    signed = item("a", "3-1", JINZHONG, adopted("晋政信息", "3-2"), authors=("晋中市局/li",))
    unsigned = item("b", "3-1", DATONG, adopted("晋政信息", "3-2"), outside_authors=("某记者",))
    assert given(office(book, signed, unsigned)) == [(DATONG, "—", 0), (JINZHONG, "稿酬", 4)]


def test_length_counts_in_full_steps_of_what_was_printed() -> None:
    book = rulebook(pays("每百字", PerLength(Decimal(5), 100)))
    corpus = office(
        book,
        item("a", "3-1", JINZHONG, adopted("晋政信息", "3-2"), length=399),
        item("b", "3-1", DATONG, adopted("晋政信息", "3-2", length=99), length=399),
    )
    assert given(corpus) == [(DATONG, "每百字", 0), (JINZHONG, "每百字", 15)]


def test_a_multiple_of_another_authoritys_table() -> None:
    table = ScoreTable(place(), "省级计分表", "省办〔2026〕1号",
                       {"晋政信息": Decimal(10)}, {Level.PROVINCIAL: Decimal(4)})
    book = rulebook(pays("转报", Multiple(Fraction(2), "省级计分表")), tables=(table,))
    corpus = office(book, item(
        "a", "3-1", JINZHONG, adopted("晋政信息", "3-2"), adopted("山西信息", "3-3"),
        adopted("晋中信息", "3-4"),
    ))
    assert [points for _, _, points in given(corpus)] == [20, 8, 0]


def test_a_multiple_of_a_clause_takes_its_line_for_the_same_words() -> None:
    book = rulebook(
        pays("第五条", 10, routes=Route.DIRECT, forms="单篇"),
        pays("第五条", 3, routes=Route.DIRECT, forms="综合"),
        pays("第六条", Multiple(Fraction(2), "第五条"), routes=Route.FORWARDED),
    )
    corpus = office(book, item(
        "a", "3-1", JINZHONG,
        adopted("晋政信息", "3-2", route=Route.FORWARDED, form="综合"),
        adopted("晋政信息", "3-3", route=Route.FORWARDED, form="单篇"),
    ))
    assert [points for _, _, points in given(corpus)] == [6, 20]


def test_clauses_that_cite_each_other_give_nothing() -> None:
    book = rulebook(
        pays("甲", Multiple(Fraction(2), "乙"), forms="单篇"),
        pays("乙", Multiple(Fraction(2), "甲")),
    )
    corpus = office(book, item("a", "3-1", JINZHONG, adopted("晋政信息", "3-2")))
    assert given(corpus) == [(JINZHONG, "乙", 0)]


@pytest.mark.parametrize(("judged", "points"), [(None, 0), (3, 3), (5, 5), (6, 0)])
def test_judged_points_need_a_decision_inside_the_range(judged: int | None, points: int) -> None:
    book = rulebook(pays("酌情", Judged(Decimal(1), Decimal(5))))
    decided = () if judged is None else (judgement("酌情", judged, "3-9", item="a"),)
    corpus = office(
        book, item("a", "3-1", JINZHONG, adopted("晋政信息", "3-2")), judgements=decided
    )
    assert given(corpus) == [(JINZHONG, "酌情", points)]


def test_three_units_get_exact_thirds() -> None:
    corpus = office(
        rulebook(), item("a", "3-1", (JINZHONG, DATONG, "省局"), adopted("晋政信息", "3-2"))
    )
    values = [points for _, _, points in given(corpus)]
    assert values == [Fraction(10, 3)] * 3
    assert total(values) == 10
