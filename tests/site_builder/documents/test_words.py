from __future__ import annotations

from dataclasses import replace
from datetime import date

from site_builder.documents.paper import Annex, Imprint, Masthead, Paper
from site_builder.documents.words import (
    clean,
    closes_together,
    closing,
    closing_lines,
    imprint_rows,
    long_date,
)
from tests.site_builder.documents.papers import CLEANED, HOSTILE


def test_a_text_is_cleaned_of_what_cannot_be_printed_and_of_nothing_else() -> None:
    assert clean(HOSTILE) == CLEANED
    assert clean(" 甲\n\t乙　丙\r\n") == "甲 乙　丙"


def test_the_date_has_four_characters_to_its_right_and_the_signature_its_middle_over_it() -> None:
    assert long_date(date(2026, 1, 5)) == "2026年1月5日"
    assert closing("晋中市税务局", date(2026, 1, 5)) == ("晋中市税务局", 8, "2026年1月5日", 8)
    assert closing("局", date(2026, 11, 20)).signature_right == 8 + (14 - 2) // 2
    wide = closing("国家税务总局山西省税务局政务信息工作领导小组办公室", date(2026, 1, 5))
    assert (wide.signature_right, wide.day_right) == (0, (50 - 12) // 2)
    assert closing(None, None) == ("", 8, "", 8)


def test_the_imprint_ends_each_list_with_a_full_stop() -> None:
    made = imprint_rows(Imprint((("抄送", "甲，乙。"),), "办公室", date(2026, 3, 9)))
    assert made == (("抄送：", "甲，乙。", ""), ("", "办公室", "2026年3月9日印发"))
    assert imprint_rows(Imprint()) == ()


def test_the_list_of_annexes_and_the_signature_stay_with_the_text_where_a_page_can_hold_them() -> (
    None
):
    few = Paper(Masthead("字"), "题", (), annexes=(Annex("表", ()), Annex("字" * 22, ())))
    assert closing_lines(few) == 1 + 1 + 2
    signed = replace(few, signature="局", day=date(2026, 1, 5))
    assert closing_lines(signed) == 4 + 2 + 2
    assert closes_together(signed)
    assert not closes_together(replace(few, annexes=()))
    assert not closes_together(replace(signed, annexes=few.annexes[:1] * 16))
