"""Mails through a real server: what it takes, what it refuses, when it is not there."""

from __future__ import annotations

import socket
from datetime import UTC, date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path

import pytest

from site_builder.reminding.letters import Letter, Reader, Readers, mail
from site_builder.reminding.post import Posted, Security, Server, post
from tests.site_builder.reminding.mail_server import (
    FULL,
    NOBODY,
    PASSWORD,
    USER,
    Desk,
    authenticator,
    certificate,
    serving,
)

HOST = "127.0.0.1"
SENT = datetime(2026, 11, 20, 1, tzinfo=UTC)


def letter(unit: str, *addresses: str) -> EmailMessage:
    readers = Readers(tuple(Reader("王建国", address) for address in addresses), ())
    told = Letter(unit, date(2026, 11, 20), f"〔催办〕{unit}", "欠一件。\n.\n……\n", readers)
    return mail(told, "示例局", Address("春水", addr_spec="news@example.invalid"), SENT)


def plain(port: int) -> Server:
    return Server(HOST, port, Security.NONE)


def test_a_mail_arrives_as_it_was_written() -> None:
    desk = Desk()
    with serving(desk) as port:
        posted = post(plain(port), [letter("太原市局", "wang@example.invalid")])
    assert posted == Posted([{}])
    (made,) = desk.mails
    assert made["subject"] == "〔催办〕太原市局"
    assert str(made["to"]) == "王建国 <wang@example.invalid>"
    assert made.get_content().splitlines() == ["欠一件。", ".", "……"]


def test_who_is_refused_is_told_and_the_others_get_theirs() -> None:
    desk = Desk()
    mails = [
        letter("甲局", NOBODY, "a@example.invalid"),
        letter("乙局", NOBODY),
        letter("丙局", FULL),
        letter("丁局", "d@example.invalid"),
    ]
    with serving(desk) as port:
        posted = post(plain(port), mails)
    assert posted.trouble is None
    refused = [dict(each) for each in posted.refused]
    assert refused[0] == {NOBODY: "550 5.1.1 查无此人"}
    assert refused[1] == {NOBODY: "550 5.1.1 查无此人"}
    assert refused[2] == {FULL: "552 5.2.2 [31m邮箱已满"}
    assert refused[3] == {}
    assert desk.recipients == [["a@example.invalid"], ["d@example.invalid"]]


def test_a_server_that_is_not_there_is_told() -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        port = taken.getsockname()[1]
        posted = post(plain(port), [letter("甲局", "a@example.invalid")])
    assert posted.refused == []
    assert posted.trouble is not None
    assert posted.trouble.startswith(f"{HOST}:{port} 连不上")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("certificate")


def test_a_line_is_encrypted_and_the_password_taken(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public, context = certificate(folder)
    desk = Desk()
    settings = {"require_starttls": True, "auth_required": True, "authenticator": authenticator}
    with serving(desk, tls_context=context, **settings) as port:
        server = Server(HOST, port, Security.STARTTLS, USER, PASSWORD)
        mails = [letter("甲局", "a@example.invalid")]
        unknown = post(server, mails)
        monkeypatch.setenv("SSL_CERT_FILE", str(public))
        unencrypted = post(plain(port), mails)
        wrong = post(server._replace(user="others"), mails)
        posted = post(server, mails)
    assert "证书不可信" in str(unknown.trouble)
    assert "STARTTLS" in str(unencrypted.trouble)
    assert "不接受用户名或口令：535" in str(wrong.trouble)
    assert posted == Posted([{}])
    assert len(desk.mails) == 1


def test_a_server_without_encryption_gets_no_mail_that_asks_for_it() -> None:
    desk = Desk()
    with serving(desk) as port:
        posted = post(Server(HOST, port), [letter("甲局", "a@example.invalid")])
    assert "不支持所要的加密" in str(posted.trouble)
    assert desk.mails == []


def test_encryption_from_the_beginning(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    public, context = certificate(folder)
    monkeypatch.setenv("SSL_CERT_FILE", str(public))
    desk = Desk()
    with serving(desk, ssl_context=context) as port:
        posted = post(Server(HOST, port, Security.TLS), [letter("甲局", "a@example.invalid")])
    assert posted == Posted([{}])


@pytest.mark.parametrize(
    ("server", "told"),
    [
        (Server(HOST, 25, user="信息科", password=PASSWORD), "只能用英文字母"),
        (Server("a..b", 25), "a..b:25 连不上"),
    ],
)
def test_settings_that_cannot_work_are_told(server: Server, told: str) -> None:
    assert told in str(post(server, [letter("甲局", "a@example.invalid")]).trouble)


def test_no_password_goes_over_an_open_line_to_another_machine() -> None:
    server = Server("mail.example.invalid", 25, Security.NONE, USER, PASSWORD)
    assert "不发口令" in str(post(server, [letter("甲局", "a@example.invalid")]).trouble)
