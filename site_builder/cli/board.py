"""`chunshui board`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from site_builder.cli.asking_common import unit_of
from site_builder.cli.common import as_of_option, print_json, print_table, root_option, sound
from site_builder.cli.words import Command

if TYPE_CHECKING:
    from scoring.assignments.board import State
    from scoring.model import Corpus

_KINDS = ("约稿", "选题", "任务", "督办", "整改", "建言", "请示", "揭榜")
_LIGHTS = ("红", "黄", "蓝", "绿")


@click.command(cls=Command)
@click.option(
    "--by",
    type=click.Choice(("灯", "单位", "到期")),
    default="灯",
    metavar="灯|单位|到期",
    help="按什么排（默认 灯，红灯在前）。",
)
@click.option("--unit", metavar="单位", help="只看一个单位。")
@click.option("--kind", type=click.Choice(_KINDS), metavar="种类", help="只看一种，如 约稿。")
@click.option("--light", type=click.Choice(_LIGHTS), metavar="|".join(_LIGHTS), help="只看一色。")
@click.option("--all", "every", is_flag=True, help="办结的也列出来（默认只列没办结的）。")
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json")),
    default="table",
    metavar="table|json",
    help="打成表，或输出 JSON（默认 table）。",
)
@as_of_option
@root_option
def command(
    by: str, unit: str | None, kind: str | None, light: str | None, every: bool, form: str,
    as_of: date | None, root: Path,
) -> None:
    """挂图作战：每个单位每一件约稿和任务亮什么灯，为什么，什么能消除。

    \b
    例：
      chunshui board
      chunshui board --unit 阳泉市局 --all
      chunshui board --by 到期 --kind 约稿 --format json
    """
    from scoring.assignments.board import board

    examination = sound(root, as_of)
    corpus, on = examination.loaded.corpus, examination.as_of
    who = None if unit is None else unit_of(corpus, unit)
    states = [
        one for one in board(corpus, on)
        if who in (None, one.unit)
        and kind in (None, one.kind.label)
        and light in (None, one.light.label)
        and (every or light == "绿" or not one.status.done)
    ]  # fmt: skip
    if by == "单位":
        states.sort(key=lambda one: (one.unit or "", one.light.order, one.due, one.assignment))
    elif by == "到期":
        states.sort(key=lambda one: (one.due, one.assignment))
    if form == "json":
        print_json([_row(one, corpus) for one in states])
        return
    if not states:
        click.echo(f"{on}：没有符合的约稿或任务。")
        return
    _print(states, corpus, on, by)


def _print(states: Sequence[State], corpus: Corpus, on: date, by: str) -> None:
    lights = Counter(one.light.label for one in states)
    counted = "，".join(f"{each}灯 {lights[each]}" for each in _LIGHTS if lights[each])
    click.echo(f"{on}，{len(states)} 件：{counted}")
    head = ("灯", "情况", "单位", "种类", "标题", "截止", "说明")
    groups = [(None, states)] if by != "单位" else [
        (name, list(rows)) for name, rows in groupby(states, key=lambda one: one.unit)
    ]  # fmt: skip
    for name, rows in groups:
        click.echo()
        if name is not None:
            click.echo(f"{name}（{len(rows)} 件）")
        print_table(head, [_cells(one, corpus) for one in rows])


def _cells(one: State, corpus: Corpus) -> tuple[str, ...]:
    title = corpus.assignments[one.assignment].title
    again = f"；问题复发（{one.recurrence[0].problem}）" if one.recurrence else ""
    return (
        one.light.label, one.status.label, one.unit or "（未领）", one.kind.label, title,
        one.due.isoformat(), one.reason + again,
    )  # fmt: skip


def _row(one: State, corpus: Corpus) -> dict[str, Any]:
    answered, cleared = one.answered, one.cleared
    return {
        "assignment": one.assignment,
        "title": corpus.assignments[one.assignment].title,
        "kind": one.kind.label,
        "unit": one.unit,
        "light": one.light.label,
        "status": one.status.label,
        "reason": one.reason,
        "clears": one.clears or None,
        "due": one.due.isoformat(),
        "answered": None if answered is None else answered.date.isoformat(),
        "item": None if answered is None else answered.item,
        "cleared": None if cleared is None else cleared.date.isoformat(),
        "overdue_days": one.overdue_days,
        "working_days_left": one.working_days_left,
        "percent": None if one.progress is None else one.progress.percent,
        "extended": [each.until.isoformat() for each in one.extensions],
        "recurrence": [
            {"problem": each.problem, "earlier": each.earlier.name, "later": each.later.name}
            for each in one.recurrence
        ],
    }
