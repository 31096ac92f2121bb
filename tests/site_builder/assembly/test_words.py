"""What search knows of pages is known again while their keys are the same, and never else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from site_builder.assembly.manifest import Bundle, Record, bundle_of
from site_builder.assembly.words import Words, read_of
from site_builder.cache import Store
from site_builder.cache.pieces import Pieces
from site_builder.search import PageDocument

ONE = PageDocument("a/index.md", "甲", "一")
OTHER = PageDocument("b/index.md", "乙", "二")
ITEM = "items/2026/09/x/index.html"


def bundle(name: str, **keys: str) -> Bundle:
    records = [Record(f"{page}/index.html", key, 1, 2) for page, key in keys.items()]
    records.append(Record(ITEM, "k", 1, 2))
    return bundle_of(name, "", "", records, read=read_of(records))


def never(paths: Sequence[str]) -> Iterable[PageDocument]:
    raise AssertionError(paths)


@pytest.fixture
def pieces(tmp_path: Path) -> Pieces:
    """What a build left that made two pages."""
    pieces = Pieces(Store(tmp_path))
    words = Words(pieces)
    words.take(ONE)
    words.take(OTHER)
    words.add(bundle("two", a="1", b="1"))
    assert found(words) == ["甲", "乙"]
    words.keep()
    return pieces


def found(words: Words) -> list[str]:
    source = words.source(never)
    assert source is not None
    return [document.title for document in source.documents()]


def test_items_and_files_are_not_read() -> None:
    assert bundle("items").read == ""
    assert bundle("two", a="1").read not in {"", bundle("two", a="2").read}


def test_pages_with_the_same_keys_are_known(pieces: Pieces) -> None:
    words, same = Words(pieces), bundle("two", b="1", a="1")
    assert words.knows(same)
    assert words.knows(bundle("items"))
    words.add(same)
    words.add(bundle("items"))
    assert found(words) == ["甲", "乙"]


def test_a_page_with_another_key_is_not_known(pieces: Pieces) -> None:
    words, other = Words(pieces), bundle("two", a="1", b="2")
    assert not words.knows(other)
    assert words.has("two", "a/index.md", "1")
    assert not words.has("two", "b/index.md", "2")
    assert not words.has("three", "a/index.md", "1")
    assert words.has("two", "items/2026/09/x/index.md", "any")
    words.take(OTHER._replace(title="丙"))
    words.add(other)
    assert found(words) == ["甲", "丙"]


def test_equal_words_are_an_equal_source(pieces: Pieces) -> None:
    def key(words: Words) -> str:
        source = words.source(never)
        assert source is not None
        return source.key

    before, again, changed = Words(pieces), Words(pieces), Words(pieces)
    before.add(bundle("two", a="1", b="1"))
    again.take(OTHER)
    again.add(bundle("two", a="1", b="2"))
    changed.take(OTHER._replace(text="三"))
    changed.add(bundle("two", a="1", b="2"))
    assert key(before) == key(again) != key(changed)


def test_words_that_the_store_has_lost_are_made_once_more(pieces: Pieces, tmp_path: Path) -> None:
    (tmp_path / "search" / "documents.cache").write_bytes(b"")
    words = Words(pieces)
    words.add(bundle("two", a="1", b="1"))
    asked: list[str] = []

    def make(paths: Sequence[str]) -> Iterable[PageDocument]:
        asked.extend(paths)
        return [ONE, OTHER]

    source = words.source(make)
    assert source is not None
    assert [document.title for document in source.documents()] == ["甲", "乙"]
    assert asked == ["a/index.md", "b/index.md"]
    again = Words(pieces)
    again.add(bundle("two", a="1", b="1"))
    assert found(again) == ["甲", "乙"]


def test_without_pages_there_is_no_source(pieces: Pieces) -> None:
    assert Words(pieces).source(never) is None
