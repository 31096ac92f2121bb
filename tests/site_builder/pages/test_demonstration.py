"""The demonstration office's pages, from its real files."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.engine.words import day
from scoring.points import total
from scoring.results import Ranked
from site_builder.pages import render
from site_builder.pages.index import Views
from site_builder.pipeline import compute, examine
from site_builder.snapshot import Snapshot
from tests.site_builder.pages.test_pages import broken_links, document_of
from tests.support import ROOT


@pytest.fixture(scope="module")
def office() -> Snapshot:
    return compute(examine(ROOT / "content", today=date(2026, 12, 31)))


def test_every_row_is_the_sum_of_the_lines_shown_below_it(office: Snapshot) -> None:
    views = Views(office)
    checked = 0
    for (_, _, ranked), tables in views.tables.items():
        for table in tables if ranked is Ranked.UNIT else ():
            for row in table.rows:
                lines = views.counted(table, row.subject)
                assert total(line.points for line in lines) == row.points, (table.key, row.subject)
                checked += 1
    assert checked > 500


def test_no_link_is_dead_no_id_is_twice_and_all_tags_balance(office: Snapshot) -> None:
    pages, assets, _ = render(office)
    documents = {page.path: document_of(page) for page in pages}
    assert broken_links(documents, (asset.path for asset in assets)) == []
    for path, document in documents.items():
        assert not document.unbalanced + document.open, path
        assert len(document.ids) == len(set(document.ids)), path


def test_a_ledger_line_gives_its_date_once(office: Snapshot) -> None:
    views = Views(office)
    lines = [entry for ledger in office.ledgers.values() for entry in ledger.entries]
    again = [line for line in lines if day(line.date) in views.undated(line)]
    assert again == []
    assert [line for line in lines if day(line.date) in views.sentence(line)]
