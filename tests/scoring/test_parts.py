"""A ledger in parts: however items are shared out, kept or taken up, the entries are the same."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.conditions import ALWAYS, DateBasis, Joint, Judged, Section
from scoring.engine import Scoring, score
from scoring.ledger import Entry, Ledger, counts_in
from scoring.model import Corpus, Forwarding, Item, Lineage
from scoring.packing import packed, unpacked
from scoring.period_rules import Limit, Measured, Quota, Subject
from scoring.periods import PeriodKind, parse_period
from scoring.points import Points, total
from scoring.postings import Days, Part, together
from scoring.rules import FaultRule, ForwardingRule, SubmissionRule
from scoring.vocabulary import FaultKind, Level, LineageKind
from tests.scoring.engine_office import (
    YEAR_END,
    adopted,
    item,
    judgement,
    office,
    on,
    pays,
    rulebook,
    when,
)
from tests.scoring.test_engine_laws import AT, busy_office, offices

REQUIRED = {"市局": Decimal(1), "县局": Decimal(2)}
KINDS = st.sampled_from(PeriodKind)
CONDITIONS = st.sampled_from(
    [ALWAYS, when(forms="单篇"), when(publications=("晋政信息", "山西信息")), when(groups="市局")]
)


@st.composite
def quotas(draw: st.DrawFn) -> Quota:
    return Quota(
        source=AT,
        clause="第八条",
        period=draw(KINDS),
        measured=draw(st.sampled_from(Measured)),
        required=REQUIRED,
        when=draw(CONDITIONS),
        subject=draw(st.sampled_from(Subject)),
        joint=draw(st.sampled_from(Joint)),
        each_short=Decimal(-1),
        each_over=Decimal("0.5"),
    )


@st.composite
def limits(draw: st.DrawFn) -> Limit:
    watched = st.none() | st.frozensets(st.sampled_from(list(Section)[:7]), min_size=1, max_size=2)
    sign = draw(st.sampled_from(["", "additions", "deductions"]))
    return Limit(
        source=AT,
        clause="第十三条",
        period=draw(KINDS),
        sections=draw(watched),
        additions=sign == "additions",
        deductions=sign == "deductions",
        cap=draw(st.none() | st.just(Decimal(9))),
        floor=draw(st.none() | st.just(Decimal(-1))),
    )


@st.composite
def rich_offices(draw: st.DrawFn) -> Corpus:
    """An office whose rulebook has something of everything that a ledger can hold."""
    adoptions = (
        pays("第五条（一）", Judged(Decimal(1), Decimal(9)), levels=Level.NATIONAL),
        pays("第五条（二）", 7, Joint.EACH, forms="综合"),
        pays("第五条（三）", 10, Joint.PARENT, levels=Level.PROVINCIAL),
    )
    corpus = draw(
        offices(
            adoptions=adoptions,
            basis=draw(st.sampled_from(DateBasis)),
            submissions=(SubmissionRule(source=AT, clause="第四条", when=ALWAYS,
                                        value=pays("", 1).value),),
            forwardings=(ForwardingRule(source=AT, clause="第六条", when=ALWAYS,
                                        value=pays("", 2).value),),
            faults=(FaultRule(source=AT, clause="第十一条", kinds=frozenset(FaultKind),
                              points=Decimal(-5), cancels_item=draw(st.booleans()),
                              clears=draw(st.none() | KINDS)),),
            quotas=tuple(draw(st.lists(quotas(), max_size=2))),
            limits=tuple(draw(st.lists(limits(), max_size=2))),
        )
    )
    facts = {name: _sent_up(item) for name, item in corpus.items.items()}
    moved = corpus.units["太谷县局"]
    if draw(st.booleans()):
        lineage = Lineage(LineageKind.MERGED, "祁县县局", date(2026, 7, 1))
        moved = replace(moved, lineage=lineage)
    judged = [judgement("第五条（一）", 3, "12-1", item=name) for name in list(facts)[::2]]
    return replace(
        corpus,
        items=facts,
        units={**corpus.units, moved.id: moved},
        judgements=(*corpus.judgements, *judged),
    )


def _sent_up(item: Item) -> Item:
    own = judgement("第五条（一）", 4, "11-1") if item.id.endswith("1") else None
    return replace(
        item,
        forwardings=(Forwarding(item.source, Level.PROVINCIAL, item.date),),
        judgements=() if own is None else (own,),
    )


def shared_out(corpus: Corpus, numbers: list[int]) -> list[list[str]]:
    """The items, each thrown into one of some heaps."""
    heaps: dict[int, list[str]] = defaultdict(list)
    for name, number in zip(corpus.items, numbers, strict=False):
        heaps[number].append(name)
    return list(heaps.values())


NUMBERS = st.lists(st.integers(0, 2), min_size=5, max_size=5)


def in_parts(corpus: Corpus, numbers: list[int], as_of: date) -> tuple[Scoring, list[Part]]:
    scoring = Scoring(corpus, "信息", as_of)
    return scoring, [scoring.part(heap) for heap in shared_out(corpus, numbers)]


def again(part: Part, corpus: Corpus) -> Part:
    head, body = packed(part)
    return unpacked(part.mark, part.items, head, lambda: body, corpus)


def written(part: Part) -> list[object]:
    """All that a part says, line by line."""
    lines = [(line.rows, line.weight, line.rulebook) for line in part.lines]
    rest = (part.items, part.sheets, list(part.owners), list(part.places), part.used, part.charged)
    return [lines, rest, part.sums, part.counts]


@settings(deadline=None, max_examples=60)
@given(rich_offices(), NUMBERS, st.sampled_from([YEAR_END, on("7-10"), on("12-20")]))
def test_however_items_are_shared_out_and_kept_the_ledger_is_the_same(
    corpus: Corpus, numbers: list[int], as_of: date
) -> None:
    whole = score(corpus, "信息", as_of)
    scoring, parts = in_parts(corpus, numbers, as_of)
    assert scoring.ledger(parts) == whole
    kept = [again(part, corpus) for part in parts]
    assert Scoring(corpus, "信息", as_of).ledger(kept) == whole
    assert [written(part) for part in kept] == [written(part) for part in parts]


@settings(deadline=None, max_examples=30)
@given(rich_offices(), NUMBERS)
def test_what_is_asked_for_is_what_the_entries_say(corpus: Corpus, numbers: list[int]) -> None:
    scoring, parts = in_parts(corpus, numbers, YEAR_END)
    ledger = scoring.ledger(parts)
    entries = ledger.entries
    lines = [entry for entry in entries if entry.person is None]
    for unit in corpus.units:
        assert list(ledger.of_unit(unit)) == [one for one in lines if one.unit == unit]
    for person in corpus.people:
        assert list(ledger.of_person(person)) == [one for one in entries if one.person == person]
    for name in corpus.items:
        assert list(ledger.of_item(name)) == [one for one in entries if one.item == name]
    for rule in {one.rule.source for one in entries if one.rule is not None}:
        assert list(ledger.of_rule(rule)) == [
            one for one in entries if one.rule is not None and one.rule.source == rule
        ]
    for rule in {one.rule.source for one in lines if one.rule is not None}:
        gave = [one for one in lines if one.rule is not None and one.rule.source == rule]
        assert ledger.given(rule) == (len(gave), total(one.points for one in gave))
        newest = sorted(gave, key=lambda one: one.date, reverse=True)
        assert ledger.newest(rule, 2) == newest[:2]
    first, last = on("3-5"), on("9-9")
    for unit in corpus.units:
        own = [one for one in lines if one.unit == unit and first <= one.date <= last]
        assert list(ledger.of_unit(unit, Days(first, last))) == own
    assert list(ledger.dated(first, last)) == [one for one in entries if first <= one.date <= last]


@settings(deadline=None, max_examples=30)
@given(rich_offices(), NUMBERS, st.booleans())
def test_what_a_unit_was_given_is_the_sum_of_its_entries(
    corpus: Corpus, numbers: list[int], ruled: bool
) -> None:
    scoring, parts = in_parts(corpus, numbers, YEAR_END)
    ledger = scoring.ledger(parts)
    for written in ("2026-03", "2026-08", "2026Q3", "2026H1", "2026"):
        period = parse_period(written)
        assert period is not None
        held: dict[tuple[str, Section], list[Points]] = defaultdict(list)
        for one in ledger.entries:
            told = one.person is None and (one.rule is not None or not ruled)
            if told and counts_in(one, period):
                held[one.unit, one.section].append(one.points)
        found = {
            (unit, section): together(some)
            for unit, sections in ledger.sums(period, ruled=ruled).items()
            for section, some in sections.items()
        }
        assert found == {key: (len(points), total(points)) for key, points in held.items()}
        assert all(repr(one.points) == repr(total(held[key])) for key, one in found.items())


def test_postings_are_the_entries_of_items_before_they_are_written_out() -> None:
    corpus = busy_office()
    scoring = Scoring(corpus, "信息", YEAR_END)
    part = scoring.part(corpus.items)
    told = [
        (posting.day, row.unit, row.person, row.points, posting.section, row.rule,
         posting.rulebook, posting.fact, posting.item, posting.span, row.detail)
        for posting in part
        for row in posting.line.rows
    ]
    given_by_items = Ledger("信息", (), YEAR_END, (), (part,)).entries
    assert sorted(told, key=repr) == sorted((tuple(one) for one in given_by_items), key=repr)
    assert all(type(one) is Entry for one in given_by_items)


def test_a_part_of_nothing_says_nothing() -> None:
    corpus = busy_office()
    scoring = Scoring(corpus, "信息", YEAR_END)
    empty = scoring.part(())
    assert (list(empty), len(empty), empty.sums.units) == ([], 0, {})
    assert scoring.ledger([empty, scoring.part(corpus.items)]) == score(corpus, "信息", YEAR_END)


def test_a_fraction_and_a_plain_number_survive_being_kept() -> None:
    units = ("晋中市局", "大同市局", "太谷县局")
    corpus = office(
        rulebook(joint=Joint.EVEN),
        item("三家", "3-1", units, adopted("晋政信息", "3-9")),
        item("一家", "3-2", "晋中市局", adopted("晋政信息", "3-9")),
    )
    part = again(Scoring(corpus, "信息", YEAR_END).part(corpus.items), corpus)
    found = {row.points for line in part.lines for row in line.rows}
    assert found == {Fraction(10, 3), Decimal(10)}
    assert {type(points) for points in found} == {Decimal, Fraction}
