"""`chunshui export`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from site_builder.cli.common import as_of_option, root_option, snapshot_of
from site_builder.cli.tables import format_option, formats_of, replaced
from site_builder.cli.words import Command, Refused

SELECTION = ("facts", "ledger", "standings", "all")


@click.command(cls=Command)
@click.argument("selection", metavar="|".join(SELECTION), type=click.Choice(SELECTION))
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@format_option
@as_of_option
@root_option
def command(selection: str, folder: Path, form: str, as_of: date | None, root: Path) -> None:
    """把事实、台账、排名导出成数据表，供上级汇总和数据平台使用。

    facts 是登记的事实和名录，ledger 是计分办法和逐笔记分，standings 是各期排名，all 是全部。
    同一次提交导出的文件逐字节相同；manifest.json 列出每个文件的行数、大小和 SHA-256。
    文件夹里已有上次的导出时整个换新。

    \b
    例：
      chunshui export all 导出
      chunshui export standings 导出 --format jsonl
    """
    from site_builder.exports import ExportError, export

    snapshot = snapshot_of(root, as_of)
    try:
        with replaced(folder) as fresh:
            manifest = export(snapshot, selection, fresh, formats_of(form))
    except ExportError as error:
        raise Refused(str(error)) from error
    rows = sum(table.rows for table in manifest.tables)
    unit = f"分值单位 1/{manifest.points_scale}"
    click.echo(f"已导出 {len(manifest.tables)} 张表、{rows} 行，{unit}：{folder}")
