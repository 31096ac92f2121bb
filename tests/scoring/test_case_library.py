"""The case library from nominations and decisions."""

from __future__ import annotations

from scoring.cases import cases
from scoring.model import Conversion, Nomination
from scoring.points import normal
from scoring.vocabulary import CaseStatus
from tests.scoring.small_office import HERE, corpus, day, entry, item, ledger, units


def test_cases_stand_by_year_track_and_item_with_what_they_gave() -> None:
    converted = (Conversion("制度文件", "工作规程", day("11-3")),)
    best = Nomination(HERE, "智慧绩效", CaseStatus.SELECTED, 2025, "一等奖", converted)
    facts = corpus(
        units("甲", "乙"),
        item("a", "2025-3-1", "甲", case=Nomination(HERE, "共治共享")),
        item("b", "3-1", "甲", "乙", case=Nomination(HERE, "共治共享", CaseStatus.SELECTED)),
        item("c", "3-2", "乙", case=Nomination(HERE, "智慧绩效", CaseStatus.DECLINED)),
        item("d", "3-3", "乙", case=best),
        item("e", "3-4", "乙"),
    )
    lines = ledger(
        entry("2025-3-1", "甲", 3, item="a"),
        entry("1-1", "甲", 4, item="a"),
        entry("1-1", "甲", 4, item="a", person="甲/李"),
        entry("3-1", "甲", 5, item="b"),
        entry("3-1", "乙", 5, item="b"),
        entry("3-4", "乙", 9, item="e"),
    )
    found = cases(facts, lines)
    assert [(case.item, case.year, case.points) for case in found] == [
        ("c", 2026, normal(0)),
        ("b", 2026, normal(10)),
        ("d", 2025, normal(0)),
        ("a", 2025, normal(7)),
    ]
    assert found[1].units == ("甲", "乙")
    assert (found[2].award, found[2].conversions) == ("一等奖", converted)
    assert found[3].status is CaseStatus.NOMINATED
