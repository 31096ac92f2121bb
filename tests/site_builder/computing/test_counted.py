"""Sheaves as scores and counts look at them: other texts, the same mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scoring.conditions import Length
from scoring.model import Corpus, Item
from scoring.sheaf import Sheaf, unmarked
from site_builder.cache import Store
from site_builder.computing.counted import counted_sheaves
from tests.scoring.engine_office import on
from tests.scoring.test_engine_laws import busy_office
from tests.site_builder.computing.test_ledgers import changed, sheaves_of

OFFICE = busy_office()


def marks(corpus: Corpus, store: Store) -> list[str]:
    return [sheaf.mark for sheaf in counted_sheaves(corpus, sheaves_of(corpus), store)]


def item_with(**words: Any) -> Corpus:
    return changed(OFFICE, "items", "信息1", **words)


@pytest.mark.parametrize("words", [{"title": "改过"}, {"length": 4321}, {"tags": ("新词",)}])
def test_what_no_rule_looks_at_leaves_all_marks(tmp_path: Path, words: dict[str, Any]) -> None:
    store = Store(tmp_path)
    assert marks(item_with(**words), store) == marks(OFFICE, store)


@pytest.mark.parametrize(
    "words", [{"date": on("4-4")}, {"adoptions": ()}, {"authors": ()}, {"kind": "调研"}]
)
def test_what_is_scored_changes_the_mark_of_its_own_sheaf(
    tmp_path: Path, words: dict[str, Any]
) -> None:
    store = Store(tmp_path)
    before, after = marks(OFFICE, store), marks(item_with(**words), store)
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False]


def test_a_length_that_a_rule_tells_apart_changes_the_mark(tmp_path: Path) -> None:
    def long(corpus: Corpus) -> Corpus:
        (book,) = corpus.rulebooks
        first, *others = book.adoptions
        first = replace(first, when=replace(first.when, length=Length(1000)))
        book = replace(book, version="other", adoptions=(first, *others))
        return replace(corpus, rulebooks=(book,))

    store = Store(tmp_path)
    before = marks(long(OFFICE), store)
    assert marks(long(item_with(length=10)), store) == before
    assert marks(long(item_with(length=1000)), store) != before


class Unread(dict[str, Item]):
    """Items of which none may be looked at."""

    def __getitem__(self, key: str) -> Item:
        raise AssertionError(key)


def test_items_of_a_sheaf_that_is_the_same_are_not_looked_at(tmp_path: Path) -> None:
    corpus, store = busy_office(), Store(tmp_path)
    sheaves = sheaves_of(corpus)
    found = counted_sheaves(corpus, sheaves, store)
    hidden: Mapping[str, Item] = Unread(corpus.items)
    assert counted_sheaves(replace(corpus, items=hidden), sheaves, Store(tmp_path)) == found


def test_a_sheaf_without_a_mark_stays_without(tmp_path: Path) -> None:
    corpus = busy_office()
    nameless: tuple[Sheaf, ...] = unmarked(corpus.items)
    assert counted_sheaves(corpus, nameless, Store(tmp_path)) == nameless
    assert counted_sheaves(corpus, nameless, Store(None)) == nameless
