"""what-if: who moves when a period is recomputed under another rulebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scoring.engine import score
from scoring.model import Corpus, Item
from scoring.periods import Period
from scoring.points import ZERO, Points
from scoring.results import Ranked, RankTable, Standing, TableKey
from scoring.rulebook import Rulebook
from scoring.standings import tables

_WEEK = timedelta(days=6)
"""How far a week that touches a period may reach beyond it."""


@dataclass(frozen=True, slots=True)
class Move:
    """One subject under the rulebook in force (before) and under the other one (after)."""

    group: str | None
    """Under the other rulebook; under the one in force where it has no row there."""
    subject: str
    rank_before: int | None
    """None where it has no row."""
    rank_after: int | None
    points_before: Points
    points_after: Points

    @property
    def change(self) -> int | None:
        """Return the places gained, None where one of the two ranks is missing."""
        if self.rank_before is None or self.rank_after is None:
            return None
        return self.rank_before - self.rank_after


def what_if(
    corpus: Corpus, rulebook: Rulebook, period: Period, as_of: date
) -> tuple[Move, ...]:
    """Return what becomes of every unit of a period as if the rulebook had held in it.

    Only facts that can matter for the period are scored, however long the archive.
    """
    facts = around(corpus, period)
    before, after = (
        tables(each, score(each, rulebook.score, as_of, period), as_of, period)
        for each in (facts, replace_rulebook(facts, rulebook, period))
    )
    return moves(before, after, period)


def around(corpus: Corpus, period: Period) -> Corpus:
    """Return the facts without the items that can give or take nothing in a period.

    An item stays whole when one of its facts lies in the period or in a week that touches it, or
    when facts outside its file speak of it. The first ones stay, as periods are counted from them.
    """
    days = {item.id: _days(item) for item in corpus.items.values()}
    first, last = period.start - _WEEK, period.end + _WEEK
    kept = {name for name, own in days.items() if any(first <= day <= last for day in own)}
    if days:
        kept.add(min(days, key=lambda name: days[name][0]))
        kept.add(min(days, key=lambda name: min(days[name])))
    kept.update(fault.item for fault in corpus.faults if fault.item)
    kept.update(judgement.item for judgement in corpus.judgements if judgement.item)
    asked = corpus.assignments.values()
    kept.update(answer.item for each in asked for answer in each.answers if answer.item)
    kept.update(item.id for item in corpus.items.values() if item.commission is not None)
    items = {name: item for name, item in corpus.items.items() if name in kept}
    return replace(corpus, items=items)


def _days(item: Item) -> list[date]:
    """Return the days of an item's facts, its own first."""
    return [
        item.date,
        *[fact.date for fact in item.adoptions],
        *[fact.date for fact in item.forwardings],
        *[fact.date for fact in item.endorsements],
        *[fact.date for fact in item.faults],
        *[fact.date for fact in item.judgements],
    ]


def replace_rulebook(corpus: Corpus, rulebook: Rulebook, period: Period) -> Corpus:
    """Return the facts as if the rulebook had held on exactly the days of the period.

    Other rulebooks of the same score give way on those days and hold as before on all others.
    """
    instead = replace(rulebook, effective=period.start, until=period.end)
    books = [instead]
    for book in corpus.rulebooks:
        if book.score != rulebook.score or not period.start <= book.effective <= period.end:
            books.append(book)
        elif book.until is None or book.until > period.end:
            books.append(replace(book, effective=period.end + timedelta(days=1)))
    books.sort(key=lambda book: (book.score, book.effective))
    return replace(corpus, rulebooks=tuple(books))


def moves(
    before: Mapping[TableKey, RankTable],
    after: Mapping[TableKey, RankTable],
    period: Period,
    ranked: Ranked = Ranked.UNIT,
) -> tuple[Move, ...]:
    """Return what becomes of every row of a period's tables, those who stay included.

    In the order of the tables after the change; who loses his row comes last.
    """
    old, new = _rows(before, period, ranked), _rows(after, period, ranked)
    found = []
    for subject in dict.fromkeys((*new, *old)):
        group, _ = new[subject] if subject in new else old[subject]
        was, becomes = (rows[subject][1] if subject in rows else None for rows in (old, new))
        found.append(
            Move(
                group,
                subject,
                rank_before=was.rank if was else None,
                rank_after=becomes.rank if becomes else None,
                points_before=was.points if was else ZERO,
                points_after=becomes.points if becomes else ZERO,
            )
        )
    return tuple(found)


def _rows(
    found: Mapping[TableKey, RankTable], period: Period, ranked: Ranked
) -> Mapping[str, tuple[str | None, Standing]]:
    return {
        row.subject: (key.group, row)
        for key, table in found.items()
        if key.period == period and key.ranked is ranked
        for row in table.rows
    }
