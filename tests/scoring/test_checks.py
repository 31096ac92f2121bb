"""Facts that contradict each other; each rule also stays silent where it should."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.assignments.facts import Answer, Assignment
from scoring.checks import APART, CHECKS, check
from scoring.checks.trees import cycles
from scoring.conditions import Fixed
from scoring.findings import Source
from scoring.model import (
    Adoption,
    Corpus,
    Endorsement,
    Fault,
    GrantedHonour,
    Item,
    Leader,
    Lineage,
    Office,
    Person,
    Publication,
    Share,
    Unit,
)
from scoring.points import normal
from scoring.rulebook import Rulebook
from scoring.rules import EndorsementRule
from scoring.vocabulary import AssignmentKind, FaultKind, Level, LineageKind

DAY = date(2026, 9, 15)
TODAY = date(2026, 10, 31)


def at(line: int) -> Source:
    return Source("content/a.md", line)


UNITS = {
    "甲": Unit("甲", at(1), valid_from=date(2020, 1, 1)),
    "乙": Unit("乙", at(2)),
    "旧": Unit("旧", at(3), lineage=Lineage(LineageKind.MERGED, "甲", date(2026, 7, 1))),
}


def item(name: str = "一", **values: Any) -> Item:
    stated = {"title": name, "date": DAY, "units": (Share("甲"),), **values}
    return Item(id=name, source=at(10), **stated)


def corpus(*items: Item, **values: Any) -> Corpus:
    stated = {
        "units": UNITS,
        "people": {"甲/a": Person("甲/a", at(4), "某", "甲", valid_to=date(2026, 12, 31))},
        "publications": {
            "刊": Publication("刊", at(5), Level.PROVINCIAL, "省", valid_to=date(2026, 9, 30))
        },
        "leaders": {"省长": Leader("省长", at(6), Level.PROVINCIAL, "主要领导")},
        **values,
    }
    return Corpus(office=Office(at(1), "局", "刊"), items={i.id: i for i in items}, **stated)


def codes(facts: Corpus, today: date = TODAY) -> list[str]:
    return [finding.code for finding in check(facts, today)]


def adoption(day: int = 20, **values: Any) -> Adoption:
    line = values.pop("line", 20)
    return Adoption(at(line), values.pop("publication", "刊"), date(2026, 9, day), **values)


def endorsement(day: int = 25, **values: Any) -> Endorsement:
    return Endorsement(at(30), "省长", date(2026, 9, day), **values)


def test_sound_facts_have_no_findings() -> None:
    whole = item(
        authors=("甲/a",),
        adoptions=(adoption(),),
        endorsements=(endorsement(publication="刊"),),
        units=(Share("甲", Fraction(1, 3)), Share("乙", Fraction(2, 3))),
    )
    assert codes(corpus(whole, item("二", sources=("一",)))) == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"adoptions": (adoption(15),)}, []),
        ({"adoptions": (adoption(14),)}, ["C223"]),
        ({"endorsements": (endorsement(15),)}, []),
        ({"endorsements": (endorsement(14),)}, ["C224"]),
        ({"adoptions": (adoption(20),), "endorsements": (endorsement(20, publication="刊"),)}, []),
        (
            {"adoptions": (adoption(20),), "endorsements": (endorsement(19, publication="刊"),)},
            ["C225"],
        ),
        ({"adoptions": (adoption(20),), "endorsements": (endorsement(19),)}, []),
        ({"adoptions": (adoption(30),)}, []),
        ({"adoptions": (Adoption(at(20), "刊", date(2026, 10, 1)),)}, ["C227"]),
        ({"adoptions": (adoption(line=20), adoption(line=21))}, ["C228"]),
        ({"adoptions": (adoption(line=20), adoption(line=21, issue="第2期"))}, []),
        ({"adoptions": (adoption(line=20), adoption(line=21, units=("甲",)))}, []),
        ({"adoptions": (adoption(units=("乙",)),)}, ["C241"]),
        ({"units": (Share("甲", Fraction(1, 2)), Share("乙", Fraction(1, 3)))}, ["C229"]),
        ({"units": (Share("甲", Fraction(1, 2)), Share("乙"))}, ["C230"]),
        ({"units": (Share("甲"), Share("乙"))}, []),
        ({"units": (Share("乙"),), "authors": ("甲/a",)}, ["C242"]),
        ({"date": date(2027, 1, 1), "authors": ("甲/a",)}, ["C220", "C237"]),
        ({"date": date(2019, 12, 31)}, ["C221"]),
        ({"date": date(2020, 1, 1)}, []),
        ({"units": (Share("旧"),)}, ["C222"]),
        ({"units": (Share("旧"),), "date": date(2026, 6, 30)}, []),
        ({"units": (Share("旧"),), "date": date(2026, 6, 30), "authors": ("甲/a",)}, []),
        ({"sources": ("一",)}, ["C231"]),
        ({"sources": ("无",)}, []),
    ],
)
def test_one_item(values: dict[str, Any], expected: list[str]) -> None:
    assert codes(corpus(item(**values))) == expected


def test_the_as_of_day_itself_is_not_in_the_future() -> None:
    assert codes(corpus(item(date=TODAY))) == []
    assert codes(corpus(item(date=TODAY)), date(2026, 10, 30)) == ["C220"]


def test_a_fault_may_be_found_after_the_unit_has_ended_but_not_before_it_began() -> None:
    late = Fault(at(1), FaultKind.LATE, date(2026, 9, 1), "旧")
    early = Fault(at(2), FaultKind.LATE, date(2019, 1, 1), "甲")
    assert codes(corpus(faults=(late, early))) == ["C221"]


def test_an_honour_is_of_a_year_that_has_begun() -> None:
    honours = tuple(
        GrantedHonour(at(year), "先进", year, "甲", "省") for year in (1998, 2026, 2027)
    )
    assert codes(corpus(honours=honours)) == ["C220"]


RULE = EndorsementRule(source=at(1), clause="第六条", needs_adoption=True, value=Fixed(normal(5)))
FREE = EndorsementRule(source=at(2), clause="第七条", value=Fixed(normal(1)))


def book(*rules: EndorsementRule) -> Rulebook:
    return Rulebook(
        source=at(1),
        id="办法",
        version="0",
        name="办法",
        number="1号",
        effective=date(2026, 1, 1),
        endorsements=rules,
    )


@pytest.mark.parametrize(
    ("rules", "adopted", "expected"),
    [
        ((RULE,), False, ["C226"]),
        ((RULE,), True, []),
        ((RULE, FREE), False, []),
        ((), False, []),
    ],
)
def test_an_endorsement_needs_an_adoption_where_the_rulebook_says_so(
    rules: tuple[EndorsementRule, ...], adopted: bool, expected: list[str]
) -> None:
    endorsed = item(endorsements=(endorsement(),), adoptions=(adoption(),) if adopted else ())
    assert codes(corpus(endorsed, rulebooks=(book(*rules),))) == expected


def assignment(**values: Any) -> Assignment:
    stated = {
        "kind": AssignmentKind.COMMISSION,
        "title": "约",
        "issuer": "甲",
        "units": ("甲",),
        "issued": date(2026, 9, 1),
        "due": date(2026, 9, 1),
        **values,
    }
    return Assignment(id="约", source=at(40), **stated)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"due": date(2026, 8, 31)}, ["C238"]),
        ({"due": date(2030, 1, 1)}, []),
        ({"answers": (Answer(at(41), "甲", date(2026, 9, 1)),)}, []),
        ({"answers": (Answer(at(41), "甲", date(2026, 8, 31)),)}, ["C239"]),
        ({"answers": (Answer(at(41), "乙", date(2026, 9, 2)),)}, ["C240"]),
    ],
)
def test_one_assignment(values: dict[str, Any], expected: list[str]) -> None:
    assert codes(corpus(assignments={"约": assignment(**values)})) == expected


def test_an_item_answers_what_one_of_its_units_was_asked() -> None:
    asked = {"约": assignment()}
    joint = item(units=(Share("乙"), Share("甲")), commission="约")
    assert codes(corpus(joint, assignments=asked)) == []
    other = item(units=(Share("乙"),), commission="约")
    assert codes(corpus(other, assignments=asked)) == ["C240"]


def test_units_do_not_come_round() -> None:
    def becoming(name: str, into: str) -> Unit:
        return Unit(name, at(1), parent=into, lineage=Lineage(LineageKind.RENAMED, into, DAY))

    units = {"甲": becoming("甲", "乙"), "乙": becoming("乙", "丙"), "丙": becoming("丙", "乙")}
    assert codes(corpus(units=units, people={})) == ["C233", "C234"]


def _closed(graph: dict[str, tuple[str, ...]], cycle: Iterable[str]) -> bool:
    path = [*cycle]
    return all(b in graph[a] for a, b in zip(path, [*path[1:], path[0]], strict=True))


GRAPHS = st.dictionaries(
    st.sampled_from("abcdefgh"), st.lists(st.sampled_from("abcdefghx"), max_size=4).map(tuple)
)


@given(GRAPHS)
def test_cycles_are_cycles_and_none_means_there_is_none(graph: dict[str, tuple[str, ...]]) -> None:
    found = list(cycles(graph))
    assert all(_closed(graph, cycle) and cycle[0] == min(cycle) for cycle in found)
    reached = {node: _reachable(graph, node) for node in graph}
    assert bool(found) == any(node in reached[node] for node in graph)


def _reachable(graph: dict[str, tuple[str, ...]], start: str) -> set[str]:
    reached: set[str] = set()
    waiting = [*graph[start]]
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting.extend(graph.get(node, ()))
    return reached


def test_a_long_chain_needs_no_recursion() -> None:
    chain = {f"{n:06}": (f"{n + 1:06}",) for n in range(50_000)}
    assert list(cycles(chain)) == []
    chain["050000"] = ("000000",)
    assert [len(cycle) for cycle in cycles(chain)] == [50_001]


def test_every_rule_says_what_it_demands() -> None:
    assert all(rule.__doc__ and rule.__doc__.strip() for rule in (*APART, *CHECKS))
    assert len({*APART, *CHECKS}) == len(APART) + len(CHECKS)
