"""`chunshui serve`."""

from __future__ import annotations

from pathlib import Path

import click

from site_builder.cli.common import content_of, note, root_option, settings_of, snapshot_of
from site_builder.cli.words import Command


@click.command(cls=Command)
@click.option("--host", default="127.0.0.1", metavar="地址", help="监听地址（默认 127.0.0.1）。")
@click.option("--port", default=8000, metavar="端口", help="监听端口（默认 8000）。")
@root_option
def command(host: str, port: int, root: Path) -> None:
    """在本机预览网站；改动内容后页面自动刷新。

    \b
    例：
      chunshui serve
      chunshui serve --port 8080
    """
    from site_builder.mkdocs_adapter import serve_site

    content_of(root)
    settings = settings_of(root)
    snapshot_of(root, None)
    note(f"预览：http://{host}:{port}/  （按 Ctrl+C 结束）")
    serve_site(settings, f"{host}:{port}")
