"""A parent's rankings as export tables, by the same declarations as a child's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from scoring.periods import PeriodKind
from site_builder.exports.columns import (
    OFFICE,
    SCALE,
    Column,
    Table,
    day,
    flag,
    integer,
    maybe,
    points,
    text,
)
from site_builder.exports.manifest import Manifest
from site_builder.exports.writing import write
from site_builder.federation.children import Child
from site_builder.federation.ranking import Federation, OfficePlace, UnitPlace
from site_builder.federation.rows import Span


def _span(of: Callable[[Any], Span]) -> tuple[Column[Any], ...]:
    """Return the columns that say which period of which score a row is about."""
    kinds = "、".join(kind.label for kind in PeriodKind if kind.order >= PeriodKind.MONTH.order)
    return (
        text("score", "计分", lambda record: of(record).score),
        text("measure", "计量", lambda record: of(record).measure),
        text("period", "时段，如 2026-10、2026Q3、2026H2、2026", lambda record: of(record).period),
        text("kind", f"时段长短：{kinds}", lambda record: of(record).kind),
        day("start_date", "第一天", lambda record: of(record).start),
        day("end_date", "最后一天", lambda record: of(record).end),
    )


CHILDREN = Table[Federation, Child](
    "children",
    "汇总的下级",
    "每份导出一行，写明核对过的清单。",
    ("office", "child"),
    (
        OFFICE,
        text("child", "下级单位", lambda child: child.manifest.office),
        maybe("commit", "下级内容库的提交", lambda child: child.manifest.commit),
        day("as_of", "下级按哪一天计算", lambda child: child.manifest.as_of),
        text("manifest_sha256", "下级清单的 SHA-256", lambda child: child.digest),
        flag("proved", "得分是否与下级台账逐笔核对过", lambda child: child.proved),
    ),
    lambda federation: federation.children,
)

UNIT_STANDINGS = Table[Federation, UnitPlace](
    "unit_standings",
    "汇总排名：单位",
    "全部下级的单位按时段、类别放在一起排名；得分相同名次并列，后名次顺延。",
    ("office", "score", "measure", "period", "subject"),
    (
        OFFICE,
        *_span(lambda place: place.entry.row.span),
        flag("unfinished", "是否有下级未满期", lambda place: place.unfinished),
        maybe("group_name", "类别", lambda place: place.entry.row.group),
        text("subject", "下级/单位", lambda place: f"{place.entry.office}/{place.entry.row.unit}"),
        text("child", "下级单位", lambda place: place.entry.office),
        text("unit", "单位", lambda place: place.entry.row.unit),
        integer("rank", "名次", lambda place: place.rank),
        flag("tied", "是否并列", lambda place: place.tied),
        points("points", "本期得分", lambda place: place.entry.row.points),
        SCALE,
        integer("child_rank", "在下级的名次", lambda place: place.entry.row.rank),
        integer("sent", "报送件数", lambda place: place.entry.row.sent),
        integer("adopted", "采用件数", lambda place: place.entry.row.adopted),
        integer("endorsements", "批示次数", lambda place: place.entry.row.endorsements),
    ),
    lambda federation: federation.units,
)

CHILD_STANDINGS = Table[Federation, OfficePlace](
    "child_standings",
    "汇总排名：下级",
    "下级所有单位的得分相加后排名；件数也按单位相加，联合报送的各单位各计一件。",
    ("office", "score", "measure", "period", "child"),
    (
        OFFICE,
        *_span(lambda place: place.total.span),
        flag("unfinished", "是否有下级未满期", lambda place: place.unfinished),
        text("child", "下级单位", lambda place: place.total.office),
        integer("rank", "名次", lambda place: place.rank),
        flag("tied", "是否并列", lambda place: place.tied),
        points("points", "本期得分", lambda place: place.total.points),
        SCALE,
        integer("units", "单位数", lambda place: place.total.units),
        integer("sent", "报送件数", lambda place: place.total.sent),
        integer("adopted", "采用件数", lambda place: place.total.adopted),
        integer("endorsements", "批示次数", lambda place: place.total.endorsements),
    ),
    lambda federation: federation.offices,
)

FEDERATED: tuple[Table[Federation, Any], ...] = (CHILDREN, UNIT_STANDINGS, CHILD_STANDINGS)


def publish(federation: Federation, folder: Path, formats: Sequence[str]) -> Manifest:
    """Write the tables and their manifest into an empty folder."""
    return write(
        FEDERATED, federation, folder, formats,
        office=federation.name, as_of=federation.as_of, commit=None,
    )  # fmt: skip
