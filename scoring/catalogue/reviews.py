"""V401–V435: findings about the rules of review, the review records and what proves them."""

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
SIGNED_LATER: Final = FindingKind(
    "V415",
    _ERROR,
    "签批晚于登记",
    "签批日期 {signed} 晚于登记的时间 {time}；签批单签了字才能代录",
    "有没有权审，按签批那天算；先登记后签字，说不清当时谁有权。",
    "- {time: 2026-09-14T09:00:00+08:00, paper: {signed: 2026-09-15, …}}",
    "- {time: 2026-09-15T16:00:00+08:00, paper: {signed: 2026-09-15, …}}",
)

RECORD_CUT: Final = FindingKind(
    "V420",
    _ERROR,
    "审核记录没有只添不改",
    "提交 {commit}（{who}）{found}；审核记录只能在后面添加，请从历史里恢复",
    "记录里有过的每一条都要一直在。历史里哪一次提交动过它，一查便知。",
    "（一次提交删去了一条退改，或一次合并退回了旧的记录）",
    "（恢复原文件，再用 chunshui review 添加）",
)
WRONG_DIGEST: Final = FindingKind(
    "V421",
    _ERROR,
    "校验值和所审的版本不符",
    "“{decision}”写的校验值，和版本 {blob} 算出来的不同：审的是哪一稿，说不清",
    "校验值和版本说的是同一稿，一对便知真假。",
    "text: （另一稿的校验值）",
    "（由 chunshui review 计算）",
)
TEXT_GONE: Final = FindingKind(
    "V422",
    _ERROR,
    "所审的一稿不在历史里",
    "“{decision}”所审的版本 {blob} 不在历史里，也没有同样文字的别的版本，无从证明审过什么",
    "审过的文字要能随时拿出来对。",
    "blob: （仓库里没有的编号）",
    "（git fetch --unshallow；或把 review/ 分支取回来）",
)
DRAFT_GONE: Final = FindingKind(
    "V423",
    _WARNING,
    "早先的一稿不在历史里",
    "“{decision}”所审的是早先的一稿（版本 {blob}），它不在历史里；"
    "压缩合并（squash）又删了分支，就会这样",
    "现在这一稿的审核不受影响；要留下每一稿，请保留 review/ 分支，或用普通合并。",
    "git merge --squash review/20261009-短名，再删去分支",
    "git merge --no-ff review/20261009-短名",
)
NOT_PASSED: Final = FindingKind(
    "V424",
    _ERROR,
    "没有审完就发布了",
    "这条信息已在发布的内容里，审核却{found}",
    "各级都通过了才能发布。",
    "（只有办公室主任通过，就合并到主干）",
    "（三级都通过以后再合并）",
)
OTHER_TEXT: Final = FindingKind(
    "V425",
    _ERROR,
    "发布的不是审过的文字",
    "发布的文字和最后报审的一稿不同，审核不再算数；请恢复审过的一稿（版本 {blob}），或重新报审",
    "审过以后改一个字，也要重新审；采用、批示等登记除外。",
    "（三级通过以后又改了正文）",
    "（改后重新 chunshui review submit）",
)
FOREIGN: Final = FindingKind(
    "V426",
    _ERROR,
    "不是本人记下的",
    "“{decision}”应由{person}记下，而它是{found}提交的，也没有本人的签名",
    "谁审的，就由谁提交，或有他的签名。没有签名的，压缩合并会抹去提交人：请保留分支或登记公钥。",
    "（作者的提交里写着）- {decision: 通过, person: 省局办公室/hanwenbo, …}",
    "（韩文博本人）chunshui review approve",
)
NO_SIGNATURE: Final = FindingKind(
    "V427",
    _ERROR,
    "缺少签名",
    "名录里登记了{person}的公钥，“{decision}”却没有签名",
    "登记了公钥的人，每次审核都要签名，别人才冒充不了。",
    "（没有 signature 的记录）",
    "（chunshui review approve 会自动签名）",
)
BAD_SIGNATURE: Final = FindingKind(
    "V428",
    _ERROR,
    "签名不对",
    "“{decision}”的签名不是用{person}登记的密钥对这一条签的：内容被改过，或签的人不是他",
    "签名盖住一条记录的每一个字和它前面的全部记录。",
    "（签名以后又改了理由）",
    "（恢复原文件）",
)
NO_IDENTITY: Final = FindingKind(
    "V429",
    _ERROR,
    "无从证明是本人",
    "名录里没有{person}的邮箱，也没有公钥，无从证明“{decision}”是本人记下的",
    "靠提交的邮箱或签名认人；两样都没有，谁都可以冒名。",
    "- {id: 省局办公室/hanwenbo, name: 韩文博}",
    "- {id: 省局办公室/hanwenbo, name: 韩文博, emails: [hanwenbo@example.invalid]}",
)
SHALLOW: Final = FindingKind(
    "V430",
    _ERROR,
    "历史不全",
    "这个仓库克隆时略去了较早的历史，证明不了；请先运行 git fetch --unshallow",
    "证明要看每一次提交，少一段都不行。",
    "git clone --depth 1 …",
    "git clone …",
)
CANNOT_CHECK: Final = FindingKind(
    "V431",
    _ERROR,
    "验不了签名",
    "“{decision}”的签名没有验：{reason}",
    "没有验过的签名不能当作证明。",
    "（本机没有 ssh-keygen）",
    "（安装 OpenSSH 以后再验）",
)
SELF_SERVED: Final = FindingKind(
    "V432",
    _ERROR,
    "平台审核由报审的人记下",
    "“{decision}”写的是平台上的审核，却由作者或报审人{found}提交；请由程序或别人记录",
    "平台上的审核由程序在合并以后记录；自己给自己记的不能当作证明。",
    "（作者的提交里写着）- {decision: 通过, forge: {name: gitea, id: 80}, …}",
    "chunshui review record（由流水线运行）",
)
UNCOUNTED: Final = FindingKind(
    "V433",
    Severity.NOTE,
    "有一条审核不算数",
    "{who}的“{decision}”不算数：{reason}",
    "记录照留，只是不算；少了它能不能发布，另有结论。",
    "- {decision: 通过, tier: 办公室主任, person: （没有这个职务的人）, …}",
    "（由有这个职务的人来审）",
)

BY_EARLIER_RULES: Final = FindingKind(
    "V434",
    Severity.NOTE,
    "按当时的名录和流程通过",
    "这条信息按审完那时（提交 {commit} 以前）的名录和流程是通过的，按现在的不是；"
    "有人调了岗或流程改过，就会这样",
    "人会调岗，流程会改，审核按当时的算。这里说出来，供核对名录的历史。",
    "（当时的办公室主任后来调了岗）",
    "（不用改）",
)

PICTURE_LATER: Final = FindingKind(
    "V435",
    _ERROR,
    "审完以后换了图片",
    "正文里的图片 {picture} 在审完以后又由提交 {commit}（{who}）改过；"
    "请恢复原图，或用新的文件名，改正文，重新报审",
    "图片是稿件的一部分，审过的是原来那一张。",
    "（审完以后覆盖 图1.png）",
    "（新图叫 图1-更正.png，改正文，重新报审）",
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
    SIGNED_LATER,
    RECORD_CUT,
    WRONG_DIGEST,
    TEXT_GONE,
    DRAFT_GONE,
    NOT_PASSED,
    OTHER_TEXT,
    FOREIGN,
    NO_SIGNATURE,
    BAD_SIGNATURE,
    NO_IDENTITY,
    SHALLOW,
    CANNOT_CHECK,
    SELF_SERVED,
    UNCOUNTED,
    BY_EARLIER_RULES,
    PICTURE_LATER,
)
