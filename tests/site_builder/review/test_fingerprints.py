"""Winnowing: what the method promises, against the plain definition of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from site_builder.review import fingerprints
from site_builder.review.fingerprints import STRETCH, SURE, WINDOW, Passage, passage, prints

TEXT = "".join(chr(0x4E00 + (number * 7919) % 9000) for number in range(400))
OTHER = "".join(chr(0x4E00 + (number * 104_729 + 11) % 9001) for number in range(400))
CHINESE = st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5))


@given(st.lists(st.integers(0, 20), max_size=120))
def test_every_window_gives_its_least_hash_and_nothing_else_is_kept(hashes: list[int]) -> None:
    windows = [hashes[at : at + WINDOW] for at in range(max(len(hashes) - WINDOW + 1, 1))]
    expected = {min(window) for window in windows if window}
    assert set(fingerprints._winnowed(hashes)) == expected


@given(CHINESE, CHINESE, st.integers(0, len(TEXT) - SURE))
def test_a_shared_passage_that_is_long_enough_is_always_found(
    before: str, after: str, at: int
) -> None:
    copied = f"{before}{TEXT[at : at + SURE]}{after}"
    assert set(prints(copied)) & set(prints(TEXT))


def test_blanks_marks_width_and_case_make_no_difference() -> None:
    plain = "2026年GDP增长5点2个百分点全市收购12万吨粮食并全部入库完毕没有拖欠" * 2
    typed = plain.replace("GDP", "Ｇｄｐ").replace("增长", "，**增 长**\n\n").replace("1", "１")
    assert prints(typed) == prints(plain)


def test_texts_with_nothing_in_common_share_nothing() -> None:
    assert not set(prints(TEXT)) & set(prints(OTHER))
    assert passage(TEXT, OTHER) == Passage("", 0, 400)
    assert prints("太短") == prints("")


def test_the_passage_is_given_as_written_with_its_part_of_the_text() -> None:
    mine = f"{OTHER[:100]}，{TEXT[50:100]}。{TEXT[100:150]}，{OTHER[100:200]}"
    found = passage(mine, TEXT)
    assert found.text == f"{TEXT[50:100]}。{TEXT[100:150]}"
    assert (found.shared, found.length, found.percent) == (100, 300, 33)


@given(CHINESE, CHINESE)
def test_a_text_is_wholly_in_itself(before: str, after: str) -> None:
    text = f"{before}{TEXT[:STRETCH]}{after}"
    assert passage(text, text).percent == 100
