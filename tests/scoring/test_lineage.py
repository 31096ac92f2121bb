"""沿革: who answers for a unit that was renamed or merged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from scoring.lineage import ended, former_names, successor
from scoring.model import Corpus, Lineage, Unit
from scoring.rulebook import Inheritance
from scoring.vocabulary import LineageKind
from tests.scoring.engine_office import HERE, office, rulebook

RENAMED = Lineage(LineageKind.RENAMED, "乙", date(2025, 7, 1))
MERGED = Lineage(LineageKind.MERGED, "丙", date(2026, 3, 1))
BOOK = rulebook()


def chain(**lineages: Lineage | None) -> Corpus:
    units = {name: Unit(name, HERE, lineage=lineage) for name, lineage in lineages.items()}
    return office(BOOK, units=units)


def test_a_chain_is_followed_as_far_as_it_has_come_to_pass() -> None:
    corpus = chain(甲=RENAMED, 乙=MERGED, 丙=None)
    days = (date(2025, 6, 30), date(2025, 7, 1), date(2026, 3, 1))
    assert [successor(corpus, "甲", day, BOOK) for day in days] == ["甲", "乙", "丙"]


def test_a_rulebook_may_let_only_one_kind_inherit() -> None:
    corpus = chain(甲=RENAMED, 乙=MERGED, 丙=None)
    fresh = replace(BOOK, merged=Inheritance.FRESH)
    assert successor(corpus, "甲", date(2026, 12, 31), fresh) == "乙"


def test_a_cycle_does_not_hang() -> None:
    corpus = chain(甲=RENAMED, 乙=Lineage(LineageKind.RENAMED, "甲", date(2025, 8, 1)))
    assert successor(corpus, "甲", date(2026, 1, 1), BOOK) == "乙"


def test_an_unknown_unit_answers_for_itself() -> None:
    assert successor(chain(), "某局", date(2026, 1, 1), BOOK) == "某局"


def test_a_unit_ends_on_the_day_of_its_merger_and_after_its_last_day() -> None:
    corpus = chain(乙=MERGED)
    assert [ended(corpus, "乙", day) for day in (date(2026, 2, 28), date(2026, 3, 1))] == [
        False, True,
    ]
    closed = office(BOOK, units={"丁": Unit("丁", HERE, valid_to=date(2026, 5, 31))})
    assert [ended(closed, "丁", day) for day in (date(2026, 5, 31), date(2026, 6, 1))] == [
        False, True,
    ]


def test_each_step_of_a_lineage_has_its_own_time_and_a_circle_ends() -> None:
    def unit(name: str, into: str | None, on: date | None = None) -> Unit:
        step = None if into is None or on is None else Lineage(LineageKind.RENAMED, into, on)
        return Unit(name, HERE, lineage=step)

    first, second = date(2018, 7, 5), date(2024, 1, 1)
    units = {each.id: each for each in (
        unit("甲", "乙", first), unit("乙", "丙", second), unit("丙", None),
        unit("子", "丑", first), unit("丑", "子", second),
    )}  # fmt: skip
    found = [(rule.wrong, rule.right, rule.since, rule.until) for rule in former_names(units)]
    assert found == [
        ("甲", "乙", first, date(2023, 12, 31)), ("甲", "丙", second, None),
        ("乙", "丙", second, None),
        ("子", "丑", first, date(2023, 12, 31)), ("丑", "子", second, date(2018, 7, 4)),
    ]  # fmt: skip
