"""`chunshui check`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from site_builder.cli.common import as_of_option, examined, root_option
from site_builder.cli.words import Command

FORMATS = ("text", "json", "github", "markdown")


@click.command(cls=Command)
@click.option(
    "--format",
    "style",
    type=click.Choice(FORMATS),
    default="text",
    metavar="|".join(FORMATS),
    help="输出格式（默认 text）。",
)
@as_of_option
@root_option
def command(style: str, as_of: date | None, root: Path) -> int:
    """检查内容，一次列出全部问题。

    每个问题写明：文件:行:列: 问题和改法 [代码]。
    没有错误时退出码为 0；有错误为 1。提醒不算错误。

    \b
    例：
      chunshui check
      chunshui check --format json > 问题.json
    """
    from site_builder.reporting import exit_code, report

    examination = examined(root, as_of)
    click.echo(report(examination.findings, style, examination.loaded.corpus))
    return exit_code(examination.findings)
