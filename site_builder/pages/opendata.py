"""Open data: every fact and every ledger line as CSV and JSON, and the feed of newest items."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from scoring.points import text as exact
from scoring.results import RankTable
from site_builder import prose
from site_builder.feeds import FeedEntry, atom, csv_text, json_text
from site_builder.markup import link_to
from site_builder.pages import paths
from site_builder.pages.index import Views
from site_builder.pages.marks import digest
from site_builder.pages.page import Asset, Page, Sheet
from site_builder.pages.writing import write

_IN_FEED = 50

Row = Sequence[str]


class Column(NamedTuple):
    """A column: its key in JSON and its head in CSV."""

    key: str
    head: str


class Table(NamedTuple):
    """One table of open data."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Callable[[Views], Iterable[Row]]


def family(views: Views) -> Iterator[Sheet]:
    """Yield the page of open data, its files, and the feed."""
    marks = views.marks
    key = digest(marks.all, views.snapshot.commit or "")
    yield Sheet(paths.DATA, key, partial(_page, views))
    for table in TABLES:
        for ending, write_table in (("csv", _csv), ("json", _json)):
            path = f"data/{table.name}.{ending}"
            yield Sheet(path, marks.all, partial(write_table, views, table, path))
    newest = views.items[:_IN_FEED]
    key = digest(marks.as_of, marks.items(newest), marks.dates(newest))
    yield Sheet("feed.xml", key, partial(_feed, views))


def _page(views: Views) -> Page:
    tables = [(table, sum(1 for _ in table.rows(views))) for table in TABLES]
    return write(views, paths.DATA, "data", tables=tables)


def _csv(views: Views, table: Table, path: str) -> Asset:
    rows = [tuple(row) for row in table.rows(views)]
    return Asset(path, csv_text([column.head for column in table.columns], rows))


def _json(views: Views, table: Table, path: str) -> Asset:
    keys = [column.key for column in table.columns]
    document = {
        "office": views.office.name,
        "as_of": views.as_of.isoformat(),
        "table": table.name,
        "title": table.title,
        "columns": {column.key: column.head for column in table.columns},
        "rows": [dict(zip(keys, row, strict=True)) for row in table.rows(views)],
    }
    return Asset(path, json_text(document))


def _feed(views: Views) -> Asset:
    entries = [
        FeedEntry(
            item.id,
            item.title,
            link_to(paths.HOME, paths.item(item)),
            history.last if (history := views.history(item.source.path)) else item.date,
            [share.unit for share in item.units],
            item.tags,
            prose.plain(body.body if (body := views.snapshot.bodies.get(item.id)) else "", 200),
        )
        for item in views.items[:_IN_FEED]
    ]
    return Asset("feed.xml", atom(views.office.title, views.office.name, views.as_of, entries))


def _columns(words: str) -> tuple[Column, ...]:
    """Return the columns written as `key 表头, key 表头`."""
    return tuple(Column(*pair.split()) for pair in words.split(","))


def _day(value: date | None) -> str:
    return "" if value is None else value.isoformat()


def _items(views: Views) -> Iterator[Row]:
    for item in reversed(views.items):
        yield (
            item.id,
            _day(item.date),
            item.title,
            "；".join(share.unit for share in item.units),
            "；".join(item.authors),
            item.kind or "",
            item.level.label if item.level else "",
            str(item.length),
            "；".join(item.tags),
            str(len(item.adoptions)),
            str(len(item.endorsements)),
            str(item.source),
        )


def _adoptions(views: Views) -> Iterator[Row]:
    for item, fact in reversed(views.adoptions):
        route = fact.route.label if fact.route else ""
        yield (
            item.id, item.title, _day(fact.date), fact.publication, fact.issue or "",
            fact.form or "", route, str(fact.source),
        )  # fmt: skip


def _endorsements(views: Views) -> Iterator[Row]:
    for item, fact in reversed(views.endorsements):
        yield (
            item.id, item.title, _day(fact.date), fact.leader, "是" if fact.praise else "否",
            fact.publication or "", fact.text or "", str(fact.source),
        )  # fmt: skip


def _ledger(views: Views) -> Iterator[Row]:
    for name, ledger in views.snapshot.ledgers.items():
        for entry in ledger.entries:
            yield (
                name, _day(entry.date), entry.unit, entry.person or "", exact(entry.points),
                entry.section.label, entry.rule.clause if entry.rule else "",
                entry.rulebook.number, entry.rulebook.version, entry.item or "",
                str(entry.fact), views.sentence(entry),
            )  # fmt: skip


def _standings(views: Views) -> Iterator[Row]:
    for results in views.snapshot.results.values():
        for table in results.tables.values():
            yield from _rows(table)


def _rows(table: RankTable) -> Iterator[Row]:
    key = table.key
    for row in table.rows:
        tally = row.tally
        yield (
            key.score, key.period.id, key.ranked.label, key.group or "", str(row.rank), row.subject,
            str(tally.sent), str(tally.adopted), str(tally.adoptions), str(tally.endorsements),
            exact(row.points), exact(row.carried), exact(row.running),
            "" if row.previous_rank is None else str(row.previous_rank),
        )  # fmt: skip


def _units(views: Views) -> Iterator[Row]:
    for unit in views.corpus.units.values():
        lineage = unit.lineage
        yield (
            unit.id, unit.parent or "", unit.group or "", _day(unit.valid_from),
            _day(unit.valid_to), f"{lineage.kind.label}{lineage.into}" if lineage else "",
        )  # fmt: skip


TABLES = (
    Table(
        "items",
        "信息",
        _columns(
            "id 编号, date 报送日期, title 标题, units 报送单位, authors 作者, kind 体裁,"
            "level 层级, length 字数, tags 标签, adoptions 采用次数, endorsements 批示次数,"
            "source 登记位置"
        ),
        _items,
    ),
    Table(
        "adoptions",
        "采用",
        _columns(
            "item 信息编号, title 标题, date 采用日期, publication 刊物, issue 期号, form 形式,"
            "route 途径, source 登记位置"
        ),
        _adoptions,
    ),
    Table(
        "endorsements",
        "批示",
        _columns(
            "item 信息编号, title 标题, date 批示日期, leader 批示人, praise 肯定,"
            "publication 刊物, text 内容, source 登记位置"
        ),
        _endorsements,
    ),
    Table(
        "ledger",
        "记分",
        _columns(
            "score 计分, date 日期, unit 单位, person 人员, points 记分, section 项目, clause 条款,"
            "rulebook 办法文号, version 办法版本, item 信息编号, source 登记位置, reason 说明"
        ),
        _ledger,
    ),
    Table(
        "standings",
        "排名",
        _columns(
            "score 计分, period 时段, ranked 排名对象, group 类别, rank 名次, subject 名称,"
            "sent 报送, adopted 采用, adoptions 采用次数, endorsements 批示, points 本期得分,"
            "carried 上期累计, running 累计得分, previous 上期名次"
        ),
        _standings,
    ),
    Table(
        "units",
        "单位",
        _columns("id 单位, parent 上级, group 类别, valid_from 设立, valid_to 撤销, lineage 沿革"),
        _units,
    ),
)
"""Every table of open data, in the order in which the page lists them."""
