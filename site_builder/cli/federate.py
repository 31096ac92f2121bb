"""`chunshui federate`."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.common import json_option, note, period_option, print_json, print_table
from site_builder.cli.tables import format_option, formats_of, replaced
from site_builder.cli.words import Command, Refused

if TYPE_CHECKING:
    from scoring.periods import Period
    from site_builder.federation import Federation
    from site_builder.federation.ranking import OfficePlace, UnitPlace


@click.command(cls=Command)
@click.argument("manifests", metavar="清单…", nargs=-1, required=True)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default="汇总",
    metavar="文件夹",
    help="汇总表写到哪里（默认 汇总）。",
)
@click.option("--name", default="汇总", metavar="名称", help="本级的名称（默认 汇总）。")
@format_option
@period_option
@json_option
def command(
    manifests: tuple[str, ...],
    output: Path,
    name: str,
    form: str,
    period: Period | None,
    as_json: bool,
) -> None:
    """汇总各下级公布的导出，排出本级的名次。

    清单是 chunshui export 写出的 manifest.json 的路径或 http(s):// 地址，也可写它所在的文件夹。
    清单上每个文件的大小和 SHA-256 都核对，有一处不符就不汇总。地址后面加 #sha256=… 可连清单
    一起核对。打印一期的名次（默认全部下级都已报到的那个月），写出全部各期。

    \b
    例：
      chunshui federate 太原/manifest.json http://10.1.2.3/export/manifest.json --output 汇总
      chunshui federate 太原 大同 --output 汇总 --period 2026 --json
    """
    from site_builder.exports import ExportError
    from site_builder.federation import federate, publish, read_children

    children, problems = read_children(manifests)
    if problems:
        lines = "\n".join(f"{address}：{message}" for address, message in problems)
        raise Refused(f"有导出不能用，没有汇总：\n{lines}")
    federation = federate(name, children)
    try:
        with replaced(output) as fresh:
            publish(federation, fresh, formats_of(form))
    except ExportError as error:
        raise Refused(str(error)) from error
    _print(federation, period, as_json)
    note(f"已汇总 {len(children)} 个下级，写到 {output}")


def _print(federation: Federation, wanted: Period | None, as_json: bool) -> None:
    from scoring.periods import PeriodKind, period_of

    period = wanted or period_of(federation.as_of, PeriodKind.MONTH)
    units = [place for place in federation.units if place.entry.row.span.period == period.id]
    offices = [place for place in federation.offices if place.total.span.period == period.id]
    if as_json:
        print_json(
            {
                "period": period.id,
                "units": [_unit(place) for place in units],
                "children": [_office(place) for place in offices],
            }
        )
        return
    if not units:
        note(f"{period.label}没有排名。")
    head = ("名次", "单位", "报送", "采用", "批示", "本期得分", "下级名次")
    for (score, group), places in groupby(
        units, lambda place: (place.entry.row.span.score, place.entry.row.group)
    ):
        click.echo(f"{period.label} {group or '未分类单位'} {score}汇总排名")
        print_table(head, [_unit_cells(place) for place in places])
        click.echo()
    for score, totals in groupby(offices, lambda place: place.total.span.score):
        click.echo(f"{period.label} 下级 {score}汇总排名")
        head = ("名次", "下级", "单位数", "报送", "采用", "批示", "得分合计")
        print_table(head, [_office_cells(place) for place in totals])
        click.echo()


def _unit_cells(place: UnitPlace) -> tuple[str, ...]:
    from scoring.points import shown

    office, row = place.entry
    return (
        str(place.rank), f"{office}/{row.unit}", str(row.sent), str(row.adopted),
        str(row.endorsements), shown(row.points), str(row.rank),
    )  # fmt: skip


def _office_cells(place: OfficePlace) -> tuple[str, ...]:
    from scoring.points import shown

    whole = place.total
    return (
        str(place.rank), whole.office, str(whole.units), str(whole.sent), str(whole.adopted),
        str(whole.endorsements), shown(whole.points),
    )  # fmt: skip


def _unit(place: UnitPlace) -> dict[str, object]:
    """Return one row; points are exact text."""
    from scoring.points import text

    office, row = place.entry
    return {
        "score": row.span.score,
        "group": row.group,
        "rank": place.rank,
        "tied": place.tied,
        "subject": f"{office}/{row.unit}",
        "points": text(row.points),
        "child_rank": row.rank,
        "unfinished": place.unfinished,
    }


def _office(place: OfficePlace) -> dict[str, object]:
    from scoring.points import text

    whole = place.total
    return {
        "score": whole.span.score,
        "rank": place.rank,
        "tied": place.tied,
        "child": whole.office,
        "units": whole.units,
        "points": text(whole.points),
        "unfinished": place.unfinished,
    }
