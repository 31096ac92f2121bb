"""`chunshui correct`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from site_builder.cli.common import PeriodType, content_of, note, root_option, sound
from site_builder.cli.registering_common import AnyDay, write, writing_options
from site_builder.cli.words import Command, Refused

if TYPE_CHECKING:
    from scoring.closing.facts import Notice, Seal
    from scoring.model import Corpus
    from scoring.periods import Period
    from site_builder.closing.correcting import Edited
    from site_builder.git import Revisions, Worktree
    from site_builder.registering.desk import Change


class _Closed(NamedTuple):
    """A closed period and what closed it."""

    notice: Notice
    seal: Seal


class _Work(NamedTuple):
    """The working copy."""

    worktree: Worktree
    prefix: str
    """The content folder's path inside the repository."""
    edits: Mapping[str, str | None]
    """Blobs of the edited files by path inside the repository; None where one was deleted."""


@click.command(cls=Command)
@click.argument("period", metavar="时段", type=PeriodType())
@click.argument(
    "files", metavar="文件…", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--reason", required=True, metavar="理由", help="为什么更正。")
@click.option(
    "--person", required=True, metavar="人员", help="谁决定的：编号，如 省局办公室/hanwenbo。"
)
@click.option("--date", "day", type=AnyDay(), metavar="日期", help="决定的日期（默认今天）。")
@writing_options
@root_option
def command(
    period: Period,
    files: tuple[Path, ...],
    reason: str,
    person: str,
    day: date | None,
    dry_run: bool,
    commit: bool,
    root: Path,
) -> None:
    """更正封过账的时段：先把事实改好（不要提交），再写出更正。

    算出改动对各单位得分的影响，写进 content/corrections/年/时段-序号.md。
    更正和改动要在同一次提交（请求）里，并由另一个人核准；下一期通报带上差额。

    改到的文件要全部写上；没有写上的、算出来不影响这个时段的，会说出来。

    \b
    例：
      chunshui correct 2026Q3 content/items/2026/09/20260918-夜游平遥.md \\
        --reason 核定为综合采用 --person 省局办公室/hanwenbo --commit
    """
    from site_builder.closing.papers import correction_text
    from site_builder.registering.desk import Change

    corpus = sound(root, None).loaded.corpus
    today = corpus.office.as_of or date.today()  # noqa: DTZ011
    closed = _closed(corpus, period, person, day or today, today)
    named = sorted({_inside(file, content_of(root)) for file in files})
    work, found = _edited(root, corpus, closed)
    _fits(closed.notice, found, named)
    text = correction_text(
        closed.notice.id, day or today, reason, person, named, found.changed
    )
    number = 1 + sum(one.notice == closed.notice.id for one in corpus.corrections)
    path = f"corrections/{(day or today).year}/{closed.notice.id}-{number}.md"
    write(root, [Change(path, None, text)], dry_run=dry_run, commit=None)
    if dry_run:
        return
    _told(closed.notice, found)
    if commit:
        _commit(root, work, named, Change(path, None, text), closed.notice.period.label)
    else:
        click.echo(f"已写出 content/{path}，请和改动的文件一起提交。")


def _closed(corpus: Corpus, period: Period, person: str, day: date, today: date) -> _Closed:
    """Return what closed a period, or refuse."""
    notice = next((one for one in corpus.notices if one.id == period.id), None)
    if notice is None or notice.issued is None:
        raise Refused(f"{period.label}没有封账，直接改就行，不用更正。")
    seal = corpus.seals.get(notice.id)
    if seal is None:
        raise Refused(
            f"{period.label}只印发没有封存，算不出差额。"
            f"请先恢复改动，运行 chunshui close {period.id} --issued {notice.issued}。"
        )
    if person not in corpus.people:
        raise Refused(f"人员名录里没有“{person}”。请写编号，如 省局办公室/hanwenbo。")
    if day > today:
        raise Refused(f"更正的日期 {day} 还没有到（今天按 {today} 算）。")
    same = [one for one in corpus.notices if one.period.kind is period.kind and one.issued]
    last = max(same, key=lambda one: one.issued or date.min)
    if last.issued is not None and day <= last.issued:
        raise Refused(
            f"更正的日期要晚于{last.period.label}通报印发的 {last.issued}，"
            "差额才能由下一期带上。"
        )
    return _Closed(notice, seal)


def _inside(file: Path, content: Path) -> str:
    """Return a file's path inside the content folder, also of one that is deleted, or refuse."""
    top = content.resolve()
    for base in (Path(), content):
        path = (base / file).parent.resolve() / file.name
        if path.is_relative_to(top) and (base == content or path.parent.is_dir()):
            return path.relative_to(top).as_posix()
    raise Refused(f"{file} 不在 {content} 里。")


def _edited(root: Path, corpus: Corpus, closed: _Closed) -> tuple[_Work, Edited]:
    """Return the working copy and what it makes of a closed period, or refuse."""
    from site_builder.git import Revisions, Worktree

    content = content_of(root)
    worktree, revisions = Worktree.of(root), Revisions.of(content)
    if worktree is None or revisions is None:
        raise Refused(f"{root.resolve()} 不在 Git 仓库里，没有可以对照的封存。")
    with revisions:
        prefix = revisions.inside
        edits: dict[str, str | None] = {}
        for path in worktree.edited(str(content.resolve())):
            there = worktree.top / path
            edits[path] = worktree.store(str(there)) if there.is_file() else None
        work = _Work(worktree, prefix, edits)
        return work, _counted(root, revisions, work, corpus, closed)


def _counted(
    root: Path, revisions: Revisions, work: _Work, corpus: Corpus, closed: _Closed
) -> Edited:
    from site_builder.cache import ResidentStore, store_for
    from site_builder.closing.correcting import altered_too, edited
    from site_builder.closing.history import History
    from site_builder.review.sides import Side

    head = revisions.resolve("HEAD")
    if head is None or revisions.resolve(closed.seal.commit) != closed.seal.commit:
        raise Refused(
            f"历史里没有封存所说的提交 {closed.seal.commit[:10]}。请先运行 chunshui verify 查明。"
        )
    store = ResidentStore(store_for(root).folder)
    history = History(revisions, head, work.prefix, store)
    paths = dict(history.side(head).paths)
    for path, blob in work.edits.items():
        paths.pop(path, None)
        if blob is not None:
            paths[path] = blob
    after = Side(revisions, work.prefix, paths)
    found = edited(history, after, closed.notice, closed.seal, corpus.corrections, store)
    if found is None:
        raise Refused("内容里有错误，算不出差额。请先运行 chunshui check。")
    for other in altered_too(history, after, corpus, closed.notice, store):
        note(f"注意：这些改动也影响{other.period.label}，请再运行 chunshui correct {other.id}。")
    return found


def _fits(notice: Notice, found: Edited, named: Sequence[str]) -> None:
    """Refuse files that do not fit the edits."""
    if not found.paths:
        raise Refused(f"没有改动影响{notice.period.label}，不用更正。")
    if not found.net:
        note(f"注意：这些改动不改变{notice.period.label}的得分和名次，更正里没有差额。")
    missing = sorted(found.paths.difference(named))
    if missing:
        raise Refused(
            f"还有改动会影响{notice.period.label}：{'、'.join(missing)}。"
            "请一并写上；不该改的请先恢复。"
        )
    for path in named:
        if path not in found.paths:
            note(f"注意：{path} 的改动不影响{notice.period.label}。")


def _told(notice: Notice, found: Edited) -> None:
    from scoring.points import text
    from site_builder.closing.telling import told

    click.echo(f"{notice.period.label}：{told(found.net, 10)}。")
    for one in found.changed:
        click.echo(f"  {one.score} {one.unit}：{text(one.before)} → {text(one.after)}")


def _commit(
    root: Path, work: _Work, named: Sequence[str], paper: Change, label: str
) -> None:
    """Commit the correction with the edits that it lets in."""
    from site_builder.cli.review_common import now
    from site_builder.git import Author, Revisions

    files: dict[str, str | bytes] = {}
    for path in named:
        whole = f"{work.prefix}/{path}"
        blob = work.edits.get(whole)
        if blob is None and whole in work.edits:
            raise Refused("更正已经写好。删去的文件请用 git add -A content 再 git commit 提交。")
        if blob is not None:
            files[whole] = blob
    assert isinstance(paper.after, str)  # noqa: S101 - we wrote it
    files[f"{work.prefix}/{paper.path}"] = paper.after.encode("utf-8")
    tree, branch = work.worktree, work.worktree.branch()
    name, email = tree.setting("user.name"), tree.setting("user.email")
    if branch is None or name is None or email is None:
        raise Refused("更正已经写好，没有提交：请先 git switch main，设好 user.name、user.email。")
    revisions = Revisions.of(root)
    assert revisions is not None  # noqa: S101 - there is a worktree
    with revisions:
        head = revisions.resolve("HEAD")
    assert head is not None  # noqa: S101 - the period was closed by a commit
    made = tree.commit(branch, head, files, Author(name, email, now()), f"更正：{label}")
    click.echo(f"已提交 {made[:10]}：更正：{label}")
