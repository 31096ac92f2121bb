"""V401–V414: findings about the rules of review and the review records."""

from __future__ import annotations

from typing import Final

from scoring.findings import FindingKind, Severity

_ERROR: Final = Severity.ERROR
_WARNING: Final = Severity.WARNING

UNKNOWN_TIER: Final = FindingKind(
    "V401",
    _ERROR,
    "没有这个审级",
    "审核流程里没有“{found}”这个审级{hint}；审级在 registry/workflow.yml 里规定",
    "审级写错了，就不知道这一审算哪一级，后面的人也等不到。",
    "tiers: [办公室主任, 分管领导]",
    "tiers: [办公室主任, 分管局领导]",
)
NO_HOLDER: Final = FindingKind(
    "V402",
    _WARNING,
    "审级没有人",
    "“{tier}”这一级要由“{role}”来审，人员名录里没有人担任；"
    "请在 registry/people.yml 给有关人员加上这个职务",
    "没有人能审的审级，稿件会一直停在那里。",
    "tiers:\n  - {name: 分管局领导, role: 分管局长}",
    "tiers:\n  - {name: 分管局领导, role: 分管局领导}",
)
NO_PATH_FOR_ALL: Final = FindingKind(
    "V403",
    _ERROR,
    "去向没有兜底",
    "最后一条去向“{path}”还有条件，不合条件的稿件就没有人审；请在最后加一条不写条件的去向",
    "每条稿件都要有去向；去向从上往下找，第一条符合的算，所以最后一条不写条件。",
    "paths:\n  - {name: 报省, levels: [省级], tiers: [办公室主任]}",
    "paths:\n  - {name: 报省, levels: [省级], tiers: [办公室主任]}\n"
    "  - {name: 本级, tiers: [办公室主任]}",
)
BROKEN_CHAIN: Final = FindingKind(
    "V404",
    _ERROR,
    "审核记录被动过",
    "这一条审核记录的“前文”对不上它前面的内容，说明前面的记录被改动、删除或调换过；"
    "请用 git log 找回原来的文件。审核记录只能用 chunshui review 添加",
    "审核记录是凭据，只能在后面添加，不能改。",
    "（手工删去了一条退改记录）",
    "（从历史里恢复原文件）",
)
NO_ITEM: Final = FindingKind(
    "V405",
    _WARNING,
    "审核记录没有对应的信息",
    "没有编号为“{item}”的信息，而它的审核还没有以不采用或撤稿结束；信息改了名，审核记录要一起改名",
    "审核记录按编号跟着信息走；信息改名或删除，留痕就断了。",
    "reviews/2026/09/20260912-旧名.yml",
    "reviews/2026/09/20260912-新名.yml",
)
TIME_BACKWARDS: Final = FindingKind(
    "V406",
    _ERROR,
    "审核时间倒了",
    "这一条的时间 {time} 早于前一条的 {before}；审核记录按先后排列",
    "先后次序决定哪一级先审，不能颠倒。",
    "- {time: 2026-09-13T09:00:00+08:00, …}\n- {time: 2026-09-12T09:00:00+08:00, …}",
    "- {time: 2026-09-12T09:00:00+08:00, …}\n- {time: 2026-09-13T09:00:00+08:00, …}",
)
NO_REASON: Final = FindingKind(
    "V407",
    _ERROR,
    "没有写理由",
    "“{decision}”要写理由",
    "退改和不采用要让写的人知道差在哪里；理由还要按单位统计。",
    "- {decision: 退改, tier: 办公室主任, …}",
    "- {decision: 退改, tier: 办公室主任, reason: 数据没有出处, …}",
)
NO_TIER: Final = FindingKind(
    "V408",
    _ERROR,
    "没有写审级",
    "“{decision}”要写是哪一级审的",
    "一个人可能担任几级；算哪一级由记录说，不由程序猜。",
    "- {decision: 通过, person: 省局办公室/hanwenbo, …}",
    "- {decision: 通过, tier: 办公室主任, person: 省局办公室/hanwenbo, …}",
)
SELF_RECORDED: Final = FindingKind(
    "V409",
    _ERROR,
    "自己代录自己",
    "签批单不能由签批人“{person}”自己代录",
    "代录是别人替签批人登记，要有第二个人经手。",
    "- {person: 山西省局/liangzhiyuan, paper: {recorder: 山西省局/liangzhiyuan, …}}",
    "- {person: 山西省局/liangzhiyuan, paper: {recorder: 省局办公室/xuejing, …}}",
)
DEPUTY_SPAN: Final = FindingKind(
    "V410",
    _ERROR,
    "代审起止颠倒",
    "代审的止日 {end} 早于起日 {start}",
    "授权代审要有确定的起止。",
    "{person: …, deputy: …, start: 2026-10-15, end: 2026-10-01}",
    "{person: …, deputy: …, start: 2026-10-01, end: 2026-10-15}",
)
SHARED_IDENTITY: Final = FindingKind(
    "V411",
    _ERROR,
    "两个人共用账号",
    "{what}“{found}”已经登记给 {other}；一个账号、邮箱或公钥只能是一个人的",
    "账号说明是谁审的；两个人共用，就说不清了。一个人可以有几个账号。",
    "- {id: 省局办公室/hanwenbo, accounts: [bgs]}\n- {id: 省局办公室/xuejing, accounts: [bgs]}",
    "- {id: 省局办公室/hanwenbo, accounts: [hanwenbo]}\n"
    "- {id: 省局办公室/xuejing, accounts: [xuejing]}",
)
MOMENT_FORM: Final = FindingKind(
    "V412",
    _ERROR,
    "时间写法不对",
    "“{field}”应写成 2026-09-12T09:30:00+08:00 这样带时区的时间，这里是“{found}”",
    "审核的先后要精确到秒，不同时区的机器要读出同一个时刻。",
    "time: 2026-09-12 9:30",
    "time: 2026-09-12T09:30:00+08:00",
)
DIGEST_FORM: Final = FindingKind(
    "V413",
    _ERROR,
    "校验值写法不对",
    "“{field}”应为 {length} 个小写十六进制字符，这里是“{found}”；"
    "它由 chunshui review 计算，不要手写",
    "校验值说明审的是哪一稿；错一个字符就对不上。",
    "text: 见附件",
    "text: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
)
NOTICE_PERIOD: Final = FindingKind(
    "V414",
    _ERROR,
    "通报的文件名不是时段",
    "通报的文件名应为时段，如 2026-09.md、2026Q3.md、2026.md，这里是“{found}”",
    "通报一印发，那个时段就封账；是哪个时段由文件名说。",
    "notices/三季度通报.md",
    "notices/2026Q3.md",
)

REVIEWS: Final[tuple[FindingKind, ...]] = (
    UNKNOWN_TIER,
    NO_HOLDER,
    NO_PATH_FOR_ALL,
    BROKEN_CHAIN,
    NO_ITEM,
    TIME_BACKWARDS,
    NO_REASON,
    NO_TIER,
    SELF_RECORDED,
    DEPUTY_SPAN,
    SHARED_IDENTITY,
    MOMENT_FORM,
    DIGEST_FORM,
    NOTICE_PERIOD,
)
