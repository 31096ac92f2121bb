"""Who moves when a period is recomputed under another rulebook, with the real engine."""

from __future__ import annotations

from scoring.engine import score
from scoring.rulebook import in_force
from scoring.standings import tables
from scoring.vocabulary import Level
from scoring.whatif import moves, replace_rulebook, under
from tests.scoring.small_office import (
    book,
    corpus,
    day,
    item,
    period,
    scoring_rule,
    unit,
    units,
)

END = day("12-31")
FACTS = corpus(
    units("甲", "乙", "丙"),
    item("a", "3-1", "甲", taken=(("省简报", "3-2"),)),
    item("b", "3-1", "乙", taken=(("市简报", "3-2"),)),
    item("c", "2025-3-1", "乙", taken=(("市简报", "2025-3-2"),)),
)
DRAFT = book(
    id="draft",
    effective=day("2030-1-1"),
    adoptions=(scoring_rule("第五条", Level.MUNICIPAL, 20),),
)


def test_a_draft_shows_who_rises_who_falls_and_by_how_much() -> None:
    before = tables(FACTS, score(FACTS, "信息", END), END)
    found = moves(before, under(FACTS, DRAFT, period("2026"), END), period("2026"))
    assert [(move.subject, move.rank_before, move.rank_after, move.change) for move in found] == [
        ("乙", 2, 1, 1),
        ("甲", 1, 2, -1),
        ("丙", 3, 2, 1),
    ]
    assert [(move.points_before, move.points_after) for move in found] == [(5, 20), (10, 0), (0, 0)]


def test_other_periods_stay_as_they_were() -> None:
    before = tables(FACTS, score(FACTS, "信息", END), END)
    after = under(FACTS, DRAFT, period("2026"), END)
    assert all(
        move.rank_before == move.rank_after and move.points_before == move.points_after
        for move in moves(before, after, period("2025"))
    )
    assert [move.points_after for move in moves(before, after, period("2025"))] == [5, 0, 0]


def test_units_that_enter_or_leave_the_ranking_are_shown() -> None:
    registry = units("甲", "乙") | {"丁": unit("丁", "部门", 9)}
    facts = corpus(registry, item("a", "3-1", "丁", taken=(("省简报", "3-2"),)))
    grouped = book(groupings={"甲组": frozenset({"甲", "丁"})})
    before = tables(facts, score(facts, "信息", END), END)
    found = moves(before, under(facts, grouped, period("2026"), END), period("2026"))
    assert [(move.group, move.subject, move.rank_before, move.rank_after) for move in found] == [
        ("甲组", "丁", 1, 1),
        ("甲组", "甲", 1, 2),
        ("县区", "乙", 1, None),
    ]
    assert found[2].change is None


def test_on_exactly_the_days_of_the_period_the_other_rulebook_holds() -> None:
    old, mid = book(), book(id="mid", effective=day("8-1"))
    ended = book(id="short", effective=day("9-1"), until=day("9-30"))
    beside = book(id="beside", score="宣传")
    facts = corpus({}, rulebooks=(old, mid, ended, beside))
    changed = replace_rulebook(facts, DRAFT, period("2026Q3")).rulebooks

    def held(when: str, name: str = "信息") -> str | None:
        found = in_force(changed, name, day(when))
        return found and found.id

    assert [held(when) for when in ("6-30", "7-1", "8-1", "9-1", "9-30", "10-1")] == [
        "2026", "draft", "draft", "draft", "draft", "mid",
    ]  # fmt: skip
    assert held("8-1", "宣传") == "beside"
    assert [book.id for book in changed] == ["2026", "draft", "mid", "beside"]
