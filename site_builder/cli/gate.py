"""`chunshui gate`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.common import as_of_option, json_option, print_json, root_option
from site_builder.cli.forge import content_in, forge_of, forge_options, judged
from site_builder.cli.words import Command, Refused

if TYPE_CHECKING:
    from scoring.model import Person
    from scoring.review.record import Review
    from site_builder.git import Revisions
    from site_builder.review.verdict import Verdict

PASSED, REFUSED, WAITS = 0, 1, 4


@click.command(cls=Command)
@click.option("--base", metavar="版本", help="要并入的分支或提交，如 main。")
@click.option("--head", metavar="版本", help="请求合并的分支或提交。")
@click.option(
    "--author",
    metavar="邮箱或账号",
    help="谁提出的请求，由平台或服务器核实过；不写就看各次提交的作者邮箱。",
)
@forge_options
@click.option(
    "--account",
    envvar="CHUNSHUI_ACCOUNT",
    metavar="账号",
    help="评论以哪个账号发表；不写就问平台（GitHub 的工作流要写 github-actions[bot]）。",
)
@click.option("--details", metavar="网址", help="平台上的状态指向哪里，如流水线这次运行的网址。")
@json_option
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件",
    help="另把结论写成 Markdown，供贴到合并请求上。",
)
@as_of_option
@root_option
def command(
    base: str | None,
    head: str | None,
    author: str | None,
    forge_name: str | None,
    number: int | None,
    repository: str | None,
    api: str | None,
    account: str | None,
    details: str | None,
    as_json: bool,
    report: Path | None,
    as_of: date | None,
    root: Path,
) -> int:
    """把关：一次合并请求能不能并入，按并入方的流程、名录、办法来判。

    逐个字段看谁改了什么：自己的稿件、自己单位、没有封账、审核记录只添不改、名录和办法
    和流程和程序各改各的；再看每条信息各级审到哪一步、还差谁。不检出文件，裸仓库也能用。
    不写 --author 时，以各次提交的作者邮箱认人；名录里登记了公钥的人，审核要有签名才算。
    --as-of 是按哪一天判断职务和授权，默认今天。

    写 --forge 和 --request，就从代码平台读合并请求和它的审核来判，并把结论写回去：
    一个状态（chunshui/gate）、一条保持最新的评论。令牌放在环境变量 CHUNSHUI_TOKEN 里。

    退出码：0 可以合并；1 不能合并；4 没有不合规定的，但还要等人审或核准；
    2 命令用得不对；3 程序出错。

    \b
    例：
      chunshui gate --base main --head review/20261009-秋粮收购
      chunshui gate --base origin/main --head HEAD --author xujing --json
      chunshui gate --forge gitea --request 12
    """
    from site_builder.git import Revisions
    from site_builder.review.gate import Request, judge
    from site_builder.review.verdict import State, as_data, told

    on = as_of or date.today()  # noqa: DTZ011
    with _revisions(Revisions, root) as revisions:
        if forge_name is not None:
            forge = forge_of(forge_name, repository, api, account)
            verdict = judged(forge, number, revisions, on, _signed, details, _reporting(root))
        elif base is None or head is None:
            raise Refused("请写明 --base 和 --head；从代码平台读，就写明 --forge 和 --request。")
        else:
            request = Request(
                base=_commit(revisions, base),
                head=_commit(revisions, head),
                on=on,
                content=content_in(revisions),
                author=author,
            )
            verdict = judge(revisions, request, _signed)
        if report is not None:
            report.write_text(_reporting(root)(verdict), encoding="utf-8")
    if as_json:
        print_json(as_data(verdict))
    else:
        click.echo(told(verdict))
    return {State.SUCCESS: PASSED, State.FAILURE: REFUSED, State.PENDING: WAITS}[verdict.state]


def _reporting(root: Path) -> Callable[[Verdict], str]:
    """Return what writes the report on a verdict while its repository is open."""

    def written(verdict: Verdict) -> str:
        from site_builder.cache import store_for
        from site_builder.review.report import report

        return report(verdict, store_for(root))

    return written


def _revisions(kind: type[Revisions], root: Path) -> Revisions:
    found = kind.of(root)
    if found is None:
        raise Refused(f"{root.resolve()} 不在 Git 仓库里。请到内容库里运行，或用 --root 指明。")
    if found.shallow():
        found.close()
        raise Refused("这个仓库克隆时略去了历史，看不清改了什么。请先运行 git fetch --unshallow。")
    return found


def _commit(revisions: Revisions, name: str) -> str:
    """Return the id of a commit, or refuse."""
    found = revisions.resolve(name)
    if found is None:
        raise Refused(f"没有“{name}”这个分支或提交。")
    return found


def _signed(item: str, review: Review, person: Person) -> bool:
    """Return whether an entry bears a good signature by one of a person's keys."""
    from site_builder.review.records import statement
    from site_builder.review.signatures import Refusal, signed_by

    found = signed_by(statement(item, review), review.signature or "", person.keys)
    if isinstance(found, Refusal):
        raise Refused(f"{found.reason}。")
    return found
