"""信息 as tables: items with what happened to them, and the cases made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from scoring.model import Adoption, Conversion, Endorsement, Forwarding, Item, Nomination, Share
from scoring.vocabulary import CaseStatus, Level, Route
from site_builder.exports.columns import (
    OFFICE,
    Child,
    Column,
    Part,
    Table,
    day,
    flag,
    integer,
    maybe,
    parts,
    ratio,
    text,
    word,
    written_at,
)
from site_builder.snapshot import Snapshot


class Author(NamedTuple):
    """An author from the registry or, with no id, from outside."""

    id: str | None
    name: str


class Case(NamedTuple):
    """An item that was nominated to the case library."""

    item: Item
    nomination: Nomination


def _items(
    of: Callable[[Item], Iterable[Child]],
) -> Callable[[Snapshot], Iterator[Part[Item, Child]]]:
    return lambda snapshot: parts(snapshot.corpus.items.values(), of)


def _item() -> tuple[Column[Any], ...]:
    """Return the columns with which a child of an item begins."""
    return (
        OFFICE,
        text("item", "信息编号", lambda part: str(part.parent.id)),
        integer("place", "第几个", lambda part: int(part.place)),
    )


_OF_ITEM = ("office", "item", "place")

ITEMS = Table[Snapshot, Item](
    "items",
    "信息",
    "每条报送的信息一行。",
    ("office", "id"),
    (
        OFFICE,
        text("id", "编号，即文件名", lambda item: item.id),
        text("title", "标题", lambda item: item.title),
        day("date", "报送日期", lambda item: item.date),
        maybe("kind", "体裁", lambda item: item.kind),
        word("level", "拟报层级", Level, lambda item: item.level, nullable=True),
        maybe("commission", "所答约稿的编号", lambda item: item.commission),
        integer("length", "正文字数", lambda item: item.length),
        written_at(lambda item: item.source),
    ),
    lambda snapshot: snapshot.corpus.items.values(),
)

ITEM_UNITS = Table[Snapshot, Part[Item, Share]](
    "item_units",
    "信息的报送单位",
    "联合报送的信息有几行；比例只在登记时写了才有。",
    _OF_ITEM,
    (
        *_item(),
        text("unit", "报送单位", lambda part: part.value.unit),
        ratio("share", "登记的比例", lambda part: part.value.share),
    ),
    _items(lambda item: item.units),
)


def _authors(snapshot: Snapshot) -> Iterator[Part[Item, Author]]:
    people = snapshot.corpus.people

    def of(item: Item) -> Iterator[Author]:
        yield from (Author(each, people[each].name) for each in item.authors)
        yield from (Author(None, name) for name in item.outside_authors)

    return parts(snapshot.corpus.items.values(), of)


AUTHORS = Table[Snapshot, Part[Item, Author]](
    "authors",
    "信息的作者",
    "第一作者在前；名录以外的作者没有编号，不参加计分。",
    _OF_ITEM,
    (
        *_item(),
        maybe("person", "人员编号", lambda part: part.value.id),
        text("name", "姓名", lambda part: part.value.name),
    ),
    _authors,
)

ITEM_SOURCES = Table[Snapshot, Part[Item, str]](
    "item_sources",
    "信息的来源",
    "由哪些信息加工而成。",
    _OF_ITEM,
    (*_item(), text("origin", "来源信息的编号", lambda part: part.value)),
    _items(lambda item: item.sources),
)

ITEM_TAGS = Table[Snapshot, Part[Item, str]](
    "item_tags",
    "信息的标签",
    "一行一个标签。",
    _OF_ITEM,
    (*_item(), text("tag", "标签", lambda part: part.value)),
    _items(lambda item: item.tags),
)

ADOPTIONS = Table[Snapshot, Part[Item, Adoption]](
    "adoptions",
    "采用",
    "一家刊物采用一次一行。",
    _OF_ITEM,
    (
        *_item(),
        text("publication", "刊物", lambda part: part.value.publication),
        day("date", "采用日期", lambda part: part.value.date),
        maybe("issue", "期号", lambda part: part.value.issue),
        maybe("form", "形式", lambda part: part.value.form),
        word("route", "途径", Route, lambda part: part.value.route, nullable=True),
        integer("length", "刊出字数", lambda part: part.value.length, nullable=True),
        written_at(lambda part: part.value.source),
    ),
    _items(lambda item: item.adoptions),
)


class Credited(NamedTuple):
    """A unit that one adoption names."""

    adoption: Part[Item, Adoption]
    place: int
    unit: str


def _credited(snapshot: Snapshot) -> Iterator[Credited]:
    for adoption in ADOPTIONS.records(snapshot):
        for place, unit in enumerate(adoption.value.units, 1):
            yield Credited(adoption, place, unit)


ADOPTION_UNITS = Table[Snapshot, Credited](
    "adoption_units",
    "采用所计的单位",
    "只在采用只计部分单位时才有；没有行的采用计全部报送单位。",
    ("office", "item", "adoption", "place"),
    (
        OFFICE,
        text("item", "信息编号", lambda record: record.adoption.parent.id),
        integer("adoption", "该信息的第几次采用", lambda record: record.adoption.place),
        integer("place", "第几个", lambda record: record.place),
        text("unit", "单位", lambda record: record.unit),
    ),
    _credited,
)

FORWARDINGS = Table[Snapshot, Part[Item, Forwarding]](
    "forwardings",
    "报上级",
    "选报上级一次一行。",
    _OF_ITEM,
    (
        *_item(),
        word("level", "上级层级", Level, lambda part: part.value.level),
        day("date", "选报日期", lambda part: part.value.date),
        written_at(lambda part: part.value.source),
    ),
    _items(lambda item: item.forwardings),
)

ENDORSEMENTS = Table[Snapshot, Part[Item, Endorsement]](
    "endorsements",
    "批示",
    "一次批示一行。",
    _OF_ITEM,
    (
        *_item(),
        text("leader", "批示人", lambda part: part.value.leader),
        day("date", "批示日期", lambda part: part.value.date),
        flag("praise", "是否肯定性批示", lambda part: part.value.praise),
        maybe("publication", "批在哪份刊物上", lambda part: part.value.publication),
        maybe("content", "批示内容", lambda part: part.value.text),
        written_at(lambda part: part.value.source),
    ),
    _items(lambda item: item.endorsements),
)


def _cases(snapshot: Snapshot) -> Iterator[Case]:
    for item in snapshot.corpus.items.values():
        if item.case is not None:
            yield Case(item, item.case)


CASES = Table[Snapshot, Case](
    "cases",
    "案例",
    "推荐到案例库的信息及其结果。",
    ("office", "item"),
    (
        OFFICE,
        text("item", "信息编号", lambda case: case.item.id),
        text("track", "赛道", lambda case: case.nomination.track),
        word("status", "状态", CaseStatus, lambda case: case.nomination.status),
        integer("year", "年度", lambda case: case.nomination.year, nullable=True),
        maybe("award", "奖项", lambda case: case.nomination.award),
        written_at(lambda case: case.item.source),
    ),
    _cases,
)

CONVERSIONS = Table[Snapshot, Part[Item, Conversion]](
    "conversions",
    "案例转化",
    "案例转化成的制度文件、示范点等。",
    _OF_ITEM,
    (
        *_item(),
        text("kind", "种类", lambda part: part.value.kind),
        text("title", "名称", lambda part: part.value.title),
        day("date", "日期", lambda part: part.value.date),
    ),
    _items(lambda item: item.case.conversions if item.case else ()),
)

OF_ITEMS: tuple[Table[Snapshot, Any], ...] = (
    ITEMS,
    ITEM_UNITS,
    AUTHORS,
    ITEM_SOURCES,
    ITEM_TAGS,
    ADOPTIONS,
    ADOPTION_UNITS,
    FORWARDINGS,
    ENDORSEMENTS,
    CASES,
    CONVERSIONS,
)
