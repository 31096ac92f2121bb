"""Sentences of rules that look at a period."""

from __future__ import annotations

from fractions import Fraction

from scoring.conditions import ALWAYS, Joint
from scoring.engine.words import amount, percent
from scoring.period_rules import (
    Award,
    Base,
    ConversionMethod,
    Criterion,
    Limit,
    Measured,
    PassMark,
    Quota,
    RateRule,
    ScaleConversion,
    Subject,
)
from scoring.points import Points, text
from scoring.rules import Rule
from scoring.wording import phrases
from scoring.wording.phrases import Sayer, each_period

_COUNTED = {
    Measured.SENT: ("报送", "条"),
    Measured.ADOPTED: ("被采用", "条"),
    Measured.ADOPTIONS: ("被采用", "次"),
    Measured.POINTS: ("得分", ""),
}
_TOGETHER = {
    Joint.EVEN: "合写的按人数（单位数）折算",
    Joint.SHARES: "联合的按份额折算",
    Joint.FIRST: "联合的只算第一位",
    Joint.PARENT: "联合的算共同的上级单位",
}


def unit_of(measured: Measured, measure: str) -> str:
    """Return the measure word of what is counted: 条, 次, 分."""
    return _COUNTED[measured][1] or measure


def _quota(rule: Quota, measure: str) -> str:
    done, _ = _COUNTED[rule.measured]
    word = unit_of(rule.measured, measure)
    what = done if rule.when == ALWAYS else f"{done}（{_which(rule)}）"
    wanted = "、".join(f"{name}{text(number)}{word}" for name, number in rule.required.items())
    who = f"{phrases.joined(rule.tags)}" if rule.tags is not None else ""
    if rule.subject is Subject.PERSON:
        who += "每人"
    said = [f"{who}{each_period(rule.period)}{what}：{wanted}", *_effects(rule, word, measure)]
    said += [f"其中{_quota(part, measure)}" for part in rule.parts]
    if rule.joint in _TOGETHER:
        said.append(_TOGETHER[rule.joint])
    return "；".join(said)


def _which(rule: Quota) -> str:
    item = phrases.item(rule.when)
    where = (rule.when.publications, rule.when.levels, rule.when.forms, rule.when.routes)
    if all(each is None for each in where):
        return f"只算{item or '信息'}"
    return f"只算{phrases.adopted(rule.when)}"


def _effects(rule: Quota, word: str, measure: str) -> list[str]:
    said = []
    if rule.met is not None:
        said.append(f"完成的{amount(rule.met, measure)}")
    if rule.each_over is not None:
        cap = "" if rule.over_cap is None else f"，最多{amount(rule.over_cap, measure)}"
        said.append(f"每超1{word}{amount(rule.each_over, measure)}{cap}")
    if rule.each_short is not None:
        said.append(f"每缺1{word}{amount(rule.each_short, measure)}")
    if rule.short is not None:
        said.append(f"没有完成的{amount(rule.short, measure)}")
    if rule.short_floor is not None:
        said.append(f"最多{amount(rule.short_floor, measure)}")
    return said


def _among(groups: frozenset[str] | None) -> str:
    return "" if groups is None else f"{phrases.joined(groups)}"


def _rate(rule: RateRule, measure: str) -> str:
    if rule.below is not None:
        bound = f"低于{percent(rule.below)}"
    else:
        bound = f"不低于{percent(rule.at_least or Fraction(0))}"
    period = each_period(rule.period)
    return f"{_among(rule.groups)}{period}采用率{bound}的，{amount(rule.points, measure)}"


def _base(rule: Base, measure: str) -> str:
    return f"{_among(rule.groups)}{each_period(rule.period)}基础分{text(rule.points)}{measure}"


def _limit(rule: Limit, measure: str) -> str:
    names = [] if rule.sections is None else [phrases.in_order(rule.sections)]
    names += ["加分"] if rule.additions else []
    names += ["扣分"] if rule.deductions else []
    what = "、".join(names) or "总分"
    bounds = []
    if rule.cap is not None:
        bounds.append(f"最高{text(rule.cap)}{measure}")
    if rule.floor is not None:
        bounds.append(f"最低{text(rule.floor)}{measure}")
    return f"{each_period(rule.period)}{what}" + "，".join(bounds)


def _conversion(rule: ScaleConversion, measure: str) -> str:
    match rule.method:
        case ConversionMethod.FACTOR:
            how = f"得分乘以{text(rule.factor)}"
        case ConversionMethod.BEST:
            how = f"组内得分最高的为{text(rule.factor)}{measure}，其余按得分与最高分之比折算"
        case _:
            times = "" if rule.factor == 1 else f"，再乘以{text(rule.factor)}"
            how = f"得分除以单位人数{times}"
    cap = "" if rule.cap is None else f"，最高{text(rule.cap)}{measure}"
    return f"{rule.name}：{how}{cap}"


def _pass_mark(rule: PassMark, measure: str) -> str:
    what, _ = _COUNTED[rule.measured]
    short = "低于" if rule.measured is Measured.POINTS else "不足"
    bound = f"{what}{short}{text(rule.below)}{unit_of(rule.measured, measure)}"
    running = "" if rule.running == 1 else f"，连续{rule.running}期"
    veto = "，取消全年评先资格" if rule.veto else ""
    head = f"{_among(rule.groups)}{each_period(rule.period)}{bound}{running}"
    return f"{head}的，认定为“{rule.verdict}”{veto}"


_BY = {
    Criterion.RANK: "全年名次",
    Criterion.POINTS: "全年得分",
    Criterion.GROWTH: "比上年的进步",
    Criterion.ENDORSEMENTS: "全年批示数",
    Criterion.ADOPTIONS: "全年采用数",
    Criterion.EXCELLENT_YEARS: "连续优秀的年数",
    Criterion.CASES: "入选案例数",
}


def _award(rule: Award, measure: str) -> str:
    who = "个人" if rule.subject is Subject.PERSON else "单位"
    among = "各组分别" if rule.groups is None else f"在{phrases.joined(rule.groups)}中"
    said = [f"按{_BY[rule.criterion]}{among}评选{who}“{rule.name}”"]
    if rule.track is not None:
        said.append(f"只看“{rule.track}”赛道")
    if rule.places is not None:
        said.append(f"取前{rule.places}名，末位相同的都算")
    if rule.minimum is not None:
        said.append(_minimum(rule.minimum, measure))
    if rule.years > 1:
        said.append(f"须连续{rule.years}年")
    if rule.conditions:
        said.append(f"须具备：{phrases.joined(rule.conditions)}")
    if rule.honour_points is not None:
        said.append(f"荣誉积分{text(rule.honour_points)}")
    return "；".join(said)


def _minimum(points: Points, measure: str) -> str:
    return f"全年得分不低于{text(points)}{measure}"


SAYERS: dict[type[Rule], Sayer] = {
    Quota: _quota,
    RateRule: _rate,
    Base: _base,
    Limit: _limit,
    ScaleConversion: _conversion,
    PassMark: _pass_mark,
    Award: _award,
}
