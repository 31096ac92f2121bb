"""D701–D719: why a fact is not registered, or which row of a register could not be."""

from __future__ import annotations

from typing import Final

from scoring.findings import FindingKind, Severity

_ERROR: Final = Severity.ERROR

BY_HAND: Final = FindingKind(
    "D701",
    _ERROR,
    "要在文件里改",
    "{path} 的写法特别，不能自动写上；请直接改那个文件，在“{field}”里加上：{line}",
    "程序只在看得清的地方添一处，添完再读一遍，除了这一处什么都不变才算数。",
    "adoptions: 晋政信息（文件换行是 CRLF，或列表写成了一个词）",
    "adoptions:\n  - {publication: 晋政信息, date: 2026-09-20}",
)
NOT_FOUND: Final = FindingKind(
    "D702",
    _ERROR,
    "没有这条信息",
    "没有找到“{found}”这条信息{hint}；请写编号、完整的标题，或标题里连着的几个字",
    "登记要落在一条确定的信息上。",
    "chunshui adopt 一个没有报过的题目 --publication 晋政信息 --date 2026-09-20",
    "chunshui adopt 20260912-新机构挂牌 --publication 晋政信息 --date 2026-09-20",
)
SEVERAL: Final = FindingKind(
    "D703",
    _ERROR,
    "对得上的不止一条",
    "“{found}”不能确定是哪一条，相近的有：{those}；请写编号",
    "登记错了一条，分就记错了单位。",
    "chunshui adopt 春耕 --publication 晋政信息 --date 2026-09-20",
    "chunshui adopt 20260311-一粒种子的票 --publication 晋政信息 --date 2026-09-20",
)
AGAIN: Final = FindingKind(
    "D704",
    _ERROR,
    "已经登记过",
    "{what}已经登记过（{where}）{hint}",
    "同一件事登记两次，就记了两次分。",
    "（同一刊物、同一天的采用登记两次）",
    "（只登记一次）",
)
IN_CLOSED: Final = FindingKind(
    "D705",
    _ERROR,
    "这个时段已经封账",
    "{what}的日期 {day} 在已经封账的{period}里，不能直接登记；"
    "请用 chunshui correct {notice} 更正，写明理由",
    "已经印发的通报不能悄悄变，更正要留下理由，差额由下一期通报结转。",
    "（三季度通报印发以后，补登九月的采用）",
    "chunshui correct 2026Q3 …",
)
NO_ENDORSEMENT: Final = FindingKind(
    "D706",
    _ERROR,
    "没有这次批示",
    "{item} 没有{which}的批示，反馈和转化没有地方可写；请先登记批示",
    "反馈、转化是对某一次批示的落实，要写在那次批示下面。",
    "chunshui endorse 20260912-新机构挂牌 --feedback 已在全省推开 --date 2026-10-20",
    "chunshui endorse 20260912-新机构挂牌 --leader 省长 --date 2026-09-25",
)
CASE_STATE: Final = FindingKind(
    "D707",
    _ERROR,
    "案例不能这样记",
    "{item} {reason}",
    "先由单位推荐到一个赛道，再由办公室评定入选或未入选。",
    "chunshui case select 20260912-新机构挂牌（还没有推荐过）",
    "chunshui case nominate 20260912-新机构挂牌 --track 智慧绩效",
)
ROW_FIELD: Final = FindingKind(
    "D710",
    _ERROR,
    "这一行缺了一项",
    "第 {row} 行：{problem}",
    "标题、刊物、日期三样齐了才能登记；刊物和日期全表一样的，可以写在命令里。",
    "3 | 新机构挂牌 | 晋中市局 | 晋政信息 | | ",
    "3 | 新机构挂牌 | 晋中市局 | 晋政信息 | 第31期 | 2026年9月20日",
)
ROW_DOUBTFUL: Final = FindingKind(
    "D711",
    _ERROR,
    "这一行存疑",
    "第 {row} 行“{title}”存疑：{reason}；候选：{those}。请在报告的“确认”里写编号（或“是”、“否”）",
    "标题有出入、单位对不上、同题的，要人看过才登记。",
    "新机构挂牌情况（底册写的是“税务新机构挂牌成立情况报告”）",
    "（报告.csv 的“确认”一列写 20260912-新机构挂牌）",
)
ROW_MISSING: Final = FindingKind(
    "D712",
    _ERROR,
    "这一行没有对应的信息",
    "第 {row} 行“{title}”在内容库里没有对应的信息；请先补录这条信息，或在报告的“确认”里写编号",
    "没有报送记录的采用无处可记。",
    "（登记表里有，content/items 里没有）",
    "chunshui new 标题 --unit 单位 --date 报送日期",
)
ROW_REFUSED: Final = FindingKind(
    "D713",
    _ERROR,
    "这一行不能登记",
    "第 {row} 行“{title}”不能登记：{reason}",
    "登记表里的一行和手工登记的一条，要过同样的检查。",
    "（采用日期早于报送日期）",
    "（改正日期）",
)
NO_TABLE: Final = FindingKind(
    "D714",
    _ERROR,
    "认不出表头",
    "{path} 里没有认得出的表头；至少要有“标题”（或“题目”）一列，和“刊物”、“日期”、“单位”中的一列",
    "程序按表头的字认每一列是什么，次序不限。",
    "（没有表头，第一行就是内容）",
    "序号 | 标题 | 报送单位 | 采用刊物 | 期号 | 采用日期",
)
ANSWER: Final = FindingKind(
    "D715",
    _ERROR,
    "确认的答复用不上",
    "{path} 第 {row} 行的确认“{found}”用不上：{reason}",
    "答复要对着同一张登记表的同一行，写“是”、“否”或一个编号。",
    "确认：也许",
    "确认：20260912-新机构挂牌",
)

REGISTERING: Final[tuple[FindingKind, ...]] = (
    BY_HAND,
    NOT_FOUND,
    SEVERAL,
    AGAIN,
    IN_CLOSED,
    NO_ENDORSEMENT,
    CASE_STATE,
    ROW_FIELD,
    ROW_DOUBTFUL,
    ROW_MISSING,
    ROW_REFUSED,
    NO_TABLE,
    ANSWER,
)
