"""Published tables through the real reader, engine and ranking, cell beside cell."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from importlib.resources import files
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from scoring.comparison import Cell, Comparison, Line, solution
from scoring.conditions import Section
from scoring.engine import score
from scoring.ledger import Ledger
from scoring.model import Corpus
from scoring.periods import parse_period
from scoring.points import Points, rounded, total
from scoring.results import Ranked, Standing
from scoring.standings import tables
from site_builder.published.facts import content_files
from site_builder.published.tables import COMMISSION, TABLES, Account, PublishedTable, Total
from site_builder.reading.repository import load

_PUBLISHED_SUM = 956
"""How many items of its seven counties the text of T02's notice counts."""


def content_of(table: PublishedTable) -> dict[str, str]:
    """Return the text of every file of the content folder behind a table, by path."""
    return content_files(table.setting, _packaged(f"{table.id}-facts.csv"), _rulebook(table))


@cache
def comparisons() -> tuple[Comparison, ...]:
    """Return every published table beside our own figures, in the order of their numbers."""
    found = [_recomputed(table) for table in TABLES]
    found.append(_unexplained())
    return tuple(sorted(found, key=lambda comparison: comparison.id))


def _packaged(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def _rulebook(table: PublishedTable) -> str:
    return _packaged(f"{table.id}.md")


def _rows(table_id: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(_packaged(f"{table_id}.csv"))))


def _recomputed(table: PublishedTable) -> Comparison:
    """Return a table's comparison from a content folder that is written, loaded and scored."""
    accounts = _accounts(table)
    return Comparison(
        id=table.id,
        title=table.title,
        source=table.source,
        columns=tuple(column.title for column in table.columns),
        lines=tuple(_line(table, row, accounts[row["unit"]]) for row in _rows(table.id)),
        totals=tuple(_total(table, wanted, accounts) for wanted in table.totals),
        explained=True,
        remark=table.remark,
        rulebook=_rulebook(table).split("---\n", 2)[2].strip(),
    )


def _line(table: PublishedTable, row: Mapping[str, str], account: Account) -> Line:
    cells = (
        Cell(row[column.key] if column.key else None, column.of(account))
        for column in table.columns
    )
    return Line(row["unit"], tuple(cells))


def _total(table: PublishedTable, wanted: Total, accounts: Mapping[str, Account]) -> Line:
    computed = sum(
        wanted.of(account)
        for unit, account in accounts.items()
        if wanted.ranked in (None, unit not in table.setting.ungrouped)
    )
    return Line(wanted.title, (Cell(str(wanted.published), str(computed)),))


def _accounts(table: PublishedTable) -> dict[str, Account]:
    """Return every unit's figures by its name."""
    with TemporaryDirectory() as folder:
        for path, text in content_of(table).items():
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        corpus = load(Path(folder), prefix=table.id).corpus
    as_of = table.setting.last
    ledger = score(corpus, corpus.rulebooks[0].score, as_of)
    period = parse_period(table.period)
    return {
        row.subject: _account(corpus, ledger, row)
        for key, ranking in tables(corpus, ledger, as_of).items()
        if key.period == period and key.ranked is Ranked.UNIT
        for row in ranking.rows
    }


def _account(corpus: Corpus, ledger: Ledger, standing: Standing) -> Account:
    """Return one unit's adoptions and points by publication, and the 约稿 that it answered."""
    unit = standing.subject
    items = [item for item in corpus.items.values() if item.units[0].unit == unit]
    papers = {
        adoption.source: adoption.publication for item in items for adoption in item.adoptions
    }
    points: defaultdict[str, list[Points]] = defaultdict(list)
    for entry in ledger.units():
        if entry.unit == unit and entry.section is Section.ASSIGNMENT:
            points[COMMISSION].append(entry.points)
        elif entry.unit == unit and entry.fact in papers:
            points[papers[entry.fact]].append(entry.points)
    answers = (answer for given in corpus.assignments.values() for answer in given.answers)
    return Account(
        standing,
        adoptions=Counter(papers.values()),
        points={name: total(given) for name, given in points.items()},
        commissions=sum(answer.unit == unit for answer in answers),
        forwarded=sum(len(item.forwardings) for item in items),
    )


def _unexplained() -> Comparison:
    """Return T02, for which no rulebook is invented, with the proof that none of its shape fits."""
    rows = _rows("T02")
    counties = [row for row in rows if row["group"] == "县市区"]
    lines = tuple(
        Line(
            row["unit"],
            (
                Cell(row["city_items"], None),
                Cell(row["province_items"] or None, None),
                Cell(row["points"], None),
            ),
        )
        for row in rows
    )
    added = sum(int(row["city_items"]) for row in counties)
    return Comparison(
        id="T02",
        title="达州市2010年全市政务信息工作综合评分情况",
        source="达州市政府办公室通报，2011年1月18日",
        columns=("市级采用", "省级采用", "得分"),
        lines=lines,
        totals=(Line("七县（市、区）市级采用合计", (Cell(str(_PUBLISHED_SUM), str(added)),)),),
        explained=False,
        remark=_why_not(counties, added),
    )


def _why_not(counties: Sequence[Mapping[str, str]], added: int) -> str:
    """Return what contradicts any fixed values for a city and a province adoption.

    The sentence is checked: with a table that has a solution it would fail, not mislead.
    """
    counts = [(int(row["city_items"]), int(row["province_items"] or 0)) for row in counties]
    points = [int(row["points"]) for row in counties]
    with_base = [(*each, 1) for each in counts]
    if solution(counts, points) is not None or solution(with_base, points) is not None:
        raise AssertionError("T02 has a solution after all")
    alone = "、".join(
        f"{row['unit'].removesuffix('政府办公室')}{row['points']}分÷{row['city_items']}条"
        f"≈{rounded(Fraction(int(row['points']), int(row['city_items'])), 2)}分"
        for row in counties
        if not row["province_items"]
    )
    return (
        "春水解释不了这张表，也不为它编造办法。只有市级采用、没有省级采用的三个县区，"
        f"每条平均得分各不相同：{alone}。所以不论市级、省级采用每条各定几分，"
        "哪怕再加一个各县相同的基础分，都不能同时得出各县得分。"
        f"另外，七个县（市、区）市级采用相加是{added}条，通报正文写的是{_PUBLISHED_SUM}条。"
        "通报没有刊登办法，可能另有加分、扣分；没有依据，这里只照录原数。"
    )
