"""N910–N939: seals and corrections as files, and what the proof of closed periods finds."""

from __future__ import annotations

from typing import Final

from scoring.findings import FindingKind, Severity

_ERROR: Final = Severity.ERROR
_WARNING: Final = Severity.WARNING
_NOTE: Final = Severity.NOTE

NO_SEAL: Final = FindingKind(
    "N910",
    _WARNING,
    "只印发没有封存",
    "通报已经印发，还没有封存当时的得分和名次；"
    "请运行 chunshui close {period} --issued {day} 补上",
    "封存记下印发时的每一分。没有封存，以后说不清原来公布的是多少。",
    "notices/2026Q3.md 写了 issued，没有 notices/2026Q3.yml",
    "chunshui close 2026Q3 --issued 2026-10-12",
)
NO_NOTICE: Final = FindingKind(
    "N911",
    _ERROR,
    "封存没有通报",
    "没有印发日期为 {day} 的通报 notices/{notice}.md；封存只由 chunshui close 随印发的通报写成",
    "封存说的是一份通报公布了什么；通报没有印发，或印发日期改过，封存就没有着落。",
    "notices/2026Q3.yml 的 as_of 是 2026-10-12，notices/2026Q3.md 没有 issued",
    "（从历史里恢复通报，或删去没有用的封存）",
)
UNKNOWN_RULEBOOK: Final = FindingKind(
    "N912",
    _ERROR,
    "没有封存所说的办法",
    "没有“{found}”这份计分办法；通报用过的办法不能删、不能改名",
    "旧账按当时的办法算，办法要一直留着。",
    "rulebooks: [2026]（rulebooks/2026.md 被删去了）",
    "（从历史里恢复 rulebooks/2026.md）",
)
UNKNOWN_NOTICE: Final = FindingKind(
    "N913",
    _ERROR,
    "更正的通报没有印发",
    "没有已经印发的通报“{found}”；没有封账的时段直接改，不用更正",
    "更正说的是哪一期已经公布的通报错了。",
    "notice: 2026Q4（还没有印发）",
    "notice: 2026Q3",
)
CORRECTED_EARLY: Final = FindingKind(
    "N914",
    _ERROR,
    "更正早于通报",
    "更正的日期 {day} 不晚于通报印发的 {issued}；请写决定更正的那一天",
    "先有通报，才有更正；下一期通报按更正的日期带上差额。",
    "date: 2026-10-01（通报 2026-10-12 印发）",
    "date: 2026-11-05",
)
OUTSIDE: Final = FindingKind(
    "N915",
    _ERROR,
    "更正的文件不在内容里",
    "“{found}”不是 content 里的内容文件；请写 content 里的路径，如 items/2026/09/20260918-短名.md",
    "更正只放行内容里的事实、名录和办法。",
    "files: [../README.md]",
    "files: [items/2026/09/20260918-夜游平遥.md]",
)
GONE: Final = FindingKind(
    "N916",
    _NOTE,
    "更正的文件现在没有",
    "现在没有“{found}”；如果更正就是删去或改名，不用改",
    "更正列出的文件一般还在；写错了路径，就放行不了要改的文件。",
    "files: [items/2026/09/20260918-夜游.md]（没有这个文件）",
    "files: [items/2026/09/20260918-夜游平遥.md]",
)
SUMS: Final = FindingKind(
    "N917",
    _ERROR,
    "差额接不上",
    "“{unit}”的“{score}”{last}是 {expected}，这里的原得分写的是 {found}；"
    "差额由 chunshui correct 计算，不要手写",
    "一期通报更正几次，每次从上一次的结果算起，加起来才等于现在的得分。",
    "before: 30（通报公布的是 35）",
    "before: 35",
)
TOO_EARLY: Final = FindingKind(
    "N918",
    _ERROR,
    "时段没有完就印发了",
    "{period}到 {end} 才完，不能在 {day} 印发通报",
    "时段里还有几天没有过，账还没有记全，不能封。",
    "notices/2026Q3.md 写 issued: 2026-09-28",
    "issued: 2026-10-12",
)

COMMIT_GONE: Final = FindingKind(
    "N920",
    _ERROR,
    "封存的提交不在历史里",
    "{period}按提交 {commit} 的内容封存，现在的历史里没有这个提交：历史被改写过，"
    "或合并时压缩掉了；请从备份找回原来的历史",
    "封存凭提交找得回当时的每一个字；历史被改写，就要问是谁改的。",
    "（git push --force 覆盖了主干）",
    "（从备份恢复主干）",
)
OWN_DIGEST: Final = FindingKind(
    "N921",
    _ERROR,
    "封存和它自己的提交对不上",
    "{period}的“{score}”按提交 {commit} 重算，{found}{program}",
    "同一个提交，同一份办法，重算应当一分不差。",
    "digest: （手工改过的校验值）",
    "（恢复 chunshui close 写的封存）",
)
CHANGED: Final = FindingKind(
    "N922",
    _ERROR,
    "封账时段的账被改了",
    "{period}“{score}”：{what}；提交 {commit}（{who}）改了 {paths}，{why}",
    "封账以后的每一处改动都要有更正；没有更正的，这里逐笔指出是哪一次提交。",
    "（封账以后直接在主干上把采用改了单位）",
    "chunshui correct 2026Q3 --reason … --person … 文件",
)
EXPLAINED: Final = FindingKind(
    "N923",
    _NOTE,
    "已经更正",
    "{period}“{score}”：{what}；提交 {commit}（{who}），由更正 {correction} 说明",
    "更正过的照列出来，供核对。",
    "（2026Q3-1 更正了一条采用）",
    "（不用改）",
)
CHANGED_ROW: Final = FindingKind(
    "N924",
    _ERROR,
    "封账时段的名次变了",
    "{period}“{score}”：{what}；提交 {commit}（{who}）改了 {paths}，{why}",
    "名次、累计也是通报公布的，和得分一样不能悄悄改。",
    "（封账以后把单位挪到另一个类别）",
    "（恢复原来的名录，或写更正）",
)
SEAL_CHANGED: Final = FindingKind(
    "N925",
    _ERROR,
    "封存被改过",
    "封存第一次提交以后，又被提交 {commit}（{who}）{found}",
    "封存只写一次，以后不再动。",
    "（手工改了 notices/2026Q3.yml 里的得分）",
    "（从历史里恢复原文件）",
)
ISSUED_CHANGED: Final = FindingKind(
    "N926",
    _ERROR,
    "印发日期被改过",
    "通报的印发日期原来是 {before}，被提交 {commit}（{who}）改成了 {after}",
    "印发日期决定封到哪一天；改了它，时段就重新开了口。",
    "issued: 2026-10-20（原来是 2026-10-12）",
    "issued: 2026-10-12",
)
CORRECTION_CHANGED: Final = FindingKind(
    "N927",
    _ERROR,
    "更正被改过",
    "更正第一次提交以后，又被提交 {commit}（{who}）{found}；更正只增不改，有错再写一份",
    "更正也是公布过的；一改再改，差额就说不清。",
    "（改了 corrections/2026/2026Q3-1.md 里的差额）",
    "corrections/2026/2026Q3-2.md",
)
CANNOT_COUNT: Final = FindingKind(
    "N928",
    _ERROR,
    "算不出来",
    "{period}按{where}的内容算不出来：那里的内容有错误（用 chunshui check 查看）",
    "内容有错误就不能计分，也就证明不了。",
    "（直接在主干上删去了还在用的单位）",
    "（恢复内容以后再核对）",
)
SHALLOW: Final = FindingKind(
    "N929",
    _ERROR,
    "历史不全",
    "这个仓库克隆时略去了较早的历史，核对不了；请先运行 git fetch --unshallow",
    "核对要回到封存时的提交，少一段都不行。",
    "git clone --depth 1 …",
    "git clone …",
)
CHANGED_BACK: Final = FindingKind(
    "N930",
    _NOTE,
    "改过又改回来了",
    "{period}被提交 {commit}（{who}）改过 {paths}，现在的账和公布的一样",
    "结果没有变，但改过；说出来供核对。",
    "（改错以后又恢复了）",
    "（不用改）",
)
ROW_OF_SEAL: Final = FindingKind(
    "N931",
    _ERROR,
    "公布的得分和现在的不一样",
    "{period}“{score}”：{what}；封存的提交已经找不到，说不清是哪一次提交改的",
    "找不到当时的内容，只能按封存里公布的得分和名次逐个单位核对。",
    "（历史被改写以后）",
    "（从备份恢复历史）",
)

NOTICE_CHANGED: Final = FindingKind(
    "N932",
    _ERROR,
    "通报印发以后又改过",
    "通报印发以后，文件又被提交 {commit}（{who}）改过；印发的是原来的文字，请从历史里恢复",
    "通报是印发过的文件；有错写更正，由下一期带上，不改原文。",
    "（印发以后又改了正文里的名次）",
    "chunshui correct 2026Q3 --reason … --person … 文件",
)

SEALING: Final[tuple[FindingKind, ...]] = (
    NO_SEAL,
    NO_NOTICE,
    UNKNOWN_RULEBOOK,
    UNKNOWN_NOTICE,
    CORRECTED_EARLY,
    OUTSIDE,
    GONE,
    SUMS,
    TOO_EARLY,
    COMMIT_GONE,
    OWN_DIGEST,
    CHANGED,
    EXPLAINED,
    CHANGED_ROW,
    SEAL_CHANGED,
    ISSUED_CHANGED,
    CORRECTION_CHANGED,
    CANNOT_COUNT,
    SHALLOW,
    CHANGED_BACK,
    ROW_OF_SEAL,
    NOTICE_CHANGED,
)
