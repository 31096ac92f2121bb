"""Fields that many sections of a rulebook share: clause, conditions, values, whom it concerns."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from scoring.catalogue import rulebook as faults
from scoring.conditions import (
    Condition,
    Fixed,
    Joint,
    Judged,
    Length,
    Multiple,
    PerLength,
    Section,
    Value,
)
from scoring.findings import Source
from scoring.periods import PeriodKind
from scoring.vocabulary import Level, Route
from site_builder.parsing.fields import ByShape, Field, Given, ListOf, RecordType, Type
from site_builder.parsing.nodes import Node
from site_builder.parsing.references import Ref
from site_builder.parsing.report import Report
from site_builder.parsing.scalars import Flag, Integer, Json, Name, Number, OneWord, Rate, Text

PARENT = "上级"
ADDITIONS = "加分"
DEDUCTIONS = "扣分"


def names(*kinds: Ref) -> ListOf:
    """Return the type of one name or a list of names."""
    return ListOf(Name(*kinds), single=True)


def words(of: Type) -> ListOf:
    """Return the type of one word or a list of words."""
    return ListOf(of, single=True)


def optional_set(given: Given, key: str) -> frozenset[Any] | None:
    """Return the values of a field as a set, None where it is absent or empty."""
    return frozenset(given.get(key, ())) or None


class FixedNumber:
    """A number standing for itself as a value."""

    words = "数，如 10、0.5"

    def read(self, node: Node, name: str, report: Report) -> Fixed | None:
        """Return the fixed value."""
        points = Number().read(node, name, report)
        return None if points is None else Fixed(points)

    def schema(self, defs: Json) -> Json:
        """Return the JSON Schema."""
        return Number().schema(defs)


class UnitOrParent:
    """A unit's name, or 上级 for each unit's own parent."""

    words = "单位名，或 上级"

    def read(self, node: Node, name: str, report: Report) -> str | None:
        """Return 上级 or the unit's canonical name."""
        if getattr(node, "text", None) == PARENT:
            return PARENT
        return Name(Ref.UNIT).read(node, name, report)

    def schema(self, defs: Json) -> Json:
        """Return the JSON Schema."""
        return Name(Ref.UNIT).schema(defs)


def _build_length(given: Given) -> Length:
    return Length(given.get("起"), given.get("止"))


LENGTH = RecordType(
    "rulebook_length",
    "字数",
    (
        Field("起", None, Integer(), "最少字数，含本数；不写为不限", "501"),
        Field("止", None, Integer(), "最多字数，含本数；不写为不限", "1000"),
    ),
    _build_length,
)


def _build_value(given: Given) -> Value | None:
    """Return the value of one of the three written forms; anything between is a finding."""
    written = frozenset(given.nodes)
    if written == {"倍数", "依据"} and written == given.values.keys():
        return Multiple(given["倍数"], given["依据"])
    if written == {"每字", "记"} and written == given.values.keys():
        return PerLength(given["记"], given["每字"])
    if written == {"范围"} and len(given.get("范围", ())) == 2:
        low, high = given["范围"]
        return Judged(low, high)
    given.report.findings.append(faults.VALUE_FORM.at(given.source))
    return None


VALUE_FORMS = RecordType(
    "rulebook_value",
    "记分的写法",
    (
        Field("倍数", None, Rate(), "与“依据”同写：按另一条或另一张分值表的几倍记", "2"),
        Field("依据", None, Text(60), "条款（所指的一行要有固定分值），或分值表的名称", "省级分值"),
        Field("每字", None, Integer(1), "与“记”同写：每多少字", "100"),
        Field("记", None, Number(), "每满上面的字数记多少", "5"),
        Field("范围", None, ListOf(Number()), "由信息科在范围内裁量，[最低, 最高]", "[1, 5]"),
    ),
    _build_value,
)
VALUE = ByShape(scalar=FixedNumber(), mapping=VALUE_FORMS)

CLAUSE = (
    Field(
        "条款", None, Text(60), "办法中的条款，如实照写；记分时引用", "第五条（一）", required=True
    ),
    Field("说明", None, Text(300), "原文没有写明之处，这里是怎样理解的", "原文未写明，按单篇计"),
)
PUBLICATIONS = Field("刊物", None, names(Ref.PUBLICATION), "采用的刊物，一个或几个", "晋政信息")
LEVELS = Field("层级", None, words(OneWord(Level)), "刊物的层级，一个或几个", "省级")
KINDS = Field("体裁", None, names(Ref.KIND), "信息的体裁", "调研")
FORMS = Field("形式", None, names(Ref.FORM), "采用的形式", "单篇")
ROUTES = Field("途径", None, words(OneWord(Route)), "直报或转报", "转报")
GROUPS = Field("类别", None, names(Ref.GROUP), "报送单位的类别", "县区")
COMMISSIONED = Field("约稿", None, Flag(), "是不是应约稿而写", "是")
ENDORSED = Field("有批示", None, Flag(), "有没有领导批示", "是")
ADOPTED = Field("已采用", None, Flag(), "有没有被采用", "是")
SIGNED = Field("署名", None, Flag(), "有没有写明本单位作者", "否")
LENGTHS = Field("字数", None, LENGTH, "字数范围", "{起: 501}")
JOINT = Field("联合", None, OneWord(Joint), "联合信息在本行怎样分；不写按全办法的规定", "各计")
PERIOD = Field("期", None, OneWord(PeriodKind), "按什么期计算", "月", required=True)
POINTS = Field("记分", None, Number(), "记多少；扣分写负数", "-5", required=True)

OF_ITEM = (KINDS, GROUPS, COMMISSIONED, ENDORSED, ADOPTED, SIGNED, LENGTHS)
OF_ADOPTION = (PUBLICATIONS, LEVELS, FORMS, ROUTES, *OF_ITEM)


def condition(given: Given) -> Condition:
    """Return the conditions that a rule's mapping states."""
    return Condition(
        publications=optional_set(given, "刊物"),
        levels=optional_set(given, "层级"),
        kinds=optional_set(given, "体裁"),
        forms=optional_set(given, "形式"),
        routes=optional_set(given, "途径"),
        groups=optional_set(given, "类别"),
        commissioned=given.get("约稿"),
        endorsed=given.get("有批示"),
        adopted=given.get("已采用"),
        signed=given.get("署名"),
        length=given.get("字数"),
    )


def cited(given: Given) -> dict[str, Any]:
    """Return what every rule has: its place, clause and note."""
    source: Source = given.source
    return {"source": source, "clause": given["条款"], "note": given.get("说明")}


SCORED = tuple(each for each in Section if each not in {Section.LIMIT, Section.CLEARING})
"""What a limit or 系数 may name: not what comes after both."""
ONE = Fraction(1)
