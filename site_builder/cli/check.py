"""`chunshui check`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.common import (
    as_of_option,
    content_of,
    examined,
    note,
    root_option,
    workers_option,
)
from site_builder.cli.words import Command, Refused

if TYPE_CHECKING:
    from scoring.findings import Finding

FORMATS = ("text", "json", "github", "markdown")


@click.command(cls=Command)
@click.argument("files", metavar="[文件…]", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "style",
    type=click.Choice(FORMATS),
    default="text",
    metavar="|".join(FORMATS),
    help="输出格式（默认 text）。",
)
@workers_option
@as_of_option
@root_option
def command(
    files: tuple[Path, ...], style: str, workers: int, as_of: date | None, root: Path
) -> int:
    """检查内容，一次列出全部问题。

    每个问题写明：文件:行:列: 问题和改法 [代码]。
    没有错误时退出码为 0；有错误为 1。提醒不算错误。

    写了文件（或文件夹）时，仍对照全部内容检查，但只列出这些文件的问题，
    退出码也只看它们：改了哪几个文件就查哪几个。

    \b
    例：
      chunshui check
      chunshui check content/items/2026/09/20260912-新机构挂牌.md
      chunshui check --format json > 问题.json
    """
    from scoring.findings import ordered
    from site_builder.pipeline import notice_figures
    from site_builder.reporting import exit_code, report

    chosen = [_inside(file, content_of(root)) for file in files]
    examination = examined(root, as_of, workers)
    every = examination.findings
    if examination.sound:
        every = ordered((*every, *notice_figures(examination)))
    findings = every
    if files:
        findings = _about(every, chosen)
        others = len(every) - len(findings)
        if others:
            note(f"其他文件还有 {others} 个问题，这里没有列出。")
    click.echo(report(findings, style, examination.loaded.corpus))
    return exit_code(findings)


def _inside(file: Path, content: Path) -> str:
    """Return a file or folder as findings name it, or refuse."""
    if not file.exists():
        raise Refused(f"没有 {file} 这个文件。")
    # The file itself may be a symbolic link, which is a finding; where it lies may be one, too.
    path = file.parent.resolve() / file.name if file.name not in ("", "..") else file.resolve()
    top = content.resolve()
    if not path.is_relative_to(top):
        raise Refused(f"{file} 不在 {content} 里。")
    return Path(content.name, path.relative_to(top)).as_posix()


def _about(findings: Sequence[Finding], chosen: Sequence[str]) -> tuple[Finding, ...]:
    """Return the findings about the chosen files and what lies in the chosen folders."""
    folders = tuple(f"{path}/" for path in chosen)
    return tuple(
        finding
        for finding in findings
        if finding.path in chosen or finding.path.startswith(folders)
    )
