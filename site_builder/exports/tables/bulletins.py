"""The office's own bulletins as tables: each issue, and what it prints."""

from __future__ import annotations

from typing import Any

from scoring.bulletins import Bulletin, BulletinItem, Printed
from site_builder.exports.columns import (
    OFFICE,
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

BULLETINS = Table[Snapshot, Bulletin](
    "bulletins",
    "本级刊物",
    "本单位编发的各期刊物。",
    ("office", "bulletin"),
    (
        OFFICE,
        text("bulletin", "编号", lambda issue: issue.id),
        text("publication", "刊物", lambda issue: issue.publication),
        text("issue", "期号", lambda issue: issue.issue),
        day("date", "编发日期", lambda issue: issue.date),
        maybe("editor", "编发单位；空缺为刊样或刊物的主办单位", lambda issue: issue.editor),
        maybe("approver", "签发", lambda issue: issue.approver),
        integer("items", "刊登的信息条数", lambda issue: len(issue.items)),
        written_at(lambda issue: issue.source),
    ),
    lambda snapshot: snapshot.corpus.bulletins.values(),
)

PRINTED = Table[Snapshot, Part[Bulletin, BulletinItem]](
    "bulletin_items",
    "各期刊登的信息",
    "每一期刊登了哪些信息，按先后。",
    ("office", "bulletin", "place"),
    (
        OFFICE,
        text("bulletin", "编号", lambda part: part.parent.id),
        integer("place", "先后，从 1 起", lambda part: part.place),
        text("item", "信息编号", lambda part: part.value.item),
        maybe("title", "刊登时的短标题；空缺为原标题", lambda part: part.value.title),
        word("printed", "全文或摘要", Printed, lambda part: part.value.printed),
        maybe("section", "栏目", lambda part: part.value.column),
        written_at(lambda part: part.value.source),
    ),
    lambda snapshot: parts(snapshot.corpus.bulletins.values(), lambda issue: issue.items),
)

OF_BULLETINS: tuple[Table[Snapshot, Any], ...] = (BULLETINS, PRINTED)
