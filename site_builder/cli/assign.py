"""`chunshui assign`."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.asking_common import day_of, person_of, unit_of
from site_builder.cli.common import Day, root_option
from site_builder.cli.registering_common import desk_of, write_checked, writing_options
from site_builder.cli.words import Command, Refused

if TYPE_CHECKING:
    from scoring.model import Corpus
    from scoring.vocabulary import AssignmentKind
    from site_builder.registering.assigning import Addressed

_KINDS = ("约稿", "选题", "任务", "督办", "整改", "建言", "请示", "揭榜")
_BETWEEN = re.compile(r"[,，、;；\s]+")


@click.command(cls=Command)
@click.argument("kind", metavar="种类", type=click.Choice(_KINDS))
@click.argument("title", metavar="标题")
@click.option("--to", multiple=True, metavar="单位", help="要求谁：单位或类别，逗号隔开。")
@click.option("--public", is_flag=True, help="公开：单位自己来领（揭榜）。")
@click.option("--by", metavar="下达人", required=True, help="谁下达：人员的姓名或编号，或单位。")
@click.option("--text", metavar="正文", help="要什么，写成一段；写 - 就从标准输入读。")
@click.option("--date", "day", type=Day(), metavar="日期", help="下达日期（默认今天）。")
@click.option("--due", type=Day(), metavar="日期", help="截止日期（含当天）。")
@click.option("--days", type=click.IntRange(1, 400), metavar="天数", help="几个工作日内完成。")
@click.option("--requirements", metavar="要求", help="做到什么程度。")
@click.option("--measures", metavar="措施", help="怎么做。")
@click.option("--people", multiple=True, metavar="人员", help="责任人的姓名或编号，逗号隔开。")
@click.option("--category", metavar="名称", help="办法里用到的名称，如 周报。")
@click.option("--problem", metavar="问题", help="要整改的问题，以后再犯时认得出。")
@writing_options
@root_option
def command(
    kind: str, title: str, to: tuple[str, ...], public: bool, by: str, text: str | None,
    day: date | None, due: date | None, days: int | None, requirements: str | None,
    measures: str | None, people: tuple[str, ...], category: str | None, problem: str | None,
    dry_run: bool, commit: bool, root: Path,
) -> None:
    """下达约稿、任务、督办、整改等，写成 content/assignments/年/ 下的一个文件。

    不写截止日期的，按这一种类的时限（registry/assignments.yml）和本单位的日历算。

    \b
    例：
      chunshui assign 约稿 冬季供暖中的税费服务 --to 大同市局,朔州市局 --by 韩文博 \\
        --text 请写清楚热力企业今年和往年有什么不同。
      chunshui assign 揭榜 数据质量攻关 --public --by 冯国安 --days 60 --text 榜单如下。
    """
    from scoring.vocabulary import AssignmentKind
    from site_builder.registering.assigning import Order, issued

    if due is not None and days is not None:
        raise Refused("--due 和 --days 只写一个。")
    if not any(map(str.isalnum, title)):
        raise Refused(f"标题“{title}”里没有字，起不了文件名。请换一个标题。")
    desk = desk_of(root)
    corpus = desk.corpus
    sort = next(each for each in AssignmentKind if each.label == kind)
    when = day_of(corpus, day)
    whom = _addressed(corpus, to, public=public)
    last = due or _limit(corpus, sort, when, days)
    change = issued(
        Order(
            sort, title, _issuer(corpus, by), when, last, _body(text, requirements),
            whom.units, whom.groups, public, category, requirements, measures,
            tuple(person_of(corpus, each) for each in _parts(people)), problem,
        )
    )  # fmt: skip
    if (desk.content / change.path).exists():
        raise Refused(f"{desk.place(change.path)} 已经有了。换一个标题，或直接改那个文件。")
    subject = f"下达{kind}《{title}》" if commit else None
    write_checked(root, desk, [change], dry_run=dry_run, commit=subject)
    if not dry_run:
        click.echo(f"已下达 {desk.place(change.path)}")
        click.echo(f"截止 {last}{_counted(corpus, sort, due, days)}")


def _parts(given: tuple[str, ...]) -> list[str]:
    return [part for each in given for part in _BETWEEN.split(each) if part]


def _addressed(corpus: Corpus, to: tuple[str, ...], *, public: bool) -> Addressed:
    from scoring.nearest import hint
    from site_builder.registering.assigning import addressed

    whom = addressed(corpus, _parts(to))
    if whom.unknown:
        groups = {unit.group for unit in corpus.units.values() if unit.group}
        near = "".join(
            f"“{word}”{hint(word, {*corpus.units, *groups})}" for word in whom.unknown
        )
        raise Refused(f"没有这样的单位或类别：{near}。")
    if not whom.units and not whom.groups and not public:
        raise Refused("请用 --to 写要求哪些单位或类别；单位自己来领的写 --public。")
    return whom


def _issuer(corpus: Corpus, words: str) -> str:
    """Return a person's or unit's id; a person's name comes first."""
    from scoring.nearest import hint

    names = {name for unit in corpus.units.values() for name in (unit.short, unit.id)}
    if words in names:
        return unit_of(corpus, words)
    called = {name for person in corpus.people.values() for name in (person.id, person.name)}
    if words in called:
        return person_of(corpus, words)
    raise Refused(f"名录里没有“{words}”{hint(words, {*corpus.people, *corpus.units})}。")


def _limit(corpus: Corpus, kind: AssignmentKind, issued: date, days: int | None) -> date:
    limit = corpus.assignment_kinds[kind].days if days is None else days
    return corpus.calendar.after(issued, limit)


def _counted(corpus: Corpus, kind: AssignmentKind, due: date | None, days: int | None) -> str:
    """Return how the due day was found."""
    if due is not None:
        return ""
    if days is not None:
        return f"（{days} 个工作日）"
    return f"（{kind.label}的时限 {corpus.assignment_kinds[kind].days} 个工作日）"


def _body(text: str | None, requirements: str | None) -> str:
    written = sys.stdin.read() if text == "-" else text or requirements
    if not (written or "").strip():
        raise Refused("请用 --text 写清楚要什么；长的写 --text -，从标准输入读。")
    return str(written)
