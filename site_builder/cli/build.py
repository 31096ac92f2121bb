"""`chunshui build`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from site_builder.cli.common import (
    as_of_option,
    content_of,
    note,
    root_option,
    settings_of,
    snapshot_of,
)
from site_builder.cli.words import Command, Refused


@click.command(cls=Command)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="网站写到哪里（默认 site）。",
)
@as_of_option
@root_option
def command(output: Path | None, as_of: date | None, root: Path) -> None:
    """检查、计分、排名，生成静态网站。

    内容有错误时不生成，已发布的网站保持原样；生成好以后整个文件夹一次换上。

    \b
    例：
      chunshui build
      chunshui build --output /srv/www/chunshui
    """
    from site_builder.mkdocs_adapter import build_site
    from site_builder.publish import swap, unfit

    target = output or root / "site"
    content_of(root)
    settings = settings_of(root)
    refused = unfit(target, root)
    if refused is not None:
        raise Refused(refused)
    snapshot = snapshot_of(root, as_of)
    note(f"内容无误：{len(snapshot.corpus.items)} 条信息，按 {snapshot.as_of} 计算。正在生成……")
    with swap(target) as fresh:
        pages = build_site(settings, fresh, snapshot)
    click.echo(f"已生成 {pages} 页：{target}")
