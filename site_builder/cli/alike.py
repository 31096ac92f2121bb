"""`chunshui alike`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.common import (
    content_of,
    default_workers,
    examined,
    json_option,
    print_json,
    root_option,
)
from site_builder.cli.words import Command, Refused

if TYPE_CHECKING:
    from scoring.model import Item
    from site_builder.pipeline import Examination
    from site_builder.screening.alike import Alike, Stock

_PASSAGE = 60
"""Characters of a passage that are shown."""


@click.command(cls=Command)
@click.argument("words", metavar="[文件或编号]", required=False)
@click.option("--all", "every", is_flag=True, help="全库两两比对。")
@click.option(
    "--year", type=click.IntRange(1949, 2200), metavar="年", help="只列出有一方是这一年报送的。"
)
@json_option
@root_option
def command(words: str | None, every: bool, year: int | None, as_json: bool, root: Path) -> None:
    """查近似稿件：和库里哪些稿件相近，近多少，哪一段相同。不用联网。

    不同单位在 30 天以内报送、有一半以上相同的，标“疑似一稿多投”。信息里写明的来源不算。
    参数可以是库里信息的编号或标题，也可以是还没有导入的稿件（.docx、.txt、.md）。

    \b
    例：
      chunshui alike 20260912-新机构挂牌
      chunshui alike 来稿/春耕.docx
      chunshui alike --all --year 2026
    """
    if every == (words is not None):
        raise Refused("请写一条信息的编号或一个稿件文件；全库比对请用 --all。")
    from site_builder.cache import store_for
    from site_builder.screening.alike import Stock

    content_of(root)
    examination = examined(root, None)
    items = examination.loaded.corpus.items
    stock = Stock(examination.loaded, store_for(root), default_workers())
    if words is None:
        chosen = None if year is None else {each.id for each in items.values()
                                            if each.date.year == year}  # fmt: skip
        found = list(stock.pairs(chosen))
    else:
        found = [one for one in _of(examination, stock, words)
                 if year is None or items[one.other].date.year == year]  # fmt: skip
    if as_json:
        print_json([_as_json(one) for one in found])
        return
    for one in found:
        lines = list(told(one, items))
        if words is None:
            click.echo(_who(one.item, items))
        click.echo("\n".join(lines))
    twice = sum(one.twice for one in found)
    click.echo(
        f"共 {len(found)} 处相近，其中疑似一稿多投 {twice} 处。" if found else "没有相近的稿件。"
    )


def _of(examination: Examination, stock: Stock, words: str) -> Iterable[Alike]:
    """Return what is like an item of the archive, or like a manuscript that is not in it."""
    from site_builder.cli.registering_common import item_of
    from site_builder.intake.manuscripts.manuscript import Unreadable
    from site_builder.intake.manuscripts.taking import read, text_of

    corpus, path = examination.loaded.corpus, Path(words)
    if path.is_file():
        inside = path.resolve().is_relative_to(examination.content.resolve())
        if not inside:
            manuscript = read(path)
            if isinstance(manuscript, Unreadable):
                raise Refused(f"{path}：{manuscript.reason}。")
            return stock.near({path.name: text_of(manuscript)}, {})[path.name]
        words = path.stem
    item = item_of(corpus, words)
    text = examination.loaded.bodies[item.id].body
    return stock.near({item.id: text}, {item.id: item})[item.id]


def told(one: Alike, items: Mapping[str, Item]) -> Iterator[str]:
    """Yield the lines that tell of a text that is near, with the longest passage in common."""
    mark = " 疑似一稿多投" if one.twice else ""
    yield f"相近 {one.passage.percent}%：{_who(one.other, items)}{mark}"
    passage = " ".join(one.passage.text.split())
    cut = passage if len(passage) <= _PASSAGE else f"{passage[: _PASSAGE - 1]}…"
    yield f"  相同最长的一段（{len(passage)} 字）：“{cut}”"


def _who(item: str, items: Mapping[str, Item]) -> str:
    known = items.get(item)
    if known is None:
        return item
    units = "、".join(share.unit for share in known.units)
    return f"{item}（{units}，{known.date}）"


def _as_json(one: Alike) -> dict[str, object]:
    return {
        "item": one.item,
        "other": one.other,
        "percent": one.passage.percent,
        "shared": one.passage.shared,
        "passage": one.passage.text,
        "twice": one.twice,
    }
