"""刊物的一期: one compiled issue of the office's own bulletin."""

from __future__ import annotations

from typing import Final

from scoring.bulletins import Bulletin, BulletinItem, BulletinStyle, Printed
from site_builder.parsing.fields import Field, ListOf, RecordType
from site_builder.parsing.front_matter import Document
from site_builder.parsing.references import Ref
from site_builder.parsing.report import Report
from site_builder.parsing.scalars import Flag, Integer, Name, OneWord, Text
from site_builder.schema.common import DATE, ITEM, PUBLICATION, SHORT, TITLE_LIMIT

_BUREAUX: Final = ListOf(Text(80), single=True, unique=True)

_ITEM: Final = RecordType(
    "bulletin_item",
    "刊登的信息",
    (
        Field("item", "信息", ITEM, "哪条信息", "20260918-夜游平遥", required=True),
        Field("title", "标题", Text(TITLE_LIMIT), "刊登时用的标题", "平遥夜游带动小微经营"),
        Field("printed", "刊登", OneWord(Printed), "全文或摘要；不写就是全文", "摘要"),
        Field("digest", "摘要", Text(600), "摘要；不写就取第一段", "平遥古城夜间经济……"),
        Field("form", "形式", Name(Ref.FORM), "登记采用时的形式；不写就是单篇", "综合"),
        Field("column", "栏目", SHORT, "栏目", "基层动态"),
    ),
    lambda given: BulletinItem(source=given.source, **given.all()),
)

BULLETIN: Final = RecordType(
    "bulletin",
    "刊物的一期",
    (
        Field("publication", "刊物", PUBLICATION, "哪个刊物", "山西税务简报", required=True),
        Field("issue", "期号", SHORT, "期号", "第32期", required=True),
        Field("date", "日期", DATE, "编发日期", "2026-11-10", required=True),
        Field("editor", "编发单位", Text(80), "编发单位；不写就是刊物的主办单位", "省局办公室"),
        Field("report_to", "报", _BUREAUX, "报哪些单位和领导", "[税务总局办公厅, 省局领导]"),
        Field("send_to", "送", _BUREAUX, "送哪些单位", "[省委办公厅]"),
        Field("issue_to", "发", _BUREAUX, "发哪些单位", "[各市税务局]"),
        Field("copies", "印数", Integer(1, 10**6), "印多少份", "60"),
        Field("approver", "签发", SHORT, "签发人", "冯国安"),
        Field(
            "items",
            "信息",
            ListOf(_ITEM),
            "刊登哪些信息，按先后",
            "[{item: 20260918-夜游平遥, printed: 摘要}]",
            required=True,
        ),
    ),
    lambda given: given,
)

BULLETIN_STYLES: Final = ListOf(
    RecordType(
        "bulletin_style",
        "刊样",
        (
            Field("publication", "刊物", PUBLICATION, "哪个刊物", "山西税务简报", required=True),
            Field("name", "刊头", SHORT, "红色的刊头；不写就是刊物名称", "山西税务简报"),
            Field("size", "字号", Integer(22, 62), "刊头最大多少磅；太长时自动缩小", "56"),
            Field("editor", "编发单位", Text(80), "编发单位；不写就是主办单位", "省局办公室"),
            Field(
                "printer", "印发单位", Text(80), "版记里的印发单位；不写就是编发单位", "省局办公室"
            ),
            Field("report_to", "报", _BUREAUX, "期上没有写时报哪些单位", "[税务总局办公厅]"),
            Field("send_to", "送", _BUREAUX, "期上没有写时送哪些单位", "[省委办公厅]"),
            Field("issue_to", "发", _BUREAUX, "期上没有写时发哪些单位", "[各市税务局]"),
            Field("copies", "印数", Integer(1, 10**6), "期上没有写时印多少份", "60"),
            Field("credit", "供稿", Flag(), "每条后面写不写供稿单位和作者；不写就是“是”", "否"),
        ),
        lambda given: BulletinStyle(source=given.source, **given.all()),
    )
)
"""Words and numbers only: an office changes what is printed, never how it is put together."""


def read_bulletin(document: Document, report: Report) -> Bulletin | None:
    """Return the issue of a document, or None where its header cannot make one."""
    if document.root is None:
        return None
    given = BULLETIN.read(document.root, "刊物的一期", report)
    if given is None:
        return None
    # A bulletin counts its issues anew every year, and so do the names of their files.
    name = f"{given['date'].year}-{document.stem}"
    return Bulletin(name, given.source, **given.all())
