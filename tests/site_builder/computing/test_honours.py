"""Honours with a store against honours without one, whatever changed in between."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scoring import honours
from scoring.ledger import Entry
from scoring.model import Corpus, Fault, GrantedHonour, Nomination
from scoring.period_rules import Award, Criterion
from scoring.points import normal
from scoring.results import Honour
from scoring.rules import FaultRule
from scoring.standings import tables
from scoring.vocabulary import CaseStatus, FaultKind
from site_builder.cache import Store
from site_builder.computing import honours as keeping
from site_builder.computing.honours import kept_honours
from tests.scoring.small_office import (
    HERE,
    book,
    corpus,
    day,
    entry,
    item,
    ledger,
    unit,
    units,
)


def award(name: str, criterion: Criterion, **changes: Any) -> Award:
    return Award(
        source=HERE, clause="第十六条", name=name, criterion=criterion, places=2, **changes
    )


AWARDS = (
    award("先进单位", Criterion.RANK, honour_points=normal(5)),
    award("案例奖", Criterion.CASES),
    award("连续优秀", Criterion.EXCELLENT_YEARS, years=2),
)
BARRING = FaultRule(source=HERE, clause="第九条", kinds=frozenset({FaultKind.LATE}), veto=True)
BOOK = book(awards=AWARDS, faults=(BARRING,))
FOUR = units("甲", "乙", "丙", "丁")
LINES = (entry("3-1", "甲", 30), entry("3-1", "乙", 20), entry("3-1", "丙", 10))
CASE = item("a", "3-1", "丁", case=Nomination(HERE, "风险防控", CaseStatus.SELECTED))
FAULT = Fault(HERE, FaultKind.LATE, day("5-1"), unit="甲")
GRANTED = GrantedHonour(HERE, "先进单位", 2025, "甲", "市局")
OFFICES: tuple[tuple[Corpus, tuple[Entry, ...]], ...] = (
    (corpus(FOUR, rulebooks=(BOOK,)), LINES),
    (corpus(FOUR, rulebooks=(BOOK,)), (*LINES, entry("4-1", "丙", 15))),
    (corpus(FOUR, CASE, rulebooks=(BOOK,)), LINES),
    (corpus(FOUR, rulebooks=(BOOK,), faults=(FAULT,)), LINES),
    (corpus(FOUR, rulebooks=(BOOK,), honours=(GRANTED,)), LINES),
    (corpus(FOUR | {"甲": unit("甲", "部门", 2)}, rulebooks=(BOOK,)), LINES),
)
AFTER = day("2027-1-10")


def kept(office: tuple[Corpus, tuple[Entry, ...]], store: Store) -> list[Honour]:
    facts, lines = office
    return kept_honours(facts, "信息", tables(facts, ledger(*lines), AFTER), store)


def test_what_is_kept_is_what_would_be_computed(tmp_path: Path) -> None:
    store = Store(tmp_path)
    told = []
    for before in OFFICES:
        for office in OFFICES:
            kept(before, store)
            made = kept(office, Store(None))
            assert kept(office, store) == made
        told.append(tuple(map(repr, kept(before, store))))
    assert len(set(told)) == len(OFFICES)


def test_what_is_known_is_not_computed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = kept(OFFICES[2], Store(tmp_path))
    assert first
    monkeypatch.setattr(keeping, "computed", lambda *_: pytest.fail("computed again"))
    assert kept(OFFICES[2], Store(tmp_path)) == first
    assert honours.honours(OFFICES[2][0], {}, AFTER, first)[0].award is AWARDS[0]
