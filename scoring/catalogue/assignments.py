"""A601–A619: 约稿、任务 and the like."""

from __future__ import annotations

from typing import Final

from scoring.findings import FindingKind, Severity

_ERROR: Final = Severity.ERROR

ASKED_NOBODY: Final = FindingKind(
    "A601",
    _ERROR,
    "没有写要求谁",
    "没有写要求哪些单位；请写“单位”或“类别”，公开揭榜的写“公开: 是”",
    "约稿和任务总要落到单位；公开揭榜的由单位自己来领。",
    "title: 个税汇算情况约稿（没有单位）",
    "units: [晋中市局, 运城市局]",
)

ASSIGNMENTS: Final[tuple[FindingKind, ...]] = (ASKED_NOBODY,)
