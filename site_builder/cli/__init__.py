"""The `chunshui` command: parse arguments, call, print, exit.

Exit codes: 0 done, 1 the content has errors, 2 the command was used wrongly, 3 our own bug,
4 nothing is wrong but somebody has yet to review (`gate`).
Results go to stdout, everything else to stderr. Commands are imported when they are called, so
that `--help` answers at once.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import sys
import traceback
from typing import Final, NoReturn

import click

from site_builder.cli.words import Command, Group, complaint, os_words

COMMANDS = {
    "check": "检查内容，列出全部问题",
    "build": "检查、计分、排名并生成网站",
    "serve": "在本机预览网站，改动即时可见",
    "stage": "把网站源文件写成一个文件夹",
    "score": "列出计分台账",
    "rank": "打印排名",
    "explain": "逐笔说明一条信息、一个单位或一个人的得分",
    "what-if": "换一个计分办法试算，看谁升谁降",
    "alerts": "列出预警：为什么、从哪天起、怎样解除",
    "action": "登记约谈、通报、督促整改、挂牌督导，或者解除",
    "rules": "用白话列出计分办法的每一条",
    "board": "挂图作战：每个单位每一件亮什么灯，为什么",
    "assign": "下达约稿、任务、督办、整改、揭榜等",
    "answer": "登记一个单位的答复或进度",
    "extend": "登记延期和理由",
    "claim": "登记一个单位揭榜",
    "clear": "销号：核实办结",
    "remind": "催办：每个单位欠什么，怎样消除，可以发邮件",
    "adopt": "登记采用：一条一条，或从登记表成批",
    "endorse": "登记批示、落实反馈和成果转化",
    "fault": "登记差错",
    "case": "案例：推荐、评定入选、登记转化",
    "honour": "登记荣誉",
    "review": "三级审核：报审、审核、查看、证明",
    "gate": "把关：一次合并请求能不能并入，还差谁审",
    "form": "把平台上填的表单变成文件",
    "owners": "按流程和名录生成各平台的负责人文件",
    "forge": "设好代码平台，供流水线调用",
    "bulletin": "编发本单位的刊物：选稿、登记采用、出 Word 和 PDF",
    "notice": "拟一期通报，更新里面的数，打印成文件",
    "close": "封账：封存通报公布的得分和名次",
    "correct": "更正封过账的时段，算出差额",
    "verify": "核对封过账的每个时段，没有悄悄改过",
    "export": "把事实、台账、排名导出成数据表",
    "federate": "汇总各单位的导出，排出上级的名次",
    "new": "新建一条信息",
    "import": "把来稿、历年登记表收进来",
    "alike": "查近似稿件和一稿多投",
    "schema": "打印各类文件的 JSON Schema",
    "doctor": "检查本机环境是否齐备",
    "init": "为一个新单位建立内容库",
}
"""Every command with its one-line help, in the order in which an office meets them."""


_MANY: Final = 500_000
"""Values made and still there, after which it pays to look for those that died in a circle."""


class LazyGroup(Group):
    """Imports a command's module only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"site_builder.cli.{cmd_name.replace('-', '_')}")
        command = module.command
        assert isinstance(command, Command | Group)  # noqa: S101 - our own registry
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("命令"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, name="chunshui")
@click.version_option(package_name="chunshui", message="春水 %(version)s", help="显示版本。")
def cli() -> None:
    """春水：基于 Git 的政务信息采编、计分、排名与发布。

    \b
    例：
      chunshui check              检查 content/ 里的全部内容
      chunshui build              生成网站到 site/
      chunshui rank --period 2026-10
      chunshui explain 晋中市局
    """


def main() -> NoReturn:
    """Run the command line and exit with the documented code."""
    ended: list[int] = []
    atexit.register(_leave, ended)  # who asks first comes last
    gc.set_threshold(_MANY)  # nearly all that a command makes lives until it ends
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    ended.append(_run())
    sys.exit(ended[0])


def _leave(ended: list[int]) -> None:
    """End the process here, when all who asked for it have tidied up.

    Python would take the facts of an office apart one by one, which takes longer than to look
    through them all. What is still to be printed and cannot be is left for Python to complain of.
    """
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return
    if ended:
        os._exit(ended[0])


def _run() -> int:
    try:
        code = cli.main(prog_name="chunshui", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        click.echo(complaint(error), err=True)
        return error.exit_code
    except click.Abort:
        click.echo("已中断。", err=True)
        return 130
    except BrokenPipeError:
        return 0
    except SystemExit as left:  # click leaves so when the reader of a pipe is gone: `… | head`
        if isinstance(left.__context__, BrokenPipeError):
            return 0
        return left.code if isinstance(left.code, int) else 1
    except OSError as error:
        click.echo(f"{error.filename or '文件或端口'}：{os_words(error)}", err=True)
        return 2
    except Exception:  # the last stop: a bug of ours must say so
        traceback.print_exc()
        click.echo("程序出错：这是春水自己的毛病，请把上面的文字发给维护人员。", err=True)
        return 3
