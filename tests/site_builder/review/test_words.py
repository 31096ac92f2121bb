"""词级对比: pieces give both texts back; words and figures stay whole; marks are marks."""

from __future__ import annotations

import re

import comrak
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.review.words import Kind, Piece, as_html, as_markdown, compared, excerpt

SIGNS = {Kind.SAME: "{}", Kind.GONE: "[-{}-]", Kind.NEW: "[+{}+]", Kind.CUT: "<{}>"}
CHINESE = st.text(alphabet="甲乙丙丁三五条个，。12.%元年 \nabc@#*~", max_size=60)


def shown(pieces: tuple[Piece, ...]) -> str:
    """A comparison in one line; what moved is marked by a star."""
    return "".join(
        SIGNS[each.kind].format("*" * each.moved + each.text.replace("\n", "¶")) for each in pieces
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("省里采用三条。", "省里采用五条。", "省里采用[-三条-][+五条+]。"),
        ("收购12.5万元，", "收购13.5万元，", "收购[-12.5万元-][+13.5万元+]，"),
        ("增长3%。", "增长3.2个百分点。", "增长[-3%-][+3.2个百分点+]。"),
        ("1,200亿元", "1,350亿元", "[-1,200亿元-][+1,350亿元+]"),
        ("2026年9月起", "2026年10月起", "2026年[-9月-][+10月+]起"),
        ("开局平稳。", "开局稳定。", "开局[-平稳-][+稳定+]。"),
        ("一般情况", "统一情况", "[-一般-][+统一+]情况"),
        ("用GitHub的", "用Gitea的", "用[-GitHub-][+Gitea+]的"),
        ("甲。丙。", "甲。乙。丙。", "甲。[+乙。+]丙。"),
        ("甲甲，乙。", "丙丙，丁。", "[-甲甲-][+丙丙+]，[-乙-][+丁+]。"),
        ("同样", "同样", "同样"),
        ("", "新的", "[+新的+]"),
        ("旧的", "", "[-旧的-]"),
    ],
)
def test_changes_are_told_in_words_and_whole_figures(
    before: str, after: str, expected: str
) -> None:
    assert shown(compared(before, after)) == expected


def test_a_paragraph_that_moved_is_neither_gone_nor_new() -> None:
    one, two = "这一段话讲的是秋粮收购工作的开局。", "那一段话讲的是下一步的打算和安排。"
    found = compared(f"{one}\n{two}\n短的", f"{two}\n{one}\n短的")
    moved = [each for each in found if each.moved]
    assert {each.kind for each in moved} == {Kind.GONE, Kind.NEW}
    assert {each.text for each in moved} <= {one, two}
    assert not [each for each in found if each.kind is not Kind.SAME and not each.moved
                and each.text.strip()]  # fmt: skip
    assert "［此段移来：］<ins>" in as_html(found)


@given(CHINESE, CHINESE)
def test_the_pieces_give_both_texts_back(before: str, after: str) -> None:
    pieces = compared(before, after)
    assert "".join(each.text for each in pieces if each.kind is not Kind.NEW) == before
    assert "".join(each.text for each in pieces if each.kind is not Kind.GONE) == after
    assert all(each.text for each in pieces)


@given(CHINESE)
def test_equal_texts_are_one_piece(text: str) -> None:
    assert all(each.kind is Kind.SAME for each in compared(text, text))
    assert len(compared(text, text)) == bool(text)


def test_a_long_text_is_compared_by_what_occurs_once() -> None:
    lines = [f"第{number}件事办了{number * 7}次，花了{number}万元。" for number in range(700)]
    after = [*lines[:100], "新加一句。", *lines[100:400], *lines[401:]]
    found = compared("".join(lines), "".join(after))
    assert [each for each in found if each.kind is not Kind.SAME] == [
        Piece(Kind.NEW, "新加一句。"), Piece(Kind.GONE, lines[400]),
    ]  # fmt: skip


def test_long_texts_without_anything_in_common_are_one_change() -> None:
    before, after = "甲乙" * 6_000, "丙丁" * 6_000
    assert compared(before, after) == (Piece(Kind.GONE, before), Piece(Kind.NEW, after))


def test_an_excerpt_shows_the_changes_and_says_what_it_hides() -> None:
    same = "不变的话，" * 40
    found = excerpt(compared(f"{same}三条{same}", f"{same}五条{same}"), 20, 1_000)
    assert shown(found) == (f"<（略 180 字）>{same[:20]}[-三条-][+五条+]{same[:20]}<（略 180 字）>")
    hidden = excerpt(compared("", "新" * 500), 20, 100)
    assert shown(hidden) == f"[+{'新' * 100}+]<（略 400 字）>"


def rendered(markdown: str) -> str:
    options = comrak.ExtensionOptions()
    options.strikethrough = options.table = options.autolink = options.tasklist = True
    render = comrak.RenderOptions()
    render.unsafe_ = True
    return comrak.render_markdown(markdown, extension_options=options, render_options=render)


@pytest.mark.parametrize(
    ("before", "after", "gone", "new"),
    [
        ("采用，三条", "采用，五条", ["三条"], ["五条"]),
        ("甲。", "甲。“乙”。丙", [], ["“乙”。丙"]),
        ("甲（乙）丙", "甲丙", ["（乙）"], []),
        ("a*b", "a~b", ["*"], ["~"]),
    ],
)
def test_marks_count_also_beside_chinese_punctuation(
    before: str, after: str, gone: list[str], new: list[str]
) -> None:
    html = rendered(as_markdown(compared(before, after))).replace("\u200b", "")
    assert re.findall("<del>(.*?)</del>", html) == gone
    assert re.findall("<strong>(.*?)</strong>", html) == new


@given(st.text(max_size=40), st.text(max_size=40))
def test_nothing_that_is_compared_becomes_markup(before: str, after: str) -> None:
    pieces = compared(before, after)
    for html in (rendered(as_markdown(pieces)), str(as_html(pieces))):
        assert set(re.findall(r"</?([a-z0-9]+)", html)) <= {"p", "del", "strong", "ins", "br"}
