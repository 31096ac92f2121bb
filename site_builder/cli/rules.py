"""`chunshui rules`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from site_builder.cli.common import (
    as_of_option,
    json_option,
    note,
    print_json,
    root_option,
    snapshot_of,
)
from site_builder.cli.words import Command


@click.command(cls=Command)
@click.option("--all", "every", is_flag=True, help="连同已废止和尚未施行的办法。")
@json_option
@as_of_option
@root_option
def command(every: bool, as_json: bool, as_of: date | None, root: Path) -> None:
    """用白话列出现行计分办法的每一条，便于与纸面文件逐条核对。

    \b
    例：
      chunshui rules
      chunshui rules --as-of 2025-12-31
    """
    from scoring.rulebook import in_force, rules_of
    from scoring.wording import sentence

    snapshot = snapshot_of(root, as_of)
    current = [in_force(snapshot.corpus.rulebooks, s, snapshot.as_of) for s in snapshot.ledgers]
    books = list(snapshot.corpus.rulebooks) if every else [b for b in current if b is not None]
    if as_json:
        print_json(
            [
                {
                    "rulebook": book.number,
                    "version": book.version,
                    "clause": rule.clause,
                    "text": sentence(rule),
                    "source": str(rule.source),
                }
                for book in books
                for rule in rules_of(book)
            ]
        )
        return
    if not books:
        note(
            "还没有计分办法：请在 content/rulebooks/ 里放一份。"
            if not snapshot.ledgers
            else f"{snapshot.as_of} 没有施行中的计分办法；看全部请加 --all。"
        )
    for book in books:
        until = f"至 {book.until}" if book.until else "起"
        click.echo(f"《{book.name}》{book.number}  {book.effective} {until}  计分：{book.score}")
        for rule in rules_of(book):
            click.echo(f"  {rule.clause}  {sentence(rule)}")
        click.echo()
