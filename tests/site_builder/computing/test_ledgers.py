"""Ledgers through the store: whatever was kept before, they are those made anew."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.assignments.facts import Answer
from scoring.conditions import Counting, Joint
from scoring.engine import Scoring
from scoring.findings import Source
from scoring.hindsight import until
from scoring.ledger import Entry, Ledger, Written
from scoring.model import Corpus, Lineage
from scoring.packing_later import packed_later, unpacked_later
from scoring.postings import Part
from scoring.sheaf import Sheaf, unmarked
from scoring.vocabulary import FaultKind, Level, LineageKind
from site_builder.cache import ResidentStore, Store
from site_builder.computing import ledgers
from site_builder.computing.counted import counted_sheaves
from site_builder.computing.ledgers import ledgers_of
from tests.scoring.engine_office import HERE, YEAR_END, fault, judgement, on
from tests.scoring.test_engine_laws import busy_office
from tests.scoring.test_parts import rich_offices

Edit = Callable[[Corpus], Corpus]


def changed(corpus: Corpus, field: str, key: str, **words: Any) -> Corpus:
    """The corpus with one value of a mapping changed; itself where there is none."""
    known: Mapping[str, Any] = getattr(corpus, field)
    if key not in known:
        return corpus
    fields: dict[str, Any] = {field: {**known, key: replace(known[key], **words)}}
    return replace(corpus, **fields)


def ruled(corpus: Corpus, **words: Any) -> Corpus:
    return replace(corpus, rulebooks=tuple(replace(one, **words) for one in corpus.rulebooks))


def answered(corpus: Corpus) -> Corpus:
    answer = Answer(HERE, "晋中市局", on("5-20"), "信息0")
    return changed(corpus, "assignments", "约稿一", answers=(answer,))


def judged(corpus: Corpus) -> Corpus:
    more = judgement("第五条（一）", 8, "12-9", item="信息0")
    return replace(corpus, judgements=(*corpus.judgements, more))


def moved_down(corpus: Corpus) -> Corpus:
    """The corpus with the adoptions of an item on another line, as after a line written above."""
    one = corpus.items.get("信息0")
    below = one.adoptions if one else ()
    moved = tuple(replace(each, source=each.source._replace(line=99)) for each in below)
    return changed(corpus, "items", "信息0", adoptions=moved)


def faulty(corpus: Corpus) -> Corpus:
    more = replace(fault(FaultKind.FALSE, "10-9"), item="信息1")
    return replace(corpus, faults=(*corpus.faults, more))


EDITS: Mapping[str, Edit] = {
    "title": lambda corpus: changed(corpus, "items", "信息0", title="改过"),
    "text": lambda corpus: changed(corpus, "items", "信息1", title="改过", length=4321),
    "sent": lambda corpus: changed(corpus, "items", "信息1", date=on("4-4")),
    "dropped": lambda corpus: changed(corpus, "items", "信息1", adoptions=()),
    "removed": lambda corpus: replace(
        corpus, items={key: one for key, one in corpus.items.items() if key != "信息2"}
    ),
    "group": lambda corpus: changed(corpus, "units", "大同市局", group="县局"),
    "parent": lambda corpus: changed(corpus, "units", "大同市局", parent="晋中市局"),
    "merged": lambda corpus: changed(
        corpus, "units", "大同市局",
        lineage=Lineage(LineageKind.MERGED, "晋中市局", date(2026, 3, 3)),
    ),
    "home": lambda corpus: changed(corpus, "people", "晋中市局/li", unit="大同市局"),
    "level": lambda corpus: changed(corpus, "publications", "晋政信息", level=Level.COUNTY),
    "rank": lambda corpus: changed(corpus, "leaders", "省长", level=Level.MUNICIPAL),
    "answered": answered,
    "judged": judged,
    "joint": lambda corpus: ruled(corpus, joint=Joint.EACH),
    "counting": lambda corpus: ruled(corpus, several_adoptions=Counting.HIGHEST),
    "later": lambda corpus: ruled(corpus, effective=on("6-1")),
    "fault": faulty,
    "duty": lambda corpus: changed(corpus, "people", "晋中市局/li", valid_to=on("2-2")),
    "closed": lambda corpus: changed(corpus, "units", "大同市局", valid_to=on("2-2")),
    "overdue": lambda corpus: changed(corpus, "assignments", "约稿一", due=on("1-3")),
    "line": moved_down,
    "no limits": lambda corpus: ruled(corpus, limits=()),
    "quotas": lambda corpus: ruled(corpus, quotas=()),
}


def sheaves_of(corpus: Corpus) -> tuple[Sheaf, ...]:
    """The items in two folders, marked by all that is said of them."""
    folders: dict[str, list[str]] = {}
    for name in sorted(corpus.items):
        folders.setdefault(f"items/2026/0{int(name[-1]) % 2 + 1}", []).append(name)
    return tuple(
        Sheaf(folder, tuple(names), repr([corpus.items[name] for name in names]))
        for folder, names in folders.items()
    )


def anew(corpus: Corpus, as_of: date) -> Mapping[str, Ledger]:
    return ledgers_of(corpus, as_of, unmarked(corpus.items), Store(None))


@settings(deadline=None, max_examples=25)
@given(
    rich_offices(),
    st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.sampled_from(["12-31", "7-10"])),
             min_size=1, max_size=4),
    st.sampled_from([Store, ResidentStore]),
)
def test_after_any_edits_what_was_kept_gives_the_ledger_made_anew(
    corpus: Corpus, edits: list[tuple[str, str]], kind: type[Store]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = kind(Path(folder))
        for name, day in [("", "12-31"), *edits]:
            corpus = EDITS[name](corpus) if name else corpus
            then = until(corpus, on(day))
            sheaves = counted_sheaves(then, sheaves_of(then), store)
            assert ledgers_of(then, on(day), sheaves, store) == anew(then, on(day))
        assert store.trouble is None


def pieces(folder: Path) -> dict[str, bytes]:
    """The packs of months."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.glob("scores/*/items/**/*.cache")
    }


def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[Part]]:
    """Whose later steps are worked out from now on."""
    asked: list[Sequence[Part]] = []

    def later(self: Scoring, parts: Sequence[Part]) -> Written:
        asked.append(parts)
        return plainly(self, parts)

    plainly = Scoring.later
    monkeypatch.setattr(Scoring, "later", later)
    return asked


def test_later_steps_are_worked_out_again_only_if_they_look_at_what_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, store = busy_office(), Store(tmp_path)
    first = ledgers_of(corpus, YEAR_END, sheaves_of(corpus), store)
    asked = worked_out(monkeypatch)
    then = changed(corpus, "items", "信息1", title="改过", length=4321)
    assert ledgers_of(then, YEAR_END, sheaves_of(then), store) == first
    assert asked == []
    then = faulty(corpus)
    assert ledgers_of(then, YEAR_END, sheaves_of(then), store) != first
    assert len(asked) == 1


@settings(deadline=None, max_examples=25)
@given(rich_offices())
def test_what_later_steps_wrote_is_kept_as_it_was(corpus: Corpus) -> None:
    for made in anew(corpus, YEAR_END).values():
        written = Written(made.rest, made.quotas)
        again = unpacked_later(packed_later(written, corpus.rulebooks), corpus.rulebooks)
        assert again == written
        for one, other in zip(again.entries, written.entries, strict=True):
            assert type(one) is Entry and type(one.fact) is Source
            assert one.rule is other.rule and one.rulebook is other.rulebook


def test_damaged_entries_of_later_steps_are_made_anew(tmp_path: Path) -> None:
    corpus, store = busy_office(), Store(tmp_path)
    ledgers_of(corpus, YEAR_END, sheaves_of(corpus), store)
    (file,) = tmp_path.rglob("later.cache")
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert ledgers_of(corpus, YEAR_END, sheaves_of(corpus), store) == anew(corpus, YEAR_END)
    assert file.read_bytes() == whole


def test_an_edit_makes_the_pack_of_its_own_month_anew_and_no_other(tmp_path: Path) -> None:
    corpus, store = busy_office(), Store(tmp_path)
    ledgers_of(corpus, YEAR_END, sheaves_of(corpus), store)
    before = pieces(tmp_path)
    edited = EDITS["dropped"](corpus)
    ledgers_of(edited, YEAR_END, sheaves_of(edited), store)
    after = pieces(tmp_path)
    assert len(before) == len(after) == 2
    assert [name[-8:] for name in after if after[name] != before[name]] == ["02.cache"]


@pytest.mark.parametrize("edit", ["group", "home", "level", "rank", "joint", "merged", "parent"])
def test_what_all_items_are_looked_at_with_makes_every_pack_anew(
    tmp_path: Path, edit: str
) -> None:
    corpus, store = busy_office(), Store(tmp_path)
    ledgers_of(corpus, YEAR_END, sheaves_of(corpus), store)
    before = pieces(tmp_path)
    ledgers_of(EDITS[edit](corpus), YEAR_END, sheaves_of(corpus), store)
    after = pieces(tmp_path)
    assert all(after[name] != before[name] for name in after)


def test_damaged_and_foreign_packs_are_made_anew(tmp_path: Path) -> None:
    corpus, store = busy_office(), Store(tmp_path)
    ledgers_of(corpus, YEAR_END, sheaves_of(corpus), store)
    whole = pieces(tmp_path)
    one, two = sorted(whole)
    (tmp_path / one).write_bytes(whole[two])
    (tmp_path / two).write_bytes(whole[two][:-1] + bytes([whole[two][-1] ^ 1]))
    assert ledgers_of(corpus, YEAR_END, sheaves_of(corpus), store) == anew(corpus, YEAR_END)
    assert pieces(tmp_path) == whole


def test_items_without_a_mark_are_never_kept(tmp_path: Path) -> None:
    corpus = busy_office()
    ledgers_of(corpus, YEAR_END, unmarked(corpus.items), Store(tmp_path))
    assert pieces(tmp_path) == {}


@pytest.mark.parametrize("marked", [True, False])
def test_any_number_of_workers_gives_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, marked: bool
) -> None:
    monkeypatch.setattr(ledgers, "_MANY", 0)
    corpus = busy_office()
    sheaves = [one if marked else one._replace(mark="") for one in sheaves_of(corpus)]
    made = ledgers_of(corpus, YEAR_END, sheaves, Store(tmp_path), workers=2)
    assert made == anew(corpus, YEAR_END)
    assert len(pieces(tmp_path)) == (2 if marked else 0)
    assert ledgers_of(corpus, YEAR_END, sheaves, Store(tmp_path)) == made
