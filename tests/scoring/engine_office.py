"""A tax bureau in memory, for tests that look at single ledger entries."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import count
from typing import Any

from scoring.assignments.facts import Assignment
from scoring.conditions import Condition, Fixed, Value
from scoring.engine import score
from scoring.findings import Source
from scoring.ledger import Entry, Ledger
from scoring.model import (
    Adoption,
    Corpus,
    Endorsement,
    Fault,
    Item,
    Judgement,
    Leader,
    Office,
    Person,
    Publication,
    Share,
    Unit,
)
from scoring.points import normal
from scoring.rulebook import Rulebook
from scoring.rules import AdoptionRule
from scoring.vocabulary import AssignmentKind, FaultKind, Level

HERE = Source("content/registry/x.yml")
RULES = "content/rulebooks/2026.md"
YEAR_END = date(2026, 12, 31)
PAPERS = {
    "税务总局简报": Level.NATIONAL,
    "晋政信息": Level.PROVINCIAL,
    "山西信息": Level.PROVINCIAL,
    "晋中信息": Level.MUNICIPAL,
}
LEADERS = {"省长": (Level.PROVINCIAL, "主要领导"), "市长": (Level.MUNICIPAL, "主要领导")}
PARENTS = {"晋中市局": "省局", "大同市局": "省局", "太谷县局": "晋中市局", "祁县县局": "晋中市局"}
GROUPS = {"晋中市局": "市局", "大同市局": "市局", "太谷县局": "县局", "祁县县局": "县局"}
_lines = count(10)


def on(written: str) -> date:
    """The day 3-20 of 2026, or 2025-12-31."""
    parts = [int(part) for part in written.split("-")]
    return date(*parts) if len(parts) == 3 else date(2026, *parts)


def when(**words: Any) -> Condition:
    """A condition from single words or tuples of them."""
    sets = ("publications", "levels", "kinds", "forms", "routes", "groups")
    values: dict[str, Any] = {
        name: frozenset(word if isinstance(word, tuple) else (word,)) if name in sets else word
        for name, word in words.items()
    }
    return Condition(**values)


def place() -> Source:
    """A line of the rulebook, each once."""
    return Source(RULES, next(_lines))


def pays(clause: str, value: Value | int, joint: Any = None, **words: Any) -> AdoptionRule:
    """An adoption rule."""
    worth = Fixed(normal(value)) if isinstance(value, int) else value
    return AdoptionRule(
        source=place(), clause=clause, when=when(**words), value=worth, joint=joint
    )


def rulebook(*adoptions: AdoptionRule, **changes: Any) -> Rulebook:
    """〔2026〕3号; without rules of its own: 国家级 30, 省级 10, 市级 5."""
    values: dict[str, Any] = {
        "source": Source(RULES),
        "id": "2026",
        "version": "0123456789ab",
        "name": "政务信息工作考核计分办法",
        "number": "〔2026〕3号",
        "effective": date(2026, 1, 1),
        "adoptions": adoptions
        or (
            pays("第五条（一）", 30, levels=Level.NATIONAL),
            pays("第五条（二）", 10, levels=Level.PROVINCIAL),
            pays("第五条（三）", 5, levels=Level.MUNICIPAL),
        ),
    }
    return Rulebook(**values | changes)


def adopted(paper: str, day: str, **changes: Any) -> Adoption:
    return Adoption(Source("", next(_lines)), paper, on(day), **changes)


def endorsed(leader: str, day: str, **changes: Any) -> Endorsement:
    return Endorsement(Source("", next(_lines)), leader, on(day), **changes)


def item(
    name: str,
    sent: str,
    units: str | tuple[str | Share, ...],
    *facts: Adoption | Endorsement,
    **changes: Any,
) -> Item:
    """An item; its facts stand in its own file."""
    path = f"content/items/{name}.md"
    moved = [type(fact)(**_fields(fact) | {"source": Source(path, fact.source.line)})
             for fact in facts]
    shares = (units,) if isinstance(units, str) else units
    return Item(
        id=name,
        source=Source(path),
        title=name,
        date=on(sent),
        units=tuple(Share(one) if isinstance(one, str) else one for one in shares),
        adoptions=tuple(fact for fact in moved if isinstance(fact, Adoption)),
        endorsements=tuple(fact for fact in moved if isinstance(fact, Endorsement)),
        **changes,
    )


def _fields(fact: Adoption | Endorsement) -> dict[str, Any]:
    return {name: getattr(fact, name) for name in type(fact).__slots__}


def part(unit: str, written: str) -> Share:
    return Share(unit, Fraction(written))


def fault(kind: FaultKind, day: str, unit: str | None = None, **changes: Any) -> Fault:
    return Fault(Source("content/faults/2026.yml", next(_lines)), kind, on(day), unit, **changes)


def judgement(clause: str, points: int, day: str, unit: str | None = None, **changes: Any) -> Any:
    return Judgement(
        Source("content/judgements/2026.yml", next(_lines)), clause, normal(points), "成效明显",
        on(day), unit, **changes,
    )


def assignment(name: str, due: str, *units: str, **changes: Any) -> Assignment:
    values: dict[str, Any] = {
        "id": name,
        "source": Source(f"content/assignments/2026/{name}.md"),
        "kind": AssignmentKind.COMMISSION,
        "title": name,
        "issuer": "省局",
        "units": units,
        "issued": on("1-1"),
        "due": on(due),
    }
    return Assignment(**values | changes)


def person(name: str, **changes: Any) -> Person:
    return Person(name, HERE, name.rpartition("/")[2], name.rpartition("/")[0], **changes)


def office(rules: Rulebook | tuple[Rulebook, ...], *items: Item, **changes: Any) -> Corpus:
    """The bureau's facts: 省局 above 晋中市局 and 大同市局, 晋中市局 above two county bureaus."""
    names = ("省局", *PARENTS)
    values: dict[str, Any] = {
        "office": Office(HERE, "示例税务局办公室", "示例税务信息"),
        "units": {
            name: Unit(name, HERE, parent=PARENTS.get(name), group=GROUPS.get(name))
            for name in names
        },
        "people": {
            name: person(name) for name in ("晋中市局/li", "晋中市局/wang", "大同市局/zhao")
        },
        "publications": {
            name: Publication(name, HERE, level, "某办") for name, level in PAPERS.items()
        },
        "leaders": {name: Leader(name, HERE, *known) for name, known in LEADERS.items()},
        "items": {one.id: one for one in items},
        "assignments": {},
        "rulebooks": rules if isinstance(rules, tuple) else (rules,),
    }
    return Corpus(**values | changes)


def scored(corpus: Corpus, as_of: date = YEAR_END) -> Ledger:
    return score(corpus, "信息", as_of)


def given(corpus: Corpus, as_of: date = YEAR_END) -> list[tuple[str, str, Any]]:
    """The units' entries as (unit, clause, points); Any lets tests write points as numbers."""
    return [
        (entry.unit, entry.rule.clause if entry.rule else "—", entry.points)
        for entry in scored(corpus, as_of).units()
    ]


def people(corpus: Corpus) -> list[tuple[str | None, Any]]:
    """The people's entries as (person, points)."""
    return [(entry.person, entry.points) for entry in scored(corpus).people()]


def only(corpus: Corpus) -> Entry:
    """The ledger's single entry."""
    (entry,) = scored(corpus).entries
    return entry
