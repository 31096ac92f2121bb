"""Endorsements: the ledger of leaders' written instructions, by year and by leader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scoring.conditions import Section
from scoring.ledger import Entry
from site_builder.pages import paths
from site_builder.pages.family import Family
from site_builder.pages.index import Endorsed, Views
from site_builder.pages.writing import write

_NEWEST = 20


class Year(NamedTuple):
    """The counts of one year."""

    year: int
    written: int
    praised: int
    by_rank: Sequence[tuple[str, int]]
    """The office's words for ranks, with how many each wrote."""


def family(views: Views) -> Family:
    """Return the ledger's summary, its years and a page for each leader."""
    years = [_year(views, year) for year in _years(views)]
    index = write(
        views,
        paths.ENDORSEMENTS,
        "endorsements",
        years=years,
        newest=views.endorsements[:_NEWEST],
        leaders=[
            (leader, len(views.endorsements_by_leader.get(leader.id, ())))
            for leader in views.corpus.leaders.values()
        ],
    )
    by_year = (
        write(
            views,
            paths.endorsements(each.year),
            "endorsements_year",
            hide=("toc",),
            counts=each,
            rows=_rows(views, _of_year(views, each.year)),
        )
        for each in years
    )
    by_leader = (
        write(
            views,
            paths.leader(leader.id),
            "leader",
            leader=leader,
            rows=_rows(views, views.endorsements_by_leader.get(leader.id, ())),
        )
        for leader in views.corpus.leaders.values()
    )
    return Family(pages=(index, *by_year, *by_leader))


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
