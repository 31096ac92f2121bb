"""`chunshui adopt`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from site_builder.cli.common import root_option
from site_builder.cli.registering_common import (
    date_option,
    desk_of,
    item_of,
    stop,
    write_checked,
    writing_options,
)
from site_builder.cli.words import Command, Refused


@click.command(cls=Command)
@click.argument("words", metavar="[标题或编号]", required=False)
@click.option("--publication", metavar="刊物", help="采用它的刊物；用 --from 时，表里没写的按它。")
@date_option
@click.option("--issue", metavar="期号", help="如 第31期；写 31 也行。")
@click.option("--form", metavar="形式", help="如 单篇、综合、简讯。")
@click.option("--route", type=click.Choice(["直报", "转报"]), metavar="直报|转报", help="途径。")
@click.option("--unit", "units", multiple=True, metavar="单位", help="只记给部分报送单位时写。")
@click.option(
    "--length", type=click.IntRange(1), metavar="字数", help="刊出的字数，与原稿不同时写。"
)
@click.option(
    "--from",
    "register",
    type=click.Path(path_type=Path),
    metavar="登记表",
    help="从 .xlsx 或 .csv 的采用登记表成批登记。",
)
@click.option("--report", type=click.Path(path_type=Path), metavar="报告.csv",
              help="逐行的结果写成表，留“确认”一列给办公室填。")  # fmt: skip
@click.option(
    "--answers",
    type=click.Path(path_type=Path),
    metavar="报告.csv",
    help="填好“确认”的报告；存疑的行按它登记。",
)
@click.option("--yes-doubtful", is_flag=True, help="只有一个候选的存疑行也登记。")
@writing_options
@root_option
def command(
    words: str | None,
    publication: str | None,
    day: date | None,
    issue: str | None,
    form: str | None,
    route: str | None,
    units: tuple[str, ...],
    length: int | None,
    register: Path | None,
    report: Path | None,
    answers: Path | None,
    yes_doubtful: bool,
    dry_run: bool,
    commit: bool,
    root: Path,
) -> int:
    """登记采用：一条一条登记，或从采用登记表成批登记。

    信息按编号、标题、标题里连着的几个字来找；对得上几条就列出来，请写编号。
    只改那条信息文件头里的“采用”，别的一个字也不动；check 会报错的、登记过的、
    日期在封账时段里的都不登记。写错了用 Git 退回。

    成批登记时，表头按字认（次序不限），每行的结果都要交代：可登记、已登记、存疑、
    无此信息、缺项、不能登记。存疑的不写，除非 --yes-doubtful，或用 --report 写出
    报告、填好“确认”再用 --answers 交回来。再跑一遍什么都不会变。

    \b
    例：
      chunshui adopt 新机构挂牌 --publication 晋政信息 --date 2026-09-20 --issue 31
      chunshui adopt 20260912-新机构挂牌 --publication 晋政信息 --date 2026.9.20 --dry-run
      chunshui adopt --from 九月采用登记表.xlsx --report 报告.csv
      chunshui adopt --from 九月采用登记表.xlsx --answers 报告.csv --commit
    """
    stated: dict[str, object] = {
        "issue": issue,
        "form": form,
        "route": route,
        "units": units,
        "length": length,
    }
    if register is not None:
        from site_builder.cli.registering_batch import Batch, adopt_from

        if words is not None or any(stated.values()):
            raise Refused("用 --from 时，标题、期号等都在表里，不另写。只有刊物和日期可以补。")
        batch = Batch(register, publication, day, report, answers, yes_doubtful, dry_run, commit)
        return adopt_from(root, batch)
    if report is not None or answers is not None or yes_doubtful:
        raise Refused("--report、--answers、--yes-doubtful 要和 --from 一起用。")
    if words is None or publication is None or day is None:
        raise Refused("要写明哪一条、哪个刊物、哪一天：标题或编号、--publication、--date。")
    _adopt(root, words, publication, day, stated, dry_run, commit)
    return 0


def _adopt(
    root: Path,
    words: str,
    publication: str,
    day: date,
    stated: dict[str, object],
    dry_run: bool,
    commit: bool,
) -> None:
    from scoring.catalogue import registering
    from site_builder.parsing.references import Ref
    from site_builder.registering.pad import Pad, same_adoption
    from site_builder.registering.register import issue_of

    desk = desk_of(root)
    item = item_of(desk.corpus, words)
    values: dict[str, object] = {
        "publication": desk.named(Ref.PUBLICATION, publication.strip("《》 ")),
        "date": day,
    }
    values |= {key: value for key, value in stated.items() if value}
    if stated["issue"]:
        values["issue"] = issue_of(str(stated["issue"]))
    if stated["units"]:
        units = stated["units"] if isinstance(stated["units"], tuple) else ()
        values["units"] = [desk.named(Ref.UNIT, unit) for unit in units]
    same = next((each for each in item.adoptions if same_adoption(each, values)), None)
    what = f"{values['publication']} {same.date if same else day} 采用“{item.title}”"
    if same is not None:
        stop(
            [
                registering.AGAIN.at(
                    same.source, hint="；不是同一次采用的，请写明期号", what=what, where=same.source
                )
            ]
        )
    pad = Pad(desk)
    finding = pad.add(item, "adoptions", values)
    if finding is not None:
        stop([finding])
    subject = f"登记采用：{values['publication']} {day} {item.id}" if commit else None
    write_checked(root, desk, pad.changes, dry_run=dry_run, commit=subject)
    if not dry_run:
        click.echo(f"已登记：{what}（{item.source.path}）")
