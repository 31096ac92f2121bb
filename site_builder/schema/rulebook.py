"""计分办法: reads `rulebooks/*.md` into a `Rulebook`; its keys are the words of an 办法."""

from __future__ import annotations

from typing import Any

from scoring.conditions import Counting, DateBasis, Joint, PersonJoint
from scoring.rulebook import Inheritance, Rulebook, Scope, ScoreTable, TieBreak, TieRule
from scoring.vocabulary import Level
from site_builder.parsing.fields import Field, Given, ListOf, MapOf, RecordType
from site_builder.parsing.front_matter import Document
from site_builder.parsing.references import Ref
from site_builder.parsing.report import Report
from site_builder.parsing.scalars import Date, Name, Number, OneWord, Text
from site_builder.schema.rulebook_periods import (
    AWARD,
    BASE,
    CONVERSION,
    LIMIT,
    PASS_MARK,
    QUOTA,
    RATE,
)
from site_builder.schema.rulebook_rules import (
    ADOPTION,
    COMMISSION,
    CREDIT,
    ENDORSEMENT,
    FAULT,
    FORWARDING,
    JUDGEMENT,
    MULTIPLIER,
    SUBMISSION,
    TASK,
)
from site_builder.schema.rulebook_words import names, optional_set, words


def _scope(given: Given) -> Scope:
    without = frozenset(given.get("不含", ()))
    return Scope(optional_set(given, "单位"), optional_set(given, "类别"), without)


SCOPE = RecordType(
    "rulebook_scope",
    "适用",
    (
        Field("单位", None, names(Ref.UNIT), "只对这些单位", "[榆次区局, 太谷区局]"),
        Field("类别", None, names(Ref.GROUP), "只对这些类别的单位", "[县区]"),
        Field("不含", None, names(Ref.UNIT), "不含这些单位", "[信息中心]"),
    ),
    _scope,
)


def _table(given: Given) -> ScoreTable:
    return ScoreTable(
        given.source, given["名称"], given["来源"], given.get("刊物", {}), given.get("层级", {})
    )


TABLE = RecordType(
    "rulebook_table",
    "分值表",
    (
        Field("名称", None, Text(40), "在“依据”里用的名称", "省级分值", required=True),
        Field("来源", None, Text(100), "抄自哪份文件", "晋政办发〔2025〕3号", required=True),
        Field(
            "刊物", None, MapOf(Name(Ref.PUBLICATION), Number()), "各刊物的分值", "{晋政信息: 10}"
        ),
        Field("层级", None, MapOf(OneWord(Level), Number()), "各层级的分值", "{省级: 10}"),
    ),
    _table,
)
TIES: RecordType[dict[str, Any]] = RecordType(
    "rulebook_ties",
    "并列",
    (
        Field("规则", None, OneWord(TieRule), "得分相同时怎样排", "同名次后名次顺延"),
        Field(
            "先比", None, words(OneWord(TieBreak)), "得分相同先比什么，依次比", "[批示数, 采用数]"
        ),
    ),
    Given.all,
)
LINEAGE: RecordType[dict[str, Any]] = RecordType(
    "rulebook_lineage",
    "沿革",
    (
        Field("更名", None, OneWord(Inheritance), "更名的单位，原来的得分跟不跟过来", "承继"),
        Field("并入", None, OneWord(Inheritance), "并入的单位，原来的得分跟不跟过来", "不承继"),
    ),
    Given.all,
)

_SECTIONS: tuple[Field, ...] = (
    Field(
        "分值表",
        None,
        ListOf(TABLE),
        "上级机关自己的分值，供“依据”引用",
        "[{名称: 省级分值, 来源: 晋政办发〔2025〕3号, 层级: {省级: 10}}]",
    ),
    Field(
        "采用",
        None,
        ListOf(ADOPTION),
        "采用计分，从上到下第一条相符的生效",
        "[{条款: 第五条（一）, 刊物: 晋政信息, 记分: 10}]",
    ),
    Field("多家采用", None, OneWord(Counting), "同一信息几家采用怎样计，默认累加", "取最高"),
    Field(
        "报送",
        None,
        ListOf(SUBMISSION),
        "报送本身计分，第一条相符的生效",
        "[{条款: 第四条, 体裁: 调研, 记分: 1}]",
    ),
    Field(
        "报上级",
        None,
        ListOf(FORWARDING),
        "被选报上级计分，第一条相符的生效",
        "[{条款: 第六条, 层级: 省级, 记分: 2}]",
    ),
    Field(
        "系数",
        None,
        ListOf(MULTIPLIER),
        "某些得分或扣分乘以系数",
        "[{条款: 第五条（三）, 对: 采用, 乘: 2, 形式: 头条}]",
    ),
    Field(
        "批示",
        None,
        ListOf(ENDORSEMENT),
        "批示计分，第一条相符的生效",
        "[{条款: 第七条, 层级: 省级, 记分: 20}]",
    ),
    Field("多次批示", None, OneWord(Counting), "同一信息多次批示怎样计，默认累加", "同级取最高"),
    Field("联合", None, OneWord(Joint), "联合信息的分怎样分，默认平分", "平分"),
    Field("个人", None, OneWord(PersonJoint), "单位得分怎样记到作者，默认平分", "只计第一"),
    Field(
        "归属",
        None,
        ListOf(CREDIT),
        "某些单位的分记到别的单位",
        "[{条款: 第十条, 类别: 直报点, 记入: 上级}]",
    ),
    Field(
        "约稿",
        None,
        ListOf(COMMISSION),
        "约稿完成、迟报、未报",
        "[{条款: 第八条, 按时: 5, 未报: -10}]",
    ),
    Field(
        "任务",
        None,
        ListOf(TASK),
        "其他任务完成、迟报、未报",
        "[{条款: 第八条, 种类: 督办, 未报: -5}]",
    ),
    Field(
        "差错",
        None,
        ListOf(FAULT),
        "迟报、漏报、瞒报、失实、差错",
        "[{条款: 第十一条, 种类: 失实, 记分: -5, 作废: 该件}]",
    ),
    Field(
        "裁量",
        None,
        ListOf(JUDGEMENT),
        "在范围内酌情加分或扣分",
        "[{条款: 第十三条, 范围: [1, 5]}]",
    ),
    Field(
        "定额",
        None,
        ListOf(QUOTA),
        "报送、采用、得分的任务数",
        "[{条款: 第九条, 期: 月, 计: 报送, 要求: {县区: 15}, 每缺: -1}]",
    ),
    Field(
        "采用率",
        None,
        ListOf(RATE),
        "采用率加分或扣分",
        "[{条款: 第九条, 期: 季, 低于: 30%, 记分: -1}]",
    ),
    Field("基础分", None, ListOf(BASE), "先给的分", "[{条款: 第四条, 期: 季, 记分: 6}]"),
    Field(
        "限额", None, ListOf(LIMIT), "上限和下限", "[{条款: 第十二条, 期: 月, 项: 报送, 上限: 5}]"
    ),
    Field(
        "折算",
        None,
        ListOf(CONVERSION),
        "换算成另一种分",
        "[{条款: 第十六条, 名称: 目标考核分, 方法: 按系数, 系数: 1/10}]",
    ),
    Field(
        "达标",
        None,
        ListOf(PASS_MARK),
        "低于多少怎样认定",
        "[{条款: 第十五条, 期: 季, 低于: 6, 结论: 不达标}]",
    ),
    Field(
        "表彰",
        None,
        ListOf(AWARD),
        "评先",
        "[{条款: 第十四条, 名称: 先进单位, 依据: 名次, 名额: 3}]",
    ),
    Field(
        "分组",
        None,
        MapOf(Text(40), ListOf(Name(Ref.UNIT), single=True)),
        "分组排名；不写按单位的类别",
        "{甲组: [办公室, 人事科]}",
    ),
    Field("并列", None, TIES, "得分相同怎样排", "{规则: 同名次后名次顺延}"),
    Field("沿革", None, LINEAGE, "单位更名、合并后得分怎样接续", "{更名: 承继, 并入: 不承继}"),
)
_HEAD: tuple[Field, ...] = (
    Field("名称", None, Text(100), "办法的全称", "政务信息工作考核计分办法", required=True),
    Field("文号", None, Text(60), "文号；没有的写明", "晋税办发〔2026〕3号", required=True),
    Field("施行", None, Date(), "从哪一天起", "2026-01-01", required=True),
    Field("废止", None, Date(), "最后一天；不写则到下一份同名计分的办法施行为止", "2026-12-31"),
    Field("计分", None, Text(20), "哪一种分，默认信息", "宣传"),
    Field("计量", None, Text(10), "分或元，默认分", "元"),
    Field("计入", None, OneWord(DateBasis), "采用算在哪一天，默认采用日期", "报送日期"),
    Field("适用", None, SCOPE, "对哪些单位，默认全部", "{类别: [县区]}"),
)

_PARAMETERS = {
    "名称": "name",
    "文号": "number",
    "施行": "effective",
    "废止": "until",
    "计分": "score",
    "计量": "measure",
    "计入": "basis",
    "适用": "scope",
    "分值表": "tables",
    "采用": "adoptions",
    "多家采用": "several_adoptions",
    "报送": "submissions",
    "报上级": "forwardings",
    "系数": "multipliers",
    "批示": "endorsements",
    "多次批示": "several_endorsements",
    "联合": "joint",
    "个人": "persons",
    "归属": "credits",
    "差错": "faults",
    "裁量": "judgements",
    "定额": "quotas",
    "采用率": "rates",
    "基础分": "bases",
    "限额": "limits",
    "折算": "conversions",
    "达标": "pass_marks",
    "表彰": "awards",
}


def _parameters(given: Given) -> dict[str, Any]:
    """Return the parameters of `Rulebook` that the file states."""
    stated = {name: given[key] for key, name in _PARAMETERS.items() if key in given.values}
    stated["source"] = given.source
    stated["assignments"] = (*given.get("约稿", ()), *given.get("任务", ()))
    if given.get("分组"):
        stated["groupings"] = {name: frozenset(units) for name, units in given["分组"].items()}
    ties, lineage = given.get("并列", {}), given.get("沿革", {})
    stated["ties"] = ties.get("规则", TieRule.SKIP)
    stated["tie_breaks"] = ties.get("先比", ())
    stated["renamed"] = lineage.get("更名", Inheritance.INHERIT)
    stated["merged"] = lineage.get("并入", Inheritance.INHERIT)
    return stated


RULEBOOK: RecordType[dict[str, Any]] = RecordType(
    "rulebook", "计分办法", (*_HEAD, *_SECTIONS), _parameters
)


def read_rulebook(document: Document, report: Report) -> Rulebook | None:
    """Return the rulebook of a document, or None where its name, number or date is missing.

    Every fault goes into the report with its line; a rule that cannot be read is left out.
    """
    if document.root is None:
        return None
    stated = RULEBOOK.read(document.root, "计分办法", report)
    if stated is None:
        return None
    return Rulebook(id=document.stem, version=document.digest[:12], **stated)
