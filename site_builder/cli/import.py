"""`chunshui import`."""  # noqa: N999 - a command's module bears its name

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.common import Day, default_workers, examined, note, root_option
from site_builder.cli.registering_common import write, writing_options
from site_builder.cli.words import Command, Refused

if TYPE_CHECKING:
    from scoring.model import Item
    from site_builder.intake.manuscripts.taking import Taken
    from site_builder.intake.past_registers import History
    from site_builder.reading.repository import Loaded
    from site_builder.registering.desk import Desk

_SHOWN = 30
"""Lines of a report that are printed of one kind."""


@click.command(cls=Command, name="import")
@click.argument("paths", metavar="[文件或文件夹…]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--date", "day", type=Day(), metavar="日期", help="稿件里没有写日期时用的报送日期。")
@click.option("--unit", metavar="单位", help="稿件里没有署名时用的报送单位。")
@click.option("--kind", metavar="体裁", help="这一批稿件的体裁，如 动态、经验。")
@click.option(
    "--register",
    type=click.Path(path_type=Path),
    metavar="登记表",
    help="导入历年采用登记表（.xlsx、.csv），每一行成为一条历史信息。",
)
@click.option("--year", type=click.IntRange(1949, 2200), metavar="年", help="登记表是哪一年的。")
@writing_options
@root_option
def command(
    paths: tuple[Path, ...],
    day: date | None,
    unit: str | None,
    kind: str | None,
    register: Path | None,
    year: int | None,
    dry_run: bool,
    commit: bool,
    root: Path,
) -> int:
    """把稿件（.docx、.txt、.md）收进来：拟好文件头，带上图片和表格；一次一个文件夹。

    标题、单位、作者、日期从稿件里认，和名录对得上才写；对不上的不写，在报告里说明。
    有涉密或内部标志的不收。已经有的不覆盖。收下以后，列出库里和它相近的稿件。

    \b
    例：
      chunshui import 九月来稿/ --dry-run
      chunshui import 九月来稿/ --kind 经验
      chunshui import 许静来稿.docx --date 2026-09-12 --unit 晋中市局
      chunshui import --register 2019年采用登记表.xlsx --year 2019
    """
    from site_builder.registering.desk import Desk

    if bool(paths) == (register is not None):
        raise Refused("请写要导入的文件或文件夹；导入历年登记表请用 --register。")
    examination = examined(root, None)
    desk = Desk.of(examination)
    if register is not None:
        return _register(root, desk, register, year, dry_run, commit)
    _known(desk, unit, kind)
    taken = _taken(desk, paths, day, unit, kind)
    changes = [change for each in taken for change in each.changes]
    near = _near(root, desk, examination.loaded, taken)
    for each in taken:
        _tell(each, near)
    if changes:
        subject = f"导入 {sum(bool(each.changes) for each in taken)} 篇来稿" if commit else None
        if dry_run:
            note("试运行，没有写文件。")
        else:
            write(root, changes, dry_run=False, commit=subject)
    counts = Counter(each.outcome.value for each in taken)
    told = "，".join(f"{word} {counts[word]}" for word in ("收下", "存疑", "不收"))
    click.echo(f"共 {len(taken)} 个文件：{told}。")
    return 1 if counts["不收"] else 0


def _known(desk: Desk, unit: str | None, kind: str | None) -> None:
    """Refuse a unit or kind that is not registered."""
    from scoring.nearest import hint

    units = {word for each in desk.corpus.units.values() for word in (each.id, each.short) if word}
    for given, known, what in ((unit, units, "单位名录"), (kind, desk.corpus.office.kinds, "体裁")):
        if given is not None and given not in known:
            raise Refused(f"{what}里没有“{given}”{hint(given, known)}。")


def _taken(
    desk: Desk, paths: Sequence[Path], day: date | None, unit: str | None, kind: str | None
) -> tuple[Taken, ...]:
    from site_builder.intake.manuscripts.proposing import Given
    from site_builder.intake.manuscripts.taking import FILES, found, take

    for path in paths:
        if not path.exists():
            raise Refused(f"没有 {path} 这个文件或文件夹。")
    files = found(paths)
    if len(files) > FILES:
        raise Refused(f"有 {len(files)} 个文件，一次最多 {FILES} 个。请分几次导入。")
    if not files:
        raise Refused("文件夹里没有稿件：可以导入 .docx、.txt、.md。")
    return take(desk, files, Given(day, unit, kind))


def _near(root: Path, desk: Desk, loaded: Loaded, taken: Sequence[Taken]) -> dict[str, list[str]]:
    """Return, by the path of each new item, what the archive has like it."""
    from site_builder.cache import store_for
    from site_builder.cli.alike import told
    from site_builder.parsing.front_matter import body_of, stem
    from site_builder.schema import KINDS
    from site_builder.screening.alike import Stock

    texts: dict[str, str] = {}
    new: dict[str, Item] = {}
    for each in taken:
        if each.changes:
            path, text = each.changes[0].path, str(each.changes[0].after)
            texts[stem(path)] = body_of(text.encode(), KINDS["item"].words)
            read = desk.item(path, text)
            if read is not None:
                new[stem(path)] = read
    if not texts:
        return {}
    stock = Stock(loaded, store_for(root), default_workers())
    items = {**loaded.corpus.items, **new}
    return {
        key: [line for one in found[:3] for line in told(one, items)]
        for key, found in stock.near(texts, new).items()
    }


def _tell(taken: Taken, near: dict[str, list[str]]) -> None:
    from site_builder.parsing.front_matter import stem

    where = f" → {taken.changes[0].path}" if taken.changes else ""
    pictures = f"（图 {len(taken.changes) - 1} 张）" if len(taken.changes) > 1 else ""
    click.echo(f"{taken.outcome.value}  {taken.file}{where}{pictures}")
    for line in taken.said[:_SHOWN]:
        click.echo(f"      {line}")
    if taken.changes:
        for line in near.get(stem(taken.changes[0].path), []):
            click.echo(f"      {line}")


def _register(
    root: Path, desk: Desk, register: Path, year: int | None, dry_run: bool, commit: bool
) -> int:
    """Take in a register of past years as history."""
    from site_builder.intake.past_registers import MAX_BYTES, history

    if not register.is_file():
        raise Refused(f"没有 {register} 这个文件。")
    if register.stat().st_size > MAX_BYTES:
        raise Refused(f"{register} 太大（一次最多 {MAX_BYTES} 字节）。请按年分开。")
    made = history(desk, register.read_bytes(), register.name, year)
    _history(made)
    if made.changes and dry_run:
        note("试运行，没有写文件。")
    elif made.changes:
        subject = f"补录{year or '历'}年采用登记 {len(made.changes)} 条" if commit else None
        write(root, made.changes, dry_run=False, commit=subject)
    return 1 if made.refused else 0


def _history(made: History) -> None:
    for line in made.remarks:
        click.echo(line)
    for word, rows in (("不收", made.refused), ("存疑", made.doubtful)):
        for row in rows[:_SHOWN]:
            click.echo(f"{word}  {row}")
        if len(rows) > _SHOWN:
            click.echo(f"      （{word}还有 {len(rows) - _SHOWN} 行）")
    click.echo(
        f"共 {made.rows} 行：成为 {len(made.changes)} 条信息、{made.adoptions} 次采用"
        f"，不收 {made.left} 行。"
    )
