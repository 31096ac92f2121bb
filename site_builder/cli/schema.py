"""`chunshui schema`."""

from __future__ import annotations

import click

from site_builder.cli.common import print_json
from site_builder.cli.words import Command, Refused


@click.command(cls=Command)
@click.argument("kind", metavar="[文件种类]", required=False)
def command(kind: str | None) -> None:
    """打印一类文件的 JSON Schema；不写种类时列出全部种类。

    \b
    例：
      chunshui schema
      chunshui schema item > item.schema.json
    """
    from site_builder.schema import KINDS, json_schema

    if kind is None:
        for name, record in KINDS.items():
            click.echo(f"{name}  {record.title}")
        return
    if kind not in KINDS:
        raise Refused(f"没有“{kind}”这类文件；现有：{'、'.join(KINDS)}。")
    print_json(json_schema(kind))
