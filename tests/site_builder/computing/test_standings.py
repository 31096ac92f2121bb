"""Standings with a store against standings without one, whatever changed in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.cases import cases
from scoring.conditions import DateBasis, Joint
from scoring.engine import Scoring, score
from scoring.findings import Source
from scoring.hindsight import until
from scoring.ledger import Ledger
from scoring.model import Adoption, Corpus, Endorsement, Item, Lineage, Nomination, Share
from scoring.period_rules import Measured, PassMark, Quota
from scoring.periods import PeriodKind
from scoring.points import normal
from scoring.results import Standing, row_marks
from scoring.sheaf import Sheaf
from scoring.standings import tables
from scoring.vocabulary import CaseStatus, Level, LineageKind
from site_builder.cache import Store
from site_builder.computing.standings import kept_cases, kept_tables
from tests.scoring.small_office import HERE, PAPERS, book, corpus, person, scoring_rule, unit, units

NAMES = ("甲", "乙", "丙", "丁")
MERGED = {"丙": unit("丙", line=3, lineage=Lineage(LineageKind.MERGED, "甲", date(2026, 6, 10)))}
REGISTRIES = (
    units(*NAMES),
    units(*NAMES) | MERGED,
    units(*NAMES) | {"乙": unit("乙", "部门", 2), "丁": unit("丁", None, 4)},
)
QUOTAS = (
    Quota(
        source=HERE, clause="第八条", period=PeriodKind.MONTH, measured=Measured.SENT,
        required={"县区": normal(2)}, each_short=normal(-1),
    ),
)  # fmt: skip
MARKS = (
    PassMark(
        source=HERE, clause="第九条", period=PeriodKind.MONTH, measured=Measured.POINTS,
        below=normal(3), verdict="不达标", running=3,
    ),
)  # fmt: skip
PRESS = book(score="宣传", adoptions=(scoring_rule("第三条", Level.PROVINCIAL, 6),))
RULEBOOKS = (
    (book(),),
    (book(version="1" * 12, joint=Joint.EACH, quotas=QUOTAS),),
    (book(version="2" * 12, quotas=QUOTAS, pass_marks=MARKS), PRESS),
    (book(version="3" * 12, basis=DateBasis.SENT), PRESS),
)
DAYS = st.dates(date(2025, 11, 1), date(2026, 12, 31))
ADOPTED = st.tuples(
    st.sampled_from(sorted(PAPERS)), DAYS, st.sampled_from([(), (), ("甲",), ("乙", "丙")])
)
SHARES = st.sampled_from([None, Fraction(1, 3), Fraction(1, 7)])


@st.composite
def items(draw: st.DrawFn) -> Item:
    """One item, filed under the month of its date."""
    day = draw(DAYS)
    name = f"{day:%Y%m%d}-{draw(st.integers(0, 3))}"
    path = f"content/items/{day:%Y/%m}/{name}.md"
    senders = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True))
    share = draw(SHARES)
    taken = draw(st.lists(ADOPTED, max_size=3))
    return Item(
        id=name,
        source=Source(path),
        title="题",
        date=day,
        units=tuple(Share(each, share if at == 0 else None) for at, each in enumerate(senders)),
        authors=tuple(draw(st.lists(st.sampled_from(("甲/李", "乙/王")), max_size=1))),
        adoptions=tuple(
            Adoption(Source(path, 10 + line), paper, when, units=named)
            for line, (paper, when, named) in enumerate(taken)
        ),
        endorsements=tuple(
            Endorsement(Source(path, 30), "市长", when)
            for when in draw(st.lists(DAYS, max_size=1))
        ),
        case=draw(st.sampled_from([None, Nomination(HERE, "赛道", CaseStatus.SELECTED)])),
    )


@st.composite
def offices(draw: st.DrawFn) -> tuple[Corpus, date]:
    """What an office knows on some day."""
    registry = draw(st.sampled_from(REGISTRIES))
    people = {name: person(name, name[0]) for name in ("甲/李", "乙/王")}
    facts = draw(st.lists(items(), max_size=8))
    whole = corpus(
        registry,
        *sorted(facts, key=lambda item: item.id),
        people=people,
        rulebooks=draw(st.sampled_from(RULEBOOKS)),
    )
    day = draw(st.dates(date(2026, 1, 1), date(2027, 2, 1)))
    return until(whole, day), day


def digest(*told: object) -> str:
    return sha256(repr(told).encode("utf-8")).hexdigest()


def sheaves(facts: Corpus) -> tuple[Sheaf, ...]:
    """The items by month, under what stands for them."""
    found = groupby(sorted(facts.items), key=lambda name: f"items/{name[:4]}/{name[4:6]}")
    held = ((folder, tuple(names)) for folder, names in found)
    return tuple(
        Sheaf(folder, names, digest([facts.items[name] for name in names]))
        for folder, names in held
    )


def in_parts(facts: Corpus, name: str, day: date) -> Ledger:
    """The ledger of a score, a part for each sheaf."""
    scoring = Scoring(facts, name, day)
    others = digest(replace(facts, items={}), name, day)
    parts = [scoring.part(each.items, f"{each.mark}{others}") for each in sheaves(facts)]
    return scoring.ledger(parts)


def check(facts: Corpus, day: date, store: Store) -> None:
    """With the store it is as without one, table by table and row by row."""
    for name in dict.fromkeys(each.score for each in facts.rulebooks):
        whole, parts = score(facts, name, day), in_parts(facts, name, day)
        right = tables(facts, whole, day)
        assert tables(facts, Ledger(name, whole.entries, day, whole.quotas), day) == right
        made = kept_tables(facts, parts, day, sheaves(facts), store)
        assert list(made) == list(right)
        for key, table in right.items():
            assert dict(made[key].marks) == row_marks(table.rows), key
            assert made[key] == table, key
        assert kept_cases(facts, parts, store) == cases(facts, whole)


@settings(max_examples=60)
@given(st.lists(offices(), min_size=1, max_size=4))
def test_what_was_counted_before_changes_nothing(known: list[tuple[Corpus, date]]) -> None:
    with TemporaryDirectory() as folder:
        store = Store(Path(folder))
        for facts, day in known:
            check(facts, day, store)


@settings(max_examples=40)
@given(offices(), st.lists(st.tuples(st.integers(0, 20), st.none() | items()), max_size=4))
def test_after_single_edits_only_what_changed_is_made_again(
    begun: tuple[Corpus, date], edits: list[tuple[int, Item | None]]
) -> None:
    facts, day = begun
    with TemporaryDirectory() as folder:
        store = Store(Path(folder))
        check(facts, day, store)
        for place, item in edits:
            known = dict(facts.items)
            if item is None and known:
                del known[sorted(known)[place % len(known)]]
            elif item is not None:
                known[item.id] = item
            facts = until(replace(facts, items=dict(sorted(known.items()))), day)
            check(facts, day, store)


ITEMS = [
    Item(
        id=f"2026{month:02}0{number}",
        source=Source(f"content/items/2026/{month:02}/{number}.md"),
        title="题",
        date=date(2026, month, number),
        units=(Share(NAMES[number % 4]),),
        adoptions=(Adoption(Source("a.md", number), "市简报", date(2026, month, 20)),),
    )
    for month in range(1, 10)
    for number in range(1, 5)
]
DAY = date(2026, 12, 31)


def test_a_damaged_store_is_not_trusted(tmp_path: Path) -> None:
    facts, store = corpus(units(*NAMES), *ITEMS), Store(tmp_path)
    check(facts, DAY, store)
    pieces = sorted(tmp_path.rglob("*.cache"))
    assert len(pieces) > 10
    for piece in pieces:
        written = bytearray(piece.read_bytes())
        written[-1] ^= 1
        piece.write_bytes(written)
    check(facts, DAY, store)


def test_only_the_folder_with_a_change_is_counted_again(tmp_path: Path) -> None:
    facts, store = corpus(units(*NAMES), *ITEMS), Store(tmp_path)
    check(facts, DAY, store)
    before = {piece: piece.stat().st_mtime_ns for piece in tmp_path.rglob("items/**/*.cache")}
    changed = replace(ITEMS[-1], adoptions=())
    check(replace(facts, items={**facts.items, changed.id: changed}), DAY, store)
    after = {piece: piece.stat().st_mtime_ns for piece in before}
    assert len(before) == 9
    assert [piece.name for piece in before if before[piece] != after[piece]] == ["09.cache"]


def test_only_rows_that_may_have_changed_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts, store = corpus(units(*NAMES), *ITEMS), Store(tmp_path)
    check(facts, DAY, store)
    changed = replace(ITEMS[-1], adoptions=())
    facts = replace(facts, items={**facts.items, changed.id: changed})
    ledger, made = in_parts(facts, "信息", DAY), list[str]()

    def standing(**told: Any) -> Standing:
        made.append(told["subject"])
        return Standing(**told)

    monkeypatch.setattr("scoring.standings.Standing", standing)
    found = kept_tables(facts, ledger, DAY, sheaves(facts), store)
    rows = list(made)
    later = "2026-09", "2026Q3", "2026H2", "2026", "2026-10", "2026-11", "2026-12", "2026Q4"
    tables = [table for key, table in found.items() if key.period.id in later]
    assert sorted(rows) == sorted(row.subject for table in tables for row in table.rows)
    assert len(tables) < len(found)
