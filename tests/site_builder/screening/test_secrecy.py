"""涉密和内部标志: by form and place, and never for a word alone."""

from __future__ import annotations

import pytest

from site_builder.screening.secrecy import markings

BODY = "\n".join(f"第{number}段讲工作。" for number in range(10))


def found(text: str) -> list[str]:
    return [mark.found for mark in markings(text)]


@pytest.mark.parametrize(
    "line",
    [
        "秘密★",
        "秘密★1年",
        "机 密 ★ 长期",
        "绝密★启用前",
        "000012　机密★1年　特急",
        "| 秘密★6个月 | 特急 |",
        "内部★",
        "普通商密▲5年",
        "密级：机密",
        "密  级： 内部",
        "内部资料 注意保存",
        "内部资料，注意保密。",
        "内部文件·不得外传",
        "（内部资料，免费交流）",
        "（秘密）",
        "【内部】",
        "仅限内部使用",
        "（仅供内部参考）",
        "**仅限本系统内部传阅**",
        "机密10年",
        "秘密\\*5年",
    ],
)
def test_marks_are_found_wherever_they_stand(line: str) -> None:
    assert found(line) and found(f"{BODY}\n{line}\n{BODY}")


@pytest.mark.parametrize(
    "line", ["秘密", "**机密**", "绝　密", "内部", "内部资料", "00012 秘密 特急"]
)
def test_a_bare_word_is_a_mark_only_at_the_head(line: str) -> None:
    assert found(f"\n{line}\n\n标题\n")
    assert not found(f"{BODY}\n{line}\n")
    assert not list(markings(line, head=False))


@pytest.mark.parametrize(
    "line",
    [
        "保守国家秘密是每个公民的义务。",
        "保守商业秘密5年，机密文件另行规定。",
        "密切关注，周密部署，内部控制和内部审计。",
        "据内部资料显示，产量下降。",
        "该系统仅限内部使用，对外不开放。",
        "“最多跑一次”的秘密",
        "## 秘密",
        "内部刊物《税收调研》第3期刊发了文章。",
        "严禁外传纳税人的商业秘密。",
        "打造★★★级内部管理示范点",
    ],
)
def test_the_words_in_prose_are_no_marks(line: str) -> None:
    assert found(line) == []
    assert found(f"{BODY}\n{line}\n") == []


def test_the_place_is_told() -> None:
    (mark,) = markings("标题\n\n　　【内部】文稿")
    assert (mark.line, mark.column, mark.found) == (2, 2, "【内部】")


def test_a_hostile_line_takes_no_time() -> None:
    assert found("0" * 5_000 + "密") == []
    assert found("0" * 55 + "密") == []
    assert found("密" * 200_000 + " " * 200_000 + "内部资料" * 20_000) == []
