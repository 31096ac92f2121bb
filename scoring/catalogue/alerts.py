"""A620–A639: 预警规则 and 问责登记."""

from __future__ import annotations

from typing import Final

from scoring.findings import FindingKind, Severity

_ERROR: Final = Severity.ERROR
_WARNING: Final = Severity.WARNING

RULE_LACKS: Final = FindingKind(
    "A620",
    _ERROR,
    "预警规则少了条件",
    "预警规则“{name}”看“{watch}”，要写{missing}",
    "少了条件，规则就不知道什么时候该亮灯。",
    "{名称: 两季靠后, 看: 连续靠后, 等级: 红, 连续: 2}（没有期，也没有后几名）",
    "{名称: 两季靠后, 看: 连续靠后, 等级: 红, 期: 季, 连续: 2, 后几名: 2}",
)
RULE_IDLE: Final = FindingKind(
    "A621",
    _ERROR,
    "预警规则多了条件",
    "预警规则“{name}”看“{watch}”，用不上“{extra}”；请删去，或者另写一条规则",
    "写了而不起作用的条件，会让人以为规则比实际的严或者宽。",
    "{名称: 零报送, 看: 零报送, 等级: 黄, 期: 月, 后几名: 2}",
    "{名称: 零报送, 看: 零报送, 等级: 黄, 期: 月}",
)
RULE_TWICE: Final = FindingKind(
    "A622",
    _ERROR,
    "两条预警规则同名",
    "第 {line} 行已有叫“{name}”的预警规则；请另起一个名称",
    "问责登记按名称指明是哪一条规则，名称只能有一个。",
    "两条都叫“零报送”",
    "“月零报送”和“季零报送”",
)
UNKNOWN_RULE: Final = FindingKind(
    "A623",
    _WARNING,
    "没有这条预警规则",
    "预警规则里没有“{name}”；请核对名称，规则已经废止的可以不改",
    "写对名称，预警页才能看出这条预警已经处理。",
    "rule: 两季靠后挂排",
    "rule: 两季靠后挂牌",
)
ENDED_EARLY: Final = FindingKind(
    "A624",
    _ERROR,
    "解除早于开始",
    "{unit}的{kind}解除于 {ended}，早于开始的 {date}；请核对两个日期",
    "先有约谈、挂牌，后有解除。",
    "{种类: 挂牌督导, 日期: 2026-07-13, 解除: 2026-06-30, …}",
    "{种类: 挂牌督导, 日期: 2026-07-13, 解除: 2026-10-20, …}",
)
NOT_RANKED: Final = FindingKind(
    "A625",
    _ERROR,
    "这种期不排名",
    "预警规则“{name}”看“{watch}”，期只能是月、季、半年、年，不能是{period}",
    "排名按月、季、半年、年出，按周、半月没有名次和采用率可看。",
    "{名称: 周零报送, 看: 零报送, 等级: 蓝, 期: 周}",
    "{名称: 月零报送, 看: 零报送, 等级: 蓝, 期: 月}",
)
UNKNOWN_SCORE: Final = FindingKind(
    "A626",
    _ERROR,
    "没有这项计分",
    "预警规则“{name}”看的计分“{score}”，没有一份计分办法算它",
    "规则要看排名和定额，计分的名称必须对得上。",
    "计分: 信息分",
    "计分: 信息",
)

ALERTS: Final[tuple[FindingKind, ...]] = (
    RULE_LACKS,
    RULE_IDLE,
    RULE_TWICE,
    UNKNOWN_RULE,
    ENDED_EARLY,
    NOT_RANKED,
    UNKNOWN_SCORE,
)
