"""What a notice publishes of a period, computed: its entries, and each unit's points and rank.

One way of counting for the seal, the gate and the proof. Only facts that can matter for the
period's year are scored, so that it takes as long in the tenth year as in the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from scoring.closing.entries import Line, lines
from scoring.closing.facts import Notice, SealedRow
from scoring.engine import score
from scoring.hindsight import until
from scoring.ledger import Ledger
from scoring.model import Corpus
from scoring.periods import Period, PeriodKind, period_of
from scoring.results import Ranked
from scoring.rulebook import in_force
from scoring.slots import slot_of
from scoring.standings import tables
from scoring.whatif import around

_OFFICE = "registry/office.yml"


class Count(NamedTuple):
    """One score of a period."""

    score: str
    rulebooks: tuple[str, ...]
    """Ids of those in force in the period."""
    lines: tuple[Line, ...]
    rows: tuple[SealedRow, ...]
    """In the order of printing."""


Counted = tuple[Count, ...]


def recount(corpus: Corpus, notice: Notice, as_of: date) -> Counted:
    """Return what a notice publishes, from the facts up to a day; scores without a rulebook in
    the period are left out. Names in the facts must be known ones."""
    return tuple(_counted(corpus, notice.period, notice.score, as_of))


def sealable(period: Period) -> bool:
    """Return whether there are rankings of periods of this length."""
    return slot_of(period) is not None


def _counted(
    corpus: Corpus, period: Period, only: str | None, as_of: date
) -> Iterator[Count]:
    year = period_of(period.end, PeriodKind.YEAR)
    folder = corpus.office.source.path.removesuffix(_OFFICE)
    facts = around(until(corpus, as_of), year)
    books = sorted(corpus.rulebooks, key=lambda book: (book.effective, book.score))
    for name in dict.fromkeys(book.score for book in books):
        held = _held(corpus, name, period) if only in (None, name) else ()
        if held:
            ledger = score(facts, name, as_of, year)
            rows = tuple(_rows(facts, ledger, period, as_of))
            yield Count(name, held, lines(ledger, period, folder), rows)


def _held(corpus: Corpus, score: str, period: Period) -> tuple[str, ...]:
    """Return the ids of the rulebooks that hold on some day of a period, in order of time."""
    days = (period.start + timedelta(n) for n in range((period.end - period.start).days + 1))
    found = (in_force(corpus.rulebooks, score, day) for day in days)
    return tuple(dict.fromkeys(book.id for book in found if book is not None))


def _rows(corpus: Corpus, ledger: Ledger, period: Period, as_of: date) -> Iterator[SealedRow]:
    """Yield the units' rows of a period's tables."""
    every = tables(corpus, ledger, as_of).items()
    found = [
        (key.group, table)
        for key, table in every
        if key.period == period and key.ranked is Ranked.UNIT
    ]
    for group, table in found:
        ranked = group is not None or len(found) == 1
        for row in table.rows:
            yield SealedRow(
                row.subject, group, row.rank if ranked else None, row.points, row.running
            )
