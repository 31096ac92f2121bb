"""审核流程: the tiers of review, which items pass which, deputies, the fast lane, who owns what."""

from __future__ import annotations

from typing import Final

from scoring.catalogue import reviews
from scoring.review.workflow import (
    Area,
    Deputy,
    FastLane,
    Ownership,
    Path,
    Tier,
    Workflow,
)
from site_builder.parsing.fields import Field, Given, ListOf, RecordType
from site_builder.parsing.references import Ref
from site_builder.parsing.scalars import Integer, Name, OneWord
from site_builder.schema.common import DATE, LEVEL, NAMES, SHORT, UNITS

TIER: Final = Name(Ref.TIER)
TIERS: Final = ListOf(TIER, single=True, unique=True)
_PERSON: Final = Name(Ref.PERSON)

_TIER: Final = RecordType(
    "tier",
    "审级",
    (
        Field("name", "名称", SHORT, "审级的名称", "办公室主任", required=True),
        Field("role", "职务", SHORT, "由担任什么职务的人审", "办公室主任", required=True),
        Field("days", "时限", Integer(1, 60), "几个工作日内审完；不写就不限", "1"),
    ),
    lambda given: Tier(given.source, given["name"], given["role"], given.get("days")),
)


def _path(given: Given) -> Path:
    values = given.all()
    for key in ("levels", "kinds", "tags", "groups", "units"):
        if key in values:
            values[key] = frozenset(values[key])
    return Path(source=given.source, **values)


_PATH: Final = RecordType(
    "path",
    "去向",
    (
        Field("name", "名称", SHORT, "去向的名称", "报总局或省委省政府", required=True),
        Field(
            "tiers",
            "审级",
            TIERS,
            "要经过哪几级",
            "[办公室主任, 分管局领导, 主要领导]",
            required=True,
        ),
        Field("levels", "层级", ListOf(LEVEL, single=True), "为哪一级刊物写的", "[国家级, 省级]"),
        Field("kinds", "体裁", ListOf(Name(Ref.KIND), single=True), "哪些体裁", "[问题]"),
        Field("tags", "标签", NAMES, "带其中一个标签的", "[负面]"),
        Field("groups", "类别", ListOf(Name(Ref.GROUP), single=True), "单位的类别", "[市局]"),
        Field("units", "单位", UNITS, "哪些单位和它们下面的单位", "[晋中市局]"),
    ),
    _path,
)


def _deputy(given: Given) -> Deputy | None:
    start, end = given["start"], given["end"]
    if end < start:
        given.report.add(reviews.DEPUTY_SPAN, given.nodes["end"], start=start, end=end)
        return None
    return Deputy(
        given.source, given["person"], given["deputy"], start, end, given.get("document"),
        given.get("tiers", ()),
    )  # fmt: skip


_DEPUTY: Final = RecordType(
    "deputy",
    "代审",
    (
        Field("person", "授权人", _PERSON, "谁授权", "山西省局/fengguoan", required=True),
        Field("deputy", "代审人", _PERSON, "由谁代审", "省局办公室/hanwenbo", required=True),
        Field("start", "起", DATE, "从哪天起", "2026-10-01", required=True),
        Field("end", "止", DATE, "到哪天止（含当天）", "2026-10-15", required=True),
        Field("document", "依据", SHORT, "书面授权", "授权书〔2026〕2号"),
        Field("tiers", "审级", TIERS, "只代哪几级；不写就是他审的各级", "[分管局领导]"),
    ),
    _deputy,
)

_FAST: Final = RecordType(
    "fast_lane",
    "先发后审",
    (
        Field("after", "先经", TIER, "先经哪一级审过就可以发", "办公室主任", required=True),
        Field(
            "days", "时限", Integer(1, 60), "发布后几个工作日内其余各级要审完", "2", required=True
        ),
        Field("tags", "标签", NAMES, "带哪些标签的稿件可以先发", "[紧急]", required=True),
        Field("roles", "职务", NAMES, "担任什么职务的人可以放行", "[办公室主任]", required=True),
    ),
    lambda given: FastLane(
        given.source, given["after"], given["days"], frozenset(given["tags"]),
        frozenset(given["roles"]),
    ),
)  # fmt: skip

_OWNER: Final = RecordType(
    "owner",
    "分工",
    (
        Field("area", "范围", OneWord(Area), "改哪一类内容", "办法", required=True),
        Field("roles", "职务", NAMES, "什么职务的人可以改、由谁批准", "[信息科]", required=True),
        Field("units", "单位", UNITS, "只限哪些单位的人；不写就不限", "[省局办公室]"),
    ),
    lambda given: Ownership(
        given.source, given["area"], frozenset(given["roles"]),
        frozenset(given["units"]) if "units" in given.values else None,
    ),
)  # fmt: skip


def _workflow(given: Given) -> Workflow:
    last = given["paths"][-1] if given["paths"] else None
    if last is not None and _conditional(last):
        given.report.add(reviews.NO_PATH_FOR_ALL, given.nodes["paths"], path=last.name)
    return Workflow(
        source=given.source,
        since=given["since"],
        tiers=given["tiers"],
        paths=given["paths"],
        deputies=given.get("deputies", ()),
        fast_lane=given.get("fast_lane"),
        owners=given.get("owners", ()),
    )


def _conditional(path: Path) -> bool:
    stated = (path.levels, path.kinds, path.tags, path.groups, path.units)
    return any(each is not None for each in stated)


WORKFLOW: Final = RecordType(
    "workflow",
    "审核流程",
    (
        Field("since", "施行", DATE, "从哪天报送的稿件起要有审核记录", "2026-11-01", required=True),
        Field(
            "tiers", "审级", ListOf(_TIER), "审级，从低到高",
            "[{name: 办公室主任, role: 办公室主任, days: 1}]", required=True,
        ),
        Field(
            "paths", "去向", ListOf(_PATH), "什么稿件经过哪几级；从上往下，第一条符合的算",
            "[{name: 本级, tiers: [办公室主任]}]", required=True,
        ),
        Field(
            "deputies", "代审", ListOf(_DEPUTY), "授权代审",
            "[{person: 山西省局/fengguoan, deputy: 省局办公室/hanwenbo, start: 2026-10-01, "
            "end: 2026-10-15}]",
        ),
        Field(
            "fast_lane", "先发后审", _FAST, "紧急稿件怎样先发后审",
            "{after: 办公室主任, days: 2, tags: [紧急], roles: [办公室主任]}",
        ),
        Field(
            "owners", "分工", ListOf(_OWNER), "哪类内容由谁改、谁批准",
            "[{area: 办法, roles: [信息科]}]",
        ),
    ),
    _workflow,
)  # fmt: skip
