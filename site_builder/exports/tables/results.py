"""台账和排名 as tables: rulebooks, ledger entries, ranked periods, standings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from scoring.conditions import DateBasis, Section
from scoring.explain import sentence
from scoring.frame import Frame
from scoring.ledger import Entry
from scoring.model import Corpus
from scoring.periods import Period, PeriodKind
from scoring.points import Points
from scoring.points import text as written
from scoring.ranking import deciding
from scoring.results import Ranked, RankTable, Standing
from scoring.rulebook import Inheritance, Rulebook, TieRule
from site_builder.exports.columns import (
    OFFICE,
    SCALE,
    Column,
    Table,
    day,
    flag,
    integer,
    maybe,
    points,
    text,
    word,
    written_at,
)
from site_builder.snapshot import Snapshot

_KEY_WIDTH = 9
"""Figures of one number in a tie key: more than any count of facts needs."""

RULEBOOKS = Table[Snapshot, Rulebook](
    "rulebooks",
    "计分办法",
    "每份办法一行；版本是文件内容 SHA-256 的前 12 位。",
    ("office", "id"),
    (
        OFFICE,
        text("id", "编号，即文件名", lambda book: book.id),
        text("version", "版本", lambda book: book.version),
        text("name", "名称", lambda book: book.name),
        text("number", "文号", lambda book: book.number),
        text("score", "计分", lambda book: book.score),
        text("measure", "计量，如 分、元", lambda book: book.measure),
        day("effective", "施行日期", lambda book: book.effective),
        day("valid_to", "废止日期（最后一天）", lambda book: book.until, nullable=True),
        word("basis", "计入", DateBasis, lambda book: book.basis),
        word("ties", "并列", TieRule, lambda book: book.ties),
        word("renamed", "更名时的沿革", Inheritance, lambda book: book.renamed),
        word("merged", "并入时的沿革", Inheritance, lambda book: book.merged),
        written_at(lambda book: book.source),
    ),
    lambda snapshot: snapshot.corpus.rulebooks,
)


class Line(NamedTuple):
    """A ledger entry at its place in its score's ledger."""

    score: str
    number: int
    entry: Entry
    corpus: Corpus


def _lines(snapshot: Snapshot) -> Iterator[Line]:
    for score, ledger in snapshot.ledgers.items():
        for number, entry in enumerate(ledger.entries, 1):
            yield Line(score, number, entry, snapshot.corpus)


ENTRIES = Table[Snapshot, Line](
    "entries",
    "记分台账",
    "每一笔分一行。`person` 空缺的是单位的分；有人的一行是该人从单位那一笔里分到的，两者不可相加。",
    ("office", "score", "number"),
    (
        OFFICE,
        text("score", "计分", lambda line: line.score),
        integer("number", "在该项台账里的序号", lambda line: line.number),
        day("date", "记分日期", lambda line: line.entry.date),
        text("unit", "单位", lambda line: line.entry.unit),
        maybe("person", "人员编号", lambda line: line.entry.person),
        points("points", "记分", lambda line: line.entry.points),
        SCALE,
        word("section", "项目", Section, lambda line: line.entry.section),
        maybe("clause", "条款", lambda line: line.entry.rule.clause if line.entry.rule else None),
        text("rulebook", "办法的编号", lambda line: line.entry.rulebook.id),
        text("rulebook_number", "办法的文号", lambda line: line.entry.rulebook.number),
        text("rulebook_version", "办法的版本", lambda line: line.entry.rulebook.version),
        word("span", "计入的最短时段", PeriodKind, lambda line: line.entry.span),
        integer("span_order", "同上：0 周，1 半月，2 月，3 季，4 半年，5 年",
                lambda line: line.entry.span.order),
        maybe("item", "信息编号", lambda line: line.entry.item),
        text("sentence", "逐笔说明", lambda line: sentence(line.entry, line.corpus)),
        written_at(lambda line: line.entry.fact),
    ),
    _lines,
)  # fmt: skip


class Ranking(NamedTuple):
    """A period of a score that has rankings, with one of its tables."""

    score: str
    period: Period
    table: RankTable


def _periods(snapshot: Snapshot) -> Iterator[Ranking]:
    for score, results in snapshot.results.items():
        first: dict[Period, RankTable] = {}
        for key, table in results.tables.items():
            first.setdefault(key.period, table)
        yield from (Ranking(score, period, table) for period, table in first.items())


PERIODS = Table[Snapshot, Ranking](
    "periods",
    "排名的时段",
    "有排名的月、季、半年、年，各按哪份办法、怎样处理并列。",
    ("office", "score", "period"),
    (
        OFFICE,
        text("score", "计分", lambda ranking: ranking.score),
        text("period", "时段，如 2026-10、2026Q3、2026H2、2026", lambda ranking: ranking.period.id),
        word("kind", "时段长短", PeriodKind, lambda ranking: ranking.period.kind),
        integer("kind_order", "同上：2 月，3 季，4 半年，5 年",
                lambda ranking: ranking.period.kind.order),
        day("start_date", "第一天", lambda ranking: ranking.period.start),
        day("end_date", "最后一天", lambda ranking: ranking.period.end),
        flag("unfinished", "是否未满期", lambda ranking: ranking.table.unfinished),
        text("rulebook", "办法的编号", lambda ranking: ranking.table.rulebook.id),
        text("measure", "计量", lambda ranking: ranking.table.rulebook.measure),
        word("ties", "并列", TieRule, lambda ranking: ranking.table.rulebook.ties),
    ),
    _periods,
)  # fmt: skip


class Succession(NamedTuple):
    """A unit whose points another unit holds in a period."""

    score: str
    period: Period
    unit: str
    stands_as: str


def _successions(snapshot: Snapshot) -> Iterator[Succession]:
    for score, ledger in snapshot.ledgers.items():
        frame = Frame.of(snapshot.corpus, ledger, snapshot.as_of)
        for slot in frame.rulebooks:
            for unit in sorted(frame.moving):
                heir = frame.stands_as(unit, slot)
                if heir != unit:
                    yield Succession(score, slot.period, unit, heir)


SUCCESSIONS = Table[Snapshot, Succession](
    "successions",
    "沿革承继",
    "某一时段里由谁承继已更名、并入单位的分；没有行的单位自己计分。",
    ("office", "score", "period", "unit"),
    (
        OFFICE,
        text("score", "计分", lambda record: record.score),
        text("period", "时段", lambda record: record.period.id),
        text("unit", "原单位", lambda record: record.unit),
        text("stands_as", "承继单位", lambda record: record.stands_as),
    ),
    _successions,
)


class Placed(NamedTuple):
    """A row of a ranking."""

    table: RankTable
    row: Standing


def _placed(snapshot: Snapshot) -> Iterator[Placed]:
    for results in snapshot.results.values():
        for table in results.tables.values():
            yield from (Placed(table, row) for row in table.rows)


def tie_key(placed: Placed) -> str:
    """Return what decides between equal points (先比), as text that sorts like the numbers."""
    numbers = (
        number
        for breaker in placed.table.rulebook.tie_breaks
        for number in deciding(placed.row.tally, breaker)
    )
    return ".".join(f"{number:0{_KEY_WIDTH}}" for number in numbers)


def _standing() -> tuple[Column[Any], ...]:
    return (
        OFFICE,
        text("score", "计分", lambda placed: placed.table.key.score),
        text("period", "时段", lambda placed: placed.table.key.period.id),
        word("ranked", "排名对象", Ranked, lambda placed: placed.table.key.ranked),
        maybe("group_name", "类别；空缺的单位参加而不分组", lambda placed: placed.table.key.group),
        text("subject", "单位、人员编号、刊物或层级", lambda placed: placed.row.subject),
    )


_STANDING_KEY = ("office", "score", "period", "ranked", "subject")

STANDINGS = Table[Snapshot, Placed](
    "standings",
    "排名",
    "每个时段、每一类的每个名次一行，没有得分的单位也在内。",
    _STANDING_KEY,
    (
        *_standing(),
        integer("rank", "名次", lambda placed: placed.row.rank),
        flag("tied", "是否并列", lambda placed: placed.row.tied),
        points("points", "本期得分", lambda placed: placed.row.points),
        points("carried", "上期累计", lambda placed: placed.row.carried),
        points("running", "累计得分", lambda placed: placed.row.running),
        SCALE,
        integer(
            "previous_rank", "上期名次", lambda placed: placed.row.previous_rank, nullable=True
        ),
        integer("sent", "报送件数", lambda placed: placed.row.tally.sent),
        integer("adopted", "采用件数", lambda placed: placed.row.tally.adopted),
        integer("adoptions", "采用次数", lambda placed: placed.row.tally.adoptions),
        integer("endorsements", "批示次数", lambda placed: placed.row.tally.endorsements),
        integer("praised", "肯定性批示次数", lambda placed: placed.row.tally.praised),
        text("tie_key", "得分相同时先比的数，按文字比大小，大的在前", tie_key),
    ),
    _placed,
)


class Scaled(NamedTuple):
    """A standing on another scale (折算)."""

    table: RankTable
    row: Standing
    name: str
    value: Points


def _conversions(snapshot: Snapshot) -> Iterator[Scaled]:
    for table, row in _placed(snapshot):
        yield from (Scaled(table, row, name, value) for name, value in row.converted)


STANDING_CONVERSIONS = Table[Snapshot, Scaled](
    "standing_conversions",
    "排名的折算",
    "办法里的折算。折算后的数不再相加，所以只有准确写法。",
    (*_STANDING_KEY, "name"),
    (
        *_standing(),
        text("name", "折算名称", lambda scaled: scaled.name),
        text("value", "折算后的数，准确写法", lambda scaled: written(scaled.value)),
    ),
    _conversions,
)


class Judged(NamedTuple):
    """A 达标 verdict on a standing."""

    table: RankTable
    row: Standing
    place: int
    verdict: str


def _verdicts(snapshot: Snapshot) -> Iterator[Judged]:
    for table, row in _placed(snapshot):
        for place, verdict in enumerate(row.verdicts, 1):
            yield Judged(table, row, place, verdict)


STANDING_VERDICTS = Table[Snapshot, Judged](
    "standing_verdicts",
    "达标结论",
    "期满后按办法“达标”得出的结论。",
    (*_STANDING_KEY, "place"),
    (
        *_standing(),
        integer("place", "第几个", lambda judged: judged.place),
        text("verdict", "结论", lambda judged: judged.verdict),
    ),
    _verdicts,
)

LEDGER: tuple[Table[Snapshot, Any], ...] = (RULEBOOKS, ENTRIES)
RANKINGS: tuple[Table[Snapshot, Any], ...] = (
    PERIODS,
    SUCCESSIONS,
    STANDINGS,
    STANDING_CONVERSIONS,
    STANDING_VERDICTS,
)
