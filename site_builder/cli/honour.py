"""`chunshui honour`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.common import root_option
from site_builder.cli.registering_common import desk_of, stop, write_checked, writing_options
from site_builder.cli.words import Group, Refused

if TYPE_CHECKING:
    from site_builder.registering.desk import Desk


@click.group(cls=Group)
def command() -> None:
    """荣誉：登记授予的荣誉；登记了就永久保留。

    \b
    例：
      chunshui honour grant 信息工作先进单位 --to 晋中市局 --year 2025 --issuer 省政府办公厅
    """


@command.command()
@click.argument("name", metavar="荣誉名称")
@click.option(
    "--to", "holder", metavar="单位或人员", required=True, help="单位名，或人员编号、姓名。"
)
@click.option("--year", type=click.IntRange(1949, 2200), metavar="年度", required=True,
              help="哪一年度的。")  # fmt: skip
@click.option("--issuer", metavar="机关", required=True, help="谁授予的。")
@click.option("--document", metavar="文号", help="表彰文件的文号。")
@click.option("--level", metavar="层级", help="授予机关的层级，如 省级。")
@click.option("--points", metavar="积分", help="荣誉积分。")
@click.option("--old-name", is_flag=True, help="授予的是名录里没有的旧单位、旧人。")
@writing_options
@root_option
def grant(
    name: str,
    holder: str,
    year: int,
    issuer: str,
    document: str | None,
    level: str | None,
    points: str | None,
    old_name: bool,
    dry_run: bool,
    commit: bool,
    root: Path,
) -> None:
    """登记一项荣誉，写进 honours/年.yml。

    \b
    例：
      chunshui honour grant 信息工作先进单位 --to 晋中市局 --year 2025 --issuer 省政府办公厅
    """
    from scoring.catalogue import registering
    from site_builder.registering.pad import Pad

    desk = desk_of(root)
    to = holder if old_name else _holder(desk, holder)
    what = f"荣誉：{to} {year}年度 {name}"
    for each in desk.corpus.honours:
        if (each.name, each.year, each.to) == (name, year, to):
            stop([registering.AGAIN.at(each.source, hint="", what=what, where=each.source)])
    number = int(points) if points is not None and points.isdigit() else points
    stated = {"document": document, "level": level, "points": number}
    values: dict[str, object] = {"name": name, "year": year, "to": to, "issuer": issuer}
    values |= {key: value for key, value in stated.items() if value is not None}
    pad = Pad(desk)
    finding = pad.append("honours", year, values)
    if finding is not None:
        stop([finding])
    subject = f"登记{what}" if commit else None
    write_checked(root, desk, pad.changes, dry_run=dry_run, commit=subject)
    if not dry_run:
        click.echo(f"已登记：{what}（{desk.place(pad.changes[0].path)}）")


def _holder(desk: Desk, written: str) -> str:
    """Return the unit or person meant, or refuse a name that nobody has."""
    from scoring.nearest import hint
    from site_builder.parsing.references import Ref

    unit = desk.named(Ref.UNIT, written)
    people = desk.corpus.people
    if unit in desk.corpus.units or unit in people:
        return unit
    so_called = sorted(person.id for person in people.values() if person.name == written)
    if len(so_called) == 1:
        return so_called[0]
    if so_called:
        raise Refused(f"叫“{written}”的有几位，请写编号：{'、'.join(so_called)}。")
    near = hint(written, {*desk.corpus.units, *people, *(each.name for each in people.values())})
    raise Refused(f"名录里没有“{written}”{near}。是名录以前的旧名的，加上 --old-name。")
