"""Headers read without the YAML parser: the nodes are those that it gives, or there are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.parsing.everyday import everyday
from site_builder.parsing.nodes import MAX_NODES, parse

WRITTEN = (
    "title: “春水”：一池  活水\n",
    "作者: 晋中市局/xujing \n",
    "author: [甲县局/a, 乙县局/b]\n",
    "date: 2026-09-12\n",
    "tags: [减税降费 , 发票]\n",
    "adoptions:\n  - {publication: 晋政信息, date: 2026-09-20, issue: 第31期, form: 单篇}\n",
    "采用:\n - {刊物: 甲}\n -  {刊物: 乙 , 日期: 2026-10-01}\n",
    "endorsements: [{leader: 省长, date: 2026-09-25, praise: 是}, {leader: 市长}]\n",
    "case: {track: 智慧绩效, year: 2026}\n",
    "points: 1.5",
)
OTHERS = (
    "", "\n", "采用:\n", "甲: '乙'\n", "甲: 乙 # 丙\n", "甲: 乙: 丙\n", "甲: &a 乙\n", "甲: *a\n",
    "甲: -1\n", "甲: |\n  乙\n", "甲: 乙\n  丙\n", "甲:乙\n", "甲：乙\n", "甲: 1\n甲: 2\n",
    "a: {b: 1, b: 2}\n", "甲: []\n", "甲: {}\n", "甲: [乙,]\n", "甲: [乙\n  ]\n", "甲: [[乙]]\n",
    "甲:\n- {乙: 1}\n", "甲:\n  - {乙: 1}\n - {乙: 1}\n", "甲:\n  - 乙\n", "甲: 乙\t\n",
    "甲: \u2028\n", "甲: \ufeff\n", "甲: \x85\n", "- 甲\n", "---\n甲: 1\n", "甲: 1\n...\n",
    "? 甲\n: 乙\n", "甲: 1\n\n乙: 2\n", "!a 甲: 1\n", "[甲: 乙]\n",
)  # fmt: skip
PIECES = (
    *WRITTEN, *OTHERS, " ", "  ", "\n", ":", ": ", ",", ", ", "[", "]", "{", "}", "- ", "\n  - ",
    "#", " #", "'", '"', "%", "@", "`", "|", ">", "!", "&", "*", "?", "<<", "=", "~", "\t",
    "\u3000", "\xa0", "😀", "甲", "a", "1", "/", "-", "...",
)  # fmt: skip


def agrees(text: str) -> None:
    found, parsed = everyday(text, 3), parse(text, "a.md", 3)
    if found is not None:
        assert (found, (), None) == parsed


@pytest.mark.parametrize("text", WRITTEN)
def test_what_is_written_every_day_is_read_as_the_parser_reads_it(text: str) -> None:
    assert everyday(text, 3) == parse(text, "a.md", 3).root
    assert everyday("".join(WRITTEN), 1) == parse("".join(WRITTEN), "a.md").root


@pytest.mark.parametrize("text", OTHERS)
def test_all_else_is_left_to_the_parser(text: str) -> None:
    assert everyday(text, 1) is None


def test_a_header_that_may_have_too_many_nodes_is_left_to_the_parser() -> None:
    assert everyday("\n".join(f"甲{n}: 1" for n in range(MAX_NODES // 2)), 1) is None


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=8).map("".join))
def test_of_whatever_is_written_it_says_what_the_parser_says(text: str) -> None:
    agrees(text)


@given(st.data(), st.sampled_from(PIECES))
def test_of_a_header_that_is_changed_somewhere_it_says_the_same(
    data: st.DataObject, piece: str
) -> None:
    whole = "".join(WRITTEN)
    begin = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(begin, min(begin + 3, len(whole))))
    agrees(whole[:begin] + piece + whole[end:])
