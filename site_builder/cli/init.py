"""`chunshui init`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from site_builder.cli.words import Command, Refused


@click.command(cls=Command)
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@click.option("--name", default="某某市税务局", metavar="名称", help="单位名称。")
def command(folder: Path, name: str) -> None:
    """为一个新单位建立内容库：名录、计分办法、第一条信息、站点设置，建好即可生成。

    \b
    例：
      chunshui init 晋中税务信息 --name 国家税务总局晋中市税务局
    """
    from site_builder.founding import found

    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"{folder} 不是空文件夹。请换一个名字。")
    count = found(folder, name, date.today())  # noqa: DTZ011
    click.echo(f"已建立 {folder}（{count} 个文件）。接下来：")
    click.echo(f"  cd {folder} && git init && git add . && git commit -m 建库")
    click.echo("  chunshui check && chunshui serve")
