"""`chunshui explain`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.common import (
    as_of_option,
    json_option,
    period_option,
    print_json,
    root_option,
    snapshot_of,
)
from site_builder.cli.words import Command, Refused

if TYPE_CHECKING:
    from scoring.ledger import Entry
    from scoring.model import Corpus
    from scoring.periods import Period
    from site_builder.snapshot import Snapshot


@click.command(cls=Command)
@click.argument("subject", metavar="信息|单位|个人")
@period_option
@json_option
@as_of_option
@root_option
def command(
    subject: str, period: Period | None, as_json: bool, as_of: date | None, root: Path
) -> None:
    """逐笔说明得分：依据哪一条、事实写在哪一行、为什么是这个数。

    信息写文件名（可不带 .md）或标题，单位写名称，个人写编号或姓名。

    \b
    例：
      chunshui explain 晋中市局 --period 2026-10
      chunshui explain 20260912-税务新机构挂牌
    """
    from scoring.ledger import counts_in
    from site_builder.cli.entries import entry_row

    snapshot = snapshot_of(root, as_of)
    field, key = _resolve(snapshot.corpus, subject)
    entries = [
        entry
        for ledger in snapshot.ledgers.values()
        for entry in ledger.entries
        if _concerns(entry, field, key) and (period is None or counts_in(entry, period))
    ]
    if as_json:
        print_json([entry_row(entry, snapshot.corpus) for entry in entries])
        return
    _print(snapshot, key, period, entries)


def _concerns(entry: Entry, field: str, key: str) -> bool:
    """An item's and a unit's account are the units' lines; a person's are his own."""
    if field == "person":
        return entry.person == key
    return entry.person is None and key == (entry.item if field == "item" else entry.unit)


def _resolve(corpus: Corpus, subject: str) -> tuple[str, str]:
    """Return which field of an entry the subject names, and its id; refuse what is not one."""
    from scoring.nearest import nearest

    stem = Path(subject).name.removesuffix(".md")
    named: dict[str, list[tuple[str, str]]] = {}
    for item in corpus.items.values():
        named.setdefault(item.title, []).append(("item", item.id))
    for person in corpus.people.values():
        named.setdefault(person.name, []).append(("person", person.id))
    for field, ids in (("item", corpus.items), ("person", corpus.people), ("unit", corpus.units)):
        named.update((key, [(field, key)]) for key in ids)
    found = named.get(subject) or named.get(stem)
    if found is None:
        near = "、".join(nearest(subject, named))
        hint = f"是否要找：{near}？" if near else "请写信息的文件名、单位的名称或人员的编号。"
        raise Refused(f"没有“{subject}”。{hint}")
    if len(found) > 1:
        raise Refused(f"“{subject}”不止一个，请写编号：{'、'.join(key for _, key in found)}。")
    return found[0]


def _print(snapshot: Snapshot, key: str, period: Period | None, entries: list[Entry]) -> None:
    from scoring.explain import sentence
    from scoring.ledger import sum_of
    from scoring.points import text

    for entry in entries:
        click.echo(f"{entry.date}  {text(entry.points):>6}  {sentence(entry, snapshot.corpus)}")
        click.echo(f"            事实：{entry.fact}")
    by_score = {entry.rulebook.score: entry.rulebook.measure for entry in entries}
    for score, measure in by_score.items():
        mine = [entry for entry in entries if entry.rulebook.score == score]
        click.echo(f"{key} {score}合计 {text(sum_of(mine))} {measure}，{len(mine)} 笔。")
    if not entries:
        when = "" if period is None else period.label
        click.echo(f"{key} {when}没有记分。{_heir(snapshot.corpus, key)}")


def _heir(corpus: Corpus, key: str) -> str:
    """Return where the account of a renamed or merged unit goes on."""
    unit = corpus.units.get(key)
    if unit is None or unit.lineage is None:
        return ""
    lineage = unit.lineage
    return f"它已于 {lineage.on} {lineage.kind.label}，以后的分见“{lineage.into}”。"
