"""审核记录: the trail of one item."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from scoring.catalogue import reviews
from scoring.findings import Source
from scoring.review.chain import CHAIN, before
from scoring.review.record import Decision, ForgeReview, Paper, Review, Trail
from site_builder.parsing.fields import Field, Given, ListOf, RecordType
from site_builder.parsing.front_matter import Document
from site_builder.parsing.moments import Hex, Moment
from site_builder.parsing.references import Ref
from site_builder.parsing.report import Report
from site_builder.parsing.scalars import Choice, Name, OneWord, Text
from site_builder.schema.common import DATE, LONG, SHORT, TITLE_LIMIT, UNITS
from site_builder.schema.workflow import TIER, TIERS

FORGES: Final = ("github", "gitea", "gitlab", "gitee")
_PERSON: Final = Name(Ref.PERSON)
_SIGNED: Final = "{number: 签批〔2026〕118号, signed: 2026-09-13, recorder: 省局办公室/xuejing}"
_NEEDS_TIER: Final = (Decision.PASS, Decision.RETURN, Decision.REJECT)
_NEEDS_REASON: Final = (Decision.RETURN, Decision.REJECT)

_PAPER: Final = RecordType(
    "paper",
    "签批单",
    (
        Field("number", "编号", SHORT, "签批单编号", "签批〔2026〕118号", required=True),
        Field("signed", "签批日期", DATE, "领导签字的日期", "2026-09-13", required=True),
        Field("recorder", "代录人", _PERSON, "谁登记的", "省局办公室/xuejing", required=True),
        Field("scan", "扫描件", Hex(64), "扫描件的 SHA-256 校验值", "0" * 64),
    ),
    lambda given: Paper(given["number"], given["signed"], given["recorder"], given.get("scan")),
)

_FORGE: Final = RecordType(
    "forge",
    "平台",
    (
        Field("name", "平台", Choice(FORGES), "哪个代码平台", "gitea", required=True),
        Field("id", "编号", SHORT, "平台上这次审核的编号", "80", required=True),
        Field("url", "网址", Text(300), "平台上这次审核的网址", "https://git.example.invalid/1"),
    ),
    lambda given: ForgeReview(given["name"], given["id"], given.get("url")),
)


def _review(given: Given) -> Review:
    values = given.all()
    decision: Decision = values["decision"]
    node = given.nodes["decision"]
    if decision in _NEEDS_TIER and "tier" not in values:
        given.report.add(reviews.NO_TIER, node, decision=decision)
    if decision in _NEEDS_REASON and not values.get("reason"):
        given.report.add(reviews.NO_REASON, node, decision=decision)
    paper: Paper | None = values.get("paper")
    if paper is not None and paper.recorder == values["person"]:
        given.report.add(reviews.SELF_RECORDED, given.nodes["paper"], person=paper.recorder)
    if paper is not None and paper.signed > values["time"].date():
        said = {"signed": paper.signed, "time": values["time"].isoformat()}
        given.report.add(reviews.SIGNED_LATER, given.nodes["paper"], **said)
    return Review(source=given.source, **values)


REVIEW: Final = RecordType(
    "review",
    "审核记录",
    (
        Field("decision", "决定", OneWord(Decision), "决定", "通过", required=True),
        Field("tier", "审级", TIER, "哪一级审的；报审、撤稿不写", "办公室主任"),
        Field("person", "审核人", _PERSON, "谁审的", "省局办公室/hanwenbo", required=True),
        Field("instead_of", "代", _PERSON, "代谁审的", "山西省局/fengguoan"),
        Field("time", "时间", Moment(), "什么时候", "2026-09-12T09:30:00+08:00", required=True),
        Field("reason", "理由", LONG, "为什么退改、不采用、撤稿", "数据没有出处"),
        Field("again", "重审", TIERS, "退改以后哪几级要再审；不写就是各级", "[办公室主任]"),
        Field("title", "标题", Text(TITLE_LIMIT), "报审时的标题", "税务新机构挂牌成立情况报告"),
        Field("units", "单位", UNITS, "报审的单位", "[晋中市局]"),
        Field("text", "文本", Hex(64), "所审那一稿的校验值", "0" * 64, required=True),
        Field("blob", "版本", Hex(40), "所审那一稿在 Git 里的编号", "0" * 40, required=True),
        Field("paper", "签批单", _PAPER, "纸面签批，由别人代录", _SIGNED),
        Field("forge", "平台审核", _FORGE, "在代码平台上审的", "{name: gitea, id: 80}"),
        Field("signature", "签名", Text(2000), "审核人用自己的密钥签的名", "U1NIU0lH"),
        Field("before", "前文", Hex(CHAIN), "前面全部内容的校验值", "0" * CHAIN, required=True),
    ),
    _review,
)  # fmt: skip
REVIEWS: Final = ListOf(REVIEW)


def read_trail(document: Document, report: Report) -> Trail | None:
    """Return the reviews of one item's file, with findings where entries were changed or moved."""
    if document.root is None:
        return None
    found: tuple[Review, ...] | None = REVIEWS.read(document.root, "审核记录", report)
    if found is None:
        return None
    latest: datetime | None = None
    for review in found:
        if review.before != before(report.lines, review.source.line):
            report.findings.append(reviews.BROKEN_CHAIN.at(review.source))
        if latest is not None and review.time < latest:
            said = {"time": review.time.isoformat(), "before": latest.isoformat()}
            report.findings.append(reviews.TIME_BACKWARDS.at(review.source, **said))
        latest = review.time
    return Trail(document.stem, Source(document.path), found)

