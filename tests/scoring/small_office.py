"""A small office in memory: just enough facts, written shortly, for tests of sums and ranks."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from scoring.conditions import ALWAYS, Condition, Fixed, Section
from scoring.findings import Source
from scoring.ledger import Entry, Ledger
from scoring.model import (
    Adoption,
    Corpus,
    Endorsement,
    Item,
    Leader,
    Office,
    Person,
    Publication,
    Share,
    Unit,
)
from scoring.periods import Period, PeriodKind, parse_period
from scoring.points import ZERO, Points, normal
from scoring.results import Ranked, RankTable, TableKey
from scoring.rulebook import Rulebook
from scoring.rules import AdoptionRule, Rule
from scoring.vocabulary import Level

HERE = Source("content/x.md")
OFFICE = Office(HERE, "示例办公室", "示例信息", groups=("县区", "部门"))
PAPERS = {
    "省简报": Publication("省简报", Source("p.yml", 1), Level.PROVINCIAL, "省办"),
    "市简报": Publication("市简报", Source("p.yml", 2), Level.MUNICIPAL, "市办", own=True),
}
LEADERS = {"市长": Leader("市长", HERE, Level.MUNICIPAL, "主要领导")}
RULE = Rule(source=Source("r.md", 5), clause="第五条")


def day(written: str) -> date:
    """A date from 2026-03-01 or 3-1 (of 2026)."""
    parts = [int(part) for part in written.split("-")]
    return date(*parts) if len(parts) == 3 else date(2026, *parts)


def period(written: str) -> Period:
    found = parse_period(written)
    assert found is not None
    return found


def book(**changes: Any) -> Rulebook:
    """A rulebook: 省级 10, 市级 5."""
    values: dict[str, Any] = {
        "source": Source("rulebooks/2026.md"),
        "id": "2026",
        "version": "0" * 12,
        "name": "办法",
        "number": "1号",
        "effective": date(2025, 1, 1),
        "adoptions": (
            scoring_rule("第五条（一）", Level.PROVINCIAL, 10),
            scoring_rule("第五条（二）", Level.MUNICIPAL, 5),
        ),
    }
    return Rulebook(**values | changes)


def scoring_rule(clause: str, level: Level, points: int) -> AdoptionRule:
    return AdoptionRule(
        source=Source("rulebooks/2026.md", points),
        clause=clause,
        when=Condition(levels=frozenset({level})) if level else ALWAYS,
        value=Fixed(normal(points)),
    )


def unit(name: str, group: str | None = "县区", line: int = 1, **changes: Any) -> Unit:
    return Unit(name, Source("units.yml", line), group=group, **changes)


def units(*names: str, group: str | None = "县区") -> dict[str, Unit]:
    """Units in this registry order."""
    return {name: unit(name, group, line) for line, name in enumerate(names, 1)}


def item(
    name: str,
    sent: str,
    *senders: str,
    taken: tuple[tuple[str, str], ...] = (),
    noted: tuple[str, ...] = (),
    **changes: Any,
) -> Item:
    """An item: adoptions as (刊物, date), endorsements as dates."""
    path = f"items/{name}.md"
    return Item(
        id=name,
        source=Source(path),
        title=name,
        date=day(sent),
        units=tuple(Share(sender) for sender in senders),
        adoptions=tuple(
            Adoption(Source(path, 10 + line), paper, day(when))
            for line, (paper, when) in enumerate(taken)
        ),
        endorsements=tuple(
            Endorsement(Source(path, 30 + line), "市长", day(when))
            for line, when in enumerate(noted)
        ),
        **changes,
    )


def corpus(registry: dict[str, Unit], *items: Item, **changes: Any) -> Corpus:
    values: dict[str, Any] = {
        "office": OFFICE,
        "units": registry,
        "publications": PAPERS,
        "leaders": LEADERS,
        "items": {each.id: each for each in items},
        "rulebooks": (book(),),
    }
    return Corpus(**values | changes)


def entry(
    when: str,
    subject: str,
    points: Points | int,
    *,
    person: str | None = None,
    span: PeriodKind = PeriodKind.WEEK,
    item: str | None = None,
    fact: Source = HERE,
) -> Entry:
    """A hand-made ledger line."""
    return Entry(
        date=day(when),
        unit=subject,
        person=person,
        points=normal(points),
        section=Section.ADOPTION,
        rule=RULE,
        rulebook=book(),
        fact=fact,
        item=item,
        span=span,
        detail=(),
    )


def ledger(*entries: Entry) -> Ledger:
    return Ledger("信息", tuple(sorted(entries, key=lambda line: (line.date, line.unit))))


def table(
    found: Any, when: str, group: str | None = "县区", ranked: Ranked = Ranked.UNIT
) -> RankTable:
    """One table out of all."""
    made = found[TableKey("信息", period(when), ranked, group)]
    assert isinstance(made, RankTable)
    return made


def places(made: RankTable) -> list[tuple[int, str, Points | int]]:
    """Rank, subject and points of each row; a test writes whole points as what they are."""
    return [(row.rank, row.subject, row.points) for row in made.rows]


def person(name: str, home: str, line: int = 1) -> Person:
    return Person(name, Source("people.yml", line), name.rpartition("/")[2], home)


HALF = Fraction(1, 2)
NOTHING = ZERO
