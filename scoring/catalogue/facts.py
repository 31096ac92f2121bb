"""C2xx: findings about what the facts say together: names, dates, references, trees."""

from __future__ import annotations

from typing import Final

from scoring.findings import FindingKind, Severity

_ERROR: Final = Severity.ERROR
_WARNING: Final = Severity.WARNING

UNKNOWN_UNIT: Final = FindingKind(
    "C201",
    _ERROR,
    "没有这个单位",
    "单位名录里没有“{found}”{hint}；单位要先登记在 registry/units.yml",
    "单位名写错一个字，分数就记不到它名下。",
    "unit: 晋中市税局",
    "unit: 晋中市局",
)
UNKNOWN_PERSON: Final = FindingKind(
    "C202",
    _ERROR,
    "没有这个人",
    "人员名录里没有“{found}”{hint}；人员要先登记在 registry/people.yml，写作“单位/拼音”",
    "作者写错，个人的成绩就记不上。",
    "author: 晋中市局/xujin",
    "author: 晋中市局/xujing",
)
UNKNOWN_PUBLICATION: Final = FindingKind(
    "C203",
    _ERROR,
    "没有这个刊物",
    "刊物名录里没有“{found}”{hint}；刊物要先登记在 registry/publications.yml",
    "刊物决定层级和记分，名称必须对得上。",
    "publication: 晋政讯息",
    "publication: 晋政信息",
)
UNKNOWN_LEADER: Final = FindingKind(
    "C204",
    _ERROR,
    "没有这个批示人",
    "批示人名录里没有“{found}”{hint}；批示人（职务）要先登记在 registry/leaders.yml",
    "批示人的层级和职级决定记分，名称必须对得上。",
    "leader: 副省",
    "leader: 副省长",
)
UNKNOWN_KIND: Final = FindingKind(
    "C205",
    _ERROR,
    "没有这种体裁",
    "没有“{found}”这种体裁{hint}；可用的体裁写在 registry/office.yml 的 kinds 里",
    "统计和记分按体裁分开，名称必须统一。",
    "kind: 经验介绍",
    "kind: 经验",
)
UNKNOWN_FORM: Final = FindingKind(
    "C206",
    _ERROR,
    "没有这种采用形式",
    "没有“{found}”这种采用形式{hint}；可用的形式写在 registry/office.yml 的 forms 里",
    "单篇、综合记分不同，名称必须统一。",
    "form: 单条",
    "form: 单篇",
)
UNKNOWN_RANK: Final = FindingKind(
    "C207",
    _ERROR,
    "没有这种职级",
    "没有“{found}”这种职级{hint}；可用的职级写在 registry/office.yml 的 ranks 里",
    "批示按职级记分，名称必须统一。",
    "rank: 主要负责人",
    "rank: 主要领导",
)
UNKNOWN_TRACK: Final = FindingKind(
    "C208",
    _ERROR,
    "没有这个赛道",
    "没有“{found}”这个案例赛道{hint}；可用的赛道写在 registry/office.yml 的 tracks 里",
    "案例库按赛道分类，名称必须统一。",
    "case: {track: 智慧税务}",
    "case: {track: 智慧绩效}",
)
UNKNOWN_GROUP: Final = FindingKind(
    "C209",
    _ERROR,
    "没有这个类别",
    "没有单位属于“{found}”这个类别{hint}；类别写在 registry/units.yml 的 group 里",
    "排名和定额按类别分开，名称必须对得上。",
    "类别: 县局",
    "类别: 县区局",
)
UNKNOWN_ITEM: Final = FindingKind(
    "C210",
    _ERROR,
    "引用的信息不存在",
    "没有编号为“{found}”的信息{hint}；编号是信息的文件名去掉 .md",
    "引用要能点开，也要能据以记分。",
    "sources: [20260815-纳税服务]",
    "sources: [20260815-纳税服务新举措]",
)
UNKNOWN_ASSIGNMENT: Final = FindingKind(
    "C211",
    _ERROR,
    "引用的约稿不存在",
    "没有编号为“{found}”的约稿或任务{hint}；编号是它的文件名去掉 .md",
    "约稿的完成与否要靠它对上。",
    "commission: 九月约稿",
    "commission: 2026年9月约稿",
)
IN_FUTURE: Final = FindingKind(
    "C220",
    _ERROR,
    "日期在未来",
    "{what}的日期 {date} 还没有到（今天按 {today} 算）；请改成实际发生的日期",
    "没有发生的事不能记分；未来的日期多半是打错了年份。",
    "date: 2062-09-12",
    "date: 2026-09-12",
)
BEFORE_UNIT: Final = FindingKind(
    "C221",
    _ERROR,
    "早于单位设立",
    "{what}的日期 {date} 早于“{unit}”设立的 {start}；请核对日期或单位",
    "单位设立以前的信息应记在它的前身名下。",
    "date: 2018-01-10（单位 2018-07-05 设立）",
    "date: 2018-07-10",
)
AFTER_UNIT: Final = FindingKind(
    "C222",
    _ERROR,
    "晚于单位撤销",
    "{what}的日期 {date} 晚于“{unit}”撤销的 {end}{hint}",
    "单位撤销以后的信息应记在接续它的单位名下。",
    "unit: 榆次分局（2026-06-30 撤销）",
    "unit: 榆次区局",
)
ADOPTED_BEFORE_SENT: Final = FindingKind(
    "C223",
    _ERROR,
    "采用早于报送",
    "采用日期 {date} 早于报送日期 {sent}；请核对两个日期",
    "先报送，后采用；反了必有一个写错。",
    "date: 2026-09-12（采用 2026-09-02）",
    "date: 2026-09-02（采用 2026-09-12）",
)
ENDORSED_BEFORE_SENT: Final = FindingKind(
    "C224",
    _ERROR,
    "批示早于报送",
    "批示日期 {date} 早于报送日期 {sent}；请核对两个日期",
    "先报送，后批示；反了必有一个写错。",
    "date: 2026-09-12（批示 2026-09-02）",
    "date: 2026-09-02（批示 2026-09-12）",
)
ENDORSED_BEFORE_ADOPTED: Final = FindingKind(
    "C225",
    _WARNING,
    "批示早于采用",
    "批示写在“{publication}”上，日期 {date} 却早于该刊采用的 {adopted}；请核对",
    "批示写在刊物上时，刊物应先刊出。",
    "采用 2026-09-20，批示 2026-09-15",
    "采用 2026-09-15，批示 2026-09-20",
)
ENDORSED_NOT_ADOPTED: Final = FindingKind(
    "C226",
    _WARNING,
    "有批示而没有采用",
    "这条批示没有对应的采用，按《{rulebook}》{clause}不记分；如已采用，请补登记采用",
    "有的办法规定，批示只对已采用的信息记分；没有登记采用就会漏分。",
    "endorsements:\n  - {leader: 省长, date: 2026-09-25}",
    "adoptions:\n  - {publication: 晋政信息, date: 2026-09-20}\nendorsements:\n"
    "  - {leader: 省长, date: 2026-09-25}",
)
NOT_IN_LIFE: Final = FindingKind(
    "C227",
    _ERROR,
    "刊物当时没有出刊",
    "采用日期 {date} 不在“{publication}”的出刊时间（{start} 至 {end}）里；请核对刊物或日期",
    "停刊或未创刊的刊物不可能采用。",
    "publication: 山西信息（2025-12-31 停刊），date: 2026-03-01",
    "publication: 晋政信息，date: 2026-03-01",
)
ADOPTED_TWICE: Final = FindingKind(
    "C228",
    _ERROR,
    "同一次采用登记了两次",
    "“{publication}” {date} 的采用在第 {first} 行已登记过；请删去一条，若是两期请写明期号 issue",
    "同一次采用登记两次，会记两次分。",
    "两行 {publication: 晋政信息, date: 2026-09-20}",
    "一行 {publication: 晋政信息, date: 2026-09-20, issue: 第31期}",
)
SHARES: Final = FindingKind(
    "C229",
    _ERROR,
    "份额之和不是 1",
    "各单位的份额加起来应为 100%（即 1），现在是 {total}",
    "份额之和不足或超过 1，分数就会少分或多分。",
    "{unit: 甲局, share: 60%}, {unit: 乙局, share: 50%}",
    "{unit: 甲局, share: 60%}, {unit: 乙局, share: 40%}",
)
SHARES_PARTLY: Final = FindingKind(
    "C230",
    _ERROR,
    "只有部分单位写了份额",
    "“{unit}”没有写份额；要么每个单位都写，要么都不写（平分）",
    "只写一部分，就不知道剩下的怎么分。",
    "{unit: 甲局, share: 60%}, {unit: 乙局}",
    "{unit: 甲局, share: 60%}, {unit: 乙局, share: 40%}",
)
SOURCE_CYCLE: Final = FindingKind(
    "C231",
    _ERROR,
    "来源绕成了圈",
    "来源绕成了圈：{chain}；一条信息不能追溯到它自己，请去掉其中一个 sources",
    "来源说明“由哪几条加工而来”，不能互为来源。",
    "甲的 sources 是乙，乙的 sources 是甲",
    "甲的 sources 是乙",
)
SOURCE_LATER: Final = FindingKind(
    "C232",
    _WARNING,
    "来源晚于本条",
    "来源“{item}”的日期 {later} 晚于本条的 {date}；请核对日期",
    "由它加工而来的信息，不应比它早。",
    "date: 2026-08-01，来源是 2026-09-01 的信息",
    "date: 2026-09-10，来源是 2026-09-01 的信息",
)
UNIT_CYCLE: Final = FindingKind(
    "C233",
    _ERROR,
    "上级单位绕成了圈",
    "上级绕成了圈：{chain}；请改正其中一个 parent",
    "单位是一棵树，谁也不能是自己的上级。",
    "甲局的上级是乙局，乙局的上级是甲局",
    "乙局的上级是甲局",
)
LINEAGE_CYCLE: Final = FindingKind(
    "C234",
    _ERROR,
    "单位沿革绕成了圈",
    "沿革绕成了圈：{chain}；请改正其中一个 renamed_to 或 merged_into",
    "沿革从旧单位指向新单位，不能指回来。",
    "甲局更名为乙局，乙局更名为甲局",
    "甲局更名为乙局",
)
LIFE_REVERSED: Final = FindingKind(
    "C235",
    _ERROR,
    "起止日期颠倒",
    "“{what}”的起始日期 {start} 晚于结束日期 {end}；请核对",
    "起止颠倒，就没有一天有效。",
    "valid_from: 2026-01-01\nvalid_to: 2025-12-31",
    "valid_from: 2025-01-01\nvalid_to: 2025-12-31",
)
SAME_NAME: Final = FindingKind(
    "C236",
    _ERROR,
    "名称重复",
    "“{found}”在 {other} 已经用作{what}，名称和别名都不能重复",
    "同名的两个，就不知道指的是哪一个。",
    "两个 name: 晋中市局",
    "name: 晋中市局 与 name: 运城市局",
)
PERSON_NOT_SERVING: Final = FindingKind(
    "C237",
    _WARNING,
    "作者当时不在任",
    "{date} 不在“{person}”的任职时间（{start} 至 {end}）里；请核对作者或日期",
    "离任以后的信息应写接任的人。",
    "author: 晋中市局/xujing（2025-12-31 止），date: 2026-03-01",
    "author: 晋中市局/lina，date: 2026-03-01",
)
DUE_BEFORE_ISSUED: Final = FindingKind(
    "C238",
    _ERROR,
    "截止早于下达",
    "截止日期 {due} 早于下达日期 {issued}；请核对两个日期",
    "反了必有一个写错。",
    "issued: 2026-09-30\ndue: 2026-09-01",
    "issued: 2026-09-01\ndue: 2026-09-30",
)
ANSWERED_BEFORE_ISSUED: Final = FindingKind(
    "C239",
    _ERROR,
    "答复早于下达",
    "“{unit}”的答复日期 {date} 早于下达日期 {issued}；请核对",
    "先下达，后答复；反了必有一个写错。",
    "issued: 2026-09-10，答复 2026-09-01",
    "issued: 2026-09-01，答复 2026-09-10",
)
NOT_ASKED: Final = FindingKind(
    "C240",
    _WARNING,
    "没有要求这个单位",
    "“{unit}”不在“{assignment}”要求的单位里；请核对单位，或在约稿里补上它",
    "只有被要求的单位，完成与否才计入约稿成绩。",
    "units: [晋中市局]，答复 {unit: 运城市局}",
    "units: [晋中市局, 运城市局]",
)
NOT_A_PART: Final = FindingKind(
    "C241",
    _ERROR,
    "采用单位不在报送单位里",
    "“{unit}”不是这条信息的报送单位；请加进 unit，或从这次采用的 units 里去掉",
    "一次采用只能记给报送了它的单位。",
    "unit: 甲局，adoptions: [{…, units: [乙局]}]",
    "unit: [甲局, 乙局]，adoptions: [{…, units: [乙局]}]",
)
AFFILIATION: Final = FindingKind(
    "C242",
    _WARNING,
    "作者不属于报送单位",
    "作者“{person}”属于“{unit}”，不在报送单位里；请核对，联合报送请写上两个单位",
    "个人的成绩由单位的成绩分得，作者和单位要对得上。",
    "author: 晋中市局/xujing，unit: 运城市局",
    "author: 晋中市局/xujing，unit: [晋中市局, 运城市局]",
)

FACTS: Final = (
    UNKNOWN_UNIT,
    UNKNOWN_PERSON,
    UNKNOWN_PUBLICATION,
    UNKNOWN_LEADER,
    UNKNOWN_KIND,
    UNKNOWN_FORM,
    UNKNOWN_RANK,
    UNKNOWN_TRACK,
    UNKNOWN_GROUP,
    UNKNOWN_ITEM,
    UNKNOWN_ASSIGNMENT,
    IN_FUTURE,
    BEFORE_UNIT,
    AFTER_UNIT,
    ADOPTED_BEFORE_SENT,
    ENDORSED_BEFORE_SENT,
    ENDORSED_BEFORE_ADOPTED,
    ENDORSED_NOT_ADOPTED,
    NOT_IN_LIFE,
    ADOPTED_TWICE,
    SHARES,
    SHARES_PARTLY,
    SOURCE_CYCLE,
    SOURCE_LATER,
    UNIT_CYCLE,
    LINEAGE_CYCLE,
    LIFE_REVERSED,
    SAME_NAME,
    PERSON_NOT_SERVING,
    DUE_BEFORE_ISSUED,
    ANSWERED_BEFORE_ISSUED,
    NOT_ASKED,
    NOT_A_PART,
    AFFILIATION,
)
