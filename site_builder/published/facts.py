"""A content folder's files for the facts behind a published table: one item per adoption.

The notices print counts, not items, so the items' words and days are ours: the days are spread
evenly over the period that the notice covers, and every body says so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from typing import NamedTuple

from scoring.vocabulary import Level

_BODY = "本件由公布的通报表格还原：只有报送单位、采用刊物和件数有据可查，日期在统计期内均匀推定。"


class Bulletin(NamedTuple):
    """A publication that a table names."""

    name: str
    level: Level
    publisher: str


@dataclass(frozen=True, slots=True)
class Setting:
    """The office, the days and the names behind a published table."""

    office: str
    group: str
    first: date
    last: date
    bulletins: tuple[Bulletin, ...]
    ungrouped: tuple[str, ...] = ()
    """Units that are counted but not ranked."""


class _Fact(NamedTuple):
    """One line of a facts file."""

    unit: str
    publication: str
    """Empty for items that were sent and not adopted."""
    items: int
    commissions: int
    """How many commissions the unit answered, first with these items, then without one."""


def content_files(setting: Setting, facts: str, rulebook: str) -> dict[str, str]:
    """Return the text of every file of the content folder by its path, from a facts CSV."""
    lines = [
        _Fact(row["unit"], row["publication"], int(row["items"]), int(row["commissions"]))
        for row in csv.DictReader(StringIO(facts))
    ]
    files = {
        "registry/office.yml": (
            f"name: {setting.office}\ntitle: {setting.office}复算\nas_of: {setting.last}\n"
        ),
        "registry/units.yml": _units(setting, lines),
        "registry/publications.yml": "".join(map(_bulletin, setting.bulletins)),
        "rulebooks/推断.md": rulebook,
    }
    for number, fact in enumerate(lines, 1):
        files.update(_files_of(setting, number, fact))
    return files


def _units(setting: Setting, lines: list[_Fact]) -> str:
    return f"- name: {setting.office}\n" + "".join(
        f"- name: {unit}\n  parent: {setting.office}\n"
        + ("" if unit in setting.ungrouped else f"  group: {setting.group}\n")
        for unit in dict.fromkeys(line.unit for line in lines)
    )


def _bulletin(bulletin: Bulletin) -> str:
    name, level, publisher = bulletin
    return f"- name: {name}\n  level: {level.label}\n  publisher: {publisher}\n"


def _files_of(setting: Setting, number: int, fact: _Fact) -> Iterator[tuple[str, str]]:
    """Yield the items and commissions of one line of facts."""
    days = (setting.last - setting.first).days + 1
    count = max(fact.items, fact.commissions)
    for place in range(count):
        day = setting.first + timedelta(days=place * days // count)
        stem = f"{day:%Y%m%d}-{number:02}-{place + 1:02}"
        if place < fact.items:
            yield f"items/{day:%Y}/{day:%m}/{stem}.md", _item(fact, day, place + 1)
        if place < fact.commissions:
            answer = stem if place < fact.items else None
            yield f"assignments/{day:%Y}/{stem}约稿.md", _commission(setting, fact, day, answer)


def _item(fact: _Fact, day: date, place: int) -> str:
    header = f"title: {fact.unit}报送的第{place}件信息\nunit: {fact.unit}\ndate: {day}\n"
    if fact.publication:
        header += f"adoptions:\n  - {{publication: {fact.publication}, date: {day}}}\n"
        header = header.replace("报送的", f"被{fact.publication}采用的", 1)
    return f"---\n{header}---\n\n{_BODY}\n"


def _commission(setting: Setting, fact: _Fact, day: date, item: str | None) -> str:
    answer = f"unit: {fact.unit}, date: {day}" + (f", item: {item}" if item else "")
    return (
        f"---\ntitle: {fact.unit}约稿\nkind: 约稿\nissuer: {setting.office}\n"
        f"units: [{fact.unit}]\nissued: {day}\ndue: {day}\n"
        f"answers:\n  - {{{answer}}}\n---\n\n{_BODY}\n"
    )
