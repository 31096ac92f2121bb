"""V450–V469: what is wrong with a form that somebody filled in on a forge's page of issues."""

from __future__ import annotations

from typing import Final

from scoring.findings import FindingKind, Severity

_ERROR: Final = Severity.ERROR

NO_FORM: Final = FindingKind(
    "V450",
    _ERROR,
    "认不出是哪一张表单",
    "认不出这是哪一张表单；请从“新建”里选一张表单来填，不要改“### ”开头的小标题",
    "程序按表单的小标题认内容，小标题改了就不知道哪一段是什么。",
    "### 题目",
    "### 信息标题",
)
NOT_FILLED: Final = FindingKind(
    "V451",
    _ERROR,
    "有一项没有填",
    "“{field}”没有填",
    "必填的几项缺一项就写不成文件。",
    "### 信息标题\n\n_No response_",
    "### 信息标题\n\n秋粮收购开局平稳",
)
ONE_LINE: Final = FindingKind(
    "V452",
    _ERROR,
    "这一项只能写一行",
    "“{field}”只能写一行",
    "标题、作者、日期这样的项写成几行，就分不清哪一行才是。",
    "### 信息标题\n\n秋粮收购\n开局平稳",
    "### 信息标题\n\n秋粮收购开局平稳",
)
NOT_TICKED: Final = FindingKind(
    "V453",
    _ERROR,
    "没有勾选",
    "“{field}”里的各项都要核实并勾选",
    "保密审查、数据核对由报送人负责，没有勾选就不收。",
    "- [ ] 不涉及国家秘密和工作秘密",
    "- [x] 不涉及国家秘密和工作秘密",
)
UNKNOWN_ACCOUNT: Final = FindingKind(
    "V454",
    _ERROR,
    "账号没有登记",
    "账号“{account}”不在人员名录里；请信息科在 people.yml 里登记 accounts 以后再填",
    "表单要知道是谁填的；谁能做什么，按名录里的职务和单位。",
    "（没有登记的账号填了报送信息）",
    "accounts: [xujing]",
)
NOT_ENTITLED: Final = FindingKind(
    "V455",
    _ERROR,
    "不能填这张表单",
    "{who}不能填“{form}”；按流程要{roles}来填",
    "批示、约稿由办公室登记，稿件由信息员报送，自己不能给自己登记批示。",
    "（信息员填批示登记）",
    "（信息科填批示登记）",
)
OTHER_UNIT: Final = FindingKind(
    "V456",
    _ERROR,
    "不是本单位的",
    "{who}只能报本单位和下级单位的信息，这一条是{unit}的",
    "各单位的信息由各单位自己报。",
    "（晋中市局的信息员，作者写太原市局的人）",
    "（作者写本单位的人）",
)
TAKEN: Final = FindingKind(
    "V457",
    _ERROR,
    "已经有了",
    "已经有“{name}”；要改它，请到它的合并请求或文件里改，不是同一件事就换一个标题",
    "同一天、同一个标题只能有一份，后填的表单不能换掉先报的。",
    "（同一天又报一次同一个标题）",
    "（换一个标题，或改已有的那一条）",
)
NO_SUCH_ITEM: Final = FindingKind(
    "V458",
    _ERROR,
    "没有这条信息",
    "主干上没有“{found}”这条信息{hint}；编号就是文件名，如 20261009-秋粮收购",
    "批示要登记在已经合并的那一条信息里。",
    "### 信息编号\n\n秋粮收购",
    "### 信息编号\n\n20261009-秋粮收购",
)
BY_HAND: Final = FindingKind(
    "V459",
    _ERROR,
    "要在文件里改",
    "“{name}”的文件头写法特别，不能自动添上这条批示；请直接改那个文件",
    "程序只在看得清的地方添一行，添完再读一遍，除了这一行什么都不变才算数。",
    "endorsements: 省长",
    "endorsements:\n  - {leader: 省长, date: 2026-09-25}",
)
TOO_MUCH: Final = FindingKind(
    "V460",
    _ERROR,
    "表单太长",
    "表单有 {length} 个字，最多 {limit} 个；长材料请提交文件",
    "再长就不是一条信息了。",
    "（二十万字）",
    "（正文两三千字）",
)
NO_TITLE: Final = FindingKind(
    "V461",
    _ERROR,
    "标题里没有字",
    "“{field}”里没有字，起不了文件名",
    "文件名取自标题里的字和数字。",
    "### 信息标题\n\n……",
    "### 信息标题\n\n秋粮收购开局平稳",
)

FORMS: Final[tuple[FindingKind, ...]] = (
    NO_FORM,
    NOT_FILLED,
    ONE_LINE,
    NOT_TICKED,
    UNKNOWN_ACCOUNT,
    NOT_ENTITLED,
    OTHER_UNIT,
    TAKEN,
    NO_SUCH_ITEM,
    BY_HAND,
    TOO_MUCH,
    NO_TITLE,
)
