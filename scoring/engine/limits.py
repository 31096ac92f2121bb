"""Step 8: 限额 from short periods to long, then 清零.

Both also hold in the period that still runs, dated on the as-of day, so that a running table
never shows what the rulebook will not give.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from scoring.conditions import Section
from scoring.engine import words
from scoring.engine.charges import Clearing, grouped
from scoring.engine.journal import Journal
from scoring.engine.view import View
from scoring.findings import Source
from scoring.ledger import Entry
from scoring.period_rules import Limit
from scoring.periods import Period, PeriodKind, period_of
from scoring.points import ZERO, Points, difference, text, total
from scoring.postings import Lump
from scoring.rulebook import Rulebook
from scoring.rules import Rule

_LIMIT = Section.LIMIT  # once: to look a member up takes longer than to compare it
_ByPeriod = dict[Period, dict[str, list[Entry | Lump]]]


class _Adjustment(NamedTuple):
    """An entry to be written for a unit's period."""

    unit: str
    period: Period
    section: Section
    points: Points
    rule: Rule
    rulebook: Rulebook
    fact: Source
    detail: tuple[str, ...]


class Limits:
    """Writes what limits and clearings make of each unit's sums."""

    def __init__(self, view: View, journal: Journal) -> None:
        """Look at the units' entries of a journal and write into it."""
        self._view = view
        self._journal = journal
        self._entries: list[Entry] = []

    def enter(self, clearings: list[Clearing]) -> None:
        """Write all limits, then all clearings."""
        books = [book for book in self._view.corpus.rulebooks if book.score == self._view.score]
        limited = {limit.period for book in books for limit in book.limits}
        if not limited and not clearings:
            return
        self._entries = [entry for entry in self._journal.written() if entry.person is None]
        for kind in PeriodKind:
            if kind in limited:
                self._limit(kind, [one for book in books for one in book.limits])
        asked = grouped(clearings)
        for kind in PeriodKind:
            if kind in asked:
                self._clear(kind, asked[kind])

    def _by_period(self, kind: PeriodKind, sections: Collection[Section]) -> _ByPeriod:
        """Return what of some sections counts in a kind of periods, by period and unit."""
        found: _ByPeriod = {}
        for part in self._journal.parts:
            for begin, summed in part.sums.units.items():
                units = found.setdefault(period_of(begin, kind), defaultdict(list))
                for unit, lumps in summed.items():
                    if some := [lump for lump in lumps if lump.section in sections]:
                        units[unit] += some
        spans = {span for span in PeriodKind if span.order <= kind.order}
        day = None
        units = {}
        for entry in self._entries:
            if entry.date is not day:  # neighbours mostly share it
                day = entry.date
                units = found.setdefault(period_of(day, kind), defaultdict(list))
            if entry.section in sections and entry.span in spans:
                units[entry.unit].append(entry)
        return found

    def _limit(self, kind: PeriodKind, limits: list[Limit]) -> None:
        watched = {Section.LIMIT}.union(
            *(limit.sections or Section for limit in limits if limit.period is kind)
        )
        for period, units in sorted(self._by_period(kind, watched).items()):
            book = self._view.books[min(period.end, self._view.as_of)]
            if book is not None:
                limits = [limit for limit in book.rulebook.limits if limit.period is kind]
                for unit in sorted(units):
                    self._apply(limits, book.rulebook, period, unit, units[unit])

    def _apply(
        self, limits: list[Limit], rulebook: Rulebook, period: Period, unit: str,
        entries: list[Entry | Lump],
    ) -> None:
        """Apply a kind of period's limits one after the other; each sees what the last did."""
        for limit in limits:
            adjusted = self._adjust(limit, rulebook, period, unit, entries)
            if adjusted is not None:
                entries.append(adjusted)

    def _adjust(
        self, limit: Limit, rulebook: Rulebook, period: Period, unit: str,
        entries: list[Entry | Lump],
    ) -> Entry | None:
        held = total(entry.points for entry in _watched(limit, entries))
        bound, word = _bound(limit, held)
        if bound is None:
            return None
        points = difference(bound, held)
        measure = rulebook.measure
        head = f"{period.label}{_subject(limit)}{text(held)}{measure}，{word}{text(bound)}{measure}"
        detail = (head, words.added(points, measure))
        return self._write(
            _Adjustment(
                unit, period, Section.LIMIT, points, limit, rulebook, limit.source, detail
            )
        )

    def _clear(self, kind: PeriodKind, clearings: list[Clearing]) -> None:
        by_period = self._by_period(kind, frozenset(Section))
        nobody: dict[str, list[Entry | Lump]] = {}
        for clearing in clearings:
            given = by_period.get(clearing.period, nobody).get(clearing.unit, ())
            held = total(entry.points for entry in given)
            measure = clearing.rulebook.measure
            points = difference(ZERO, held) if held > 0 else ZERO
            was = f"原为{text(held)}{measure}"
            head = f"{clearing.reason}，{clearing.period.label}得分清零（{was}）"
            self._write(
                _Adjustment(
                    clearing.unit, clearing.period, Section.CLEARING, points, clearing.rule,
                    clearing.rulebook, clearing.fact, (head, words.added(points, measure)),
                )
            )

    def _write(self, what: _Adjustment) -> Entry:
        day = min(what.period.end, self._view.as_of)
        entry = Entry(
            day, what.unit, None, what.points, what.section, what.rule, what.rulebook, what.fact,
            None, what.period.kind, what.detail,
        )
        self._journal.write(entry)
        self._entries.append(entry)
        return entry


def _watched(limit: Limit, entries: list[Entry | Lump]) -> list[Entry | Lump]:
    """Return the entries and sums of entries that a limit looks at.

    What an earlier limit took away or gave back counts where all that it looked at counts: a
    month's cap on 报送 lowers the year's 报送, a cap lowers additions, a floor lifts deductions.
    """
    sections = limit.sections or frozenset(Section)
    return [
        entry
        for entry in entries
        if (
            _passed_on(limit, entry.rule, entry.points)
            if entry.section is _LIMIT and isinstance(entry.rule, Limit)
            else entry.section in sections
            and (not limit.additions or entry.points > 0)
            and (not limit.deductions or entry.points < 0)
        )
    ]


def _passed_on(limit: Limit, earlier: Limit, points: Points) -> bool:
    """Return whether a limit sees what an earlier one adjusted."""
    if limit.sections is not None and not (earlier.sections or set(Section)) <= limit.sections:
        return False
    return not (limit.additions and points > 0) and not (limit.deductions and points < 0)


def _bound(limit: Limit, held: Points) -> tuple[Points | None, str]:
    """Return the bound that a sum breaks, and its word."""
    if limit.cap is not None and held > limit.cap:
        return limit.cap, "上限"
    if limit.floor is not None and held < limit.floor:
        return limit.floor, "下限"
    return None, ""


def _subject(limit: Limit) -> str:
    if limit.additions:
        return "加分"
    if limit.deductions:
        return "扣分"
    if limit.sections is None:
        return "得分"
    return "、".join(section.label for section in Section if section in limit.sections) + "得分"
