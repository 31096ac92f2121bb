"""YAML as nodes: places, text as written, and what is refused."""

from __future__ import annotations

import pytest

from site_builder.parsing.nodes import MAX_DEPTH, MappingNode, ScalarNode, SequenceNode, parse


def codes(text: str) -> list[str]:
    parsed = parse(text, "a.yml")
    broken = [parsed.broken.code] if parsed.broken is not None else []
    return [finding.code for finding in parsed.findings] + broken


def test_every_key_and_value_knows_its_line_and_column_in_the_file() -> None:
    root = parse("标题: 甲\n采用:\n  - {刊物: 乙}\n", "a.md", first_line=2).root
    assert isinstance(root, MappingNode)
    (title, text), (adoptions, items) = root.pairs
    assert (title.line, title.column) == (2, 1)
    assert (text.line, text.column) == (2, 5)
    assert (adoptions.line, adoptions.column) == (3, 1)
    assert isinstance(items, SequenceNode)
    record = items.items[0]
    assert isinstance(record, MappingNode)
    assert (record.line, record.column) == (4, 5)
    assert record.pairs[0][1] == ScalarNode("乙", 4, 10)


@pytest.mark.parametrize("written", ["012", "1:30", "1.10", "no", "2026-10-01", "null", "1e3", "~"])
def test_yaml_guesses_nothing(written: str) -> None:
    root = parse(f"值: {written}", "a.yml").root
    assert isinstance(root, MappingNode)
    assert root.pairs[0][1] == ScalarNode(written, 1, 4)


def test_quoted_empty_text_is_not_an_absent_value() -> None:
    root = parse("甲:\n乙: ''\n丙: |\n  一\n", "a.yml").root
    assert isinstance(root, MappingNode)
    assert [(v.text, v.plain) for _, v in root.pairs if isinstance(v, ScalarNode)] == [
        ("", True),
        ("", False),
        ("一\n", False),
    ]


def test_of_a_repeated_key_the_first_counts() -> None:
    parsed = parse("甲: 1\n乙: 2\n甲: 3\n", "a.yml")
    assert isinstance(parsed.root, MappingNode)
    assert [(key.text, value.line) for key, value in parsed.root.pairs] == [("甲", 1), ("乙", 2)]
    assert [(f.line, f.column, f.code) for f in parsed.findings] == [(3, 1, "F116")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("&a 甲: 1", ["F119"]),
        ("甲: &a 1\n乙: *a", ["F119", "F119"]),
        ("甲: !!python/object:os.system 1", ["F119"]),
        ("甲: ! 1", ["F119"]),
        ("甲: !<tag> [1]", ["F119"]),
        ("? [甲]\n: 1", ["F121"]),
        ("*a : 1\n", ["F119"]),
        ("甲: 1\n---\n乙: 2", ["F124"]),
        ("%YAML 1.1\n---\n甲: 1", ["F124"]),
        ("甲: 1\n...\n", []),
        ("", []),
        ("# 只有说明", []),
        ("甲: [", ["F111"]),
        ("甲: 乙: 丙", ["F111"]),
        ("甲:\n\t- 乙", ["F111"]),
        ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), ["F120"]),
        ("{[a]: {[b]: c}}", ["F121", "F121"]),
    ],
)
def test_what_is_refused(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_the_deepest_tree_allowed_is_read() -> None:
    assert codes("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []


def test_an_alias_bomb_stays_as_small_as_it_is_written() -> None:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    parsed = parse("a0: &a0 [哈]\n" + "\n".join(levels), "a.yml")
    assert isinstance(parsed.root, MappingNode)
    assert all(isinstance(v, SequenceNode) and len(v.items) <= 1 for _, v in parsed.root.pairs)
    assert {finding.code for finding in parsed.findings} == {"F119"}


def test_depth_is_bounded_before_the_text_ends() -> None:
    """Work stops at the limit: the rest of a long text is not even looked at."""
    parsed = parse("[" * 100_000, "a.yml")
    assert [finding.code for finding in parsed.findings] == ["F120"]
    assert parsed.broken is None


def test_a_syntax_error_has_its_place_and_plain_words() -> None:
    broken = parse('甲: 1\n乙: "丙', "a.md", first_line=2).broken
    assert broken is not None
    assert broken.line == 3
    assert "引号没有成对" in broken.message
