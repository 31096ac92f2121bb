"""Widths of columns: the room is filled, short words stand on one line."""

from __future__ import annotations

from site_builder.documents.columns import column_widths, letters, table_height
from site_builder.documents.paper import Align, Column, TableBlock

ROOM = 442 * 20
ADOPTED = TableBlock(
    tuple(
        Column(name, width, Align.CENTRE)
        for name, width in (("序号", 1), ("标题", 30), ("单位", 20), ("采用日期", 1))
    ),
    (("12", "长城一号旅游公路沿线驿站税费服务见闻", "忻州市局", "12月31日"),),
)


def test_the_room_is_filled_and_short_words_are_not_broken() -> None:
    widths = column_widths(ADOPTED, ROOM)
    assert sum(widths) == ROOM
    assert widths[0] >= 2 * 240 + 120
    assert widths[3] >= 2 * 240 + 4 * 120 + 120
    assert widths[1] > widths[2] > widths[3] > widths[0]


def test_columns_that_have_enough_keep_their_shares() -> None:
    block = TableBlock((Column("甲", 1), Column("乙", 3)), (("1", "2"),))
    assert column_widths(block, 8000) == (2000, 6000)
    assert column_widths(TableBlock((Column("甲", 0),), ()), 1001) == (1001,)


def test_where_all_is_too_narrow_the_shares_decide() -> None:
    block = TableBlock(tuple(Column("采用日期", 1) for _ in range(30)), ())
    widths = column_widths(block, ROOM)
    assert sum(widths) == ROOM
    assert max(widths[1:]) == min(widths[1:]) == ROOM // 30
    assert letters(block) < letters(ADOPTED)


def test_a_table_is_as_high_as_its_longest_words_need() -> None:
    widths = column_widths(ADOPTED, ROOM)
    once = table_height(ADOPTED, widths)
    long = TableBlock(ADOPTED.columns, (("1", "字" * 100, "", ""),) * 3, "题", "注")
    assert 2 * 340 < once < 4 * 400
    assert table_height(long, widths) > 3 * 5 * 340 + 1000
