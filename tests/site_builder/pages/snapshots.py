"""What is computed of the small office, set by hand: its ledger, tables and whole picture."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from string import Formatter

from scoring.catalogue import CATALOGUE
from scoring.conditions import Section
from scoring.findings import Source
from scoring.ledger import Entry, Ledger
from scoring.model import Corpus
from scoring.periods import Period, PeriodKind, period_of
from scoring.points import total
from scoring.results import (
    Case,
    Honour,
    QuotaState,
    Ranked,
    RankTable,
    Results,
    Standing,
    TableKey,
    Tally,
)
from scoring.vocabulary import CaseStatus
from site_builder.snapshot import History, Snapshot, Text
from tests.site_builder.pages.facts import AS_OF, BOOK, MONTHLY, RULEBOOK, SINGLE, make_corpus


def make_ledger(corpus: Corpus) -> Ledger:
    """Return a ledger in which both bureaus have the same sum in September."""

    def line(
        item: str, unit: str, day: date, points: str | Fraction, person: str | None = None
    ) -> Entry:
        fact = corpus.items[item].adoptions[0].source
        value = points if isinstance(points, Fraction) else Decimal(points)
        return Entry(
            day, unit, person, value, Section.ADOPTION, SINGLE, RULEBOOK, fact, item,
            PeriodKind.MONTH, (),
        )  # fmt: skip

    first, joint, praised = "20260812-税务新机构", "20260902-联合", "20260903-环境"
    lines = [
        line(first, "太原市局", date(2026, 8, 20), "10"),
        line(first, "太原市局", date(2026, 8, 20), "10", person="太原市局/wang"),
        line(joint, "太原市局", date(2026, 9, 5), Fraction(10, 3)),
        line(joint, "大同市局", date(2026, 9, 5), Fraction(20, 3)),
        line(praised, "太原市局", date(2026, 9, 8), Fraction(10, 3)),
    ]
    return Ledger("信息", tuple(sorted(lines, key=lambda e: (e.date, e.unit, e.person or ""))))


def _table(
    ledger: Ledger, period: Period, ranked: Ranked, before: Mapping[str, int]
) -> RankTable | None:
    sums: dict[str, list[Entry]] = {}
    for entry in ledger.entries:
        subject = entry.unit if ranked is Ranked.UNIT else entry.person
        if subject and entry.date in period and (entry.person is None) == (ranked is Ranked.UNIT):
            sums.setdefault(subject, []).append(entry)
    points = {subject: total(e.points for e in found) for subject, found in sums.items()}
    rows = []
    for subject, value in sorted(points.items(), key=lambda pair: (-pair[1], pair[0])):
        rank = 1 + sum(other > value for other in points.values())
        tied = list(points.values()).count(value) > 1
        state = QuotaState(MONTHLY, subject, period, Decimal(3), Decimal(1), False, 10)
        shown = (state,) if period.kind is PeriodKind.MONTH and AS_OF in period else ()
        rows.append(
            Standing(subject, rank, tied, value, Decimal(0), value, before.get(subject),
                     Tally(3, 2, 2, 1, 1), quotas=shown)
        )  # fmt: skip
    key = TableKey("信息", period, ranked, "市局" if ranked is Ranked.UNIT else None)
    return RankTable(key, RULEBOOK, tuple(rows), AS_OF in period) if rows else None


def make_results(ledger: Ledger) -> Results:
    """Return tables of two months and of the year, and one honour."""
    periods = [period_of(date(2026, 8, 1), PeriodKind.MONTH)]
    periods += [period_of(AS_OF, kind) for kind in (PeriodKind.MONTH, PeriodKind.YEAR)]
    found = [
        _table(ledger, period, ranked, {"太原市局": 2})
        for period in periods
        for ranked in (Ranked.UNIT, Ranked.PERSON)
    ]
    honour = Honour(
        2017, "先进单位", "太原国税局", Ranked.UNIT, "省政府授予。",
        Source("content/honours/2018.yml", 1), None,
    )  # fmt: skip
    return Results("信息", {t.key: t for t in found if t is not None}, (honour,), AS_OF)


def make_snapshot() -> Snapshot:
    """Return the whole picture of the small office."""
    corpus = make_corpus()
    ledger = make_ledger(corpus)
    kind = CATALOGUE[0]
    item = corpus.items["20260812-税务新机构"]
    head = "# 一、背景\n\n税务**改革**。<script>alert(1)</script>\n\n"
    body = f"{head}[前文](../09/20260902-联合.md)\n\n![图](图.png)\n"
    bodies = {key: Text(fact.source.path, fact.title, body) for key, fact in corpus.items.items()}
    bodies |= {
        "2026": Text(BOOK.path, RULEBOOK.name, "## 第一章 总则\n\n第一条　为了……\n"),
        "20260801-约稿": Text("content/assignments/2026/20260801-约稿.md", "约稿", "请报送。\n"),
    }
    finding = kind.at(
        Source(item.source.path, 3, 1), mended="date: 2026-08-12", **_blanks(kind.message)
    )
    conversions = item.case.conversions if item.case else ()
    case = Case(
        item.id, Source(item.source.path, 30), item.title, ("太原市局",), "智慧绩效", 2026,
        CaseStatus.SELECTED, "十佳", conversions, Decimal(10),
    )  # fmt: skip
    return Snapshot(
        corpus=corpus,
        as_of=AS_OF,
        findings=(finding,),
        ledgers={"信息": ledger},
        results={"信息": make_results(ledger)},
        cases=(case,),
        bodies=bodies,
        texts=(
            Text("about/office.md", "关于本站", "# 缘起\n\n## 联系\n\n办公室 <b>x</b>\n"),
            Text("index.md", "首页", "见[本站](about/office.md)和[排名](rankings/index.md)。\n"),
        ),
        history={item.source.path: History(date(2026, 8, 12), date(2026, 8, 21))},
        commit="0123456789abcdef0123456789abcdef01234567",
    )


def _blanks(message: str) -> dict[str, str]:
    return {name: "值" for _, name, _, _ in Formatter().parse(message) if name}
