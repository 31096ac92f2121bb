"""A601–A619: 约稿、任务 and the like."""

from __future__ import annotations

from typing import Final

from scoring.findings import FindingKind, Severity

_ERROR: Final = Severity.ERROR
_WARNING: Final = Severity.WARNING

ASKED_NOBODY: Final = FindingKind(
    "A601",
    _ERROR,
    "没有写要求谁",
    "没有写要求哪些单位；请写“单位”或“类别”，公开揭榜的写“公开: 是”",
    "约稿和任务总要落到单位；公开揭榜的由单位自己来领。",
    "title: 个税汇算情况约稿（没有单位）",
    "units: [晋中市局, 运城市局]",
)

EXTENSION_SHORTENS: Final = FindingKind(
    "A602",
    _ERROR,
    "延期没有延后",
    "延期延到 {until}，并不晚于截止日期 {due}；请核对两个日期",
    "延期只能往后延；要提前，请改截止日期。",
    "due: 2026-09-20，extensions: [{until: 2026-09-18, …}]",
    "due: 2026-09-20，extensions: [{until: 2026-09-28, …}]",
)
EXTENDED_LATE: Final = FindingKind(
    "A603",
    _WARNING,
    "到期以后才同意延期",
    "{date} 才同意延期，这时 {due} 的期限已经过了；请核对日期，确是补办的可以不改",
    "期限过了再延，逾期就成了按期，扣过的分也会变，应当看得见。",
    "due: 2026-09-20，extensions: [{until: 2026-09-30, date: 2026-09-25, …}]",
    "due: 2026-09-20，extensions: [{until: 2026-09-30, date: 2026-09-18, …}]",
)
CLEARED_UNANSWERED: Final = FindingKind(
    "A604",
    _ERROR,
    "没有答复就销号",
    "“{unit}”在 {date} 销号，此前却没有登记答复；请先登记答复（不是信息的写说明）",
    "销号是核实答复；没有答复，就不知道核实的是什么。",
    "cleared: [{unit: 晋中市局, date: 2026-10-20, …}]（没有 answers）",
    "answers: [{unit: 晋中市局, date: 2026-10-12, note: 已加装扶手}]\n"
    "cleared: [{unit: 晋中市局, date: 2026-10-20, …}]",
)
CLEARED_BY_OTHER: Final = FindingKind(
    "A605",
    _ERROR,
    "销号的人不对",
    "“{person}”不能给“{unit}”销号；{who}",
    "自己的事不能由自己销号，别人下达的事也不能由旁人销号。",
    "issuer: 省局办公室，cleared: [{unit: 晋中市局, person: 晋中市局/xujing, …}]",
    "issuer: 省局办公室，cleared: [{unit: 晋中市局, person: 省局办公室/xuejing, …}]",
)
NOT_AN_ISSUER: Final = FindingKind(
    "A606",
    _WARNING,
    "下达人没有这个职务",
    "{kind}应由担任{roles}的人下达，“{issuer}”没有这个职务；"
    "请核对下达人，或改 registry/assignments.yml",
    "谁可以下达，由本单位在 registry/assignments.yml 里定。",
    "issuer: 晋中市局/xujing（约稿应由信息科下达）",
    "issuer: 省局办公室/jingshuyan",
)
WRONG_FORM: Final = FindingKind(
    "A607",
    _WARNING,
    "答复的形式不算数",
    "{kind}要交{wanted}，“{unit}”交的是{found}，不算答复；请补登记，或改种类的答复形式",
    "每种任务交什么才算，写在 registry/assignments.yml；形式不对，灯不会变。",
    "kind: 约稿，answers: [{unit: 晋中市局, date: 2026-09-18, note: 已电话说明}]",
    "kind: 约稿，answers: [{unit: 晋中市局, date: 2026-09-18, item: 20260918-个税汇算}]",
)
CLAIM_NOT_OPEN: Final = FindingKind(
    "A608",
    _ERROR,
    "没有公开就揭了榜",
    "“{unit}”揭了榜，可这一件没有公开；公开揭榜的请写“公开: 是”，指定单位的写在“单位”里",
    "公开的由单位自己领，指定的不用领，两样不能混。",
    "units: [太原市局]\nclaims: [{unit: 晋城市局, date: 2026-03-20}]",
    "public: 是\nclaims: [{unit: 晋城市局, date: 2026-03-20}]",
)
BEFORE_ISSUED: Final = FindingKind(
    "A609",
    _ERROR,
    "登记的日期早于下达",
    "{what}的日期 {date} 早于下达日期 {issued}；请核对",
    "先下达，后有揭榜、进度、延期和销号；反了必有一个写错。",
    "issued: 2026-09-10，progress: [{unit: 晋中市局, date: 2026-09-01, …}]",
    "issued: 2026-09-10，progress: [{unit: 晋中市局, date: 2026-09-30, …}]",
)
NOT_CONCERNED: Final = FindingKind(
    "A610",
    _ERROR,
    "与这个单位无关",
    "{what}写的“{unit}”不在“{assignment}”要求的单位里；请核对单位",
    "没有要求的单位，没有进度可报，也没有期限可延、号可销。",
    "units: [晋中市局]，extensions: [{unit: 运城市局, …}]",
    "units: [晋中市局, 运城市局]，extensions: [{unit: 运城市局, …}]",
)

ASSIGNMENTS: Final[tuple[FindingKind, ...]] = (
    ASKED_NOBODY,
    EXTENSION_SHORTENS,
    EXTENDED_LATE,
    CLEARED_UNANSWERED,
    CLEARED_BY_OTHER,
    NOT_AN_ISSUER,
    WRONG_FORM,
    CLAIM_NOT_OPEN,
    BEFORE_ISSUED,
    NOT_CONCERNED,
)
