"""Lines of a closed period: what the digest covers, and what it must not depend on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from scoring.closing.entries import Line, digest, lines
from scoring.closing.facts import Notice
from scoring.closing.recount import recount, sealable
from scoring.engine import score
from scoring.findings import Source
from scoring.model import Corpus
from scoring.periods import PeriodKind, period_of
from scoring.points import normal
from tests.scoring.small_office import book, corpus, day, item, period, units

QUARTER = period("2026Q1")
NOTICE = Notice("2026Q1", Source("content/notices/2026Q1.md"), QUARTER, day("4-10"))
FACTS = corpus(
    units("甲", "乙"),
    item("a", "3-1", "甲", taken=(("省简报", "3-2"),)),
    item("b", "3-1", "乙", taken=(("市简报", "3-2"), ("市简报", "4-2"))),
    item("c", "3-1", "甲", "乙", taken=(("省简报", "3-5"),)),
    rulebooks=(book(),),
)


def counted(facts: Corpus) -> tuple[Line, ...]:
    (count,) = recount(facts, NOTICE, day("4-10"))
    return count.lines


def test_only_what_counts_in_the_period_is_a_line() -> None:
    found = counted(FACTS)
    assert found == tuple(sorted(found)) and len(found) == 4
    assert {line.date for line in found} == {"2026-03-02", "2026-03-05"}
    assert [line.points for line in found if line.file == "items/c.md"] == ["5", "5"]


def test_the_line_of_a_fact_in_its_file_is_no_matter() -> None:
    moved = item("a", "3-1", "甲", taken=(("省简报", "3-2"),))
    adoption = replace(moved.adoptions[0], source=Source("items/a.md", 99))
    below = replace(FACTS, items={**FACTS.items, "a": replace(moved, adoptions=(adoption,))})
    assert digest(counted(below)) == digest(counted(FACTS))


def test_what_came_after_the_day_is_left_out() -> None:
    later = item("d", "3-1", "甲", taken=(("省简报", "4-11"),))
    assert counted(replace(FACTS, items={**FACTS.items, "d": later})) == counted(FACTS)


def test_values_cannot_run_into_one_another() -> None:
    line = counted(FACTS)[0]
    one = line._replace(unit="甲\t乙", person="")
    other = line._replace(unit="甲", person="乙")
    assert digest((one,)) != digest((other,))
    assert digest((line._replace(reason="a\nb"),)) != digest((line._replace(reason="a\\nb"),))


def test_every_value_of_a_line_is_covered() -> None:
    line = counted(FACTS)[0]
    changed = {digest((line._replace(**{name: "另"}),)) for name in Line._fields}
    assert len(changed | {digest((line,))}) == len(Line._fields) + 1


def test_only_the_facts_of_the_year_are_scored_and_it_makes_no_difference() -> None:
    old = item("e", "2025-3-1", "甲", taken=(("省简报", "2025-3-2"),))
    facts = replace(FACTS, items={**FACTS.items, "e": old})
    ledger = score(facts, "信息", day("4-10"))
    (count,) = recount(facts, NOTICE, day("4-10"))
    assert count.lines == lines(ledger, QUARTER, "content/")
    assert [(row.unit, row.rank, row.points) for row in count.rows] == [
        ("甲", 1, normal(15)),
        ("乙", 2, normal(10)),
    ]


def test_rulebooks_are_those_that_hold_on_some_day() -> None:
    second = book(id="2026-2", effective=date(2026, 2, 1))
    facts = replace(FACTS, rulebooks=(book(), second))
    (count,) = recount(facts, NOTICE, day("4-10"))
    assert count.rulebooks == ("2026", "2026-2")
    assert recount(facts, replace(NOTICE, score="宣传"), day("4-10")) == ()


def test_weeks_have_no_rankings_to_seal() -> None:
    assert sealable(QUARTER)
    assert not sealable(period_of(day("3-2"), PeriodKind.WEEK))
