"""`chunshui stage`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from site_builder.cli.common import as_of_option, content_of, root_option, settings_of, snapshot_of
from site_builder.cli.words import Command, Refused


@click.command(cls=Command)
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@as_of_option
@root_option
def command(folder: Path, as_of: date | None, root: Path) -> None:
    """把网站的全部源文件写成一个文件夹，供其他生成器使用。

    写出的文件夹自带 mkdocs.yml，可直接用 mkdocs 或 properdocs 生成，不需要春水的插件。

    \b
    例：
      chunshui stage 源文件
      properdocs build -f 源文件/mkdocs.yml
    """
    from site_builder.staging import stage

    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"{folder} 不是空文件夹。请换一个，以免覆盖其中的文件。")
    content_of(root)
    settings_of(root)
    count = stage(snapshot_of(root, as_of), root, folder)
    click.echo(f"已写出 {count} 个文件：{folder}")
