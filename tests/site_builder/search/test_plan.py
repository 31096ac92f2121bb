"""The files of the search: the same however they are made, and made again only where they must."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from site_builder.cache import Store
from site_builder.pages.page import Asset, Sheet
from site_builder.search import Document, MonthSource, PageDocument, plan, source_of

TWO = [
    PageDocument("guide/index.md", "帮助", "怎样报送信息"),
    PageDocument("index.md", "首页", "九月采用情况"),
]
PAGES = source_of("两页", lambda: TWO)


class Months:
    """Months that note which of them are read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def source(self, name: str, words: str = "环境", key: str = "1") -> MonthSource:
        def documents() -> Sequence[Document]:
            self.read.append(name)
            return [
                Document(f"items/{name}/{n}/", f"题{n}", f"{name}-0{n}", words * n, ("太原市局",))
                for n in range(1, 5)
            ]

        return MonthSource(key + words, documents)

    def all(self, **changed: str) -> dict[str, MonthSource]:
        names = ("2025-11", "2025-12", "2026-01")
        return {name: self.source(name, changed.get(f"m{name[5:]}", "环境")) for name in names}


def made(sheets: Sequence[Sheet]) -> dict[str, str | bytes]:
    assets = [sheet.make() for sheet in sheets]
    assert all(isinstance(asset, Asset) for asset in assets)
    assert [asset.path for asset in assets] == [sheet.path for sheet in sheets]
    return {asset.path: asset.content for asset in assets if isinstance(asset, Asset)}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "kept")


def test_the_directory_lists_the_years_newest_first_and_then_the_pages() -> None:
    files = made(list(plan(None, Months().all(), PAGES)))
    listed = json.loads(files["search/directory.json"])
    assert [(each["name"], each["count"]) for each in listed] == [
        ("2026", 4), ("2025", 8), ("pages", 2),
    ]  # fmt: skip
    assert all(f"search/{each['file']}" in files for each in listed)


def test_without_items_and_pages_there_is_an_empty_directory() -> None:
    assert made(list(plan(None, {}, None))) == {"search/directory.json": "[]"}


def test_the_files_do_not_depend_on_store_or_workers(store: Store) -> None:
    plainly = made(list(plan(None, Months().all(), PAGES)))
    assert made(list(plan(store, Months().all(), PAGES, workers=2))) == plainly
    assert made(list(plan(store, Months().all(), PAGES))) == plainly
    assert (
        made(list(plan(Store(None), Months().all(), source_of("两页", lambda: TWO[::-1]))))
        == plainly
    )


def test_nothing_is_read_again_while_the_keys_are_the_same(store: Store) -> None:
    first = made(list(plan(store, Months().all(), PAGES)))
    months = Months()
    assert made(list(plan(store, months.all(), PAGES))) == first
    assert months.read == []


def test_a_change_reads_its_month_and_leaves_the_other_years_files(store: Store) -> None:
    before = {sheet.path for sheet in plan(store, Months().all(), PAGES)}
    months = Months()
    sheets = list(plan(store, months.all(m01="水利"), PAGES))
    assert months.read == ["2026-01"]
    changed = {path.split("/")[1] for path in {sheet.path for sheet in sheets} ^ before}
    assert changed == {"2026"}
    assert made(sheets) == made(list(plan(None, Months().all(m01="水利"), PAGES)))


def test_a_path_or_key_never_stands_for_two_contents(store: Store) -> None:
    known: dict[tuple[str, str], str | bytes] = {}
    for words in ("环境", "水利", "环境保护", "环"):
        sheets = list(plan(store, Months().all(m12=words), PAGES))
        for sheet, content in zip(sheets, made(sheets).values(), strict=True):
            assert known.setdefault((sheet.path, sheet.key), content) == content


def test_what_the_store_has_lost_or_damaged_is_made_again(store: Store) -> None:
    first = made(list(plan(store, Months().all(), PAGES)))
    assert store.folder is not None
    kept = sorted(path for path in store.folder.rglob("*") if path.is_file())
    assert len(kept) == 11, "two pieces of four segments, three volumes"
    for file in kept:
        data = file.read_bytes()
        file.write_bytes(data[:-1] + b"?")
        assert made(list(plan(store, Months().all(), PAGES))) == first
        file.unlink()
        assert made(list(plan(store, Months().all(), PAGES))) == first


def test_a_store_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("", encoding="utf-8")
    store = Store(tmp_path / "kept")
    assert made(list(plan(store, Months().all(), PAGES))) == made(
        list(plan(None, Months().all(), PAGES))
    )
    assert store.trouble
