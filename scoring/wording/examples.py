"""A small example for every kind of rule, computed exactly as the engine computes."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from scoring.conditions import Fixed, Joint, Judged, Multiple, PerLength, Value
from scoring.engine.quotas import consequences
from scoring.engine.words import amount
from scoring.period_rules import (
    Award,
    Base,
    ConversionMethod,
    Criterion,
    Limit,
    PassMark,
    Quota,
    RateRule,
    ScaleConversion,
    Subject,
)
from scoring.periods import period_of
from scoring.points import Points, fraction, normal, rounded, shown, text, times, total
from scoring.results import QuotaState
from scoring.rules import (
    AdoptionRule,
    AssignmentRule,
    Credit,
    EndorsementRule,
    FaultRule,
    ForwardingRule,
    JudgementRule,
    Multiplier,
    Rule,
    SubmissionRule,
)
from scoring.wording.periods import unit_of
from scoring.wording.phrases import Sayer, whole_period

_TEN = Fraction(10)


def _value(given: Value, what: str, measure: str) -> str:
    match given:
        case Fixed(points) if points == 0:
            return f"{what}3次，{amount(points, measure)}"
        case Fixed(points):
            return f"{what}3次，共{amount(times(points, 3), measure)}"
        case Multiple(factor, of):
            result = amount(times(normal(_TEN), factor), measure)
            return f"“{of}”为10{measure}的，{result}"
        case PerLength(points, step):
            length = 8 * step + step - 1
            return f"{length}字按8个{step}字算，{amount(times(points, 8), measure)}"
        case Judged(low, high):
            return _judged(low, high, measure)


def _judged(low: Points, high: Points, measure: str) -> str:
    beyond = normal(fraction(high) + 1)
    said = f"裁量为{text(low)}{measure}或{text(high)}{measure}都可以"
    return f"{said}，{text(beyond)}{measure}就超出了范围"


def _adoption(rule: AdoptionRule, measure: str) -> str:
    said = _value(rule.value, "采用", measure)
    if isinstance(rule.value, Fixed) and rule.joint is Joint.EACH:
        return f"两家单位联合的，各{amount(rule.value.points, measure)}"
    if isinstance(rule.value, Fixed) and rule.joint is Joint.FIRST:
        return f"两家单位联合的，第一单位{amount(rule.value.points, measure)}，第二单位不计"
    return said


def _submission(rule: SubmissionRule, measure: str) -> str:
    return _value(rule.value, "报送", measure)


def _forwarding(rule: ForwardingRule, measure: str) -> str:
    return _value(rule.value, "选报", measure)


def _multiplier(rule: Multiplier, measure: str) -> str:
    after = text(times(normal(_TEN), rule.factor))
    if rule.deductions:
        return f"原扣10{measure}的，改扣{after}{measure}"
    return f"原得10{measure}的，改得{after}{measure}"


def _endorsement(rule: EndorsementRule, measure: str) -> str:
    if rule.doubling is not None:
        more = amount(times(normal(_TEN), normal(rule.doubling - 1)), measure)
        return f"采用得10{measure}的，另{more}"
    if rule.value is None:
        return "没有写明怎样记"
    if isinstance(rule.value, Fixed):
        return f"3件信息各有一次，共{amount(times(rule.value.points, 3), measure)}"
    return _value(rule.value, "批示", measure)


def _assignment(rule: AssignmentRule, measure: str) -> str:
    outcomes = (
        ("按时完成两次", rule.on_time, 2),
        ("迟报一次", rule.late, 1),
        ("没有报一次", rule.missing, 1),
        ("被采用一次", rule.adopted, 1),
    )
    met = [(how, times(points, number)) for how, points, number in outcomes if points is not None]
    if met:
        parts = "、".join(how for how, _ in met)
        return f"{parts}，合计{amount(total(points for _, points in met), measure)}"
    return f"第{rule.strikes}次没有报时清零"


def _fault(rule: FaultRule, measure: str) -> str:
    if rule.points is not None:
        charged = amount(times(rule.points, 2), measure)
        extra = "，有关信息原来的得分一并去掉" if rule.cancels_item else ""
        return f"两次共{charged}{extra}"
    if rule.clears is not None:
        whole = whole_period(rule.clears)
        return f"{whole}原得10{measure}的，{whole}按0{measure}算"
    if rule.cancels_item:
        return f"该件原得10{measure}的，按0{measure}算"
    return "全年得分第一的，也不参加评先"


def _judgement(rule: JudgementRule, measure: str) -> str:
    return _judged(rule.low, rule.high, measure)


def _credit(rule: Credit, measure: str) -> str:
    return f"应得10{measure}的，{rule.to or '上级单位'}记10{measure}，本单位不记"


def _quota(rule: Quota, measure: str) -> str:
    name, required = next(iter(rule.required.items()))
    word = unit_of(rule.measured, measure)
    who = "个人" if rule.subject is Subject.PERSON else "单位"
    said = []
    for step in (-1, 0, 2):
        done = normal(max(Fraction(0), fraction(required) + step))
        state = QuotaState(
            rule, name, period_of(date(2026, 1, 1), rule.period), required, done, True, 0
        )
        given = [points for points, _ in consequences(state, measure)]
        met = "完成" if done >= required else "没有完成"
        result = f"，{amount(total(given), measure)}" if given else ""
        said.append(f"{text(done)}{word}为{met}{result}")
    return f"{name}的{who}，" + "；".join(said)


def _rate(rule: RateRule, measure: str) -> str:
    bound = rule.below if rule.below is not None else rule.at_least
    adopted = int(-(-(bound or Fraction(0)) * 10 // 1))
    if rule.below is not None:
        adopted = max(0, adopted - 1)
    rate = rounded(Fraction(adopted, 10) * 100, 1)
    return f"报送10条、采用{adopted}条，采用率{rate}%，{amount(rule.points, measure)}"


def _base(rule: Base, measure: str) -> str:
    whole = whole_period(rule.period)
    return f"{whole}没有其他加分、扣分的，得{text(rule.points)}{measure}"


def _limit(rule: Limit, measure: str) -> str:
    said = []
    if rule.cap is not None:
        more = normal(fraction(rule.cap) + 3)
        said.append(f"算得{text(more)}{measure}的，按{text(rule.cap)}{measure}计")
    if rule.floor is not None:
        less = normal(fraction(rule.floor) - 3)
        said.append(f"算得{text(less)}{measure}的，按{text(rule.floor)}{measure}计")
    return "；".join(said) or "没有写明上限或下限"


def _conversion(rule: ScaleConversion, measure: str) -> str:
    factor = rule.factor
    match rule.method:
        case ConversionMethod.FACTOR:
            before, result = f"得分80{measure}", 80 * factor
        case ConversionMethod.BEST:
            before, result = f"组内最高80{measure}，本单位60{measure}", Fraction(60, 80) * factor
        case _:
            before, result = f"10人的单位得80{measure}", 8 * factor
    if rule.cap is not None:
        result = min(result, fraction(rule.cap))
    return f"{before}，{rule.name}为{shown(normal(result))}"


def _pass_mark(rule: PassMark, measure: str) -> str:
    word = unit_of(rule.measured, measure)
    less = normal(fraction(rule.below) - 1)
    periods = "" if rule.running == 1 else f"{rule.running}期都是"
    return f"{periods}{text(less)}{word}的认定为“{rule.verdict}”，{text(rule.below)}{word}的不认定"


def _award(rule: Award, measure: str) -> str:
    places = rule.places
    if rule.criterion is Criterion.EXCELLENT_YEARS:
        return f"连续{rule.years}年都优秀的评上，中间断了一年的重新起算"
    if places is not None:
        tied = f"第{places}名有两家得分相同的，两家都评上"
        return f"{tied}，下一家不评"
    if rule.minimum is not None:
        return f"{text(rule.minimum)}{measure}的评上，差一点的不评"
    return "符合条件的都评上"


EXAMPLES: dict[type[Rule], Sayer] = {
    AdoptionRule: _adoption,
    SubmissionRule: _submission,
    ForwardingRule: _forwarding,
    Multiplier: _multiplier,
    EndorsementRule: _endorsement,
    AssignmentRule: _assignment,
    FaultRule: _fault,
    JudgementRule: _judgement,
    Credit: _credit,
    Quota: _quota,
    RateRule: _rate,
    Base: _base,
    Limit: _limit,
    ScaleConversion: _conversion,
    PassMark: _pass_mark,
    Award: _award,
}
