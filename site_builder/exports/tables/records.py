"""What else the office records as tables: faults, 裁量, honours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from scoring.model import Corpus, Fault, GrantedHonour, Item, Judgement
from scoring.vocabulary import FaultKind, Level
from site_builder.exports.columns import (
    OFFICE,
    SCALE,
    Column,
    Table,
    day,
    integer,
    maybe,
    points,
    text,
    word,
    written_at,
)
from site_builder.snapshot import Snapshot


class Recorded(NamedTuple):
    """A fault or judgement with the item in whose file, or about which, it was recorded."""

    number: int
    item: str | None
    fact: Any


def _recorded(
    on_items: Callable[[Item], Iterable[Any]], elsewhere: Callable[[Corpus], Iterable[Any]]
) -> Callable[[Snapshot], Iterator[Recorded]]:
    def records(snapshot: Snapshot) -> Iterator[tuple[str | None, Any]]:
        for item in snapshot.corpus.items.values():
            yield from ((item.id, fact) for fact in on_items(item))
        yield from ((fact.item, fact) for fact in elsewhere(snapshot.corpus))

    return lambda snapshot: (
        Recorded(number, item, fact) for number, (item, fact) in enumerate(records(snapshot), 1)
    )


def _record() -> tuple[Column[Recorded], ...]:
    return (
        OFFICE,
        integer("number", "序号", lambda record: record.number),
        maybe("unit", "单位；空缺为该信息的报送单位", lambda record: record.fact.unit),
        maybe("item", "信息编号", lambda record: record.item),
        day("date", "日期", lambda record: record.fact.date),
    )


FAULTS = Table[Snapshot, Recorded](
    "faults",
    "差错",
    "迟报、漏报、瞒报、失实和一般差错。",
    ("office", "number"),
    (
        *_record(),
        word("kind", "种类", FaultKind, lambda record: _fault(record).kind),
        maybe("note", "说明", lambda record: _fault(record).note),
        written_at(lambda record: _fault(record).source),
    ),
    _recorded(lambda item: item.faults, lambda corpus: corpus.faults),
)


def _fault(record: Recorded) -> Fault:
    fact: Fault = record.fact
    return fact


JUDGEMENTS = Table[Snapshot, Recorded](
    "judgements",
    "裁量",
    "办公室在办法规定的幅度内定的分，写明条款和理由。",
    ("office", "number"),
    (
        *_record(),
        text("clause", "条款", lambda record: _judgement(record).clause),
        points("points", "裁量的分", lambda record: _judgement(record).points),
        SCALE,
        text("reason", "理由", lambda record: _judgement(record).reason),
        written_at(lambda record: _judgement(record).source),
    ),
    _recorded(lambda item: item.judgements, lambda corpus: corpus.judgements),
)


def _judgement(record: Recorded) -> Judgement:
    fact: Judgement = record.fact
    return fact


class Granted(NamedTuple):
    """An honour with its number."""

    number: int
    honour: GrantedHonour


HONOURS = Table[Snapshot, Granted](
    "honours",
    "登记的荣誉",
    "办公室登记的荣誉；按办法算出的荣誉见荣誉墙。",
    ("office", "number"),
    (
        OFFICE,
        integer("number", "序号", lambda record: record.number),
        integer("year", "年度", lambda record: record.honour.year),
        text("name", "名称", lambda record: record.honour.name),
        text("awarded_to", "授予的单位、人员或旧名称", lambda record: record.honour.to),
        text("issuer", "授予单位", lambda record: record.honour.issuer),
        maybe("document", "文号", lambda record: record.honour.document),
        word("level", "层级", Level, lambda record: record.honour.level, nullable=True),
        points("points", "荣誉积分", lambda record: record.honour.points, nullable=True),
        SCALE,
        written_at(lambda record: record.honour.source),
    ),
    lambda snapshot: (
        Granted(number, honour) for number, honour in enumerate(snapshot.corpus.honours, 1)
    ),
)

RECORDS: tuple[Table[Snapshot, Any], ...] = (FAULTS, JUDGEMENTS, HONOURS)
