"""The ledger: which entries count in a period, sums, and one order for all machines."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scoring.ledger import counts_in, sum_of
from scoring.periods import PeriodKind, parse_period
from tests.scoring.engine_office import adopted, item, office, rulebook, scored

ROOT = Path(__file__).parents[2]
PRINT_LEDGER = """
from tests.scoring.test_engine_laws import busy_office
from scoring.engine import score
from scoring.explain import sentence
from tests.scoring.engine_office import YEAR_END
corpus = busy_office()
for entry in score(corpus, "信息", YEAR_END).entries:
    print(entry.date, entry.unit, entry.person, entry.points, sentence(entry, corpus))
"""


@pytest.mark.parametrize(
    ("span", "month", "year"),
    [(PeriodKind.WEEK, True, True), (PeriodKind.MONTH, True, True), (PeriodKind.YEAR, False, True)],
)
def test_an_entry_counts_in_periods_not_shorter_than_its_span(
    span: PeriodKind, month: bool, year: bool
) -> None:
    corpus = office(rulebook(), item("a", "3-1", "晋中市局", adopted("晋政信息", "3-2")))
    entry = scored(corpus).entries[0]._replace(span=span)
    asked = [parse_period(written) for written in ("2026-03", "2026", "2026-04", "2025")]
    assert [counts_in(entry, period) for period in asked if period] == [month, year, False, False]


def test_units_and_people_are_two_views_of_the_same_points() -> None:
    corpus = office(rulebook(), item(
        "a", "3-1", "晋中市局", adopted("晋政信息", "3-2"), authors=("晋中市局/li",)
    ))
    ledger = scored(corpus)
    assert sum_of(ledger.units()) == sum_of(ledger.people()) == 10
    assert [entry.person for entry in ledger.entries] == [None, "晋中市局/li"]


def test_the_order_is_by_day_then_unit_then_section() -> None:
    corpus = office(
        rulebook(),
        item("b", "3-1", ("晋中市局", "大同市局"), adopted("晋政信息", "3-9")),
        item("a", "3-1", "晋中市局", adopted("晋政信息", "3-9"), adopted("山西信息", "3-2")),
    )
    assert [(entry.date.day, entry.unit, entry.item) for entry in scored(corpus).entries] == [
        (2, "晋中市局", "a"), (9, "大同市局", "b"), (9, "晋中市局", "a"), (9, "晋中市局", "b"),
    ]


def test_hash_order_changes_nothing() -> None:
    printed = [
        subprocess.run(
            [sys.executable, "-c", PRINT_LEDGER],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            cwd=ROOT, check=True, capture_output=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1]
    assert len(printed[0].splitlines()) > 30
