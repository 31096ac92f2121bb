"""A ranking says that its period is closed, and who stands otherwise than was published."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from site_builder.pages import paths, rankings
from site_builder.pages.index import Views
from site_builder.pages.page import Page
from site_builder.snapshot import Snapshot
from tests.site_builder.pages.test_notices import (
    CORRECTION,
    NOTICE,
    PERIOD,
    ROWS,
    SEAL,
    with_notice,
)


def made(snapshot: Snapshot) -> tuple[str, str]:
    """Key and text of the ranking of the closed month."""
    for sheet in rankings.family(Views(snapshot)):
        if sheet.path == paths.ranking(PERIOD):
            page = sheet.make()
            assert isinstance(page, Page)
            return sheet.key, page.markdown
    raise AssertionError


def lead(snapshot: Snapshot) -> str:
    """The line about the notice."""
    text = made(snapshot)[1]
    return next((line for line in text.split("\n") if "印发" in line), "")


def test_an_open_period_says_nothing(snapshot: Snapshot) -> None:
    draft = replace(NOTICE, issued=None)
    assert lead(snapshot) == lead(with_notice(snapshot, notices=(draft,), seals={})) == ""


def test_a_sealed_period_leads_to_its_seal_and_corrections(snapshot: Snapshot) -> None:
    found = lead(with_notice(snapshot))
    assert "已封账" in found and "#seal" in found and "#corrections" not in found
    found = lead(with_notice(snapshot, corrections=(CORRECTION, CORRECTION)))
    assert "#corrections" in found and "2 次更正" in found


def test_a_notice_without_a_seal_is_not_closed(snapshot: Snapshot) -> None:
    found = lead(with_notice(snapshot, seals={}))
    assert "未封账" in found and "已封账" not in found


def test_who_stands_otherwise_than_published_is_named(snapshot: Snapshot) -> None:
    row = ROWS[0]._replace(points=Decimal("99.5"))
    seal = replace(SEAL, scores=(SEAL.scores[0]._replace(rows=(row, *ROWS[1:])),))
    found = lead(with_notice(snapshot, seals={"2026-09": seal}))
    assert "99.5 → " in found and row.unit in found


def test_the_page_is_made_again_when_it_is_closed_or_corrected(snapshot: Snapshot) -> None:
    keys = {
        made(each)[0]
        for each in (
            snapshot,
            with_notice(snapshot, seals={}),
            with_notice(snapshot),
            with_notice(snapshot, corrections=(CORRECTION,)),
        )
    }
    assert len(keys) == 4
