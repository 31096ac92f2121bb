"""The desk: a decision becomes an entry, or it is said why it would not count and who could.

Everything here is on values. Whether a decision counts is asked of `scoring.review.progress`, by
trying it: there is no second set of rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from scoring.catalogue import desk, reviews
from scoring.findings import Finding, Source
from scoring.model import Corpus, Item
from scoring.review.holders import holders
from scoring.review.progress import Progress, Standing, State, TierProgress, progress
from scoring.review.record import Decision, Paper, Review, Trail
from scoring.review.workflow import Area
from site_builder.review.ownership import called, may_send, owners
from site_builder.review.places import record_path

_ENDED: Final = (State.RETURNED, State.REJECTED, State.WITHDRAWN)
_FILLED: Final = (Standing.PASSED, Standing.KEPT, Standing.EARLY)


@dataclass(frozen=True, slots=True)
class Matter:
    """One item on the desk: its file, what was decided of it, and the rules in force."""

    corpus: Corpus
    """Registries and rules of the main branch: what a branch says of itself does not count."""
    item: Item
    text: str
    """The digest of the reviewed text."""
    blob: str
    trail: Trail | None = None
    record: str | None = None
    """The text of its record."""
    content: str = "content"
    """Where the content folder lies in the repository."""

    def stands(self, time: datetime) -> Progress:
        """Return where it stands on the day of a moment."""
        corpus = self.corpus
        return progress(corpus.workflow, corpus, self.item, self.trail, self.text, time.date())

    def tried(self, review: Review) -> Progress:
        """Return where it would stand with one decision more."""
        earlier = () if self.trail is None else self.trail.reviews
        trail = Trail(self.item.id, review.source, (*earlier, review))
        corpus = self.corpus
        return progress(corpus.workflow, corpus, self.item, trail, self.text, review.time.date())

    @property
    def place(self) -> Source:
        """Return where its record lies."""
        return Source(f"{self.content}/{record_path(self.item.id)}")


class Asked(NamedTuple):
    """What somebody wants to record of a text under review."""

    decision: Decision
    person: str
    time: datetime
    tier: str | None = None
    """None: the one that is his, the one whose turn it is before others."""
    instead_of: str | None = None
    reason: str | None = None
    again: tuple[str, ...] = ()
    paper: Paper | None = None


class Made(NamedTuple):
    """An entry to be added, and where the item stands then."""

    review: Review
    after: Progress


def submit(matter: Matter, person: str, time: datetime) -> Made | Finding:
    """Return the 报审 of the text as it is, or why it is refused."""
    now = matter.stands(time)
    if now.state is State.FREE:
        workflow = matter.corpus.workflow
        reason = "没有审核流程" if workflow is None else f"审核流程从 {workflow.since} 起施行"
        return desk.FREE.at(matter.place, reason=reason)
    refused = _not_his(matter, Decision.SUBMIT, person, time) or _backwards(matter, time)
    if refused is not None:
        return refused
    if not now.changed and now.state in (State.OPEN, State.PASSED, State.RETURNED):
        returned = now.state is State.RETURNED
        todo = f"请按意见改好再报：{_last(now)}" if returned else _waits(matter, now)
        return desk.SAME_TEXT.at(matter.place, state=now.state, todo=todo)
    item = matter.item
    review = Review(
        source=matter.place,
        decision=Decision.SUBMIT,
        person=person,
        time=time,
        text=matter.text,
        blob=matter.blob,
        title=item.title,
        units=tuple(share.unit for share in item.units),
    )
    return Made(review, matter.tried(review))


def decide(matter: Matter, asked: Asked) -> Made | Finding:
    """Return a 通过, 退改 or 不采用 (代录 with `paper`), or why it is refused and who could."""
    now = matter.stands(asked.time)
    refused = (
        _not_open(matter, asked.decision, now)
        or _backwards(matter, asked.time)
        or _incomplete(matter, asked)
        or _paper(matter, asked)
    )
    if refused is not None:
        return refused
    tier, instead_of = _seat(matter, asked, now)
    review = Review(
        source=matter.place,
        decision=asked.decision,
        person=asked.person,
        time=asked.time,
        text=matter.text,
        blob=matter.blob,
        tier=tier,
        instead_of=instead_of,
        reason=asked.reason,
        again=asked.again,
        paper=asked.paper,
    )
    after = matter.tried(review)
    reason = next((each.reason for each in after.discounted if each.review is review), None)
    if reason is not None:
        return _not_counted(matter, asked, reason, now)
    filled = next((one for one in now.tiers if one.tier.name == tier), None)
    if asked.decision is Decision.PASS and filled is not None and filled.standing in _FILLED:
        who = called(matter.corpus, filled.review.person if filled.review else None)
        todo = _waits(matter, now)
        return desk.FILLED.at(matter.place, tier=tier, who=who, todo=todo)
    return Made(review, after)


def withdraw(matter: Matter, person: str, time: datetime, reason: str | None) -> Made | Finding:
    """Return the 撤稿 of what was handed in, or why it is refused."""
    now = matter.stands(time)
    refused = _not_his(matter, Decision.WITHDRAW, person, time) or _backwards(matter, time)
    if refused is not None:
        return refused
    gone = now.state in (State.REJECTED, State.WITHDRAWN)
    if gone or not now.rounds:
        todo = f"{_last(now)}，不用再撤" if gone else "没有报审就不用撤"
        return desk.NOT_OPEN.at(
            matter.place, state=now.state, decision=Decision.WITHDRAW, todo=todo
        )
    review = Review(
        source=matter.place,
        decision=Decision.WITHDRAW,
        person=person,
        time=time,
        text=matter.text,
        blob=matter.blob,
        reason=reason,
    )
    return Made(review, matter.tried(review))


def who_can(corpus: Corpus, tier: TierProgress) -> str:
    """Return who can decide in a tier now, in words."""
    people = [
        called(corpus, each.person)
        + (f"代{called(corpus, each.instead_of)}" if each.instead_of else "")
        for each in tier.holders
    ]
    return "、".join(people) or f"没有人：请在人员名录里登记“{tier.tier.role}”"


def _waits(matter: Matter, now: Progress) -> str:
    """Return what an item waits for, in words."""
    turn = now.turn
    if turn is None:
        return "各级都已通过，可以合并"
    return f"现在等{turn.tier.name}：{who_can(matter.corpus, turn)}"


def _last(now: Progress) -> str:
    last = now.last
    if last is None:
        return ""
    return f"{last.decision}" + (f"，{last.reason}" if last.reason else "")


def _not_open(matter: Matter, decision: Decision, now: Progress) -> Finding | None:
    """Return a refusal where the text is not one that is under review."""
    if now.state is State.FREE:
        return desk.FREE.at(matter.place, reason="不在审核流程的范围里")
    todo = None
    if now.changed:
        todo = "报审以后稿件又改了，请作者重新报审（chunshui review submit）"
    elif now.state is State.UNSENT:
        todo = "请作者先报审（chunshui review submit）"
    elif now.state in _ENDED:
        todo = f"已{_last(now)}；要等作者改好重新报审"
    if todo is None:
        return None
    return desk.NOT_OPEN.at(matter.place, state=now.state, decision=decision, todo=todo)


def _backwards(matter: Matter, time: datetime) -> Finding | None:
    """Return a refusal where the machine's clock is behind the record."""
    earlier = () if matter.trail is None else matter.trail.reviews
    if not earlier or time >= earlier[-1].time:
        return None
    latest = earlier[-1].time.isoformat()
    return reviews.TIME_BACKWARDS.at(matter.place, time=time.isoformat(), before=latest)


def _incomplete(matter: Matter, asked: Asked) -> Finding | None:
    """Return a refusal where a reason is lacking or a tier is none."""
    if asked.decision is not Decision.PASS and not (asked.reason or "").strip():
        return reviews.NO_REASON.at(matter.place, decision=asked.decision)
    workflow = matter.corpus.workflow
    known = () if workflow is None else tuple(tier.name for tier in workflow.tiers)
    for tier in (*asked.again, *filter(None, (asked.tier,))):
        if tier not in known:
            hint = f"（有{'、'.join(known)}）"
            return reviews.UNKNOWN_TIER.at(matter.place, found=tier, hint=hint)
    return None


def _paper(matter: Matter, asked: Asked) -> Finding | None:
    """Return a refusal of a 代录."""
    paper, today = asked.paper, asked.time.date()
    if paper is None:
        return None
    if paper.signed > today:
        return desk.PAPER_DATE.at(matter.place, signed=paper.signed, today=today)
    registrars = owners(matter.corpus, Area.REGISTER, today)
    if paper.recorder in registrars:
        return None
    people = "、".join(called(matter.corpus, each) for each in registrars)
    return desk.NOT_COUNTED.at(
        matter.place,
        who=called(matter.corpus, paper.recorder),
        decision="代录",
        reason="代录签批单要由登记的人来做",
        could=f"可以代录的有：{people}" if people else "",
    )


def _seat(matter: Matter, asked: Asked, now: Progress) -> tuple[str | None, str | None]:
    """Return in which tier, and for whom, somebody decides: as he said, else in the first that is
    open to him, the one whose turn it is before those above it; by his own role before another's.
    """
    workflow, corpus = matter.corpus.workflow, matter.corpus
    assert workflow is not None  # noqa: S101 - without one the item is free
    day = asked.paper.signed if asked.paper else asked.time.date()
    seats = [
        (one.standing in _FILLED, holder.instead_of is not None, number, one, holder)
        for number, one in enumerate(now.tiers)
        if asked.tier in (None, one.tier.name)
        for holder in holders(workflow, corpus, matter.item, one.tier, day)
        if holder.person == asked.person and asked.instead_of in (None, holder.instead_of)
    ]
    if seats:
        best = min(seats, key=lambda seat: (seat[0], seat[2], seat[1]))
        return best[3].tier.name, best[4].instead_of
    turn = now.turn
    return asked.tier or (turn.tier.name if turn else None), asked.instead_of


def _not_counted(matter: Matter, asked: Asked, reason: str, now: Progress) -> Finding:
    named = next((one for one in now.tiers if one.tier.name == asked.tier), None)
    open_to = named or now.turn
    could = (
        "" if open_to is None else f"{open_to.tier.name}可以由{who_can(matter.corpus, open_to)}来审"
    )
    who = called(matter.corpus, asked.person)
    return desk.NOT_COUNTED.at(
        matter.place, who=who, decision=asked.decision, reason=reason, could=could
    )


def _not_his(matter: Matter, decision: Decision, person: str, time: datetime) -> Finding | None:
    """Return a refusal where somebody may not hand in or withdraw an item."""
    if may_send(matter.corpus, person, matter.item, time.date()):
        return None
    who = called(matter.corpus, person)
    return desk.NOT_SENDER.at(matter.place, who=who, decision=decision)
