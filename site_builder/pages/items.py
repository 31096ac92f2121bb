"""Items: the lists by month, each item's page, and the tags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from markupsafe import Markup

from scoring.ledger import Entry
from scoring.model import Adoption, Endorsement, Forwarding, Item
from scoring.periods import Period
from scoring.points import Points, total
from site_builder import prose
from site_builder.pages import paths
from site_builder.pages.conversions import chain
from site_builder.pages.folders import month_of, whole
from site_builder.pages.gists import digest, month_number, newest_first
from site_builder.pages.index import DATE, Views
from site_builder.pages.lists import LENGTH, Leaf, further, leaves
from site_builder.pages.page import Batch, OneOf, Page, Planned, Sheet
from site_builder.pages.reviewed import reviewed
from site_builder.pages.writing import draft, finished, write

Event = tuple[str, Adoption | Endorsement | Forwarding]

_NEWEST = 20
_SUMMARY = 90


def family(views: Views) -> Iterator[Planned]:
    """Yield all pages about items: a batch for each month and for each tag."""
    months, marks = views.folders.months, views.marks
    newest = marks.named(views.folders.newest(_NEWEST))
    key = digest(repr(months), *newest)
    yield Sheet(paths.ITEMS, key, partial(_index, views))
    for number in months:
        month = month_of(number)
        ranked = month in views.periods[month.kind]
        key = digest(str(ranked), marks.month(number))
        yield Batch(f"items/{month.id}", key, partial(_month, views, month, ranked))
    yield from _tags(views)


def page_at(views: Views, path: str) -> Page | None:
    """Return the page of the item whose page lies at a path, if there is one."""
    item = views.corpus.items.get(path.rpartition("/")[0].rpartition("/")[2])
    return None if item is None or paths.item(item) != path else _pages(views, [item])[0]


def _index(views: Views) -> Page:
    months = {month_of(number): held for number, held in views.folders.months.items()}
    return write(views, paths.ITEMS, "items", newest=views.newest(_NEWEST), months=months)


def _month(views: Views, month: Period, ranked: bool) -> Iterator[Sheet]:
    """Yield the lists and pages of one month; the first list holds the month's first items."""
    items = views.folders.of_month(month_number(month.start))
    for leaf in leaves(items[::-1], partial(paths.month, month)):
        key = digest(str(ranked), leaf.key(views.marks.items(leaf.rows)))
        yield Sheet(leaf.path, key, partial(_list, views, month, leaf))
    pages = partial(_pages, views)
    for item in items:
        yield Sheet(paths.item(item), views.marks.item(item), OneOf(pages, item))


def _list(views: Views, month: Period, leaf: Leaf[Item]) -> Page:
    return write(views, leaf.path, "items_month", month=month, leaf=leaf)


def _pages(views: Views, items: Sequence[Item]) -> list[Page]:
    """Return the pages of some items."""
    bodies = [_body(views, item) for item in items]
    htmls = [_html(views, item, body) for item, body in zip(items, bodies, strict=True)]
    entries = [views.entries_of_item(item.id) for item in items]
    drafts = [_draft(views, *each) for each in zip(items, bodies, htmls, entries, strict=True)]
    return [finished(each) for each in drafts]


def _body(views: Views, item: Item) -> str:
    text = views.snapshot.bodies.get(item.id)
    return text.body if text else ""


def _html(views: Views, item: Item, body: str) -> Markup:
    return prose.html(body, link=views.rewriter(paths.item(item), item.source.path))


def _draft(views: Views, item: Item, body: str, html: Markup, entries: Sequence[Entry]) -> Page:
    events = _events(item)
    corpus = views.corpus
    return draft(
        views,
        paths.item(item),
        "item",
        item=item,
        body=html,
        summary=prose.summary(html, _SUMMARY),
        events=events,
        adopted_by=_adopted_by(events),
        endorsed_by=_endorsed_by(events),
        unit_names="、".join([share.unit for share in item.units]),
        entries=entries,
        sums=_sums(entries),
        chain=chain(views, item),
        results=newest_first(
            corpus.items[name] for name in views.folders.worked_up.get(item.id, ())
        ),
        commission=corpus.assignments.get(item.commission or ""),
        history=views.history(item.source.path),
        reviewed=reviewed(views, item, body),
    )


def _events(item: Item) -> list[Event]:
    """Return what befell the item in order of time, each with the name of its kind."""
    events: list[Event] = [("forwarding", fact) for fact in item.forwardings]
    events += [("adoption", fact) for fact in item.adoptions]
    events += [("endorsement", fact) for fact in item.endorsements]
    return sorted(events, key=lambda event: event[1].date) if len(events) > 1 else events


def _adopted_by(events: Sequence[Event]) -> str:
    """Return the publications that adopted an item, each once."""
    adoptions = [fact for _, fact in events if isinstance(fact, Adoption)]
    return "".join(dict.fromkeys([f"《{fact.publication}》" for fact in adoptions]))


def _endorsed_by(events: Sequence[Event]) -> str:
    """Return the leaders who endorsed an item, each once."""
    return "、".join(dict.fromkeys(f.leader for _, f in events if isinstance(f, Endorsement)))


def _sums(entries: Sequence[Entry]) -> list[tuple[str, Points, str]]:
    """Return score, points and measure of all that an item gave."""
    held: dict[tuple[str, str], list[Points]] = {}
    for entry in entries:
        book = entry.rulebook
        held.setdefault((book.score, book.measure), []).append(entry.points)
    return [(score, total(points), measure) for (score, measure), points in held.items()]


def _tags(views: Views) -> Iterator[Planned]:
    tags = {word: views.folders.tags[word] for word in sorted(views.folders.tags)}
    counts = {word: whole(years).number for word, years in tags.items()}
    make = partial(write, views, paths.TAGS, "tags", tags=counts)
    yield Sheet(paths.TAGS, digest(repr(counts)), make)
    for word, years in tags.items():
        yield Batch(f"tags/{word}", whole(years).mark, partial(_tagged, views, word))


def _tagged(views: Views, word: str) -> Iterator[Sheet]:
    """Yield the pages of a tag."""
    marks, items = views.marks, views.folders.of_tag(word)
    key = digest(marks.items(items[:LENGTH]), _counted(items))
    yield Sheet(paths.tag(word), key, partial(_tag, views, word, items))
    for year in further(items, DATE):
        for leaf in year.leaves(paths.tag(word)):
            key = leaf.key(marks.items(leaf.rows))
            yield Sheet(leaf.path, key, partial(_tag_year, views, word, year.year, leaf))


def _tag(views: Views, word: str, items: Sequence[Item]) -> Page:
    return write(
        views,
        paths.tag(word),
        "tag",
        word=word,
        items=items[:LENGTH],
        count=len(items),
        years=further(items, DATE),
    )


def _tag_year(views: Views, word: str, year: int, leaf: Leaf[Item]) -> Page:
    return write(views, leaf.path, "tag_year", word=word, year=year, leaf=leaf)


def _counted(items: Sequence[Item]) -> str:
    """Return how many items there are of each year."""
    return repr(Counter(item.date.year for item in items))
