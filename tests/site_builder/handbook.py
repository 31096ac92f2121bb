"""Write the command handbook from the commands' own help (`python -m` this module)."""

from __future__ import annotations

from pathlib import Path

import click
from click.testing import CliRunner

from site_builder.cli import COMMANDS, cli

HANDBOOK = Path(__file__).parents[2] / "site_builder" / "guide" / "commands.md"
_HEAD = """\
# 命令手册

结果写到标准输出，其余的话写到标准错误，所以可以用 `>` 存成文件。退出码：

| 退出码 | 意思 |
|---|---|
| 0 | 做好了 |
| 1 | 内容里有错误，已经列出 |
| 2 | 命令用得不对，已说明怎么用 |
| 3 | 程序自己出错，请报告维护人员 |
| 4 | 没有错误，但还要等人审核或核准（只有 gate） |
"""


def help_of(*command: str) -> str:
    """What `chunshui COMMAND --help` prints, also of a command inside a group."""
    result = CliRunner().invoke(
        cli, [*command, "--help"], prog_name="chunshui", terminal_width=90, max_content_width=90
    )
    return result.output


def inner(command: str) -> list[str]:
    """The commands of a group, none of a plain command."""
    found = cli.get_command(click.Context(cli), command)
    return found.list_commands(click.Context(found)) if isinstance(found, click.Group) else []


def handbook() -> str:
    """The whole page."""
    sections = [_HEAD]
    for command in COMMANDS:
        sections.append(f"\n## {command}\n\n{COMMANDS[command]}。\n{_shown(command)}")
        sections += [f"\n### {command} {each}\n{_shown(command, each)}" for each in inner(command)]
    return "".join(sections)


def _shown(*command: str) -> str:
    return f"\n```text\n{help_of(*command).strip()}\n```\n"


if __name__ == "__main__":
    HANDBOOK.write_text(handbook(), encoding="utf-8")
