"""Equal keys mean equal bytes: what a build leaves alone would have come out the same."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from site_builder.pages import (
    accounts,
    board,
    bulletins,
    endorsements,
    every,
    items,
    lists,
    merits,
    plan,
    publications,
    registers,
    render,
)
from site_builder.pages.index import Views
from site_builder.pages.page import Asset, Batch, Page, Sheet
from site_builder.pages.paths import REVIEWS
from site_builder.review.places import record_path
from site_builder.snapshot import Snapshot
from tests.site_builder.pages.edits import (
    AS_OF,
    CHOICES,
    EDITS,
    TEXTS,
    Choice,
    Desk,
    Edit,
    adoption,
    link,
    longer,
    review,
    rewrite,
)
from tests.site_builder.pages.test_pages import broken_links, document_of


class Made(NamedTuple):
    """What a plan would make."""

    sheets: dict[str, tuple[str, Page | Asset]]
    """Every sheet's key and what it makes, by path."""
    batches: dict[str, tuple[str, list[str]]]
    """Every batch's key and its sheets' paths, by name."""


def made(snapshot: Snapshot) -> Made:
    views = Views(snapshot)
    base, planned = views.marks.base, plan(views)
    batches = [(each, [*each.sheets()]) for each in planned if isinstance(each, Batch)]
    sheets = [each for each in planned if isinstance(each, Sheet)]
    sheets += [sheet for _, held in batches for sheet in held]
    assert len({sheet.path for sheet in sheets}) == len(sheets)
    assert len({batch.name for batch, _ in batches}) == len(batches)
    return Made(
        {sheet.path: (base + sheet.key, sheet.make()) for sheet in sheets},
        {each.name: (base + each.key, [s.path for s in held]) for each, held in batches},
    )


@pytest.fixture
def short_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists go over several pages where they are longer than five."""
    for module in (
        lists, accounts, board, bulletins, endorsements, items, merits, publications, registers,
    ):  # fmt: skip
        monkeypatch.setattr(module, "LENGTH", 5)


@pytest.mark.slow
@settings(
    max_examples=10,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(edits=st.lists(st.tuples(st.sampled_from(EDITS), CHOICES), min_size=5, max_size=8))
@pytest.mark.usefixtures("short_lists")
def test_a_sheet_whose_key_did_not_change_comes_out_the_same(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[Edit, Choice]]
) -> None:
    desk = Desk(tmp_path_factory.mktemp("desk"))
    first = desk.snapshot()
    assert first is not None
    before = made(first)
    for edit, choice in edits:
        texts = desk.texts()
        edit(desk, choice)
        snapshot = desk.snapshot()
        if snapshot is None:
            desk.undo(texts)
            continue
        after = made(snapshot)
        for path, (key, page) in after.sheets.items():
            if path in before.sheets and before.sheets[path][0] == key:
                assert page == before.sheets[path][1], (path, edit.__name__)
        for name, (key, paths) in after.batches.items():
            if name in before.batches and before.batches[name][0] == key:
                assert paths == before.batches[name][1], (name, edit.__name__)
                for path in paths:
                    told = (path, name, edit.__name__)
                    assert after.sheets[path][1] == before.sheets[path][1], told
        before = after


def by_length(desk: Desk) -> None:
    """Let points follow from 字数, by bands and by the character."""
    path = desk.content / "rulebooks/2026.md"
    text = path.read_text(encoding="utf-8")
    paid = text.replace("第四条, 记分: 0.5", "第四条, 记分: {每字: 100, 记: 0.5}", 1)
    assert paid != text
    path.write_text(paid.replace("字数: {起: 3000}", "字数: {起: 400}", 1), encoding="utf-8")


@pytest.mark.parametrize("paid", [False, True])
@pytest.mark.usefixtures("short_lists")
def test_no_page_that_shows_a_text_keeps_its_key_when_all_texts_change(
    tmp_path: Path, paid: bool
) -> None:
    desk = Desk(tmp_path)
    if paid:
        by_length(desk)
    for number in range(9):
        link(desk, Choice(number, 7 * number + 3, AS_OF))
    handed_in = [place for place, item in enumerate(desk.items()) if item.name > "202610"][2::9]
    for place in handed_in:  # it waits for nobody once the text is another
        desk.content.joinpath(record_path(desk.items()[place].stem)).unlink(missing_ok=True)
        review(desk, Choice(place, 0, date(2026, 11, 20)))
    first = desk.snapshot()
    assert first is not None
    before = made(first)
    for number, item in enumerate(desk.items()):
        rewrite(item, TEXTS[number % len(TEXTS)], number)
    second = desk.snapshot()
    assert second is not None
    after = made(second)
    same = {path for path, (key, _) in after.sheets.items() if before.sheets[path][0] == key}
    other = {path for path, (_, page) in after.sheets.items() if page != before.sheets[path][1]}
    assert same & other == set()
    for name, (key, held) in after.batches.items():
        assert before.batches[name][0] != key or other.isdisjoint(held), name
    assert paid or len(same) > len(after.sheets) // 3
    assert other >= {REVIEWS, "feed.xml", "data/items/2026-11.csv"}
    assert any(path.startswith("bulletins/") for path in other)


@pytest.mark.usefixtures("short_lists")
def test_a_changed_text_reaches_no_list(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    before = keys(desk)
    rewrite(desk.items()[0], longer, 1)
    after = keys(desk)
    changed = {path for path, key in after.items() if before[path] != key}
    own = f"items/2026/08/{desk.items()[0].stem}/index.md"
    assert changed == {own, "data/items/2026-08.csv", "data/items/2026-08.json", "feed.xml"}


def keys(desk: Desk) -> dict[str, str]:
    """Every sheet's key by path."""
    snapshot = desk.snapshot()
    assert snapshot is not None
    views = Views(snapshot)
    return {sheet.path: views.marks.base + sheet.key for sheet in every(plan(views))}


@pytest.mark.usefixtures("short_lists")
def test_an_adoption_leaves_the_lines_of_the_month_in_which_its_item_was_sent(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path)
    place = next(
        n
        for n, item in enumerate(desk.items())
        if "adoptions" not in item.read_text(encoding="utf-8")
    )
    before = keys(desk)
    sent = desk.items()[place].name
    adoption(desk, Choice(place, 0, AS_OF))
    after = keys(desk)
    changed = {path for path, key in after.items() if before.get(path) != key}
    month = f"{sent[:4]}-{sent[4:6]}"
    assert month < f"{AS_OF:%Y-%m}"
    assert f"data/items/{month}.csv" in changed
    assert f"data/ledger/{AS_OF:%Y-%m}.csv" in changed
    assert changed.isdisjoint({f"data/ledger/{month}.csv", f"rankings/{month}/index.md"})


@pytest.mark.usefixtures("short_lists")
def test_a_new_item_leaves_what_is_closed(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    before = keys(desk)
    newest = desk.items()[-1]
    shutil.copy(newest, newest.with_name("20261119-又一篇.md"))
    after = keys(desk)
    changed = {path for path, key in after.items() if before.get(path) != key}
    assert "items/2026/11/20261119-又一篇/index.md" in changed
    assert "items/2026/11/index.md" in changed
    closed = re.compile(r"(/2026/|/ledger/2026-|rankings/2026-)(08|09|10)\b|2026Q3")
    assert [path for path in changed if closed.search(path)] == []
    assert len(changed) < len(after) // 5


@pytest.mark.usefixtures("short_lists")
def test_long_lists_have_no_dead_links(tmp_path: Path) -> None:
    snapshot = Desk(tmp_path).snapshot()
    assert snapshot is not None
    pages, assets, _ = render(snapshot)
    assert any("list-2" in page.path for page in pages)
    documents = {page.path: document_of(page) for page in pages}
    assert broken_links(documents, (asset.path for asset in assets)) == []
    for path, document in documents.items():
        assert not document.unbalanced + document.open, path
        assert len(document.ids) == len(set(document.ids)), path
