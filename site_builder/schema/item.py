"""信息: an item's header, its adoptions, endorsements and what else befell it."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from scoring.catalogue import files
from scoring.model import (
    Adoption,
    Conversion,
    Endorsement,
    Fault,
    Feedback,
    Forwarding,
    Item,
    Judgement,
    Nomination,
    Share,
)
from scoring.vocabulary import CaseStatus, FaultKind, Owner, Route
from site_builder.parsing.body_checks import characters
from site_builder.parsing.fields import Field, ListOf, RecordType
from site_builder.parsing.front_matter import Document
from site_builder.parsing.nodes import MappingNode, Node, ScalarNode
from site_builder.parsing.references import Ref
from site_builder.parsing.report import Report
from site_builder.parsing.scalars import Flag, Integer, Name, Number, OneWord, Rate, Text
from site_builder.schema.common import (
    DATE,
    ITEM,
    LEVEL,
    LONG,
    NAMES,
    PUBLICATION,
    SHORT,
    TITLE_LIMIT,
    UNIT,
    UNITS,
)

_PERSONS: Final = ListOf(Name(Ref.PERSON), single=True, unique=True)


def _share(node: ScalarNode, report: Report) -> Share | None:
    unit = UNIT.read(node, "单位", report)
    return None if unit is None else Share(unit)


_SHARE: Final = RecordType(
    "share",
    "报送单位和份额",
    (
        Field("unit", "单位", UNIT, "单位名", "晋中市局", required=True, owner=Owner.WRITER),
        Field(
            "share",
            "份额",
            Rate(high=Fraction(1)),
            "联合报送时占多少；各单位合计 100%",
            "60%",
            owner=Owner.WRITER,
        ),
    ),
    lambda given: Share(given["unit"], given.get("share")),
    shorthand=_share,
)

_ADOPTION: Final = RecordType(
    "adoption",
    "采用",
    (
        Field("publication", "刊物", PUBLICATION, "采用它的刊物", "晋政信息", required=True),
        Field("date", "日期", DATE, "刊出日期", "2026-09-20", required=True),
        Field("issue", "期号", SHORT, "期号", "第31期"),
        Field("form", "形式", Name(Ref.FORM), "单篇、综合、简讯等", "单篇"),
        Field("route", "途径", OneWord(Route), "直报或转报", "直报"),
        Field("units", "单位", UNITS, "只记给部分报送单位时写", "[晋中市局]"),
        Field("length", "字数", Integer(1, 10**6), "刊出的字数，与原稿不同时写", "800"),
    ),
    lambda given: Adoption(source=given.source, **given.all()),
)

_FORWARDING: Final = RecordType(
    "forwarding",
    "报上级",
    (
        Field("level", "层级", LEVEL, "报到哪一级", "省级", required=True),
        Field("date", "日期", DATE, "报出日期", "2026-09-15", required=True),
    ),
    lambda given: Forwarding(source=given.source, **given.all()),
)

_CONVERSION: Final = RecordType(
    "conversion",
    "转化",
    (
        Field("kind", "种类", SHORT, "制度文件、示范点等", "制度文件", required=True),
        Field(
            "title", "名称", Text(TITLE_LIMIT), "转化成了什么", "风险提醒工作规程", required=True
        ),
        Field("date", "日期", DATE, "转化日期", "2026-11-03", required=True),
    ),
    lambda given: Conversion(given["kind"], given["title"], given["date"]),
)

_CONVERSIONS: Final = Field(
    "conversions",
    "转化",
    ListOf(_CONVERSION),
    "转化的成果",
    "[{kind: 制度文件, title: 风险提醒工作规程, date: 2026-11-03}]",
)

_FEEDBACK: Final = RecordType(
    "feedback",
    "落实反馈",
    (
        Field("date", "日期", DATE, "反馈日期", "2026-10-20", required=True),
        Field("text", "内容", LONG, "落实的情况", "已在全省推开", required=True),
    ),
    lambda given: Feedback(given.source, given["date"], given["text"]),
)

_ENDORSEMENT: Final = RecordType(
    "endorsement",
    "批示",
    (
        Field("leader", "批示人", Name(Ref.LEADER), "批示人的职务", "省长", required=True),
        Field("date", "日期", DATE, "批示日期", "2026-09-25", required=True),
        Field("praise", "肯定", Flag(), "是不是肯定性批示", "是"),
        Field("publication", "刊物", PUBLICATION, "批在哪个刊物上", "晋政信息"),
        Field("text", "内容", LONG, "批示内容（可以公开的）", "做法很好，可总结推广。"),
        Field(
            "feedback",
            "反馈",
            ListOf(_FEEDBACK),
            "落实情况",
            "[{date: 2026-10-20, text: 已在全省推开}]",
        ),
        _CONVERSIONS,
    ),
    lambda given: Endorsement(source=given.source, **given.all()),
)

_FAULT: Final = RecordType(
    "item_fault",
    "差错",
    (
        Field(
            "kind",
            "种类",
            OneWord(FaultKind),
            "迟报、漏报、瞒报、失实、差错",
            "迟报",
            required=True,
        ),
        Field("date", "日期", DATE, "认定日期", "2026-09-18", required=True),
        Field("note", "说明", LONG, "说明", "迟报三天"),
        Field("unit", "单位", UNIT, "责任单位；不写就是报送单位", "晋中市局"),
    ),
    lambda given: Fault(source=given.source, **given.all()),
)

_JUDGEMENT: Final = RecordType(
    "item_judgement",
    "裁量",
    (
        Field("clause", "条款", SHORT, "依据办法的哪一条", "第七条（三）", required=True),
        Field("points", "记分", Number(), "决定记几分", "3", required=True),
        Field("reason", "理由", LONG, "为什么是这个分", "两办合并采用，影响较大", required=True),
        Field("date", "日期", DATE, "决定日期", "2026-09-28", required=True),
        Field("unit", "单位", UNIT, "记给哪个单位；不写就是报送单位", "晋中市局"),
    ),
    lambda given: Judgement(source=given.source, **given.all()),
)

_CASE: Final = RecordType(
    "case",
    "案例",
    (
        Field(
            "track",
            "赛道",
            Name(Ref.TRACK),
            "推荐到哪个赛道",
            "智慧绩效",
            required=True,
            owner=Owner.WRITER,
        ),
        Field("status", "状态", OneWord(CaseStatus), "推荐、入选或未入选；不写就是推荐", "入选"),
        Field("year", "年度", Integer(1949, 2200), "哪一年度的案例；不写就是报送的那一年", "2026"),
        Field("award", "奖项", SHORT, "评上的奖项", "一等奖"),
        _CONVERSIONS,
    ),
    lambda given: Nomination(source=given.source, **given.all()),
)

_MINE: Final = Owner.WRITER

HEADER: Final = RecordType(
    "item",
    "信息",
    (
        Field(
            "title", "标题", Text(TITLE_LIMIT), "标题", "税务新机构挂牌成立情况报告", True, _MINE
        ),
        Field(
            "author",
            "作者",
            _PERSONS,
            "作者的编号，第一作者在前；没有署名就写单位",
            "晋中市局/xujing",
            owner=_MINE,
        ),
        Field(
            "outside_authors",
            "外部作者",
            NAMES,
            "名录以外的作者，只显示不记分",
            "[某报记者]",
            owner=_MINE,
        ),
        Field(
            "unit",
            "单位",
            ListOf(_SHARE, single=True),
            "报送单位；不写就是第一作者的单位",
            "晋中市局",
            owner=_MINE,
        ),
        Field("date", "日期", DATE, "报送日期", "2026-09-12", True, _MINE),
        Field("kind", "体裁", Name(Ref.KIND), "体裁", "经验", owner=_MINE),
        Field("level", "层级", LEVEL, "为哪一级刊物写的", "省级", owner=_MINE),
        Field(
            "sources",
            "来源",
            ListOf(ITEM, single=True, unique=True),
            "由哪几条信息加工而来",
            "[20260815-纳税服务]",
            owner=_MINE,
        ),
        Field(
            "commission",
            "约稿",
            Name(Ref.ASSIGNMENT),
            "答复哪一次约稿",
            "2026年9月约稿",
            owner=_MINE,
        ),
        Field("tags", "标签", NAMES, "标签", "[征管改革]", owner=_MINE),
        Field(
            "adoptions",
            "采用",
            ListOf(_ADOPTION),
            "被哪些刊物采用",
            "[{publication: 晋政信息, date: 2026-09-20}]",
        ),
        Field(
            "forwardings",
            "报上级",
            ListOf(_FORWARDING),
            "报到了哪些上级",
            "[{level: 省级, date: 2026-09-15}]",
        ),
        Field(
            "endorsements",
            "批示",
            ListOf(_ENDORSEMENT),
            "领导的批示",
            "[{leader: 省长, date: 2026-09-25}]",
        ),
        Field("faults", "差错", ListOf(_FAULT), "这一条的差错", "[{kind: 迟报, date: 2026-09-18}]"),
        Field(
            "judgements",
            "裁量",
            ListOf(_JUDGEMENT),
            "办法给了范围时决定的分",
            "[{clause: 第七条, points: 3, reason: 影响较大, date: 2026-09-28}]",
        ),
        Field("case", "案例", _CASE, "推荐进案例库", "{track: 智慧绩效}", owner=_MINE),
    ),
    lambda given: given,
)


_SENDERS: Final = frozenset(
    word for word, each in HEADER.by_word.items() if each.key in ("author", "unit")
)


def read_item(document: Document, report: Report) -> Item | None:
    """Return the item of a document, or None where its header cannot make one."""
    if document.root is None:
        return None
    given = HEADER.read(document.root, "信息", report)
    _needs_sender(document.root, report)
    if given is None:
        return None
    values = given.all()
    authors = values.pop("author", ())
    units = values.pop("unit", ())
    if not units and authors:
        first = authors[0]
        home = report.names.person_units.get(first, first.rpartition("/")[0])
        units = (Share(home),)
    if not units:
        return None
    return Item(
        id=document.stem,
        source=given.source,
        authors=authors,
        units=units,
        length=characters(document.body),
        **values,
    )


def _needs_sender(root: Node, report: Report) -> None:
    """Report a header that names neither author nor unit: nobody could be credited.

    A name whose indent or colon is wrong names somebody, too: that has its own finding.
    """
    if isinstance(root, MappingNode) and not any(_word(key) in _SENDERS for key, _ in root.pairs):
        example = "作者: 晋中市局/xujing"
        report.add(files.MISSING_KEY, root, title="信息", alias="作者", example=example)


def _word(key: ScalarNode) -> str:
    """Return the field that a key means, however it is indented and whatever its colon."""
    return key.text.strip("\u3000").partition("：")[0].partition(":")[0].rstrip("\u3000")
