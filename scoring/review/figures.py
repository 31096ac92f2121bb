"""审核进度: what waits for whom, and a month of reviews in numbers.

Whether a decision counts, and since when it was a tier's turn, is asked of `progress`. Time is told
in working days of the office's calendar, from the day after it became the tier's turn; 代录 counts
on the day on which it was signed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction
from typing import NamedTuple

from scoring.calendar import Calendar
from scoring.model import Corpus, Item, Share
from scoring.review.fast import opener
from scoring.review.holders import Holder
from scoring.review.progress import Progress, State, TierProgress, progress
from scoring.review.record import Decision, Review, Trail
from scoring.review.workflow import Path, Tier, Workflow
from scoring.vocabulary import Word


class Light(Word):
    """灯: whether a tier is in time."""

    GREEN = "green", "绿灯"
    YELLOW = "yellow", "黄灯"
    """The last day."""
    RED = "red", "红灯"
    """Overdue."""


class Handed(NamedTuple):
    """An item that was handed in for review."""

    item: Item
    trail: Trail
    text: str
    """The digest of its reviewed text."""
    published: bool = True
    """Whether it is among the office's items; else it is under review on its branch."""


class Waiting(NamedTuple):
    """An item that waits for a tier."""

    handed: Handed
    tier: Tier
    holders: tuple[Holder, ...]
    """Who can decide."""
    since: datetime
    due: date | None
    """The last working day in time; None without a limit."""
    days: int
    """Working days since."""
    light: Light
    reason: str
    """Why the light shows this, in Chinese."""


class Returned(NamedTuple):
    """An item that waits for its writer."""

    handed: Handed
    review: Review
    """The 退改 that stands."""
    days: int
    """Working days since."""


class Board(NamedTuple):
    """What is under way, the longest waiting first."""

    waiting: tuple[Waiting, ...] = ()
    returned: tuple[Returned, ...] = ()


class Refusal(NamedTuple):
    """A 退改 or 不采用 that counts, so that a unit learns why its items fail."""

    unit: str
    title: str
    item: str
    review: Review


@dataclass(slots=True)
class TierFigures:
    """What a tier decided in a month."""

    passed: int = 0
    returned: int = 0
    rejected: int = 0
    timed: int = 0
    """Decisions taken in turn: their time is known."""
    days: int = 0
    """Working days of those together."""
    longest: int = 0
    late: int = 0
    """After the time limit."""

    @property
    def average(self) -> Fraction | None:
        """Return the working days of a decision, None where none was taken in turn."""
        return Fraction(self.days, self.timed) if self.timed else None


@dataclass(slots=True)
class UnitFigures:
    """What became of a unit's items in a month."""

    handed: int = 0
    """How often something was handed in."""
    passed: int = 0
    returned: int = 0
    rejected: int = 0
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """Some days of reviews in numbers."""

    tiers: dict[str, TierFigures] = field(default_factory=dict)
    """Every tier of the rules, the lowest first."""
    units: dict[str, UnitFigures] = field(default_factory=dict)
    """By the first unit of each item, in order of name."""
    rounds: dict[int, int] = field(default_factory=dict)
    """How many items ended (通过, 不采用) after so many rounds, rising."""
    refusals: tuple[Refusal, ...] = ()
    """By unit, then in order of time."""

    @property
    def ended(self) -> int:
        """Return how many items ended."""
        return sum(self.rounds.values())

    @property
    def mean_rounds(self) -> Fraction | None:
        """Return the rounds of an item that ended, None where none did."""
        whole = sum(number * items for number, items in self.rounds.items())
        return Fraction(whole, self.ended) if self.ended else None

    @property
    def empty(self) -> bool:
        """Return whether nothing was handed in or decided."""
        return not self.units


def board(workflow: Workflow, corpus: Corpus, handed: Iterable[Handed], on: date) -> Board:
    """Return what waits for whom on a day."""
    corpus = _reviewers(workflow, corpus)
    waiting: list[Waiting] = []
    returned: list[Returned] = []
    for each in handed:
        now = progress(workflow, corpus, each.item, each.trail, each.text, on)
        turn = now.turn
        if turn is not None and turn.since is not None:
            waiting.append(_waits(workflow, corpus, each, now, turn, turn.since, on))
        elif now.state is State.RETURNED and now.last is not None:
            days = workflow.calendar.between(now.last.day, on)
            returned.append(Returned(each, now.last, days))
    waiting.sort(key=lambda one: (one.since, one.handed.item.id))
    returned.sort(key=lambda one: (one.review.time, one.handed.item.id))
    return Board(tuple(waiting), tuple(returned))


def months(trails: Iterable[Trail]) -> Mapping[tuple[int, int], tuple[Trail, ...]]:
    """Return the trails that have an entry of each month (year, month), the newest month first."""
    found: dict[tuple[int, int], list[Trail]] = {}
    for trail in trails:
        dates = {review.day for review in trail.reviews}
        for month in sorted({(each.year, each.month) for each in dates}):
            found.setdefault(month, []).append(trail)
    return {month: tuple(found[month]) for month in sorted(found, reverse=True)}


def known_by_trail(workflow: Workflow, trail: Trail) -> Handed | None:
    """Return an item that is known by its record alone, as one that was not adopted or withdrawn
    may be; None where nobody handed it in.

    Its path is made of the tiers that decided: which it would have been is no longer known.
    """
    sent = [review for review in trail.reviews if review.decision is Decision.SUBMIT]
    if not sent:
        return None
    first, last = sent[0], sent[-1]
    item = Item(
        trail.item,
        trail.source,
        last.title or trail.item,
        max(first.time.date(), workflow.since),
        tuple(Share(unit) for unit in last.units or (first.person.rpartition("/")[0],)),
        tuple(dict.fromkeys(review.person for review in sent)),
    )
    return Handed(item, trail, last.text, published=False)


def figures(
    workflow: Workflow, corpus: Corpus, handed: Iterable[Handed], first: date, last: date
) -> Figures:
    """Return what was handed in and decided from one day to another, both included."""
    made = _Counting(workflow, _reviewers(workflow, corpus), first, last)
    for each in handed:
        made.take(each)
    return made.done()


def _reviewers(workflow: Workflow, corpus: Corpus) -> Corpus:
    """Return the corpus with none but those who may ever fill a tier: among them each tier of each
    item looks for its own, and they are few."""
    roles = {tier.role for tier in workflow.tiers}
    deputies = {each.deputy for each in workflow.deputies}
    people = {
        key: person
        for key, person in corpus.people.items()
        if key in deputies or not roles.isdisjoint(person.roles)
    }
    return replace(corpus, people=people)


def _waits(
    workflow: Workflow,
    corpus: Corpus,
    handed: Handed,
    now: Progress,
    turn: TierProgress,
    since: datetime,
    on: date,
) -> Waiting:
    """Return the line of an item that waits for a tier."""
    calendar = workflow.calendar
    due, limit, fast = turn.due, turn.tier.days, ""
    lane = _lane_ends(workflow, corpus, handed, now)
    if lane is not None:
        fast = "先发后审，"
        if due is None or lane.ends <= due:
            due, limit = lane.ends, lane.days
    light, reason = _light(calendar, limit, due, on)
    days = calendar.between(since.date(), on)
    return Waiting(handed, turn.tier, turn.holders, since, due, days, light, fast + reason)


class _Lane(NamedTuple):
    """The limit of what was published first (先发后审)."""

    days: int
    ends: date


def _lane_ends(workflow: Workflow, corpus: Corpus, handed: Handed, now: Progress) -> _Lane | None:
    """Return until when the tiers must follow of an item that was published first."""
    lane = workflow.fast_lane
    if lane is None or not handed.published:
        return None
    opened = opener(workflow, corpus, handed.item, now)
    if opened is None:
        return None
    return _Lane(lane.days, workflow.calendar.after(opened.day, lane.days))


def _light(calendar: Calendar, days: int | None, due: date | None, on: date) -> tuple[Light, str]:
    """Return the light of a tier that has so many working days, until a day, and why."""
    if due is None:
        return Light.GREEN, "这一级不限时"
    limit = f"（限 {days} 个工作日）"
    if on < due:
        return Light.GREEN, f"还有 {calendar.between(on, due)} 个工作日{limit}"
    if on == due:
        return Light.YELLOW, f"今天到期{limit}"
    over = calendar.between(due, on)
    return Light.RED, (f"超期 {over} 个工作日" if over else "期限已过") + limit


class _Counting:
    """Figures in the making."""

    def __init__(self, workflow: Workflow, corpus: Corpus, first: date, last: date) -> None:
        self._workflow = workflow
        self._corpus = corpus
        self._span = (first, last)
        self._tiers = {tier.name: TierFigures() for tier in workflow.tiers}
        self._units: dict[str, UnitFigures] = {}
        self._rounds: Counter[int] = Counter()
        self._refusals: list[Refusal] = []

    def take(self, handed: Handed) -> None:
        """Count what was decided of an item in these days."""
        before: Progress | None = None
        for number, review in enumerate(handed.trail.reviews):
            if not self._span[0] <= review.day <= self._span[1]:
                before = None
                continue
            before = before or self._after(handed, number - 1)
            after = self._after(handed, number)
            self._count(handed, review, before, after)
            before = after

    def done(self) -> Figures:
        """Return the figures."""
        return Figures(
            self._tiers,
            {unit: self._units[unit] for unit in sorted(self._units)},
            dict(sorted(self._rounds.items())),
            tuple(sorted(self._refusals, key=lambda one: (one.unit, one.review.time, one.item))),
        )

    def _after(self, handed: Handed, number: int) -> Progress:
        """Return where an item stood after one of its entries; before the first with -1."""
        trail = handed.trail
        told = replace(trail, reviews=trail.reviews[: number + 1])
        sent = [each.text for each in told.reviews if each.decision is Decision.SUBMIT]
        text = sent[-1] if sent else handed.text
        workflow = self._workflow
        if not handed.published and handed.item.source == trail.source:
            workflow = _as_decided(workflow, trail)
        on = trail.reviews[max(number, 0)].day
        return progress(workflow, self._corpus, handed.item, told, text, on)

    def _count(self, handed: Handed, review: Review, before: Progress, after: Progress) -> None:
        if any(each.review is review for each in after.discounted):
            return
        unit = handed.item.units[0].unit
        held = self._units.setdefault(unit, UnitFigures())
        ended = review.decision is Decision.REJECT
        match review.decision:
            case Decision.SUBMIT:
                held.handed += 1
            case Decision.WITHDRAW:
                held.withdrawn += 1
            case Decision.RETURN:
                held.returned += 1
            case Decision.REJECT:
                held.rejected += 1
            case Decision.PASS:
                ended = after.state is State.PASSED and before.state is not State.PASSED
                held.passed += ended
        if ended:
            self._rounds[after.rounds] += 1
        if review.decision in (Decision.RETURN, Decision.REJECT):
            self._refusals.append(Refusal(unit, handed.item.title, handed.item.id, review))
        if review.tier in self._tiers:
            self._time(self._tiers[review.tier], review, before)

    def _time(self, held: TierFigures, review: Review, before: Progress) -> None:
        """Count a decision of a tier, and how long it took where it was its turn."""
        held.passed += review.decision is Decision.PASS
        held.returned += review.decision is Decision.RETURN
        held.rejected += review.decision is Decision.REJECT
        turn = before.turn
        if turn is None or turn.since is None or turn.tier.name != review.tier:
            return
        took = self._workflow.calendar.between(turn.since.date(), review.day)
        held.timed += 1
        held.days += took
        held.longest = max(held.longest, took)
        held.late += turn.due is not None and review.day > turn.due


def _as_decided(workflow: Workflow, trail: Trail) -> Workflow:
    """Return the rules with the one path that an item, known by its record alone, has taken."""
    tiers = frozenset(_tiers(trail))
    own = tuple(tier.name for tier in workflow.tiers if tier.name in tiers)
    return replace(workflow, paths=(Path(trail.source, "", own),))


def _tiers(trail: Trail) -> Iterator[str]:
    return (review.tier for review in trail.reviews if review.tier is not None)
