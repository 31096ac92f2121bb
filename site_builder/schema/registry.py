"""名录: the office, its units, people, publications and the leaders who endorse."""

from __future__ import annotations

from typing import Final

from scoring.catalogue import files
from scoring.faces import Faces
from scoring.findings import Source
from scoring.model import Leader, Lineage, Office, Person, Publication, Record, Unit
from scoring.vocabulary import Employment, LineageKind
from site_builder.parsing.fields import Field, Given, ListOf, RecordType
from site_builder.parsing.references import Ref
from site_builder.parsing.scalars import Flag, Integer, Name, OneWord, Text
from site_builder.schema.common import DATE, LEVEL, NAMES, SHORT, UNIT, life


def _office(given: Given) -> Office:
    return Office(source=given.source, **given.all())


_FONTS: Final = RecordType(
    "fonts",
    "字体",
    (
        Field("title", "标题", SHORT, "标题和红头；不写就是方正小标宋简体", "方正小标宋_GBK"),
        Field("text", "正文", SHORT, "正文；不写就是仿宋_GB2312", "仿宋"),
        Field("hei", "黑体", SHORT, "一级标题和附件二字；不写就是黑体", "方正黑体_GBK"),
        Field("kai", "楷体", SHORT, "二级标题和签发人姓名；不写就是楷体_GB2312", "楷体"),
        Field("song", "宋体", SHORT, "页码；不写就是宋体", "新宋体"),
        Field("digits", "数字", SHORT, "数字和字母；不写就同所在处的字", "Times New Roman"),
    ),
    lambda given: Faces(**given.all()),
)

OFFICE: Final = RecordType(
    "office",
    "本单位",
    (
        Field("name", "名称", SHORT, "主办单位的全称", "某省税务局办公室", required=True),
        Field("title", "刊名", SHORT, "网站刊头上的名称", "信息采编工作平台", required=True),
        Field("as_of", "截止日期", DATE, "把“今天”固定在某天；只用于示例和封存", "2026-10-15"),
        Field("demo", "示例", Flag(), "是示例时，每页都标“示例”", "是"),
        Field("kinds", "体裁", NAMES, "可用的体裁", "[动态, 经验, 问题, 建议]"),
        Field("forms", "形式", NAMES, "可用的采用形式", "[单篇, 综合, 简讯]"),
        Field("ranks", "职级", NAMES, "批示人可用的职级", "[主要领导, 其他领导]"),
        Field("tracks", "赛道", NAMES, "案例可用的赛道", "[智慧绩效, 风险防控]"),
        Field("groups", "类别", NAMES, "单位类别在排名中的先后", "[设区市局, 县区局]"),
        Field("fonts", "字体", _FONTS, "通报和刊物用的字体", "{正文: 仿宋}"),
    ),
    _office,
)

_LINEAGE: Final = RecordType(
    "lineage",
    "沿革",
    (
        Field("unit", "单位", UNIT, "接续它的单位", "榆次区局", required=True),
        Field("on", "日期", DATE, "从哪天起", "2026-07-01", required=True),
    ),
    lambda given: (given["unit"], given["on"]),
)


def _unit(given: Given) -> Unit:
    values = given.all()
    name = values.pop("name")
    renamed, merged = values.pop("renamed_to", None), values.pop("merged_into", None)
    if renamed is not None and merged is not None:
        node = given.nodes["merged_into"]
        given.report.add(files.ONLY_ONE, node, one="更名为", other="并入")
    lineage = None
    if renamed is not None:
        lineage = Lineage(LineageKind.RENAMED, *renamed)
    elif merged is not None:
        lineage = Lineage(LineageKind.MERGED, *merged)
    return Unit(id=name, source=given.source, lineage=lineage, **values)


UNITS: Final = ListOf(
    RecordType(
        "unit",
        "单位",
        (
            Field("name", "名称", SHORT, "单位名，全名录唯一", "晋中市局", required=True),
            Field("parent", "上级", UNIT, "上级单位", "省局"),
            Field("group", "类别", SHORT, "参加哪一组排名；不写就不参加排名", "设区市局"),
            *life("设立", "撤销"),
            Field(
                "renamed_to",
                "更名为",
                _LINEAGE,
                "改成了哪个单位",
                "{unit: 榆次区局, on: 2026-07-01}",
            ),
            Field(
                "merged_into",
                "并入",
                _LINEAGE,
                "并进了哪个单位",
                "{unit: 榆次区局, on: 2026-07-01}",
            ),
            Field("headcount", "人数", Integer(1, 10**7), "在职人数，用于人均", "128"),
            Field("level", "层级", LEVEL, "单位的层级", "市级"),
            Field("conditions", "条件", NAMES, "信息科认定的非数字条件", "[有分管领导]"),
            Field("short", "简称", SHORT, "简称；各处也可以用它", "晋中"),
        ),
        _unit,
    )
)

_RECORD: Final = RecordType(
    "record",
    "履历",
    (
        Field("kind", "种类", SHORT, "培训、跟班、选拔等", "培训", required=True),
        Field("title", "名称", Text(80), "内容", "全省信息员培训班", required=True),
        Field("start", "起", DATE, "开始日期", "2026-05-11", required=True),
        Field("end", "止", DATE, "结束日期", "2026-05-15"),
    ),
    lambda given: Record(source=given.source, **given.all()),
)


_EMAILS: Final = ListOf(Text(120), single=True, unique=True)
_KEYS: Final = ListOf(Text(1000), single=True, unique=True)


def _person(given: Given) -> Person | None:
    values = given.all()
    unit = values.get("unit")
    if unit is None:
        prefix = values["id"].rpartition("/")[0]
        unit = given.report.names.canonical.get(Ref.UNIT, {}).get(prefix, prefix)
        given.report.named.append(((Ref.UNIT,), unit, given.nodes["id"]))
    return Person(source=given.source, **{**values, "unit": unit})


PEOPLE: Final = ListOf(
    RecordType(
        "person",
        "人员",
        (
            Field("id", "编号", SHORT, "单位/拼音，全名录唯一", "晋中市局/xujing", required=True),
            Field("name", "姓名", SHORT, "姓名", "徐静", required=True),
            Field("unit", "单位", UNIT, "所在单位；不写就取编号里“/”前面的", "晋中市局"),
            Field("roles", "职务", NAMES, "信息员、办公室主任、分管局领导等", "[信息员]"),
            Field("employment", "专兼职", OneWord(Employment), "专职或兼职", "专职"),
            *life("起", "止"),
            Field("tags", "标签", NAMES, "办法里用到的人员类别", "[青年干部]"),
            Field("reviews_for", "审核单位", UNIT, "替哪个单位审核；不写就是所在单位", "山西省局"),
            Field("accounts", "账号", NAMES, "代码平台上的账号；几个账号也是一个人", "[xujing]"),
            Field("emails", "邮箱", _EMAILS, "提交时用的邮箱", "[xujing@example.invalid]"),
            Field(
                "keys", "公钥", _KEYS, "SSH 公钥；登记了的，审核必须签名", "[ssh-ed25519 AAAAC3]"
            ),
            Field(
                "records",
                "履历",
                ListOf(_RECORD),
                "培训、跟班、选拔的记录",
                "[{kind: 培训, title: 信息员培训班, start: 2026-05-11}]",
            ),
        ),
        _person,
    )
)


def _publication(given: Given) -> Publication:
    values = given.all()
    return Publication(id=values.pop("name"), source=given.source, **values)


PUBLICATIONS: Final = ListOf(
    RecordType(
        "publication",
        "刊物",
        (
            Field("name", "名称", SHORT, "刊物名，全名录唯一", "晋政信息", required=True),
            Field("level", "层级", LEVEL, "主办机关的层级", "省级", required=True),
            Field("publisher", "主办", SHORT, "主办机关", "省政府办公厅", required=True),
            Field("aliases", "别名", NAMES, "别的叫法；各处也可以用它", "[省政府信息]"),
            *life("创刊", "停刊"),
            Field("own", "本级", Flag(), "是不是本单位自己办的", "否"),
        ),
        _publication,
    )
)


def _leader(given: Given) -> Leader:
    values = given.all()
    return Leader(id=values.pop("name"), source=given.source, **values)


LEADERS: Final = ListOf(
    RecordType(
        "leader",
        "批示人",
        (
            Field("name", "名称", SHORT, "职务，不写姓名；全名录唯一", "省长", required=True),
            Field("level", "层级", LEVEL, "所在机关的层级", "省级", required=True),
            Field(
                "rank", "职级", Name(Ref.RANK), "主要领导、其他领导等", "主要领导", required=True
            ),
            Field("aliases", "别名", NAMES, "别的叫法；各处也可以用它", "[省政府省长]"),
        ),
        _leader,
    )
)


def unknown_office(path: str) -> Office:
    """Return what stands for an office whose file is missing or broken; the build stops anyway."""
    return Office(source=Source(path), name="", title="")
