from __future__ import annotations

from datetime import date

import pytest

from site_builder.documents.paper import Imprint, Masthead
from site_builder.documents.words import (
    clean,
    closing,
    imprint_rows,
    long_date,
    mark,
    title_lines,
    width,
)
from tests.site_builder.documents.papers import CLEANED, HOSTILE

TITLE = "国家税务总局山西省税务局办公室关于2026年第三季度税务信息工作情况的通报"


def test_a_text_is_cleaned_of_what_cannot_be_printed_and_of_nothing_else() -> None:
    assert clean(HOSTILE) == CLEANED
    assert clean(" 甲\n\t乙　丙\r\n") == "甲 乙　丙"


def test_a_title_breaks_into_lines_of_like_length_and_does_not_break_a_word() -> None:
    assert title_lines(TITLE) == (
        "国家税务总局山西省税务局办公室关于",
        "2026年第三季度税务信息工作情况的通报",
    )
    assert title_lines("关于表彰的通报") == ("关于表彰的通报",)


@pytest.mark.parametrize(
    "text", ["A" * 300, "字" * 501, "（" * 50, "，" * 77, "1" * 41, "字1" * 60]
)
def test_a_title_of_any_kind_loses_nothing_and_fits(text: str) -> None:
    lines = title_lines(text, 38)
    assert "".join(lines) == text
    assert all(0 < width(line) <= 38 for line in lines)
    assert len(lines) <= -(-width(text) // 37) + 1


def test_numbers_and_quotations_are_not_broken() -> None:
    for line in title_lines(
        "某省税务局关于转发《国家税务总局关于做好20260930号文件落实工作的通知》的通知"
    ):
        assert not line.startswith(("》", "0", "9", "的"))
        assert not line.endswith("《")


def test_the_red_name_is_as_large_as_one_line_allows() -> None:
    assert mark(Masthead("某省税务简报")) == (("某省税务简报",), 62)
    assert mark(Masthead("某省税务简报", size=48)).size == 48
    assert mark(Masthead("国家税务总局山西省税务局办公室文件")).size == 442 // 17
    long = mark(Masthead("国家税务总局" * 6))
    assert long.size == 22
    assert len(long.lines) == 2


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
