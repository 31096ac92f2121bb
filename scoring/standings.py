"""排名: rankings of every month, quarter, half-year and year, by group, as sums over the ledger.

A table shows units as they stood at its period's end: what a renamed or merged unit gave counts
for its successor where the rulebook says 承继 (the default), otherwise the old unit keeps a row of
its own in every period that it touches. Every unit of a group that is in the rulebook's scope has
a row, with 0 too (零报送); units without a group, people, publications and levels have one where
something happened. The running year's table is the year to date, marked unfinished.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from scoring.engine.quotas import states
from scoring.frame import Frame, group_of
from scoring.ledger import Ledger
from scoring.model import Corpus, Person, Publication, Unit
from scoring.period_rules import PassMark
from scoring.periods import Period, PeriodKind, period_of
from scoring.points import ZERO, Points, fraction, total
from scoring.ranking import Row, converted, fails, placed
from scoring.results import QuotaState, Ranked, RankTable, Standing, TableKey, Tally
from scoring.rulebook import Rulebook
from scoring.slots import LENGTHS, Slot, slot_of
from scoring.sums import Sums, buckets, sums
from scoring.tallies import Tallies, itself, tallies
from scoring.vocabulary import Level

_QuotaStates = Mapping[tuple[str, Period], tuple[QuotaState, ...]]
_NOTHING = Tally()


def tables(
    corpus: Corpus, ledger: Ledger, as_of: date, only: Period | None = None
) -> Mapping[TableKey, RankTable]:
    """Return every table of a ledger's score from the first fact to the as-of day.

    With `only`, those of one period, whose rows then know of no period before it.
    In order of time, a longer period after the shorter ones that it holds, then units by group
    (registry order, those without a group last), people, publications, levels. Periods without a
    rulebook have no tables.
    """
    frame = Frame.of(corpus, ledger, as_of, only)
    counts = tallies(corpus, as_of, frame.stands_as, frame.counted_on)
    gathered = buckets(corpus, ledger)
    quotas = _quota_states(corpus, ledger, as_of, only)
    found: list[RankTable] = []
    for ranked in Ranked:
        stands_as = frame.stands_as if ranked is Ranked.UNIT else itself
        points = sums(gathered[ranked], frame.rulebooks, stands_as)
        found += _Tables(frame, ranked, counts[ranked], points, quotas).tables()
    found.sort(key=lambda table: (table.key.period.end, table.key.period.kind.order))
    return {table.key: table for table in found}


def _quota_states(
    corpus: Corpus, ledger: Ledger, as_of: date, only: Period | None
) -> _QuotaStates:
    """Return the quota states to print in a subject's row of a period.

    Weeks and half-months stand in the month in which they end.
    """
    shown: defaultdict[tuple[str, Period], list[QuotaState]] = defaultdict(list)
    known = ledger.quotas if ledger.as_of == as_of else states(corpus, ledger, as_of, only)
    for state in known:
        period = state.period
        if slot_of(period) is None:
            period = period_of(period.end, PeriodKind.MONTH)
        shown[state.subject, period].append(state)
    return {key: tuple(found) for key, found in shown.items()}


class _Placed(NamedTuple):
    """A standing and the group in which it was won."""

    group: str | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class _Tables:
    """Makes the tables of one kind of subjects in time, so that each knows the one before."""

    frame: Frame
    ranked: Ranked
    tallies: Tallies
    sums: Sums
    quotas: _QuotaStates
    placed: dict[Slot, dict[str, _Placed]] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)

    def tables(self) -> Iterator[RankTable]:
        """Yield the tables of every period that has a rulebook, group by group."""
        for slot, rulebook in self.frame.rulebooks.items():
            carried = self.sums.carried(slot)
            self.placed[slot] = {}
            for group, rows in self._grouped(slot).items():
                standings = tuple(self._standings(slot, group, rows, carried))
                self.placed[slot] |= {row.subject: _Placed(group, row) for row in standings}
                key = TableKey(rulebook.score, slot.period, self.ranked, group)
                yield RankTable(key, rulebook, standings, self.frame.unfinished(slot))

    def _grouped(self, slot: Slot) -> Mapping[str | None, list[Row]]:
        """Return the rows of each group that has any, in printing and registry order."""
        rulebook = self.frame.rulebooks[slot]
        points, counts = self.sums.within.get(slot, {}), self.tallies.get(slot, {})
        subjects = {each for each in counts if self._scored(each, slot)} | set(points)
        by_group: dict[str | None, list[Row]] = {None: []}
        if self.ranked is Ranked.UNIT:
            subjects |= set(self.frame.members(slot))
            by_group = {group: [] for group in self.frame.groups(rulebook)}
        for subject in sorted(subjects, key=self._registry_order.__getitem__):
            row = Row(subject, points.get(subject, ZERO), counts.get(subject, _NOTHING))
            by_group[self._group(subject, rulebook)].append(row)
        return {group: rows for group, rows in by_group.items() if rows}

    def _group(self, subject: str, rulebook: Rulebook) -> str | None:
        if self.ranked is not Ranked.UNIT:
            return None
        return group_of(self.frame.corpus, subject, rulebook)

    def _scored(self, subject: str, slot: Slot) -> bool:
        """Return whether a subject with facts but without points belongs into the table."""
        if self.ranked is Ranked.UNIT:
            return self.frame.scores(subject, slot)
        if self.ranked is Ranked.PERSON:
            return self.frame.scores(self.frame.corpus.people[subject].unit, slot)
        return True

    @property
    def _registry_order(self) -> Mapping[str, int]:
        """The place of every possible subject among all."""
        if not self.order:
            self.order.update((each, place) for place, each in enumerate(self._registered()))
        return self.order

    def _registered(self) -> Iterable[str]:
        """Return all that can be subjects, by place in the registry, then by name."""
        corpus = self.frame.corpus
        registry: Mapping[str, Unit | Person | Publication]
        match self.ranked:
            case Ranked.UNIT:
                registry = corpus.units
            case Ranked.PERSON:
                registry = corpus.people
            case Ranked.PUBLICATION:
                registry = corpus.publications
            case _:
                return [level.label for level in Level]
        return sorted(registry, key=lambda subject: (registry[subject].source, subject))

    def _standings(
        self, slot: Slot, group: str | None, rows: list[Row], carried: Mapping[str, Points]
    ) -> Iterator[Standing]:
        """Yield the ranked rows of one group in one period."""
        rulebook, period = self.frame.rulebooks[slot], slot.period
        is_converted = self.ranked is Ranked.UNIT and bool(rulebook.conversions)
        best = max(fraction(row.points) for row in rows) if is_converted else Fraction(0)
        for row, place in placed(rows, rulebook):
            brought = carried.get(row.subject, ZERO)
            before = self._before(row.subject, slot)
            standing = Standing(
                subject=row.subject,
                rank=place.rank,
                tied=place.tied,
                points=row.points,
                carried=brought,
                running=total((brought, row.points)) if brought else row.points,
                previous_rank=before.standing.rank if before and before.group == group else None,
                tally=row.tally,
                converted=(
                    converted(row, best, rulebook, self.frame.corpus) if is_converted else ()
                ),
                quotas=self.quotas.get((row.subject, period), ()),
            )
            verdicts = self._verdicts(standing, slot, group)
            yield replace(standing, verdicts=verdicts) if verdicts else standing

    def _before(self, subject: str, slot: Slot) -> _Placed | None:
        """Return how a subject, or the one unit that it took over from, stood one period ago."""
        rows = self.placed.get(slot.previous, {})
        if subject in rows or self.ranked is not Ranked.UNIT:
            return rows.get(subject)
        former = [
            unit
            for unit in self.frame.moving
            if unit in rows and self.frame.stands_as(unit, slot) == subject
        ]
        return rows[former[0]] if len(former) == 1 else None

    def _verdicts(self, standing: Standing, slot: Slot, group: str | None) -> tuple[str, ...]:
        """Return the 达标 verdicts of a period that is over."""
        if self.ranked is not Ranked.UNIT or self.frame.unfinished(slot):
            return ()
        return tuple(
            mark.verdict
            for mark in self.frame.rulebooks[slot].pass_marks
            if LENGTHS.get(mark.period) == slot.length and self._fails(mark, standing, slot, group)
        )

    def _fails(self, mark: PassMark, standing: Standing, slot: Slot, group: str | None) -> bool:
        """Return whether a unit is below a mark in so many periods running, this one the last."""
        placed: _Placed | None = _Placed(group, standing)
        for _ in range(mark.running):
            if placed is None or not fails(mark, placed.standing, placed.group):
                return False
            placed, slot = self._before(placed.standing.subject, slot), slot.previous
        return True
