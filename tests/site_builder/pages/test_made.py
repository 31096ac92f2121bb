"""Sheets of which several are made together: the same as each alone, in the order asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from site_builder.pages import items
from site_builder.pages.index import Views
from site_builder.pages.page import Asset, Batch, OneOf, Page, Sheet, kind, made
from site_builder.snapshot import Snapshot


def _pages(asked: list[list[int]], numbers: Sequence[int]) -> list[Page]:
    asked.append([*numbers])
    return [Page(f"{number}/index.md", "", "", "") for number in numbers]


def test_neighbours_are_made_together_and_nothing_changes_places() -> None:
    asked: list[list[int]] = []
    one, other = partial(_pages, asked), partial(_pages, asked)
    file = Sheet("a.csv", "", partial(Asset, "a.csv", ""))
    several = [Sheet(f"{at}/index.md", "", OneOf(one, at)) for at in range(3)]
    last = Sheet("3/index.md", "", OneOf(other, 3))
    sheets = [*several[:2], file, several[2], last]
    assert [each.path for each in made(sheets)] == [sheet.path for sheet in sheets]
    assert asked == [[0, 1], [2], [3]]
    assert {kind(sheet) for sheet in sheets} == {_pages, Asset}


def test_an_items_page_is_the_same_alone(snapshot: Snapshot) -> None:
    views = Views(snapshot)
    months = [each for each in items.family(views) if isinstance(each, Batch)]
    sheets = [sheet for month in months for sheet in month.sheets()]
    assert any(isinstance(sheet.make, OneOf) for sheet in sheets)
    assert [*made(sheets)] == [sheet.make() for sheet in sheets]
