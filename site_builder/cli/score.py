"""`chunshui score`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.common import (
    as_of_option,
    chosen_score,
    json_option,
    note,
    period_option,
    print_json,
    print_table,
    root_option,
    score_option,
    snapshot_of,
)
from site_builder.cli.words import Command

if TYPE_CHECKING:
    from scoring.periods import Period


@click.command(cls=Command)
@period_option
@score_option
@json_option
@as_of_option
@root_option
def command(
    period: Period | None, score: str | None, as_json: bool, as_of: date | None, root: Path
) -> None:
    """列出计分台账：每一笔分记给谁、依据哪一条、事实在哪一行。

    \b
    例：
      chunshui score --period 2026-10
      chunshui score --period 2026 --json > 台账.json
    """
    from scoring.ledger import counts_in
    from scoring.points import text
    from site_builder.cli.entries import entry_row

    snapshot = snapshot_of(root, as_of)
    ledger = snapshot.ledgers[chosen_score(snapshot, score)]
    entries = [e for e in ledger.entries if period is None or counts_in(e, period)]
    if as_json:
        print_json([entry_row(entry, snapshot.corpus) for entry in entries])
        return
    if not entries:
        note("没有记分。" if period is None else f"{period.label}没有记分。")
        return
    rows = [
        (
            entry.date.isoformat(),
            entry.person or entry.unit,
            text(entry.points),
            entry.section.label,
            entry.rule.clause if entry.rule else "",
            str(entry.fact),
        )
        for entry in entries
    ]
    print_table(("日期", "单位或个人", "记分", "项", "条款", "事实"), rows)
