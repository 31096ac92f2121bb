"""`chunshui action`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.asking_common import day_of, person_of, unit_of
from site_builder.cli.common import Day, root_option
from site_builder.cli.registering_common import desk_of, write_checked, writing_options
from site_builder.cli.words import Command, Refused

if TYPE_CHECKING:
    from scoring.alerts.facts import Action
    from scoring.model import Corpus
    from site_builder.registering.desk import Change, Desk

_KINDS = ("约谈", "通报批评", "督促整改", "挂牌督导")


@click.command(cls=Command)
@click.argument("kind", type=click.Choice(_KINDS), metavar="种类")
@click.argument("unit", metavar="单位")
@click.option("--reason", metavar="理由", help="为什么（登记时必写）。")
@click.option("--rule", metavar="规则", help="依据哪条预警规则，写规则的名称。")
@click.option("--by", metavar="决定人", help="谁决定的：姓名或编号（登记时必写）。")
@click.option("--document", metavar="文号", help="文件的文号。")
@click.option("--date", "day", type=Day(), metavar="日期", help="哪天（默认今天）。")
@click.option("--end", is_flag=True, help="解除：给没有解除的那一件写上解除日期。")
@writing_options
@root_option
def command(
    kind: str, unit: str, reason: str | None, rule: str | None, by: str | None,
    document: str | None, day: date | None, end: bool, dry_run: bool, commit: bool, root: Path,
) -> None:
    """登记问责和督导：约谈、通报批评、督促整改、挂牌督导；--end 解除。

    写进 content/actions/年.yml，其余一字不动。撤销用 Git。

    \b
    例：
      chunshui action 挂牌督导 朔州市局 --by 冯国安 --rule 两季靠后挂牌 --reason 一、二季度连续靠后
      chunshui action 挂牌督导 朔州市局 --end --commit
    """
    desk = desk_of(root)
    corpus = desk.corpus
    who, when = unit_of(corpus, unit), day_of(corpus, day)
    known = None if rule is None else _rule(corpus, rule)
    if end:
        action = _only(_standing(corpus, kind, who, known), kind, who)
        change, what = _ended(desk, action, when), "解除"
    else:
        if reason is None or by is None:
            raise Refused("登记要写明理由和决定人：--reason 理由 --by 决定人。")
        values = {
            "kind": kind, "unit": who, "date": when, "person": person_of(corpus, by),
            "reason": reason, "rule": known, "document": document,
        }  # fmt: skip
        change, what = _added(desk, when, values), "登记"
    subject = f"{what}{kind}：{who}" if commit else None
    write_checked(root, desk, [change], dry_run=dry_run, commit=subject)
    if not dry_run:
        click.echo(f"已{what} {desk.place(change.path)}")


def _rule(corpus: Corpus, name: str) -> str:
    """Return the name of an alert rule, or refuse."""
    from scoring.nearest import hint

    names = [rule.name for rule in corpus.alert_rules]
    if name not in names:
        raise Refused(f"预警规则里没有“{name}”{hint(name, names)}。")
    return name


def _standing(corpus: Corpus, kind: str, unit: str, rule: str | None) -> list[Action]:
    """Return the actions of a kind against a unit that have not ended."""
    return [
        action
        for action in corpus.actions
        if (action.kind.label, action.unit, action.ended) == (kind, unit, None)
        and rule in (None, action.rule)
    ]


def _only(found: Sequence[Action], kind: str, unit: str) -> Action:
    if not found:
        raise Refused(f"{unit}没有未解除的{kind}。")
    if len(found) > 1:
        those = "、".join(f"{one.date}（{one.rule or '没有写规则'}）" for one in found)
        raise Refused(f"{unit}有 {len(found)} 件未解除的{kind}：{those}。请用 --rule 指明。")
    return found[0]


def _added(desk: Desk, when: date, values: dict[str, object]) -> Change:
    """Return the file of the year with one action more."""
    from site_builder.registering.desk import Change
    from site_builder.registering.edits import appended_entry
    from site_builder.schema.alerts import ACTIONS

    path = f"actions/{when.year}.yml"
    before = desk.text(path)
    stated = {key: value for key, value in values.items() if value is not None}
    after = appended_entry(before or "", stated, ACTIONS)
    if after is None:
        raise _unwritable(desk, path)
    return Change(path, before, after)


def _ended(desk: Desk, action: Action, when: date) -> Change:
    """Return the file of an action with the day on which it ended."""
    from site_builder.parsing.nodes import MappingNode, SequenceNode
    from site_builder.registering.desk import Change
    from site_builder.registering.edits import stated
    from site_builder.schema.alerts import ACTION

    path = desk.inside(action.source)
    before = desk.text(path) or ""
    document = desk.document(path, before)
    root = None if document is None else document.root
    place = (action.source.line, action.source.column)
    entries = root.items if isinstance(root, SequenceNode) else ()
    for entry in entries:
        if isinstance(entry, MappingNode) and (entry.line, entry.column) == place:
            assert document is not None  # noqa: S101 - it has entries
            after = stated(before, document, ACTION.by_word["ended"], when, inside=entry)
            if after is not None:
                return Change(path, before, after)
    raise _unwritable(desk, path)


def _unwritable(desk: Desk, path: str) -> Refused:
    return Refused(f"{desk.place(path)} 的写法不便自动登记，没有改动。请手工写在里面。")
