"""Annexes: 本期 + 上期累计 + 更正 = 累计 on every row, as sealed where sealed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from scoring.closing.annexes import CARRIED, CORRECTED, POINTS, RUNNING, Grid, annexes
from scoring.closing.facts import (
    Correction,
    Difference,
    Notice,
    Seal,
    SealedRow,
    SealedScore,
)
from scoring.model import Corpus
from scoring.periods import parse_period
from scoring.points import fraction
from tests.scoring.closing.account_office import accounted
from tests.scoring.engine_office import HERE, adopted, endorsed, item, office, on, rulebook

ITEMS = (
    item("一", "1-4", ("晋中市局", "大同市局", "太谷县局"), adopted("晋政信息", "1-9")),
    item("二", "5-4", "大同市局", adopted("晋政信息", "5-9"), endorsed("省长", "5-20")),
    item("三", "8-4", "晋中市局", adopted("晋中信息", "8-9")),
)


def notice(written: str, issued: str) -> Notice:
    period = parse_period(written)
    assert period is not None
    return Notice(written, HERE, period, on(issued))


def correction(of: str, day: str, *differences: tuple[str, int, int]) -> Correction:
    rows = tuple(
        Difference("信息", unit, Decimal(before), Decimal(after))
        for unit, before, after in differences
    )
    return Correction(f"{of}-1", HERE, of, on(day), "核定为综合", "省局/li", (), rows)


def corpus(**changes: Any) -> Corpus:
    return replace(office(rulebook(), *ITEMS), **changes)


def ranking(known: Corpus, written: str, seal: Seal | None = None) -> list[Grid]:
    made = accounted(known, written)
    found = annexes(made.corpus, made.scores, made.carried, seal)
    assert found[0].name == "排名"
    return list(found[0].grids)


def rows(grids: list[Grid]) -> dict[str, dict[str, Any]]:
    made = {}
    for grid in grids:
        for row in grid.rows:
            held: dict[str, Any] = dict(zip(grid.columns, row, strict=True))
            made[held["单位"][0].id] = held
    return made


def adds_up(row: dict[str, Any]) -> bool:
    parts = (row[POINTS], row[CARRIED], row.get(CORRECTED, 0))
    return sum(map(fraction, parts), Fraction(0)) == fraction(row[RUNNING])


@pytest.mark.parametrize("written", ["2026-01", "2026-05", "2026Q2", "2026Q3", "2026H2", "2026"])
def test_the_columns_add_up_to_the_running_total(written: str) -> None:
    found = rows(ranking(corpus(), written))
    assert len(found) >= 4
    assert all(map(adds_up, found.values()))
    assert not any(CORRECTED in row for row in found.values())


def test_a_third_adds_up_without_being_rounded() -> None:
    assert rows(ranking(corpus(), "2026Q2"))["太谷县局"][CARRIED] == Fraction(10, 3)


CORRECTED_LATER = (correction("2026Q2", "8-1", ("大同市局", 30, 10)),)


def test_a_correction_stands_apart_in_the_next_notice_and_only_there() -> None:
    issued = (notice("2026Q2", "7-10"),)
    known = corpus(notices=issued, corrections=CORRECTED_LATER)
    grids = ranking(known, "2026Q3")
    row = rows(grids)["大同市局"]
    assert (row[CARRIED], row[CORRECTED]) == (Fraction(100, 3), -20)
    assert all(map(adds_up, rows(grids).values()))
    counties, bureaux = grids[:2]
    assert bureaux.columns[2:6] == (POINTS, CARRIED, CORRECTED, RUNNING)
    assert set(counties.columns) == set(bureaux.columns) - {CORRECTED}
    assert not any(CORRECTED in grid.columns for grid in ranking(known, "2026-08"))
    later = corpus(notices=(*issued, notice("2026Q3", "10-10")), corrections=CORRECTED_LATER)
    assert not any(CORRECTED in grid.columns for grid in ranking(later, "2026Q4"))


def test_a_correction_of_last_year_is_told_but_not_carried() -> None:
    issued = (notice("2025Q4", "1-10"),)
    known = corpus(notices=issued, corrections=(correction("2025Q4", "2-1", ("大同市局", 9, 1)),))
    made = accounted(known, "2026Q1")
    assert [one.notice for one in made.carried] == ["2025Q4"]
    assert not any(CORRECTED in grid.columns for grid in ranking(known, "2026Q1"))


def test_a_sealed_notice_shows_what_was_sealed() -> None:
    sealed = (
        SealedRow("大同市局", "市局", 1, Decimal(30), Decimal("33.5")),
        SealedRow("晋中市局", "市局", 2, Decimal(0), Decimal("3.5")),
    )
    part = SealedScore(HERE, "信息", ("2026",), 3, "0" * 64, sealed)
    seal = Seal("2026Q2", HERE, date(2026, 7, 10), "0" * 40, "0.1.0", (part,))
    (grid,) = ranking(corpus(), "2026Q2", seal)
    found = rows([grid])
    assert [row[POINTS] for row in found.values()] == [30, 0]
    assert all(map(adds_up, found.values()))
    assert grid.heads == (("计分", "信息"), ("类别", "市局"))


def test_lists_of_facts_name_every_adoption_and_endorsement() -> None:
    made = accounted(corpus(), "2026Q2")
    found = {each.name: each.grids[0] for each in annexes(made.corpus, made.scores)}
    assert list(found) == ["排名", "采用", "批示"]
    (row,) = found["采用"].rows
    assert row[-1] == date(2026, 5, 9)
    (row,) = found["批示"].rows
    assert row[4] is None
