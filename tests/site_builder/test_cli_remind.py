"""`chunshui remind` on the demonstration office: printed, as a dry run, and mailed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.site_builder.reminding.mail_server import NOBODY, Desk, serving
from tests.support import ROOT, run_chunshui

DAY = ("--on", "2026-11-20")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return tmp_path


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for key in ("HOST", "PORT", "USER", "PASSWORD", "FROM", "TLS"):
        monkeypatch.delenv(f"CHUNSHUI_SMTP_{key}", raising=False)
    return monkeypatch


def serve_at(settings: pytest.MonkeyPatch, port: int) -> None:
    values = {
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "FROM": "春水 <news@x.invalid>",
        "TLS": "none",
    }
    for key, value in values.items():
        settings.setenv(f"CHUNSHUI_SMTP_{key}", value)


def test_what_is_overdue_is_printed_before_what_is_due_soon() -> None:
    done = run_chunshui("remind", "--unit", "朔州", *DAY, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("朔州市局：逾期 ")
    assert done.stdout.index("【逾期】") < done.stdout.index("【5 个工作日内到期】")
    assert "消除：" in done.stdout
    assert "太原市局" not in done.stdout


def test_a_unit_that_owes_nothing_is_told_so() -> None:
    done = run_chunshui("remind", "--unit", "吕梁市局", *DAY, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, "2026-11-20：吕梁市局没有要催的。\n")


def test_mails_go_out_and_a_second_run_has_the_same_numbers(
    office: Path, settings: pytest.MonkeyPatch
) -> None:
    desk = Desk()
    with serving(desk) as port:
        serve_at(settings, port)
        first = run_chunshui("remind", "--mail", *DAY, cwd=office)
        second = run_chunshui("remind", "--mail", *DAY, cwd=office)
    assert first.returncode == second.returncode == 0, first.stderr
    half = len(desk.mails) // 2
    numbers = [mail["message-id"] for mail in desk.mails]
    assert half
    assert numbers[:half] == numbers[half:]
    assert len(set(numbers)) == half
    assert f"发出 {half} 封。" in first.stdout
    dry = run_chunshui("remind", "--dry-run", *DAY, cwd=office)
    assert [f"Message-ID: {number}" in dry.stdout for number in numbers] == [True] * len(numbers)


def test_who_cannot_be_written_to_is_named(office: Path, settings: pytest.MonkeyPatch) -> None:
    people = office / "content/registry/people.yml"
    text = people.read_text(encoding="utf-8")
    changed = text.replace("geweidong@example.invalid", NOBODY)
    changed = changed.replace(", emails: [maojunjie@example.invalid]", "")
    people.write_text(changed, encoding="utf-8")
    desk = Desk()
    with serving(desk) as port:
        serve_at(settings, port)
        done = run_chunshui("remind", "--mail", *DAY, cwd=office)
    assert done.returncode == 1
    assert "没有邮箱：朔州市局的信息员 毛俊杰，请在人员名录里登记。" in done.stderr
    assert f"服务器拒收：阳泉市局 {NOBODY}，550 5.1.1 查无此人。" in done.stderr


def test_settings_that_are_missing_or_wrong_are_told(settings: pytest.MonkeyPatch) -> None:
    def complaint() -> str:
        done = run_chunshui("remind", "--mail", *DAY, cwd=ROOT)
        assert done.returncode == 2
        return done.stderr

    assert "CHUNSHUI_SMTP_FROM" in complaint()
    settings.setenv("CHUNSHUI_SMTP_FROM", "news@x.invalid")
    assert "CHUNSHUI_SMTP_HOST" in complaint()
    settings.setenv("CHUNSHUI_SMTP_HOST", "127.0.0.1")
    settings.setenv("CHUNSHUI_SMTP_TLS", "ssl")
    assert "只能是 starttls、tls、none" in complaint()
    settings.setenv("CHUNSHUI_SMTP_TLS", "none")
    settings.setenv("CHUNSHUI_SMTP_PORT", "0")
    assert "1 到 65535" in complaint()
    settings.setenv("CHUNSHUI_SMTP_PORT", "1")
    assert "127.0.0.1:1 连不上" in complaint()
