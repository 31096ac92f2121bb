"""Rankings: the index, one page per period with its groups, people, publications, heat maps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from scoring.closing.facts import Correction, Notice, Seal
from scoring.conditions import Section as LineKind
from scoring.ledger import Entry
from scoring.periods import Period, PeriodKind, period_of, periods_between
from scoring.points import Points
from scoring.postings import together
from scoring.results import Ranked, RankTable, Standing, TableKey
from site_builder.pages import paths
from site_builder.pages.gists import digest
from site_builder.pages.index import RANKED_KINDS, Sums, Views
from site_builder.pages.page import Page, Sheet
from site_builder.pages.writing import write

Papers = Sequence[Correction]
_STEPS = 8
"""Periods in a row's sparkline."""
_SPELT_OUT = 6
"""Ledger lines a row may spell out; more are summed, with links to the account."""


class Row(NamedTuple):
    """A standing with what stands behind it."""

    standing: Standing
    spark: Sequence[Points]
    """Points of the last periods of this kind, the oldest first."""
    entries: Sequence[Entry]
    """The lines themselves, empty where there are too many to print."""
    months: Sequence[tuple[Period, Points]]
    """Else the points of each month, in a period longer than a month,"""
    sections: Sequence[tuple[str, int, Points]]
    """or the lines and points of each kind of line."""
    accounts: Sequence[str]
    """The units whose lines these are: the row's own and those that it stands for."""


class Section(NamedTuple):
    """One table with its rows."""

    table: RankTable
    rows: Sequence[Row]
    placed: bool
    """Whether the rows compete: units without a group beside groups are only listed."""
    compared: bool
    """Whether there is an earlier period that a rank can rise or fall from."""


class Moved(NamedTuple):
    """A unit whose points are no more those that were published."""

    score: str
    unit: str
    published: Points
    now: Points


class Closed(NamedTuple):
    """What closed a period, and what has become of it since."""

    notice: Notice
    seal: Seal | None
    corrections: Sequence[Correction]
    moved: Sequence[Moved]


def family(views: Views) -> Iterator[Sheet]:
    """Yield all ranking pages."""
    periods = [period for kind in RANKED_KINDS for period in views.periods[kind]]
    years = sorted({period.start.year for period in periods}, reverse=True)
    key = digest(*(period.id for period in periods))
    yield Sheet(paths.RANKINGS, key, partial(_index, views, years))
    for period in periods:
        yield from _pages(views, period)
    for year in years:
        path = paths.HEAT if year == years[0] else paths.within(paths.HEAT, str(year))
        yield Sheet(path, _heat_mark(views, year, years), partial(_heat, views, path, year, years))
    if not years:
        yield Sheet(paths.HEAT, "", partial(_heat, views, paths.HEAT, views.as_of.year, years))


def _index(views: Views, years: Sequence[int]) -> Page:
    return write(views, paths.RANKINGS, "rankings", years=years, kinds=RANKED_KINDS)


def _pages(views: Views, period: Period) -> Iterator[Sheet]:
    marks = views.marks
    links = _neighbours(views, period)
    months = periods_between(period.start, period.end, PeriodKind.MONTH)
    key = digest(
        _mark(views, period, Ranked.UNIT),
        repr([(role, other is not None) for role, other in links.items()]),
        marks.ledger(period.start, period.end),
        *(marks.tables(month, Ranked.UNIT) for month in months),
        _years_told(views),
        repr(_closing(views, period)),
    )
    yield Sheet(paths.ranking(period), key, partial(_units, views, period, links))
    key = _mark(views, period, Ranked.PERSON)
    yield Sheet(paths.ranking(period, "people"), key, partial(_people, views, period))
    key = _mark(views, period, Ranked.PUBLICATION, Ranked.LEVEL)
    yield Sheet(paths.ranking(period, "publications"), key, partial(_publications, views, period))


def _mark(views: Views, period: Period, *kinds: Ranked) -> str:
    """Return what stands for the tables of a period, with the earlier ones that sparklines draw."""
    found: list[str] = []
    for _ in range(_STEPS):
        found += (views.marks.tables(period, ranked) for ranked in kinds)
        period = period.previous()
    return digest(views.marks.as_of, *found)


def _years_told(views: Views) -> str:
    """Return what stands for the accounts to which rows can lead."""
    return repr(views.accounts[Ranked.UNIT])


def _closing(views: Views, period: Period) -> Sequence[tuple[Notice, Seal | None, Papers]]:
    """Return the issued notices of a period with their seals and corrections."""
    corpus = views.corpus
    return [
        (each, corpus.seals.get(each.id), [c for c in corpus.corrections if c.notice == each.id])
        for each in corpus.notices
        if each.period == period and each.issued is not None
    ]


def _closed(views: Views, period: Period, shown: Mapping[str, Sequence[Section]]) -> list[Closed]:
    """Return what closed a period, with the units that now stand otherwise than published."""
    now = {
        (score, row.standing.subject): row.standing.points
        for score, sections in shown.items()
        for section in sections
        for row in section.rows
    }
    return [
        Closed(notice, seal, papers, [] if seal is None else list(_moved(seal, now)))
        for notice, seal, papers in _closing(views, period)
    ]


def _moved(seal: Seal, now: Mapping[tuple[str, str], Points]) -> Iterator[Moved]:
    for score in seal.scores:
        for row in score.rows:
            points = now.get((score.score, row.unit), row.points)
            if points != row.points:
                yield Moved(score.score, row.unit, row.points, points)


def _units(views: Views, period: Period, links: Mapping[str, Period | None]) -> Page:
    sections = _sections(views, period, (Ranked.UNIT,))
    return write(
        views,
        paths.ranking(period),
        "ranking",
        hide=("navigation", "toc"),
        period=period,
        sections=sections,
        parts=links,
        closed=_closed(views, period, sections),
    )


def _people(views: Views, period: Period) -> Page:
    path = paths.ranking(period, "people")
    sections = _sections(views, period, (Ranked.PERSON,))
    return write(views, path, "ranking_people", period=period, sections=sections)


def _publications(views: Views, period: Period) -> Page:
    path = paths.ranking(period, "publications")
    sections = _sections(views, period, (Ranked.PUBLICATION, Ranked.LEVEL))
    return write(views, path, "ranking_publications", period=period, sections=sections)


def _neighbours(views: Views, period: Period) -> Mapping[str, Period | None]:
    """Return the ranked periods beside and a year before this one, None where not ranked."""
    found = {"earlier": period.previous(), "later": period.following(), "ago": period.year_ago()}
    return {role: p if p in views.periods[p.kind] else None for role, p in found.items()}


def _sections(
    views: Views, period: Period, kinds: tuple[Ranked, ...]
) -> Mapping[str, Sequence[Section]]:
    """Return the sections of each score, scores in the office's order."""
    made = {
        score: [
            _section(views, table)
            for ranked in kinds
            for table in views.tables.get((score, period, ranked), ())
        ]
        for score in views.scores
    }
    return {score: sections for score, sections in made.items() if sections}


def _section(views: Views, table: RankTable) -> Section:
    key = table.key
    before = _before(views, key)
    rows = [_row(views, table, row, _spark(row, before)) for row in table.rows]
    placed = views.competing(key)
    compared = placed and views.preceded(key.score, key.period, key.ranked)
    return Section(table, rows, placed, compared)


def _row(views: Views, table: RankTable, row: Standing, spark: Sequence[Points]) -> Row:
    key = table.key
    if key.ranked is not Ranked.UNIT:
        return Row(row, spark, (), (), (), ())
    names = (row.subject, *views.stood_for(table, row.subject))
    sums = views.sums(key.score, key.period)
    held = [sums[name] for name in names if name in sums]
    if sum(each.lines for one in held for given in one.values() for each in given) <= _SPELT_OUT:
        return Row(row, spark, views.counted(table, row.subject), (), (), ())
    year = key.period.start.year
    accounts = [name for name in names if year in views.unit_years(name)]
    if key.period.kind is PeriodKind.MONTH:
        return Row(row, spark, (), (), list(_by_section(held)), accounts)
    return Row(row, spark, (), _by_month(views, table, row), (), accounts)


def _by_section(
    held: Sequence[Sums],
) -> Iterator[tuple[str, int, Points]]:
    """Yield the lines and points of each kind of line, in the order of the ledger's kinds."""
    for kind in LineKind:
        given = [each for one in held if kind in one for each in one[kind]]
        if given:
            yield kind.label, *together(given)


def _by_month(views: Views, table: RankTable, row: Standing) -> list[tuple[Period, Points]]:
    score, period, ranked, _ = table.key
    months = periods_between(period.start, period.end, PeriodKind.MONTH)
    rows = ((month, views.standing(score, ranked, row.subject, month)) for month in months)
    return [(month, held.points) for month, held in rows if held]


def _before(views: Views, key: TableKey) -> Sequence[Mapping[str, Standing]]:
    """Return the rows of the periods before that a sparkline draws, the newest first."""
    period, found = key.period, []
    for _ in range(_STEPS - 1):
        period = period.previous()
        found.append(views.rows(key.score, key.ranked, period))
    return found


def _spark(row: Standing, before: Sequence[Mapping[str, Standing]]) -> Sequence[Points]:
    values, subject = [row.points], row.subject
    for rows in before:
        held = rows.get(subject)
        if held is None:
            break
        values.append(held.points)
    return values[::-1]


def _heat_mark(views: Views, year: int, years: Sequence[int]) -> str:
    """Return what stands for a year's heat maps."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    periods = (*periods_between(first, last, PeriodKind.MONTH), period_of(first, PeriodKind.YEAR))
    tables = (views.marks.tables(period, Ranked.UNIT) for period in periods)
    return digest(repr(years), min(last, views.as_of).isoformat(), *tables)


def _heat(views: Views, path: str, year: int, years: Sequence[int]) -> Page:
    """Return the heat maps of a year: units by months, adopted items."""
    others = [
        (each, paths.HEAT if each == years[0] else paths.within(paths.HEAT, str(each)))
        for each in years
        if each != year
    ]
    maps = list(_heat_maps(views, year))
    return write(views, path, "heat", year=year, maps=maps, others=others)


class HeatMap(NamedTuple):
    """Adopted items of the units of one group by month."""

    group: str | None
    names: Sequence[str]
    months: Sequence[str]
    values: Sequence[Sequence[int | None]]


def _heat_maps(views: Views, year: int) -> Iterator[HeatMap]:
    whole = next((p for p in views.periods[PeriodKind.YEAR] if p.start.year == year), None)
    if whole is None:
        return
    last = min(whole.end, views.as_of)
    months = list(periods_between(whole.start, last, PeriodKind.MONTH))
    for table in views.tables.get((views.main, whole, Ranked.UNIT), ()):
        names = [row.subject for row in table.rows]
        held = (
            [views.standing(views.main, Ranked.UNIT, name, month) for month in months]
            for name in names
        )
        values = [[row.tally.adopted if row else None for row in rows] for rows in held]
        heads = [str(month.start.month) for month in months]
        yield HeatMap(table.key.group, names, heads, values)
