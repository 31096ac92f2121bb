"""`chunshui forge setup | templates | requests | open | vouch`."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Final

import click

from site_builder.cli.common import root_option
from site_builder.cli.forge import (
    TOKEN,
    content_in,
    desk_of,
    forge_of,
    place_options,
    refusing,
)
from site_builder.cli.words import Command, Refused

_TEMPLATES: Final = ("github", "gitea", "forgejo", "gitlab", "gitee")


@click.command("setup", cls=Command)
@place_options
@click.option("--branch", default="main", metavar="分支", help="主干（默认 main）。")
@click.option("--bot", metavar="账号", help="可以推送审核记录的账号；GitHub 凭状态推送，不用写。")
def setup(
    forge_name: str | None, repository: str | None, api: str | None, branch: str, bot: str | None
) -> None:
    """在平台上设好主干保护：没有 chunshui/gate 这个状态就不能并入。

    令牌要有管理仓库的权限，用完收回；平时的流水线不用这样的令牌。再运行一次没有害处。
    审批人数不在平台上设：平台不懂审级的次序，由 gate 一个状态说了算。

    \b
    例：
      chunshui forge setup --forge github --repository office/news
      chunshui forge setup --forge gitea --repository office/news \\
        --api https://平台/api/v1 --bot chunshui-bot
    """
    from site_builder.review.forges.http import Patience
    from site_builder.review.forges.opening import open_transport
    from site_builder.review.forges.setup import BY_HAND, PROTECT

    if forge_name is None or repository is None:
        raise Refused("请用 --forge 和 --repository 写明平台和仓库。")
    if forge_name not in PROTECT:
        click.echo(BY_HAND)
        return
    token = os.environ.get(TOKEN, "").strip()
    with refusing():
        way = open_transport(forge_name, repository, Patience(time.sleep), root=api, token=token)
        PROTECT[forge_name](way, repository, branch, bot)
    click.echo(f"{repository} 的 {branch} 已设好保护：没有 chunshui/gate 这个状态不能并入。")


@click.command("templates", cls=Command)
@click.option("--forge", type=click.Choice(_TEMPLATES), required=True, help="代码平台的种类。")
@click.option("--write", is_flag=True, help="写出文件；不写就只列出。")
@root_option
def templates(forge: str, write: bool, root: Path) -> None:
    """把表单和请求模板写到这个平台读的位置。

    GitHub、Gitea、Forgejo 读同一份 .github/；GitLab 读 .gitlab/；Gitee 读 .gitee/。
    已经有的文件不动。

    \b
    例：
      chunshui forge templates --forge gitlab --write
    """
    from site_builder.review.forges.templates import templates as texts

    for path, text in texts(forge).items():
        target = root / path
        known = target.exists()
        if write and not known:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
        click.echo(f"{path}（已有，没有动）" if known else path)


@click.command("requests", cls=Command)
@place_options
@click.option("--target", default="main", metavar="分支", help="要并入的分支（默认 main）。")
def requests(forge_name: str | None, repository: str | None, api: str | None, target: str) -> None:
    """列出还没有合并的请求，一行一个编号，供流水线逐个把关。

    \b
    例：
      chunshui forge requests --forge gitea
    """
    desk = desk_of(forge_name, repository, api)
    with refusing():
        for each in desk.requests(target):
            click.echo(each.number)


@click.command("open", cls=Command)
@place_options
@click.option("--branch", required=True, metavar="分支", help="推送好的分支。")
@click.option("--target", default="main", metavar="分支", help="要并入的分支（默认 main）。")
@click.option("--title", required=True, metavar="标题", help="请求的标题。")
@click.option("--issue", type=click.IntRange(1), metavar="编号", help="来自哪一张表单。")
def open_(
    forge_name: str | None,
    repository: str | None,
    api: str | None,
    branch: str,
    target: str,
    title: str,
    issue: int | None,
) -> None:
    """为推送好的分支提出合并请求，并在表单下面回复；已经提出的不再提。

    \b
    例：
      chunshui forge open --forge gitea --branch review/20261009-秋粮收购 --title 报送 --issue 7
    """
    desk = desk_of(forge_name, repository, api)
    body = "" if issue is None else f"由表单 #{issue} 生成。"
    with refusing():
        made = desk.propose(branch, target, title, body)
        if issue is not None:
            desk.write_report(
                issue,
                f"已按表单写成文件，提出合并请求 #{made.number}，审核的进展看那里。"
                "要改文字，请在那个请求里改；表单改了不会再起作用。",
            )
    click.echo(f"合并请求 {made.number}")


@click.command("vouch", cls=Command)
@place_options
@click.option("--base", required=True, metavar="版本", help="主干在平台上的样子。")
@click.option("--commit", required=True, metavar="提交", help="在它后面只添了审核记录的提交。")
@root_option
def vouch(
    forge_name: str | None,
    repository: str | None,
    api: str | None,
    base: str,
    commit: str,
    root: Path,
) -> None:
    """给 review record 生成的提交一个通过的状态，好推进受保护的主干。

    提交改了审核记录以外的文件，或不是只在后面添，就不给。

    \b
    例：
      chunshui forge vouch --forge github --base origin/main --commit main
    """
    from site_builder.git import Revisions
    from site_builder.review.forges.interface import StatusState
    from site_builder.review.forges.recording import only_records

    forge = forge_of(forge_name, repository, api)
    revisions = Revisions.of(root)
    if revisions is None:
        raise Refused(f"{root.resolve()} 不在 Git 仓库里。")
    with revisions, refusing():
        start, end = revisions.resolve(base), revisions.resolve(commit)
        if start is None or end is None:
            raise Refused(f"没有“{base if start is None else commit}”这个版本。")
        if not only_records(revisions, start, end, content_in(revisions)):
            raise Refused("不是只在审核记录后面添，不给状态。请按合并请求办理。")
        forge.post_status(end, StatusState.SUCCESS, "只添了审核记录")
    click.echo("已给状态。")


COMMANDS: Final = {
    "setup": setup,
    "templates": templates,
    "requests": requests,
    "open": open_,
    "vouch": vouch,
}
"""Commands for the group `chunshui forge`."""
