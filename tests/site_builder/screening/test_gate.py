"""The gate reads what a request changes with the same eyes: marks, numbers, words."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.git import Revisions
from site_builder.review.sides import Side, side_at
from tests.support import GitRepository

OFFICE = Path(__file__).parent.parent.parent / "samples" / "valid" / "office"
ITEM = "content/items/2026/09/20260915-样本.md"
TEXT = "---\ntitle: 样本\nauthor: 晋中市局/xujing\ndate: 2026-09-15\n---\n\n{}\n"


@pytest.fixture
def office(tmp_path: Path) -> GitRepository:
    made = GitRepository(tmp_path / "office")
    files = {f"content/{path.relative_to(OFFICE).as_posix()}": path.read_bytes()
             for path in sorted(OFFICE.rglob("*")) if path.is_file()}  # fmt: skip
    made.commit(files)
    return made


def side(revisions: Revisions, commit: str) -> Side:
    return side_at(revisions, commit, "content")


def test_a_marked_text_is_an_error_in_a_request(office: GitRepository) -> None:
    commit = office.commit({ITEM: TEXT.format("机密★\n\n手机13800138000")})
    revisions = Revisions.of(office.path)
    assert revisions is not None
    with revisions:
        found = side(revisions, commit).findings(ITEM)
    assert [(each.code, each.line) for each in found] == [("S801", 7), ("S803", 9)]


def test_the_words_of_the_request_itself_hold(office: GitRepository) -> None:
    before = office.commit({ITEM: TEXT.format("落实放管服务。")})
    after = office.commit({"content/registry/words.yml": "- {错: 放管服务, 正: 放管服}\n"})
    revisions = Revisions.of(office.path)
    assert revisions is not None
    with revisions:
        assert side(revisions, before).findings(ITEM) == []
        assert [each.mended for each in side(revisions, after).findings(ITEM)] == ["落实放管服。"]
        assert len(side(revisions, after).corpus.words) == 1
