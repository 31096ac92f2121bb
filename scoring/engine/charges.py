"""Step 6: 任务, 差错 and 裁量, and what 作废 cancels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import NamedTuple

from scoring.conditions import Judged, Section
from scoring.engine import words
from scoring.engine.book import Book, Choice
from scoring.engine.dividing import Dividing
from scoring.engine.journal import Journal
from scoring.engine.matching import Facets
from scoring.engine.sharing import Recipient, shared
from scoring.engine.view import View
from scoring.findings import Source
from scoring.ledger import Entry
from scoring.model import Fault, Item, Judgement
from scoring.periods import Period, PeriodKind, period_of
from scoring.points import ZERO, Points, normal
from scoring.rulebook import Rulebook, rules_of
from scoring.rules import FaultRule, JudgementRule, Rule


class Clearing(NamedTuple):
    """清零: a unit's period that must come to 0, asked for by a fault or by missed assignments."""

    unit: str
    period: Period
    day: date
    fact: Source
    rule: Rule
    rulebook: Rulebook
    reason: str


class Charges:
    """Writes what single facts beside the items' own give or take."""

    def __init__(
        self, view: View, journal: Journal, given: Callable[[Iterable[str]], Iterable[Entry]]
    ) -> None:
        """Write a view's facts into a journal; `given` yields what some items' own facts gave."""
        self._view = view
        self._journal = journal
        self._given = given
        self.clearings: list[Clearing] = []

    def charge(
        self, book: Book, section: Section, unit: str, day: date, fact: Source, rule: Rule | None,
        points: Points, detail: tuple[str, ...], item: Item | None = None,
        span: PeriodKind = PeriodKind.WEEK,
    ) -> None:
        """Write one unit's entry, with 归属 and 系数, and its authors' where an item is known."""
        to, moved = book.destination(unit)
        if not book.scores(to):
            return
        facets = Facets(group=self._view.group(unit))
        grant = book.grant(section, rule, normal(points), detail, facets)
        ready = shared(grant, Recipient(to, self._people(item, unit), moved=moved))
        name = None if item is None else item.id
        self._journal.post(section, day, ready, fact, name, span)

    def _people(self, item: Item | None, unit: str) -> tuple[str, ...]:
        if item is None:
            return ()
        return next((one.people for one in self._view.team(item) if one.unit == unit), ())

    def clear(
        self, book: Book, unit: str, kind: PeriodKind, day: date, fact: Source, rule: Rule,
        reason: str,
    ) -> None:
        """Ask for 清零 of the period that holds a day."""
        to = book.destination(unit)[0]
        self.clearings.append(
            Clearing(to, period_of(day, kind), day, fact, rule, book.rulebook, reason)
        )

    def faults(self) -> None:
        """Write all 差错; 作废 cancels an item once, by its first fault that says so."""
        cancelled: dict[str, tuple[Fault, FaultRule, Book]] = {}
        for fault, item in self._faults():
            book = self._view.books[fault.date]
            if book is None or not book.rulebook.faults:
                continue
            rules = (rule for rule in book.rulebook.faults if fault.kind in rule.kinds)
            rule = next(rules, None)
            self._fault(book, fault, item, rule)
            if rule is not None and rule.cancels_item and item is not None:
                cancelled.setdefault(item.id, (fault, rule, book))
        if cancelled:
            self._cancel(cancelled)

    def _faults(self) -> Iterator[tuple[Fault, Item | None]]:
        """Yield every known fault with its item, by date and place."""
        items = self._view.corpus.items
        found = [
            (fault, items.get(fault.item) if fault.item is not None else None)
            for fault in self._view.corpus.faults
        ]
        for name in self._charged():
            found += [(fault, items[name]) for fault in items[name].faults]
        known = [pair for pair in found if pair[0].date <= self._view.as_of]
        yield from sorted(known, key=lambda pair: (pair[0].date, pair[0].source))

    def _charged(self) -> list[str]:
        """Return the items with faults or judgements of their own, in order."""
        return sorted(chain.from_iterable(part.charged for part in self._journal.parts))

    def _fault(self, book: Book, fault: Fault, item: Item | None, rule: FaultRule | None) -> None:
        points = ZERO if rule is None or rule.points is None else rule.points
        units = (fault.unit,) if fault.unit is not None else _units(item)
        detail = _consequences(rule, points, book.rulebook.measure)
        span = PeriodKind.WEEK if rule is None else rule.charged or PeriodKind.WEEK
        for unit in units:
            self.charge(
                book, Section.FAULT, unit, fault.date, fault.source, rule, points, detail, item,
                span,
            )
            if rule is not None and rule.clears is not None:
                reason = f"{words.day(fault.date)}{fault.kind.label}"
                self.clear(book, unit, rule.clears, fault.date, fault.source, rule, reason)

    def _cancel(self, cancelled: dict[str, tuple[Fault, FaultRule, Book]]) -> None:
        """Write a counter-entry for all that steps 1 to 5 gave a cancelled item."""
        for entry in self._given(cancelled):
            if not entry.points:
                continue
            fault, rule, book = cancelled[entry.item or ""]
            measure = book.rulebook.measure
            what = f"{words.day(entry.date)}{words.amount(entry.points, measure)}"
            self._journal.write(
                entry._replace(
                    date=max(entry.date, fault.date),
                    points=normal(-entry.points),
                    rule=rule,
                    rulebook=book.rulebook,
                    fact=fault.source,
                    detail=(
                        f"因{fault.kind.label}作废该件，冲销{what}",
                        words.amount(-entry.points, measure),
                    ),
                )
            )

    def judgements(self, dividing: Dividing) -> None:
        """Write the 裁量 that no other rule has taken up as its value."""
        used = frozenset[tuple[str, str]]().union(*(part.used for part in self._journal.parts))
        for item, judgement in self._view.judgements(self._charged()):
            if item is not None and (item, judgement.clause) in used:
                continue
            book = self._view.books[judgement.date]
            if book is not None:
                known = None if item is None else self._view.corpus.items.get(item)
                self._judgement(book, judgement, known, dividing)

    def _judgement(
        self, book: Book, judgement: Judgement, item: Item | None, dividing: Dividing
    ) -> None:
        rule, points, detail = _judged(book.rulebook, judgement)
        if rule is None:
            return  # its clause is another score's, or a finding
        if judgement.unit is not None:
            self.charge(
                book, Section.JUDGEMENT, judgement.unit, judgement.date, judgement.source, rule,
                points, detail, item,
            )
        elif item is not None:
            for member in self._view.team(item):
                facets = Facets(kind=item.kind, group=member.group, signed=bool(member.people))
                grant = book.grant(Section.JUDGEMENT, rule, points, detail, facets)
                ready = dividing.line(book, Choice(grant, book.rulebook.joint, False), member)
                self._journal.post(
                    Section.JUDGEMENT, judgement.date, ready, judgement.source, item.id
                )


def _units(item: Item | None) -> tuple[str, ...]:
    """Return an item's units: each of them bears the item's fault in full."""
    return () if item is None else tuple(share.unit for share in item.units)


def _consequences(rule: FaultRule | None, points: Points, measure: str) -> tuple[str, ...]:
    nothing = rule is not None and rule.points is None
    said = [f"不另扣{measure}" if nothing else words.amount(points, measure)]
    if rule is not None and rule.cancels_item:
        said.append("作废该件得分")
    if rule is not None and rule.clears is not None:
        said.append(f"当{rule.clears.label}得分清零")
    if rule is not None and rule.charged is not None:
        said.append(f"计入{rule.charged.label}度得分")
    if rule is not None and rule.veto:
        said.append("取消评先资格")
    return tuple(said)


def _judged(
    rulebook: Rulebook, judgement: Judgement
) -> tuple[Rule | None, Points, tuple[str, ...]]:
    """Return the rule of a 裁量 that stands by itself, its points and how they came about.

    No rule where the rulebook has no range under that clause.
    """
    nothing = words.amount(ZERO, rulebook.measure)
    given = normal(judgement.points)
    rule = next((one for one in rulebook.judgements if one.clause == judgement.clause), None)
    if rule is None:
        cited = [one for one in rules_of(rulebook) if one.clause == judgement.clause]
        judged = (one for one in cited if isinstance(getattr(one, "value", None), Judged))
        return next(judged, None), ZERO, (f"没有可以裁量的采用或批示，{nothing}",)
    if not rule.low <= given <= rule.high:
        return rule, ZERO, (f"{_range(rule, rulebook)}，所记超出范围，{nothing}",)
    return rule, given, (f"{_range(rule, rulebook)}，{words.amount(given, rulebook.measure)}",)


def _range(rule: JudgementRule, rulebook: Rulebook) -> str:
    return words.judged_range(rule.low, rule.high, rulebook.measure)


def grouped(clearings: list[Clearing]) -> dict[PeriodKind, list[Clearing]]:
    """Return the clearings by kind of period, one for each unit and period, the earliest."""
    first: dict[tuple[str, Period], Clearing] = {}
    for clearing in sorted(clearings, key=lambda one: (one.day, one.fact, one.unit)):
        first.setdefault((clearing.unit, clearing.period), clearing)
    kinds = defaultdict[PeriodKind, list[Clearing]](list)
    for clearing in first.values():
        kinds[clearing.period.kind].append(clearing)
    return kinds
