"""What the commands of registering share: the desk, the item meant, writing and committing."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from site_builder.cli.common import content_of, examined, note
from site_builder.cli.words import Refused, Unsound

if TYPE_CHECKING:
    from scoring.findings import Finding
    from scoring.model import Corpus, Item
    from site_builder.git import Worktree
    from site_builder.registering.desk import Change, Desk

F = TypeVar("F", bound=Callable[..., Any])
COMMAND = "命令"
"""Where findings about the words of a command itself are."""


class AnyDay(click.ParamType[date]):
    """A day as clerks write it: 2026-09-12, 2026.9.12, 2026年9月12日, full-width too."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date, or complain in Chinese."""
        from site_builder.registering.days import day_of

        if isinstance(value, date):
            return value
        day = day_of(str(value))
        if day is None:
            self.fail(f"“{value}”不是一个日期，应写成 2026-11-03 或 2026年11月3日。", param, ctx)
        return day


def date_option(function: F) -> F:
    """Add `--date`."""
    return click.option("--date", "day", type=AnyDay(), metavar="日期", help="哪一天。")(function)


def conversion_of(written: str, day: date) -> dict[str, object]:
    """Return the conversion written as `种类:名称`, or refuse."""
    kind, _, title = written.replace("：", ":", 1).partition(":")
    if not kind.strip() or not title.strip():
        raise Refused(f"“{written}”应写成 种类:名称，如 制度文件:风险提醒工作规程。")
    return {"kind": kind.strip(), "title": " ".join(title.split()), "date": day}


def writing_options(function: F) -> F:
    """Add `--dry-run` and `--commit`."""
    committed = click.option("--commit", is_flag=True, help="写好以后提交，只提交这几个文件。")
    dry = click.option("--dry-run", is_flag=True, help="只显示会改哪几行，不写文件。")
    return dry(committed(function))


def desk_of(root: Path) -> Desk:
    """Return the desk of an office's content, as it lies on disk.

    What is registered has happened by today, not by the day of the last commit.
    """
    from site_builder.registering.desk import Desk

    desk = Desk.of(examined(root, None))
    if desk.corpus.office.as_of is not None:
        return desk
    return replace(desk, as_of=max(desk.as_of, date.today()))  # noqa: DTZ011


def item_of(corpus: Corpus, words: str, *, units: bool = False) -> Item:
    """Return the one item that words mean, or print what is wrong with them and stop with 1.

    With `units` a unit might have been meant as well.
    """
    from scoring.catalogue import registering
    from scoring.findings import Source
    from scoring.nearest import did_you_mean, nearest
    from site_builder.registering.seek import called, seek

    sought = seek(corpus, words)
    if sought.sure is not None:
        return corpus.items[sought.sure]
    place, said = Source(COMMAND), words[:80]
    those = called(corpus.items[each.item] for each in sought.doubtful)
    near = did_you_mean(
        [each.item for each in sought.doubtful] or (nearest(words, corpus.units) if units else [])
    )
    if len(sought.doubtful) < 2:
        finding = registering.NOT_FOUND.at(place, found=said, hint=near)
    else:
        finding = registering.SEVERAL.at(place, found=said, those=those)
    return stop([finding])


def stop(findings: Sequence[Finding], why: str = "没有登记。") -> NoReturn:
    """Print findings and stop with 1."""
    from site_builder.reporting import as_text

    of_command = [each for each in findings if each.path == COMMAND]
    for each in of_command:
        click.echo(f"{each.message} [{each.code}]", err=True)
    if len(of_command) < len(findings):
        click.echo(as_text([each for each in findings if each.path != COMMAND]), err=True)
    raise Unsound(why)


def write_checked(
    root: Path, desk: Desk, changes: Sequence[Change], *, dry_run: bool, commit: str | None
) -> None:
    """Write changes that nothing speaks against; otherwise print what does and stop with 1."""
    from site_builder.registering.desk import checked, refused
    from site_builder.reporting import as_text

    findings = checked(desk, changes)
    if refused(findings):
        stop(findings)
    if findings:
        note(as_text(findings))
    write(root, changes, dry_run=dry_run, commit=commit)


def write(root: Path, changes: Sequence[Change], *, dry_run: bool, commit: str | None) -> None:
    """Write the files of the content folder, or print as a unified diff what would change.

    With `commit`, the subject, exactly these files are committed on the branch checked out.
    """
    content = content_of(root)
    if dry_run:
        for change in changes:
            click.echo(diff_of(content.name, change), nl=False)
        return
    worktree = None if commit is None else _committing(root, content, changes)
    for change in changes:
        file = content / change.path
        _no_link(content, file)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_bytes(change))
    if worktree is not None and commit is not None:
        _commit(root, worktree, content, changes, commit)


def diff_of(prefix: str, change: Change) -> str:
    """Return a change as a unified diff."""
    name = f"{prefix}/{change.path}"
    if isinstance(change.after, bytes):
        return f"新文件 {name}（{len(change.after)} 字节）\n"
    before = [] if change.before is None else change.before.splitlines(keepends=True)
    old = "/dev/null" if change.before is None else f"a/{name}"
    lines = difflib.unified_diff(before, change.after.splitlines(keepends=True), old, f"b/{name}")
    whole = (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
             for line in lines)  # fmt: skip
    return "".join(whole)


def _bytes(change: Change) -> bytes:
    return change.after.encode("utf-8") if isinstance(change.after, str) else change.after


def _no_link(content: Path, file: Path) -> None:
    """Refuse to write through a symbolic link."""
    inside = file.relative_to(content)
    for part in (inside, *inside.parents):
        if (content / part).is_symlink() and part != Path():
            raise Refused(f"{content / part} 是一个链接，不往里写。请换成普通的文件或文件夹。")


def _committing(root: Path, content: Path, changes: Sequence[Change]) -> Worktree:
    """Return the worktree to commit in, or refuse before anything is written."""
    from site_builder.git import Worktree

    worktree = Worktree.of(root)
    if worktree is None:
        raise Refused(f"{root.resolve()} 不在 Git 仓库里，不能提交。去掉 --commit 就只写文件。")
    if worktree.branch() is None:
        raise Refused("现在不在任何分支上，不能提交。请先 git switch main。")
    if worktree.setting("user.name") is None or worktree.setting("user.email") is None:
        raise Refused("不知道是谁提交：请先运行 git config user.name 和 git config user.email。")
    for change in changes:
        path = _path(worktree, content, change)
        if worktree.changed(path):
            raise Refused(
                f"{path} 有没有提交的改动，混在一起就说不清了。请先提交它，或去掉 --commit。"
            )
    return worktree


def _path(worktree: Worktree, content: Path, change: Change) -> str:
    return (content.resolve() / change.path).relative_to(worktree.top).as_posix()


def _commit(
    root: Path, worktree: Worktree, content: Path, changes: Sequence[Change], subject: str
) -> None:
    from site_builder.cli.review_common import now
    from site_builder.git import Author, Revisions

    revisions = Revisions.of(root)
    assert revisions is not None  # noqa: S101 - there is a worktree
    with revisions:
        head = revisions.resolve("HEAD")
    if head is None:
        raise Refused("文件已经写好。仓库里还没有一次提交，请先自己提交一次。")
    files = {_path(worktree, content, change): _bytes(change) for change in changes}
    name, email = worktree.setting("user.name") or "", worktree.setting("user.email") or ""
    branch = worktree.branch() or ""
    made = worktree.commit(branch, head, files, Author(name, email, now()), subject)
    click.echo(f"已提交 {made[:10]}：{subject}")
