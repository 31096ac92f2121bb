"""How long scoring and ranking take from loaded facts: run as a script, prints a table.

`python -m tests.benchmarks.scoring [ITEMS [ADOPTIONS_PER_ITEM]]`; 200000 × 5 by default.

The aim is 2 s for a million adoptions; `RESULTS.md` has the figures. 记分 ends with a ledger that
holds postings, sums and counts; the entries themselves, twice as many, are made of them when
somebody asks for all: that is 写出, a time of its own beside 记分. 底线 is the bare cost of reading
the adoptions and creating those entries, the floor of the machine's present mood: to be compared
with 记分 and 写出 together.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import partial
from statistics import median
from typing import Any, TypeVar

from scoring.conditions import Condition, Counting, Fixed, Joint, Section
from scoring.engine import score
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
from scoring.period_rules import Limit, Measured, Quota
from scoring.periods import PeriodKind, period_of
from scoring.rulebook import Rulebook
from scoring.rules import AdoptionRule, EndorsementRule
from scoring.standings import tables
from scoring.vocabulary import Level
from scoring.whatif import Move, what_if

Made = TypeVar("Made")
RUNS = 5
START = date(2025, 1, 1)
DAYS = 730
TEN_YEARS = 3652
UNITS = 200
PUBLICATIONS = 40
KINDS = ("动态", "经验", "问题", "建议", "调研")
FORMS = ("单篇", "综合", "简讯", None)
LEVELS = tuple(Level)[:4]
HERE = Source("content/registry/x.yml")


def office(items: int, adoptions: int, days: int = DAYS, **rules: Any) -> Corpus:
    """Return an office whose every item has some adoptions, spread over some days."""
    units = {f"单位{n:03}": Unit(f"单位{n:03}", HERE, group=f"第{n % 3}组") for n in range(UNITS)}
    people = {
        f"{unit}/{n}": Person(f"{unit}/{n}", HERE, f"人{n}", unit)
        for unit in units
        for n in range(3)
    }
    publications = {
        f"刊物{n:02}": Publication(f"刊物{n:02}", HERE, LEVELS[n % 4], "某办")
        for n in range(PUBLICATIONS)
    }
    facts = [_item(n, adoptions, days) for n in range(items)]
    facts.sort(key=lambda item: item.id)
    return Corpus(
        office=Office(HERE, "某办", "某信息"),
        units=units,
        people=people,
        publications=publications,
        leaders={"省长": Leader("省长", HERE, Level.PROVINCIAL, "主要领导")},
        items={item.id: item for item in facts},
        rulebooks=(rulebook(**rules),),
    )


def _item(number: int, adoptions: int, days: int) -> Item:
    day = START + timedelta(days=number % (days - 40))
    unit = f"单位{number * 7 % UNITS:03}"
    path = f"content/items/{day:%Y/%m}/{day:%Y%m%d}-{number:06}.md"
    units: tuple[Share, ...] = (Share(unit),)
    if number % 20 == 0:
        units += (Share(f"单位{(number * 7 + 1) % UNITS:03}", Fraction(1, 3)),)
    return Item(
        id=f"{day:%Y%m%d}-{number:06}",
        source=Source(path),
        title="标题",
        date=day,
        units=units,
        authors=(f"{unit}/{number % 3}",),
        kind=KINDS[number % 5],
        adoptions=tuple(_adoption(number, place, day, path) for place in range(adoptions)),
        endorsements=(Endorsement(Source(path, 90), "省长", day),) if number % 25 == 0 else (),
    )


def _adoption(number: int, place: int, day: date, path: str) -> Adoption:
    return Adoption(
        Source(path, 8 + place),
        f"刊物{(number + place * 11) % PUBLICATIONS:02}",
        day + timedelta(days=place * 7),
        form=FORMS[(number + place) % 4],
    )


def rulebook(**changes: Any) -> Rulebook:
    """Return a rulebook of thirty lines."""
    adoptions = [
        AdoptionRule(
            source=Source("content/rulebooks/2025.md", 10 + index),
            clause=f"第{index}条",
            when=Condition(levels=frozenset({level}), kinds=frozenset({kind})),
            value=Fixed(Decimal(index + 1) / 2),
        )
        for index, (level, kind) in enumerate((level, kind) for level in LEVELS for kind in KINDS)
    ]
    values: dict[str, Any] = {
        "source": Source("content/rulebooks/2025.md"),
        "id": "2025",
        "version": "0" * 12,
        "name": "办法",
        "number": "〔2025〕1号",
        "effective": START,
        "adoptions": tuple(adoptions),
        "endorsements": (EndorsementRule(source=HERE, clause="第三十条", doubling=Fraction(2)),),
    }
    return Rulebook(**values | changes)


FULL: dict[str, Any] = {
    "several_adoptions": Counting.HIGHEST_PER_LEVEL,
    "quotas": (
        Quota(
            source=HERE,
            clause="第四十条",
            period=PeriodKind.MONTH,
            measured=Measured.SENT,
            required={"第0组": Decimal(15)},
            each_short=Decimal(-1),
            each_over=Decimal(1),
        ),
    ),
    "limits": (
        Limit(
            source=HERE,
            clause="第五十条",
            period=PeriodKind.MONTH,
            sections=frozenset({Section.ADOPTION}),
            cap=Decimal(500),
        ),
    ),
}


def measured(work: Callable[[], Made]) -> tuple[float, Made]:
    """Return the median of five runs in CPU seconds, user and system, and what was made.

    The collector rests meanwhile, as in `site_builder.pipeline`.
    """
    seconds = []
    for _ in range(RUNS):
        made = None
        gc.collect()
        gc.disable()
        begun = time.process_time()
        made = work()
        seconds.append(time.process_time() - begun)
        gc.enable()
    assert made is not None
    return median(seconds), made


def bare(corpus: Corpus, ledger: Ledger) -> list[Entry]:
    """Read every adoption once and copy the entries: what no way of scoring can do without."""
    for item in corpus.items.values():
        for adoption in item.adoptions:
            adoption.date, adoption.publication, adoption.form, adoption.source  # noqa: B018
    new, entries = tuple.__new__, []
    for day, unit, person, points, section, rule, book, fact, item_id, span, told in ledger.entries:
        entries.append(
            new(Entry, (day, unit, person, points, section, rule, book, fact, item_id, span, told))
        )
    return entries


def written_out(ledger: Ledger) -> tuple[Entry, ...]:
    """Return all entries, made anew."""
    return replace(ledger).entries


def peak() -> int:
    """Return the process's peak memory in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Print the table."""
    items = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    adoptions = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    as_of = START + timedelta(days=DAYS - 1)
    print("办法          采用      逐笔    记分  峰值MB 其中事实    写出  峰值MB    底线    排名")
    for name, rules in (("采用与批示", {}), ("全部环节", FULL)):
        corpus = office(items, adoptions, **rules)
        gc.freeze()
        loaded = peak()
        seconds, ledger = measured(partial(score, corpus, "信息", as_of))
        held = peak()
        writing, entries = measured(partial(written_out, ledger))
        written, count = peak(), len(entries)
        floor, _ = measured(partial(bare, corpus, ledger))
        ranking, _ = measured(partial(tables, corpus, ledger, as_of))
        print(
            f"{name:<12}{items * adoptions:>10}{count:>10}{seconds:>8.2f}{held:>8}{loaded:>8}"
            f"{writing:>8.2f}{written:>8}{floor:>8.2f}{ranking:>8.2f}"
        )
        del ledger, entries, corpus, _
    seconds, moved = long_archive(items)
    print(f"试算：十年 {items} 条信息，换办法重算其中一年，{len(moved)} 个单位：{seconds:.2f} 秒")
    print("负载", *os.getloadavg())


def long_archive(items: int) -> tuple[float, tuple[Move, ...]]:
    """Return how long what-if takes for the last of ten years, and what it finds."""
    corpus = office(items, 2, TEN_YEARS, **FULL)
    gc.freeze()
    end = START + timedelta(days=TEN_YEARS - 1)
    year = period_of(end, PeriodKind.YEAR)
    draft = rulebook(joint=Joint.EACH, **FULL)
    return measured(partial(what_if, corpus, draft, year, end))


if __name__ == "__main__":
    main()
