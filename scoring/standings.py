"""排名: rankings of every month, quarter, half-year and year, by group, as sums over the ledger.

A table shows units as they stood at its period's end: what a renamed or merged unit gave counts
for its successor where the rulebook says 承继 (the default), otherwise the old unit keeps a row of
its own in every period that it touches. Every unit of a group that is in the rulebook's scope has
a row, with 0 too (零报送); units without a group, people, publications and levels have one where
something happened. The running year's table is the year to date, marked unfinished.

Only which tables there are is worked out at once; the rows of each are made when asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import NamedTuple

from scoring.engine.quotas import states
from scoring.frame import Frame, counting, group_of
from scoring.ledger import Ledger
from scoring.model import Corpus, Person, Publication, Unit
from scoring.period_rules import PassMark
from scoring.periods import Period, PeriodKind, period_of
from scoring.points import fraction
from scoring.ranking import Place, Row, Scale, converted, fails, placed, scales
from scoring.results import QuotaState, Ranked, RankTable, Rows, Standing, TableKey
from scoring.rulebook import Rulebook
from scoring.slots import LENGTHS, Slot, slot_of
from scoring.sums import Amounts, MonthSums, both, carried, earned, gathered
from scoring.tallies import MonthCounts, Names, counted, tallied
from scoring.vocabulary import Level

QuotaStates = Mapping[Period, Mapping[str, tuple[QuotaState, ...]]]
"""What is to be printed in the rows of a period, by subject."""
Known = Callable[[Ranked, Slot], Mapping[str | None, Mapping[str, str]] | None]
"""The marks of a period's rows by group and subject, None where they are not known."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a score's tables follow from."""

    frame: Frame
    counts: Mapping[int, MonthCounts]
    """By month."""
    sums: Mapping[int, MonthSums]
    """By month."""
    quotas: QuotaStates


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
    counts = counted(
        corpus.items.values(), corpus.publications, as_of, counting(corpus, ledger.score)
    )
    sums = gathered(ledger, corpus.items)
    return tables_of(Inputs(frame, counts, sums, quota_states(corpus, ledger, as_of, only)))


def tables_of(inputs: Inputs, known: Known | None = None) -> Mapping[TableKey, RankTable]:
    """Return the tables that follow from counts and sums; `known` spares to look who is in them."""
    found: list[RankTable] = []
    for ranked in Ranked:
        found += _Tables(inputs, ranked).tables(known)
    found.sort(key=lambda table: (table.key.period.end, table.key.period.kind.order))
    return {table.key: table for table in found}


def quota_states(
    corpus: Corpus, ledger: Ledger, as_of: date, only: Period | None = None
) -> QuotaStates:
    """Return the quota states to print in the rows of each period.

    Weeks and half-months stand in the month in which they end.
    """
    shown = defaultdict[Period, defaultdict[str, list[QuotaState]]](lambda: defaultdict(list))
    known = ledger.quotas if ledger.as_of == as_of else states(corpus, ledger, as_of, only)
    for state in known:
        period = state.period
        if slot_of(period) is None:
            period = period_of(period.end, PeriodKind.MONTH)
        shown[period][state.subject].append(state)
    return {
        period: {subject: tuple(states) for subject, states in found.items()}
        for period, found in shown.items()
    }


class _Placed(NamedTuple):
    """A row, its place, and the group in which it was won."""

    group: str | None
    row: Row
    place: Place


class _Ranking(NamedTuple):
    """Who stands where in one period."""

    amounts: Amounts
    groups: Mapping[str | None, list[_Placed]]
    """Those that have any rows, in printing order; the best first."""
    by_subject: Mapping[str, _Placed]


@dataclass(frozen=True, slots=True)
class _Tables:
    """The tables of one kind of subjects; each knows the one before."""

    inputs: Inputs
    ranked: Ranked
    rankings: dict[Slot, _Ranking] = field(default_factory=dict)
    earlier: dict[Slot, tuple[Amounts, Amounts]] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)

    def tables(self, known: Known | None) -> Iterator[RankTable]:
        """Yield the tables of every period that has a rulebook, group by group."""
        frame = self.inputs.frame
        for slot, rulebook in frame.rulebooks.items():
            marks = None if known is None else known(self.ranked, slot)
            for group in self._ranking(slot).groups if marks is None else marks:
                yield RankTable(
                    TableKey(rulebook.score, slot.period, self.ranked, group),
                    rulebook,
                    Rows(partial(self._standings, slot, group)),
                    frame.unfinished(slot),
                    None if marks is None else marks[group],
                )

    def _ranking(self, slot: Slot) -> _Ranking:
        """Return who stands where in a period."""
        if slot not in self.rankings:
            rulebook, names = self.inputs.frame.rulebooks[slot], self._names(slot)
            amounts = earned(self.inputs.sums, self.ranked, slot, names)
            groups = {
                group: [_Placed(group, row, place) for row, place in placed(rows, rulebook)]
                for group, rows in self._grouped(slot, amounts).items()
            }
            each = {one.row.subject: one for found in groups.values() for one in found}
            self.rankings[slot] = _Ranking(amounts, groups, each)
        return self.rankings[slot]

    def _names(self, slot: Slot) -> Names:
        """Return what the subjects of points are called in a period, where not as ever."""
        match self.ranked:
            case Ranked.UNIT:
                return self.inputs.frame.renamed(slot)
            case Ranked.LEVEL:
                papers = self.inputs.frame.corpus.publications.items()
                return {name: paper.level.label for name, paper in papers}
            case _:
                return {}

    def _grouped(self, slot: Slot, amounts: Amounts) -> Mapping[str | None, list[Row]]:
        """Return the rows of each group that has any, in printing and registry order."""
        frame, amount = self.inputs.frame, amounts.by.get
        rulebook = frame.rulebooks[slot]
        counts = tallied(self.inputs.counts, self.ranked, slot, self._names(slot))
        subjects = {each for each in counts if self._scored(each, slot)}.union(amounts.by)
        by_group: dict[str | None, list[Row]] = {None: []}
        if self.ranked is Ranked.UNIT:
            subjects.update(frame.members(slot))
            by_group = {group: [] for group in frame.groups(rulebook)}
        for subject in sorted(subjects, key=self._registry_order.__getitem__):
            row = Row(subject, amount(subject, 0), counts.get(subject, 0), slot.length)
            by_group[self._group(subject, rulebook)].append(row)
        return {group: rows for group, rows in by_group.items() if rows}

    def _group(self, subject: str, rulebook: Rulebook) -> str | None:
        if self.ranked is not Ranked.UNIT:
            return None
        return group_of(self.inputs.frame.corpus, subject, rulebook)

    def _scored(self, subject: str, slot: Slot) -> bool:
        """Return whether a subject with facts but without points belongs into the table."""
        if self.ranked is Ranked.UNIT:
            return self.inputs.frame.scores(subject, slot)
        if self.ranked is Ranked.PERSON:
            return self.inputs.frame.scores(self.inputs.frame.corpus.people[subject].unit, slot)
        return True

    @property
    def _registry_order(self) -> Mapping[str, int]:
        """The place of every possible subject among all."""
        if not self.order:
            self.order.update((each, place) for place, each in enumerate(self._registered()))
        return self.order

    def _registered(self) -> Iterable[str]:
        """Return all that can be subjects, by place in the registry, then by name."""
        corpus = self.inputs.frame.corpus
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

    def _standings(self, slot: Slot, group: str | None) -> Iterator[Standing]:
        """Yield the rows of one group in one period."""
        known, rulebook = self.inputs.frame.corpus.units, self._rulebook(slot)
        ranking, (brought, running) = self._ranking(slot), self._brought(slot)
        quotas = self.inputs.quotas.get(slot.period, {})
        is_unit = self.ranked is Ranked.UNIT
        marks = self._pass_marks(slot) if is_unit else ()
        before, renamed = self._previous(slot), self._names(slot).items() if is_unit else ()
        found = [(one, ranking.amounts.points(one.row.subject)) for one in ranking.groups[group]]
        others: tuple[Scale, ...] = ()
        if is_unit and rulebook.conversions:
            others = scales(rulebook, max(fraction(points) for _, points in found))
        for one, points in found:
            subject = one.row.subject
            last = _before(subject, before, renamed)
            yield Standing(
                subject=subject,
                rank=one.place.rank,
                tied=one.place.tied,
                points=points,
                carried=brought.points(subject),
                running=running.points(subject),
                previous_rank=last.place.rank if last and last.group == group else None,
                tally=one.row.tally,
                converted=converted(points, known.get(subject), others) if others else (),
                quotas=quotas.get(subject, ()),
                verdicts=tuple(mark.verdict for mark in marks if self._fails(mark, one, slot)),
            )

    def _rulebook(self, slot: Slot) -> Rulebook:
        return self.inputs.frame.rulebooks[slot]

    def _brought(self, slot: Slot) -> tuple[Amounts, Amounts]:
        """Return 上期累计 of a period, and 累计得分."""
        if slot not in self.earlier:
            since = min(slot.first_month for slot in self.inputs.frame.rulebooks)
            before = carried(self.inputs.sums, self.ranked, slot, self._names(slot), since)
            self.earlier[slot] = before, both(before, self._ranking(slot).amounts)
        return self.earlier[slot]

    def _previous(self, slot: Slot) -> Mapping[str, _Placed]:
        """Return who stood where one period ago."""
        known = slot.previous in self.inputs.frame.rulebooks
        return self._ranking(slot.previous).by_subject if known else {}

    def _pass_marks(self, slot: Slot) -> tuple[PassMark, ...]:
        """Return the 达标 marks that hold for a period that is over."""
        if self.inputs.frame.unfinished(slot):
            return ()
        marks = self._rulebook(slot).pass_marks
        return tuple(mark for mark in marks if LENGTHS.get(mark.period) == slot.length)

    def _fails(self, mark: PassMark, one: _Placed, slot: Slot) -> bool:
        """Return whether a unit is below a mark in so many periods running, this one the last."""
        placed: _Placed | None = one
        for _ in range(mark.running):
            if placed is None:
                return False
            subject = placed.row.subject
            points = self._ranking(slot).amounts.points(subject)
            if not fails(mark, points, placed.row.tally, placed.group):
                return False
            placed = _before(subject, self._previous(slot), self._names(slot).items())
            slot = slot.previous
        return True


def _before(
    subject: str, rows: Mapping[str, _Placed], renamed: Iterable[tuple[str, str]]
) -> _Placed | None:
    """Return how a subject, or the one unit that it took over from, stood one period ago."""
    if subject in rows:
        return rows[subject]
    former = [unit for unit, heir in renamed if heir == subject and unit in rows]
    return rows[former[0]] if len(former) == 1 else None
