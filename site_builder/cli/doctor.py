"""`chunshui doctor`."""

from __future__ import annotations

from pathlib import Path

import click

from site_builder.cli.common import json_option, print_json, root_option
from site_builder.cli.words import Command


@click.command(cls=Command)
@json_option
@root_option
def command(as_json: bool, root: Path) -> int:
    """检查本机环境：Python、Git、依赖、编码和内容库是否齐备。

    有一项“不行”时退出码为 1。

    \b
    例：
      chunshui doctor
    """
    from site_builder.diagnosis import diagnose

    results = diagnose(root)
    if as_json:
        print_json([result._asdict() for result in results])
    else:
        for result in results:
            click.echo(f"{result.state}  {result.subject}：{result.message}")
    return 1 if any(result.state == "不行" for result in results) else 0
