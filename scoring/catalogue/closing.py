"""N901–N949: 通报、封账、更正、核对."""

from __future__ import annotations

from typing import Final

from scoring.findings import FindingKind, Severity

_WARNING: Final = Severity.WARNING
_ERROR: Final = Severity.ERROR

STALE_FIGURE: Final = FindingKind(
    "N901",
    _WARNING,
    "通报里的数和台账不一致",
    "“{name}”现在是 {expected}，这里写的是“{found}”；"
    "运行 chunshui notice {period} --refresh 会改成现在的数",
    "通报里的数都连着台账。拟稿以后又登记了采用、批示，数就会变；印发以前要改成一致。",
    "被采用[28](数:采用条数)条（台账里已是 29 条）",
    "被采用[29](数:采用条数)条",
)
UNKNOWN_FIGURE: Final = FindingKind(
    "N902",
    _WARNING,
    "没有这个数",
    "没有“{name}”这个数{hint}；用 chunshui notice {period} --figures 可以列出全部",
    "通报里的数按名称取自台账；名称写错了，或这个时段没有上期、上年同期可比，就没有数可取。",
    "[28](数:采用件数)",
    "[28](数:采用条数)",
)
UNMENTIONED: Final = FindingKind(
    "N904",
    Severity.NOTE,
    "通报没有提到",
    "{name}现在是 {expected}，拟稿里没有提到；要写就加上 [{expected}](数:{name})，不写不用管",
    "拟稿以后才有的事，原来的正文里没有那一段；要不要写由办公室定。",
    "（拟稿时没有批示，后来登记了一次，正文里没有批示一段）",
    "本季度有[1](数:批示次数)次批示。",
)
UNKNOWN_SLOT: Final = FindingKind(
    "N903",
    _ERROR,
    "通报模板里没有这个空",
    "模板里不能写“{slot}”；能写的有 {known}",
    "通报模板里用花括号写的空由程序填上，只有几个名称可用。",
    "关于{period}信息采用情况的通报",
    "关于{时段}信息采用情况的通报",
)

CLOSING: Final[tuple[FindingKind, ...]] = (STALE_FIGURE, UNKNOWN_FIGURE, UNKNOWN_SLOT, UNMENTIONED)
