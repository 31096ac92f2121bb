"""Long lists in pages of one length, and open data in files of one period."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from site_builder.pages import lists, render
from site_builder.snapshot import Snapshot

LENGTH = lists.LENGTH


def path(number: int) -> str:
    return f"list-{number}/index.md"


@given(st.integers(0, 5 * LENGTH))
def test_every_row_stands_on_one_page_in_order(count: int) -> None:
    found = list(lists.leaves(range(count), path))
    assert [row for leaf in found for row in leaf.rows] == list(range(count))
    assert all(len(leaf.rows) == LENGTH for leaf in found[:-1])
    assert [leaf.number for leaf in found] == list(range(1, len(found) + 1))


@given(st.integers(1, 4 * LENGTH), st.integers(1, 3))
def test_one_more_row_changes_the_first_page_and_the_last_two(count: int, more: int) -> None:
    before = {leaf.path: leaf.key("") for leaf in lists.leaves(range(count), path)}
    after = {leaf.path: leaf.key("") for leaf in lists.leaves(range(count + more), path)}
    changed = [name for name, key in before.items() if after[name] != key]
    assert set(changed) <= {path(1), path(len(before))}


def test_the_pages_of_a_list_lead_to_one_another() -> None:
    found = list(lists.leaves(range(3 * LENGTH), path))
    assert found[0].turns == [("第 1 页", ""), ("第 2 页", path(2)), ("第 3 页", path(3))]
    assert dict(found[1].turns) == {"第 1 页": path(1), "上一页": path(1), "下一页": path(3)}
    assert dict(found[2].turns) == {"第 1 页": path(1), "上一页": path(2)}


def test_a_short_list_needs_no_pages_of_its_years() -> None:
    days = [date(2026, 9, 1) - timedelta(days=7 * n) for n in range(LENGTH + 1)]
    assert lists.further(days[:LENGTH], lambda day: day) == []
    years = lists.further(days, lambda day: day)
    assert [year.year for year in years] == [2026, 2025, 2024]
    assert all(list(year.rows) == sorted(year.rows) for year in years)


def test_open_data_says_the_same_in_both_forms_and_its_index_names_every_file(
    snapshot: Snapshot,
) -> None:
    assets = {asset.path: asset.content for asset in render(snapshot)[1]}
    index = json.loads(assets["data/index.json"])
    named = set()
    for table in index["tables"]:
        for file in table["files"]:
            named |= {file["csv"], file["json"]}
            written = assets[file["csv"]]
            assert isinstance(written, str)
            heads, *lines = csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline=""))
            document = json.loads(assets[file["json"]])
            assert heads == list(document["columns"].values()) == list(table["columns"].values())
            rows = [list(row.values()) for row in document["rows"]]
            assert len(rows) == len(lines) == file["rows"]
            assert [[cell.removeprefix("'") for cell in line] for line in lines] == rows
    assert named == {name for name in assets if name.startswith("data/")} - {"data/index.json"}
    months = {name for name in named if name.startswith("data/ledger/")}
    assert months == {f"data/ledger/2026-{n}.{e}" for n in ("08", "09") for e in ("csv", "json")}
