"""`chunshui review`: the three tiers of review on plain Git."""

from __future__ import annotations

import importlib

import click

from site_builder.cli.words import Group

REVIEW_COMMANDS = {
    "submit": "报审：把写好的稿件交上去",
    "list": "列出在审的稿件，等得最久的在前",
    "show": "看一条稿件的全文和审核留痕",
    "status": "看一条稿件审到哪一级，谁可以审",
    "approve": "通过",
    "return": "退改，写明理由",
    "reject": "不采用，写明理由",
    "withdraw": "撤稿",
    "record-paper": "代录领导在签批单上的签字",
    "record": "把代码平台上的审核记进审核记录",
    "verify": "离线证明发布的每一条都审过，记录没有动过",
}
"""Every command with its one-line help."""
_READING = "list", "show", "status", "verify"
_MODULES = {**dict.fromkeys(_READING, "review_reading"), "record": "forge"}
"""Where commands are; the others decide something."""


class ReviewGroup(Group):
    """Imports commands only when one is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of `REVIEW_COMMANDS`."""
        return list(REVIEW_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None for an unknown name."""
        if cmd_name not in REVIEW_COMMANDS:
            return None
        name = _MODULES.get(cmd_name, "review_deciding")
        module = importlib.import_module(f"site_builder.cli.{name}")
        found: click.Command = module.COMMANDS[cmd_name]
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("命令"):
            formatter.write_dl(list(REVIEW_COMMANDS.items()))


@click.group(cls=ReviewGroup)
def command() -> None:
    """三级审核：报审、审核、查看、证明，只用 Git 就行，不必有代码平台。

    每条稿件在自己的分支 review/编号 上审。推送和取回用 git push、git fetch。
    每个决定写进 content/reviews/年/月/编号.yml，单独提交，提交的作者就是审的人，
    按 git 的 user.email 在人员名录里认。

    \b
    例：
      chunshui review submit 20261009-秋粮收购      作者报审
      chunshui review approve 20261009-秋粮收购     办公室主任通过
      chunshui review verify                        证明全部审核
    """
