"""Items: the lists by month, each item's page, and the tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scoring.model import Adoption, Endorsement, Forwarding, Item
from scoring.periods import Period
from scoring.points import total
from site_builder import prose
from site_builder.pages import paths
from site_builder.pages.family import Family
from site_builder.pages.index import Views
from site_builder.pages.page import Page
from site_builder.pages.writing import write

PAGE_LENGTH = 100
"""Items on one list: a full list never changes its length again."""
_NEWEST = 20
_ON_TAG = 200


def family(views: Views) -> Family:
    """Return all pages about items."""
    months = views.items_by_month
    index = write(views, paths.ITEMS, "items", newest=views.items[:_NEWEST], months=months)
    lists = (page for month, items in months.items() for page in _lists(views, month, items))
    shown = (_page(views, item) for item in views.items)
    return Family(pages=(index, *lists, *shown, *_tags(views)))


def _lists(views: Views, month: Period, items: Sequence[Item]) -> Iterator[Page]:
    """Yield the lists of one month; the first holds the month's first items."""
    rising = items[::-1]
    last = (len(items) + PAGE_LENGTH - 1) // PAGE_LENGTH
    for number in range(1, last + 1):
        yield write(
            views,
            paths.month(month, number),
            "items_month",
            month=month,
            items=rising[(number - 1) * PAGE_LENGTH : number * PAGE_LENGTH],
            number=number,
            last=last,
            count=len(items),
        )


def _page(views: Views, item: Item) -> Page:
    body = views.snapshot.bodies.get(item.id)
    source = body.body if body else ""
    entries = views.entries_by_item.get(item.id, ())
    corpus = views.corpus
    return write(
        views,
        paths.item(item),
        "item",
        item=item,
        body=prose.html(source, link=views.rewriter(paths.item(item), item.source.path)),
        summary=prose.plain(source, 90),
        events=_events(item),
        entries=entries,
        sums=[
            (name, total(e.points for e in entries if e.rulebook.score == name), measure)
            for name, measure in dict.fromkeys(
                (e.rulebook.score, e.rulebook.measure) for e in entries
            )
        ],
        sources=[corpus.items[each] for each in item.sources if each in corpus.items],
        results=views.worked_up.get(item.id, ()),
        commission=corpus.assignments.get(item.commission or ""),
        history=views.history(item.source.path),
    )


def _events(item: Item) -> list[tuple[str, Adoption | Endorsement | Forwarding]]:
    """Return what befell the item in order of time, each with the name of its kind."""
    events: list[tuple[str, Adoption | Endorsement | Forwarding]] = [
        *(("forwarding", fact) for fact in item.forwardings),
        *(("adoption", fact) for fact in item.adoptions),
        *(("endorsement", fact) for fact in item.endorsements),
    ]
    return sorted(events, key=lambda event: event[1].date)


def _tags(views: Views) -> Iterator[Page]:
    yield write(views, paths.TAGS, "tags", tags=views.items_by_tag)
    for word, items in views.items_by_tag.items():
        yield write(
            views, paths.tag(word), "tag", word=word, items=items[:_ON_TAG], count=len(items)
        )
