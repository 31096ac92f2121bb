"""约稿和任务: assignments, their answers and extensions, and how their kinds differ."""

from __future__ import annotations

from typing import Final

from scoring.assignments.facts import (
    Answer,
    Assignment,
    Claim,
    Clearance,
    Extension,
    Step,
)
from scoring.assignments.kinds import DEFAULT_RULES, AnsweredBy, KindRule
from scoring.catalogue import assignments
from scoring.vocabulary import AssignmentKind
from site_builder.parsing.fields import Field, Given, ListOf, RecordType
from site_builder.parsing.front_matter import Document
from site_builder.parsing.references import Ref
from site_builder.parsing.report import Report
from site_builder.parsing.scalars import Flag, Integer, Name, OneWord, Text
from site_builder.schema.common import DATE, ITEM, LONG, NAMES, SHORT, TITLE_LIMIT, UNIT, UNITS

_PERSON: Final = Name(Ref.PERSON)

_ANSWER: Final = RecordType(
    "answer",
    "答复",
    (
        Field("unit", "单位", UNIT, "哪个单位", "晋中市局", required=True),
        Field("date", "日期", DATE, "哪天交的", "2026-09-18", required=True),
        Field("item", "信息", ITEM, "交的是哪条信息", "20260918-个税汇算"),
        Field("note", "说明", LONG, "不是信息的，写做了什么", "已按清单整改到位"),
    ),
    lambda given: Answer(given.source, **given.all()),
)
_CLAIM: Final = RecordType(
    "claim",
    "揭榜",
    (
        Field("unit", "单位", UNIT, "哪个单位揭榜", "晋城市局", required=True),
        Field("date", "日期", DATE, "哪天揭榜", "2026-03-20", required=True),
    ),
    lambda given: Claim(given.source, **given.all()),
)
_STEP: Final = RecordType(
    "step",
    "进度",
    (
        Field("unit", "单位", UNIT, "哪个单位", "晋城市局", required=True),
        Field("date", "日期", DATE, "哪天报的", "2026-06-30", required=True),
        Field("note", "说明", LONG, "做到哪一步了", "模型已在两个分局试用", required=True),
        Field("percent", "完成", Integer(0, 100), "完成了百分之几", "60"),
    ),
    lambda given: Step(given.source, **given.all()),
)
_EXTENSION: Final = RecordType(
    "extension",
    "延期",
    (
        Field("until", "延至", DATE, "延到哪天（含当天）", "2026-10-15", required=True),
        Field("date", "日期", DATE, "哪天同意的", "2026-09-28", required=True),
        Field("reason", "理由", LONG, "为什么延期", "等审计报告定稿", required=True),
        Field("unit", "单位", UNIT, "只给哪个单位延；不写就是全部", "晋中市局"),
    ),
    lambda given: Extension(given.source, **given.all()),
)
_CLEARANCE: Final = RecordType(
    "clearance",
    "销号",
    (
        Field("unit", "单位", UNIT, "哪个单位的事办结了", "晋中市局", required=True),
        Field("date", "日期", DATE, "哪天销号", "2026-10-20", required=True),
        Field("person", "销号人", _PERSON, "谁核实的", "省局办公室/xuejing", required=True),
        Field("note", "说明", LONG, "核实的情况", "现场看过，已到位"),
    ),
    lambda given: Clearance(given.source, **given.all()),
)

ASSIGNMENT: Final = RecordType(
    "assignment",
    "约稿或任务",
    (
        Field("title", "标题", Text(TITLE_LIMIT), "标题（任务）", "个税汇算情况约稿", True),
        Field("kind", "种类", OneWord(AssignmentKind), "约稿、任务、督办等", "约稿", required=True),
        Field(
            "issuer",
            "下达人",
            Name(Ref.PERSON, Ref.UNIT),
            "谁下达的（人员或单位）",
            "省局",
            required=True,
        ),
        Field("units", "单位", UNITS, "要求哪些单位", "[晋中市局, 运城市局]"),
        Field(
            "groups",
            "类别",
            ListOf(Name(Ref.GROUP), single=True, unique=True),
            "要求哪几类单位，每个都要",
            "[市局]",
        ),
        Field("public", "公开", Flag(), "公开揭榜：单位自己来领", "是"),
        Field("issued", "下达日期", DATE, "哪天下达", "2026-09-01", required=True),
        Field("due", "截止日期", DATE, "哪天到期（含当天）；不写就按种类的时限", "2026-09-20"),
        Field("category", "名称", SHORT, "办法里用到的名称", "周报"),
        Field("requirements", "要求", LONG, "做到什么程度", "附不少于十户企业的走访数据"),
        Field("measures", "措施", LONG, "怎么做", "分管局领导牵头，每周会商一次"),
        Field(
            "people",
            "人员",
            ListOf(_PERSON, single=True, unique=True),
            "责任人的编号",
            "晋中市局/xujing",
        ),
        Field("problem", "问题", SHORT, "要整改的问题，以后再犯时认得出", "数据差错"),
        Field(
            "answers",
            "答复",
            ListOf(_ANSWER),
            "各单位的答复",
            "[{unit: 晋中市局, date: 2026-09-18}]",
        ),
        Field("claims", "揭榜", ListOf(_CLAIM), "谁揭的榜", "[{unit: 晋城市局, date: 2026-03-20}]"),
        Field(
            "progress",
            "进度",
            ListOf(_STEP),
            "做到哪一步了",
            "[{unit: 晋城市局, date: 2026-06-30, note: 试用两个月}]",
        ),
        Field(
            "extensions",
            "延期",
            ListOf(_EXTENSION),
            "同意的延期",
            "[{until: 2026-10-15, date: 2026-09-28, reason: 等审计报告}]",
        ),
        Field(
            "cleared",
            "销号",
            ListOf(_CLEARANCE),
            "已核实办结的",
            "[{unit: 晋中市局, date: 2026-10-20, person: 省局办公室/xuejing}]",
        ),
    ),
    lambda given: given,
)


def _kind_rule(given: Given) -> KindRule:
    default = DEFAULT_RULES[given["kind"]]
    issuers = given.get("issuers")
    return KindRule(
        kind=given["kind"],
        days=given.get("days", default.days),
        answers=frozenset(given.get("answers", default.answers)),
        issuers=None if issuers is None else frozenset(issuers),
        clearing=given.get("clearing", default.clearing),
        source=given.source,
    )


KIND_RULES: Final = ListOf(
    RecordType(
        "assignment_kind",
        "约稿和任务的种类",
        (
            Field("kind", "种类", OneWord(AssignmentKind), "哪一种", "约稿", required=True),
            Field("days", "时限", Integer(1, 400), "没写截止日期的，几个工作日内完成", "10"),
            Field(
                "answers",
                "答复形式",
                ListOf(OneWord(AnsweredBy), single=True, unique=True),
                "交什么才算：信息、说明；写了几样，有一样就算",
                "信息",
            ),
            Field("issuers", "下达职务", NAMES, "担任什么职务的人可以下达；不写就不限", "信息科"),
            Field("clearing", "销号", Flag(), "要不要下达人核实销号才算办结", "是"),
        ),
        _kind_rule,
    )
)


def read_assignment(document: Document, report: Report) -> Assignment | None:
    """Return the assignment of a document, or None where its header cannot make one."""
    if document.root is None:
        return None
    given = ASSIGNMENT.read(document.root, "约稿或任务", report)
    if given is None:
        return None
    values, asking = given.all(), report.names.completing
    if not values.get("public") and "units" not in given.nodes and "groups" not in given.nodes:
        report.add(assignments.ASKED_NOBODY, document.root)
    claimed = [claim.unit for claim in values.get("claims", ())]
    named = (*values.pop("units", ()), *claimed)
    units = asking.units(named, values.get("groups", ()), values["issued"])
    due = values.pop("due", None) or asking.due(values["kind"], values["issued"])
    return Assignment(id=document.stem, source=given.source, units=units, due=due, **values)
