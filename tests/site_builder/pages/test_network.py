"""The network page names what is missing, by role."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from site_builder.pages import network
from site_builder.pages.index import Views
from site_builder.pages.page import Page
from site_builder.pipeline import compute, examine
from site_builder.snapshot import Snapshot
from tests.support import ROOT

AS_OF = date(2026, 11, 20)
SNAPSHOT = compute(examine(ROOT / "content", today=AS_OF, as_of=AS_OF))


def _page(snapshot: Snapshot) -> str:
    page = next(network.family(Views(snapshot))).make()
    assert isinstance(page, Page)
    return page.markdown


def test_units_without_a_liaison_are_named() -> None:
    gaps = _page(SNAPSHOT).partition("没有绩效联络员：")[2].partition("</p>")[0]
    assert "朔州市局" in gaps
    assert "晋中市局" not in gaps


def test_an_office_without_the_role_is_not_told_that_all_lack_it() -> None:
    people = {
        key: replace(person, roles=tuple(r for r in person.roles if r != "绩效联络员"))
        for key, person in SNAPSHOT.corpus.people.items()
    }
    corpus = replace(SNAPSHOT.corpus, people=people)
    assert "没有绩效联络员" not in _page(replace(SNAPSHOT, corpus=corpus))
