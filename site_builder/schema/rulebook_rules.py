"""Sections of a rulebook that look at one fact: 采用、报送、系数、批示、归属、任务、差错、裁量."""

from __future__ import annotations

from typing import Any

from scoring.catalogue import rulebook as faults
from scoring.conditions import Section
from scoring.periods import PeriodKind
from scoring.rules import (
    AdoptionRule,
    AssignmentRule,
    Credit,
    EndorsementRule,
    FaultRule,
    ForwardingRule,
    JudgementRule,
    Multiplier,
    SubmissionRule,
)
from scoring.vocabulary import AssignmentKind, FaultKind, Level
from site_builder.parsing.fields import Field, Given, ListOf, RecordType
from site_builder.parsing.references import Ref
from site_builder.parsing.scalars import Choice, Flag, Integer, Number, OneWord, Rate, Text
from site_builder.schema.rulebook_words import (
    CLAUSE,
    DEDUCTIONS,
    GROUPS,
    JOINT,
    OF_ADOPTION,
    OF_ITEM,
    PARENT,
    SCORED,
    VALUE,
    UnitOrParent,
    cited,
    condition,
    names,
    optional_set,
    words,
)

_VALUE = Field("记分", None, VALUE, "记多少，或怎样算", "10", required=True)


def _adoption(given: Given) -> AdoptionRule:
    return AdoptionRule(
        **cited(given), when=condition(given), value=given["记分"], joint=given.get("联合")
    )


def _submission(given: Given) -> SubmissionRule:
    return SubmissionRule(**cited(given), when=condition(given), value=given["记分"])


def _forwarding(given: Given) -> ForwardingRule:
    return ForwardingRule(**cited(given), when=condition(given), value=given["记分"])


ADOPTION = RecordType(
    "rulebook_adoption", "采用", (*CLAUSE, *OF_ADOPTION, _VALUE, JOINT), _adoption
)
_ITEM_LEVEL = Field("层级", None, words(OneWord(Level)), "信息写给哪一级", "省级")
SUBMISSION = RecordType(
    "rulebook_submission", "报送", (*CLAUSE, _ITEM_LEVEL, *OF_ITEM, _VALUE), _submission
)
_SENT_LEVEL = Field("层级", None, words(OneWord(Level)), "选报到哪一级", "省级")
FORWARDING = RecordType(
    "rulebook_forwarding", "报上级", (*CLAUSE, _SENT_LEVEL, *OF_ITEM, _VALUE), _forwarding
)

_TARGETS = OneWord(SCORED, ("约稿", Section.ASSIGNMENT), (DEDUCTIONS, DEDUCTIONS))


def _multiplier(given: Given) -> Multiplier:
    target = given["对"]
    return Multiplier(
        **cited(given),
        factor=given["乘"],
        section=None if target == DEDUCTIONS else target,
        deductions=target == DEDUCTIONS,
        when=condition(given),
    )


MULTIPLIER = RecordType(
    "rulebook_multiplier",
    "系数",
    (
        *CLAUSE,
        Field("对", None, _TARGETS, "乘哪一项的得分，或 扣分（全部扣分）", "采用", required=True),
        Field("乘", None, Rate(), "乘以几，如 2、1/2", "2", required=True),
        *OF_ADOPTION,
    ),
    _multiplier,
)


def _endorsement(given: Given) -> EndorsementRule:
    return EndorsementRule(
        **cited(given),
        leaders=optional_set(given, "批示人"),
        levels=optional_set(given, "层级"),
        ranks=optional_set(given, "职级"),
        praise=given.get("肯定"),
        publications=optional_set(given, "刊物"),
        adopted_levels=optional_set(given, "采用层级"),
        needs_adoption=given.get("须已采用", False),
        value=given.get("记分"),
        doubling=given.get("加倍"),
        joint=given.get("联合"),
    )


ENDORSEMENT = RecordType(
    "rulebook_endorsement",
    "批示",
    (
        *CLAUSE,
        Field("批示人", None, names(Ref.LEADER), "哪位领导（职务）", "省长"),
        Field("层级", None, words(OneWord(Level)), "批示领导的层级", "省级"),
        Field("职级", None, names(Ref.RANK), "批示领导在本级的职级", "主要领导"),
        Field("肯定", None, Flag(), "只算（或不算）肯定性批示", "是"),
        Field("刊物", None, names(Ref.PUBLICATION), "批示在哪种刊物上", "昨日情况"),
        Field("采用层级", None, words(OneWord(Level)), "信息曾被哪一级采用", "省级"),
        Field("须已采用", None, Flag(), "没有采用的不计，并提示核对", "是"),
        Field("记分", None, VALUE, "记多少；与“加倍”二选一", "10"),
        Field("加倍", None, Rate(), "采用得分变为几倍；与“记分”二选一", "2"),
        JOINT,
    ),
    _endorsement,
)


def _credit(given: Given) -> Credit:
    to = given["记入"]
    return Credit(
        **cited(given),
        units=optional_set(given, "单位"),
        groups=optional_set(given, "类别"),
        to=None if to == PARENT else to,
    )


CREDIT = RecordType(
    "rulebook_credit",
    "归属",
    (
        *CLAUSE,
        Field("单位", None, names(Ref.UNIT), "哪些单位的分", "云竹镇直报点"),
        GROUPS,
        Field("记入", None, UnitOrParent(), "记到上级单位，或写明的单位", "上级", required=True),
    ),
    _credit,
)

STRIKES: RecordType[dict[str, Any]] = RecordType(
    "rulebook_strikes",
    "累计",
    (
        Field("次数", None, Integer(1), "未报满几次", "2", required=True),
        Field("期", None, OneWord(PeriodKind), "在什么期内累计", "年", required=True),
        Field("清零", None, OneWord(PeriodKind), "什么期的总分清零", "年", required=True),
    ),
    Given.all,
)


def _assignment(given: Given) -> AssignmentRule:
    strikes = given.get("累计", {})
    return AssignmentRule(
        **cited(given),
        kinds=optional_set(given, "种类") or frozenset({AssignmentKind.COMMISSION}),
        categories=optional_set(given, "名称"),
        on_time=given.get("按时"),
        late=given.get("迟报"),
        missing=given.get("未报"),
        adopted=given.get("采用"),
        strikes=strikes.get("次数"),
        strike_period=strikes.get("期"),
        clears=strikes.get("清零"),
    )


_ASSIGNED = (
    Field("名称", None, words(Text(40)), "只对这个名称的任务（任务的 category）", "周报"),
    Field("按时", None, Number(), "按时完成的记多少", "5"),
    Field("迟报", None, Number(), "迟报的记多少", "-5"),
    Field("未报", None, Number(), "到期没有报的记多少", "-10"),
    Field("采用", None, Number(), "答复的信息被采用的另记多少", "5"),
    Field("累计", None, STRIKES, "未报几次后清零", "{次数: 2, 期: 年, 清零: 年}"),
)
COMMISSION = RecordType("rulebook_commission", "约稿", (*CLAUSE, *_ASSIGNED), _assignment)
_TASK_KINDS = Field(
    "种类", None, words(OneWord(AssignmentKind)), "任务的种类，一个或几个", "督办", required=True
)
TASK = RecordType("rulebook_task", "任务", (*CLAUSE, _TASK_KINDS, *_ASSIGNED), _assignment)


def _fault(given: Given) -> FaultRule:
    return FaultRule(
        **cited(given),
        kinds=frozenset(given["种类"]),
        points=given.get("记分"),
        cancels_item="作废" in given.values,
        clears=given.get("清零"),
        charged=given.get("记入"),
        veto=given.get("取消评先", False),
    )


FAULT = RecordType(
    "rulebook_fault",
    "差错",
    (
        *CLAUSE,
        Field("种类", None, words(OneWord(FaultKind)), "差错的种类", "失实", required=True),
        Field("记分", None, Number(), "每次记多少，写负数", "-5"),
        Field("作废", None, Choice(("该件",)), "该件信息的得分全部作废", "该件"),
        Field("清零", None, OneWord(PeriodKind), "差错所在的期总分清零", "季"),
        Field("记入", None, OneWord(PeriodKind), "只记入多长的期（月里有错、年终扣分）", "年"),
        Field("取消评先", None, Flag(), "取消全年评先资格", "是"),
    ),
    _fault,
)


def _judgement(given: Given) -> JudgementRule | None:
    if len(given["范围"]) != 2:
        given.report.findings.append(faults.VALUE_FORM.at(given.source))
        return None
    low, high = given["范围"]
    return JudgementRule(**cited(given), low=low, high=high)


JUDGEMENT = RecordType(
    "rulebook_judgement",
    "裁量",
    (
        *CLAUSE,
        Field("范围", None, ListOf(Number()), "[最低, 最高]，含两端", "[1, 5]", required=True),
    ),
    _judgement,
)
