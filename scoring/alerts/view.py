"""What the watches look at: facts, ledgers and standings on a day, indexed once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from scoring.alerts.facts import AlertRule
from scoring.assignments.board import State, board
from scoring.ledger import Ledger
from scoring.lineage import ended
from scoring.model import Corpus
from scoring.periods import Period, PeriodKind
from scoring.results import Ranked, RankTable, Results, Standing


class Placed(NamedTuple):
    """A unit's row and the table in which it stands."""

    table: RankTable
    row: Standing


class View:
    """The office on a day, as alert rules look at it."""

    def __init__(
        self,
        corpus: Corpus,
        ledgers: Mapping[str, Ledger],
        results: Mapping[str, Results],
        as_of: date,
    ) -> None:
        """Keep the values; nothing is computed yet."""
        self.corpus = corpus
        self.ledgers = ledgers
        self.as_of = as_of
        self._results = results
        self._rows: dict[tuple[str, Period], Mapping[str, Placed]] = {}

    def score(self, rule: AlertRule) -> str:
        """Return the score that a rule watches, '' where there is none at all."""
        return rule.score or next(iter(self.ledgers), "")

    def watches(self, rule: AlertRule, unit: str) -> bool:
        """Return whether a unit still stands and is of the groups that a rule looks at."""
        known = self.corpus.units.get(unit)
        if known is None or ended(self.corpus, unit, self.as_of):
            return False
        return rule.groups is None or known.group in rule.groups

    def standing(self, unit: str) -> str:
        """Return the unit that has taken a unit's place by the day, itself where none has."""
        seen = {unit}
        while (known := self.corpus.units.get(unit)) is not None and known.lineage is not None:
            if known.lineage.on > self.as_of or known.lineage.into in seen:
                break
            unit = known.lineage.into
            seen.add(unit)
        return unit

    @cached_property
    def board(self) -> tuple[State, ...]:
        """Return how each unit stands with what was asked of it."""
        return board(self.corpus, self.as_of)

    @cached_property
    def _tables(self) -> Mapping[tuple[str, Period], list[RankTable]]:
        """Return the tables in which units compete, by score and period."""
        made: dict[tuple[str, Period], list[RankTable]] = {}
        for score, results in self._results.items():
            for key, table in results.tables.items():
                if key.ranked is Ranked.UNIT and key.group is not None:
                    made.setdefault((score, key.period), []).append(table)
        return made

    def closed(self, score: str, kind: PeriodKind) -> Iterator[Period]:
        """Yield the ended periods of a kind that have standings, the newest first, without gap."""
        over = [
            period
            for (name, period), tables in self._tables.items()
            if name == score and period.kind is kind and not tables[0].unfinished
        ]
        period = max(over, default=None)
        while period is not None and (score, period) in self._tables:
            yield period
            period = period.previous()

    def rows(self, score: str, period: Period) -> Mapping[str, Placed]:
        """Return the rows of a period by unit."""
        rows = self._rows.get((score, period))
        if rows is None:
            rows = self._rows[score, period] = {
                row.subject: Placed(table, row)
                for table in self._tables.get((score, period), ())
                for row in table.rows
            }
        return rows
