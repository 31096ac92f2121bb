"""Write the command handbook from the commands' own help (`python -m` this module)."""

from __future__ import annotations

from pathlib import Path

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


def help_of(command: str) -> str:
    """What `chunshui COMMAND --help` prints."""
    result = CliRunner().invoke(
        cli, [command, "--help"], prog_name="chunshui", terminal_width=90, max_content_width=90
    )
    return result.output


def handbook() -> str:
    """The whole page."""
    sections = (
        f"\n## {command}\n\n{COMMANDS[command]}。\n\n```text\n{help_of(command).strip()}\n```\n"
        for command in COMMANDS
    )
    return _HEAD + "".join(sections)


if __name__ == "__main__":
    HANDBOOK.write_text(handbook(), encoding="utf-8")
