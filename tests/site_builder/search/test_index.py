"""Grams, lists and segments hold exactly what the documents hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.search import Document
from site_builder.search.folding import fold, grams, is_gram
from site_builder.search.postings import packed
from site_builder.search.segment import GROUPS, segment
from site_builder.search.volume import reread, shard, volume
from tests.site_builder.search import reading

DOCUMENTS = [
    Document("items/a/", "首席信息员", "2026-09-12", "〔2026〕12号，采用3条。", ("太原市局",)),
    Document("items/b/", "生态环境", "2026-09-13", "R&D 费用12.6亿元", ("大同市局",), ("经验",)),
    Document("items/c/", "通报", "2026-09-14", "字" * 9000, ("太原市局", "大同市局")),
    Document("items/d/", "𠮷林", "2026-09-15", "税"),
]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("〔２０２６〕12号", "(2026)12号"),
        ("【甲】［乙］｛丙｝", "(甲)(乙)(丙)"),
        ("“一厅通办”，ＡＢｃ", '"一厅通办",abc'),
        ("İstanbul ΑΣ", "İstanbul ασ"),
        ("ΑΣ ΑΣΑ", "ασ ασα"),
    ],
)
def test_what_is_typed_in_several_ways_has_one_form(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert len(fold(text)) == len(text)


def test_grams_are_characters_pairs_and_threes_round_figures() -> None:
    found = set(filter(is_gram, grams(fold("采用12号，见A。"))))
    assert found == {*"采用12号,见a。", "采用", "用1", "12", "2号", "见a", "用12", "12号"}


@given(st.integers(1, 600).flatmap(lambda n: st.tuples(st.just(n), st.sets(st.integers(0, n - 1)))))
def test_a_list_holds_its_numbers_in_no_more_than_a_bit_each(given: tuple[int, set[int]]) -> None:
    count, numbers = given
    if not numbers:
        return
    data = packed(sorted(numbers), count)
    assert reading.documents(data, 0) == (sorted(numbers), len(data))
    assert len(data) <= (count + 7) // 8 + 2


def test_a_segment_knows_every_gram_of_texts_and_titles() -> None:
    index = segment(DOCUMENTS).index
    held: dict[str, tuple[list[int], list[int]]] = {}
    reading.entries(index.entries, lambda gram, texts, titles: held.update({gram: (texts, titles)}))
    for number, document in enumerate(DOCUMENTS):
        title = {gram for gram in grams(fold(document.title)) if is_gram(gram)}
        text = {gram for gram in grams(fold(document.text)) if is_gram(gram)}
        assert {gram for gram, (texts, _) in held.items() if number in texts} == title | text
        assert {gram for gram, (_, titles) in held.items() if number in titles} == title
    assert index.facets["units"] == {"大同市局": [1, 2], "太原市局": [0, 2]}
    assert index.facets["kinds"] == {"经验": [1]}


def test_texts_lie_in_small_blocks_in_their_order() -> None:
    made = segment(DOCUMENTS)
    texts = [block.decode("utf-16-le").removesuffix("\x1e").split("\x1e") for block in made.blocks]
    assert list(made.index.held) == [len(block) for block in texts]
    assert [text.split("\x1f") for block in texts for text in block] == [
        [document.address, document.title, document.date, document.text] for document in DOCUMENTS
    ]
    assert len(made.blocks) == 3, "a long text has a block of its own"


def test_a_volume_is_read_again_from_its_own_files() -> None:
    indexes = [segment(DOCUMENTS).index, segment(DOCUMENTS[:2]).index]
    made = volume(["2026-09", "2026-10"], indexes)
    assert reread(made.files) == made
    assert made.count == 6
    assert [len(each) for each in made.blocks] == [3, 1]


def test_the_files_of_a_volume_hold_all_entries_segment_by_segment() -> None:
    indexes = [segment(DOCUMENTS).index, segment(DOCUMENTS[:2]).index]
    for files in (1, 8, GROUPS):
        parts: list[list[bytes]] = [[], []]
        for which in range(files):
            data, at = shard(indexes, which, files), 0
            for part in parts:
                length, at = reading.number(data, at)
                part.append(data[at : at + length])
                at += length
            assert at == len(data)
        assert [b"".join(part) for part in parts] == [index.entries for index in indexes]
