"""Which path an item takes, who may fill a tier, which days are worked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.calendar import Calendar
from scoring.model import Corpus, Share, Unit
from scoring.review.holders import Holder, holders
from scoring.review.paths import is_fast, path_of, upwards
from scoring.review.workflow import FastLane, Path, Workflow
from scoring.vocabulary import Level
from tests.scoring.review.review_office import (
    CLERK,
    DEP,
    DIR,
    DIRECTOR,
    HERE,
    TIERS,
    UNITS,
    WORKFLOW,
    WRITER,
    corpus,
    deputy,
    item,
    person,
)

FRIDAY = date(2026, 10, 9)


def path(**conditions: object) -> Workflow:
    """Rules whose first path has these conditions."""
    first = Path(HERE, "先", (DIRECTOR,), **conditions)  # type: ignore[arg-type]
    return replace(WORKFLOW, paths=(first, Path(HERE, "其余", (DIRECTOR,))))


@pytest.mark.parametrize(
    ("conditions", "changes", "fits"),
    [
        ({}, {}, True),
        ({"levels": frozenset({Level.PROVINCIAL})}, {}, True),
        ({"levels": frozenset({Level.NATIONAL})}, {}, False),
        ({"levels": frozenset({Level.NATIONAL})}, {"level": None}, False),
        ({"kinds": frozenset({"问题"})}, {"kind": "问题"}, True),
        ({"kinds": frozenset({"问题"})}, {}, False),
        ({"tags": frozenset({"负面", "敏感"})}, {"tags": ("紧急", "敏感")}, True),
        ({"tags": frozenset({"负面"})}, {"tags": ("紧急",)}, False),
        ({"groups": frozenset({"市"})}, {}, True),
        ({"groups": frozenset({"市"})}, {"units": (Share("县局"), Share("市局"))}, False),
        ({"groups": frozenset({"市"})}, {"units": (Share("外单位"),)}, False),
        ({"units": frozenset({"市局"})}, {"units": (Share("县局"),)}, True),
        ({"units": frozenset({"县局"})}, {}, False),
        ({"tags": frozenset({"负面"}), "kinds": frozenset({"问题"})}, {"tags": ("负面",)}, False),
    ],
)
def test_a_path_fits_where_every_condition_holds(
    conditions: dict[str, object], changes: dict[str, object], fits: bool
) -> None:
    found = path_of(path(**conditions), item(**changes), corpus())
    assert found is not None
    assert (found.name == "先") is fits


def test_of_several_paths_the_first_counts_and_none_may_fit() -> None:
    found = path_of(WORKFLOW, item(tags=("负面",), level=Level.MUNICIPAL), corpus())
    assert found is not None and found.name == "负面"
    assert path_of(replace(WORKFLOW, paths=WORKFLOW.paths[:1]), item(), corpus()) is None


def test_tiers_of_a_path_stand_in_the_order_of_the_workflow() -> None:
    mixed = Path(HERE, "x", tuple(reversed([tier.name for tier in TIERS])))
    assert WORKFLOW.tiers_of(mixed) == TIERS


def test_only_some_tags_open_the_fast_lane() -> None:
    lane = FastLane(HERE, DIRECTOR, 2, frozenset({"紧急"}), frozenset({DIRECTOR}))
    assert is_fast(replace(WORKFLOW, fast_lane=lane), item(tags=("紧急",)))
    assert not is_fast(replace(WORKFLOW, fast_lane=lane), item())
    assert not is_fast(WORKFLOW, item(tags=("紧急",)))


def test_a_circle_of_units_ends_where_it_closes() -> None:
    circle = {"a": Unit("a", HERE, parent="b"), "b": Unit("b", HERE, parent="a")}
    assert upwards(Corpus(corpus().office, circle), "a") == ("a", "b")
    assert upwards(corpus(), "县局") == ("县局", "市局", "省局")
    assert upwards(corpus(), "没有") == ("没有",)


def held(
    office: Corpus, rules: Workflow = WORKFLOW, on: date = FRIDAY, **changes: object
) -> list[str]:
    return [each.person for each in holders(rules, office, item(**changes), TIERS[0], on)]


def test_the_nearest_unit_that_has_anybody_decides() -> None:
    assert held(corpus()) == [DIR]
    assert held(corpus(), units=(Share("县局"),)) == [DIR]
    assert held(corpus(), units=(Share("省局"),)) == ["省局/director"]
    assert held(corpus(person("县局/d", DIRECTOR)), units=(Share("县局"),)) == ["县局/d"]
    assert held(corpus(), units=(Share("外单位"),)) == []


def test_a_person_may_review_for_another_unit_than_his_own() -> None:
    office = corpus(person(DIR), person("省局/director", DIRECTOR, reviews_for="市局"))
    assert held(office) == ["省局/director"]


@pytest.mark.parametrize(("day", "counts"), [(8, False), (9, True), (10, True), (11, False)])
def test_a_role_counts_while_in_service(day: int, counts: bool) -> None:
    serving = person(DIR, DIRECTOR, valid_from=FRIDAY, valid_to=date(2026, 10, 10))
    expected = [DIR] if counts else ["省局/director"]
    assert held(corpus(serving), on=date(2026, 10, day)) == expected


def test_an_author_and_his_deputy_leave_it_to_the_next_unit() -> None:
    rules = deputy(DIR, CLERK, date(2026, 10, 1), date(2026, 10, 31))
    assert held(corpus(), rules, authors=(DIR,)) == ["省局/director"]
    both = corpus(person(DEP, DIRECTOR))
    assert held(both, rules, authors=(DIR,)) == [DEP]


def test_deputies_follow_those_for_whom_they_stand_in() -> None:
    rules = deputy(DIR, CLERK, date(2026, 10, 1), date(2026, 10, 31))
    found = holders(rules, corpus(), item(), TIERS[0], FRIDAY)
    assert found == (Holder(DIR), Holder(CLERK, DIR))
    assert held(corpus(), rules, authors=(WRITER, CLERK)) == [DIR]
    gone = corpus(person(CLERK, "信息员", valid_to=date(2026, 10, 8)))
    assert held(gone, rules) == [DIR]


CALENDAR = Calendar(
    frozenset({date(2026, 10, day) for day in (1, 2, 5, 6, 7)}),
    frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
)


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-10-09", 1, "2026-10-10"),
        ("2026-10-09", 2, "2026-10-12"),
        ("2026-10-10", 1, "2026-10-12"),
        ("2026-10-09", 0, "2026-10-09"),
        ("2026-10-11", 1, "2026-10-12"),
    ],
)
def test_time_limits_go_by_working_days(day: str, days: int, expected: str) -> None:
    assert CALENDAR.after(date.fromisoformat(day), days) == date.fromisoformat(expected)


@given(st.dates(date(2026, 9, 1), date(2026, 12, 1)), st.integers(1, 40))
def test_between_is_the_other_side_of_after(day: date, days: int) -> None:
    assert CALENDAR.between(day, CALENDAR.after(day, days)) == days
    assert CALENDAR.works(CALENDAR.after(day, days))


def test_between_knows_no_time_backwards() -> None:
    assert CALENDAR.between(FRIDAY, FRIDAY) == 0
    assert CALENDAR.between(FRIDAY, date(2026, 10, 1)) == 0


def test_the_units_of_the_office_are_a_tree() -> None:
    assert [len(upwards(corpus(), unit)) for unit in UNITS] == [1, 2, 3]
