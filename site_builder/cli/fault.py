"""`chunshui fault`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.common import root_option
from site_builder.cli.registering_common import (
    date_option,
    desk_of,
    item_of,
    stop,
    write_checked,
    writing_options,
)
from site_builder.cli.words import Command, Refused

if TYPE_CHECKING:
    from scoring.findings import Finding
    from scoring.model import Fault


@click.command(cls=Command)
@click.argument("words", metavar="标题或单位")
@click.option("--kind", metavar="种类", required=True, help="迟报、漏报、瞒报、失实、差错。")
@date_option
@click.option("--note", metavar="说明", help="说明。")
@click.option("--unit", metavar="单位", help="一条信息的责任单位；不写就是报送单位。")
@writing_options
@root_option
def command(
    words: str,
    kind: str,
    day: date | None,
    note: str | None,
    unit: str | None,
    dry_run: bool,
    commit: bool,
    root: Path,
) -> None:
    """登记差错：写信息的标题或编号，记在那条信息里；写单位名，记在 faults/年.yml。

    \b
    例：
      chunshui fault 新机构挂牌 --kind 迟报 --date 2026-09-18 --note 迟报三天
      chunshui fault 阳泉市局 --kind 漏报 --date 2026-09-18 --note 突发情况未报
    """
    from site_builder.parsing.references import Ref
    from site_builder.registering.pad import Pad

    if day is None:
        raise Refused("要用 --date 写明认定的日期。")
    desk = desk_of(root)
    pad = Pad(desk)
    values: dict[str, object] = {"kind": kind, "date": day}
    if note is not None:
        values["note"] = note
    of_unit = desk.named(Ref.UNIT, words)
    if of_unit in desk.corpus.units:
        if unit is not None:
            raise Refused("写了单位名，就不另写 --unit。")
        what = f"差错：{of_unit} {kind} {day}"
        mine = [each for each in desk.corpus.faults if each.unit == of_unit]
        finding = _again(mine, values, what) or pad.append(
            "faults", day.year, {"unit": of_unit, **values}
        )
    else:
        item = item_of(desk.corpus, words, units=True)
        if unit is not None:
            values["unit"] = desk.named(Ref.UNIT, unit)
        what = f"差错：{item.id} {kind} {day}"
        mine = [each for each in item.faults if each.unit == values.get("unit")]
        finding = _again(mine, values, what) or pad.add(item, "faults", values)
    if finding is not None:
        stop([finding])
    subject = f"登记{what}" if commit else None
    write_checked(root, desk, pad.changes, dry_run=dry_run, commit=subject)
    if not dry_run:
        click.echo(f"已登记：{what}（{desk.place(pad.changes[0].path)}）")


def _again(known: list[Fault], values: dict[str, object], what: str) -> Finding | None:
    from scoring.catalogue import registering

    for each in known:
        if (each.kind.label, each.date) == (values["kind"], values["date"]):
            return registering.AGAIN.at(each.source, hint="", what=what, where=each.source)
    return None
