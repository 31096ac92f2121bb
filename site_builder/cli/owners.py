"""`chunshui owners`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from site_builder.cli.common import as_of_option, note, root_option
from site_builder.cli.review_common import docket_of
from site_builder.cli.words import Command

_FORGES = ("github", "gitea", "forgejo", "gitlab", "gitee")


@click.command(cls=Command)
@click.option("--forge", type=click.Choice(_FORGES), required=True, help="代码平台的种类。")
@click.option("--write", is_flag=True, help="写进这个平台读的位置；不写就只打印。")
@as_of_option
@root_option
def command(forge: str, write: bool, as_of: date | None, root: Path) -> None:
    """按审核流程和人员名录生成负责人文件（CODEOWNERS）。

    各平台的位置和写法不同：GitHub 在 .github/ 里用通配符，最后一条符合的算；Gitea 和
    Forgejo 用 Go 正则表达式，符合的都算；GitLab 分节。文件只决定请谁来看；次序和级数
    各平台都表达不了，由 chunshui gate 把关。人事变动以后再生成一次。

    \b
    例：
      chunshui owners --forge gitea
      chunshui owners --forge github --write
    """
    from site_builder.review.forges.owners import NONE, PLACES, owners_file, without_account

    if forge not in PLACES:
        click.echo(NONE)
        return
    on = as_of or date.today()  # noqa: DTZ011
    with docket_of(root, None) as docket:
        corpus = docket.corpus
        text = owners_file(forge, corpus, docket.content, on)
        missing = without_account(corpus, on)
        top = root
        for _ in Path(docket.revisions.inside).parts:
            top = top / ".."
    if missing:
        names = "、".join(corpus.people[each].name for each in missing[:5])
        more = f"等{len(missing)}人" if len(missing) > 5 else ""
        note(f"名录里还没有账号，平台请不到：{names}{more}。")
    if not write:
        click.echo(text, nl=False)
        return
    target = top / PLACES[forge]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"已写好 {PLACES[forge]}，请提交。")
