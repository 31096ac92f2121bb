"""Open data: every fact and every ledger line as CSV and JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import Any, Final, NamedTuple

import msgspec

from scoring.ledger import Entry
from scoring.model import Adopted, Endorsed, Item, Unit
from scoring.points import text
from scoring.results import RankTable, Standing
from site_builder.feeds import csv_text, json_rows, json_text
from site_builder.pages import paths
from site_builder.pages.folders import month_of
from site_builder.pages.gists import Some, digest, month_number
from site_builder.pages.index import Views, latest
from site_builder.pages.page import Asset, Page, Sheet
from site_builder.pages.writing import write

Row = Sequence[str]

exact = lru_cache(maxsize=65536)(text)
"""Returns points as they are written exactly; most lines give one of a few values."""


class Column(NamedTuple):
    """A column: its key in JSON and its head in CSV."""

    key: str
    head: str


class Table(NamedTuple):
    """One table of open data, in a file for each of its parts: years, months, or one for all."""

    name: str
    title: str
    columns: Sequence[Column]
    parts: Callable[[Views], Iterable[str]]
    """Returns `2026`, `2026-09`, … the oldest first; '' where the table is in one file."""
    facts: Callable[[Views, str], Sequence[Any]]
    """Returns the facts of a part, in the order of the rows."""
    row: Callable[[Views, Any], Row]
    some: Callable[[Views, str], Some]
    """Returns what stands for all that a part's rows tell, and how many they are."""
    of_texts: bool = False
    """Whether the rows tell what follows from the items' texts."""

    def file(self, part: str, ending: str) -> str:
        """Return the path of a file, e.g. `data/ledger/2026-09.csv`."""
        return f"data/{self.name}{'/' if part else ''}{part}.{ending}"


class Part(NamedTuple):
    """One part of a table."""

    id: str
    mark: str
    """Stands for all that its rows tell."""
    rows: int


_READ: Final = msgspec.msgpack.Decoder(dict[str, list[Part]]).decode
_ENCODE: Final = msgspec.msgpack.Encoder().encode


def family(views: Views) -> Iterator[Sheet]:
    """Yield the page of open data and its files with their index."""
    key, every = digest(views.marks.all, views.snapshot.commit or ""), _every(views)
    yield Sheet(paths.DATA, key, partial(_page, views, every))
    yield Sheet("data/index.json", key, partial(_index, views, every))
    for table, parts in every:
        for part in parts:
            for ending, make in (("csv", _csv), ("json", _json)):
                made = partial(make, views, table, part.id)
                yield Sheet(table.file(part.id, ending), part.mark, made)


def _every(views: Views) -> list[tuple[Table, list[Part]]]:
    """Return all tables with their parts; where only texts changed, most are those of before."""
    recalled, facts = views.folders.earlier.recalled, [each for each in TABLES if not each.of_texts]
    known: dict[str, list[Part]] = recalled(
        "marks/parts",
        views.marks.stated,
        _READ,
        _ENCODE,
        lambda: {table.name: _parts(views, table) for table in facts},
    )
    return [
        (table, known[table.name] if table.name in known else _parts(views, table))
        for table in TABLES
    ]


def _parts(views: Views, table: Table) -> list[Part]:
    return [Part(part, *table.some(views, part)) for part in table.parts(views)]


def _page(views: Views, every: Sequence[tuple[Table, Sequence[Part]]]) -> Page:
    return write(views, paths.DATA, "data", tables=every)


def _index(views: Views, every: Iterable[tuple[Table, Iterable[Part]]]) -> Asset:
    """Return the list of all files, for programs."""
    document = {
        "office": views.office.name,
        "as_of": views.as_of.isoformat(),
        "commit": views.snapshot.commit,
        "tables": [
            {
                "table": table.name,
                "title": table.title,
                "columns": {column.key: column.head for column in table.columns},
                "files": [
                    {
                        "part": part.id,
                        "rows": part.rows,
                        "csv": table.file(part.id, "csv"),
                        "json": table.file(part.id, "json"),
                    }
                    for part in parts
                ],
            }
            for table, parts in every
        ],
    }
    return Asset("data/index.json", json_text(document))


@latest
def _rows(views: Views, table: Table, part: str) -> Sequence[Row]:
    """Return the rows of a part, of which two files are made one after the other."""
    return [table.row(views, fact) for fact in table.facts(views, part)]


def _csv(views: Views, table: Table, part: str) -> Asset:
    heads = [column.head for column in table.columns]
    return Asset(table.file(part, "csv"), csv_text(heads, _rows(views, table, part)))


def _json(views: Views, table: Table, part: str) -> Asset:
    head = {
        "office": views.office.name,
        "table": table.name,
        "title": table.title,
        "part": part,
        "columns": {column.key: column.head for column in table.columns},
    }
    keys = [column.key for column in table.columns]
    rows = _rows(views, table, part)
    return Asset(table.file(part, "json"), json_rows(head, keys, rows))


def _columns(words: str) -> tuple[Column, ...]:
    """Return the columns written as `key 表头, key 表头`."""
    return tuple(Column(*pair.split()) for pair in words.split(","))


@lru_cache(maxsize=16384)
def _day(value: date | None) -> str:
    return "" if value is None else value.isoformat()


_NONE = Some("", 0)


def _by_months(held: Callable[[Views], Mapping[int, Some]]) -> Callable[[Views], Iterable[str]]:
    """Return the parts of a table whose facts are held by `month_number`."""
    return lambda views: [_named(month) for month in held(views)] or ("",)


def _named(month: int) -> str:
    start = month_of(month).start
    return f"{start.year:04}-{start.month:02}"


def _month(part: str) -> int:
    """Return the `month_number` of a part, 0 of the one of an empty table."""
    return month_number(date.fromisoformat(f"{part}-01")) if part else 0


def _items(views: Views, part: str) -> Sequence[Item]:
    return views.items_of(_month(part))[::-1] if part else ()


def _item(_views: Views, item: Item) -> Row:
    return (
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


def _of_items(views: Views, part: str) -> Some:
    return views.folders.whole(_month(part))


def _adoptions(views: Views, part: str) -> Sequence[Adopted]:
    return views.adoptions_of(_month(part))[::-1] if part else ()


def _of_adoptions(views: Views, part: str) -> Some:
    return views.folders.adopted.get(_month(part), _NONE)


def _adoption(_views: Views, adopted: Adopted) -> Row:
    item, fact = adopted
    route = fact.route.label if fact.route else ""
    return (
        item.id, item.title, _day(fact.date), fact.publication, fact.issue or "",
        fact.form or "", route, str(fact.source),
    )  # fmt: skip


def _endorsements(views: Views, part: str) -> Sequence[Endorsed]:
    return views.endorsements_of(int(part))[::-1] if part else ()


def _of_endorsements(views: Views, part: str) -> Some:
    return views.folders.endorsed.get(int(part or 0), _NONE)


def _years(views: Views) -> Iterable[str]:
    return [f"{year:04}" for year in views.folders.endorsed] or ("",)


def _endorsement(_views: Views, endorsed: Endorsed) -> Row:
    item, fact = endorsed
    return (
        item.id, item.title, _day(fact.date), fact.leader, "是" if fact.praise else "否",
        fact.publication or "", fact.text or "", str(fact.source),
    )  # fmt: skip


def _ledger(views: Views, part: str) -> Sequence[Entry]:
    if not part:
        return ()
    month = month_of(_month(part))
    return views.dated(month.start, month.end)


def _entry(views: Views, entry: Entry) -> Row:
    return (
        entry.rulebook.score, _day(entry.date), entry.unit, entry.person or "",
        exact(entry.points), entry.section.label, entry.rule.clause if entry.rule else "",
        entry.rulebook.number, entry.rulebook.version, entry.item or "", str(entry.fact),
        views.sentence(entry),
    )  # fmt: skip


def _of_month(views: Views, part: str) -> Some:
    return views.marks.months.get(_month(part), _NONE)


def _ranked_years(views: Views) -> Iterable[str]:
    found = {table.key.period.start.year for table in _tables(views)}
    return [f"{year:04}" for year in sorted(found)] or ("",)


def _tables(views: Views) -> Iterator[RankTable]:
    return (table for done in views.snapshot.results.values() for table in done.tables.values())


def _standings(views: Views, part: str) -> Sequence[tuple[RankTable, Standing]]:
    return [
        (table, row)
        for table in _tables(views)
        if f"{table.key.period.start.year:04}" == part
        for row in table.rows
    ]


def _standing(_views: Views, place: tuple[RankTable, Standing]) -> Row:
    key, row = place[0].key, place[1]
    tally = row.tally
    return (
        key.score, key.period.id, key.ranked.label, key.group or "", str(row.rank), row.subject,
        str(tally.sent), str(tally.adopted), str(tally.adoptions), str(tally.endorsements),
        exact(row.points), exact(row.carried), exact(row.running),
        "" if row.previous_rank is None else str(row.previous_rank),
    )  # fmt: skip


def _of_tables(views: Views, part: str) -> Some:
    tables = [each for each in _tables(views) if f"{each.key.period.start.year:04}" == part]
    keys = dict.fromkeys((each.key.period, each.key.ranked) for each in tables)
    mark = digest(*(views.marks.tables(period, ranked) for period, ranked in keys))
    return Some(mark, sum(len(each.marks) for each in tables))


def _whole(_views: Views) -> Iterable[str]:
    return ("",)


def _units(views: Views, _part: str) -> Sequence[Unit]:
    return tuple(views.corpus.units.values())


def _unit(_views: Views, unit: Unit) -> Row:
    lineage = unit.lineage
    return (
        unit.id, unit.parent or "", unit.group or "", _day(unit.valid_from),
        _day(unit.valid_to), f"{lineage.kind.label}{lineage.into}" if lineage else "",
    )  # fmt: skip


def _of_registry(views: Views, _part: str) -> Some:
    return Some("", len(views.corpus.units))


TABLES = (
    Table(
        "items",
        "信息",
        _columns(
            "id 编号, date 报送日期, title 标题, units 报送单位, authors 作者, kind 体裁,"
            "level 层级, length 字数, tags 标签, adoptions 采用次数, endorsements 批示次数,"
            "source 登记位置"
        ),
        _by_months(lambda views: views.folders.sent),
        _items,
        _item,
        _of_items,
        of_texts=True,
    ),
    Table(
        "adoptions",
        "采用",
        _columns(
            "item 信息编号, title 标题, date 采用日期, publication 刊物, issue 期号, form 形式,"
            "route 途径, source 登记位置"
        ),
        _by_months(lambda views: views.folders.adopted),
        _adoptions,
        _adoption,
        _of_adoptions,
    ),
    Table(
        "endorsements",
        "批示",
        _columns(
            "item 信息编号, title 标题, date 批示日期, leader 批示人, praise 肯定,"
            "publication 刊物, text 内容, source 登记位置"
        ),
        _years,
        _endorsements,
        _endorsement,
        _of_endorsements,
    ),
    Table(
        "ledger",
        "记分",
        _columns(
            "score 计分, date 日期, unit 单位, person 人员, points 记分, section 项目, clause 条款,"
            "rulebook 办法文号, version 办法版本, item 信息编号, source 登记位置, reason 说明"
        ),
        _by_months(lambda views: views.marks.months),
        _ledger,
        _entry,
        _of_month,
    ),
    Table(
        "standings",
        "排名",
        _columns(
            "score 计分, period 时段, ranked 排名对象, group 类别, rank 名次, subject 名称,"
            "sent 报送, adopted 采用, adoptions 采用次数, endorsements 批示, points 本期得分,"
            "carried 上期累计, running 累计得分, previous 上期名次"
        ),
        _ranked_years,
        _standings,
        _standing,
        _of_tables,
    ),
    Table(
        "units",
        "单位",
        _columns("id 单位, parent 上级, group 类别, valid_from 设立, valid_to 撤销, lineage 沿革"),
        _whole,
        _units,
        _unit,
        _of_registry,
    ),
)
"""Every table of open data, in the order in which the page lists them."""
