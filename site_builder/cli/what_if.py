"""`chunshui what-if`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.common import (
    as_of_option,
    json_option,
    note,
    period_option,
    print_json,
    print_table,
    root_option,
    sound,
)
from site_builder.cli.rank import change_words
from site_builder.cli.words import Command, Refused, Unsound

if TYPE_CHECKING:
    from scoring.model import Corpus
    from scoring.periods import Period
    from scoring.rulebook import Rulebook


@click.command(cls=Command)
@click.argument("rulebook", metavar="计分办法", type=click.Path(path_type=Path))
@period_option
@json_option
@as_of_option
@root_option
def command(
    rulebook: Path, period: Period | None, as_json: bool, as_of: date | None, root: Path
) -> None:
    """换一个计分办法重算一期，看谁升、谁降、差多少分。

    不改动任何文件。不写 --period 时重算本年。

    \b
    例：
      chunshui what-if 新办法草案.md --period 2026
    """
    from scoring.hindsight import until
    from scoring.periods import PeriodKind, period_of
    from scoring.points import shown, text
    from scoring.whatif import what_if

    if not rulebook.is_file():
        raise Refused(f"没有 {rulebook} 这个文件。")
    examination = sound(root, as_of)
    now = examination.as_of
    corpus = until(examination.loaded.corpus, now)
    book = _read(rulebook, corpus)
    wanted = period or period_of(now, PeriodKind.YEAR)
    found = what_if(corpus, book, wanted, now)
    if not found:
        note(f"{wanted.label}没有排名，没有可比的。")
    if as_json:
        print_json(
            [
                {
                    "group": move.group,
                    "subject": move.subject,
                    "rank_before": move.rank_before,
                    "rank_after": move.rank_after,
                    "points_before": text(move.points_before),
                    "points_after": text(move.points_after),
                }
                for move in found
            ]
        )
        return
    click.echo(f"{wanted.label}：现行办法 → 《{book.name}》{book.number}")
    rows = [
        (
            move.group or "",
            move.subject,
            f"{move.rank_before or '—'} → {move.rank_after or '—'}",
            change_words(move.change),
            f"{shown(move.points_before)} → {shown(move.points_after)}",
        )
        for move in found
    ]
    print_table(("类别", "单位", "名次", "升降", "得分"), rows)


def _read(path: Path, corpus: Corpus) -> Rulebook:
    """Return the rulebook of a file anywhere on disk, or print its findings and stop with 1."""
    from scoring.findings import has_errors
    from site_builder.reading.repository import load_rulebook
    from site_builder.reporting import as_text

    book, findings = load_rulebook(path, corpus)
    if book is None or has_errors(findings):
        click.echo(as_text(findings), err=True)
        raise Unsound("这份计分办法有错误，没有试算。")
    return book
