"""审核记录 as tables: every decision on every text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple, TypeVar

from scoring.review.record import Channel, Decision, ForgeReview, Paper, Review, Trail
from site_builder.exports.columns import (
    OFFICE,
    Column,
    Part,
    Table,
    day,
    integer,
    maybe,
    parts,
    text,
    word,
    written_at,
)
from site_builder.snapshot import Snapshot

T = TypeVar("T")
Entry = Part[Trail, Review]


def _entries(snapshot: Snapshot) -> Iterator[Entry]:
    return parts(snapshot.corpus.trails.values(), lambda trail: trail.reviews)


def _paper(of: Callable[[Paper], T | None]) -> Callable[[Entry], T | None]:
    """Return what a signature on paper says, None of other entries."""
    return lambda entry: None if entry.value.paper is None else of(entry.value.paper)


def _forge(of: Callable[[ForgeReview], str | None]) -> Callable[[Entry], str | None]:
    """Return what a forge says, None of other entries."""
    return lambda entry: None if entry.value.forge is None else of(entry.value.forge)


def _signed(paper: Paper) -> date:
    return paper.signed


REVIEWS = Table[Snapshot, Entry](
    "reviews",
    "审核记录",
    "报审和每一级的决定，一个一行，按记录的先后；哪些算数由审核流程决定，见信息页的审核留痕。",
    ("office", "item", "place"),
    (
        OFFICE,
        text("item", "信息编号", lambda entry: entry.parent.item),
        integer("place", "第几条", lambda entry: entry.place),
        word("decision", "决定", Decision, lambda entry: entry.value.decision),
        maybe("tier", "审级；报审、撤稿空缺", lambda entry: entry.value.tier),
        text("person", "审核人；报审为报审人", lambda entry: entry.value.person),
        maybe("instead_of", "代谁审的；空缺为本人", lambda entry: entry.value.instead_of),
        text(
            "time", "什么时候记下，如 2026-10-09T09:30:00+08:00", lambda e: e.value.time.isoformat()
        ),
        day("date", "记下的日期", lambda entry: entry.value.time.date()),
        maybe("reason", "理由", lambda entry: entry.value.reason),
        maybe("title", "报审时的标题", lambda entry: entry.value.title),
        text("text", "所审文字的校验值", lambda entry: entry.value.text),
        text("blob", "所审那一稿在 Git 里的编号", lambda entry: entry.value.blob),
        word("channel", "怎样记下的；代录是纸面签批", Channel, lambda entry: entry.value.channel),
        maybe("paper", "签批单编号", _paper(lambda paper: paper.number)),
        day("signed", "签批日期", _paper(_signed), nullable=True),
        maybe("recorder", "代录人", _paper(lambda paper: paper.recorder)),
        maybe("forge", "代码平台", _forge(lambda forge: forge.forge)),
        maybe("forge_review", "平台上的审核编号", _forge(lambda forge: forge.id)),
        written_at(lambda entry: entry.value.source),
    ),
    _entries,
)


class Listed(NamedTuple):
    """An element of a list in an entry."""

    entry: Entry
    number: int
    word: str


def _listed(of: Callable[[Review], Iterable[str]]) -> Callable[[Snapshot], Iterator[Listed]]:
    return lambda snapshot: (
        Listed(entry, number, each)
        for entry in _entries(snapshot)
        for number, each in enumerate(of(entry.value), 1)
    )


def _list(name: str, doc: str) -> tuple[Column[Listed], ...]:
    return (
        OFFICE,
        text("item", "信息编号", lambda listed: listed.entry.parent.item),
        integer("review", "第几条审核记录", lambda listed: listed.entry.place),
        integer("place", "第几个", lambda listed: listed.number),
        text(name, doc, lambda listed: listed.word),
    )


_KEY = ("office", "item", "review", "place")
REVIEW_UNITS = Table[Snapshot, Listed](
    "review_units",
    "报审的单位",
    "一行一个单位，第一个是主报单位；没有采用的稿件也在内。",
    _KEY,
    _list("unit", "单位"),
    _listed(lambda review: review.units),
)
REVIEW_AGAIN = Table[Snapshot, Listed](
    "review_again",
    "退改以后要重审的审级",
    "一行一级；一条退改没有行，就是各级都要重审。",
    _KEY,
    _list("tier", "审级"),
    _listed(lambda review: review.again),
)

OF_REVIEWS: tuple[Table[Snapshot, Any], ...] = (REVIEWS, REVIEW_UNITS, REVIEW_AGAIN)
