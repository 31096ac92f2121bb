"""What commands that work with a forge share, and `chunshui review record`."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from site_builder.cli.common import note, root_option
from site_builder.cli.words import Command, Group, Refused

if TYPE_CHECKING:
    from site_builder.git import Revisions, Worktree
    from site_builder.review.entries import Signed
    from site_builder.review.forges.interface import Desk, Forge
    from site_builder.review.forges.reading import Unread
    from site_builder.review.verdict import Verdict

F = TypeVar("F", bound=Callable[..., Any])
TOKEN: Final = "CHUNSHUI_TOKEN"  # noqa: S105 - where the token is, not what it is
_ACCOUNT: Final = "CHUNSHUI_ACCOUNT"
_NO_NUMBER: Final = "请用 --request 写明合并请求的编号。"
_FORGES: Final = ("github", "gitea", "gitlab", "gitee")


def place_options(function: F) -> F:
    """Add `--forge` and what says where the forge is; `forge_of` takes them."""
    for option in (
        click.option(
            "--api",
            envvar=("CHUNSHUI_API", "GITHUB_API_URL", "CI_API_V4_URL"),
            metavar="地址",
            help="平台的接口地址；在平台自己的流水线里不用写。",
        ),
        click.option(
            "--repository",
            envvar=("CHUNSHUI_REPOSITORY", "GITHUB_REPOSITORY", "CI_PROJECT_PATH"),
            metavar="所有者/仓库",
            help="平台上的仓库；在平台自己的流水线里不用写。",
        ),
        click.option("--forge", "forge_name", type=click.Choice(_FORGES), help="代码平台的种类。"),
    ):
        function = option(function)
    return function


def forge_options(function: F) -> F:
    """Add `--request` too."""
    request = click.option(
        "--request", "number", type=click.IntRange(1), metavar="编号", help="合并请求的编号。"
    )
    return place_options(request(function))


def forge_of(
    name: str | None, repository: str | None, api: str | None, account: str | None = None
) -> Forge:
    """Return the forge that the options name, with the token of the environment, or refuse."""
    from site_builder.review.forges.http import Patience
    from site_builder.review.forges.opening import open_forge

    if name is None:
        raise Refused(f"请用 --forge 写明平台：{'、'.join(_FORGES)}。")
    if repository is None:
        raise Refused("请用 --repository 写明平台上的仓库，如 office/news。")
    token = os.environ.get(TOKEN, "").strip()
    with refusing():
        return open_forge(
            name, repository, Patience(time.sleep), root=api, token=token, account=account
        )


def desk_of(name: str | None, repository: str | None, api: str | None) -> Desk:
    """Return a forge on which forms become requests, or refuse."""
    from site_builder.review.forges.pulls import PullForge

    forge = forge_of(name, repository, api, os.environ.get(_ACCOUNT) or None)
    if not isinstance(forge, PullForge):
        raise Refused("这一步只有 GitHub、Gitea、Forgejo 有；表单可用 --issue-file 从文件读。")
    return forge


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what a forge or Git could not do into a refusal in Chinese."""
    from site_builder.git import GitError
    from site_builder.review.forges.interface import ForgeError

    try:
        yield
    except ForgeError as error:
        raise Refused(str(error)) from None
    except GitError as error:
        raise Refused(f"本地仓库读不下去：{error}") from None


def judged(
    forge: Forge,
    number: int | None,
    revisions: Revisions,
    on: date,
    signed: Signed,
    details: str | None,
    report: Callable[[Verdict], str],
) -> Verdict:
    """Judge a request where it was made, post the verdict there, and return it, or refuse."""
    from site_builder.review.forges.judging import Setting, judge_request

    if number is None:
        raise Refused(_NO_NUMBER)
    with refusing():
        done = judge_request(
            forge,
            number,
            Setting(revisions, content_in(revisions), on, signed, report),
            details,
        )
    show_unread(done.unread)
    return done.verdict


def content_in(revisions: Revisions) -> str:
    """Return where the content folder lies in the repository."""
    return f"{revisions.inside}/content" if revisions.inside else "content"


def show_unread(unread: Iterable[Unread]) -> None:
    """Say which reviews on the forge do not count."""
    for each in unread:
        note(f"没有计入：{each.row.account or '已注销的账号'}，{each.reason}。")


@click.command(cls=Command, name="record")
@forge_options
@root_option
def record(
    forge_name: str | None,
    number: int | None,
    repository: str | None,
    api: str | None,
    root: Path,
) -> None:
    """合并或关闭以后，把平台上的审核记进审核记录。

    读合并请求的全部审核，写进 content/reviews/ 里各条信息的记录，在目标分支上提交一次；
    没有合并就关闭的，记为撤稿。再运行一次什么也不加。写完请 git push。

    令牌放在环境变量 CHUNSHUI_TOKEN 里，只要能读合并请求。

    \b
    例：
      git fetch origin main refs/pull/12/head
      chunshui review record --forge gitea --request 12
    """
    from site_builder.git import Author, Revisions, Worktree
    from site_builder.review.forges.recording import record_reviews

    forge = forge_of(forge_name, repository, api)
    if number is None:
        raise Refused(_NO_NUMBER)
    revisions, worktree = Revisions.of(root), Worktree.of(root)
    if revisions is None or worktree is None:
        raise Refused(f"{root.resolve()} 不是检出的 Git 仓库。请先 git clone 一份。")
    name, email = _committer(worktree)
    author = Author(name, email, datetime.now().astimezone().replace(microsecond=0))
    with revisions, refusing():
        done = record_reviews(forge, number, revisions, worktree, content_in(revisions), author)
    for item, count in done.added.items():
        click.echo(f"{item}：记下 {count} 条")
    show_unread(done.unread)
    if done.commit is None:
        click.echo(f"请求 {number} 的审核没有要补记的。")
    else:
        click.echo(f"已提交到 {done.request.target}（{done.commit[:8]}）。请运行 git push。")


def _committer(worktree: Worktree) -> tuple[str, str]:
    """Return under whose name the records are committed: the machine's, else the program's."""
    return (
        worktree.setting("user.name") or "春水",
        worktree.setting("user.email") or "chunshui@localhost",
    )


COMMANDS: Final = {"record": record}
"""Commands for the group `chunshui review`."""


class _ForgeGroup(Group):
    """Imports commands only when one is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in their order."""
        return list(FORGE_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None for an unknown name."""
        if cmd_name not in FORGE_COMMANDS:
            return None
        from site_builder.cli import forge_desk

        return forge_desk.COMMANDS[cmd_name]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("命令"):
            formatter.write_dl(list(FORGE_COMMANDS.items()))


FORGE_COMMANDS: Final = {
    "setup": "在平台上设好主干保护",
    "templates": "把表单和请求模板写到平台读的位置",
    "requests": "列出还没有合并的请求",
    "open": "为推送好的分支提出合并请求，回复表单",
    "vouch": "给只添审核记录的提交一个通过的状态",
}
"""Every command with its one-line help."""


@click.group(cls=_ForgeGroup)
def command() -> None:
    """代码平台：设好主干保护和模板，供流水线调用的几步。

    令牌放在环境变量 CHUNSHUI_TOKEN 里，不写在命令里。

    \b
    例：
      chunshui forge setup --forge gitea --repository office/news --api https://平台/api/v1
      chunshui forge templates --forge gitlab
    """
