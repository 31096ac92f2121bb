"""What a unit is told, as a mail, and who in the unit reads it.

Words of the content reach a header only as one line of letters; addresses only where they are
plain ones. So nothing that is written in the content adds a header or a recipient.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import blake2b
from typing import Final, NamedTuple

from scoring.model import Corpus, Person

READER: Final = "信息员"
"""The role of those who are told what their unit owes (S07)."""

_ADDRESS: Final = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]+(?:\.[\w-]+)*", re.ASCII)
_LONGEST: Final = 254
_SENDER: Final = re.compile(r"([^<>@\r\n]*)<([^<>\r\n]+)>")


class Reader(NamedTuple):
    """Somebody who can be written to."""

    name: str
    address: str


class Readers(NamedTuple):
    """Who of a unit can be written to, and who cannot."""

    reached: tuple[Reader, ...]
    unreached: tuple[str, ...]
    """Names of those without an address, or with one that is none."""


class Letter(NamedTuple):
    """What a unit is told on a day."""

    unit: str
    day: date
    subject: str
    text: str
    readers: Readers


def readers(corpus: Corpus, unit: str, day: date) -> Readers:
    """Return the 信息员 of a unit on a day; of several addresses the first is written to."""
    reached, unreached = [], []
    for person in corpus.people.values():
        if person.unit == unit and READER in person.roles and _serves(person, day):
            address = person.emails[0] if person.emails else ""
            if is_address(address):
                reached.append(Reader(_line(person.name), address))
            else:
                unreached.append(person.name)
    return Readers(tuple(reached), tuple(unreached))


def _serves(person: Person, day: date) -> bool:
    begun = person.valid_from is None or person.valid_from <= day
    return begun and (person.valid_to is None or day <= person.valid_to)


def is_address(words: str) -> bool:
    """Return whether words are one plain mail address, which any server takes."""
    if len(words) > _LONGEST or _ADDRESS.fullmatch(words) is None:
        return False
    local = words.partition("@")[0]
    return not (local.startswith(".") or local.endswith(".") or ".." in local)


def sender(words: str) -> Address | None:
    """Return who sends (`春水 <news@example.cn>` or the address alone), None where it is nobody."""
    found = _SENDER.fullmatch(words.strip())
    name, address = ("", words.strip()) if found is None else found.groups()
    return Address(_line(name), addr_spec=address) if is_address(address) else None


def mail(letter: Letter, office: str, author: Address, sent: datetime) -> EmailMessage:
    """Return the mail of a letter to all its readers.

    Its number (Message-ID) is that of the office, the unit and the day: a second run on the same
    day makes the same one, by which servers and people know it again.
    """
    made = EmailMessage(policy=SMTP)
    made["From"] = author
    made["To"] = [Address(name, addr_spec=address) for name, address in letter.readers.reached]
    made["Subject"] = _line(letter.subject)
    made["Date"] = format_datetime(sent)
    made["Message-ID"] = f"<{_number(office, letter)}@{author.domain}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(_text(letter.text), charset="utf-8", cte="base64")
    made["Content-Language"] = "zh-CN"
    return made


def _number(office: str, letter: Letter) -> str:
    told = f"{office}\x1f{letter.unit}\x1f{letter.day}".encode("utf-8", "surrogatepass")
    return f"chunshui.{letter.day:%Y%m%d}.{blake2b(told, digest_size=10).hexdigest()}"


def _line(words: str) -> str:
    """Return words as one line of printable signs."""
    line = " ".join(words.split())
    return "".join(sign for sign in line if sign.isprintable())


def _text(words: str) -> str:
    """Return words without signs that are none in UTF-8, nor for a terminal."""
    return "".join(sign for sign in words if sign.isprintable() or sign in "\n　")
