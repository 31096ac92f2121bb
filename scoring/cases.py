"""案例: the case library, as items were nominated and the office decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping

from scoring.ledger import Ledger
from scoring.model import Corpus
from scoring.outline import Trait, having
from scoring.points import Points, total
from scoring.postings import Part
from scoring.results import Case

OfPart = Callable[[Part, Collection[str]], Mapping[str, Points]]
"""What those of some items that are a part's gave units."""


def given(part: Part, items: Collection[str]) -> dict[str, Points]:
    """Return what those of some items that are a part's gave units."""
    points: defaultdict[str, list[Points]] = defaultdict(list)
    for item, line in zip(part.columns.owners, part.columns.lines, strict=True):
        if item in items:
            points[item] += [row.points for row in line.rows if row.person is None]
    return {item: total(found) for item, found in points.items()}


def cases(corpus: Corpus, ledger: Ledger, of_part: OfPart = given) -> tuple[Case, ...]:
    """Return every nominated, selected or declined item, newest year first, then by track and id.

    Tracks follow the office's own order (`registry/office.yml`); a case without a year belongs to
    the year of its item. Points are what the item gave units in the ledger, in all years; who
    knows already what a part gave says so with `of_part`.
    """
    points: defaultdict[str, list[Points]] = defaultdict(list)
    items = list(having(corpus.items, Trait.CASE))
    nominated = {item.id for item in items}
    for part in ledger.parts:
        for item, more in of_part(part, nominated).items():
            points[item].append(more)
    for entry in ledger.rest:
        if entry.item in nominated and entry.person is None:
            points[entry.item].append(entry.points)
    found = [
        Case(
            item=item.id,
            source=item.case.source,
            title=item.title,
            units=tuple(share.unit for share in item.units),
            track=item.case.track,
            year=item.case.year or item.date.year,
            status=item.case.status,
            award=item.case.award,
            conversions=item.case.conversions,
            points=total(points[item.id]),
        )
        for item in items
        if item.case is not None
    ]
    order = {track: place for place, track in enumerate(corpus.office.tracks)}
    found.sort(key=lambda case: (-case.year, order.get(case.track, len(order)), case.item))
    return tuple(found)
