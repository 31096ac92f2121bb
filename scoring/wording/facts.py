"""Sentences of rules that look at one fact."""

from __future__ import annotations

from scoring.conditions import Condition
from scoring.engine.words import amount
from scoring.points import text
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
from scoring.wording import phrases
from scoring.wording.phrases import Sayer, value


def _adoption(rule: AdoptionRule, measure: str) -> str:
    said = f"{phrases.adopted(rule.when)}，{value(rule.value, measure)}"
    return said + phrases.joint(rule.joint)


def _submission(rule: SubmissionRule, measure: str) -> str:
    when = rule.when
    level = "" if when.levels is None else f"写给{phrases.levels_of(when.levels)}的"
    state = "" if when.adopted is None else ("并被采用" if when.adopted else "但没有被采用")
    what = phrases.item(when) or "信息"
    return f"报送{level}{what}{state}的，{value(rule.value, measure)}"


def _forwarding(rule: ForwardingRule, measure: str) -> str:
    level = "上级" if rule.when.levels is None else phrases.levels_of(rule.when.levels)
    return f"{phrases.item(rule.when)}被选报{level}的，{value(rule.value, measure)}"


def _multiplier(rule: Multiplier, measure: str) -> str:  # noqa: ARG001 - one signature for all
    if rule.deductions:
        what = "各项扣分"
    else:
        what = "得分" if rule.section is None else f"{rule.section.label}得分"
    plain = rule.when.publications is None and rule.when.levels is None and rule.when.forms is None
    if plain and rule.when.routes is None:
        who = phrases.item(rule.when)
        if rule.when == Condition(groups=rule.when.groups):
            who = phrases.joined(rule.when.groups or ())
        return f"{who or '所有单位'}，{what}乘以{text(rule.factor)}"
    return f"{phrases.adopted(rule.when)}，{what}乘以{text(rule.factor)}"


def _endorsement(rule: EndorsementRule, measure: str) -> str:
    levels = "" if rule.levels is None else phrases.levels_of(rule.levels)
    ranks = "" if rule.ranks is None else phrases.joined(rule.ranks)
    who = phrases.joined(rule.leaders) if rule.leaders is not None else f"{levels}{ranks}"
    if rule.leaders is None and rule.ranks is None:
        who += "领导"
    where = "" if rule.publications is None else f"在{phrases.papers(rule.publications)}上"
    kind = {None: "批示", True: "作出肯定性批示", False: "作出不属肯定性的批示"}[rule.praise]
    said = f"{who}{where}{kind}的"
    if rule.adopted_levels is not None:
        said = f"信息已被{phrases.levels_of(rule.adopted_levels)}采用，{said}"
    if rule.doubling is not None:
        said += f"，该件采用得分变为{text(rule.doubling)}倍"
    elif rule.value is not None:
        said += f"，{value(rule.value, measure, '每次')}"
    if rule.needs_adoption:
        said += "；没有采用的不适用"
    return said + phrases.joint(rule.joint)


def _assignment(rule: AssignmentRule, measure: str) -> str:
    kinds = phrases.in_order(rule.kinds)
    names = "" if rule.categories is None else f"“{phrases.joined(rule.categories)}”"
    outcomes = (
        ("按时完成的", rule.on_time),
        ("迟报的", rule.late),
        ("到期没有报的", rule.missing),
        ("所报信息被采用的，另", rule.adopted),
    )
    said = [f"{how}{amount(points, measure)}" for how, points in outcomes if points is not None]
    if rule.strikes is not None and rule.strike_period and rule.clears:
        said.append(
            f"{phrases.whole_period(rule.strike_period)}累计{rule.strikes}次没有报的，"
            f"{phrases.whole_period(rule.clears)}得分清零"
        )
    return f"{kinds}{names}：" + "；".join(said)


def _fault(rule: FaultRule, measure: str) -> str:
    said = []
    if rule.points is not None:
        said.append(f"每次{amount(rule.points, measure)}")
    if rule.cancels_item:
        said.append("该件信息的得分作废")
    if rule.clears is not None:
        said.append(f"{phrases.whole_period(rule.clears)}得分清零")
    if rule.charged is not None:
        said.append(f"所扣的分从{rule.charged.label}度起计入")
    if rule.veto:
        said.append("取消全年评先资格")
    return f"{phrases.in_order(rule.kinds)}的，" + "，".join(said)


def _judgement(rule: JudgementRule, measure: str) -> str:
    return f"由信息科在{text(rule.low)}至{text(rule.high)}{measure}之间裁量，写明理由"


def _credit(rule: Credit, measure: str) -> str:  # noqa: ARG001
    names = [*sorted(rule.units or ()), *sorted(rule.groups or ())]
    who = "、".join(names) or "各单位"
    return f"{who}的得分，记到{rule.to or '各自的上级单位'}"


SAYERS: dict[type[Rule], Sayer] = {
    AdoptionRule: _adoption,
    SubmissionRule: _submission,
    ForwardingRule: _forwarding,
    Multiplier: _multiplier,
    EndorsementRule: _endorsement,
    AssignmentRule: _assignment,
    FaultRule: _fault,
    JudgementRule: _judgement,
    Credit: _credit,
}
