"""An office that asks: 省局 and two bureaus, one of them renamed, and assignments made to order."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from scoring.assignments.facts import Answer, Assignment, Claim, Clearance, Extension, Step
from scoring.findings import Source
from scoring.model import Corpus, Item, Lineage, Office, Person, Share, Unit
from scoring.vocabulary import AssignmentKind, LineageKind

HERE = Source("content/registry/x.yml")
COUNTY, DISTRICT = "榆次分局", "榆次区局"
_lines = count(10)


def on(written: str) -> date:
    """The day 3-20 of 2026, or 2025-12-31."""
    parts = [int(part) for part in written.split("-")]
    return date(*parts) if len(parts) == 3 else date(2026, *parts)


def _place() -> Source:
    return Source("content/assignments/2026/一.md", next(_lines))


def answer(unit: str, day: str, **changes: Any) -> Answer:
    return Answer(_place(), unit, on(day), **changes)


def clearance(unit: str, day: str, person: str = "省局/han") -> Clearance:
    return Clearance(_place(), unit, on(day), person)


def extension(until: str, day: str, unit: str | None = None) -> Extension:
    return Extension(_place(), on(until), on(day), "等数据", unit)


def claim(unit: str, day: str) -> Claim:
    return Claim(_place(), unit, on(day))


def step(unit: str, day: str, percent: int | None = None) -> Step:
    return Step(_place(), unit, on(day), "在办", percent)


def asked(*units: str, name: str = "一", **changes: Any) -> Assignment:
    """A 约稿 of Tuesday 1 September, due on Friday 11 September."""
    values: dict[str, Any] = {
        "id": name,
        "source": Source(f"content/assignments/2026/{name}.md", 2),
        "kind": AssignmentKind.COMMISSION,
        "title": f"{name}号",
        "issuer": "省局/han",
        "units": units or ("甲局",),
        "issued": on("9-1"),
        "due": on("9-11"),
    }
    return Assignment(**values | changes)


def item(name: str, day: str, *units: str, **changes: Any) -> Item:
    return Item(
        name, Source(f"content/items/{name}.md"), name, on(day),
        tuple(Share(unit) for unit in units), **changes,
    )  # fmt: skip


def office(*assignments: Assignment, items: tuple[Item, ...] = (), **changes: Any) -> Corpus:
    renamed = Lineage(LineageKind.RENAMED, DISTRICT, on("9-5"))
    units = {
        "省局": Unit("省局", HERE),
        "甲局": Unit("甲局", HERE, group="市局"),
        "乙局": Unit("乙局", HERE, group="市局"),
        "已撤局": Unit("已撤局", HERE, valid_to=on("9-4")),
        COUNTY: Unit(COUNTY, HERE, lineage=renamed, valid_to=on("9-4")),
        DISTRICT: Unit(DISTRICT, HERE, valid_from=on("9-5")),
    }
    people = {
        "省局/han": Person("省局/han", HERE, "韩文博", "省局", roles=("办公室主任",)),
        "甲局/li": Person("甲局/li", HERE, "李明", "甲局", roles=("信息员",)),
        "乙局/wu": Person("乙局/wu", HERE, "吴芳", "乙局"),
    }
    values: dict[str, Any] = {
        "office": Office(HERE, "示例局", "示例信息"),
        "units": units,
        "people": people,
        "items": {one.id: one for one in items},
        "assignments": {one.id: one for one in assignments},
    }
    return Corpus(**values | changes)
