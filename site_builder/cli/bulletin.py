"""`chunshui bulletin compile | print | list`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from site_builder.cli.common import Day, json_option, print_json, print_table, root_option
from site_builder.cli.documents_common import formats, output_options, printed
from site_builder.cli.registering_common import (
    desk_of,
    item_of,
    stop,
    write_checked,
    writing_options,
)
from site_builder.cli.words import Command, Group, Refused

if TYPE_CHECKING:
    from scoring.bulletins import Bulletin, BulletinItem
    from scoring.model import Corpus
    from site_builder.documents.bulletin import Sources
    from site_builder.registering.desk import Desk

_FORMATS: Final = ("docx", "pdf")
_LARGEST: Final = 20_000_000
"""Bytes of a picture that goes into a document."""


@click.group(cls=Group)
def command() -> None:
    """编发本单位的刊物：选稿、登记采用、出 Word 和 PDF。

    \b
    例：
      chunshui bulletin compile 山西税务简报 --issue 41 --date 2026-11-20 共享育蚕室 --commit
      chunshui bulletin print 山西税务简报 41 --format docx,pdf
    """


@command.command("compile", cls=Command)
@click.argument("publication", metavar="刊物")
@click.argument("items", metavar="[信息]...", nargs=-1)
@click.option("--issue", required=True, metavar="期号", help="第几期，如 32。")
@click.option("--date", "day", type=Day(), metavar="日期", help="编发日期（默认今天）。")
@click.option("--digest", multiple=True, metavar="信息", help="这一条只登摘要，可写几次。")
@click.option("--title", multiple=True, metavar="信息=标题", help="这一条用短标题，可写几次。")
@click.option("--form", multiple=True, metavar="信息=形式", help="采用形式（默认单篇）。")
@click.option("--column", multiple=True, metavar="信息=栏目", help="放在哪个栏目，可写几次。")
@click.option(
    "--from",
    "draft",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="文件",
    help="从写好的拟稿里取报送发、摘要和编者按。",
)
@writing_options
@root_option
def compile_(
    publication: str,
    items: tuple[str, ...],
    issue: str,
    day: date | None,
    digest: tuple[str, ...],
    title: tuple[str, ...],
    form: tuple[str, ...],
    column: tuple[str, ...],
    draft: Path | None,
    dry_run: bool,
    commit: bool,
    root: Path,
) -> None:
    """编一期刊物：写 content/bulletins/ 下的一个文件，并给每条信息登记采用。

    信息写编号、标题或标题里的几个字，按刊登先后。再运行一次什么也不改；
    不写信息时，按已有的那一期补登采用。

    \b
    例：
      chunshui bulletin compile 山西税务简报 --issue 41 --date 2026-11-20 \\
        共享育蚕室 差评的去处 --digest 差评的去处 --title 差评的去处=差评有回音 --commit
    """
    from scoring.findings import ordered
    from site_builder.registering.compiling import compiled, issue_number, kept, name_of
    from site_builder.registering.desk import checked

    desk = desk_of(root)
    corpus = desk.corpus
    name = _publication(corpus, publication)
    number = issue_number(issue)
    there = kept(desk, name_of(name, number, (day or desk.as_of).year))
    if not items and draft is None and there is not None:
        bulletin, note = there
    else:
        options = {"title": title, "form": form, "column": column}
        bulletin, note = _asked(desk, name, number, day, items, digest, options, draft)
    made = compiled(desk, bulletin, note)
    if made.findings:
        stop(ordered([*made.findings, *checked(desk, made.changes)]), "没有编发。")
    if not made.changes:
        click.echo(f"{name}{number}已经编好，{len(bulletin.items)} 条的采用都登记了，没有改动。")
        return
    adopted = sum(change.before is not None for change in made.changes)
    subject = f"编发{name}{number}，登记 {adopted} 条采用" if commit else None
    write_checked(root, desk, made.changes, dry_run=dry_run, commit=subject)
    if not dry_run:
        click.echo(f"{name}{number}：{len(bulletin.items)} 条，登记采用 {adopted} 条。")


def _publication(corpus: Corpus, words: str) -> str:
    """Return the publication of a name or alias, or refuse."""
    from scoring.nearest import hint

    for each in corpus.publications.values():
        if words in (each.id, *each.aliases):
            return each.id
    raise Refused(f"刊物名录里没有“{words}”{hint(words, list(corpus.publications))}。")


def _asked(
    desk: Desk,
    publication: str,
    number: str,
    day: date | None,
    items: tuple[str, ...],
    digests: tuple[str, ...],
    options: dict[str, tuple[str, ...]],
    draft: Path | None,
) -> tuple[Bulletin, str]:
    """Return the issue that the command line and a draft ask for, with the editor's note."""
    from dataclasses import replace

    from scoring.bulletins import Bulletin, BulletinItem, Printed
    from scoring.findings import Source
    from site_builder.registering.compiling import drafted, name_of

    bulletin, note = None, ""
    if draft is not None:
        bulletin, note, findings = drafted(draft.read_text(encoding="utf-8"), str(draft))
        if findings or bulletin is None:
            stop(findings, "拟稿有错，没有编发。")
    place = Source("命令")
    chosen = () if bulletin is None else bulletin.items
    listed = {each.item: each for each in chosen}
    if items:
        ids = [item_of(desk.corpus, words).id for words in items]
        chosen = tuple(listed.get(name, BulletinItem(place, name)) for name in ids)
    if not chosen:
        raise Refused("请写明刊登哪些信息，或用 --from 给一份写好的拟稿。")
    shortened = {item_of(desk.corpus, words).id for words in digests}
    chosen = tuple(
        each._replace(printed=Printed.DIGEST) if each.item in shortened else each
        for each in _with(desk.corpus, chosen, options)
    )
    missing = sorted(shortened - {each.item for each in chosen})
    if missing:
        raise Refused(f"--digest 里的 {missing[0]} 不在这一期里。")
    when = day or (bulletin.date if bulletin else None) or desk.as_of
    name = name_of(publication, number, when.year)
    base = bulletin or Bulletin(name, place, publication, number, when, ())
    said = replace(base, id=name, publication=publication, issue=number, date=when, items=chosen)
    return said, note


def _with(
    corpus: Corpus, chosen: tuple[BulletinItem, ...], options: dict[str, tuple[str, ...]]
) -> tuple[BulletinItem, ...]:
    """Return the items with what `信息=值` options say of them."""
    said: dict[str, dict[str, str]] = {}
    for field, pairs in options.items():
        for pair in pairs:
            words, mark, value = pair.partition("=")
            if not mark or not value.strip():
                raise Refused(f"--{field} 应写成“信息=值”，如 --{field} 夜游平遥=……")
            said.setdefault(item_of(corpus, words).id, {})[field] = value.strip()
    missing = sorted(said.keys() - {each.item for each in chosen})
    if missing:
        raise Refused(f"{missing[0]} 不在这一期里，不能另写它的标题、形式或栏目。")
    return tuple(each._replace(**said.get(each.item, {})) for each in chosen)  # type: ignore[arg-type]


@command.command("print", cls=Command)
@click.argument("publication", metavar="刊物")
@click.argument("issue", metavar="期号")
@click.option("--year", type=int, metavar="年", help="哪一年的（默认最近一年）。")
@click.option("--format", "form", default="docx,pdf", metavar="格式", help="docx、pdf，逗号隔开。")
@output_options
@root_option
def print_(
    publication: str,
    issue: str,
    year: int | None,
    form: str,
    output: Path,
    fonts: Path | None,
    root: Path,
) -> None:
    """把一期刊物排成 Word 和 PDF：红色刊头、期号、编发单位、各条全文或摘要、报送发和印数。

    \b
    例：
      chunshui bulletin print 山西税务简报 39 --format docx,pdf --output 待印
    """
    from site_builder.documents.bulletin import paper_of
    from site_builder.registering.compiling import issue_number, kept

    wanted = formats(form, _FORMATS)
    desk = desk_of(root)
    corpus = desk.corpus
    name, number = _publication(corpus, publication), issue_number(issue)
    found = [
        each
        for each in corpus.bulletins.values()
        if (each.publication, each.issue) == (name, number) and year in (None, each.date.year)
    ]
    if not found:
        raise Refused(f"没有编发过{name}{number}。编发过的请看 chunshui bulletin list。")
    bulletin = max(found, key=lambda each: each.date)
    unknown = sorted({each.item for each in bulletin.items} - corpus.items.keys())
    if unknown:
        raise Refused(f"这一期里的“{unknown[0]}”不在内容库里，请先运行 chunshui check。")
    there = kept(desk, bulletin.id)
    paper = paper_of(corpus, bulletin, "" if there is None else there[1], _sources(desk))
    stem = bulletin.source.path.rpartition("/")[2].removesuffix(".md")
    output.mkdir(parents=True, exist_ok=True)
    for each in wanted:
        file = output / f"{stem}.{each}"
        file.write_bytes(printed(paper, each, corpus.office.fonts, fonts))
        click.echo(f"已写 {file}")


def _sources(desk: Desk) -> Sources:
    """Return where the texts and pictures of items come from."""
    import posixpath

    from site_builder.documents.bulletin import Sources
    from site_builder.schema import is_picture

    def body(name: str) -> str:
        path = desk.inside(desk.corpus.items[name].source)
        document = desk.document(path, desk.text(path) or "")
        return "" if document is None else document.body

    def picture(name: str, address: str) -> bytes | None:
        folder = posixpath.dirname(desk.inside(desk.corpus.items[name].source))
        path = posixpath.normpath(posixpath.join(folder, address))
        file = desk.content / path
        inside = file.resolve() == desk.content.resolve() / path
        if not is_picture(path) or not inside or not file.is_file():
            return None
        return file.read_bytes() if file.stat().st_size <= _LARGEST else None

    return Sources(body, picture)


@command.command("list", cls=Command)
@click.option("--year", type=int, metavar="年", help="只列这一年的。")
@json_option
@root_option
def list_(year: int | None, as_json: bool, root: Path) -> None:
    """列出编发过的各期，最近的在前。

    \b
    例：
      chunshui bulletin list --year 2026
    """
    corpus = desk_of(root).corpus
    found = [each for each in corpus.bulletins.values() if year in (None, each.date.year)]
    found.sort(key=lambda each: (each.date, each.id), reverse=True)
    if as_json:
        print_json(
            [
                {
                    "publication": each.publication,
                    "issue": each.issue,
                    "date": each.date.isoformat(),
                    "items": [one.item for one in each.items],
                }
                for each in found
            ]
        )
    elif not found:
        click.echo("还没有编发过刊物。编一期请看 chunshui bulletin compile --help。")
    else:
        rows = [(e.publication, e.issue, f"{e.date}", f"{len(e.items)}") for e in found]
        print_table(("刊物", "期号", "日期", "条数"), rows)
