"""`chunshui verify`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from site_builder.cli.common import PeriodType, print_json, revision_of, root_option
from site_builder.cli.words import Command, Refused

if TYPE_CHECKING:
    from scoring.closing.differences import EntryDifference, RowDifference
    from scoring.findings import Finding
    from scoring.periods import Period
    from site_builder.closing.tracing import Stretch
    from site_builder.closing.verifying import Period as Looked
    from site_builder.closing.verifying import Proof

_SHOWN = 30
"""Findings of one kind that are printed; of all, data is given."""
FORMATS = ("text", "json", "github")


@click.command(cls=Command)
@click.argument("periods", metavar="[时段…]", nargs=-1, type=PeriodType())
@click.option("--rev", default="HEAD", metavar="版本", help="核对哪个版本（默认 HEAD）。")
@click.option(
    "--format",
    "style",
    type=click.Choice(FORMATS),
    default="text",
    metavar="|".join(FORMATS),
    help="输出格式（默认 text）。",
)
@root_option
def command(periods: tuple[Period, ...], rev: str, style: str, root: Path) -> None:
    """核对封过账的每个时段：当时公布的，现在一笔也没有悄悄改过。

    一、按封存所说的提交重算，要和封存一分不差。
    二、按现在的内容重算，逐笔说出哪里不同、哪一次提交改的、有没有更正说明。
    三、通报、封存、更正印发以后有没有再动过，历史有没有被改写。

    只看提交过的内容，不联网。不写时段就核对全部。
    退出码：0 全部对得上，或都有更正；1 有说不清的，已经列出。

    \b
    例：
      chunshui verify
      chunshui verify 2026Q3 --format json
    """
    from importlib.metadata import version

    from site_builder.cache import store_for
    from site_builder.closing.verifying import verify
    from site_builder.reporting import as_github, exit_code

    with revision_of(root, rev) as (revisions, head, content):
        only = [period.id for period in periods]
        proof = verify(revisions, head, content, version("chunshui"), store_for(root), only)
    missing = set(only) - {each.notice.id for each in proof.periods}
    if missing:
        raise Refused(f"{'、'.join(sorted(missing))} 没有印发过通报，没有可以核对的。")
    if style == "json":
        print_json(_data(proof))
    elif style == "github":
        click.echo(as_github(proof.findings))
    else:
        _print(proof)
    raise SystemExit(exit_code(proof.findings))


def _print(proof: Proof) -> None:
    from scoring.findings import has_errors
    from site_builder.reporting import as_text

    shown = _first(proof.findings)
    if shown:
        click.echo(as_text(shown))
    if len(shown) < len(proof.findings):
        more = len(proof.findings) - len(shown)
        click.echo(f"另有 {more} 处，用 --format json 列出全部。")
    for each in proof.periods:
        click.echo(_line(each))
    if not proof.periods:
        click.echo("还没有封过账的时段。")
    else:
        wrong = has_errors(proof.findings)
        click.echo("有说不清的，见上。" if wrong else "全部对得上。")


def _first(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that a reader takes in, some of each kind."""
    left = Counter[str]()
    shown = []
    for each in findings:
        left[each.code] += 1
        if left[each.code] <= _SHOWN:
            shown.append(each)
    return shown


def _line(each: Looked) -> str:
    """Return in one line how a period stands."""
    if each.seal is None:
        own = "没有封存"
    else:
        told = {True: "和封存一致", False: "和封存不一致", None: "算不出来"}[each.own]
        own = f"按提交 {each.seal.commit[:10]} 重算{told}（{each.entries} 笔）"
    parts = []
    if each.explained:
        parts.append(f"{each.explained} 处已经更正")
    if each.unexplained:
        parts.append(f"{each.unexplained} 处没有更正")
    now = "按现在的内容重算" + ("，".join(["", *parts]) if parts else "没有不同")
    return f"{each.notice.period.label}：{own}；{now}。"


def _data(proof: Proof) -> dict[str, Any]:
    import json

    from site_builder.reporting import as_json

    return {
        "periods": [_period(each) for each in proof.periods],
        "findings": json.loads(as_json(proof.findings)),
    }


def _period(each: Looked) -> dict[str, Any]:
    seal = each.seal
    return {
        "notice": each.notice.id,
        "issued": f"{each.notice.issued}",
        "seal": None
        if seal is None
        else {
            "commit": seal.commit,
            "as_of": f"{seal.as_of}",
            "program": seal.program,
            "entries": each.entries,
        },
        "own": each.own,
        "entries": [row for stretch in each.stretches for row in _entries(stretch)],
        "units": [row for stretch in each.stretches for row in _rows(stretch)],
    }


def _entries(stretch: Stretch) -> Iterator[dict[str, Any]]:
    for one in stretch.net.entries:
        yield {
            "score": one.score,
            "before": None if one.before is None else one.before._asdict(),
            "after": None if one.after is None else one.after._asdict(),
            **_why(stretch, one),
        }


def _rows(stretch: Stretch) -> Iterator[dict[str, Any]]:
    from scoring.points import text

    for one in stretch.net.rows:
        sides = {
            name: None
            if row is None
            else {
                "group": row.group,
                "rank": row.rank,
                "points": text(row.points),
                "running": text(row.running),
            }
            for name, row in (("before", one.before), ("after", one.after))
        }
        yield {"score": one.score, "unit": one.unit, **sides, **_why(stretch, one)}


def _why(stretch: Stretch, one: EntryDifference | RowDifference) -> dict[str, Any]:
    by = stretch.by(one)
    return {
        "commit": None if by is None else by.commit.id,
        "who": None if by is None else by.commit.email,
        "files": [] if by is None else list(by.paths),
        "corrections": [each.id for each in stretch.corrections],
        "unexplained": stretch.unexplained,
    }
