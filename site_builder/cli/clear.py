"""`chunshui clear`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from site_builder.cli.asking_common import assignment_of, day_of, enter, person_of, unit_of
from site_builder.cli.common import Day, root_option
from site_builder.cli.registering_common import desk_of, writing_options
from site_builder.cli.words import Command, Refused


@click.command(cls=Command)
@click.argument("words", metavar="编号或标题")
@click.option("--unit", required=True, metavar="单位", help="哪个单位的事办结了。")
@click.option("--by", required=True, metavar="销号人", help="谁核实的：姓名或编号。")
@click.option("--note", metavar="说明", help="核实的情况。")
@click.option("--date", "day", type=Day(), metavar="日期", help="哪天销号（默认今天）。")
@writing_options
@root_option
def command(
    words: str, unit: str, by: str, note: str | None, day: date | None,
    dry_run: bool, commit: bool, root: Path,
) -> None:
    """销号：下达人核实后，登记一个单位的事办结了。

    督办、整改、揭榜交了还不算完，要销号才转绿灯。一期结束的封账另用 chunshui close。

    \b
    例：
      chunshui clear 适老设施 --unit 晋中市局 --by 韩文博 --note 逐厅看过照片，已到位
    """
    desk = desk_of(root)
    corpus = desk.corpus
    assignment = assignment_of(corpus, words)
    who = unit_of(corpus, unit)
    if any(one.unit == who for one in assignment.cleared):
        raise Refused(f"{who}的这一件已经销号了。")
    values = {
        "unit": who, "date": day_of(corpus, day), "person": person_of(corpus, by), "note": note,
    }  # fmt: skip
    subject = f"{who}《{assignment.title}》销号" if commit else None
    enter(root, desk, assignment, "cleared", values, dry_run=dry_run, commit=subject)
