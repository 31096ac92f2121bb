"""Endorsements: the ledger of leaders' written instructions, by year and by leader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from scoring.conditions import Section
from scoring.ledger import Entry
from scoring.model import Endorsed, Leader
from site_builder.pages import paths
from site_builder.pages.folders import several, whole
from site_builder.pages.gists import digest
from site_builder.pages.index import FACT_DATE, Views
from site_builder.pages.lists import LENGTH, Leaf, Year, by_year, further
from site_builder.pages.page import Batch, Page, Planned, Sheet
from site_builder.pages.writing import write

_NEWEST = 20


class Counts(NamedTuple):
    """The counts of one year."""

    year: int
    written: int
    praised: int
    by_rank: Sequence[tuple[str, int]]
    """The office's words for ranks, with how many each wrote."""


def family(views: Views) -> Iterator[Planned]:
    """Yield the ledger's summary, a batch of its years, and one for each leader."""
    lines, told = views.marks.endorsements, views.folders.leaders
    key = digest(lines, several(views.folders.endorsed.values()).mark)
    yield Sheet(paths.ENDORSEMENTS, key, partial(_index, views))
    yield Batch("endorsements", key, partial(_years, views))
    for leader in views.corpus.leaders.values():
        key = digest(lines, whole(told.get(leader.id, {})).mark)
        yield Batch(f"endorsements/{leader.id}", key, partial(_of_leader, views, leader))


def _years(views: Views) -> Iterator[Sheet]:
    """Yield the pages of the years of all leaders."""
    for year in by_year(views.endorsements, FACT_DATE):
        yield from _leaves(views, paths.ENDORSEMENTS, year, None)


def _of_leader(views: Views, leader: Leader) -> Iterator[Sheet]:
    """Yield a leader's page, and those of the years where it is too long."""
    home = paths.leader(leader.id)
    found = views.endorsements_by_leader.get(leader.id, ())
    yield Sheet(home, _mark(views, found), partial(_leader, views, leader, found))
    for year in further(found, FACT_DATE):
        yield from _leaves(views, home, year, leader)


def _mark(views: Views, found: Iterable[Endorsed]) -> str:
    """Return what stands for all that is told of endorsements."""
    return digest(*(views.marks.scored(each.item) for each in found))


def _leaves(
    views: Views, home: str, year: Year[Endorsed], leader: Leader | None
) -> Iterator[Sheet]:
    """Yield the pages of a year, of one leader or of all."""
    counts = _counts(views, year)
    for leaf in year.leaves(home):
        key = digest(leaf.key(_mark(views, leaf.rows)), repr(counts) if leaf.number == 1 else "")
        yield Sheet(leaf.path, key, partial(_leaf, views, leaf, counts, leader))


def _index(views: Views) -> Page:
    return write(
        views,
        paths.ENDORSEMENTS,
        "endorsements",
        years=[_counts(views, year) for year in by_year(views.endorsements, FACT_DATE)],
        newest=views.endorsements[:_NEWEST],
        leaders=[
            (leader, len(views.endorsements_by_leader.get(leader.id, ())))
            for leader in views.corpus.leaders.values()
        ],
    )


def _leaf(views: Views, leaf: Leaf[Endorsed], counts: Counts, leader: Leader | None) -> Page:
    return write(
        views,
        leaf.path,
        "endorsements_year",
        hide=("toc",),
        counts=counts,
        leader=leader,
        leaf=leaf,
        rows=_rows(views, leaf.rows),
    )


def _leader(views: Views, leader: Leader, found: Sequence[Endorsed]) -> Page:
    return write(
        views,
        paths.leader(leader.id),
        "leader",
        leader=leader,
        count=len(found),
        years=further(found, FACT_DATE),
        rows=_rows(views, found[:LENGTH]),
    )


def _counts(views: Views, year: Year[Endorsed]) -> Counts:
    facts = [each.fact for each in year.rows]
    leaders = views.corpus.leaders
    ranks = [leaders[fact.leader].rank for fact in facts if fact.leader in leaders]
    by_rank = [(rank, ranks.count(rank)) for rank in views.office.ranks if rank in ranks]
    return Counts(year.year, len(facts), sum(fact.praise for fact in facts), by_rank)


def _rows(views: Views, found: Sequence[Endorsed]) -> list[tuple[Endorsed, list[Entry]]]:
    """Return each endorsement with the ledger lines that it gave."""
    return [
        (
            each,
            [
                entry
                for entry in views.entries_of_item(each.item.id)
                if entry.section is Section.ENDORSEMENT and entry.fact == each.fact.source
            ],
        )
        for each in found
    ]
