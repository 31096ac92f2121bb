"""Titles: broken between words, of like length, without a waist."""

from __future__ import annotations

import pytest

from site_builder.documents.paper import Masthead
from site_builder.documents.titles import mark, title_lines
from site_builder.documents.words import width

TITLE = "国家税务总局山西省税务局办公室关于2026年第三季度税务信息工作情况的通报"


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


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "关于2026年第三季度政务信息工作情况的通报",
            ("关于2026年第三季度", "政务信息工作情况的通报"),
        ),
        (
            "关于2026年第三季度全省税务系统政务信息工作情况的通报",
            ("关于2026年第三季度全省税务系统", "政务信息工作情况的通报"),
        ),
        (
            "以路权和充换电网络带动新能源重卡发展的建议",
            ("以路权和充换电网络带动", "新能源重卡发展的建议"),
        ),
        (
            "某省税务局办公室关于印发《全省税务系统政务信息工作考核计分办法》的通知",
            ("某省税务局办公室关于印发《全省税务系统", "政务信息工作考核计分办法》的通知"),
        ),
        (
            "从晚八点以后的发票看全省夜间消费的变化和问题",
            ("从晚八点以后的发票看", "全省夜间消费的变化和问题"),
        ),
    ],
)
def test_lines_end_where_the_words_do(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title) == lines


def test_three_lines_have_no_waist() -> None:
    """A line in the middle is never the shortest: 梯形 or 菱形."""
    for title in (
        TITLE * 2,
        "某省税务局关于转发《国家税务总局关于做好20260930号文件落实工作的通知》的通知",
        "国家税务总局山西省税务局办公室关于印发《全省税务系统政务信息工作考核计分办法》的通知",
    ):
        lengths = [width(line) for line in title_lines(title)]
        longest = lengths.index(max(lengths))
        assert len(lengths) > 2
        assert lengths[: longest + 1] == sorted(lengths[: longest + 1])
        assert lengths[longest:] == sorted(lengths[longest:], reverse=True)
