"""`chunshui review list | show | status | verify`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from site_builder.cli import review_common
from site_builder.cli.common import (
    as_of_option,
    json_option,
    print_json,
    print_table,
    revision_of,
    root_option,
)
from site_builder.cli.review_common import (
    acting,
    as_option,
    base_option,
    docket_of,
    item_argument,
    matter_of,
    where,
    worktree_of,
)
from site_builder.cli.words import Command, Refused

if TYPE_CHECKING:
    from scoring.model import Corpus
    from scoring.review.progress import Progress
    from scoring.review.record import Review
    from site_builder.review.desk import Matter
    from site_builder.review.docket import Docket


@click.command("list", cls=Command)
@click.option("--mine", is_flag=True, help="只列现在轮到我审的。")
@as_option
@json_option
@base_option
@root_option
def list_(mine: bool, who: str | None, as_json: bool, base: str | None, root: Path) -> None:
    """列出在审的稿件：分支 review/ 上的每一条，等得最久的在前。

    \b
    例：
      git fetch && chunshui review list
      chunshui review list --mine
    """
    with docket_of(root, base) as docket:
        me = acting(docket, worktree_of(root), who).person.id if mine else None
        found = [
            (matter, stands) for matter, stands in _waiting(docket) if me in (None, *_turn(stands))
        ]
    found.sort(key=lambda each: (_since(each[1]), each[0].item.id))
    if as_json:
        print_json([_row(matter, stands) for matter, stands in found])
    elif not found:
        click.echo("没有等您审的稿件。" if mine else "没有在审的稿件。")
    else:
        head = ("信息", "单位", "状态", "等哪一级", "从", "到期")
        print_table(head, [_cells(matter, stands) for matter, stands in found])


@click.command("show", cls=Command)
@item_argument
@base_option
@root_option
def show(item: str, base: str | None, root: Path) -> None:
    """看一条稿件：报审的全文，后面是审核留痕。

    \b
    例：
      chunshui review show 20261009-秋粮收购
    """
    from site_builder.parsing.front_matter import DEFAULT_LIMIT, decode
    from site_builder.parsing.report import Report

    with docket_of(root, base) as docket:
        matter = matter_of(docket, item, docket.tip(item))
        data = docket.revisions.read(matter.blob, DEFAULT_LIMIT)
        # As it is read: what would steer the terminal is blanked.
        click.echo(decode((data.data if data else None) or b"", Report("")))
        _print_trail(matter, matter.stands(review_common.now()))


@click.command("status", cls=Command)
@item_argument
@json_option
@base_option
@root_option
def status(item: str, as_json: bool, base: str | None, root: Path) -> None:
    """看一条稿件审到哪一级：每一级的状态、期限、谁可以审，和全部审核留痕。

    \b
    例：
      chunshui review status 20261009-秋粮收购
    """
    with docket_of(root, base) as docket:
        matter = matter_of(docket, item, docket.tip(item))
        stands = matter.stands(review_common.now())
    if as_json:
        print_json(_row(matter, stands))
        return
    click.echo(f"{matter.item.id}  {matter.item.title}")
    _print_trail(matter, stands)


@click.command("verify", cls=Command)
@click.argument("item", metavar="[信息]", required=False, callback=review_common.item_id)
@click.option("--rev", default="HEAD", metavar="版本", help="证明哪个版本（默认 HEAD）。")
@json_option
@as_of_option
@root_option
def verify(item: str | None, rev: str, as_json: bool, as_of: date | None, root: Path) -> None:
    """离线证明：发布的每一条都按规定审过，审核记录是真的、没有动过。

    逐条核对：记录只添不改；所审的文字在历史里，和校验值一致；
    每个决定由本人的签名或本人的提交记下，代录由代录人记下；发布的就是通过的那一稿。
    不联网，也不靠任何平台。不写信息就核对全部。退出码：0 全部属实；1 有不实的，已经列出。

    \b
    例：
      chunshui review verify
      chunshui review verify 20261009-秋粮收购 --rev origin/main
    """
    from site_builder.reporting import as_json as findings_json
    from site_builder.reporting import as_text, exit_code
    from site_builder.review.places import item_path, record_path
    from site_builder.review.verify import verify as proof

    with revision_of(root, rev) as (revisions, head, content):
        paths = (item_path(item), record_path(item)) if item is not None else ()
        if paths and not any(revisions.find(head, f"{content}/{path}") for path in paths):
            raise Refused(f"{rev} 里没有“{item}”这条信息，也没有它的审核记录。")
        done = proof(revisions, head, content, as_of or review_common.now().date(), item)
    if as_json:
        click.echo(findings_json(done.findings))
    else:
        if done.findings:
            click.echo(as_text(done.findings))
        wrong = exit_code(done.findings)
        verdict = "有不实的，见上" if wrong else "全部属实"
        click.echo(f"核对 {done.items} 条信息、{done.entries} 条审核记录：{verdict}。")
    raise SystemExit(exit_code(done.findings))


def _waiting(docket: Docket) -> list[tuple[Matter, Progress]]:
    """Return the items on branches of review that are not yet merged, with where they stand."""
    from site_builder.review.desk import Matter

    found = []
    for item in docket.items():
        tip = docket.tip(item)
        matter = None if tip.branch is None else docket.matter(item, tip)
        if isinstance(matter, Matter):
            found.append((matter, matter.stands(review_common.now())))
        elif matter is not None:
            click.echo(str(matter), err=True)
    return found


def _turn(stands: Progress) -> tuple[str, ...]:
    turn = stands.turn
    return () if turn is None else tuple(holder.person for holder in turn.holders)


def _since(stands: Progress) -> str:
    """Return since when something is waited for, later than all where nothing is."""
    turn = stands.turn
    return "9" if turn is None or turn.since is None else turn.since.isoformat()


def _cells(matter: Matter, stands: Progress) -> tuple[str, ...]:
    turn = stands.turn
    return (
        matter.item.id,
        matter.item.units[0].unit,
        stands.state.label,
        "" if turn is None else turn.tier.name,
        "" if turn is None or turn.since is None else f"{turn.since:%m-%d %H:%M}",
        "" if turn is None or turn.due is None else f"{turn.due:%m-%d}",
    )


def _row(matter: Matter, stands: Progress) -> dict[str, Any]:
    return {
        "item": matter.item.id,
        "title": matter.item.title,
        "units": [share.unit for share in matter.item.units],
        "state": stands.state.label,
        "rounds": stands.rounds,
        "changed": stands.changed,
        "tiers": [
            {
                "tier": tier.tier.name,
                "standing": tier.standing.label,
                "person": None if tier.review is None else tier.review.person,
                "since": None if tier.since is None else tier.since.isoformat(),
                "due": None if tier.due is None else tier.due.isoformat(),
                "holders": [holder.person for holder in tier.holders],
            }
            for tier in stands.tiers
        ],
    }


def _print_trail(matter: Matter, stands: Progress) -> None:
    """Print each tier, then each decision, then what comes next."""
    from site_builder.review.desk import who_can
    from site_builder.review.ownership import called

    for tier in stands.tiers:
        by = "" if tier.review is None else called(matter.corpus, tier.review.person)
        if not by and tier.holders:
            by = f"可由{who_can(matter.corpus, tier)}审"
        click.echo(f"  {tier.tier.name}  {tier.standing}  {by}".rstrip())
    against = {id(each.review): each.reason for each in stands.discounted}
    for review in () if matter.trail is None else matter.trail.reviews:
        reason = against.get(id(review))
        counts = f"  （不算数：{reason}）" if reason else ""
        click.echo(f"{review.time:%Y-%m-%d %H:%M}  {_told(review, matter.corpus)}{counts}")
    click.echo(where(matter, stands))


def _told(review: Review, corpus: Corpus) -> str:
    """Return a decision in one line."""
    from site_builder.review.ownership import called

    tier = f"（{review.tier}）" if review.tier else ""
    stands_in = f"代{called(corpus, review.instead_of)}" if review.instead_of else ""
    paper = f"，签批单 {review.paper.number}" if review.paper is not None else ""
    reason = f"：{review.reason}" if review.reason else ""
    who = f"{called(corpus, review.person)}{stands_in}"
    return f"{who}{tier} {review.decision}{paper}{reason}"


COMMANDS = {"list": list_, "show": show, "status": status, "verify": verify}
