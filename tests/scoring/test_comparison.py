"""A published table beside our own: what counts as equal, and what proves that no values fit."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from scoring.comparison import Cell, Comparison, Line, solution

SMALL = st.integers(0, 12)
VALUES = st.fractions(-9, 9, max_denominator=4)


def table(*cells: Cell, totals: tuple[Line, ...] = ()) -> Comparison:
    return Comparison("T", "表", "来源", ("数",), (Line("甲", cells),), totals, True, "")


def test_a_table_agrees_when_everything_that_both_say_is_equal() -> None:
    assert table(Cell("5", "5"), Cell(None, "1")).agrees
    assert not table(Cell("5", "5"), Cell("4", "5")).agrees
    assert not table(Cell("5", "5"), totals=(Line("合计", (Cell("9", "8"),)),)).agrees


def test_where_nothing_can_be_compared_nothing_agrees() -> None:
    assert not table(Cell("5", None), Cell(None, "5")).agrees


@given(st.lists(st.tuples(SMALL, SMALL), min_size=1, max_size=6), st.tuples(VALUES, VALUES))
def test_values_that_made_the_points_are_found_or_others_that_do(
    counts: list[tuple[int, int]], values: tuple[Fraction, Fraction]
) -> None:
    factor = values[0].denominator * values[1].denominator
    points = [int(factor * sum(n * v for n, v in zip(row, values, strict=True))) for row in counts]
    found = solution(counts, points)
    assert found is not None
    for row, total in zip(counts, points, strict=True):
        assert sum(n * v for n, v in zip(row, found, strict=True)) == total


@given(st.lists(st.tuples(SMALL, SMALL), min_size=1, max_size=5), st.data())
def test_no_values_fit_the_same_counts_with_two_different_points(
    counts: list[tuple[int, int]], data: st.DataObject
) -> None:
    row = data.draw(st.sampled_from(counts))
    points = [sum(each) for each in counts]
    assert solution([*counts, row], [*points, sum(row) + 1]) is None
