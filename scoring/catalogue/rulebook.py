"""R301–R320: findings about rulebooks."""

from __future__ import annotations

from typing import Final

from scoring.findings import FindingKind, Severity

_ERROR: Final = Severity.ERROR
_WARNING: Final = Severity.WARNING

VALUE_FORM: Final = FindingKind(
    "R301",
    _ERROR,
    "记分的写法不对",
    "记分应为一个数，或 {{倍数: 2, 依据: 条款}}、{{每字: 100, 记: 5}}、{{范围: [1, 5]}} 之一",
    "记分只有这几种算法，写全了程序才知道怎样算。",
    "记分: {倍数: 2}",
    "记分: {倍数: 2, 依据: 第五条（一）}",
)
ONE_VALUE: Final = FindingKind(
    "R302",
    _ERROR,
    "记分与加倍二选一",
    "{clause}的批示{fault}；“记分”和“加倍”要写一个，也只写一个",
    "一条批示或者记固定的分，或者使采用得分加倍，两种都写就不知道按哪种。",
    "{条款: 第六条, 层级: 省级, 记分: 10, 加倍: 2}",
    "{条款: 第六条, 层级: 省级, 加倍: 2}",
)
RANGE_ORDER: Final = FindingKind(
    "R303",
    _ERROR,
    "范围前后颠倒",
    "{clause}的{what}从 {low} 到 {high}，前一个数应不大于后一个数",
    "前大后小的范围里什么也没有，这一条永远用不上。",
    "字数: {起: 1000, 止: 500}",
    "字数: {起: 500, 止: 1000}",
)
UNREACHABLE: Final = FindingKind(
    "R304",
    _ERROR,
    "规则永远用不上",
    "{clause}的{section}规则永远用不上：前面的 {earlier} 已管了它的全部情形；请移到前面或删除",
    "从上到下第一条相符的规则生效；排在笼统规则后面的具体规则不会生效。",
    "- {条款: 一, 层级: 省级, 记分: 10}\n- {条款: 二, 层级: 省级, 形式: 单篇, 记分: 20}",
    "- {条款: 二, 层级: 省级, 形式: 单篇, 记分: 20}\n- {条款: 一, 层级: 省级, 记分: 10}",
)
OVERLAP: Final = FindingKind(
    "R305",
    _WARNING,
    "两条规则有交叉",
    "{clause}与前面的 {earlier}（第{line}行）有交叉，交叉部分按前面的一条记分；请核对是否如此",
    "两条规则互不包含又有交叉时，先后次序决定得分，应由人确认。",
    "- {条款: 一, 体裁: 调研, 记分: 20}\n- {条款: 二, 形式: 单篇, 记分: 10}",
    "- {条款: 一, 体裁: 调研, 形式: 单篇, 记分: 20}\n- {条款: 二, 形式: 单篇, 记分: 10}",
)
GAP: Final = FindingKind(
    "R306",
    _WARNING,
    "刊物没有分值",
    "刊物“{publication}”的采用，这份办法没有一条规则记分；如确不计分，可写一条记 0 分的规则",
    "登记了的刊物却没有分值，多半是漏写；写明记 0 分，就不再提醒。",
    "（没有一条规则涉及《山西信息》）",
    "- {条款: 第五条（六）, 刊物: 山西信息, 记分: 0}",
)
NO_BASIS: Final = FindingKind(
    "R307",
    _ERROR,
    "依据不存在",
    "{clause}的依据“{basis}”既不是采用规则的条款，也不是分值表的名称{hint}",
    "倍数要有可乘的分值。",
    "记分: {倍数: 2, 依据: 第五条（九）}",
    "记分: {倍数: 2, 依据: 第五条（二）}",
)
UNFIT_BASIS: Final = FindingKind(
    "R308",
    _ERROR,
    "依据不能用来相乘",
    "{clause}的依据“{basis}”{fault}；依据应是一条有固定分值的采用规则，或一张分值表",
    "依据若再指向倍数，就可能转圈；若指向几条不同的分值，就不知道乘哪一条。",
    "第五条（一）依据第五条（二），第五条（二）又依据第五条（一）",
    "第五条（一）记分: 10，第五条（二）依据第五条（一）",
)
NO_TABLE_VALUE: Final = FindingKind(
    "R309",
    _ERROR,
    "分值表里没有这个刊物",
    "{clause}按分值表“{basis}”记分，但表里没有刊物“{publication}”，也没有它的层级",
    "表里没有的刊物没有可乘的分值，被采用也得不到分。",
    "分值表: [{名称: 省级分值, 来源: …, 刊物: {晋政信息: 10}}]",
    "分值表: [{名称: 省级分值, 来源: …, 刊物: {晋政信息: 10, 山西信息: 5}}]",
)
NO_GROUP: Final = FindingKind(
    "R310",
    _ERROR,
    "没有这个组",
    "{clause}的“{group}”不是单位的类别，也不是“分组”里的组{hint}",
    "写错了组名，这一条就对谁也不起作用。",
    "类别: 县区局",
    "类别: 县区",
)
SAME_START: Final = FindingKind(
    "R311",
    _ERROR,
    "两份办法同一天施行",
    "这份办法与 {other} 都是“{score}”的计分办法，又同在 {day} 施行；请改其中一份的施行日期或计分",
    "一天只能有一份有效的办法。",
    "施行: 2026-01-01（两份都是）",
    "施行: 2026-07-01（后一份）",
)
ENDS_BEFORE_START: Final = FindingKind(
    "R312",
    _ERROR,
    "废止早于施行",
    "废止日期 {until} 早于施行日期 {start}",
    "这样的办法一天也没有施行。",
    "施行: 2026-01-01\n废止: 2025-12-31",
    "施行: 2026-01-01\n废止: 2026-12-31",
)
TIME_GAP: Final = FindingKind(
    "R313",
    _WARNING,
    "两份办法之间有空档",
    "{other} 到 {until} 废止，这份办法 {start} 才施行，中间的采用没有办法可依；请核对日期",
    "空档里的采用不记分。",
    "前一份 废止: 2025-12-31，后一份 施行: 2026-02-01",
    "前一份 废止: 2025-12-31，后一份 施行: 2026-01-01",
)
OUTSIDE_RANGE: Final = FindingKind(
    "R314",
    _ERROR,
    "裁量超出范围",
    "裁量依据{clause}，应在 {low} 到 {high} 之间，这里是 {points}",
    "裁量只能在办法给的范围内。",
    "judgements: [{clause: 第十条, points: 8, …}]（第十条范围 1 到 5）",
    "judgements: [{clause: 第十条, points: 5, …}]",
)
NOT_JUDGED: Final = FindingKind(
    "R315",
    _ERROR,
    "这一条不能裁量",
    "{day} 有效的计分办法里，“{clause}”没有给出裁量的范围{hint}",
    "没有范围的条款按固定分值记，不能另行裁量。",
    "judgements: [{clause: 第五条, …}]（第五条是固定分值）",
    "judgements: [{clause: 第十条, …}]（第十条有范围）",
)
LIMITS: Final = FindingKind(
    "R316",
    _ERROR,
    "限额不成立",
    "{clause}的限额{fault}",
    "限额至少要有上限或下限，下限不能高于上限。",
    "{条款: 第九条, 期: 年, 上限: 0, 下限: 10}",
    "{条款: 第九条, 期: 年, 上限: 10, 下限: 0}",
)
RATE_BOUND: Final = FindingKind(
    "R317",
    _ERROR,
    "采用率的界限不对",
    "{clause}的采用率，“低于”和“不低于”要写一个，也只写一个",
    "一行只能有一个界限；两档分两行写。",
    "{条款: 第九条, 期: 年, 记分: -1}",
    "{条款: 第九条, 期: 年, 低于: 30%, 记分: -1}",
)
NO_EFFECT: Final = FindingKind(
    "R318",
    _ERROR,
    "这一行什么也没有规定",
    "{clause}的{section}没有写明{wanted}",
    "没有写后果的一行对得分不起作用，多半是漏写。",
    "{条款: 第十一条, 种类: 失实}",
    "{条款: 第十一条, 种类: 失实, 记分: -5}",
)
REPEATED: Final = FindingKind(
    "R319",
    _ERROR,
    "重复",
    "{what}“{name}”出现了两次；{mend}",
    "同一个名称出现两次，就不知道按哪一次。",
    "分组: {甲组: [办公室], 乙组: [办公室]}",
    "分组: {甲组: [办公室], 乙组: [人事科]}",
)

RULEBOOK: Final[tuple[FindingKind, ...]] = (
    VALUE_FORM,
    ONE_VALUE,
    RANGE_ORDER,
    UNREACHABLE,
    OVERLAP,
    GAP,
    NO_BASIS,
    UNFIT_BASIS,
    NO_TABLE_VALUE,
    NO_GROUP,
    SAME_START,
    ENDS_BEFORE_START,
    TIME_GAP,
    OUTSIDE_RANGE,
    NOT_JUDGED,
    LIMITS,
    RATE_BOUND,
    NO_EFFECT,
    REPEATED,
)
