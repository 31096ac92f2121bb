"""`chunshui claim`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from site_builder.cli.asking_common import assignment_of, day_of, enter, unit_of
from site_builder.cli.common import Day, root_option
from site_builder.cli.registering_common import desk_of, writing_options
from site_builder.cli.words import Command, Refused


@click.command(cls=Command)
@click.argument("words", metavar="编号或标题")
@click.option("--unit", required=True, metavar="单位", help="哪个单位揭榜。")
@click.option("--date", "day", type=Day(), metavar="日期", help="哪天揭榜（默认今天）。")
@writing_options
@root_option
def command(
    words: str, unit: str, day: date | None, dry_run: bool, commit: bool, root: Path
) -> None:
    """登记一个单位揭了公开的榜；从此它就要按期交账。

    \b
    例：
      chunshui claim 数电票风险识别模型 --unit 忻州市局
    """
    desk = desk_of(root)
    assignment = assignment_of(desk.corpus, words)
    who = unit_of(desk.corpus, unit)
    if any(claim.unit == who for claim in assignment.claims):
        raise Refused(f"{who}已经揭过这张榜了。")
    values = {"unit": who, "date": day_of(desk.corpus, day)}
    subject = f"{who}揭榜《{assignment.title}》" if commit else None
    enter(root, desk, assignment, "claims", values, dry_run=dry_run, commit=subject)
