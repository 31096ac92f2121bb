"""`chunshui form`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli import review_common
from site_builder.cli.common import Day, root_option
from site_builder.cli.forge import desk_of, place_options, refusing
from site_builder.cli.review_common import base_option, docket_of, worktree_of
from site_builder.cli.words import Command, Refused

if TYPE_CHECKING:
    from scoring.findings import Finding
    from site_builder.intake.forms import Filled
    from site_builder.review.docket import Docket
    from site_builder.review.forges.interface import Issue

NOT_YET = 1
_NOBODY = "请用 --issue-file 和 --author 写明表单和填表的账号；流水线里写 --forge 和 --event。"


@click.command(cls=Command)
@click.option(
    "--issue-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="文件",
    help="表单的正文（平台上的 Markdown）。",
)
@click.option("--author", metavar="账号", help="谁填的表单：他在平台上的账号。")
@click.option("--date", "day", type=Day(), metavar="日期", help="哪天填的（默认今天）。")
@click.option("--commit", is_flag=True, help="提交到本机的分支；不写就只打印文件。")
@place_options
@click.option(
    "--event",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="文件",
    help="流水线收到的事件（GITHUB_EVENT_PATH），里面有表单和填表的人。",
)
@base_option
@root_option
def command(
    issue_file: Path | None,
    author: str | None,
    day: date | None,
    commit: bool,
    forge_name: str | None,
    repository: str | None,
    api: str | None,
    event: Path | None,
    base: str | None,
    root: Path,
) -> int:
    """把平台上填的表单变成文件：报送信息、约稿、批示登记、建言献策。

    填表的人凭账号在人员名录里认，能不能填按主干上的流程。内容照一般文件检查；2026年11月3日
    这样的日期改成 2026-11-03。写得成，就打印分支名（--commit 时提交到这个分支）；写不成，
    就列出要改的几处，退出码 1；从事件读的，把这几处写成评论。别人改过的表单不算。

    \b
    例：
      chunshui form --issue-file 表单.md --author xujing
      chunshui form --forge gitea --event 事件.json --commit
    """
    from site_builder.intake.forms import Filled, as_comment

    forge, comment_on = None, 0
    if forge_name is not None:
        forge, found = desk_of(forge_name, repository, api), _issue(event)
        comment_on, text = found.number, found.body
        account, when = found.author, found.opened.date()
    elif issue_file is None or author is None:
        raise Refused(_NOBODY)
    else:
        text = issue_file.read_text(encoding="utf-8", errors="replace")
        account, when = author, day or review_common.now().date()
    with docket_of(root, base) as docket:
        made = _filled(docket, account, when, text)
        if not isinstance(made, Filled):
            answer = as_comment(made)
            if forge is not None:
                with refusing():
                    forge.write_report(comment_on, answer)
            click.echo(answer)
            return NOT_YET
        if commit:
            _commit(docket, made, root)
            click.echo(made.branch)
        else:
            click.echo(f"分支：{made.branch}\n文件：{made.path}\n\n{made.text}", nl=False)
    return 0


def _issue(event: Path | None) -> Issue:
    """Return the issue of a pipeline's event, or refuse."""
    from site_builder.review.forges.event import issue_of

    if event is None:
        raise Refused("请用 --event 写明流水线收到的事件。")
    try:
        data = json.loads(event.read_bytes())
    except ValueError:
        raise Refused(f"{event} 不是 JSON。") from None
    with refusing():
        return issue_of(data)


def _filled(docket: Docket, account: str, day: date, text: str) -> Filled | tuple[Finding, ...]:
    """Return what the form of somebody comes to, by the rules of the main branch."""
    from site_builder.intake.forms import Counter, filled
    from site_builder.parsing.front_matter import DEFAULT_LIMIT

    revisions = docket.revisions

    def drafted(branch: str, path: str) -> bytes | None:
        for name in (branch, f"origin/{branch}"):
            commit = revisions.branches(branch).get(name)
            if commit is not None:
                blob = revisions.find(commit, path)
                return revisions.data(blob, DEFAULT_LIMIT)
        return None

    return filled(Counter(docket.rules, drafted, account, day), text)


def _commit(docket: Docket, made: Filled, root: Path) -> None:
    """Commit a file on its branch in the name of who filled in the form, unless it is there."""
    from site_builder.git import Author

    if docket.revisions.branches(made.branch):
        return
    person = made.person
    email = (*person.emails, person.id)[0]
    author = Author(person.name, email, review_common.now())
    files = {made.path: made.text.encode()}
    worktree_of(root).commit(made.branch, docket.main.commit, files, author, made.subject)
