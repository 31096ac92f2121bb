"""预警规则、问责登记和放假安排."""

from __future__ import annotations

from typing import Final

from scoring.alerts.facts import Action, ActionKind, AlertRule, Colour, Watch
from scoring.calendar import Calendar
from scoring.periods import PeriodKind
from scoring.vocabulary import AssignmentKind
from site_builder.parsing.fields import Field, Given, ListOf, RecordType
from site_builder.parsing.references import Ref
from site_builder.parsing.scalars import Integer, Name, OneWord, Rate
from site_builder.schema.common import DATE, LONG, SHORT, UNIT

_DATES: Final = ListOf(DATE, single=True, unique=True)

CALENDAR: Final = RecordType(
    "calendar",
    "放假和调休",
    (
        Field("holidays", "放假", _DATES, "不上班的工作日（节假日）", "[2026-10-01]"),
        Field("workdays", "上班", _DATES, "要上班的周末（调休）", "[2026-10-10]"),
    ),
    lambda given: Calendar(
        frozenset(given.get("holidays", ())), frozenset(given.get("workdays", ()))
    ),
)


def _rule(given: Given) -> AlertRule:
    values = given.all()
    if "kinds" in values:
        values["kinds"] = frozenset(kind.label for kind in values["kinds"])
    if "groups" in values:
        values["groups"] = frozenset(values["groups"])
    return AlertRule(source=given.source, **values)


ALERT_RULES: Final = ListOf(
    RecordType(
        "alert_rule",
        "预警规则",
        (
            Field("name", "名称", SHORT, "规则的名称", "两季靠后挂牌", required=True),
            Field(
                "watch",
                "看",
                OneWord(Watch),
                "看什么：定额进度、连续靠后、逾期未交、零报送、采用率下降、批示未反馈",
                "连续靠后",
                required=True,
            ),
            Field("colour", "等级", OneWord(Colour), "红、黄、蓝", "红", required=True),
            Field("clause", "条款", SHORT, "依据", "第十七条"),
            Field("period", "期", OneWord(PeriodKind), "按月、季、年看", "季"),
            Field("periods", "连续", Integer(1, 24), "连续几期才算；不写就是 1", "2"),
            Field("places", "后几名", Integer(1, 100), "本类别的后几名（连续靠后）", "2"),
            Field(
                "below",
                "低于",
                Rate(),
                "定额进度：完成数低于按进度应完成数的几成；连续靠后：得分低于几分；"
                "采用率下降：降了多少",
                "80%",
            ),
            Field(
                "days",
                "工作日",
                Integer(0, 400),
                "批示未反馈、逾期未交：过了几个工作日；定额进度：只在剩下这几个工作日时看",
                "10",
            ),
            Field(
                "kinds",
                "种类",
                ListOf(OneWord(AssignmentKind), single=True, unique=True),
                "哪几种约稿、任务（逾期未交）",
                "[约稿]",
            ),
            Field(
                "groups",
                "类别",
                ListOf(Name(Ref.GROUP), single=True, unique=True),
                "只看哪几类单位；不写就是全部",
                "[市局]",
            ),
            Field("proposes", "建议", OneWord(ActionKind), "建议采取什么措施", "挂牌督导"),
            Field("score", "计分", SHORT, "看哪一项计分的排名和定额；不写就是第一项", "信息"),
            Field("begins", "施行", DATE, "从哪天起看；以前的时段、批示、约稿不追", "2026-01-01"),
            Field(
                "minimum",
                "报送不少于",
                Integer(1, 10_000),
                "两期报送都不少于几篇才看（采用率下降）",
                "4",
            ),
        ),
        _rule,
    )
)

ACTION: Final = RecordType(
    "action",
    "问责登记",
    (
        Field(
            "kind",
            "种类",
            OneWord(ActionKind),
            "约谈、通报批评、督促整改、挂牌督导",
            "约谈",
            required=True,
        ),
        Field("unit", "单位", UNIT, "哪个单位", "朔州市局", required=True),
        Field("date", "日期", DATE, "哪天", "2026-07-13", required=True),
        Field("person", "决定人", Name(Ref.PERSON), "谁决定的", "山西省局/fengguoan", True),
        Field("reason", "理由", LONG, "为什么", "一、二季度得分连续低于1分", required=True),
        Field("rule", "规则", SHORT, "按哪条预警规则", "两季靠后挂牌"),
        Field("ended", "解除", DATE, "哪天解除", "2026-10-20"),
        Field("document", "文号", SHORT, "文件的文号", "晋税办函〔2026〕18号"),
    ),
    lambda given: Action(source=given.source, **given.all()),
)

ACTIONS: Final = ListOf(ACTION)
