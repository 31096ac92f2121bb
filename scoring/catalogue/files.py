"""F101–F133: findings about a file's encoding, its header and the way values are written."""

from __future__ import annotations

from typing import Final

from scoring.findings import FindingKind, Severity

_ERROR: Final = Severity.ERROR
_WARNING: Final = Severity.WARNING

TOO_LARGE: Final = FindingKind(
    "F101",
    _ERROR,
    "文件过大",
    "文件有 {size} 字节，超过上限 {limit} 字节；请把附件、图片移出正文，或分成几个文件",
    "一条信息是几千字的文字；过大的文件多半是误放了图片或附件，也会拖慢每一次检查。",
    "一个 5 MB 的 .md 文件",
    "正文只留文字，附件另放",
)
EMPTY_FILE: Final = FindingKind(
    "F102",
    _ERROR,
    "文件是空的",
    "文件里没有内容；请写上内容，或删除这个文件",
    "空文件多半是保存失败留下的。",
    "（0 字节）",
    "---\ntitle: 标题\n…",
)
ENCODING: Final = FindingKind(
    "F103",
    _ERROR,
    "编码不是 UTF-8",
    "文件的编码应为 UTF-8，这里是 {encoding}；请在编辑器里“另存为”，编码选 UTF-8",
    "同一个文件在不同电脑上要读出同样的字；只有 UTF-8 能保证这一点。",
    "记事本以 ANSI（GBK）保存的文件",
    "以 UTF-8 保存的文件",
)
BOM: Final = FindingKind(
    "F104",
    _WARNING,
    "文件开头有 BOM",
    "文件开头有看不见的 BOM 标记；请以“UTF-8”（不带 BOM）重新保存",
    "BOM 会让一些工具认不出第一行的 ---。本程序照常读取。",
    "以“带有 BOM 的 UTF-8”保存",
    "以“UTF-8”保存",
)
LINE_ENDS: Final = FindingKind(
    "F105",
    _WARNING,
    "换行不是 LF",
    "换行应为 LF，这里是 {found}；请在编辑器里把换行改为 LF",
    "换行不一致时，改一个字也会显示成整篇改动，审核的人看不出改了什么。本程序照常读取。",
    "以 CRLF（Windows）换行保存",
    "以 LF（Unix）换行保存",
)
CONTROL_CHARACTER: Final = FindingKind(
    "F106",
    _ERROR,
    "有看不见的控制字符",
    "这里有看不见的控制字符 {character}；请删除它",
    "控制字符多是从其他软件粘贴带来的，会使页面、导出的文件出错。",
    "title: 税务␀新机构",
    "title: 税务新机构",
)
TAB: Final = FindingKind(
    "F107",
    _ERROR,
    "缩进用了制表符或全角空格",
    "缩进要用半角空格，不能用制表符（Tab）或全角空格；请换成两个半角空格",
    "制表符在不同编辑器里宽度不同，字段的上下级会看错。",
    "adoptions:\n→- publication: 晋政信息",
    "adoptions:\n  - publication: 晋政信息",
)
NO_FENCE: Final = FindingKind(
    "F108",
    _ERROR,
    "缺少文件头",
    "文件第一行应为三个半角减号 ---，下面写标题、作者等字段，再以一行 --- 结束",
    "标题、作者、日期都写在文件头里；没有文件头，就不知道这是谁在哪天报的什么。",
    "# 税务新机构挂牌\n正文……",
    "---\ntitle: 税务新机构挂牌\nauthor: 晋中市局/xujing\ndate: 2026-09-12\n---\n正文……",
)
OPEN_FENCE: Final = FindingKind(
    "F109",
    _ERROR,
    "文件头没有结束",
    "从这里开始的文件头没有结束；请在最后一个字段的下一行写三个半角减号 ---",
    "没有结束的 ---，正文会被当成字段。",
    "---\ntitle: 税务新机构挂牌\n\n正文……",
    "---\ntitle: 税务新机构挂牌\n---\n\n正文……",
)
BROKEN_FENCE: Final = FindingKind(
    "F110",
    _ERROR,
    "--- 写得不对",
    "这一行应为三个半角减号 ---，前后没有别的字，这里写的是“{found}”",
    "输入法常把 --- 变成破折号，前面有空格也不行；程序按原意读取，但请改正。",
    "———",
    "---",
)
SYNTAX: Final = FindingKind(
    "F111",
    _ERROR,
    "写法有误，读不下去",
    "{problem}",
    "文件头的写法（YAML）靠冒号、缩进和引号来区分字段；错了一处，后面的就读不出来。",
    'title: "税务新机构挂牌',
    'title: "税务新机构挂牌"',
)
FULL_WIDTH_COLON: Final = FindingKind(
    "F112",
    _ERROR,
    "用了全角冒号",
    "字段“{key}”后面要用半角冒号，再空一格",
    "全角冒号“：”对程序来说只是一个汉字，不能分开字段和值。",
    "标题：税务新机构挂牌",
    "标题: 税务新机构挂牌",
)
NO_SPACE: Final = FindingKind(
    "F113",
    _ERROR,
    "冒号后面没有空格",
    "字段“{key}”的冒号后面要空一格",
    "冒号后没有空格时，整行会被当成一个词。",
    "title:税务新机构挂牌",
    "title: 税务新机构挂牌",
)
FULL_WIDTH: Final = FindingKind(
    "F114",
    _ERROR,
    "用了全角的数字或符号",
    "“{field}”里的数字和符号要用半角，应写作 {right}",
    "日期、数字要能计算和排序，只认半角的写法。",
    "date: ２０２６-０９-１２",
    "date: 2026-09-12",
)
QUOTES: Final = FindingKind(
    "F115",
    _ERROR,
    "用了中文引号",
    "“{field}”的值不要用中文引号括起来，应写作 {right}",
    "中文引号会成为值的一部分，程序就找不到这个词了。",
    "level: “省级”",
    "level: 省级",
)
DUPLICATE_KEY: Final = FindingKind(
    "F116",
    _ERROR,
    "字段重复",
    "字段“{key}”在第 {first} 行已经写过，只能写一次；请删去一个，或合并成一个列表",
    "写了两次，就不知道以哪个为准。",
    "date: 2026-09-12\ndate: 2026-09-13",
    "date: 2026-09-12",
)
KEY_AND_ALIAS: Final = FindingKind(
    "F117",
    _ERROR,
    "同一字段中英文各写了一次",
    "“{alias}”和“{key}”是同一个字段，只能写其中一个",
    "写了两次，就不知道以哪个为准。",
    "title: 税务新机构挂牌\n标题: 税务新机构挂牌情况",
    "标题: 税务新机构挂牌情况",
)
UNKNOWN_KEY: Final = FindingKind(
    "F118",
    _ERROR,
    "没有这个字段",
    "{title}里没有“{key}”这个字段{hint}",
    "写错了的字段名等于没有写；为防止漏记分数，程序不会悄悄放过。",
    "tittle: 税务新机构挂牌",
    "title: 税务新机构挂牌",
)
YAML_MARKER: Final = FindingKind(
    "F119",
    _ERROR,
    "用了 YAML 的标记或引用",
    "这里的“{marker}”会被当作 YAML 的标记；如果它是值的一部分，请用引号把整个值括起来",
    "标记和引用（! & *）可以让很小的文件展开成极大的内容，本程序一律不用。",
    "title: *重点*工作",
    'title: "*重点*工作"',
)
TOO_DEEP: Final = FindingKind(
    "F120",
    _ERROR,
    "层次太深或内容太多",
    "字段的层次不能超过 {depth} 层，总数不能超过 {nodes} 个；请检查括号和缩进",
    "正常的文件用不到这么多层；限制它是为了不让一个坏文件拖垮整个检查。",
    "tags: [[[[[[[[[[[[[[[]]]]]]]]]]]]]]]",
    "tags: [要闻]",
)
KEY_NOT_A_WORD: Final = FindingKind(
    "F121",
    _ERROR,
    "字段名不是一个词",
    "冒号前面应是一个字段名，这里是一组内容；请检查括号和“?”",
    "字段名只能是表里列出的词。",
    "{[a, b]: c}",
    "tags: [a, b]",
)
SHAPE: Final = FindingKind(
    "F122",
    _ERROR,
    "值的样子不对",
    "“{field}”应写成{expected}，这里是{found}",
    "该写一个值的地方写了列表，或该写一组字段的地方只写了一个值。",
    "adoptions: 晋政信息",
    "adoptions:\n  - {publication: 晋政信息, date: 2026-09-20}",
)
MISSING_KEY: Final = FindingKind(
    "F123",
    _ERROR,
    "缺少必填的字段",
    "{title}缺少“{alias}”，请加上一行：{example}",
    "没有它，这条内容就不能登记或计分。",
    "title: 税务新机构挂牌",
    "title: 税务新机构挂牌\ndate: 2026-09-12",
)
SECOND_DOCUMENT: Final = FindingKind(
    "F124",
    _ERROR,
    "一个文件里有两份内容",
    "文件里不能再有 ---、... 或以 % 开头的行把内容分成几份；请删去这一行",
    "一个文件只放一份内容，多出来的不会被读到。",
    "- name: 晋中市局\n---\n- name: 运城市局",
    "- name: 晋中市局\n- name: 运城市局",
)
NO_SUCH_DAY: Final = FindingKind(
    "F125",
    _ERROR,
    "日期不存在",
    "“{field}”应为一个真实的日期，写作 2026-09-12 的样子；“{found}”不是日期",
    "日期决定它计入哪个月、适用哪份办法。",
    "date: 2026-02-30",
    "date: 2026-02-28",
)
DATE_FORM: Final = FindingKind(
    "F126",
    _ERROR,
    "日期写法不对",
    "“{field}”要写成“年-月-日”，月、日各两位：{right}",
    "日期只有一种写法，才能排序，也不会有人看错。",
    "date: 2026年11月3日",
    "date: 2026-11-03",
)
NUMBER: Final = FindingKind(
    "F127",
    _ERROR,
    "数字写法不对",
    "“{field}”应为{expected}，“{found}”不是",
    "分数、份额要精确计算，只认写得完整的数字。",
    "points: 五分",
    "points: 5",
)
CHOICE: Final = FindingKind(
    "F128",
    _ERROR,
    "不是可选的词",
    "“{field}”只能写：{choices}；“{found}”不在其中{hint}",
    "这些词各有计分和统计上的含义，不能随意增减。",
    "level: 省",
    "level: 省级",
)
OUT_OF_RANGE: Final = FindingKind(
    "F129",
    _ERROR,
    "数字超出范围",
    "“{field}”应{span}，这里是 {found}",
    "超出范围的数字多半是多打或少打了一位。",
    "year: 20266",
    "year: 2026",
)
TOO_LONG: Final = FindingKind(
    "F130",
    _ERROR,
    "文字太长",
    "“{field}”最多 {limit} 个字，这里有 {length} 个字；请压缩",
    "标题、名称要能在排名表和通报里放得下。",
    "title: （一百多个字的标题）",
    "title: 税务新机构挂牌成立情况报告",
)
LIST_MARKS: Final = FindingKind(
    "F131",
    _ERROR,
    "列表各项没有用半角逗号隔开",
    "“{field}”有几项时，要写成 {right}",
    "用顿号、全角逗号隔开的几个名字，会被当成一个名字。",
    "author: 晋中市局/xujing、晋中市局/lina",
    "author: [晋中市局/xujing, 晋中市局/lina]",
)
SEVERAL: Final = FindingKind(
    "F132",
    _ERROR,
    "列表里有重复",
    "“{field}”里“{found}”写了两次，请删去一个",
    "同一个名字写两次，会被计两次。",
    "author: [晋中市局/xujing, 晋中市局/xujing]",
    "author: [晋中市局/xujing]",
)
NO_VALUE: Final = FindingKind(
    "F133",
    _ERROR,
    "只有字段名，没有值",
    "必填的“{field}”后面没有值，请写上，例如 {example}",
    "必填的字段不能空着。",
    "title:",
    "title: 税务新机构挂牌",
)

ONLY_ONE: Final = FindingKind(
    "F134",
    _ERROR,
    "两个字段不能同时写",
    "“{one}”和“{other}”只能写一个",
    "一个单位要么更名，要么并入别的单位。",
    "renamed_to: {unit: 甲局, on: 2026-07-01}\nmerged_into: {unit: 乙局, on: 2026-07-01}",
    "renamed_to: {unit: 甲局, on: 2026-07-01}",
)
FILES: Final = (
    TOO_LARGE,
    EMPTY_FILE,
    ENCODING,
    BOM,
    LINE_ENDS,
    CONTROL_CHARACTER,
    TAB,
    NO_FENCE,
    OPEN_FENCE,
    BROKEN_FENCE,
    SYNTAX,
    FULL_WIDTH_COLON,
    NO_SPACE,
    FULL_WIDTH,
    QUOTES,
    DUPLICATE_KEY,
    KEY_AND_ALIAS,
    UNKNOWN_KEY,
    YAML_MARKER,
    TOO_DEEP,
    KEY_NOT_A_WORD,
    SHAPE,
    MISSING_KEY,
    SECOND_DOCUMENT,
    NO_SUCH_DAY,
    DATE_FORM,
    NUMBER,
    CHOICE,
    OUT_OF_RANGE,
    TOO_LONG,
    LIST_MARKS,
    SEVERAL,
    NO_VALUE,
    ONLY_ONE,
)
