"""Counts of facts against counting them one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from scoring.conditions import DateBasis
from scoring.model import Adoption, Endorsement, Item, Lineage, Publication, Share
from scoring.results import Ranked, TableKey, Tally
from scoring.slots import LENGTHS, Slot, slot_of
from scoring.standings import tables
from scoring.tallies import Names, counted, merged, tallied, tally
from scoring.vocabulary import Level, LineageKind
from tests.scoring.small_office import (
    HERE,
    PAPERS,
    book,
    corpus,
    day,
    item,
    ledger,
    period,
    person,
    scoring_rule,
    table,
    unit,
    units,
)

AS_OF = day("10-15")
MERGED = units("甲", "乙", "丙") | {
    "丙": unit("丙", line=3, lineage=Lineage(LineageKind.MERGED, "甲", day("6-10")))
}
PEOPLE = {name: person(name, name[0]) for name in ("甲/李", "乙/王")}
DAYS = st.dates(day("2025-06-01"), day("12-31"))
ADOPTIONS = st.builds(
    Adoption,
    st.just(HERE),
    st.sampled_from(sorted(PAPERS)),
    DAYS,
    units=st.sampled_from([(), (), ("甲",), ("乙", "丙")]),
)
ENDORSEMENTS = st.builds(
    Endorsement,
    st.just(HERE),
    st.just("市长"),
    DAYS,
    st.booleans(),
    st.sampled_from([None, *sorted(PAPERS)]),
)
ITEMS = st.builds(
    Item,
    st.just("x"),
    st.just(HERE),
    st.just("题"),
    DAYS,
    st.lists(st.sampled_from("甲乙丙"), min_size=1, max_size=3, unique=True).map(
        lambda names: tuple(map(Share, names))
    ),
    authors=st.lists(st.sampled_from(sorted(PEOPLE)), max_size=2, unique=True).map(tuple),
    adoptions=st.lists(ADOPTIONS, max_size=3).map(tuple),
    endorsements=st.lists(ENDORSEMENTS, max_size=2).map(tuple),
)


def names(slot: Slot) -> Names:
    """丙 became 甲 on 10 June 2026."""
    return {"丙": "甲"} if min(slot.period.end, AS_OF) >= day("6-10") else {}


def whose(ranked: Ranked, fact: Item | Adoption | Endorsement, whole: Item) -> set[str]:
    """The subjects for which a fact counts, by the letter of the documentation."""
    names = {share.unit for share in whole.units}
    match ranked:
        case Ranked.UNIT:
            return set(getattr(fact, "units", ())) or names if isinstance(fact, Adoption) else names
        case Ranked.PERSON:
            return set(whole.authors)
        case _:
            paper = getattr(fact, "publication", None)
            if paper is None:
                return set()
            return {paper if ranked is Ranked.PUBLICATION else PAPERS[paper].level.label}


def one_by_one(items: list[Item], ranked: Ranked, subject: str, slot: Slot) -> Tally:
    """The counts of a subject in a period, every fact looked at by itself."""

    def mine(fact: Item | Adoption | Endorsement, whole: Item) -> bool:
        found = whose(ranked, fact, whole)
        if ranked is Ranked.UNIT:
            found = {names(slot).get(name, name) for name in found}
        return subject in found and fact.date in slot.period and fact.date <= AS_OF

    known = [each for each in items if each.date <= AS_OF]
    taken = [[fact for fact in each.adoptions if mine(fact, each)] for each in known]
    noted = [fact for each in known for fact in each.endorsements if mine(fact, each)]
    levels = [PAPERS[fact.publication].level for facts in taken for fact in facts]
    return Tally(
        sent=sum(mine(each, each) for each in known),
        adopted=sum(bool(facts) for facts in taken),
        adoptions=sum(map(len, taken)),
        endorsements=len(noted),
        praised=sum(fact.praise for fact in noted),
        by_level=tuple(levels.count(level) for level in Level),
    )


SUBJECTS = {
    Ranked.UNIT: tuple("甲乙丙"),
    Ranked.PERSON: tuple(PEOPLE),
    Ranked.PUBLICATION: tuple(PAPERS),
    Ranked.LEVEL: ("省级", "市级", "国家级"),
}
SLOTS = [
    Slot(length, (2025 * 12 + 5 + month) // length)
    for length in LENGTHS.values()
    for month in range(0, 19, length)
]


@given(st.lists(ITEMS, max_size=6))
def test_counting_by_pattern_is_counting_one_by_one(items: list[Item]) -> None:
    counts = counted(items, PAPERS, AS_OF)
    for ranked, subjects in SUBJECTS.items():
        for slot in SLOTS:
            found = tallied(counts, ranked, slot, names(slot))
            for name in subjects:
                made = tally(found[name], slot.length) if name in found else Tally()
                assert made == one_by_one(items, ranked, name, slot), (ranked, slot, name)


@given(st.lists(st.lists(ITEMS, max_size=4), max_size=4))
def test_counts_of_lots_of_items_merged_are_those_of_all_items(lots: list[list[Item]]) -> None:
    whole = counted([item for lot in lots for item in lot], PAPERS, AS_OF)
    parts = [counted(lot, PAPERS, AS_OF) for lot in lots]
    assert whole == {
        month: merged(part[month] for part in parts if month in part)
        for month in sorted({month for part in parts for month in part})
    }


def test_under_a_rulebook_that_counts_by_sending_an_adoption_falls_in_its_items_month() -> None:
    facts = corpus(
        units("甲"),
        item("a", "1-30", "甲", taken=(("市简报", "3-2"),)),
        rulebooks=(book(basis=DateBasis.SENT),),
    )
    made = tables(facts, ledger(), date(2026, 12, 31))
    assert table(made, "2026-01").rows[0].tally.adopted == 1
    assert table(made, "2026-03").rows[0].tally.adopted == 0


def test_an_adoption_counts_in_the_scores_that_speak_of_its_publication() -> None:
    news = {
        name: Publication(name, HERE, level, "社")
        for name, level in (("晚报", Level.MEDIA), ("校报", Level.COUNTY))
    }
    press = book(score="宣传", adoptions=(scoring_rule("第三条", Level.MEDIA, 6),))
    facts = corpus(
        units("甲"),
        item("a", "1-30", "甲", taken=(("市简报", "2-2"), ("晚报", "2-3"), ("校报", "2-4"))),
        rulebooks=(book(), press),
        publications=PAPERS | news,
    )
    counted = {}
    for score in ("信息", "宣传"):
        made = tables(facts, replace(ledger(), score=score), AS_OF)
        key = TableKey(score, period("2026-02"), Ranked.PUBLICATION, None)
        counted[score] = {row.subject for row in made[key].rows}
    assert counted == {"信息": {"市简报", "校报"}, "宣传": {"晚报", "校报"}}


def test_a_slot_is_a_period_and_back() -> None:
    for length in LENGTHS.values():
        slot = Slot(length, 2026 * 12 // length)
        assert slot_of(slot.period) == slot
        assert slot.previous.period == slot.period.previous()
