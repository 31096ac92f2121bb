"""G501–G549: why a request may not be merged, or what it still waits for.

Errors refuse a request; warnings (G540–G549) say what it waits for.
"""

from __future__ import annotations

from typing import Final

from scoring.findings import FindingKind, Severity

_ERROR: Final = Severity.ERROR
_WAITS: Final = Severity.WARNING

MIXED: Final = FindingKind(
    "G501",
    _ERROR,
    "几类内容混在一起",
    "这次请求同时改了{areas}，它们由不同的人负责；请分成几次请求",
    "稿件和登记之外，名录、办法、流程、页面、程序各改各的，才看得清、管得住。",
    "一次请求里既报稿件，又改 registry/workflow.yml",
    "稿件一次，流程另外一次",
)
NOT_OWNER: Final = FindingKind(
    "G502",
    _ERROR,
    "不归提交人改",
    "{who}不能改“{area}”；审核流程规定由{roles}来改",
    "哪类内容由谁改，写在 registry/workflow.yml 的“分工”里。",
    "信息员改 registry/people.yml",
    "请信息科的人来改",
)
NOBODY_OWNS: Final = FindingKind(
    "G503",
    _ERROR,
    "没有规定由谁改",
    "审核流程的“分工”没有规定谁可以改“{area}”；请先在 registry/workflow.yml 里写明",
    "没有规定就没有人负责，所以不放行。",
    "owners: []",
    "owners:\n  - {area: 办法, roles: [办公室主任]}",
)
STRANGER: Final = FindingKind(
    "G504",
    _ERROR,
    "提交人不在名录",
    "提交人“{found}”不在人员名录里；请在 registry/people.yml 给本人登记邮箱或账号",
    "不知道是谁改的，就不知道他能不能改。",
    "git config user.email me@localhost",
    "git config user.email xujing@office.example.invalid（名录里登记的邮箱）",
)
NO_COMMON_PAST: Final = FindingKind(
    "G505",
    _ERROR,
    "和主干没有唯一的共同起点",
    "这个分支和主干{found}，看不清改了什么；请从现在的主干重新开分支",
    "改了什么，是和共同起点比出来的；起点不清，改动就能藏起来。",
    "（另起炉灶的分支，或互相交叉合并过的分支）",
    "git switch -c review/新分支 main",
)
BEHIND: Final = FindingKind(
    "G506",
    _ERROR,
    "主干上也改了",
    "分支开出以后，主干上也改了这个文件；请先把主干合并进来（git merge main），再看一遍",
    "两边各改一半拼出来的文字，没有人审过。",
    "（分支和主干改了同一条信息）",
    "git merge main",
)
NO_WORKFLOW: Final = FindingKind(
    "G507",
    _ERROR,
    "没有审核流程",
    "主干上没有可用的 registry/workflow.yml，无从判断；请先由管理员把审核流程放进主干",
    "把关按主干上的规定，主干上没有规定，就一律不放行。",
    "（没有 registry/workflow.yml）",
    "（先在主干上建立 registry/workflow.yml）",
)
UNSIGNED_COMMIT: Final = FindingKind(
    "G508",
    _ERROR,
    "提交没有本人的签名",
    "名录里登记了“{person}”的公钥，提交 {commit} {found}；请用本人的密钥签名（git commit -S）",
    "提交里的姓名和邮箱谁都能写；登记了公钥的人，以签名为准。",
    "git -c user.email=xue@office.example.invalid commit",
    "git commit -S",
)
OFFICE_FIELD: Final = FindingKind(
    "G510",
    _ERROR,
    "写了应由信息科登记的字段",
    "{who}不能写“{field}”：它由{roles}登记",
    "采用、批示、案例评定等会带来记分，自己不能给自己登记。",
    "（信息员在自己的稿件里加上）批示: [{批示人: 省长, 日期: 2026-09-25}]",
    "（请信息科登记）",
)
OTHER_UNIT: Final = FindingKind(
    "G511",
    _ERROR,
    "别的单位的稿件",
    "{who}是{own}的人，不能改{unit}的稿件",
    "各单位只改本单位和下级单位的稿件。",
    "太原市局的人改晋中市局的稿件",
    "请晋中市局的人来改",
)
CLOSED: Final = FindingKind(
    "G512",
    _ERROR,
    "时段已经封账",
    "{what}的日期 {day} 在已印发通报的{period}里；封账以后不能再添、再改、移进或移出，"
    "只能更正：在同一次请求里加一份更正（chunshui correct），列出这个文件",
    "通报印发以后，那个时段的名次就定了。确有错误的，写更正，下一期通报带上差额。",
    "（2026 年三季度通报印发以后）date: 2026-09-30",
    "date: 2026-10-09",
)
BEFORE_RULES: Final = FindingKind(
    "G513",
    _ERROR,
    "日期早于审核流程施行",
    "报送日期 {day} 早于审核流程施行的 {since}，这样写就没有人审；请写实际报送的日期",
    "把日期写早，就能绕过审核。补登旧稿，由信息科来做。",
    "date: 2026-09-30（流程 2026-10-01 起施行）",
    "date: 2026-10-09",
)
OWN_ENTRY: Final = FindingKind(
    "G514",
    _ERROR,
    "改了自己的职务或身份",
    "{who}不能改自己在人员名录里的“{fields}”；请由别人来改",
    "职务决定能审什么、能改什么，谁也不能给自己加。",
    "（本人给自己加上）roles: [信息科, 主要领导]",
    "（由信息科的另一个人登记）",
)
SETTLED_RULES: Final = FindingKind(
    "G515",
    _ERROR,
    "改了封账时段用过的办法",
    "这份办法在已印发通报的{period}里施行，不能再改；要改请另发一份新办法",
    "旧账按当时的办法算；办法一改，印发过的通报就对不上了。",
    "（三季度通报印发以后）把 rulebooks/2026.md 里的 记分: 10 改成 记分: 20",
    "新建 rulebooks/2026-11.md，施行: 2026-11-01",
)
PICTURE: Final = FindingKind(
    "G516",
    _ERROR,
    "换了或删了用过的图片",
    "{who}不能换掉或删除已有的图片；请用新的文件名，再改正文",
    "图片是稿件的一部分，审过以后不能悄悄换。",
    "（覆盖）items/2026/09/图1.png",
    "items/2026/09/图1-更正.png",
)
PICTURE_LATE: Final = FindingKind(
    "G517",
    _ERROR,
    "审过以后又动了图片",
    "{who}审过以后，图片 {picture} 又有改动；请再审一次，或恢复审过的图片",
    "图片是稿件的一部分，审的是哪一张，发的就是哪一张。",
    "（三级审过以后，换了正文里的图片）",
    "（请审过的人再看一遍，重新通过）",
)
ALTERED: Final = FindingKind(
    "G518",
    _ERROR,
    "会改动封账时段的账",
    "合并以后，已印发通报的{period}会变：{what}。封账以后只能更正："
    "在同一次请求里加一份更正（chunshui correct {notice}），列出 {paths}",
    "名录、办法、约稿没有日期，改了也会改动旧账。封账时段的每一分都不能悄悄变。",
    "（三季度通报印发以后）把 registry/units.yml 里晋中市局的类别改了",
    "chunshui correct 2026Q3 --reason … --person … registry/units.yml",
)
WRONG_CORRECTION: Final = FindingKind(
    "G519",
    _ERROR,
    "封存或更正和算出来的不一样",
    "{found}；封存由 chunshui close 写，差额由 chunshui correct 算，不要手写",
    "公布的得分和差额要和台账一分不差，下一期通报才带得对。",
    "differences: [{score: 信息, unit: 晋中市局, before: 35, after: 60}]（算出来是 30）",
    "differences: [{score: 信息, unit: 晋中市局, before: 35, after: 30}]",
)
RECORD_CHANGED: Final = FindingKind(
    "G520",
    _ERROR,
    "审核记录被改动",
    "审核记录只能在后面添加，这里{found}；请恢复原来的文件（git checkout main -- 文件）",
    "审核记录是凭据，不能改、删、调换次序。",
    "（删去一条退改）",
    "（恢复原文件）",
)
NOT_HIS_OWN: Final = FindingKind(
    "G521",
    _ERROR,
    "不是本人所记",
    "这一条记录写的是“{person}”，却由“{found}”提交，又没有本人的签名；"
    "请由本人用 chunshui review 审核",
    "谁审的就由谁提交，或有他的签名；别人不能替他写。",
    "（作者提交）- {decision: 通过, person: 省局办公室/hanwenbo, …}",
    "（韩文博本人）chunshui review approve",
)
OTHER_TEXT: Final = FindingKind(
    "G522",
    _ERROR,
    "审的不是这条信息的任何一稿",
    "这一条记录的“{field}”对不上：{found}",
    "一次审核只对所审的那一稿有效；编号和校验值由命令计算，对得上才算。",
    "- {decision: 通过, blob: （另一个文件的编号）, …}",
    "（用 chunshui review approve 审现在这一稿）",
)
NOT_ENTITLED: Final = FindingKind(
    "G523",
    _ERROR,
    "无权作这个决定",
    "“{decision}”不算数：{reason}",
    "各级由规定的人审，作者不能审自己的稿件，一个人不能审两级。",
    "（作者给自己的稿件记“通过”）",
    "（由办公室主任来审）",
)
UNSIGNED: Final = FindingKind(
    "G524",
    _ERROR,
    "没有本人的签名",
    "名录里登记了“{person}”的公钥，这一条记录{found}；请用本人的密钥重新审核",
    "登记了公钥的人，每次审核都要签名，别人才冒充不了。",
    "（没有 signature 的记录）",
    "（chunshui review approve 会自动签名）",
)
FORGE_ENTRY: Final = FindingKind(
    "G525",
    _ERROR,
    "手写的平台审核",
    "这一条记录写的是平台上的审核，平台上却没有；平台审核由 chunshui review record 记录",
    "平台上审没审，以平台为准，不能手写。",
    "- {decision: 通过, forge: {name: gitea, id: 80}, …}",
    "（合并以后由程序记录）",
)
SENDER: Final = FindingKind(
    "G526",
    _ERROR,
    "不能由他报审或撤稿",
    "“{person}”不能给这条信息记“{decision}”；要由作者、本单位的信息员或登记的人来记",
    "报审和撤稿是报送单位自己的事。",
    "（别的单位的人记）decision: 撤稿",
    "（作者记）decision: 撤稿",
)
WRONG_TIME: Final = FindingKind(
    "G527",
    _ERROR,
    "审核时间不实",
    "这一条记录写的时间是 {time}，{found}",
    "能不能审要看那一天的职务和授权，时间不能倒填，也不能预填。",
    "time: 2026-09-12T09:00:00+08:00（九月二十日才提交）",
    "time: 2026-09-20T09:00:00+08:00",
)
CHANGED_SINCE: Final = FindingKind(
    "G528",
    _ERROR,
    "报审以后又改了",
    "这条信息报审以后稿件又改了，原来的审核不再算数；请重新报审（chunshui review submit）",
    "审的是哪一稿，发的就是哪一稿。",
    "（三级审过以后，又改了正文里的数字）",
    "chunshui review submit",
)
RETURNED: Final = FindingKind(
    "G529",
    _ERROR,
    "已退改、不采用或撤稿",
    "这条信息已由{who}记为“{decision}”{reason}；{todo}",
    "退改的改好再报；不采用和撤稿的不能合并。",
    "（退改以后没有改就合并）",
    "（改好以后）chunshui review submit",
)
LINK: Final = FindingKind(
    "G530",
    _ERROR,
    "符号链接",
    "这里是符号链接（快捷方式），不收；请放真实的文件",
    "符号链接可以指到内容以外，看到的和审的就不是一回事。",
    "items/2026/09/20260912-a.md → /etc/passwd",
    "真实的文件",
)
SUBMODULE: Final = FindingKind(
    "G531",
    _ERROR,
    "子模块",
    "这里是子模块（别的仓库），不收；请放真实的文件",
    "子模块的内容在别的仓库里，随时会变，没有人审过。",
    "items/2026/09/20260912-a.md（子模块）",
    "真实的文件",
)
EXECUTABLE: Final = FindingKind(
    "G532",
    _ERROR,
    "内容文件可执行",
    "内容文件不应有执行权限；请去掉（git update-index --chmod=-x 文件）",
    "内容是给人看的，不是程序。",
    "100755 items/2026/09/20260912-a.md",
    "100644 items/2026/09/20260912-a.md",
)
BAD_PATH: Final = FindingKind(
    "G533",
    _ERROR,
    "路径不能用",
    "路径里有不能用的名称“{found}”；请改用普通的文件名",
    "“..”、“.git”、反斜杠和看不见的字，在别的电脑上会写到别处去。",
    "content/items/../../mkdocs.yml",
    "content/items/2026/09/20260912-a.md",
)
LOOKALIKE: Final = FindingKind(
    "G534",
    _ERROR,
    "名称和已有的看上去一样",
    "名称和 {other} 只差大小写、全半角、字形组合或形近的字；请换一个明显不同的名称",
    "看上去一样的两个名称，人分不清，有的电脑也分不清。",
    "20260912-ABC.md 与 20260912-abc.md",
    "20260912-ABC.md 与 20260912-DEF.md",
)
TIER_OPEN: Final = FindingKind(
    "G540",
    _WAITS,
    "还有审级没有审",
    "还要{tier}审{who}{due}",
    "各级从低到高都审过，才能合并。",
    "（只有主要领导通过，分管局领导还没有审）",
    "（分管局领导审过以后）",
)
UNSENT: Final = FindingKind(
    "G541",
    _WAITS,
    "还没有报审",
    "这条信息要走“{path}”，还没有报审；请运行 chunshui review submit，或在平台上请人审核",
    "报审以后，各级才知道有稿件要审。",
    "（没有报审记录）",
    "chunshui review submit",
)
APPROVAL: Final = FindingKind(
    "G542",
    _WAITS,
    "还要负责人核准",
    "改“{area}”还要提交人以外的负责人核准{who}",
    "一个人改，另一个人核准。",
    "（信息科一个人登记，没有第二个人看过）",
    "（信息科另一个人核准以后）",
)

GATE: Final[tuple[FindingKind, ...]] = (
    MIXED, NOT_OWNER, NOBODY_OWNS, STRANGER, NO_COMMON_PAST, BEHIND, NO_WORKFLOW,
    UNSIGNED_COMMIT,
    OFFICE_FIELD, OTHER_UNIT, CLOSED, BEFORE_RULES, OWN_ENTRY, SETTLED_RULES, PICTURE, PICTURE_LATE,
    ALTERED, WRONG_CORRECTION,
    RECORD_CHANGED, NOT_HIS_OWN, OTHER_TEXT, NOT_ENTITLED, UNSIGNED, FORGE_ENTRY, SENDER,
    WRONG_TIME, CHANGED_SINCE, RETURNED,
    LINK, SUBMODULE, EXECUTABLE, BAD_PATH, LOOKALIKE,
    TIER_OPEN, UNSENT, APPROVAL,
)  # fmt: skip
