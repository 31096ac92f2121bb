"""成果转化 (引、保、促): how far items went – 线索 → 信息 → 采用 → 批示 → 落实 → 转化 (S13)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

from scoring.model import Conversion, Endorsement, Feedback, Item
from scoring.outline import Trait, having
from site_builder.pages import paths
from site_builder.pages.gists import Reached, digest, newest_first, reached
from site_builder.pages.index import Views
from site_builder.pages.page import Page, Sheet
from site_builder.pages.writing import write

STEPS: Final = ("线索", "信息", "采用", "批示", "落实", "转化")
_NEWEST = 12


class Chain(NamedTuple):
    """The steps of one item."""

    item: Item
    sources: Sequence[Item]
    """线索: what it was worked up from."""
    feedback: Sequence[tuple[Endorsement, Feedback]]
    conversions: Sequence[Conversion]
    """Of its endorsements and of its case, each once, by date."""

    @property
    def steps(self) -> list[str]:
        """Return the names of the steps that the item has."""
        return [step for step, has in zip(STEPS, reached(self.item), strict=True) if has]

    @property
    def tells(self) -> bool:
        """Return whether there is more to tell than that it was sent and adopted."""
        return bool(self.sources or self.item.endorsements or self.conversions)


class Funnel(NamedTuple):
    """How many items of a unit went how far."""

    unit: str
    counts: Reached
    chains: Sequence[Chain]
    """Those with more to tell, the newest first."""


def chain(views: Views, item: Item) -> Chain:
    """Return the steps of an item."""
    items = views.corpus.items
    feedback = [(one, told) for one in item.endorsements for told in one.feedback]
    made = [each for one in item.endorsements for each in one.conversions]
    made += item.case.conversions if item.case else ()
    return Chain(
        item,
        [items[name] for name in item.sources if name in items],
        sorted(feedback, key=lambda pair: (pair[1].date, pair[1].source)),
        sorted(set(made), key=lambda each: (each.date, each.kind, each.title)),
    )


def family(views: Views) -> Iterator[Sheet]:
    """Yield the page of all years, and the page of each."""
    years = list(dict.fromkeys((month - 1) // 12 for month in views.folders.months))
    keys = {year: views.marks.year(year) for year in years}
    yield Sheet(paths.CONVERSIONS, digest(*keys.values()), partial(_index, views, years))
    for year in years:
        path = paths.within(paths.CONVERSIONS, str(year))
        yield Sheet(path, keys[year], partial(_year, views, path, year))


def _chains(views: Views, traits: Trait) -> Iterator[Chain]:
    """Yield the chains of the items with one of some traits, the newest first."""
    return (chain(views, item) for item in newest_first(having(views.corpus.items, traits)))


def _index(views: Views, years: Sequence[int]) -> Page:
    rows = [(year, views.folders.reached(year)[""]) for year in years]
    chains = _chains(views, Trait.ENDORSEMENTS | Trait.CASE)
    results = [(each, result) for each in chains for result in each.conversions]
    results.sort(key=lambda pair: (pair[1].date, pair[1].title), reverse=True)
    return write(
        views,
        paths.CONVERSIONS,
        "conversions",
        hide=("toc",),
        steps=STEPS,
        rows=rows,
        results=results[:_NEWEST],
        result_count=len(results),
    )


def _year(views: Views, path: str, year: int) -> Page:
    counts = dict(views.folders.reached(year))
    total = counts.pop("")
    return write(
        views,
        path,
        "conversions_year",
        hide=("toc",),
        year=year,
        steps=STEPS,
        funnels=_funnels(views, year, counts),
        total=total,
    )


def _funnels(views: Views, year: int, counts: Mapping[str, Reached]) -> Sequence[Funnel]:
    """Return the units that sent any items of a year, in the order of the registry."""
    held: dict[str, list[Chain]] = defaultdict(list)
    for each in _chains(views, Trait.SOURCES | Trait.ENDORSEMENTS | Trait.CASE):
        if each.item.date.year == year and each.tells:
            for unit in dict.fromkeys(share.unit for share in each.item.units):
                held[unit].append(each)
    order = _registry(views)
    return [
        Funnel(unit, counts[unit], held[unit])
        for unit in sorted(counts, key=lambda unit: (order.get(unit, len(order)), unit))
    ]


def _registry(views: Views) -> Mapping[str, int]:
    units = sorted(views.corpus.units.values(), key=lambda unit: (unit.source, unit.id))
    return {unit.id: place for place, unit in enumerate(units)}
