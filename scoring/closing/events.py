"""What a period's notice has to tell of: the facts dated in it, who answered, who stands where."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from scoring.alerts.facts import Action
from scoring.assignments.answering import Answering
from scoring.assignments.facts import Assignment
from scoring.findings import Source
from scoring.frame import Frame, counting
from scoring.ledger import Ledger
from scoring.model import Adopted, Corpus, Endorsed, Fault, Item
from scoring.periods import Period
from scoring.results import QuotaState, Ranked, RankTable, Standing, TableKey
from scoring.slots import Slot, month_number, slot_of
from scoring.vocabulary import AssignmentKind, Word


class Outcome(Word):
    """How an assignment ended for a unit."""

    ON_TIME = "on_time", "按时"
    LATE = "late", "迟报"
    MISSING = "missing", "未报"


class Asked(NamedTuple):
    """An assignment that was due, of one unit."""

    assignment: Assignment
    unit: str
    due: date
    outcome: Outcome
    answered: date | None
    """The day of the first answer."""


class Faulted(NamedTuple):
    """A fault and the units that it is of."""

    fact: Fault
    units: tuple[str, ...]
    item: Item | None


@dataclass(frozen=True, slots=True)
class Events:
    """One period of one score."""

    score: str
    period: Period
    day: date
    """The day up to which facts were known."""
    sent: tuple[Item, ...]
    """By date and id, as all that follows."""
    adopted: tuple[Adopted, ...]
    endorsed: tuple[Endorsed, ...]
    asked: tuple[Asked, ...]
    faults: tuple[Faulted, ...]
    actions: tuple[Action, ...]
    """What was done about units (约谈 …)."""
    tables: tuple[RankTable, ...]
    """Of units, in the order of printing; empty where no rulebook holds."""
    quotas: tuple[QuotaState, ...]
    """Of the ranked units, of all periods inside this one; by table, unit and time."""

    @property
    def ranked(self) -> Iterator[tuple[RankTable, Standing]]:
        """Yield the rows of the tables in which units compete."""
        return _ranked(self.tables)

    @property
    def short(self) -> tuple[QuotaState, ...]:
        """Return the last states of quotas that were never met in the period.

        One of a month is told in a quarter's notice only where every month fell short.
        """
        held: dict[tuple[str, Source], list[QuotaState]] = {}
        for state in self.quotas:
            if state.closed:
                held.setdefault((state.subject, state.quota.source), []).append(state)
        return tuple(
            states[-1] for states in held.values() if all(state.missing > 0 for state in states)
        )

    @property
    def silent(self) -> tuple[str, ...]:
        """Return the ranked units that sent nothing."""
        return tuple(row.subject for _, row in self.ranked if row.tally.silent)


PUBLISHED = frozenset(
    {
        AssignmentKind.COMMISSION,
        AssignmentKind.TOPIC,
        AssignmentKind.TASK,
        AssignmentKind.SUPERVISION,
        AssignmentKind.RECTIFICATION,
    }
)
"""Kinds that the office asks of units; 建言、请示 and 揭榜 go the other way."""


def competing(table: RankTable, beside: Collection[RankTable]) -> bool:
    """Return whether a table ranks: units without a group beside groups are only listed."""
    return table.key.group is not None or len(beside) == 1


def _ranked(tables: Collection[RankTable]) -> Iterator[tuple[RankTable, Standing]]:
    for table in tables:
        if competing(table, tables):
            for row in table.rows:
                yield table, row


def gathered(
    corpus: Corpus,
    ledger: Ledger,
    tables: Mapping[TableKey, RankTable],
    wanted: Sequence[tuple[Period, date]],
) -> tuple[Events, ...]:
    """Return what happened in each of the periods, as far as it was dated up to a day of its own.

    Items count where some unit of theirs is scored; adoptions on the day on which the rulebook
    counts them (计入), as in the rankings. One pass over the items for all periods.
    """
    last = max((day for _, day in wanted), default=date.min)
    finder = _Finder(corpus, Frame.of(corpus, ledger, last), wanted)
    for item in corpus.items.values():
        finder.enter(item)
    by_period: dict[Period, list[RankTable]] = {}
    for key, table in tables.items():
        if key.score == ledger.score and key.ranked is Ranked.UNIT:
            by_period.setdefault(key.period, []).append(table)
    return tuple(
        Events(
            score=ledger.score,
            period=period,
            day=day,
            sent=tuple(sorted(found.sent, key=lambda item: (item.date, item.id))),
            adopted=tuple(sorted(found.adopted, key=_in_order)),
            endorsed=tuple(sorted(found.endorsed, key=_in_order)),
            asked=tuple(_asked(corpus, period, day)),
            faults=tuple(sorted(found.faults, key=lambda one: (one.fact.date, one.fact.source))),
            actions=tuple(one for one in corpus.actions if one.date in period and one.date <= day),
            tables=tuple(by_period.get(period, ())),
            quotas=_quotas(by_period, period),
        )
        for (period, day), found in zip(wanted, finder.found, strict=True)
    )


def _quotas(
    tables: Mapping[Period, Sequence[RankTable]], within: Period
) -> tuple[QuotaState, ...]:
    """Return the quotas of the ranked units in a period and in the shorter ones that it holds."""
    periods = [each for each in tables if within.start <= each.start and each.end <= within.end]
    found = [
        state for period in periods for _, row in _ranked(tables[period]) for state in row.quotas
    ]
    own = _ranked(tables.get(within, ()))
    order = {row.subject: number for number, (_, row) in enumerate(own)}
    found.sort(
        key=lambda state: (
            order.get(state.subject, len(order)), state.quota.source, state.period, state.subject
        )
    )  # fmt: skip
    return tuple(found)


def _in_order(one: Adopted | Endorsed) -> tuple[date, str, int]:
    return one.fact.date, one.item.id, one.fact.source.line


class _Found:
    """What is found of one period."""

    def __init__(self) -> None:
        self.sent: list[Item] = []
        self.adopted: list[Adopted] = []
        self.endorsed: list[Endorsed] = []
        self.faults: list[Faulted] = []


class _Finder:
    """Sorts the facts of items into periods."""

    def __init__(self, corpus: Corpus, frame: Frame, wanted: Sequence[tuple[Period, date]]) -> None:
        self._frame = frame
        self._counted_on = counting(corpus, frame.score)
        self._wanted = wanted
        self._held: dict[int, list[tuple[Period, date, _Found]]] = {}
        self.found = [_Found() for _ in wanted]
        for fault in corpus.faults:
            units = () if fault.unit is None else (fault.unit,)
            item = None if fault.item is None else corpus.items.get(fault.item)
            self._fault(fault, units or _units(item), item)

    def enter(self, item: Item) -> None:
        """Take in an item and what befell it."""
        for found in self._holding(item, item.date, item.date):
            found.sent.append(item)
        for adoption in item.adoptions:
            when = self._counted_on(item, adoption) if self._counted_on else adoption.date
            if when is not None:
                for found in self._holding(item, when, adoption.date):
                    found.adopted.append(Adopted(item, adoption))
        for note in item.endorsements:
            for found in self._holding(item, note.date, note.date):
                found.endorsed.append(Endorsed(item, note))
        for fault in item.faults:
            self._fault(fault, _units(item), item)

    def _holding(self, item: Item | None, day: date, known: date) -> Iterator[_Found]:
        """Yield the periods that hold a day and whose own day is not before what was known then."""
        month = month_number(day)
        if month not in self._held:
            self._held[month] = [
                (period, last, found)
                for (period, last), found in zip(self._wanted, self.found, strict=True)
                if month_number(period.start) <= month <= month_number(period.end)
            ]
        for period, last, found in self._held[month]:
            if day in period and known <= last and (item is None or self._scored(item, period)):
                yield found

    def _fault(self, fault: Fault, units: tuple[str, ...], item: Item | None) -> None:
        for found in self._holding(None, fault.date, fault.date):
            found.faults.append(Faulted(fault, units, item))

    def _scored(self, item: Item, period: Period) -> bool:
        slot: Slot | None = slot_of(period)
        if slot is None or slot not in self._frame.rulebooks:
            return True
        return any(self._frame.scores(share.unit, slot) for share in item.units)


def _units(item: Item | None) -> tuple[str, ...]:
    return () if item is None else tuple(share.unit for share in item.units)


def _asked(corpus: Corpus, period: Period, day: date) -> Iterator[Asked]:
    """Yield what was due in a period and over on a day, by due day, assignment and unit."""
    answering = Answering(corpus, day)
    known = corpus.assignments.values()
    for each in sorted(known, key=lambda one: (one.kind.label, one.due, one.id)):
        if each.kind not in PUBLISHED or each.issued > day:
            continue
        for unit in each.asked(day):
            due = answering.due(each, unit)
            if due not in period:
                continue
            answers = answering.answers(each, unit)
            if answers:
                first = answers[0].date
                outcome = Outcome.ON_TIME if first <= due else Outcome.LATE
                yield Asked(each, unit, due, outcome, first)
            elif due < day:
                yield Asked(each, unit, due, Outcome.MISSING, None)
