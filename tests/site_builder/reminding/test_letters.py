"""Letters: who reads them, what stands in a mail, and what can never stand in its head."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.policy import default
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.findings import Source
from scoring.model import Corpus, Office, Person
from site_builder.reminding.letters import (
    Letter,
    Reader,
    Readers,
    is_address,
    mail,
    readers,
    sender,
)

DAY = date(2026, 11, 20)
SENT = datetime(2026, 11, 20, 1, tzinfo=UTC)
AUTHOR = Address("春水", addr_spec="news@example.invalid")
HEADS = {
    "from", "to", "subject", "date", "message-id", "auto-submitted", "content-type",
    "content-transfer-encoding", "mime-version", "content-language",
}  # fmt: skip


def person(identity: str, *emails: str, unit: str = "甲局", **changes: Any) -> Person:
    source = Source("p.yml")
    made = Person(f"{unit}/{identity}", source, identity, unit, ("信息员",), emails=emails)
    return replace(made, **changes)


def office(*people: Person) -> Corpus:
    return Corpus(Office(Source("o.yml"), "示例局", "示例"), people={one.id: one for one in people})


def test_the_reporters_of_a_unit_read_what_it_owes() -> None:
    corpus = office(
        person("王", "wang@example.invalid", "wang@home.invalid"),
        person("李", roles=("办公室主任",), emails=("li@example.invalid",)),
        person("赵"),
        person("钱", "qian at example"),
        person("孙", "sun@example.invalid", valid_to=date(2026, 11, 19)),
        person("周", "zhou@example.invalid", valid_from=date(2026, 11, 21)),
        person("吴", "wu@example.invalid", unit="乙局"),
    )
    found = readers(corpus, "甲局", DAY)
    assert found == Readers((Reader("王", "wang@example.invalid"),), ("赵", "钱"))


@pytest.mark.parametrize(
    ("words", "good"),
    [
        ("a.b+c@example.cn", True), ("a@b", True), ("a@b.cn\n", False), ("a@b.cn, c@d.cn", False),
        ("<a@b.cn>", False), ("a b@c.cn", False), (".a@b.cn", False), ("a..b@c.cn", False),
        ("信息@例.cn", False), ("a@b.cn\r\nBcc: x@y.cn", False), ("", False),
        (f"{'a' * 65}@b.cn", False),
    ],
)  # fmt: skip
def test_only_a_plain_address_is_one(words: str, good: bool) -> None:
    assert is_address(words) is good


def test_a_sender_is_a_name_and_an_address() -> None:
    assert sender("春水 <news@example.cn>") == Address("春水", addr_spec="news@example.cn")
    assert sender("news@example.cn") == Address("", addr_spec="news@example.cn")
    for nobody in ("", "春水", "春水 <x>", "a@b.cn <c@d.cn>", "春水\r\nBcc: a@b.cn <c@d.cn>"):
        assert sender(nobody) is None


def test_a_second_run_on_the_same_day_has_the_same_number() -> None:
    first = Letter("甲局", DAY, "一", "甲", Readers((Reader("王", "a@b.cn"),), ()))

    def number(letter: Letter, name: str = "示例局") -> str:
        return str(mail(letter, name, AUTHOR, SENT)["message-id"])

    assert number(first) == number(first._replace(text="乙", subject="二"))
    others = (
        number(first._replace(unit="乙局")),
        number(first._replace(day=date(2026, 11, 21))),
        number(first, "别的局"),
    )
    assert len({number(first), *others}) == 4


@given(unit=st.text(min_size=1), subject=st.text(), name=st.text(), text=st.text())
def test_no_word_of_the_content_adds_a_line_to_the_head(
    unit: str, subject: str, name: str, text: str
) -> None:
    people = office(person("王", "wang@example.invalid", name=name))
    letter = Letter(unit, DAY, subject, text, readers(people, "甲局", DAY))
    made = mail(letter, "示例局", AUTHOR, SENT)
    read = message_from_bytes(made.as_bytes(), policy=default)
    assert {key.lower() for key in read} == HEADS
    assert len(read.keys()) == len(HEADS)
    assert [each.addr_spec for each in read["to"].addresses] == ["wang@example.invalid"]
    assert [each.addr_spec for each in read["from"].addresses] == ["news@example.invalid"]


def test_a_body_keeps_its_words() -> None:
    text = "太原市局信息员：\n\n　　逾期 1 件。\n.\n--\nFrom 甲\n"
    letter = Letter("甲局", DAY, "题", text, Readers((Reader("王", "a@b.cn"),), ()))
    read = message_from_bytes(mail(letter, "示例局", AUTHOR, SENT).as_bytes(), policy=default)
    assert read.get_content().replace("\r\n", "\n") == text
