"""The frame of the stories told to the gate: how requests are made, what each is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from site_builder.review.verdict import Verdict
from tests.adversarial.office import HARVEST, NEWS, OLD, XU, Branch, Office, item, place
from tests.adversarial.repository import as_bytes

NEW = "20261015-新稿"
DRAFT = item("新稿", XU, "2026-10-15")
THREE_TIERS = item("新稿", XU, "2026-10-15", "level: 省级\n")
AWARD = "endorsements:\n  - {leader: 省长, date: 2026-10-12, praise: 是}\n"
ADOPTED = "adoptions:\n  - {publication: 省政府信息, date: 2026-10-12}\n"

Act = Callable[[Office], Verdict]


class Story(NamedTuple):
    """One request and the codes that it must be answered."""

    codes: frozenset[str]
    act: Act


class Stories(dict[str, Story]):
    """Stories by name."""

    def told(self, *codes: str) -> Callable[[Act], None]:
        """Take in a story and what it must be answered."""

        def register(act: Act) -> None:
            assert act.__name__ not in self
            self[act.__name__] = Story(frozenset(codes), act)

        return register


REFUSED = Stories()
"""Attempts to get past the gate; the codes are those of all errors that they must meet."""
HONEST = Stories()
"""Requests that may be merged, or must wait for what the codes say."""
refused = REFUSED.told
honest = HONEST.told


def with_field(text: str, field: str) -> str:
    """An item's file with more in its header."""
    return text.replace("\n---\n\n", f"\n{field}---\n\n")


def sent(office: Office, text: str = DRAFT, who: str = XU) -> Branch:
    """A new item handed in."""
    return office.branch().commit(who, {place(NEW): text}).submit(who, NEW)


def altered(office: Office, path: str, old: str, new: str, who: str, *second: str) -> Verdict:
    """The verdict on some words replaced in a file of main, with the consent of others."""
    text = as_bytes(office.main.files[path]).decode()
    assert old in text
    branch = office.branch().commit(who, {path: text.replace(old, new)})
    for each in second:
        branch.commit(each)
    return office.judged(branch)


def changed(office: Office, who: str, **files: str) -> Verdict:
    """The verdict on one commit that replaces the two items of main."""
    names = {"harvest": place(HARVEST), "news": place(NEWS), "old": place(OLD)}
    return office.judged(
        office.branch().commit(who, {names[name]: text for name, text in files.items()})
    )
