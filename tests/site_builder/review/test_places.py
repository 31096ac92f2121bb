"""Branches and paths of items: whatever an id holds, Git takes the branch's name."""

from __future__ import annotations

import subprocess

import pytest

from site_builder.review.places import branch_of, item_path, record_path

NAMES = (
    "20261009-秋粮收购", "20261009-a..b", "20261009-@", "20261009-a.lock", "20261009-a~b^c",
    "20261009-.a", "20261009-100%", "20261009-a...b", "20261009-x@{1}",
)  # fmt: skip


@pytest.mark.parametrize("item", NAMES)
def test_every_item_has_a_branch_of_its_own(item: str) -> None:
    checked = subprocess.run(
        ["git", "check-ref-format", "--branch", branch_of(item)], check=False, capture_output=True
    )
    assert checked.returncode == 0, branch_of(item)


def test_no_two_items_share_a_branch() -> None:
    others = [*NAMES, "20261009-a%2E.b", "20261009-a%2Elock"]
    assert len({branch_of(item) for item in others}) == len(others)


def test_files_lie_by_the_month_of_the_id() -> None:
    assert item_path("20261009-短名") == "items/2026/10/20261009-短名.md"
    assert record_path("20261009-短名") == "reviews/2026/10/20261009-短名.yml"
