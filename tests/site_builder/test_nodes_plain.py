"""What is read without the parser is what the parser reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.nodes import Parsed, parse, parse_any
from site_builder.nodes_plain import LONGEST, plain

WORDS = st.sampled_from(
    ["甲", "title", "标题", "2026-09-12", "晋中市局/xujing", "-1", "60%", "1/3", "税务 新机构",
     "“一”", "a_b", "x.", ".x", "+8", "（试行）", "第31期", "true", "null", "é", "𝟎", "٣"]
)  # fmt: skip
KEYS = st.sampled_from(["title", "作者", "date", "a1", "采用"])
GROUPS = st.lists(st.tuples(KEYS, WORDS), min_size=1, max_size=3).map(
    lambda pairs: "{" + ", ".join(f"{key}: {word}" for key, word in pairs) + "}"
)
LISTS = st.lists(WORDS | GROUPS, min_size=1, max_size=3).map(
    lambda items: "[" + ", ".join(items) + "]"
)
BELOW = st.tuples(st.integers(0, 4), st.lists(WORDS | GROUPS, min_size=1, max_size=3)).map(
    lambda found: "".join(f"\n{' ' * found[0]}- {item}" for item in found[1])
)
VALUES = st.one_of(*(kind.map(" {}".format) for kind in (WORDS, GROUPS, LISTS)), BELOW)
HEADERS = st.lists(st.tuples(KEYS, VALUES), min_size=1, max_size=4).map(
    lambda fields: "\n".join(f"{key}:{value}" for key, value in fields)
)
PIECES = st.sampled_from(
    [*":：,，-?[]{}#&*!|>'\"%@`~= \t\n.\u3000\xa0\x85\u2028\ufeff", "  ", ": ", " #", "\n ",
     "\n  - ", "---", "...", "- ", ", ", "<<", "\n---\n", "{}", "[]", "a: b"]
)  # fmt: skip


@st.composite
def spoiled(draw: st.DrawFn) -> str:
    """A header with pieces put in, or cut out."""
    text = draw(HEADERS)
    for _ in range(draw(st.integers(0, 3))):
        begin = draw(st.integers(0, len(text)))
        end = draw(st.integers(begin, min(len(text), begin + 3)))
        text = text[:begin] + draw(PIECES | st.just("")) + text[end:]
    return text


@given(HEADERS)
def test_plain_headers_are_what_the_parser_reads(text: str) -> None:
    found = parse_any(text, "a.md", 2)
    if found.findings:  # a field twice
        assert plain(text, 2) is None
    else:
        assert Parsed(plain(text, 2), ()) == found


@given(spoiled())
def test_any_header_is_what_the_parser_reads(text: str) -> None:
    assert parse(text, "a.md", 7) == parse_any(text, "a.md", 7)


@pytest.mark.parametrize(
    "text",
    ["", "a: b\nc", "a:", "a:\nb: c", "a: 'b'", "a: b # c", "a: b: c", "a: b\n  c", "a: [b, ]",
     "a:\n  - b\n - c", "a：b", "a: b,c", "a: {b: c, b: d}", "a: b\na: c", "- a",
     f"a: {'字' * LONGEST}"],
)  # fmt: skip
def test_other_texts_are_the_parsers(text: str) -> None:
    assert plain(text, 1) is None
