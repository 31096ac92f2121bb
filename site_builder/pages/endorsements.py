"""Endorsements: the ledger of leaders' written instructions, by year and by leader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from scoring.conditions import Section
from scoring.ledger import Entry
from scoring.model import Leader
from site_builder.pages import paths
from site_builder.pages.index import Endorsed, Views
from site_builder.pages.marks import digest
from site_builder.pages.page import Page, Sheet
from site_builder.pages.writing import write

_NEWEST = 20


class Year(NamedTuple):
    """The counts of one year."""

    year: int
    written: int
    praised: int
    by_rank: Sequence[tuple[str, int]]
    """The office's words for ranks, with how many each wrote."""


def family(views: Views) -> Iterator[Sheet]:
    """Yield the ledger's summary, its years and a page for each leader."""
    yield Sheet(paths.ENDORSEMENTS, _mark(views, views.endorsements), partial(_index, views))
    for year in _years(views):
        key = _mark(views, _of_year(views, year))
        yield Sheet(paths.endorsements(year), key, partial(_of_year_page, views, year))
    for leader in views.corpus.leaders.values():
        key = _mark(views, views.endorsements_by_leader.get(leader.id, ()))
        yield Sheet(paths.leader(leader.id), key, partial(_leader, views, leader))


def _mark(views: Views, found: Sequence[Endorsed]) -> str:
    return digest(*(views.marks.item(each.item) for each in found))


def _index(views: Views) -> Page:
    return write(
        views,
        paths.ENDORSEMENTS,
        "endorsements",
        years=[_year(views, year) for year in _years(views)],
        newest=views.endorsements[:_NEWEST],
        leaders=[
            (leader, len(views.endorsements_by_leader.get(leader.id, ())))
            for leader in views.corpus.leaders.values()
        ],
    )


def _of_year_page(views: Views, year: int) -> Page:
    return write(
        views,
        paths.endorsements(year),
        "endorsements_year",
        hide=("toc",),
        counts=_year(views, year),
        rows=_rows(views, _of_year(views, year)),
    )


def _leader(views: Views, leader: Leader) -> Page:
    return write(
        views,
        paths.leader(leader.id),
        "leader",
        leader=leader,
        rows=_rows(views, views.endorsements_by_leader.get(leader.id, ())),
    )


def _years(views: Views) -> list[int]:
    return sorted({each.fact.date.year for each in views.endorsements}, reverse=True)


def _of_year(views: Views, year: int) -> list[Endorsed]:
    return [each for each in views.endorsements if each.fact.date.year == year]


def _year(views: Views, year: int) -> Year:
    facts = [each.fact for each in _of_year(views, year)]
    leaders = views.corpus.leaders
    ranks = [leaders[fact.leader].rank for fact in facts if fact.leader in leaders]
    by_rank = [(rank, ranks.count(rank)) for rank in views.office.ranks if rank in ranks]
    return Year(year, len(facts), sum(fact.praise for fact in facts), by_rank)


def _rows(views: Views, found: Sequence[Endorsed]) -> list[tuple[Endorsed, list[Entry]]]:
    """Return each endorsement with the ledger lines that it gave."""
    return [
        (
            each,
            [
                entry
                for entry in views.entries_by_item.get(each.item.id, ())
                if entry.section is Section.ENDORSEMENT and entry.fact == each.fact.source
            ],
        )
        for each in found
    ]
