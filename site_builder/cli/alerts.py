"""`chunshui alerts`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from site_builder.cli.asking_common import unit_of
from site_builder.cli.common import as_of_option, json_option, print_json, root_option, snapshot_of
from site_builder.cli.words import Command

if TYPE_CHECKING:
    from scoring.alerts.alert import Alert
    from scoring.alerts.facts import Action
    from site_builder.snapshot import Snapshot

_COLOURS = ("红", "黄", "蓝")
_SHAPES = {"红": "■", "黄": "▲", "蓝": "●"}


@click.command(cls=Command)
@click.option("--unit", metavar="单位", help="只看一个单位。")
@click.option(
    "--colour",
    "colours",
    type=click.Choice(_COLOURS),
    multiple=True,
    metavar="|".join(_COLOURS),
    help="只看哪种颜色，可写几次。",
)
@json_option
@as_of_option
@root_option
def command(
    unit: str | None, colours: tuple[str, ...], as_json: bool, as_of: date | None, root: Path
) -> None:
    """列出预警：哪条规则、为什么、从哪天起、怎样解除、登记了什么措施。

    规则写在 content/registry/alerts.yml；措施用 chunshui action 登记。

    \b
    例：
      chunshui alerts
      chunshui alerts --colour 红
      chunshui alerts --unit 朔州市局 --json
    """
    snapshot = snapshot_of(root, as_of)
    who = None if unit is None else unit_of(snapshot.corpus, unit)
    found = [
        alert
        for alert in snapshot.alerts
        if who in (None, alert.unit) and (not colours or alert.colour.label in colours)
    ]
    if as_json:
        print_json([_row(snapshot, alert) for alert in found])
        return
    if not snapshot.corpus.alert_rules:
        click.echo("还没有预警规则：请写在 content/registry/alerts.yml 里。")
        return
    for alert in found:
        _print(snapshot, alert)
    counts = [(each, sum(a.colour.label == each for a in found)) for each in _COLOURS]
    told = "，".join(f"{each} {number} 件" for each, number in counts if number)
    click.echo(f"截至 {snapshot.as_of}：{told or '没有预警'}。")


def _print(snapshot: Snapshot, alert: Alert) -> None:
    colour, rule = alert.colour.label, alert.rule
    clause = f"（{rule.clause}）" if rule.clause else ""
    who = alert.unit if alert.person is None else snapshot.corpus.people[alert.person].name
    click.echo(f"{_SHAPES[colour]} {colour}  {who}  {rule.name}{clause}，{alert.since} 起")
    click.echo(f"    {alert.why}。")
    click.echo(f"    解除：{alert.clears}。")
    if alert.proposes is not None or _taken(snapshot, alert):
        click.echo(f"    措施：{_measures(snapshot, alert)}。")


def _measures(snapshot: Snapshot, alert: Alert) -> str:
    """Return what is proposed and what was recorded."""
    words = [f"建议{alert.proposes.label}"] if alert.proposes is not None else []
    taken = "、".join(_said(action) for action in _taken(snapshot, alert))
    words.append(f"已登记 {taken}" if taken else "还没有登记")
    return "；".join(words)


def _said(action: Action) -> str:
    over = f"（{action.ended} 解除）" if action.ended else ""
    return f"{action.date} {action.kind.label}{over}"


def _taken(snapshot: Snapshot, alert: Alert) -> tuple[Action, ...]:
    from scoring.alerts.alert import answering

    return answering(alert, snapshot.corpus.actions, snapshot.as_of)


def _row(snapshot: Snapshot, alert: Alert) -> dict[str, Any]:
    """Return an alert for programs."""
    from scoring.periods import Period

    rule = alert.rule
    return {
        "colour": alert.colour.value,
        "unit": alert.unit,
        "person": alert.person,
        "rule": rule.name,
        "watch": rule.watch.value,
        "clause": rule.clause,
        "why": alert.why,
        "since": alert.since.isoformat(),
        "clears": alert.clears,
        "proposes": None if alert.proposes is None else alert.proposes.value,
        "facts": [each.id if isinstance(each, Period) else str(each) for each in alert.facts],
        "actions": [
            {
                "kind": action.kind.value,
                "date": action.date.isoformat(),
                "ended": action.ended and action.ended.isoformat(),
            }
            for action in _taken(snapshot, alert)
        ],
    }
