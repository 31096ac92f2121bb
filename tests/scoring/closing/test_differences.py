"""What differs between two counts of a period."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from scoring.closing.differences import corrected, differences, moved
from scoring.closing.entries import Line
from scoring.closing.facts import Correction, Difference, SealedRow
from scoring.closing.recount import Count
from scoring.findings import Source

LINE = Line("甲", "", "items/a.md", "采用", "第一条", "2026", "10", "2026-03-02", "周", "")
ROW = SealedRow("甲", "市局", 1, Decimal(10), Decimal(30))


def count(*lines: Line, rows: tuple[SealedRow, ...] = (ROW,)) -> tuple[Count, ...]:
    return (Count("信息", ("2026",), tuple(sorted(lines)), rows),)


def test_equal_counts_do_not_differ() -> None:
    found = differences(count(LINE), count(LINE))
    assert not found and not moved(found.rows)


def test_other_points_are_one_entry() -> None:
    less = LINE._replace(points="3")
    (one,) = differences(count(LINE), count(less)).entries
    assert (one.before, one.after, one.line) == (LINE, less, less)


def test_of_two_facts_that_look_alike_only_one_may_differ() -> None:
    (one,) = differences(count(LINE, LINE), count(LINE)).entries
    assert (one.before, one.after) == (LINE, None)


def test_entries_by_the_same_clause_belong_together() -> None:
    second = LINE._replace(clause="第二条", points="5")
    changed = second._replace(points="7")
    come = LINE._replace(clause="第三条", points="1")
    found = differences(count(LINE, second), count(changed, come)).entries
    assert {(one.before, one.after) for one in found} == {(second, changed), (LINE, come)}


def test_a_score_that_is_gone_differs_whole() -> None:
    found = differences(count(LINE), ())
    assert [one.after for one in found.entries] == [None]
    assert moved(found.rows) == {("信息", "甲"): Decimal(-10)}


def test_only_the_running_total_differs_where_an_earlier_period_was_changed() -> None:
    brought = differences(count(LINE), count(LINE, rows=(ROW._replace(running=Decimal(25)),)))
    assert brought and brought.brought and not moved(brought.rows)
    rank = differences(count(LINE), count(LINE, rows=(ROW._replace(rank=2),)))
    assert not rank.brought
    gone = differences(count(LINE), count(LINE, rows=()))
    assert not gone.brought


def correction(number: int, *changed: Difference) -> Correction:
    return Correction(
        f"2026Q1-{number}", Source("c.md"), "2026Q1", date(2026, 5, 1), "理由", "甲/a",
        ("items/a.md",), changed,
    )  # fmt: skip


def test_corrections_add_up_exactly() -> None:
    third = Fraction(10, 3)
    found = corrected(
        [
            correction(1, Difference("信息", "甲", Decimal(10), third)),
            correction(2, Difference("信息", "甲", third, Decimal(5))),
            correction(2, Difference("信息", "乙", Decimal(1), Decimal(1))),
        ]
    )
    assert found == {("信息", "甲"): Decimal(-5)}
