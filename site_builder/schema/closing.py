"""通报、封存、更正: what closes a period, what it published, and what corrects it."""

from __future__ import annotations

from typing import Final

from scoring.catalogue import reviews
from scoring.catalogue.closing import UNKNOWN_SLOT
from scoring.closing.facts import (
    SLOT,
    SLOTS,
    Correction,
    Difference,
    Notice,
    NoticeForm,
    Seal,
    SealedRow,
    SealedScore,
)
from scoring.findings import Source
from scoring.periods import parse_period
from site_builder.parsing.fields import Field, ListOf, RecordType
from site_builder.parsing.front_matter import Document
from site_builder.parsing.moments import Hex
from site_builder.parsing.references import Ref
from site_builder.parsing.report import Report
from site_builder.parsing.scalars import Integer, Name, Number, Text
from site_builder.schema.common import DATE, LONG, NAMES, SHORT, TITLE_LIMIT, UNIT

_BUREAUX: Final = ListOf(Text(80), single=True, unique=True)

NOTICE: Final = RecordType(
    "notice",
    "通报",
    (
        Field(
            "title", "标题", Text(TITLE_LIMIT), "标题", "关于2026年三季度信息采用情况的通报"
        ),
        Field("number", "文号", SHORT, "发文字号", "晋税办函〔2026〕31号"),
        Field("issued", "印发", DATE, "印发日期；从这天起这个时段封账。没有就是拟稿", "2026-10-12"),
        Field("score", "计分", SHORT, "哪一项计分；不写就是全部", "信息"),
        Field("addressees", "主送", _BUREAUX, "主送机关", "[各市税务局, 省局各处室]"),
        Field("copies_to", "抄送", _BUREAUX, "抄送机关", "[省委办公厅]"),
        Field("signer", "落款", Text(80), "落款；不写就是本单位", "山西省税务局办公室"),
        Field("copies", "印数", Integer(1, 10**6), "印多少份", "80"),
    ),
    lambda given: given,
)

NOTICE_FORM: Final = RecordType(
    "notice_form",
    "通报模板",
    (
        Field("title", "标题", Text(TITLE_LIMIT), "标题", "关于{时段}信息采用情况的通报"),
        Field("opening", "开头", LONG, "正文第一句", "现将{时段}信息工作情况通报如下。"),
        Field("addressees", "主送", _BUREAUX, "主送机关", "[各市税务局, 省局各处室]"),
        Field("copies_to", "抄送", _BUREAUX, "抄送机关", "[省委办公厅]"),
        Field("signer", "落款", Text(80), "落款；不写就是本单位", "山西省税务局办公室"),
        Field("copies", "印数", Integer(1, 10**6), "印多少份", "80"),
    ),
    lambda given: given,
)

_ROW: Final = RecordType(
    "sealed_row",
    "通报的名次",
    (
        Field("unit", "单位", UNIT, "单位", "晋中市局", required=True),
        Field("group", "类别", SHORT, "类别", "市局"),
        Field("rank", "名次", Integer(1, 10**5), "名次；不排名的没有", "1"),
        Field("points", "得分", Number(), "本期得分", "35", required=True),
        Field("running", "累计", Number(), "累计得分", "80", required=True),
    ),
    lambda given: SealedRow(
        given["unit"], given.get("group"), given.get("rank"), given["points"], given["running"]
    ),
)
_SCORE: Final = RecordType(
    "sealed_score",
    "一项计分的封存",
    (
        Field("score", "计分", SHORT, "哪一项计分", "信息", required=True),
        Field("rulebooks", "办法", NAMES, "用的是哪几份办法", "[2026]", required=True),
        Field("entries", "笔数", Integer(0, 10**9), "台账有几笔", "212", required=True),
        Field("digest", "校验值", Hex(64), "台账的 SHA-256 校验值", "0" * 64, required=True),
        Field(
            "rows",
            "名次",
            ListOf(_ROW),
            "通报的得分和名次",
            "[{unit: 晋中市局, group: 市局, rank: 1, points: 35, running: 80}]",
            required=True,
        ),
    ),
    lambda given: SealedScore(source=given.source, **given.all()),
)

SEAL: Final = RecordType(
    "seal",
    "封存",
    (
        Field("as_of", "截至", DATE, "算到哪天为止", "2026-10-12", required=True),
        Field("commit", "提交", Hex(40), "按哪个提交的内容算的", "0" * 40, required=True),
        Field("program", "程序", SHORT, "程序版本", "0.1.0", required=True),
        Field(
            "scores",
            "计分",
            ListOf(_SCORE),
            "各项计分",
            "[]",
            required=True,
        ),
    ),
    lambda given: given,
)

_DIFFERENCE: Final = RecordType(
    "difference",
    "差额",
    (
        Field("score", "计分", SHORT, "哪一项计分", "信息", required=True),
        Field("unit", "单位", UNIT, "单位", "晋中市局", required=True),
        Field("before", "原得分", Number(), "通报的得分", "35", required=True),
        Field("after", "现得分", Number(), "更正后的得分", "30", required=True),
    ),
    lambda given: Difference(**given.all()),
)

CORRECTION: Final = RecordType(
    "correction",
    "更正",
    (
        Field("notice", "通报", SHORT, "更正哪一期通报", "2026Q3", required=True),
        Field("date", "日期", DATE, "决定更正的日期", "2026-11-05", required=True),
        Field("reason", "理由", LONG, "为什么更正", "山西税务简报第20期核定为综合", required=True),
        Field("person", "决定人", Name(Ref.PERSON), "谁决定的", "省局办公室/hanwenbo", True),
        Field(
            "files",
            "文件",
            ListOf(Text(200), single=True, unique=True),
            "允许改哪些文件（content 里的路径）",
            "[items/2026/09/20260918-夜游平遥.md]",
            required=True,
        ),
        Field(
            "differences",
            "差额",
            ListOf(_DIFFERENCE),
            "对各单位得分的影响，由 chunshui correct 计算",
            "[{score: 信息, unit: 晋中市局, before: 35, after: 30}]",
        ),
    ),
    lambda given: given,
)


def read_notice(document: Document, report: Report) -> Notice | None:
    """Return the notice of a document, or None where it cannot be one."""
    period = parse_period(document.stem)
    if period is None:
        place = Source(document.path)
        report.findings.append(reviews.NOTICE_PERIOD.at(place, found=document.stem))
    if document.root is None:
        return None
    given = NOTICE.read(document.root, "通报", report)
    if given is None or period is None or "issued" in given.nodes.keys() - given.values:
        return None
    return Notice(document.stem, given.source, period, **given.all())


def read_notice_form(document: Document, report: Report) -> NoticeForm | None:
    """Return the template of notices, or None where it cannot be one."""
    if document.root is None:
        return None
    given = NOTICE_FORM.read(document.root, "通报模板", report)
    if given is None:
        return None
    form = NoticeForm(given.source, **given.all())
    body = [*enumerate(document.body.split("\n"), document.body_line)]
    head = [(given.source.line, text) for text in (form.title, form.opening) if text]
    for line, text in (*head, *body):
        for slot in SLOT.finditer(text):
            if slot[1] not in SLOTS:
                known = "、".join(f"{{{each}}}" for each in SLOTS)
                place = Source(document.path, line)
                report.findings.append(UNKNOWN_SLOT.at(place, slot=slot[0], known=known))
    return form


def read_seal(document: Document, report: Report) -> Seal | None:
    """Return the seal of a document, or None where it cannot be one."""
    if document.root is None:
        return None
    given = SEAL.read(document.root, "封存", report)
    return None if given is None else Seal(document.stem, given.source, **given.all())


def read_correction(document: Document, report: Report) -> Correction | None:
    """Return the correction of a document, or None where it cannot be one."""
    if document.root is None:
        return None
    given = CORRECTION.read(document.root, "更正", report)
    return None if given is None else Correction(document.stem, given.source, **given.all())
