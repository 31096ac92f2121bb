"""通报、封存和更正 as tables: what was published of a period, and what corrected it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from scoring.closing.facts import (
    Correction,
    Difference,
    Notice,
    Seal,
    SealedRow,
    SealedScore,
)
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
    written_at,
)
from site_builder.snapshot import Snapshot

NOTICES = Table[Snapshot, Notice](
    "notices",
    "通报",
    "一期一行；没有印发日期的是拟稿，时段还没有封账。",
    ("office", "id"),
    (
        OFFICE,
        text("id", "编号，即时段，如 2026-10、2026Q3、2026", lambda notice: notice.id),
        maybe("score", "计分；空缺为全部", lambda notice: notice.score),
        day("issued", "印发日期", lambda notice: notice.issued, nullable=True),
        maybe("title", "标题；空缺为模板的标题", lambda notice: notice.title),
        maybe("document", "文号", lambda notice: notice.number),
        maybe("signer", "落款；空缺为本单位", lambda notice: notice.signer),
        integer("copies", "印数", lambda notice: notice.copies, nullable=True),
        written_at(lambda notice: notice.source),
    ),
    lambda snapshot: snapshot.corpus.notices,
)


def _told(
    name: str, title: str, doc: str, of: Callable[[Notice], tuple[str, ...]]
) -> Table[Snapshot, Part[Notice, str]]:
    return Table(
        name,
        title,
        "一行一个机关。",
        ("office", "notice", "place"),
        (
            OFFICE,
            text("notice", "通报编号", lambda part: part.parent.id),
            integer("place", "第几个", lambda part: part.place),
            text("bureau", doc, lambda part: part.value),
        ),
        lambda snapshot: parts(snapshot.corpus.notices, of),
    )


ADDRESSEES = _told("notice_addressees", "通报的主送", "主送机关", lambda notice: notice.addressees)
COPIES = _told("notice_copies_to", "通报的抄送", "抄送机关", lambda notice: notice.copies_to)

SEALS = Table[Snapshot, Seal](
    "seals",
    "封存",
    "一期已封账的通报一行：按哪一天、哪个提交、哪一版程序算的。",
    ("office", "notice"),
    (
        OFFICE,
        text("notice", "通报编号", lambda seal: seal.notice),
        day("as_of", "算到哪天为止", lambda seal: seal.as_of),
        text("content_commit", "内容库的提交", lambda seal: seal.commit),
        text("program", "程序版本", lambda seal: seal.program),
        written_at(lambda seal: seal.source),
    ),
    lambda snapshot: snapshot.corpus.seals.values(),
)


class Sealed(NamedTuple):
    """Something that a seal says of one of its scores, with its number in the seal."""

    notice: str
    number: int
    score: SealedScore
    value: Any


def _sealed(of: Callable[[SealedScore], Iterable[Any]]) -> Callable[[Snapshot], Iterator[Sealed]]:
    def records(snapshot: Snapshot) -> Iterator[Sealed]:
        for seal in snapshot.corpus.seals.values():
            said = ((score, value) for score in seal.scores for value in of(score))
            for number, (score, value) in enumerate(said, 1):
                yield Sealed(seal.notice, number, score, value)

    return records


def _of_seal() -> tuple[Column[Sealed], ...]:
    return (
        OFFICE,
        text("notice", "通报编号", lambda sealed: sealed.notice),
        integer("place", "在该期里第几个", lambda sealed: sealed.number),
        text("score", "计分", lambda sealed: sealed.score.score),
    )


_SEAL_KEY = ("office", "notice", "place")

SEALED_SCORES = Table[Snapshot, Sealed](
    "sealed_scores",
    "封存的计分",
    "封账时每项计分的台账有几笔，校验值是多少。",
    _SEAL_KEY,
    (
        *_of_seal(),
        integer("entries", "台账的笔数", lambda sealed: sealed.score.entries),
        text("digest", "台账的 SHA-256 校验值", lambda sealed: sealed.score.digest),
        written_at(lambda sealed: sealed.score.source),
    ),
    _sealed(lambda score: (score,)),
)
SEALED_RULEBOOKS = Table[Snapshot, Sealed](
    "sealed_rulebooks",
    "封存所依的办法",
    "封账时每项计分按哪几份办法。",
    _SEAL_KEY,
    (*_of_seal(), text("rulebook", "办法的编号", lambda sealed: str(sealed.value))),
    _sealed(lambda score: score.rulebooks),
)


def _row(sealed: Sealed) -> SealedRow:
    row: SealedRow = sealed.value
    return row


SEALED_ROWS = Table[Snapshot, Sealed](
    "sealed_rows",
    "封存的名次",
    "通报公布的得分和名次，封账以后不变；更正另有一表，现在的名次见 standings。",
    _SEAL_KEY,
    (
        *_of_seal(),
        text("unit", "单位", lambda sealed: _row(sealed).unit),
        maybe("group_name", "类别", lambda sealed: _row(sealed).group),
        integer("rank", "名次；不排名的空缺", lambda sealed: _row(sealed).rank, nullable=True),
        points("points", "本期得分", lambda sealed: _row(sealed).points),
        points("running", "累计得分", lambda sealed: _row(sealed).running),
        SCALE,
    ),
    _sealed(lambda score: score.rows),
)

CORRECTIONS = Table[Snapshot, Correction](
    "corrections",
    "更正",
    "一次更正一行：更正哪一期通报，谁决定的，为什么。",
    ("office", "id"),
    (
        OFFICE,
        text("id", "编号，即文件名", lambda one: one.id),
        text("notice", "通报编号", lambda one: one.notice),
        day("date", "决定的日期", lambda one: one.date),
        text("person", "决定人的编号", lambda one: one.person),
        text("reason", "理由", lambda one: one.reason),
        written_at(lambda one: one.source),
    ),
    lambda snapshot: snapshot.corpus.corrections,
)


def _of_correction() -> tuple[Column[Part[Correction, Any]], ...]:
    return (
        OFFICE,
        text("correction", "更正的编号", lambda part: part.parent.id),
        integer("place", "第几个", lambda part: part.place),
    )


_CORRECTION_KEY = ("office", "correction", "place")

CORRECTION_FILES = Table[Snapshot, Part[Correction, str]](
    "correction_files",
    "更正所改的文件",
    "一行一个文件。",
    _CORRECTION_KEY,
    (*_of_correction(), text("path", "内容库里的文件", lambda part: part.value)),
    lambda snapshot: parts(snapshot.corpus.corrections, lambda one: one.files),
)
DIFFERENCES = Table[Snapshot, Part[Correction, Difference]](
    "correction_differences",
    "更正的差额",
    "更正使各单位的本期得分怎样改变，下一期通报一并说明。",
    _CORRECTION_KEY,
    (
        *_of_correction(),
        text("score", "计分", lambda part: part.value.score),
        text("unit", "单位", lambda part: part.value.unit),
        points("points_before", "更正前的得分", lambda part: part.value.before),
        points("points_after", "更正后的得分", lambda part: part.value.after),
        SCALE,
    ),
    lambda snapshot: parts(snapshot.corpus.corrections, lambda one: one.differences),
)

OF_CLOSING: tuple[Table[Snapshot, Any], ...] = (
    NOTICES,
    ADDRESSEES,
    COPIES,
    SEALS,
    SEALED_SCORES,
    SEALED_RULEBOOKS,
    SEALED_ROWS,
    CORRECTIONS,
    CORRECTION_FILES,
    DIFFERENCES,
)
