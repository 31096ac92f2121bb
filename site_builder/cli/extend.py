"""`chunshui extend`."""

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
@click.option("--until", type=Day(), metavar="日期", help="延到哪天（含当天）。")
@click.option(
    "--days",
    type=click.IntRange(1, 400),
    metavar="天数",
    help="在期限上再给几个工作日；已经到期的从同意那天算。",
)
@click.option("--reason", required=True, metavar="理由", help="为什么延期。")
@click.option("--unit", metavar="单位", help="只给哪个单位延（默认全部）。")
@click.option("--date", "day", type=Day(), metavar="日期", help="哪天同意的（默认今天）。")
@writing_options
@root_option
def command(
    words: str, until: date | None, days: int | None, reason: str, unit: str | None,
    day: date | None, dry_run: bool, commit: bool, root: Path,
) -> None:
    """登记下达人同意的延期，写明理由。

    \b
    例：
      chunshui extend 适老设施 --unit 阳泉市局 --until 2026-12-15 --reason 扶手要定制
      chunshui extend 十月约稿 --days 5 --reason 等统计数据
    """
    from scoring.assignments.answering import Answering

    if (until is None) is (days is None):
        raise Refused("请写 --until 或 --days，只写一个。")
    desk = desk_of(root)
    corpus = desk.corpus
    assignment = assignment_of(corpus, words)
    whose = None if unit is None else unit_of(corpus, unit)
    granted = day_of(corpus, day)
    due = Answering(corpus, date.max).due(assignment, whose)
    last = until or corpus.calendar.after(max(due, granted), days or 0)
    values = {"until": last, "date": granted, "reason": reason, "unit": whose}
    subject = f"《{assignment.title}》延期到{last}" if commit else None
    enter(root, desk, assignment, "extensions", values, dry_run=dry_run, commit=subject)
