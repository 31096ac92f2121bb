"""用词: the office's list and the units' 沿革 propose the right word, for the text's own day."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from scoring.catalogue import BY_CODE
from scoring.findings import Finding, Source
from scoring.wordlist import WordKind, WordRule
from site_builder.cache import Store
from site_builder.reading.repository import load
from site_builder.screening.wording import Wording

OFFICE = Path(__file__).parent.parent.parent / "samples" / "valid" / "office"
HERE = Source("content/registry/words.yml")
DAY = date(2026, 9, 15)
ITEM = "items/2026/09/20260915-样本.md"


def rule(wrong: str, right: str, **more: object) -> WordRule:
    return WordRule(HERE, wrong, right, **more)  # type: ignore[arg-type]


def proposed(text: str, *rules: WordRule, day: date | None = DAY) -> list[tuple[int, str]]:
    return [(each.start, each.rule.right) for each in Wording(rules).proposals(text, day)]


def test_the_longest_word_counts_and_the_right_one_is_left_alone() -> None:
    rules = (rule("税总", "税务总局"), rule("税总局", "税务总局"), rule("总局", "税务总局"))
    assert proposed("税总局和税总说，税务总局也说", *rules) == [(0, "税务总局"), (4, "税务总局")]


def test_words_hold_for_the_days_they_were_given() -> None:
    dated = rule("旧词", "新词", since=date(2026, 9, 1), until=date(2026, 9, 30))
    assert proposed("旧词", dated)
    assert not proposed("旧词", dated, day=date(2026, 8, 31))
    assert not proposed("旧词", dated, day=date(2026, 10, 1))
    assert not proposed("旧词", dated, day=None)


def test_a_former_name_may_be_named_as_one() -> None:
    former = rule("榆次分局", "榆次区局", kind=WordKind.FORMER)
    assert proposed("原榆次分局、前身为榆次分局", former) == []
    assert proposed("榆次分局", former) == [(0, "榆次区局")]


def test_without_words_nothing_is_looked_for() -> None:
    assert proposed("随便什么") == []


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(OFFICE, tmp_path / "content"))


def said(content: Path, store: Store | None = None) -> list[Finding]:
    return [each for each in load(content, store=store).findings if each.code.startswith("S")]


def test_title_and_body_are_held_to_the_list_and_to_the_registry(content: Path) -> None:
    (content / ITEM).write_text(
        "---\ntitle: 放管服务见实效\nunit: 榆次分局\ndate: 2026-09-15\n---\n\n"
        "榆次分局落实放管服务，原榆次分局也是。\n",
        encoding="utf-8",
    )
    (content / "registry/words.yml").write_text("- {错: 放管服务, 正: 放管服}\n", encoding="utf-8")
    found = [(each.line, each.column, each.code, each.mended) for each in said(content)]
    assert found == [
        (2, 8, "S805", "title: 放管服见实效"),
        (7, 1, "S807", "榆次区局落实放管服务，原榆次分局也是。"),
        (7, 7, "S805", "榆次分局落实放管服，原榆次分局也是。"),
    ]
    (content / ITEM).write_text(
        "---\ntitle: 旧事\nunit: 榆次分局\ndate: 2026-06-15\n---\n\n榆次分局报送。\n",
        encoding="utf-8",
    )
    assert said(content) == []


def test_a_new_word_is_looked_for_in_files_read_before(content: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    assert said(content, store) == []
    (content / "registry/words.yml").write_text(
        "- {错: 筹备工作, 正: 准备工作}\n", encoding="utf-8"
    )
    assert [each.code for each in said(content, store)] == ["S805"]
    (content / "registry/words.yml").unlink()
    assert said(content, store) == []


def test_no_message_shows_the_number_that_it_is_about() -> None:
    assert all("{masked}" in BY_CODE[code].message for code in ("S802", "S803", "S804"))
