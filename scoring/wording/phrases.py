"""Phrases that the sentences of many rules share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from scoring.conditions import (
    Condition,
    Fixed,
    Joint,
    Judged,
    Length,
    Multiple,
    PerLength,
    Value,
)
from scoring.engine.words import amount
from scoring.periods import PeriodKind
from scoring.points import text
from scoring.vocabulary import Level, Route, Word

Sayer = Callable[[Any, str], str]

_EACH_PERIOD = {
    PeriodKind.WEEK: "每周",
    PeriodKind.HALF_MONTH: "每半月",
    PeriodKind.MONTH: "每月",
    PeriodKind.QUARTER: "每季度",
    PeriodKind.HALF_YEAR: "每半年",
    PeriodKind.YEAR: "每年",
}
_WHOLE_PERIOD = {
    PeriodKind.WEEK: "当周",
    PeriodKind.HALF_MONTH: "当半月",
    PeriodKind.MONTH: "当月",
    PeriodKind.QUARTER: "当季度",
    PeriodKind.HALF_YEAR: "当半年",
    PeriodKind.YEAR: "全年",
}
_JOINT = {
    Joint.EVEN: "由各单位平分",
    Joint.SHARES: "按各单位的份额分",
    Joint.EACH: "各单位都记全数",
    Joint.FIRST: "只记第一单位",
    Joint.PARENT: "记到共同的上级单位",
}


def each_period(kind: PeriodKind) -> str:
    """Return 每月, 每季度 …"""
    return _EACH_PERIOD[kind]


def whole_period(kind: PeriodKind) -> str:
    """Return 当月, 全年 …"""
    return _WHOLE_PERIOD[kind]


def joined(words: Iterable[str]) -> str:
    """Return words in sorted order with 、 between them."""
    return "、".join(sorted(words))


def in_order(words: Iterable[Word]) -> str:
    """Return the labels of closed words in their own order."""
    return "、".join(word.label for word in _ordered(words))


def _ordered(words: Iterable[Word]) -> list[Word]:
    chosen = list(words)
    return [each for each in type(chosen[0]) if each in chosen] if chosen else []


def papers(names: Iterable[str]) -> str:
    """Return the names of publications as 《甲》《乙》."""
    return "".join(f"《{name}》" for name in sorted(names))


def times_of(factor: Fraction) -> str:
    """Return 的2倍, 的一半 or 的分值 for a factor."""
    if factor == 1:
        return "的分值"
    return "的一半" if factor == Fraction(1, 2) else f"的{text(factor)}倍"


def value(given: Value, measure: str, per: str = "每篇") -> str:
    """Return what a value gives, for each `per`."""
    match given:
        case Fixed(points):
            return amount(points, measure) if points == 0 else f"{per}{amount(points, measure)}"
        case Multiple(factor, of):
            return f"{per}按“{of}”{times_of(factor)}记"
        case PerLength(points, step):
            return f"每满{step}字{amount(points, measure)}"
        case Judged(low, high):
            return f"{per}在{text(low)}至{text(high)}{measure}之间裁量，写明理由"


def length(given: Length) -> str:
    """Return 500字以内, 501字以上, 501至1000字."""
    if given.low is None:
        return f"{given.high}字以内"
    return f"{given.low}字以上" if given.high is None else f"{given.low}至{given.high}字"


def item(when: Condition) -> str:
    """Return the words for the items that a condition means; empty where any will do."""
    said = ""
    if when.groups is not None:
        said += f"{joined(when.groups)}的"
    if when.commissioned is not None:
        said += "应约稿写的" if when.commissioned else "不是约稿的"
    if when.endorsed is not None:
        said += "有领导批示的" if when.endorsed else "没有领导批示的"
    if when.signed is not None:
        said += "署了名的" if when.signed else "没有署名的"
    if when.length is not None:
        said += f"{length(when.length)}的"
    if when.kinds is not None:
        return said + joined(when.kinds)
    return f"{said}信息" if said else ""


def printed(when: Condition) -> str:
    """Return where, by which route and in which form an adoption took place."""
    levels = "" if when.levels is None else in_order(when.levels)
    if when.publications is not None:
        where = levels + papers(when.publications)
    else:
        where = f"{levels}刊物" if levels else "各种刊物"
    form = f"以{joined(when.forms)}形式" if when.forms is not None else ""
    return f"{where}{form}采用"


def route(when: Condition) -> str:
    """Return 经转报 or 直接报送, or nothing where either will do."""
    if when.routes is None or len(when.routes) == len(Route):
        return ""
    return "直接报送" if Route.DIRECT in when.routes else "经转报"


def adopted(when: Condition) -> str:
    """Return the whole condition of an adoption up to 采用的."""
    subject, way = item(when), route(when)
    passive = "被" if subject or way else ""
    comma = "，" if subject and way else ""
    return f"{subject}{comma}{way}{passive}{printed(when)}的"


def joint(kind: Joint | None) -> str:
    """Return what a line says on joint items, after a semicolon."""
    return "" if kind is None else f"；联合报送的，{_JOINT[kind]}"


def levels_of(levels: Iterable[Level]) -> str:
    """Return 省级、市级 …"""
    return in_order(levels)
