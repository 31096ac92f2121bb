"""Tables that offices really published, recomputed from item-level facts by the real command."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from scoring.comparison import Cell, solution
from site_builder.published import TABLES as RECOMPUTED
from site_builder.published import PublishedTable, comparisons
from site_builder.published.tables import T01, T03, T09
from tests.published.build import TABLES, build_office, published
from tests.support import ROOT, run_chunshui


@pytest.fixture(scope="module")
def ranked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str | None, Any]]:
    """What `chunshui rank --json` prints for each table, by group."""
    return {table.id: _rank(table, tmp_path_factory.mktemp(table.id)) for table in RECOMPUTED}


def _rank(table: PublishedTable, folder: Path) -> dict[str | None, Any]:
    office = build_office(table, folder)
    done = run_chunshui("rank", "--json", "--period", table.period, cwd=office)
    assert done.returncode == 0, done.stderr
    return {found["group"]: found for found in json.loads(done.stdout)}


def shared_ranks(values: list[int]) -> list[int]:
    """1-2-2-4: as many places down as there are greater values."""
    return [1 + sum(other > value for other in values) for value in values]


def test_the_portals_table_comes_out_exactly_with_its_ranks(ranked: Any) -> None:
    rows = ranked["T01"]["部门"]["rows"]
    assert [(str(row["rank"]), row["subject"], row["points"]) for row in rows] == [
        (row["rank"], row["unit"], row["total"]) for row in published("T01")
    ]
    assert [row["adopted"] for row in rows] == [
        int(row["city_site_items"]) + int(row["upper_site_items"]) for row in published("T01")
    ]
    assert not ranked["T01"]["部门"]["unfinished"]


def test_the_streets_table_comes_out_exactly_and_equal_points_share_a_rank(ranked: Any) -> None:
    rows = {row["subject"]: row for row in ranked["T03"]["苏木街道"]["rows"]}
    wanted = published("T03")
    assert len(rows) == len(wanted) == 5
    for row in wanted:
        ours = rows[row["unit"]]
        assert (str(ours["sent"]), ours["points"], ours["running"]) == (
            row["sent"],
            row["points"],
            row["points_cum"],
        )
    ranks = shared_ranks([int(row["points"]) for row in wanted])
    assert [rows[row["unit"]]["rank"] for row in wanted] == ranks == [4, 2, 4, 3, 1]
    assert [rows[row["unit"]]["tied"] for row in wanted] == [True, False, True, False, False]


def test_the_countys_counts_and_ties_come_out_exactly(ranked: Any) -> None:
    rows = ranked["T09"]["全县"]["rows"]
    wanted = published("T09")
    counts = [int(row["adopted_by_city_items"]) for row in wanted]
    assert {row["subject"]: row["adopted"] for row in rows} == {
        row["unit"]: int(row["adopted_by_city_items"]) for row in wanted
    }
    assert [row["rank"] for row in rows] == shared_ranks(counts)
    assert sum(row["adopted"] for row in rows) == 67
    assert len(rows) == 24


def test_the_information_office_is_counted_but_not_ranked(ranked: Any) -> None:
    (own,) = (row for row in ranked["T09"][None]["rows"] if row["subject"] in T09.setting.ungrouped)
    assert own["adopted"] == 6
    totals = {line.subject: line.cells for line in comparison("T09").totals}
    assert totals["全县合计"] == (Cell("73", "73"),)
    assert totals["完成约稿"] == (Cell("52", "52"),)


@pytest.mark.parametrize("table", RECOMPUTED, ids=lambda table: table.id)
def test_the_content_behind_a_table_is_without_errors(
    table: PublishedTable, tmp_path: Path
) -> None:
    done = run_chunshui("check", "--format", "json", cwd=build_office(table, tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr


def comparison(table: str) -> Any:
    return next(found for found in comparisons() if found.id == table)


@pytest.mark.parametrize("table", [T01, T03, T09], ids=lambda table: table.id)
def test_every_printed_figure_is_compared_and_equal(table: PublishedTable) -> None:
    found = comparison(table.id)
    printed = published(table.id)
    assert found.agrees and found.explained
    assert [line.subject for line in found.lines] == [row["unit"] for row in printed]
    for line, row in zip(found.lines, printed, strict=True):
        figures = [cell.published for cell in line.cells if cell.published is not None]
        assert sorted(figures) == sorted(value for key, value in row.items() if key != "unit")
        assert all(cell.equal for cell in line.cells if cell.published is not None)


COUNTIES = [row for row in published("T02") if row["group"] == "县市区"]
COUNTS = [(int(row["city_items"]), int(row["province_items"] or 0)) for row in COUNTIES]
POINTS = [int(row["points"]) for row in COUNTIES]


def test_no_pair_of_values_whatever_explains_dazhou() -> None:
    assert solution(COUNTS, POINTS) is None
    assert solution([(*counts, 1) for counts in COUNTS], POINTS) is None


def test_three_of_dazhous_rows_are_enough_to_contradict() -> None:
    three = [index for index, counts in enumerate(COUNTS) if counts[1] == 0]
    assert [COUNTIES[index]["unit"][:2] for index in three] == ["达县", "通川", "开江"]
    values = {Fraction(POINTS[index], COUNTS[index][0]) for index in three}
    assert values == {Fraction(11, 6), Fraction(260, 129), Fraction(217, 114)}
    for one, other in combinations(three, 2):
        assert solution([COUNTS[one], COUNTS[other]], [POINTS[one], POINTS[other]]) is None


def test_no_pair_on_a_fine_grid_fits_more_than_two_of_dazhous_rows() -> None:
    grid = [Fraction(step, 20) for step in range(-400, 401)]
    city = {Fraction(points, counts[0]) for counts, points in zip(COUNTS, POINTS, strict=True)}
    best = max(
        sum(
            counts[0] * value + counts[1] * upper == points
            for counts, points in zip(COUNTS, POINTS, strict=True)
        )
        for value in {*city, *(Fraction(step, 20) for step in range(101))}
        for upper in grid
    )
    assert best <= 2


def test_the_solver_finds_the_values_where_there_are_some() -> None:
    rows = published("T01")
    counts = [(int(row["city_site_items"]), int(row["upper_site_items"])) for row in rows]
    assert solution(counts, [int(row["total"]) for row in rows]) == (Fraction(5), Fraction(10))
    assert solution([(2, 0), (4, 0)], [1, 2]) == (Fraction(1, 2), Fraction(0))
    assert solution([(0, 1), (3, 2)], [7, 20]) == (Fraction(2), Fraction(7))


def test_dazhou_is_shown_as_it_was_printed_and_not_explained() -> None:
    found = comparison("T02")
    assert not found.explained
    assert found.rulebook is None
    assert all(cell.computed is None for line in found.lines for cell in line.cells)
    (total,) = found.totals
    assert total.cells == (Cell("956", "961"),)
    assert sum(counts[0] for counts in COUNTS) == 961
    assert "961条" in found.remark and "956条" in found.remark and "解释不了" in found.remark


def test_the_program_carries_the_figures_exactly_as_published() -> None:
    for table in sorted(TABLES.glob("*.csv")):
        packaged = ROOT / "site_builder" / "published" / table.name
        assert packaged.read_bytes() == table.read_bytes()
