"""`chunshui gate`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.common import as_of_option, json_option, print_json, root_option
from site_builder.cli.words import Command, Refused

if TYPE_CHECKING:
    from scoring.model import Person
    from scoring.review.record import Review
    from site_builder.git import Revisions

PASSED, REFUSED, WAITS = 0, 1, 4


@click.command(cls=Command)
@click.option("--base", required=True, metavar="版本", help="要并入的分支或提交，如 main。")
@click.option("--head", required=True, metavar="版本", help="请求合并的分支或提交。")
@click.option(
    "--author",
    metavar="邮箱或账号",
    help="谁提出的请求，由平台或服务器核实过；不写就看各次提交的作者邮箱。",
)
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
    base: str,
    head: str,
    author: str | None,
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

    退出码：0 可以合并；1 不能合并；4 没有不合规定的，但还要等人审或核准；
    2 命令用得不对；3 程序出错。

    \b
    例：
      chunshui gate --base main --head review/20261009-秋粮收购
      chunshui gate --base origin/main --head HEAD --author xujing --json
    """
    from site_builder.git import Revisions
    from site_builder.review.gate import Request, judge
    from site_builder.review.verdict import State, as_data, as_markdown, told

    with _revisions(Revisions, root) as revisions:
        content = f"{revisions.inside}/content" if revisions.inside else "content"
        request = Request(
            base=_commit(revisions, base),
            head=_commit(revisions, head),
            on=as_of or date.today(),  # noqa: DTZ011
            content=content,
            author=author,
        )
        verdict = judge(revisions, request, _signed)
    if report is not None:
        report.write_text(as_markdown(verdict), encoding="utf-8")
    if as_json:
        print_json(as_data(verdict))
    else:
        click.echo(told(verdict))
    return {State.SUCCESS: PASSED, State.FAILURE: REFUSED, State.PENDING: WAITS}[verdict.state]


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
