"""`chunshui endorse`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.common import root_option
from site_builder.cli.registering_common import (
    AnyDay,
    conversion_of,
    date_option,
    desk_of,
    item_of,
    stop,
    write_checked,
    writing_options,
)
from site_builder.cli.words import Command, Refused

if TYPE_CHECKING:
    from scoring.model import Endorsement, Item
    from site_builder.registering.pad import Pad


@click.command(cls=Command)
@click.argument("words", metavar="标题或编号")
@click.option("--leader", metavar="批示人", help="批示人的职务，如 省长。")
@date_option
@click.option("--praise/--no-praise", default=None, help="是不是肯定性批示。")
@click.option("--text", metavar="内容", help="批示内容（可以公开的）。")
@click.option("--publication", metavar="刊物", help="批在哪个刊物上。")
@click.option("--feedback", metavar="内容", help="落实情况：加到已有的批示下面。")
@click.option("--conversion", metavar="种类:名称", help="转化的成果：加到已有的批示下面。")
@click.option(
    "--on", type=AnyDay(), metavar="日期", help="反馈、转化的是哪天的批示（默认最近一次）。"
)
@writing_options
@root_option
def command(
    words: str,
    leader: str | None,
    day: date | None,
    praise: bool | None,
    text: str | None,
    publication: str | None,
    feedback: str | None,
    conversion: str | None,
    on: date | None,
    dry_run: bool,
    commit: bool,
    root: Path,
) -> None:
    """登记批示，或登记一次批示的落实反馈和成果转化。

    写了 --feedback 或 --conversion，就加到这条信息最近一次批示下面；
    有几次批示的，用 --leader、--on 指明是哪一次。

    \b
    例：
      chunshui endorse 新机构挂牌 --leader 省长 --date 2026-09-25 --praise
      chunshui endorse 新机构挂牌 --feedback 已在全省推开 --date 2026-10-20
      chunshui endorse 新机构挂牌 --conversion 制度文件:风险提醒工作规程 --date 2026-11-03
    """
    from site_builder.parsing.references import Ref
    from site_builder.registering.pad import Pad

    if day is None:
        raise Refused("要用 --date 写明是哪一天。")
    desk = desk_of(root)
    item = item_of(desk.corpus, words)
    if leader is not None:
        leader = desk.named(Ref.LEADER, leader)
    pad = Pad(desk)
    if feedback is not None or conversion is not None:
        if text is not None or publication is not None or praise is not None:
            raise Refused("反馈、转化另行登记：不要和 --text、--praise、--publication 一起写。")
        what = _below(pad, item, _chosen(item, leader, on), feedback, conversion, day)
    elif leader is None:
        raise Refused("要用 --leader 写明批示人的职务，如 省长。")
    else:
        values: dict[str, object] = {"leader": leader, "date": day}
        if praise is not None:
            values["praise"] = praise
        if publication is not None:
            values["publication"] = desk.named(Ref.PUBLICATION, publication.strip("《》 "))
        if text is not None:
            values["text"] = text
        what = _endorsement(pad, item, values)
    write_checked(
        root, desk, pad.changes, dry_run=dry_run, commit=f"登记{what}" if commit else None
    )
    if not dry_run:
        click.echo(f"已登记：{what}（{item.source.path}）")


def _endorsement(pad: Pad, item: Item, values: dict[str, object]) -> str:
    from scoring.catalogue import registering

    what = f"批示：{values['leader']} {values['date']} {item.id}"
    for each in item.endorsements:
        there = each.publication in (None, values.get("publication", each.publication))
        if (each.leader, each.date) == (values["leader"], values["date"]) and there:
            stop([registering.AGAIN.at(each.source, hint="", what=what, where=each.source)])
    finding = pad.add(item, "endorsements", values)
    if finding is not None:
        stop([finding])
    return what


def _chosen(item: Item, leader: str | None, on: date | None) -> Endorsement:
    """Return the newest endorsement of a leader (or any) on a day (or any), or stop."""
    from scoring.catalogue import registering

    fitting = [
        each
        for each in item.endorsements
        if (leader is None or each.leader == leader) and (on is None or each.date == on)
    ]
    if not fitting:
        which = " ".join(str(each) for each in (leader, on) if each is not None)
        known = "、".join(f"{each.leader} {each.date}" for each in item.endorsements)
        said = f"{which}（已有：{known}）" if known else which
        stop([registering.NO_ENDORSEMENT.at(item.source, item=item.id, which=said or "登记过")])
    return max(fitting, key=lambda each: each.date)


def _below(
    pad: Pad,
    item: Item,
    endorsement: Endorsement,
    feedback: str | None,
    conversion: str | None,
    day: date,
) -> str:
    """Put feedback and a conversion below an endorsement; return what was registered."""
    from scoring.catalogue import registering

    said = f"{endorsement.leader} {endorsement.date} 的批示"
    if day < endorsement.date:
        raise Refused(f"{day} 早于{said}。请看看日期，或用 --on 指明是哪一次批示。")
    parts = []
    found = []
    if feedback is not None:
        text = " ".join(feedback.split())
        if any((each.date, each.text) == (day, text) for each in endorsement.feedback):
            stop([registering.AGAIN.at(endorsement.source, hint="", what="这条反馈", where=said)])
        found.append(pad.add_below(item, endorsement, "feedback", {"date": day, "text": text}))
        parts.append("反馈")
    if conversion is not None:
        values = conversion_of(conversion, day)
        if any(each == tuple(values.values()) for each in endorsement.conversions):
            stop([registering.AGAIN.at(endorsement.source, hint="", what="这项转化", where=said)])
        found.append(pad.add_below(item, endorsement, "conversions", values))
        parts.append("转化")
    wrong = [each for each in found if each is not None]
    if wrong:
        stop(wrong)
    return f"{'和'.join(parts)}：{said} {day} {item.id}"
