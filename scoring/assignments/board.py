"""挂图作战: how each unit stands with each assignment on a day, by which rule, and what clears it.

The first rule that fits decides. «Answered» means an answer that counts (`answering`), «due» the
last day with the unit's extensions, «left» the working days after today up to that day.

    light   status            when
    绿      按期办结、逾期办结  answered; where the kind asks for 销号, cleared
    绿      已撤销             not done, and the unit has ended without a successor
    红      逾期未办           not answered, and due is past
    黄      待销号             answered and not cleared, and due is past
    黄      进行中             not answered, and at most three working days are left
    蓝      待销号             answered and not cleared, due still to come
    蓝      进行中             not answered, more than three working days left
    蓝      未领               open to claim, nobody has claimed it (unit None)
    黄      未领               the same once due is past

In time or late is said of the first answer, as in the ledger: how long the issuer takes to clear
is not the unit's doing. Each state says its `reason`, and under `clears` what would turn the light
green; an answer never makes a light worse.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from scoring.assignments.answering import Answering
from scoring.assignments.facts import Answer, Assignment, Claim, Clearance, Extension, Step
from scoring.assignments.kinds import KindRule
from scoring.assignments.recurrence import Recurrence, Recurrences
from scoring.conditions import Section
from scoring.ledger import Entry, Ledger, counts_in, sum_of
from scoring.lineage import ended
from scoring.model import Corpus
from scoring.periods import Period
from scoring.points import Points
from scoring.vocabulary import AssignmentKind, Word

SOON: Final = 3
"""Working days left from which a light is yellow."""


class Light(Word):
    """灯, the gravest first."""

    RED = "red", "红"
    YELLOW = "yellow", "黄"
    BLUE = "blue", "蓝"
    GREEN = "green", "绿"

    @property
    def order(self) -> int:
        """Return 0 for red, rising."""
        return _ORDER[self]


_ORDER: Final = {light: index for index, light in enumerate(Light)}


class Status(Word):
    """办理情况."""

    UNCLAIMED = "unclaimed", "未领"
    OPEN = "open", "进行中"
    MISSING = "missing", "逾期未办"
    WAITING = "waiting", "待销号"
    IN_TIME = "in_time", "按期办结"
    LATE = "late", "逾期办结"
    GONE = "gone", "已撤销"

    @property
    def done(self) -> bool:
        """Return whether nothing more is asked."""
        return self in (Status.IN_TIME, Status.LATE, Status.GONE)


class State(NamedTuple):
    """One unit and one assignment on a day."""

    assignment: str
    unit: str | None
    """None for an open assignment that nobody has claimed."""
    kind: AssignmentKind
    light: Light
    status: Status
    reason: str
    """A Chinese sentence without a full stop."""
    clears: str
    """什么能消除; empty where nothing more is asked."""
    due: date
    """The last day with the unit's extensions."""
    answered: Answer | None
    """The first answer that counts."""
    cleared: Clearance | None
    overdue_days: int
    """Days from due to the first answer, or to today where there is none; 0 in time."""
    working_days_left: int
    """Working days after today up to due; 0 once it is past or nothing more is asked."""
    extensions: tuple[Extension, ...]
    recurrence: tuple[Recurrence, ...]
    progress: Step | None
    """What was reported last."""
    claim: Claim | None


class Count(NamedTuple):
    """How many were asked of somebody, and how they ended; the four parts add up to `asked`."""

    asked: int = 0
    in_time: int = 0
    late: int = 0
    missing: int = 0
    running: int = 0

    @property
    def rate(self) -> Fraction:
        """Return those in time ÷ those decided, 0 where none is."""
        decided = self.asked - self.running
        return Fraction(self.in_time, decided) if decided else Fraction(0)


class Statistic(NamedTuple):
    """What was asked of a unit under one kind in a period."""

    unit: str
    kind: AssignmentKind
    tally: Count


class _Place(NamedTuple):
    """One unit and one assignment, all that the rules look at."""

    assignment: Assignment
    unit: str
    rule: KindRule
    due: date
    on: date
    answered: Answer | None
    cleared: Clearance | None
    issuer: str
    """By name."""
    refused: bool
    gone: date | None
    left: int
    progress: Step | None

    @property
    def late(self) -> int:
        """Return the days from due to the answer, or to today."""
        done = self.answered or self.cleared
        return max(0, ((self.on if done is None else done.date) - self.due).days)

    def day(self, value: date) -> str:
        """Return a date as people say it, without this year's number."""
        short = f"{value.month}月{value.day}日"
        return short if value.year == self.on.year else f"{value.year}年{short}"


class _Verdict(NamedTuple):
    light: Light
    status: Status
    reason: str
    clears: str = ""


class Board:
    """The states of one corpus on a day; what many of them need is looked up once."""

    def __init__(self, corpus: Corpus, on: date) -> None:
        """Look at the facts up to and including a day."""
        self._corpus, self._on = corpus, on
        self._answering = Answering(corpus, on)
        self._recurrences = Recurrences(corpus, on)

    def states(self) -> tuple[State, ...]:
        """Return all states: the gravest light first, then by due day, id and order of units."""
        found = [
            self.state(each, unit)
            for _, each in sorted(self._corpus.assignments.items())
            if each.issued <= self._on
            for unit in each.asked(self._on) or ((None,) if each.public else ())
        ]
        return tuple(sorted(found, key=lambda one: (one.light.order, one.due, one.assignment)))

    def state(self, assignment: Assignment, unit: str | None) -> State:
        """Return the state of a unit; None asks for an open assignment without claims."""
        if unit is None:
            return self._unclaimed(assignment)
        place = self._place(assignment, unit)
        verdict = _verdict(place)
        return State(
            assignment.id, unit, assignment.kind, *verdict[:2], verdict.reason, verdict.clears,
            place.due, place.answered, place.cleared,
            0 if verdict.status is Status.GONE else place.late,
            0 if verdict.status.done else place.left,
            self._answering.extensions(assignment, unit),
            self._recurrences.of(assignment, unit),
            place.progress,
            self._answering.claim(assignment, unit),
        )

    def _place(self, assignment: Assignment, unit: str) -> _Place:
        look, on = self._answering, self._on
        due = look.due(assignment, unit)
        answers = look.answers(assignment, unit)
        return _Place(
            assignment, unit, self._corpus.assignment_kinds[assignment.kind], due, on,
            answers[0] if answers else None, look.cleared(assignment, unit),
            self._name(assignment.issuer), bool(look.refused(assignment, unit)), self._gone(unit),
            self._corpus.calendar.between(on, due), look.progress(assignment, unit),
        )

    def _name(self, issuer: str) -> str:
        person = self._corpus.people.get(issuer)
        return issuer if person is None else person.name

    def _gone(self, unit: str) -> date | None:
        """Return the last day of a unit that nobody succeeded, if it is past."""
        last = self._answering.names(unit)[-1]
        known = self._corpus.units.get(last)
        return known.valid_to if known is not None and ended(self._corpus, last, self._on) else None

    def _unclaimed(self, assignment: Assignment) -> State:
        due = self._answering.due(assignment, None)
        left = self._corpus.calendar.between(self._on, due)
        day = f"{due.year}年{due.month}月{due.day}日"
        past = due < self._on
        light = Light.YELLOW if past else Light.BLUE
        reason = f"已于{day}到期，没有单位揭榜" if past else f"公开揭榜，还没有单位领；{day}到期"
        clears = "有单位揭榜，或延长期限再征" if past else "有单位揭榜"
        return State(
            assignment.id, None, assignment.kind, light, Status.UNCLAIMED, reason, clears, due,
            None, None, 0, left, self._answering.extensions(assignment, None), (), None, None,
        )  # fmt: skip


def state(corpus: Corpus, assignment: Assignment, unit: str | None, on: date) -> State:
    """Return how a unit stands with an assignment on a day."""
    return Board(corpus, on).state(assignment, unit)


def board(corpus: Corpus, on: date) -> tuple[State, ...]:
    """Return every state of what was issued by a day: the gravest light first, then by due day."""
    return Board(corpus, on).states()


def statistics(corpus: Corpus, on: date, period: Period) -> tuple[Statistic, ...]:
    """Return what fell due in a period, by unit and kind."""
    return counted(corpus, board(corpus, on), period)


def counted(corpus: Corpus, states: Iterable[State], period: Period) -> tuple[Statistic, ...]:
    """Return the statistics of a period from the states of a day, for many periods of one board.

    A state belongs to the period of its due day, as in the ledger; units that ended are left out.
    """
    counts: dict[tuple[str, AssignmentKind], Count] = defaultdict(Count)
    for one in states:
        if one.unit is not None and one.due in period and one.status is not Status.GONE:
            counts[one.unit, one.kind] = _added(counts[one.unit, one.kind], _single(one))
    places = {unit: index for index, unit in enumerate(corpus.units)}
    kinds = {kind: index for index, kind in enumerate(AssignmentKind)}
    rows = (Statistic(unit, kind, count) for (unit, kind), count in counts.items())
    last = len(places)
    return tuple(
        sorted(rows, key=lambda row: (places.get(row.unit, last), row.unit, kinds[row.kind]))
    )


def total(rows: Iterable[Statistic]) -> Count:
    """Return the sum of some rows, e.g. those of one unit or one kind."""
    count = Count()
    for row in rows:
        count = _added(count, row.tally)
    return count


def points(ledger: Ledger, period: Period) -> Mapping[str, Points]:
    """Return what assignments gave and cost each unit in a period, by the ledger."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    for entry in ledger.units():
        if entry.section is Section.ASSIGNMENT and counts_in(entry, period):
            entries[entry.unit].append(entry)
    return {unit: sum_of(own) for unit, own in entries.items()}


def _single(one: State) -> Count:
    if one.answered is None and one.cleared is None:
        missing = one.status is Status.MISSING
        return Count(1, missing=int(missing), running=int(not missing))
    return Count(1, late=1) if one.overdue_days else Count(1, in_time=1)


def _added(first: Count, second: Count) -> Count:
    return Count(*(one + other for one, other in zip(first, second, strict=True)))


def _verdict(place: _Place) -> _Verdict:
    """Return the first rule of this module's table that fits."""
    done = place.cleared if place.rule.clearing else place.answered
    if done is not None:
        return _done(place)
    if place.gone is not None:
        reason = f"单位已于{place.day(place.gone)}撤销，没有接续的单位，不再要求"
        return _Verdict(Light.GREEN, Status.GONE, reason)
    if place.answered is not None:
        return _waiting(place, place.answered)
    return _owing(place)


def _done(place: _Place) -> _Verdict:
    status = Status.LATE if place.late else Status.IN_TIME
    steps = []
    if place.answered is not None:
        steps.append(f"{place.day(place.answered.date)}已交")
    if place.rule.clearing and place.cleared is not None:
        steps.append(f"{place.day(place.cleared.date)}销号")
    how = f"逾期{place.late}天办结" if place.late else "按期办结"
    return _Verdict(Light.GREEN, status, "，".join((*steps, how)))


def _waiting(place: _Place, answer: Answer) -> _Verdict:
    clears = f"由{place.issuer}核实后销号"
    late = f"逾期{place.late}天" if place.late else ""
    given = f"{place.day(answer.date)}{late}已交"
    if place.due < place.on:
        reason = f"{given}，{place.day(place.due)}的期限已过，还没有销号"
        return _Verdict(Light.YELLOW, Status.WAITING, reason, clears)
    return _Verdict(Light.BLUE, Status.WAITING, f"{given}，等待销号", clears)


def _owing(place: _Place) -> _Verdict:
    wanted = place.rule.wanted
    clears = f"交{wanted}" + ("，经核实销号" if place.rule.clearing else "")
    extra = f"；已交的不是{wanted}，不算" if place.refused else ""
    day = place.day(place.due)
    if place.due < place.on:
        reason = f"{day}到期，逾期{place.late}天没有交{extra}"
        return _Verdict(Light.RED, Status.MISSING, reason, f"{clears}；或由下达人同意延期")
    if place.progress is not None and place.progress.percent is not None:
        extra = f"；{place.day(place.progress.date)}报进度{place.progress.percent}%{extra}"
    light = Light.YELLOW if place.left <= SOON else Light.BLUE
    if place.due == place.on:
        left = "今天到期"
    elif place.left == 0:
        left = f"{day}到期，此前没有工作日了"
    else:
        left = f"{day}到期，还有{place.left}个工作日"
    return _Verdict(light, Status.OPEN, left + extra, clears)
