"""Laws of every ledger, tried on many small offices under many rulebooks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.conditions import Counting, Fixed, Joint, PersonJoint, Section
from scoring.explain import sentence
from scoring.findings import Source
from scoring.ledger import Entry, counts_in, sum_of
from scoring.model import Adoption, Corpus, Endorsement, Item, Share
from scoring.period_rules import Base, Limit, Measured, Quota, RateRule
from scoring.periods import PeriodKind, period_of
from scoring.points import Points, fraction, text, total
from scoring.rulebook import Rulebook
from scoring.rules import AssignmentRule, Credit, EndorsementRule, FaultRule, Multiplier
from scoring.vocabulary import AssignmentKind, FaultKind, Level
from tests.scoring.engine_office import (
    LEADERS,
    PAPERS,
    PARENTS,
    YEAR_END,
    assignment,
    fault,
    judgement,
    office,
    pays,
    rulebook,
    scored,
    when,
)

UNITS = tuple(PARENTS)
AUTHORS = ("晋中市局/li", "晋中市局/wang", "大同市局/zhao")
DAYS = st.integers(0, 364).map(lambda number: date(2026, 1, 1) + timedelta(days=number))
FORMS = ("单篇", "综合", None)
AT = Source("content/rulebooks/2026.md")
FACTS = (Section.ADOPTION, Section.SUBMISSION, Section.FORWARDING, Section.ENDORSEMENT)


def rules(**changes: Any) -> Rulebook:
    """A rulebook with something in every section."""
    values: dict[str, Any] = {
        "endorsements": (
            EndorsementRule(source=AT, clause="第六条（一）", doubling=Fraction(2), praise=True),
            EndorsementRule(source=AT, clause="第六条（二）", value=Fixed(Decimal(8))),
        ),
        "multipliers": (
            Multiplier(source=AT, clause="第七条", factor=Fraction(3, 2), section=Section.ADOPTION,
                       when=when(forms="单篇")),
        ),
        "credits": (Credit(source=AT, clause="第九条", units=frozenset({"祁县县局"})),),
        "assignments": (
            AssignmentRule(
                source=AT, clause="第十条", kinds=frozenset({AssignmentKind.COMMISSION}),
                on_time=Decimal(2), missing=Decimal(-3), strikes=2, strike_period=PeriodKind.YEAR,
                clears=PeriodKind.QUARTER,
            ),
        ),
        "faults": (
            FaultRule(source=AT, clause="第十一条", kinds=frozenset(FaultKind), points=Decimal(-5),
                      cancels_item=True),
        ),
        "quotas": (
            Quota(source=AT, clause="第八条", period=PeriodKind.MONTH, measured=Measured.SENT,
                  required={"市局": Decimal(1)}, each_short=Decimal(-1), each_over=Decimal("0.5")),
        ),
        "rates": (
            RateRule(source=AT, clause="第十二条", period=PeriodKind.QUARTER, points=Decimal(1),
                     at_least=Fraction(1, 2)),
        ),
        "bases": (
            Base(source=AT, clause="第四条", period=PeriodKind.QUARTER, points=Decimal(6)),
        ),
        "limits": (
            Limit(source=AT, clause="第十三条", period=PeriodKind.MONTH, cap=Decimal(12)),
            Limit(source=AT, clause="第十四条", period=PeriodKind.QUARTER, floor=Decimal(0)),
        ),
    }
    own = (
        pays("第五条（一）", 30, levels=Level.NATIONAL),
        pays("第五条（二）", 7, Joint.EACH, forms="综合"),
        pays("第五条（三）", 10, levels=Level.PROVINCIAL),
    )
    return rulebook(*own, **values | changes)


@st.composite
def items(draw: st.DrawFn, number: int) -> Item:
    name = f"信息{number}"
    path = f"content/items/{name}.md"
    units = draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=3, unique=True))
    shares = st.none() | st.fractions(0, 1, max_denominator=6)
    sent = draw(DAYS)
    adoptions = draw(st.lists(st.tuples(st.sampled_from(sorted(PAPERS)), DAYS,
                                        st.sampled_from(FORMS)), max_size=3))
    endorsements = draw(st.lists(st.tuples(st.sampled_from(sorted(LEADERS)), DAYS, st.booleans()),
                                 max_size=2))
    return Item(
        id=name,
        source=Source(path),
        title=name,
        date=sent,
        units=tuple(Share(unit, draw(shares)) for unit in units),
        authors=tuple(draw(st.lists(st.sampled_from(AUTHORS), max_size=3, unique=True))),
        adoptions=tuple(
            Adoption(Source(path, 10 + line), paper, day, form=form)
            for line, (paper, day, form) in enumerate(adoptions)
        ),
        endorsements=tuple(
            Endorsement(Source(path, 20 + line), leader, day, praise)
            for line, (leader, day, praise) in enumerate(endorsements)
        ),
        faults=(fault(draw(st.sampled_from(list(FaultKind))), "9-9"),) if draw(
            st.integers(0, 5)) == 0 else (),
    )


@st.composite
def offices(draw: st.DrawFn, /, **changes: Any) -> Corpus:
    book = rules(
        several_adoptions=draw(st.sampled_from(list(Counting))),
        several_endorsements=draw(st.sampled_from(list(Counting))),
        joint=draw(st.sampled_from(list(Joint))),
        persons=draw(st.sampled_from([PersonJoint.EVEN, PersonJoint.FIRST, PersonJoint.NONE])),
    )
    count = draw(st.integers(0, 5))
    task = assignment("约稿一", "6-1", *UNITS[:2])
    again = assignment("约稿二", "6-2", *UNITS[:2])
    return office(
        replace(book, **changes),
        *(draw(items(number)) for number in range(count)),
        assignments={task.id: task, again.id: again},
        judgements=(judgement("无此条", 3, "7-1", "大同市局"),),
    )


def busy_office() -> Corpus:
    """A fixed office whose ledger has entries of most sections, for tests in other processes."""
    facts = [
        Item(
            id=f"信息{n}",
            source=Source(f"content/items/信息{n}.md"),
            title=f"信息{n}",
            date=date(2026, 1 + n % 12, 1 + n),
            units=tuple(Share(unit) for unit in UNITS[n % 3 : n % 3 + 1 + n % 2]),
            authors=AUTHORS[: n % 4],
            adoptions=tuple(
                Adoption(Source(f"content/items/信息{n}.md", 10 + m), paper,
                         date(2026, 1 + n % 12, 9 + m), form=FORMS[(n + m) % 3])
                for m, paper in enumerate(sorted(PAPERS)[: n % 4])
            ),
            endorsements=(
                Endorsement(Source(f"content/items/信息{n}.md", 30), "省长", date(2026, 11, 1),
                            praise=n % 2 == 0),
            ),
            faults=(fault(FaultKind.FALSE, "9-9"),) if n == 4 else (),
        )
        for n in range(12)
    ]
    return office(rules(several_adoptions=Counting.HIGHEST_PER_LEVEL), *facts)


def reverse(facts: Mapping[str, Any]) -> dict[str, Any]:
    return dict(list(facts.items())[::-1])


def mirrored(corpus: Corpus) -> Corpus:
    """The same facts, met in the opposite order."""
    return replace(
        corpus,
        items=reverse(corpus.items),
        assignments=reverse(corpus.assignments),
        people=reverse(corpus.people),
        publications=reverse(corpus.publications),
        leaders=reverse(corpus.leaders),
        faults=corpus.faults[::-1],
        judgements=corpus.judgements[::-1],
    )


@settings(deadline=None, max_examples=50)
@given(offices())
def test_the_order_of_files_changes_nothing(corpus: Corpus) -> None:
    assert scored(corpus) == scored(mirrored(corpus))


@settings(deadline=None, max_examples=50)
@given(offices())
def test_every_entry_explains_its_points(corpus: Corpus) -> None:
    for entry in scored(corpus).entries:
        told = sentence(entry, corpus)
        assert told.endswith("。")
        size = entry.points if entry.points >= 0 else -entry.points
        assert (text(size) if entry.points else "不") in told
        assert entry.rulebook.number in told
        if entry.rule is None:
            assert entry.points == 0
        else:
            assert entry.rule.clause in told


@settings(deadline=None, max_examples=50)
@given(offices(faults=(), limits=()), st.sampled_from([Joint.EVEN, Joint.SHARES, Joint.FIRST]))
def test_a_joint_items_parts_sum_to_the_undivided_value(corpus: Corpus, joint: Joint) -> None:
    book = replace(corpus.rulebooks[0], joint=joint, several_adoptions=Counting.ALL,
                   adoptions=(pays("第五条", 10),), multipliers=())
    ledger = scored(replace(corpus, rulebooks=(book,)))
    parts: dict[Source, list[Points]] = defaultdict(list)
    for entry in ledger.units():
        if entry.section is Section.ADOPTION:
            parts[entry.fact].append(entry.points)
    assert all(total(points) == 10 for points in parts.values())
    assert len(parts) == sum(len(item.adoptions) for item in corpus.items.values())


def by_subject(entries: list[Entry]) -> dict[tuple[Source, str, str], Fraction]:
    sums: dict[tuple[Source, str, str], Fraction] = defaultdict(Fraction)
    for entry in entries:
        sums[entry.fact, entry.unit, entry.section.label] += abs(fraction(entry.points))
    return sums


@settings(deadline=None, max_examples=50)
@given(offices(faults=()))
def test_people_never_have_more_of_a_fact_than_their_unit(corpus: Corpus) -> None:
    ledger = scored(corpus)
    units = by_subject([one for one in ledger.units() if one.section in FACTS])
    for key, points in by_subject(list(ledger.people())).items():
        assert points <= units[key]


@settings(deadline=None, max_examples=50)
@given(offices(faults=(), multipliers=(), credits=()))
def test_with_highest_only_exactly_one_adoption_of_an_item_counts(corpus: Corpus) -> None:
    book = replace(corpus.rulebooks[0], several_adoptions=Counting.HIGHEST, joint=Joint.EACH,
                   adoptions=(pays("甲", 30, levels=Level.NATIONAL), pays("乙", 10)))
    ledger = scored(replace(corpus, rulebooks=(book,)))
    counted: dict[tuple[str | None, str], int] = defaultdict(int)
    for entry in ledger.units():
        if entry.section is Section.ADOPTION and entry.points:
            counted[entry.item, entry.unit] += 1
    assert set(counted.values()) <= {1}
    assert {name for name, _ in counted} == {
        item.id for item in corpus.items.values() if item.adoptions
    }


@settings(deadline=None, max_examples=50)
@given(offices(assignments=()))
def test_limits_hold_when_all_is_written(corpus: Corpus) -> None:
    entries = list(scored(corpus).units())
    for unit, day in {(entry.unit, entry.date) for entry in entries}:
        month, quarter = (
            sum_of(one for one in entries if one.unit == unit and counts_in(one, period))
            for period in (period_of(day, PeriodKind.MONTH), period_of(day, PeriodKind.QUARTER))
        )
        assert month <= 12
        assert quarter >= 0


@settings(deadline=None, max_examples=50)
@given(offices())
def test_a_cancelled_item_keeps_nothing(corpus: Corpus) -> None:
    sums: dict[str | None, list[Points]] = defaultdict(list)
    for entry in scored(corpus).units():
        if entry.section in FACTS:
            sums[entry.item].append(entry.points)
    for item in corpus.items.values():
        if item.faults:
            assert total(sums[item.id]) == 0


@settings(deadline=None, max_examples=50)
@given(offices(), DAYS)
def test_nothing_is_dated_after_the_as_of_day_and_points_are_never_floats(
    corpus: Corpus, as_of: date
) -> None:
    for entry in scored(corpus, as_of).entries:
        assert entry.date <= as_of
        assert type(entry.points) in (Decimal, Fraction)


def test_the_busy_office_meets_every_section_that_its_rulebook_has() -> None:
    sections = {entry.section for entry in scored(busy_office(), YEAR_END).entries}
    assert sections >= {
        Section.ADOPTION, Section.ENDORSEMENT, Section.FAULT, Section.QUOTA, Section.RATE,
        Section.BASE, Section.LIMIT,
    }
