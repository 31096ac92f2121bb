"""A sheaf's mark is another when anything said of its items is, and only then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from scoring.hindsight import until
from scoring.model import Item
from scoring.sheaf import Sheaf, fact_of, looked_back, parted, unmarked
from site_builder.reading.repository import load
from tests.support import ROOT

LOADED = load(Path(ROOT / "content"))
WHOLE = LOADED.corpus
LAST = max(item.date for item in WHOLE.items.values())


def on(day: date, sheaves: tuple[Sheaf, ...] = LOADED.sheaves) -> dict[str, Sheaf]:
    found = looked_back(sheaves, WHOLE.items, until(WHOLE, day).items, day)
    return {sheaf.name: sheaf for sheaf in found}


def said(sheaf: Sheaf, items: Mapping[str, Item]) -> tuple[Item, ...]:
    return tuple(items[name] for name in sheaf.items)


def test_every_item_is_in_one_sheaf_which_is_its_folder() -> None:
    names = [sheaf.name for sheaf in LOADED.sheaves]
    assert names == sorted(set(names)) and len(names) > 1
    assert sorted(name for sheaf in LOADED.sheaves for name in sheaf.items) == [*WHOLE.items]
    for sheaf in LOADED.sheaves:
        assert list(sheaf.items) == sorted(sheaf.items)
        for name in sheaf.items:
            assert WHOLE.items[name].source.path == f"content/{sheaf.name}/{name}.md"
    assert len({sheaf.mark for sheaf in LOADED.sheaves}) == len(LOADED.sheaves)


def test_on_every_day_equal_marks_say_the_same() -> None:
    seen: dict[tuple[str, str], tuple[Item, ...]] = {}
    told: dict[tuple[str, str], tuple[object, ...]] = {}
    marks: set[str] = set()
    for back in range(0, 300, 7):
        day = LAST - timedelta(days=back)
        then = until(WHOLE, day).items
        sheaves = on(day)
        assert sorted(name for sheaf in sheaves.values() for name in sheaf.items) == [*then]
        for sheaf in sheaves.values():
            facts = said(sheaf, then)
            assert seen.setdefault((sheaf.name, sheaf.mark), facts) == facts
            stated = tuple(map(fact_of, facts))
            assert told.setdefault((sheaf.name, sheaf.facts), stated) == stated
            marks.add(sheaf.mark)
    assert len(marks) > len(LOADED.sheaves)


def test_a_day_looked_back_to_leaves_texts_out_of_the_facts() -> None:
    day = LAST - timedelta(days=60)
    longer = {key: replace(item, length=item.length + 1) for key, item in WHOLE.items.items()}
    then = until(replace(WHOLE, items=longer), day).items
    now, found = on(day), looked_back(LOADED.sheaves, longer, then, day)
    facts = {sheaf.name: sheaf.facts for sheaf in found}
    assert facts == {name: sheaf.facts for name, sheaf in now.items()}
    assert any(facts[sheaf.name] != sheaf.facts for sheaf in LOADED.sheaves if sheaf.name in facts)


def test_what_came_to_its_end_before_a_day_has_the_mark_of_today() -> None:
    ends = {sheaf.name: sheaf.mark for sheaf in on(date.max).values()}
    assert ends == {sheaf.name: sheaf.mark for sheaf in LOADED.sheaves}
    early = on(LAST - timedelta(days=60))
    assert any(early[name].mark == ends[name] for name in early)
    assert any(early[name].mark != ends[name] for name in early)


def test_an_item_whose_source_is_not_yet_there_changes_its_sheaf_s_mark() -> None:
    later = next(item for item in WHOLE.items.values() if item.date == LAST)
    first, other = next(
        (item, sheaf)
        for sheaf in LOADED.sheaves
        for item in said(sheaf, WHOLE.items)
        if later.id not in sheaf.items and item.date < LAST
    )
    whole = replace(WHOLE, items={**WHOLE.items, first.id: replace(first, sources=(later.id,))})
    day = LAST - timedelta(days=1)
    then = until(whole, day).items
    found = {each.name: each for each in looked_back(LOADED.sheaves, whole.items, then, day)}
    assert then[first.id].sources == ()
    assert found[other.name].mark not in (other.mark, on(day)[other.name].mark)


def test_where_nothing_is_known_nothing_becomes_known() -> None:
    (sheaf,) = unmarked(reversed([*WHOLE.items]))
    assert list(sheaf.items) == [*WHOLE.items] and sheaf.mark == ""
    (then,) = on(LAST - timedelta(days=90), (sheaf,)).values()
    assert then.mark == "" and len(then.items) < len(sheaf.items)
    assert parted("", "a") == "" and parted("a", "bc") != parted("a", "b", "c")
