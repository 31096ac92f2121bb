"""What is found: items with all that their pages say, and the words of the other pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from hashlib import blake2b
from itertools import chain
from typing import Final, NamedTuple

import msgspec

from scoring.engine.words import day
from scoring.model import Corpus, Item
from site_builder import prose
from site_builder.pages import paths
from site_builder.pages.folders import Folders
from site_builder.pages.gists import Gist
from site_builder.pages.page import Page
from site_builder.search.plain import plain
from site_builder.snapshot import Snapshot

_HEADING: Final = re.compile(r"^#{1,6} (.*?)(?: \{:? ?#[^}]*\})?$", re.MULTILINE)
_LIST: Final = re.compile(r"<(table|ol|ul|svg|form)\b")
_LISTINGS: Final = (
    "data/",
    "endorsements/",
    "items/",
    "people/",
    "publications/",
    "rankings/",
    "records/",
    "screen/",
    "tags/",
    "units/",
)
"""Pages whose tables and lists only repeat what other pages say: found by their other words."""
_READ: Final = msgspec.msgpack.Decoder(dict[str, str]).decode
_ENCODE: Final = msgspec.msgpack.Encoder().encode
_ITEM: Final = re.compile(r"items/\d{4}/\d{2}/(?!list-\d+/)[^/]+/index\.md")


class Document(NamedTuple):
    """One item as search sees it."""

    address: str
    """Of its page, from the site's root, as a path: not yet quoted."""
    title: str
    date: str
    """2026-09-12"""
    text: str
    units: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    publications: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()


class PageDocument(NamedTuple):
    """A page that is not an item's, as search sees it."""

    path: str
    title: str
    text: str


class MonthSource(NamedTuple):
    """The items of a third of a month, or all other pages, to be read only when the key is new."""

    key: str
    documents: Callable[[], Sequence[Document]]


def months(snapshot: Snapshot, folders: Folders) -> dict[str, MonthSource]:
    """Return the sources of the thirds of months (上旬 2026-09-0 to 下旬 2026-09-2) with items.

    A third is what one changed item makes anew: smaller ones would repeat too many grams. The
    gists and marks of texts tell all that keys need: no item is looked at, and what a folder adds
    to the keys is kept beside its gist.
    """
    called = _called(snapshot.corpus)
    held: dict[str, list[str]] = defaultdict(list)
    for folder, gist in folders.gists.items():
        make = partial(_thirds, snapshot.corpus, gist, folders)
        key = _digest(gist.mark, folders.texts.folder(folder), called)
        thirds = folders.earlier.recalled(f"thirds/{folder}", key, _READ, _ENCODE, make)
        for third, mark in thirds.items():
            held[third].append(mark)
    return {
        third: MonthSource(_digest(*held[third]), partial(_of_third, snapshot, folders, third))
        for third in sorted(held)
    }


def _called(corpus: Corpus) -> str:
    """Return what stands for all that documents say and no item's own file does."""
    people = (f"{person.id} {person.name}" for person in corpus.people.values())
    asked = (f"{each.id} {each.title}" for each in corpus.assignments.values())
    return _digest(*people, "", *asked)


def _third(ordinal: int) -> str:
    """Return the third of a month that holds a day."""
    sent = date.fromordinal(ordinal)
    return f"{sent:%Y-%m}-{min(sent.day // 10, 2)}"


def _thirds(corpus: Corpus, gist: Gist, folders: Folders) -> dict[str, str]:
    """Return what stands for a folder's items in each third."""
    named = _named(corpus, gist)
    held: dict[str, list[str]] = defaultdict(list)
    for ordinal, name in sorted(zip(gist.days, gist.facts, strict=True)):
        marks = gist.facts[name], folders.texts.mark(name), *named[name]
        held[_third(ordinal)].append(" ".join(marks))
    return {third: _digest(*told) for third, told in held.items()}


def _named(corpus: Corpus, gist: Gist) -> Mapping[str, Sequence[str]]:
    """Return what the documents say that is not written in the items' own files, by id."""
    named: dict[str, list[str]] = defaultdict(list)
    for author, written in gist.people.items():
        for some in written.values():
            for name in some.items:
                named[name].append(_person(corpus, author))
    for name, asked in gist.commissions.items():
        named[name].append(_commission(corpus, asked))
    return named


def _of_third(snapshot: Snapshot, folders: Folders, third: str) -> list[Document]:
    """Return the documents of a third of a month in order of time."""
    gists = folders.gists.values()
    dated = sorted(chain.from_iterable(zip(g.days, g.facts, strict=True) for g in gists))
    names = [name for ordinal, name in dated if _third(ordinal) == third]
    return [_document(snapshot, snapshot.corpus.items[name]) for name in names]


def _document(snapshot: Snapshot, item: Item) -> Document:
    body = snapshot.bodies.get(item.id)
    said = plain(prose.html(body.body)) if body else ""
    return Document(
        address=paths.item(item).removesuffix("index.md"),
        title=" ".join(item.title.split()),
        date=item.date.isoformat(),
        text=" ".join(" ".join((said, *_facts(snapshot.corpus, item))).split()),
        units=tuple(dict.fromkeys(share.unit for share in item.units)),
        kinds=(item.kind,) if item.kind else (),
        publications=tuple(dict.fromkeys(fact.publication for fact in item.adoptions)),
        tracks=(item.case.track,) if item.case else (),
    )


def _facts(corpus: Corpus, item: Item) -> Iterator[str]:
    """Yield the facts of an item as its page tells them."""
    yield "、".join(share.unit for share in item.units)
    yield "、".join((*(_person(corpus, each) for each in item.authors), *item.outside_authors))
    yield f"{day(item.date)}报送"
    yield from (item.kind or "", item.level.label if item.level else "")
    for use in item.adoptions:
        yield f"{day(use.date)}《{use.publication}》{use.issue or ''}{use.form or ''}采用"
    for note in item.endorsements:
        words = f"：{note.text}" if note.text else ""
        yield f"{day(note.date)}{note.leader}{'作出肯定性批示' if note.praise else '批示'}{words}"
    for fault in item.faults:
        yield f"{fault.kind.label}{'：' + fault.note if fault.note else ''}"
    if item.case:
        yield f"案例：{item.case.track} {item.case.status.label} {item.case.award or ''}"
        yield from (f"转化为{each.kind}：{each.title}" for each in item.case.conversions)
    yield _commission(corpus, item.commission)
    yield from item.tags
    yield item.id


def _person(corpus: Corpus, identity: str) -> str:
    return corpus.people[identity].name if identity in corpus.people else identity


def _commission(corpus: Corpus, name: str | None) -> str:
    asked = corpus.assignments.get(name or "")
    return "" if asked is None else f"应约：{asked.title}"


def source_of(key: str, pages: Callable[[], Iterable[PageDocument]]) -> MonthSource:
    """Return pages that are not items' as one source; the key stands for their words."""

    def documents() -> list[Document]:
        found = sorted(pages(), key=lambda each: (len(each.title), each.path))
        return [Document(e.path.removesuffix("index.md"), e.title, "", e.text) for e in found]

    return MonthSource(key, documents)


def is_read(path: str) -> bool:
    """Return whether search reads a page's own words: an item it knows better."""
    return path.endswith(".md") and not _ITEM.fullmatch(path)


def page_document(page: Page) -> PageDocument | None:
    """Return what search knows of a page; None for an item's own page."""
    if not is_read(page.path):
        return None
    below = page.markdown.partition("\n")[2]
    if page.path.startswith(_LISTINGS):
        below = _without_lists(below)
    said = plain(_HEADING.sub(r"<p>\1</p>", below))
    words = said if page.description in said else f"{page.description} {said}"
    return PageDocument(page.path, " ".join(page.title.split()), words)


def _without_lists(html: str) -> str:
    """Return HTML with a blank in the place of each list, ten times as fast as by `re.sub`."""
    kept: list[str] = []
    begin = at = 0
    while found := _LIST.search(html, at):
        closing = f"</{found[1]}>"
        end = html.find(closing, found.end())
        at = found.end() if end < 0 else end + len(closing)
        if end >= 0:
            kept.append(html[begin : found.start()])
            begin = at
    return " ".join((*kept, html[begin:]))


def _digest(*parts: str) -> str:
    return blake2b("\x1e".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
