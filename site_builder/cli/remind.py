"""`chunshui remind`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from site_builder.cli.asking_common import unit_of
from site_builder.cli.common import Day, note, root_option, sound
from site_builder.cli.words import Command, Refused

if TYPE_CHECKING:
    from email.headerregistry import Address
    from email.message import EmailMessage

    from scoring.model import Corpus
    from site_builder.reminding.letters import Letter
    from site_builder.reminding.post import Posted, Server

_SETTING: Final = "CHUNSHUI_SMTP_"
_LARGEST_PORT: Final = 65535
_SHOWN_SENDER: Final = "chunshui@localhost"


@click.command(cls=Command)
@click.option("--unit", metavar="单位", help="只催一个单位。")
@click.option("--on", type=Day(), metavar="日期", help="按哪一天催（默认今天）。")
@click.option(
    "--days",
    type=click.IntRange(0, 60),
    default=5,
    metavar="天数",
    help="没有逾期的，几个工作日内到期才催（默认 5）。",
)
@click.option("--mail", "by_mail", is_flag=True, help="发邮件给各单位的信息员。")
@click.option("--dry-run", is_flag=True, help="只打印要发的邮件，不发。")
@root_option
def command(
    unit: str | None, on: date | None, days: int, by_mail: bool, dry_run: bool, root: Path
) -> None:
    """催办：每个单位欠什么，逾期的在前，快到期的在后，怎样消除。

    发邮件用的服务器写在环境变量里，不写进内容库：CHUNSHUI_SMTP_HOST（服务器）、
    CHUNSHUI_SMTP_FROM（发件人）必填；CHUNSHUI_SMTP_TLS 为 starttls（默认）、tls 或
    none；CHUNSHUI_SMTP_PORT、CHUNSHUI_SMTP_USER、CHUNSHUI_SMTP_PASSWORD 按需要写。
    收件人是人员名录里写了邮箱的信息员。

    \b
    例：
      chunshui remind
      chunshui remind --unit 阳泉市局 --on 2026-11-20
      chunshui remind --dry-run
      chunshui remind --mail
    """
    from scoring.hindsight import until
    from site_builder.reminding.owing import owed

    server, author = _settings(dry_run) if by_mail or dry_run else (None, None)
    examination = sound(root, on)
    known = examination.loaded.corpus
    day = on or known.office.as_of or date.today()  # noqa: DTZ011
    corpus = until(known, day)
    wanted = None if unit is None else unit_of(corpus, unit)
    found = [each for each in owed(corpus, day, days) if wanted in (None, each.unit)]
    if not found:
        click.echo(f"{day}：{wanted or '各单位'}没有要催的。")
    elif author is None:
        from site_builder.reminding.owing import summary, told

        for each in found:
            click.echo(f"{each.unit}：{summary(each, days)}\n{told(corpus, each, days)}\n")
    else:
        from site_builder.reminding.owing import letter

        _mail(corpus, [letter(corpus, each, day, days) for each in found], server, author)


def _settings(dry_run: bool) -> tuple[Server | None, Address]:
    """Return the server of the environment, None for a dry run, and who sends; or refuse."""
    from site_builder.reminding.letters import sender
    from site_builder.reminding.post import Security, Server

    given = {key: os.environ.get(f"{_SETTING}{key}", "").strip() for key in _KEYS}
    author = sender(given["FROM"] or (_SHOWN_SENDER if dry_run else ""))
    if author is None:
        raise Refused(f"请在环境变量 {_SETTING}FROM 里写发件人，如 春水 <xinxi@example.cn>。")
    if dry_run:
        return None, author
    if not given["HOST"]:
        raise Refused(f"请在环境变量 {_SETTING}HOST 里写发邮件的服务器。")
    known = {each.value: each for each in Security}
    if (security := known.get(given["TLS"].lower() or Security.STARTTLS.value)) is None:
        raise Refused(f"{_SETTING}TLS 只能是 {'、'.join(known)}，不能是“{given['TLS']}”。")
    port = given["PORT"] or str(security.port)
    if not (port.isascii() and port.isdigit() and 0 < int(port) <= _LARGEST_PORT):
        raise Refused(f"{_SETTING}PORT 应是 1 到 {_LARGEST_PORT} 的整数，不能是“{port}”。")
    user = given["USER"] or None
    return Server(given["HOST"], int(port), security, user, given["PASSWORD"] or None), author


_KEYS: Final = ("HOST", "PORT", "USER", "PASSWORD", "FROM", "TLS")


def _mail(
    corpus: Corpus, letters: Sequence[Letter], server: Server | None, author: Address
) -> None:
    """Send letters, or print them where there is no server; say who was not reached."""
    from site_builder.reminding.letters import mail
    from site_builder.reminding.post import post

    now = datetime.now().astimezone()
    reached = [each for each in letters if each.readers.reached]
    mails = [mail(each, corpus.office.name, author, now) for each in reached]
    if server is None:
        for made in mails:
            click.echo(_printed(made))
        posted = None
    else:
        posted = post(server, mails)
    unreached = _unreached(letters)
    refused = [] if posted is None else _refused(reached, posted)
    if posted is not None:
        click.echo(f"发出 {len(posted.refused)} 封。")
        for made in mails[: len(posted.refused)]:
            click.echo(f"  {made['message-id']}  {made['to']}")
    for line in (*unreached, *refused):
        note(line)
    if posted is not None and posted.trouble is not None:
        raise Refused(f"还有 {len(mails) - len(posted.refused)} 封没有发：{posted.trouble}。")
    if refused:
        raise click.exceptions.Exit(1)


def _printed(made: EmailMessage) -> str:
    """Return a mail as people read it."""
    head = "\n".join(f"{name}: {value}" for name, value in made.items())
    return f"{head}\n\n{made.get_content()}"


def _unreached(letters: Sequence[Letter]) -> list[str]:
    """Return who is to be told by other ways, in Chinese."""
    lines = []
    for each in letters:
        if each.readers.unreached:
            names = "、".join(each.readers.unreached)
            lines.append(f"没有邮箱：{each.unit}的信息员 {names}，请在人员名录里登记。")
        elif not each.readers.reached:
            lines.append(f"没有信息员：{each.unit}，请在人员名录里登记。")
    return lines


def _refused(letters: Sequence[Letter], posted: Posted) -> list[str]:
    return [
        f"服务器拒收：{letter.unit} {address}，{reason}。"
        for letter, refused in zip(letters, posted.refused, strict=False)
        for address, reason in refused.items()
    ]
