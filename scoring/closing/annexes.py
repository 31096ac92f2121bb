"""附件: the tables that go with a notice, as values; points exact.

In the rankings 本期得分 + 上期累计 + 更正 = 累计得分 holds on every row. A sealed notice shows what
was sealed; 更正 stands apart only where a correction of an earlier notice was made since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from scoring.closing.events import Events, competing
from scoring.closing.facts import Correction, Seal, SealedRow
from scoring.findings import Source
from scoring.lineage import successor
from scoring.model import Corpus, Share
from scoring.periods import Period, parse_period
from scoring.points import ZERO, Points, fraction, normal, rounded, total
from scoring.results import QuotaState, RankTable, Standing
from scoring.vocabulary import Word


class Thing(Word):
    """What a cell may name, and a page lead to."""

    UNIT = "unit", "单位"
    ITEM = "item", "信息"
    PUBLICATION = "publication", "刊物"
    LEADER = "leader", "批示人"
    ASSIGNMENT = "assignment", "任务"


class Named(NamedTuple):
    """Words that name something."""

    thing: Thing
    id: str
    words: str


Cell = str | int | Points | date | tuple[Named, ...] | None
"""None where there is nothing; several names are joined by 、."""


class Grid(NamedTuple):
    """One table."""

    title: str
    """Empty where the annex has only one."""
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heads: tuple[tuple[str, str], ...] = ()
    """Columns that are the same in every row, where the tables of an annex are put together."""
    note: str | None = None


class Annex(NamedTuple):
    """One annex."""

    name: str
    """Short, for files and sheets."""
    title: str
    grids: tuple[Grid, ...]


POINTS: Final = "本期得分"
CARRIED: Final = "上期累计"
CORRECTED: Final = "更正"
RUNNING: Final = "累计得分"


def annexes(
    corpus: Corpus,
    scores: Sequence[Events],
    corrections: Sequence[Correction] = (),
    seal: Seal | None = None,
) -> tuple[Annex, ...]:
    """Return the annexes of a notice, those that would be empty left out.

    `scores` is its period by each score, the main one first; `corrections` are those that it is
    the first to carry.
    """
    events = scores[0]
    found = (
        Annex("排名", "各单位得分排名表", tuple(_rankings(corpus, scores, corrections, seal))),
        Annex("采用", "采用信息目录", (_adopted(events),)),
        Annex("批示", "领导批示目录", (_endorsed(events),)),
        Annex("定额", "定额完成情况", (_quotas(corpus, events),)),
        Annex("约稿", "约稿和任务完成情况", (_asked(events),)),
    )
    kept = (each._replace(grids=tuple(grid for grid in each.grids if grid.rows)) for each in found)
    return tuple(each for each in kept if each.grids)


def unit(name: str) -> tuple[Named, ...]:
    """Return the cell of a unit."""
    return (Named(Thing.UNIT, name, name),)


def cell_words(cell: tuple[Named, ...]) -> str:
    """Return the words of names."""
    return "、".join(each.words for each in cell)


# --- rankings ------------------------------------------------------------------------------------


class _Ranked(NamedTuple):
    """One row before it is laid out."""

    rank: int | None
    unit: str
    points: Points
    running: Points
    standing: Standing | None


def _rankings(
    corpus: Corpus,
    scores: Sequence[Events],
    corrections: Sequence[Correction],
    seal: Seal | None,
) -> Iterator[Grid]:
    several = len(scores) > 1
    sealed = {} if seal is None else {each.score: each.rows for each in seal.scores}
    for events in scores:
        corrected = _corrected(corpus, events, corrections)
        for group, rows, ranked in _grouped(events, sealed.get(events.score)):
            label = group or ("各单位" if ranked else "不排名的单位")
            yield _ranking(
                f"{events.score}：{label}" if several else label,
                rows,
                corrected if any(corrected.get(row.unit) for row in rows) else {},
                (("计分", events.score), ("类别", group or "")),
                _measure(events.tables, group),
            )


def _grouped(
    events: Events, sealed: Sequence[SealedRow] | None
) -> Iterator[tuple[str | None, list[_Ranked], bool]]:
    """Yield the rows of each group, as sealed where that is known."""
    standings = {row.subject: row for table in events.tables for row in table.rows}
    if sealed is not None:
        groups: dict[str | None, list[_Ranked]] = {}
        for one in sealed:
            known = standings.get(one.unit)
            row = _Ranked(one.rank, one.unit, one.points, one.running, known)
            groups.setdefault(one.group, []).append(row)
        for group, rows in groups.items():
            yield group, rows, rows[0].rank is not None
        return
    for table in events.tables:
        ranked = competing(table, events.tables)
        found = [
            _Ranked(row.rank if ranked else None, row.subject, row.points, row.running, row)
            for row in table.rows
        ]
        yield table.key.group, found, ranked


def _measure(tables: Iterable[RankTable], group: str | None) -> str | None:
    for table in tables:
        if table.key.group == group:
            book = table.rulebook
            return f"计量：{book.measure}；依据：《{book.name}》（{book.number}）"
    return None


def _corrected(
    corpus: Corpus, events: Events, corrections: Iterable[Correction]
) -> Mapping[str, Points]:
    """Return what corrections of this year's earlier notices changed, by the units' names now."""
    found: defaultdict[str, list[Points]] = defaultdict(list)
    book = events.tables[0].rulebook if events.tables else None
    for one in _of_year(events.period, corrections):
        for each in one.differences:
            if each.score == events.score:
                day = min(events.period.end, events.day)
                name = each.unit if book is None else successor(corpus, each.unit, day, book)
                found[name].append(normal(fraction(each.after) - fraction(each.before)))
    return {name: total(values) for name, values in found.items()}


def _of_year(now: Period, corrections: Iterable[Correction]) -> Iterator[Correction]:
    """Yield the corrections of this year's earlier periods: only they are in 累计."""
    for one in corrections:
        closed = parse_period(one.notice)
        if closed is not None and closed.start.year == now.start.year and closed.end < now.start:
            yield one


def _ranking(
    title: str,
    rows: Sequence[_Ranked],
    corrected: Mapping[str, Points],
    heads: tuple[tuple[str, str], ...],
    note: str | None,
) -> Grid:
    more = (CORRECTED,) if corrected else ()
    columns = (
        "名次", "单位", POINTS, CARRIED, *more, RUNNING, "升降", "报送", "采用", "采用率", "批示",
    )  # fmt: skip
    made = []
    for row in rows:
        change = corrected.get(row.unit, ZERO)
        carried = normal(fraction(row.running) - fraction(row.points) - fraction(change))
        tally = row.standing.tally if row.standing else None
        made.append(
            (
                row.rank,
                unit(row.unit),
                row.points,
                carried,
                *((change,) if corrected else ()),
                row.running,
                "—" if row.rank is None else _change(row.standing),
                *(
                    (None,) * 4
                    if tally is None
                    else (
                        tally.sent,
                        tally.adopted,
                        f"{rounded(tally.rate * 100, 1)}%",
                        tally.endorsements,
                    )
                ),
            )
        )
    return Grid(title, columns, tuple(made), heads, note)


def _change(row: Standing | None) -> str:
    """Return 升2, 降1, 平, or a dash where there is nothing to compare with."""
    if row is None or row.change is None:
        return "—"
    return "平" if row.change == 0 else f"{'升' if row.change > 0 else '降'}{abs(row.change)}"


# --- lists of facts ------------------------------------------------------------------------------


def _units(shares: Iterable[Share]) -> tuple[Named, ...]:
    return tuple(Named(Thing.UNIT, share.unit, share.unit) for share in shares)


def _adopted(events: Events) -> Grid:
    rows = tuple(
        (
            number,
            (Named(Thing.ITEM, one.item.id, one.item.title),),
            _units(one.item.units),
            (Named(Thing.PUBLICATION, one.fact.publication, one.fact.publication),),
            one.fact.issue,
            one.fact.form,
            one.fact.date,
        )
        for number, one in enumerate(events.adopted, 1)
    )
    return Grid("", ("序号", "标题", "单位", "刊物", "期号", "形式", "采用日期"), rows)


def _endorsed(events: Events) -> Grid:
    rows = tuple(
        (
            number,
            (Named(Thing.ITEM, one.item.id, one.item.title),),
            _units(one.item.units),
            (Named(Thing.LEADER, one.fact.leader, one.fact.leader),),
            "是" if one.fact.praise else None,
            one.fact.text,
            one.fact.date,
        )
        for number, one in enumerate(events.endorsed, 1)
    )
    return Grid("", ("序号", "标题", "单位", "批示人", "肯定", "批示内容", "批示日期"), rows)


def _quotas(corpus: Corpus, events: Events) -> Grid:
    """Return how each unit did with each quota over the whole period."""
    held: dict[tuple[str, Source], list[QuotaState]] = {}
    for state in events.quotas:
        if state.closed:
            held.setdefault((state.subject, state.quota.source), []).append(state)
    groups = {row.subject: table.key.group for table, row in events.ranked}
    rows = []
    for (name, _), states in held.items():
        quota = states[-1].quota
        met = sum(state.missing == 0 for state in states)
        known = corpus.units.get(name)
        rows.append(
            (
                groups.get(name) or (known.group if known else None),
                unit(name),
                quota.clause,
                f"每{quota.period.label}{quota.measured.label}",
                states[-1].required,
                len(states),
                met,
                total(state.done for state in states),
                total(state.missing for state in states),
                "完成" if met == len(states) else "未完成",
            )
        )
    columns = (
        "类别", "单位", "条款", "定额", "每期要求", "期数", "完成期数", "完成合计", "缺额合计",
        "情况",
    )  # fmt: skip
    return Grid("", columns, tuple(rows))


def _asked(events: Events) -> Grid:
    rows = tuple(
        (
            one.assignment.kind.label,
            (Named(Thing.ASSIGNMENT, one.assignment.id, one.assignment.title),),
            unit(one.unit),
            one.due,
            one.answered,
            one.outcome.label,
        )
        for one in events.asked
    )
    return Grid("", ("种类", "名称", "单位", "截止", "答复", "情况"), rows)
