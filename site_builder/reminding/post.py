"""Mails to a server (SMTP): the only place that speaks to one.

The server's certificate is checked, and no password goes over a line that others may read; only
a server of this very machine is trusted without. What went wrong is told, mail by mail.
"""

from __future__ import annotations

import ipaddress
import smtplib
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Final, NamedTuple

from scoring.vocabulary import Word

_PATIENCE: Final = 30
"""Seconds for which a server may stay silent."""


class Security(Word):
    """加密: how the line to the server is kept from others."""

    STARTTLS = "starttls", "先连接再加密"
    TLS = "tls", "一开始就加密"
    NONE = "none", "不加密"

    @property
    def port(self) -> int:
        """Return the port at which such servers listen."""
        return {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}[self]


class Server(NamedTuple):
    """Where mails are handed in, and as whom."""

    host: str
    port: int
    security: Security = Security.STARTTLS
    user: str | None = None
    password: str | None = None


class Posted(NamedTuple):
    """What became of mails."""

    refused: Sequence[Mapping[str, str]]
    """Of each mail that was handed in: the recipients that were refused, with the reason."""
    trouble: str | None = None
    """Why the remaining mails were not handed in, in Chinese; None where none remain."""


class _Trouble(Exception):  # noqa: N818 - told to people, not raised at them
    """Nothing more can be handed in."""


def post(server: Server, mails: Sequence[EmailMessage]) -> Posted:
    """Hand mails in, one after the other over one line, and return what became of them."""
    refused: list[Mapping[str, str]] = []
    try:
        with _line(server) as line:
            for mail in mails:
                refused.append(_hand_in(line, mail))  # noqa: PERF401 - kept when the next fails
    except _Trouble as trouble:
        return Posted(refused, str(trouble))
    except (OSError, UnicodeError, smtplib.SMTPException) as error:
        return Posted(refused, f"{server.host}:{server.port} {_reason(error)}")
    return Posted(refused)


@contextmanager
def _line(server: Server) -> Iterator[smtplib.SMTP]:
    """Yield a line to a server that took us for whom we are."""
    if server.user is not None and server.security is Security.NONE and not _here(server.host):
        raise _Trouble("没有加密的连接上不发口令：请改用 starttls 或 tls")
    if not f"{server.user or ''}{server.password or ''}".isascii():
        raise _Trouble("用户名和口令只能用英文字母、数字和符号")
    context = ssl.create_default_context()
    line: smtplib.SMTP
    if server.security is Security.TLS:
        line = smtplib.SMTP_SSL(server.host, server.port, timeout=_PATIENCE, context=context)
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=_PATIENCE)
    with line:
        if server.security is Security.STARTTLS:
            line.starttls(context=context)
        if server.user is not None:
            line.login(server.user, server.password or "")
        yield line


def _here(host: str) -> bool:
    """Return whether a server runs on this very machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _hand_in(line: smtplib.SMTP, mail: EmailMessage) -> Mapping[str, str]:
    """Hand one mail in and return who was refused; a refused text is refused for everybody."""
    try:
        refused = line.send_message(mail)
    except smtplib.SMTPRecipientsRefused as error:
        refused = error.recipients
    except smtplib.SMTPDataError as error:
        return dict.fromkeys(_recipients(mail), _told(error.smtp_code, error.smtp_error))
    return {address: _told(code, words) for address, (code, words) in refused.items()}


def _recipients(mail: EmailMessage) -> list[str]:
    return [address.addr_spec for address in mail["to"].addresses]


def _reason(error: Exception) -> str:
    """Return in Chinese why a server could not be used."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return f"不接受用户名或口令：{_told(error.smtp_code, error.smtp_error)}"
        case smtplib.SMTPSenderRefused():
            return f"不接受发件人 {error.sender}：{_told(error.smtp_code, error.smtp_error)}"
        case smtplib.SMTPNotSupportedError():
            return f"不支持所要的加密或登录方式：{error}"
        case smtplib.SMTPServerDisconnected():
            return "断开了连接"
        case smtplib.SMTPResponseException():
            return _told(error.smtp_code, error.smtp_error)
        case ssl.SSLCertVerificationError():
            return f"的证书不可信：{error.verify_message}"
        case ssl.SSLError():
            return f"加密没有谈成：{error.reason}"
        case TimeoutError():
            return f"{_PATIENCE} 秒没有应答"
        case _:
            return f"连不上：{error}"


def _told(code: int, words: bytes | str) -> str:
    """Return a server's answer in one line that no terminal takes for a command."""
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    line = " ".join(said.split())
    return f"{code} {''.join(sign for sign in line if sign.isprintable())}"
