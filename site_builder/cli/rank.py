"""`chunshui rank`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.common import (
    as_of_option,
    chosen_score,
    json_option,
    period_option,
    print_json,
    print_table,
    root_option,
    score_option,
    snapshot_of,
)
from site_builder.cli.words import Command, Refused

if TYPE_CHECKING:
    from scoring.model import Corpus
    from scoring.periods import Period
    from scoring.results import Ranked, RankTable, Standing, TableKey

BY = ("单位", "个人", "刊物", "层级")


@click.command(cls=Command)
@period_option
@click.option(
    "--by",
    type=click.Choice(BY),
    default="单位",
    metavar="|".join(BY),
    help="给谁排名（默认 单位）。",
)
@click.option("--group", metavar="类别", help="只要某一组，如 市局。")
@score_option
@json_option
@as_of_option
@root_option
def command(
    period: Period | None,
    by: str,
    group: str | None,
    score: str | None,
    as_json: bool,
    as_of: date | None,
    root: Path,
) -> None:
    """打印一期的排名（不写 --period 时为本月）。

    \b
    例：
      chunshui rank --period 2026-10
      chunshui rank --period 2026 --by 个人 --json
    """
    from scoring.periods import PeriodKind, period_of
    from scoring.results import Ranked

    snapshot = snapshot_of(root, as_of)
    name = chosen_score(snapshot, score)
    wanted = period or period_of(snapshot.as_of, PeriodKind.MONTH)
    ranked = next(each for each in Ranked if each.label == by)
    tables = [
        table
        for key, table in snapshot.results[name].tables.items()
        if key.period == wanted and key.ranked is ranked and group in (None, key.group)
    ]
    if not tables:
        raise Refused(_nothing(snapshot.results[name].tables, wanted, ranked, group))
    if as_json:
        from site_builder.cli.entries import table_row

        print_json([table_row(table) for table in tables])
        return
    compared = any(
        key.period == wanted.previous() and key.ranked is ranked
        for key in snapshot.results[name].tables
    )
    for table in tables:
        _print(table, snapshot.corpus, compared=compared)


def _nothing(
    tables: Mapping[TableKey, RankTable], period: Period, ranked: Ranked, group: str | None
) -> str:
    """Return that there is no such ranking, and what there is instead."""
    keys = [key for key in tables if key.ranked is ranked]
    groups = dict.fromkeys(key.group for key in keys if key.period == period and key.group)
    if group is not None and groups:
        return f"{period.label}没有“{group}”这一类；现有：{'、'.join(groups)}。"
    there = [key.period for key in keys if key.period.kind is period.kind]
    first, last = (pick(there, key=_start, default=None) for pick in (min, max))
    span = f"；现有 {first.label} 至 {last.label}" if first and last else ""
    return f"{period.label}没有“{ranked.label}”的排名{span}。"


def _start(period: Period) -> date:
    return period.start


def _print(table: RankTable, corpus: Corpus, *, compared: bool) -> None:
    period = table.key.period
    click.echo(
        f"{period.label} {_group(table)}{table.key.score}排名"
        f"（{table.rulebook.number}{'，未满期' if table.unfinished else ''}）"
    )
    head = ("名次", table.key.ranked.label, "本期得分", "升降", "报送", "采用", "采用率", "批示")
    rows = [
        (*_place(row, table, corpus, compared=compared), *_counts(row, table)) for row in table.rows
    ]
    print_table((*head, "上期累计", "累计得分"), rows)
    click.echo()


def _group(table: RankTable) -> str:
    """Return the group's words; units without one take part but are not ranked among others."""
    from scoring.results import Ranked

    if table.key.group is not None:
        return f"{table.key.group} "
    return "未分类单位 " if table.key.ranked is Ranked.UNIT else ""


def _place(row: Standing, table: RankTable, corpus: Corpus, *, compared: bool) -> tuple[str, ...]:
    """Return what decides: a dash for rank where nobody competes, for change where none can be."""
    from scoring.points import shown

    return (
        str(row.rank) if table.competing else "–",
        _name(row.subject, corpus),
        shown(row.points),
        change_words(row.change) if compared and table.competing else "—",
    )


def _counts(row: Standing, table: RankTable) -> tuple[str, ...]:
    from scoring.points import rounded, shown

    return (
        "0 零报送" if row.subject in table.silent else str(row.tally.sent),
        str(row.tally.adopted),
        f"{rounded(row.tally.rate * 100, 1)}%",
        str(row.tally.endorsements),
        shown(row.carried),
        shown(row.running),
    )


def _name(subject: str, corpus: Corpus) -> str:
    """Return a person's unit and name, otherwise the subject itself."""
    person = corpus.people.get(subject)
    return f"{person.unit} {person.name}" if person else subject


def change_words(change: int | None) -> str:
    """Return ▲2, ▼1, 持平 or 新."""
    if change is None:
        return "新"
    return "持平" if change == 0 else f"{'▲' if change > 0 else '▼'}{abs(change)}"
