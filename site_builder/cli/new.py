"""`chunshui new`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from site_builder.cli.common import Day, content_of, default_workers, root_option
from site_builder.cli.words import Command, Refused


@click.command(cls=Command)
@click.argument("title", metavar="标题")
@click.option("--author", metavar="编号", help="作者编号，如 晋中市局/liuyang。")
@click.option("--unit", metavar="单位", help="报送单位（默认作者所在单位）。")
@click.option("--kind", metavar="体裁", help="如 动态、经验、问题、建议、调研。")
@click.option("--date", "day", type=Day(), metavar="日期", help="报送日期（默认今天）。")
@root_option
def command(
    title: str,
    author: str | None,
    unit: str | None,
    kind: str | None,
    day: date | None,
    root: Path,
) -> None:
    """新建一条信息：放到正确的文件夹，写好开头，等您写正文。

    \b
    例：
      chunshui new 税务新机构挂牌情况报告 --author 晋中市局/liuyang --kind 经验
    """
    from site_builder.cache import store_for
    from site_builder.drafts import draft
    from site_builder.reading.repository import load

    if author is None and unit is None:
        raise Refused("请用 --author 写明作者编号，或用 --unit 写明单位。")
    if not any(map(str.isalnum, title)):
        raise Refused(f"标题“{title}”里没有字，起不了文件名。请换一个标题。")
    content = content_of(root)
    corpus = load(content, store=store_for(root), workers=default_workers()).corpus
    _known(author, {p.id: p.name for p in corpus.people.values()}, "人员名录")
    _known(unit, {u.id: u.short or u.id for u in corpus.units.values()}, "单位名录")
    _known(kind, {word: word for word in corpus.office.kinds}, "体裁")
    when = day or corpus.office.as_of or date.today()  # noqa: DTZ011
    made = draft(title, when, author=author, unit=unit, kind=kind)
    path = content / made.path
    if path.exists():
        raise Refused(f"{path} 已经有了。换一个标题，或直接改那个文件。")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(made.text, encoding="utf-8")
    click.echo(f"已新建 {path}，请在第二行 --- 下面写正文。")


def _known(given: str | None, known: dict[str, str], what: str) -> None:
    """Refuse a word that is not registered; one who is called so is named by his id."""
    from scoring.nearest import hint

    if given is None or given in known or not known:
        return
    called = sorted(key for key, name in known.items() if name == given)
    if called:
        raise Refused(f"请写 {'或 '.join(called)}，不写“{given}”。")
    raise Refused(f"{what}里没有“{given}”{hint(given, known)}。")
