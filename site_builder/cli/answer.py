"""`chunshui answer`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from site_builder.cli.asking_common import assignment_of, day_of, enter, unit_of
from site_builder.cli.common import Day, root_option
from site_builder.cli.registering_common import desk_of, item_of, writing_options
from site_builder.cli.words import Command, Refused


@click.command(cls=Command)
@click.argument("words", metavar="编号或标题")
@click.option("--unit", required=True, metavar="单位", help="哪个单位交的。")
@click.option("--item", metavar="信息", help="交的是哪条信息：编号或标题里的几个字。")
@click.option("--note", metavar="说明", help="不是信息的，写做了什么；报进度时写做到哪一步。")
@click.option(
    "--progress", type=click.IntRange(0, 100), metavar="百分数", help="只报进度，不算答复。"
)
@click.option("--date", "day", type=Day(), metavar="日期", help="哪天交的（默认今天）。")
@writing_options
@root_option
def command(
    words: str, unit: str, item: str | None, note: str | None, progress: int | None,
    day: date | None, dry_run: bool, commit: bool, root: Path,
) -> None:
    """登记一个单位的答复，或只登记进度（--progress）。

    \b
    例：
      chunshui answer 秋粮收购 --unit 吕梁市局 --item 山药蛋进窖
      chunshui answer 适老设施 --unit 阳泉市局 --note 两个厅已加装，照片已报
      chunshui answer 风险识别模型 --unit 太原市局 --progress 60 --note 已在两个分局试用
    """
    if progress is not None and item is not None:
        raise Refused("报进度不写 --item；交了信息就是答复，不用写 --progress。")
    if progress is not None and note is None:
        raise Refused("报进度请用 --note 写做到哪一步了。")
    if progress is None and item is None and note is None:
        raise Refused("请用 --item 写交的是哪条信息，或用 --note 写做了什么。")
    desk = desk_of(root)
    corpus = desk.corpus
    assignment = assignment_of(corpus, words)
    values: dict[str, object] = {"unit": unit_of(corpus, unit), "date": day_of(corpus, day)}
    if progress is None:
        field, what = "answers", "答复"
        values |= {"item": None if item is None else item_of(corpus, item).id, "note": note}
    else:
        field, what = "progress", "进度"
        values |= {"note": note, "percent": progress}
    subject = f"登记{values['unit']}对《{assignment.title}》的{what}" if commit else None
    enter(root, desk, assignment, field, values, dry_run=dry_run, commit=subject)
