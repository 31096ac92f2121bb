"""The phrases that the engine leaves in an entry's `detail` for `scoring.explain`."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import lru_cache

from scoring.conditions import Joint, PersonJoint
from scoring.points import Points, fraction, text

_COUNTS = ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十")


def count(number: int) -> str:
    """Return a small number before a measure word: 两, 三, … 十, 11."""
    return _COUNTS[number] if number < len(_COUNTS) else str(number)


@lru_cache(maxsize=65536)
def amount(points: Points, measure: str) -> str:
    """Return 记10分, 扣5分, 不计分 (不计 where points are money)."""
    if points == 0:
        return "不计分" if measure == "分" else "不计"
    return f"记{text(points)}{measure}" if points > 0 else f"扣{text(-points)}{measure}"


@lru_cache(maxsize=16384)
def day(value: date) -> str:
    """Return a date as 2026年9月20日."""
    return f"{value.year}年{value.month}月{value.day}日"


def percent(share: Fraction) -> str:
    """Return a share as 60%, or as a fraction where it is not a whole percentage."""
    hundredths = share * 100
    return f"{hundredths}%" if hundredths.denominator == 1 else str(share)


def joint(kind: Joint, units: tuple[str, ...], share: Fraction, first: bool) -> str:
    """Return how a joint item's points reached the unit, without the amount."""
    together = f"{count(len(units))}家联合"
    match kind:
        case Joint.EVEN:
            return f"{together}平分"
        case Joint.SHARES:
            return f"{together}按比例（占{percent(share)}）"
        case Joint.EACH:
            return f"{together}各计"
        case Joint.FIRST:
            return f"{together}只计第一单位" + ("" if first else f"（{units[0]}）")
        case Joint.PARENT:
            return f"{'、'.join(units)}联合，归共同上级"


def persons(kind: PersonJoint, number: int) -> str:
    """Return how a unit's points reached one of its several authors, without the amount."""
    authors = f"{count(number)}名作者"
    return f"{authors}只计第一作者" if kind is PersonJoint.FIRST else f"{authors}{kind.label}"


def moved(clause: str, unit: str) -> str:
    """Return the phrase of 归属."""
    return f"依{clause}由{unit}转入"


def multiplied(factor: Fraction, points: Points, measure: str) -> str:
    """Return the phrase of an entry that a 系数 adds."""
    return f"系数{text(fraction(factor))}，{added(points, measure)}"


def added(points: Points, measure: str) -> str:
    """Return what is added to or taken from something already counted."""
    if points > 0:
        return f"加记{text(points)}{measure}"
    return f"减记{text(-points)}{measure}" if points < 0 else f"不增减{measure}"


def judged_range(low: Points, high: Points, measure: str) -> str:
    """Return the phrase of a 裁量 range."""
    return f"裁量范围{text(low)}至{text(high)}{measure}"


def beaten(counting: str, winner: str) -> str:
    """Return why a fact does not count beside a higher one of the same item."""
    return f"同一信息{counting}，已计{winner}，此项不重复计"
