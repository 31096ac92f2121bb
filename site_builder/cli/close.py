"""`chunshui close`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.common import PeriodType, content_of, note, root_option, sound
from site_builder.cli.registering_common import AnyDay, write, writing_options
from site_builder.cli.words import Command, Refused, Unsound

if TYPE_CHECKING:
    from scoring.closing.facts import Notice
    from scoring.closing.recount import Counted
    from scoring.model import Corpus
    from scoring.periods import Period
    from site_builder.pipeline import Examination
    from site_builder.registering.desk import Change, Desk


@click.command(cls=Command)
@click.argument("period", metavar="时段", type=PeriodType())
@click.option("--issued", type=AnyDay(), metavar="日期", help="印发日期（默认今天）。")
@click.option("--number", metavar="文号", help="发文字号，如 晋税办函〔2026〕31号。")
@writing_options
@root_option
def command(
    period: Period, issued: date | None, number: str | None, dry_run: bool, commit: bool, root: Path
) -> None:
    """封账：通报印发以后，把那个时段的得分、名次和台账的校验值封存下来。

    在拟稿 content/notices/时段.md 里写上印发日期，写出 content/notices/时段.yml。
    从此这个时段只能用 chunshui correct 更正，任何人可以用 chunshui verify 核对。

    时段没有完、内容有错误、有没有提交的改动、正文里的数和台账不一致时，不能封。

    \b
    例：
      chunshui close 2026Q3 --issued 2026-10-12 --number 晋税办函〔2026〕31号 --commit
    """
    from scoring.closing.recount import sealable

    if not sealable(period):
        raise Refused("只有月、季、半年、年有排名，可以封账。")
    examination = sound(root, None)
    corpus = examination.loaded.corpus
    today = corpus.office.as_of or date.today()  # noqa: DTZ011
    notice = _notice(corpus, period, issued or today, today)
    if not examination.state.clean or examination.state.commit is None:
        raise Refused("content 里有没有提交的改动。封账记的是一次提交的内容，请先提交再封。")
    _figures_hold(examination, notice)
    for each in _unclosed(corpus, period):
        note(f"注意：{each}还没有封账。")
    found = _counted(root, content_of(root), notice)
    changes = list(_changes(examination, notice, number, *found))
    subject = f"封账：{period.label}"
    write(root, changes, dry_run=dry_run, commit=subject if commit else None)
    if not dry_run:
        _told(notice, *found, committed=commit)


def _notice(corpus: Corpus, period: Period, day: date, today: date) -> Notice:
    """Return the notice as it will be issued, or refuse."""
    draft = next((one for one in corpus.notices if one.id == period.id), None)
    if draft is None:
        raise Refused(f"还没有{period.label}的通报，请先运行 chunshui notice {period.id} 拟稿。")
    if draft.id in corpus.seals:
        raise Refused(f"{period.label}已经封账。要改动请用 chunshui correct {period.id}。")
    if draft.issued is not None and draft.issued != day:
        raise Refused(f"{period.label}的通报写的是 {draft.issued} 印发，请用 --issued 写这一天。")
    if day <= period.end:
        raise Refused(f"{period.label}到 {period.end} 才完，不能在 {day} 封账。")
    if day > today:
        raise Refused(f"印发日期 {day} 还没有到（今天按 {today} 算）。")
    return replace(draft, issued=day)


def _figures_hold(examination: Examination, notice: Notice) -> None:
    """Refuse where a figure in the text is not what the ledger says on the day of issue."""
    from site_builder.notices.computing import Computing, stale_figures
    from site_builder.reporting import as_text

    corpus = replace(examination.loaded.corpus, notices=(notice,))
    computing = Computing(corpus, max(examination.as_of, notice.issued or examination.as_of))
    stale = stale_figures(computing, examination.loaded.bodies)
    if stale:
        click.echo(as_text(stale), err=True)
        raise Unsound(
            f"正文里的数和印发那天的台账不一致，没有封账。请运行 "
            f"chunshui notice {notice.id} --refresh --as-of {notice.issued}，提交以后再封。"
        )


def _unclosed(corpus: Corpus, period: Period) -> list[str]:
    from site_builder.closing.sealing import unclosed_before

    return [each.label for each in unclosed_before(corpus, period)]


def _counted(root: Path, content: Path, notice: Notice) -> tuple[Counted, str]:
    """Return what HEAD says of the period, and the commit that the seal names, or refuse."""
    from site_builder.cache import store_for
    from site_builder.closing.counting import Whole
    from site_builder.closing.sealing import counted_commit
    from site_builder.git import Revisions
    from site_builder.review.sides import side_at

    revisions = Revisions.of(content)
    assert revisions is not None  # noqa: S101 - the content is clean, so there is a commit
    with revisions:
        head = revisions.resolve("HEAD")
        assert head is not None  # noqa: S101 - as above
        whole = Whole(side_at(revisions, head, revisions.inside), store_for(root))
        counted = None if notice.issued is None else whole.count(notice, notice.issued)
        commit = counted_commit(revisions, head, revisions.inside)
    if not counted:
        raise Refused("这个时段没有施行的计分办法，没有可以封存的得分。")
    return counted, commit


def _changes(
    examination: Examination, notice: Notice, number: str | None, counted: Counted, commit: str
) -> list[Change]:
    """Return the notice with its day of issue, and the seal."""
    from importlib.metadata import version

    from site_builder.closing.papers import seal_text
    from site_builder.registering.desk import Change, Desk

    path = f"notices/{notice.id}.md"
    desk = Desk.of(examination)
    before = desk.text(path)
    after = None if before is None else _stated(desk, path, before, "issued", notice.issued)
    if after is not None and number is not None:
        after = _stated(desk, path, after, "number", number)
    if before is None or after is None:
        raise Refused(f"{path} 的文件头不能自动改，请自己写上 issued: {notice.issued} 再封账。")
    assert notice.issued is not None  # noqa: S101 - it is being issued
    seal = seal_text(notice.issued, commit, version("chunshui"), counted)
    changes = [] if after == before else [Change(path, before, after)]
    return [*changes, Change(f"notices/{notice.id}.yml", None, seal)]


def _stated(desk: Desk, path: str, text: str, key: str, value: object) -> str | None:
    from site_builder.registering.edits import stated
    from site_builder.schema.closing import NOTICE

    document = desk.document(path, text)
    field = NOTICE.by_word[key]
    return None if document is None else stated(text, document, field, value)


def _told(notice: Notice, counted: Counted, commit: str, *, committed: bool) -> None:
    for count in counted:
        click.echo(
            f"{notice.period.label}“{count.score}”：{len(count.lines)} 笔、{len(count.rows)} 个单位"
        )
    click.echo(f"已按提交 {commit[:10]} 的内容封账，截至 {notice.issued}。")
    if not committed:
        click.echo("请提交 content/notices/ 里的这两个文件。")
