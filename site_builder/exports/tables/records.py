"""What else the office records as tables: faults, 裁量, assignments, honours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from scoring.assignments.facts import Answer, Assignment
from scoring.model import Corpus, Fault, GrantedHonour, Item, Judgement
from scoring.vocabulary import AssignmentKind, FaultKind, Level
from site_builder.exports.columns import (
    OFFICE,
    SCALE,
    Column,
    Part,
    Table,
    day,
    integer,
    maybe,
    parts,
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


ASSIGNMENTS = Table[Snapshot, Assignment](
    "assignments",
    "约稿和任务",
    "约稿、选题、任务、督办、整改、建言、请示、揭榜。",
    ("office", "id"),
    (
        OFFICE,
        text("id", "编号，即文件名", lambda asked: asked.id),
        word("kind", "种类", AssignmentKind, lambda asked: asked.kind),
        maybe("category", "类名", lambda asked: asked.category),
        text("title", "标题", lambda asked: asked.title),
        text("issuer", "下达单位", lambda asked: asked.issuer),
        day("issued", "下达日期", lambda asked: asked.issued),
        day("due", "期限", lambda asked: asked.due),
        written_at(lambda asked: asked.source),
    ),
    lambda snapshot: snapshot.corpus.assignments.values(),
)


def _assignment() -> tuple[Column[Any], ...]:
    return (
        OFFICE,
        text("assignment", "约稿或任务的编号", lambda part: str(part.parent.id)),
        integer("place", "第几个", lambda part: int(part.place)),
    )


ASSIGNMENT_UNITS = Table[Snapshot, Part[Assignment, str]](
    "assignment_units",
    "约稿和任务的承办单位",
    "一行一个单位。",
    ("office", "assignment", "place"),
    (*_assignment(), text("unit", "承办单位", lambda part: part.value)),
    lambda snapshot: parts(snapshot.corpus.assignments.values(), lambda asked: asked.units),
)

ANSWERS = Table[Snapshot, Part[Assignment, Answer]](
    "answers",
    "约稿和任务的答复",
    "一次答复一行；晚于期限的即迟报。",
    ("office", "assignment", "place"),
    (
        *_assignment(),
        text("unit", "答复单位", lambda part: part.value.unit),
        day("date", "答复日期", lambda part: part.value.date),
        maybe("item", "答复的信息编号", lambda part: part.value.item),
        written_at(lambda part: part.value.source),
    ),
    lambda snapshot: parts(snapshot.corpus.assignments.values(), lambda asked: asked.answers),
)


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

RECORDS: tuple[Table[Snapshot, Any], ...] = (
    FAULTS,
    JUDGEMENTS,
    ASSIGNMENTS,
    ASSIGNMENT_UNITS,
    ANSWERS,
    HONOURS,
)
