"""名录 as tables: units with their lineage, people, publications, leaders."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from scoring.model import Leader, Person, Publication, Record, Unit
from scoring.vocabulary import Employment, Level, LineageKind
from scoring.wordlist import WordKind, WordRule
from site_builder.exports.columns import (
    OFFICE,
    Column,
    Part,
    Table,
    day,
    flag,
    integer,
    maybe,
    parts,
    text,
    word,
    written_at,
)
from site_builder.snapshot import Snapshot

UNITS = Table[Snapshot, Unit](
    "units",
    "报送单位",
    "单位树、排名类别、存续期和沿革；并入、更名的单位写明去向和日期。",
    ("office", "id"),
    (
        OFFICE,
        text("id", "单位名称", lambda unit: unit.id),
        maybe("short", "简称", lambda unit: unit.short),
        maybe("parent", "上级单位", lambda unit: unit.parent),
        maybe("group_name", "排名类别", lambda unit: unit.group),
        word("level", "层级", Level, lambda unit: unit.level, nullable=True),
        integer("headcount", "人数", lambda unit: unit.headcount, nullable=True),
        day("valid_from", "设立日期", lambda unit: unit.valid_from, nullable=True),
        day("valid_to", "撤销日期（最后一天）", lambda unit: unit.valid_to, nullable=True),
        word(
            "lineage_kind", "沿革", LineageKind,
            lambda unit: unit.lineage.kind if unit.lineage else None, nullable=True,
        ),
        maybe("lineage_into", "去向单位", lambda unit: unit.lineage.into if unit.lineage else None),
        day(
            "lineage_on", "沿革生效日期",
            lambda unit: unit.lineage.on if unit.lineage else None, nullable=True,
        ),
        written_at(lambda unit: unit.source),
    ),
    lambda snapshot: snapshot.corpus.units.values(),
)  # fmt: skip

PEOPLE = Table[Snapshot, Person](
    "people",
    "人员",
    "信息员和审核人员。",
    ("office", "id"),
    (
        OFFICE,
        text("id", "编号，单位/拼音", lambda person: person.id),
        text("name", "姓名", lambda person: person.name),
        text("unit", "所在单位", lambda person: person.unit),
        word("employment", "专兼职", Employment, lambda person: person.employment, nullable=True),
        day("valid_from", "任职日期", lambda person: person.valid_from, nullable=True),
        day("valid_to", "离任日期（最后一天）", lambda person: person.valid_to, nullable=True),
        written_at(lambda person: person.source),
    ),
    lambda snapshot: snapshot.corpus.people.values(),
)

PERSON_RECORDS = Table[Snapshot, Part[Person, Record]](
    "person_records",
    "人员履历",
    "培训、跟班、选拔重用。",
    ("office", "person", "place"),
    (
        OFFICE,
        text("person", "人员编号", lambda part: part.parent.id),
        integer("place", "第几条", lambda part: part.place),
        text("kind", "种类", lambda part: part.value.kind),
        text("title", "内容", lambda part: part.value.title),
        day("start_date", "开始日期", lambda part: part.value.start),
        day("end_date", "结束日期", lambda part: part.value.end, nullable=True),
        written_at(lambda part: part.value.source),
    ),
    lambda snapshot: parts(snapshot.corpus.people.values(), lambda person: person.records),
)

PUBLICATIONS = Table[Snapshot, Publication](
    "publications",
    "刊物",
    "采用信息的刊物及其层级。",
    ("office", "id"),
    (
        OFFICE,
        text("id", "刊物名称", lambda paper: paper.id),
        word("level", "层级", Level, lambda paper: paper.level),
        text("publisher", "主办单位", lambda paper: paper.publisher),
        flag("own", "是否本级刊物", lambda paper: paper.own),
        day("valid_from", "创刊日期", lambda paper: paper.valid_from, nullable=True),
        day("valid_to", "停刊日期（最后一天）", lambda paper: paper.valid_to, nullable=True),
        written_at(lambda paper: paper.source),
    ),
    lambda snapshot: snapshot.corpus.publications.values(),
)

LEADERS = Table[Snapshot, Leader](
    "leaders",
    "批示人",
    "批示人是职务，不是姓名。",
    ("office", "id"),
    (
        OFFICE,
        text("id", "职务", lambda leader: leader.id),
        word("level", "层级", Level, lambda leader: leader.level),
        text("rank", "职级", lambda leader: leader.rank),
        written_at(lambda leader: leader.source),
    ),
    lambda snapshot: snapshot.corpus.leaders.values(),
)


class Listed(NamedTuple):
    """A rule about a word with its number."""

    number: int
    rule: WordRule


WORDS = Table[Snapshot, Listed](
    "words",
    "用词表",
    "本单位定的错敏词和规范名称；旧单位名由沿革得出，不在这里。",
    ("office", "number"),
    (
        OFFICE,
        integer("number", "序号", lambda listed: listed.number),
        text("wrong", "错", lambda listed: listed.rule.wrong),
        text("right", "正", lambda listed: listed.rule.right),
        word("kind", "种类", WordKind, lambda listed: listed.rule.kind),
        day("since", "从哪天起算错", lambda listed: listed.rule.since, nullable=True),
        day("until", "到哪天止算错", lambda listed: listed.rule.until, nullable=True),
        written_at(lambda listed: listed.rule.source),
    ),
    lambda snapshot: (Listed(n, rule) for n, rule in enumerate(snapshot.corpus.words, 1)),
)


def _words(
    name: str,
    title: str,
    owner: str,
    said: str,
    owners: Callable[[Snapshot], Any],
    of: Callable[[Any], tuple[str, ...]],
) -> Table[Snapshot, Part[Any, str]]:
    """Return the child table of a registry entry's list of words."""
    columns: tuple[Column[Part[Any, str]], ...] = (
        OFFICE,
        text(owner, "所属条目的编号", lambda part: str(part.parent.id)),
        integer("place", "第几个", lambda part: part.place),
        text(said, title, lambda part: part.value),
    )
    return Table(
        name, title, f"一行一个{title}。", ("office", owner, "place"), columns,
        lambda snapshot: parts(owners(snapshot).values(), of),
    )  # fmt: skip


REGISTRY: tuple[Table[Snapshot, Any], ...] = (
    UNITS,
    _words("unit_conditions", "已具备的条件", "unit", "condition_name",
           lambda snapshot: snapshot.corpus.units, lambda unit: unit.conditions),
    PEOPLE,
    _words("person_roles", "职务分工", "person", "role_name",
           lambda snapshot: snapshot.corpus.people, lambda person: person.roles),
    _words("person_tags", "人员类别", "person", "tag",
           lambda snapshot: snapshot.corpus.people, lambda person: person.tags),
    PERSON_RECORDS,
    PUBLICATIONS,
    _words("publication_aliases", "刊物别名", "publication", "alias",
           lambda snapshot: snapshot.corpus.publications, lambda paper: paper.aliases),
    LEADERS,
    _words("leader_aliases", "职务别名", "leader", "alias",
           lambda snapshot: snapshot.corpus.leaders, lambda leader: leader.aliases),
    WORDS,
)  # fmt: skip
