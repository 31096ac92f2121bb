"""`chunshui notice`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.common import (
    PeriodType,
    as_of_option,
    content_of,
    note,
    print_table,
    root_option,
    sound,
)
from site_builder.cli.documents_common import formats, output_options
from site_builder.cli.documents_common import printed as on_paper
from site_builder.cli.words import Command, Refused, Unsound

if TYPE_CHECKING:
    from scoring.closing.account import Account
    from scoring.closing.facts import Notice
    from scoring.periods import Period
    from site_builder.notices.computing import Computing
    from site_builder.notices.printing import Printed
    from site_builder.pipeline import Examination
    from site_builder.snapshot import Text

FORMATS = ("docx", "pdf", "xlsx", "csv", "json")


@click.command(cls=Command)
@click.argument("period", metavar="时段", type=PeriodType())
@click.option("--refresh", is_flag=True, help="只把拟稿里连着台账的数改成现在的，别的一字不动。")
@click.option("--dry-run", is_flag=True, help="只显示会写什么，不写文件。")
@click.option("--figures", "list_figures", is_flag=True, help="列出正文里能用的数和名称。")
@click.option(
    "--format", "form", metavar="格式,…", help=f"打印成文件：{','.join(FORMATS)}，可写几种。"
)
@output_options
@click.option("--score", metavar="计分", help="拟稿只说哪一项计分（默认全部，以第一项为主）。")
@as_of_option
@root_option
def command(
    period: Period,
    refresh: bool,
    dry_run: bool,
    list_figures: bool,
    form: str | None,
    output: Path,
    fonts: Path | None,
    score: str | None,
    as_of: date | None,
    root: Path,
) -> None:
    """拟一期通报：写出 content/notices/时段.md，正文由办公室接着改。

    正文里的数写成 [35](数:采用次数)：读出来是 35，来处是台账里的“采用次数”。
    以后又登记了采用、批示，用 --refresh 更新这些数。已有的拟稿不会被重写。

    \b
    例：
      chunshui notice 2026Q3
      chunshui notice 2026Q3 --refresh
      chunshui notice 2026Q3 --format docx,pdf,xlsx --output 通报
    """
    wanted = formats(form, FORMATS) if form else ()
    from site_builder.notices.computing import Computing

    examination = sound(root, as_of)
    computing = Computing(examination.loaded.corpus, examination.as_of)
    notice = next((n for n in computing.corpus.notices if n.id == period.id), None)
    account = _account(computing, period, notice, score)
    if list_figures:
        print_table(("名称", "数"), [(f.name, f.text) for f in account.figures.listed()])
    elif wanted:
        _print(examination, computing, account, notice, wanted, output, fonts)
    elif refresh:
        _refresh(root, examination, account, notice, dry_run=dry_run)
    else:
        _draft(root, _drafted(examination, computing, account), account, dry_run=dry_run)


def _account(
    computing: Computing, period: Period, notice: Notice | None, score: str | None
) -> Account:
    """Return the account of a period, or refuse where there is nothing to tell."""
    if period.start > computing.as_of:
        raise Refused(f"{period.label}还没有开始（今天是 {computing.as_of}）。")
    made = (
        computing.account(period, computing.as_of, score)
        if notice is None
        else computing.of(notice)
    )
    if made is None:
        raise Refused("还没有计分办法，或没有这项计分：请看 content/rulebooks/。")
    if made.period.end > made.events.day:
        note(f"{period.label}还没有结束，数字截至 {made.events.day}。")
    return made


def _text_of(examination: Examination, notice: Notice) -> Text:
    return examination.loaded.bodies[f"notices/{notice.id}"]


def _draft(root: Path, text: str, account: Account, *, dry_run: bool) -> None:
    from site_builder.cli.registering_common import write
    from site_builder.registering.desk import Change

    inside = f"notices/{account.period.id}.md"
    path = content_of(root) / inside
    if dry_run:
        click.echo(text, nl=False)
        return
    if path.exists():
        raise Refused(f"{path} 已经有了，不重写。只更新里面的数用 --refresh；要重拟请先删去它。")
    write(root, [Change(inside, None, text)], dry_run=False, commit=None)
    click.echo(f"已拟稿 {path}。请修改正文；印发用 chunshui close {account.period.id}。")


def _drafted(examination: Examination, computing: Computing, account: Account) -> str:
    from site_builder.notices.drafting import Template, draft
    from site_builder.reading.office_files import FORM

    form, body = account.corpus.notice_form, examination.loaded.bodies.get(FORM)
    template = Template(form, body.body if body else "") if form else None
    return draft(account, template, computing.alerts(account.events.day))


def _refresh(
    root: Path,
    examination: Examination,
    account: Account,
    notice: Notice | None,
    *,
    dry_run: bool,
) -> None:
    from scoring.closing.bound import refreshed, stale
    from scoring.findings import Source
    from site_builder.cli.registering_common import diff_of, write
    from site_builder.registering.desk import Change
    from site_builder.reporting import as_text

    if notice is None:
        first = f"chunshui notice {account.period.id}"
        raise Refused(f"{account.period.label}还没有拟稿，先运行 {first}。")
    if notice.id in account.corpus.seals:
        raise Refused(f"{account.period.label}已经封账，通报不再改动。要改请用 chunshui correct。")
    content, text = content_of(root), _text_of(examination, notice)
    whole = (content / text.path).read_bytes().decode("utf-8", "replace")
    if not whole.endswith(text.body):
        raise Refused(f"{content / text.path} 的换行或编码不对，请先照 chunshui check 改好。")
    after = whole.removesuffix(text.body) + refreshed(text.body, account.figures)
    change = Change(text.path, whole, after)
    click.echo(diff_of(content.name, change), nl=False)
    if whole == after:
        click.echo("数都是现在的，没有改动。")
    elif not dry_run:
        write(root, [change], dry_run=False, commit=None)
        click.echo("已更新。请看看改了数的句子是否还通顺（如“增加”“减少”）。")
    start = Source(notice.source.path, text.line)
    left = stale(refreshed(text.body, account.figures), account.figures, start)
    if left:
        click.echo(as_text(left), err=True)
        raise Unsound("有的数没有来处，没有更新。")


def _print(
    examination: Examination,
    computing: Computing,
    account: Account,
    notice: Notice | None,
    wanted: tuple[str, ...],
    folder: Path,
    fonts: Path | None,
) -> None:
    from site_builder.notices.printing import Printed

    if notice is None:
        notice, body = _unwritten(_drafted(examination, computing, account), account)
        note("还没有这一期通报的文件，按现拟的正文打印。")
    else:
        body = _text_of(examination, notice).body
    printed = Printed(account, notice, body)
    folder.mkdir(parents=True, exist_ok=True)
    for each in wanted:
        for name, data in _files(printed, each, fonts):
            (folder / name).write_bytes(data)
            click.echo(f"已打印 {folder / name}")


def _unwritten(text: str, account: Account) -> tuple[Notice, str]:
    """Return a notice and its text as they would be drafted, without writing them."""
    from site_builder.parsing.front_matter import read_markdown
    from site_builder.parsing.report import Report
    from site_builder.schema import KINDS
    from site_builder.schema.closing import read_notice

    path = f"content/notices/{account.period.id}.md"
    report = Report(path)
    document = read_markdown(text.encode("utf-8"), report, KINDS["notice"].words)
    made = None if document is None else read_notice(document, report)
    assert document is not None  # noqa: S101 - we have just written it
    assert made is not None  # noqa: S101 - we have just written it
    return made, document.body


def _files(printed: Printed, form: str, fonts: Path | None) -> list[tuple[str, bytes]]:
    """Return the names and bytes of the files of one format."""
    from site_builder.notices import printing

    account = printed.account
    stem, faces = f"通报-{account.period.id}", account.corpus.office.fonts
    match form:
        case "docx" | "pdf":
            return [(f"{stem}.{form}", on_paper(printing.paper(printed), form, faces, fonts))]
        case "xlsx":
            from site_builder.documents.xlsx import xlsx

            made = printed.notice.issued or account.events.day
            return [(f"{stem}.xlsx", xlsx(printing.sheets(printed), made))]
        case "csv":
            return [
                (f"{stem}-{name}.csv", text.encode("utf-8"))
                for name, text in printing.csv_files(printed)
            ]
        case _:
            return [(f"{stem}.json", printing.as_json(printed).encode("utf-8"))]
