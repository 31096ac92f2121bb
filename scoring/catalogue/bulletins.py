"""B830–B849: 刊物编发 and the documents that are made of it."""

from __future__ import annotations

from typing import Final

from scoring.findings import FindingKind, Severity

_ERROR: Final = Severity.ERROR
_WARNING: Final = Severity.WARNING

NUMBER_TAKEN: Final = FindingKind(
    "B830",
    _ERROR,
    "期号用过了",
    "{year}年的{publication}已经有{issue}（{other}）；请换一个期号",
    "同一刊物同一年里，一个期号只有一期；采用登记靠期号找到它。",
    "issue: 第32期（已有）",
    "issue: 第33期",
)

NOT_OWN: Final = FindingKind(
    "B831",
    _ERROR,
    "不是本级刊物",
    "“{publication}”不是本级刊物，不由本单位编发；是本级刊物的，请在刊物名录写“本级: 是”",
    "只有本级刊物由本单位编发；上级采用的，直接登记在信息里。",
    "publication: 晋政信息",
    "publication: 山西税务简报",
)

ITEM_TWICE: Final = FindingKind(
    "B832",
    _ERROR,
    "一期里刊登了两次",
    "“{item}”在这一期里已经有了；请删去一处",
    "一条信息在一期里只刊登一次，采用也只记一次。",
    "items: [{item: 20260918-夜游平遥}, {item: 20260918-夜游平遥}]",
    "items: [{item: 20260918-夜游平遥}]",
)

ITEM_LATER: Final = FindingKind(
    "B833",
    _ERROR,
    "信息晚于这一期",
    "“{item}”是{date}报送的，这一期是{issued}编发的；请核对日期或换一条",
    "还没有报送的信息不能刊登。",
    "date: 2026-09-10（信息 9 月 18 日报送）",
    "date: 2026-09-21",
)

DIGEST_LONG: Final = FindingKind(
    "B834",
    _ERROR,
    "摘要比原文长",
    "“{item}”的摘要有{digest}字，原文只有{whole}字；请改短，或写“刊登: 全文”",
    "摘要是原文的缩写，不能比原文长。",
    "digest: （比原文还长的一段）",
    "printed: 全文",
)

DIGEST_UNUSED: Final = FindingKind(
    "B835",
    _WARNING,
    "写了摘要但登全文",
    "“{item}”写了摘要，但没有写“刊登: 摘要”，摘要不会刊登；请补上，或删去摘要",
    "登全文时不用摘要；写了却不用，多半是漏写了刊登方式。",
    "{item: 20260918-夜游平遥, digest: 平遥古城夜间经济……}",
    "{item: 20260918-夜游平遥, printed: 摘要, digest: 平遥古城夜间经济……}",
)

NOT_REGISTERED: Final = FindingKind(
    "B836",
    _WARNING,
    "没有登记采用",
    "“{item}”刊登在{publication}{issue}（{date}），但没有登记采用；"
    "请运行 chunshui bulletin compile，或在信息里补登",
    "刊登了就是采用；没有登记，作者和单位得不到分。",
    "items: [{item: 20260918-夜游平遥}]（信息里没有采用）",
    "adoptions: [{publication: 山西税务简报, date: 2026-11-10, issue: 第32期}]",
)

ADOPTED_OTHERWISE: Final = FindingKind(
    "B837",
    _WARNING,
    "采用登记和这一期不一致",
    "“{item}”登记的是{publication}{found}，这一期是{issue}（{date}）；请改成一致",
    "刊物上印的和登记的要是一回事，否则通报和刊物对不上。",
    "adoptions: [{publication: 山西税务简报, date: 2026-11-11, issue: 第32期}]",
    "adoptions: [{publication: 山西税务简报, date: 2026-11-10, issue: 第32期}]",
)

NOT_PRINTED: Final = FindingKind(
    "B838",
    _WARNING,
    "登记的这一期没有刊登",
    "登记说采用于{publication}{issue}，但{path}里没有这条；请核对期号，或补进那一期",
    "编发的一期写明了刊登哪些信息；登记的采用应当在里面。",
    "adoptions: [{publication: 山西税务简报, date: 2026-11-10, issue: 第23期}]",
    "adoptions: [{publication: 山西税务简报, date: 2026-11-10, issue: 第32期}]",
)

NOT_PASSED: Final = FindingKind(
    "B839",
    _ERROR,
    "还没有审完",
    "“{item}”{state}，不能刊登；请等审核通过，或换一条",
    "刊物只刊登审完的稿件；审核以后又改过的，要重新审。",
    "chunshui bulletin compile 山西税务简报 --issue 41 在审的一条",
    "chunshui bulletin compile 山西税务简报 --issue 41 审完的一条",
)

OTHER_ISSUE: Final = FindingKind(
    "B840",
    _ERROR,
    "这一期已经编过",
    "{path}已经有了，和这次要写的不一样；改这一期请直接改那个文件，另编一期请换期号",
    "编发过的一期不会被悄悄改写。",
    "chunshui bulletin compile 山西税务简报 --issue 32 另一条",
    "chunshui bulletin compile 山西税务简报 --issue 33 另一条",
)

UNWRITABLE: Final = FindingKind(
    "B841",
    _ERROR,
    "登记不进去",
    "{path}的写法不能自动登记采用；请先运行 chunshui check 改好它，或手工补登",
    "登记只在原文件里添一行，其余一个字不动；写法有毛病时不动它。",
    "（文件开头有 BOM 或换行是 CRLF）",
    "（另存为 UTF-8、换行 LF）",
)

PRINTED_BEFORE: Final = FindingKind(
    "B842",
    _WARNING,
    "同一刊物登过了",
    "“{item}”在{publication}{before}（{date}）登过了；请核对是否重复刊登",
    "同一条信息在同一刊物上再登一次，多半是选稿时忘了上次登过。",
    "items: [{item: 20260918-夜游平遥}]（第32期已登）",
    "items: [{item: 20261019-古堡民宿}]",
)

NO_FACE: Final = FindingKind(
    "B849",
    _ERROR,
    "没有中文字体",
    "本机没有中文字体，不能生成 PDF；请装一种中文字体（如 Noto Serif CJK SC、Fandol），"
    "或用 --fonts 指出放字体文件的文件夹；Word 文件不受影响",
    "PDF 要把字体放进文件里；没有中文字体的 PDF 全是空框。",
    "chunshui bulletin print 山西税务简报 40 --format pdf",
    "chunshui bulletin print 山西税务简报 40 --format pdf --fonts 字体",
)

BULLETINS: Final[tuple[FindingKind, ...]] = (
    NUMBER_TAKEN, NOT_OWN, ITEM_TWICE, ITEM_LATER, DIGEST_LONG, DIGEST_UNUSED, NOT_REGISTERED,
    ADOPTED_OTHERWISE, NOT_PRINTED, NOT_PASSED, OTHER_ISSUE, UNWRITABLE, PRINTED_BEFORE,
    NO_FACE,
)  # fmt: skip
