"""Where an item stands: the rules of review applied to its trail.

- A 通过 or 退改 counts for a tier of the path only when the person may fill it on that day
  (`holders`), has no part in the item (author, or who handed it in), and fills no other tier of it.
- A 通过 counts for the text that it judged. A later change of the writer's fields or the body makes
  it void; changes of the office's fields leave the text as it is.
- After 退改 only the tiers named in 重审 look again: what the others had passed stands for the text
  handed in next, and no further. Without 重审 all look again.
- Tiers are passed from the lowest to the highest. A 通过 of a higher tier before its turn waits: it
  fills no lower tier, and counts as soon as those below it are filled.
- 退改 and 不采用 stand until the writer hands in again; nothing passes until then. Of several 退改
  of one text all are heeded.
- 代录 counts like an electronic approval by whoever signed, on the day on which he signed; whoever
  entered it must be somebody else who has no part in the item.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from scoring.model import Corpus, Item
from scoring.review.holders import Holder, holders
from scoring.review.paths import path_of
from scoring.review.record import Decision, Review, Trail
from scoring.review.workflow import Path, Tier, Workflow
from scoring.vocabulary import Word


class State(Word):
    """Where an item stands in review."""

    FREE = "free", "免审"
    """From before the rules of review, or of no path."""
    UNSENT = "unsent", "未报审"
    OPEN = "open", "在审"
    RETURNED = "returned", "退改"
    REJECTED = "rejected", "不采用"
    WITHDRAWN = "withdrawn", "撤稿"
    PASSED = "passed", "通过"


class Standing(Word):
    """Where one tier stands."""

    PASSED = "passed", "已通过"
    KEPT = "kept", "沿用"
    """Passed before a 退改 that did not ask for it again."""
    TURN = "turn", "待审"
    EARLY = "early", "先行通过"
    """Passed before its turn: counts when the tiers below it are filled."""
    WAITING = "waiting", "未到"


class Discounted(NamedTuple):
    """A review that does not count, and why."""

    review: Review
    reason: str
    """A Chinese sentence."""


@dataclass(frozen=True, slots=True)
class TierProgress:
    """One tier of the item's path."""

    tier: Tier
    standing: Standing
    review: Review | None = None
    """The 通过 that fills it, or waits for its turn."""
    since: datetime | None = None
    """When it became its turn; also of one that has passed."""
    due: date | None = None
    """Last working day for deciding; None without a limit or before its turn."""
    holders: tuple[Holder, ...] = ()
    """Who can decide now, of a tier that is not filled."""

    @property
    def filled(self) -> bool:
        """Return whether it has passed, now or before a 退改 that left it standing."""
        return self.standing in (Standing.PASSED, Standing.KEPT)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an item stands, and how it came there."""

    item: str
    state: State
    path: Path | None = None
    text: str = ""
    """The digest of the text that is judged."""
    tiers: tuple[TierProgress, ...] = ()
    rounds: int = 0
    """How often it was handed in."""
    last: Review | None = None
    """The 退改, 不采用 or 撤稿 that stands."""
    discounted: tuple[Discounted, ...] = ()
    changed: bool = False
    """Whether the text is another than was last handed in."""

    @property
    def turn(self) -> TierProgress | None:
        """Return the tier whose turn it is."""
        return next((one for one in self.tiers if one.standing is Standing.TURN), None)


@dataclass
class _Round:
    """What counts of one text."""

    text: str
    began: datetime | None
    """When it was handed in; None for a text that nobody handed in."""
    passed: dict[str, Review] = field(default_factory=dict)
    """By tier."""
    kept: dict[str, Review] = field(default_factory=dict)
    """Passed before a 退改 that did not ask for these again."""
    last: Review | None = None
    again: frozenset[str] | None = None
    """After 退改 the tiers that must look again; None where all must."""


class _Reading:
    """A trail read from its beginning."""

    def __init__(self, workflow: Workflow, corpus: Corpus, item: Item, path: Path) -> None:
        self.workflow = workflow
        self.corpus = corpus
        self.item = item
        self.path = path
        self.tiers = {tier.name: tier for tier in workflow.tiers_of(path)}
        self.senders = set(item.authors)
        self.round = _Round("", None)
        self.rounds = 0
        self.discounted: list[Discounted] = []

    def take(self, review: Review) -> None:
        """Take in the next review."""
        if review.decision is Decision.SUBMIT:
            self._submit(review)
            return
        if review.decision is Decision.WITHDRAW:
            self.round.last = review
            return
        reason = self._reason_against(review)
        if reason is not None:
            self.discounted.append(Discounted(review, reason))
            return
        tier = review.tier or ""
        if review.decision is Decision.PASS:
            self.round.passed[tier] = review
            return
        self.round.passed.pop(tier, None)
        self.round.kept.pop(tier, None)
        self._again(review)
        self.round.last = review

    def _again(self, review: Review) -> None:
        """Heed which tiers a 退改 asks for, besides those that an earlier one of the text does."""
        asked = frozenset(review.again) or None
        if self.round.last is not None:
            known = self.round.again
            asked = None if asked is None or known is None else asked | known
        self.round.again = asked

    def _submit(self, review: Review) -> None:
        """Begin a round; what a 退改 left standing, or the same text had, goes on standing."""
        before = self.round
        self.senders.add(review.person)
        self.rounds += 1
        if before.last is None and before.text == review.text:
            return
        self.round = _Round(review.text, review.time)
        returned = before.last is not None and before.last.decision is Decision.RETURN
        if returned and before.again is not None:
            stands = {**before.kept, **before.passed}
            self.round.kept = {
                tier: passed for tier, passed in stands.items() if tier not in before.again
            }

    def _reason_against(self, review: Review) -> str | None:
        """Return why a decision does not count, None where it does."""
        tier = self.tiers.get(review.tier or "")
        if tier is None:
            return f"这条信息走“{self.path.name}”，不经{review.tier or '没有写明的审级'}"
        if review.person in self.senders:
            return "作者和报审人不能审自己的稿件"
        if review.paper is not None and review.paper.recorder in {review.person, *self.senders}:
            return "代录的人不能是签批人、作者或报审人"
        if self.rounds and review.text != self.round.text:
            return "审的不是现在报审的这一稿"
        if not self.rounds:
            return "还没有报审"
        ended = self.round.last
        if ended is not None and (
            review.decision is Decision.PASS or ended.decision is not Decision.RETURN
        ):
            return f"这一稿已{ended.decision}，要等重新报审"
        asked = Holder(review.person, review.instead_of)
        if asked not in holders(self.workflow, self.corpus, self.item, tier, review.day):
            return f"{review.day}那天无权审{tier.name}这一级"
        return self._taken(review)

    def _taken(self, review: Review) -> str | None:
        """Return a reason where a person already fills another tier of the item."""
        filled = {**self.round.kept, **self.round.passed}
        for name, passed in filled.items():
            same = {passed.person, passed.instead_of or passed.person}
            if name != review.tier and same & {review.person, review.instead_of or review.person}:
                return f"同一个人不能审两级：{name}一级已由其审过"
        return None


def progress(
    workflow: Workflow | None,
    corpus: Corpus,
    item: Item,
    trail: Trail | None,
    text: str,
    on: date,
) -> Progress:
    """Return where an item stands whose reviewed text is `text`, with who can decide on a day."""
    path = None if workflow is None else path_of(workflow, item, corpus)
    if workflow is None or path is None or item.date < workflow.since:
        return Progress(item.id, State.FREE, path, text)
    reading = _Reading(workflow, corpus, item, path)
    for review in () if trail is None else trail.reviews:
        reading.take(review)
    current = reading.round
    changed = reading.rounds > 0 and current.text != text
    if changed:
        void = (Discounted(each, "通过以后稿件又改了") for each in current.passed.values())
        reading.discounted += void
        current = _Round(text, None, last=current.last)
    tiers = tuple(_tiers(reading, current, on))
    return Progress(
        item=item.id,
        state=_state(current, tiers),
        path=path,
        text=text,
        tiers=tiers,
        rounds=reading.rounds,
        last=current.last,
        discounted=tuple(reading.discounted),
        changed=changed,
    )


def _state(current: _Round, tiers: Iterable[TierProgress]) -> State:
    if current.last is not None:
        return {
            Decision.RETURN: State.RETURNED,
            Decision.REJECT: State.REJECTED,
            Decision.WITHDRAW: State.WITHDRAWN,
        }[current.last.decision]
    if current.began is None:
        return State.UNSENT
    done = all(one.filled for one in tiers)
    return State.PASSED if done else State.OPEN


def _tiers(reading: _Reading, current: _Round, on: date) -> Iterable[TierProgress]:
    """Yield the tiers of the path; the first that is not filled has its turn."""
    since, open_yet = current.began, current.began is not None and current.last is None
    filled: Mapping[str, Review] = {**current.kept, **current.passed}
    calendar, below = reading.workflow.calendar, True
    for name, tier in reading.tiers.items():
        review = filled.get(name)
        due = (
            None if since is None or tier.days is None else calendar.after(since.date(), tier.days)
        )
        if below and review is not None:
            standing = Standing.PASSED if name in current.passed else Standing.KEPT
            yield TierProgress(tier, standing, review, since, due)
            if since is not None:
                since = max(since, review.time)
            continue
        if review is not None:
            yield TierProgress(tier, Standing.EARLY, review)
            continue
        who = holders(reading.workflow, reading.corpus, reading.item, tier, on)
        if below and open_yet:
            yield TierProgress(tier, Standing.TURN, None, since, due, who)
        else:
            yield TierProgress(tier, Standing.WAITING, holders=who)
        below = False
