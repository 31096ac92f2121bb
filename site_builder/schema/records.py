"""The office's lists of faults, judgements and honours."""

from __future__ import annotations

from typing import Final

from scoring.model import Fault, GrantedHonour, Judgement
from scoring.vocabulary import FaultKind
from site_builder.parsing.fields import Field, ListOf, RecordType
from site_builder.parsing.scalars import Integer, Number, OneWord, Text
from site_builder.schema.common import DATE, ITEM, LEVEL, LONG, SHORT, TITLE_LIMIT, UNIT

FAULTS: Final = ListOf(
    RecordType(
        "fault",
        "差错",
        (
            Field("unit", "单位", UNIT, "责任单位", "晋中市局", required=True),
            Field("date", "日期", DATE, "认定日期", "2026-09-18", required=True),
            Field(
                "kind",
                "种类",
                OneWord(FaultKind),
                "迟报、漏报、瞒报、失实、差错",
                "漏报",
                required=True,
            ),
            Field("note", "说明", LONG, "说明", "未报突发情况"),
            Field("item", "信息", ITEM, "有关的信息", "20260918-个税汇算"),
        ),
        lambda given: Fault(source=given.source, **given.all()),
    )
)

JUDGEMENTS: Final = ListOf(
    RecordType(
        "judgement",
        "裁量",
        (
            Field("unit", "单位", UNIT, "记给哪个单位", "晋中市局", required=True),
            Field("date", "日期", DATE, "决定日期", "2026-09-28", required=True),
            Field("clause", "条款", SHORT, "依据办法的哪一条", "第七条（三）", required=True),
            Field("points", "记分", Number(), "决定记几分", "3", required=True),
            Field("reason", "理由", LONG, "为什么是这个分", "承办全省现场会", required=True),
            Field("item", "信息", ITEM, "有关的信息", "20260918-个税汇算"),
        ),
        lambda given: Judgement(source=given.source, **given.all()),
    )
)

HONOURS: Final = ListOf(
    RecordType(
        "honour",
        "荣誉",
        (
            Field("name", "名称", SHORT, "荣誉名称", "信息工作先进单位", required=True),
            Field("year", "年度", Integer(1949, 2200), "哪一年度的", "2025", required=True),
            Field(
                "to", "授予", SHORT, "单位、人员编号，或名录以前的旧名", "晋中市局", required=True
            ),
            Field("issuer", "授予机关", SHORT, "谁授予的", "省政府办公厅", required=True),
            Field("document", "文号", SHORT, "表彰文件的文号", "晋政办〔2026〕5号"),
            Field("level", "层级", LEVEL, "授予机关的层级", "省级"),
            Field("points", "积分", Number(), "荣誉积分", "10"),
        ),
        lambda given: GrantedHonour(source=given.source, **given.all()),
    )
)

PAGE: Final = RecordType(
    "page",
    "页面",
    (Field("title", "标题", Text(TITLE_LIMIT), "页面标题；不写就取正文的第一个标题", "关于本站"),),
    lambda given: given,
)

