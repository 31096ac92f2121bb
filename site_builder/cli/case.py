"""`chunshui case`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.common import root_option
from site_builder.cli.registering_common import (
    conversion_of,
    date_option,
    desk_of,
    item_of,
    stop,
    write_checked,
    writing_options,
)
from site_builder.cli.words import Group, Refused

if TYPE_CHECKING:
    from scoring.model import Item


@click.group(cls=Group)
def command() -> None:
    """案例库：推荐、评定入选或未入选、登记转化的成果。

    \b
    例：
      chunshui case nominate 新机构挂牌 --track 智慧绩效
      chunshui case select 新机构挂牌 --award 一等奖
      chunshui case decline 新机构挂牌
    """


_YEAR = click.option(
    "--year", type=click.IntRange(1949, 2200), metavar="年度", help="哪一年度的案例。"
)
_WORDS = click.argument("words", metavar="标题或编号")


@command.command()
@_WORDS
@click.option("--track", metavar="赛道", required=True, help="推荐到哪个赛道。")
@_YEAR
@writing_options
@root_option
def nominate(
    words: str, track: str, year: int | None, dry_run: bool, commit: bool, root: Path
) -> None:
    """推荐一条信息到案例库。

    \b
    例：chunshui case nominate 新机构挂牌 --track 智慧绩效
    """
    _stated(root, words, "推荐", {"track": track, "year": year}, dry_run, commit)


@command.command()
@_WORDS
@click.option("--award", metavar="奖项", help="评上的奖项，如 一等奖。")
@_YEAR
@click.option("--conversion", metavar="种类:名称", help="转化的成果，要写 --date。")
@date_option
@writing_options
@root_option
def select(
    words: str,
    award: str | None,
    year: int | None,
    conversion: str | None,
    day: date | None,
    dry_run: bool,
    commit: bool,
    root: Path,
) -> None:
    """评定入选，写明奖项；已经入选的可以补奖项和转化。

    \b
    例：
      chunshui case select 新机构挂牌 --award 一等奖
      chunshui case select 新机构挂牌 --conversion 示范点:晋中办税厅 --date 2026-11-03
    """
    more: dict[str, object] = {"award": award, "year": year}
    if conversion is not None:
        if day is None:
            raise Refused("转化要用 --date 写明日期。")
        more["conversions"] = conversion_of(conversion, day)
    _stated(root, words, "入选", more, dry_run, commit)


@command.command()
@_WORDS
@writing_options
@root_option
def decline(words: str, dry_run: bool, commit: bool, root: Path) -> None:
    """评定未入选。

    \b
    例：chunshui case decline 新机构挂牌
    """
    _stated(root, words, "未入选", {}, dry_run, commit)


def _stated(
    root: Path, words: str, status: str, more: dict[str, object], dry_run: bool, commit: bool
) -> None:
    """State an item's case anew: only what differs is written."""
    from site_builder.registering.pad import Pad

    desk = desk_of(root)
    item = item_of(desk.corpus, words)
    values = _differing(item, status, {key: each for key, each in more.items() if each is not None})
    pad = Pad(desk)
    finding = pad.state_case(item, values)
    if finding is not None:
        stop([finding])
    subject = f"案例{status}：{item.id}"
    write_checked(root, desk, pad.changes, dry_run=dry_run, commit=subject if commit else None)
    if not dry_run:
        click.echo(f"已登记：{subject}（{item.source.path}）")


def _differing(item: Item, status: str, more: dict[str, object]) -> dict[str, object]:
    """Return what of an item's case is to be stated, or stop where that makes no sense."""
    from scoring.catalogue import registering

    case = item.case
    if case is None:
        if status == "推荐":
            return more
        reason = "还没有推荐到案例库；请先用 chunshui case nominate 推荐到一个赛道"
        stop([registering.CASE_STATE.at(item.source, item=item.id, reason=reason)])
    if status == "推荐":
        reason = f"已经推荐到“{case.track}”（{case.status}）；要换赛道，请改它的文件"
        stop([registering.CASE_STATE.at(case.source, item=item.id, reason=reason)])
    if status == "未入选" and case.award is not None:
        reason = f"已经评上{case.award}；改判的，请先在它的文件里去掉奖项"
        stop([registering.CASE_STATE.at(case.source, item=item.id, reason=reason)])
    values: dict[str, object] = {} if case.status.label == status else {"status": status}
    for key, value in more.items():
        known = getattr(case, key)
        if key == "conversions":
            there = any(tuple(each) == tuple(dict(value).values()) for each in known)  # type: ignore[call-overload]
        else:
            there = known == value
        if not there:
            values[key] = value
    if not values:
        what = f"{item.id} 的案例“{status}”"
        stop([registering.AGAIN.at(case.source, hint="", what=what, where=case.source)])
    return values
