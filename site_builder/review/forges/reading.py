"""Rows of a forge → reviews of an item, as `scoring.review` takes them.

- An account is a person by the people registry; several accounts of one person are one person, an
  account that is nobody's is listed apart and never counts.
- A review is bound to the text of the item at the commit that was read. Its last decision on one
  text counts, of all his accounts together; a later comment cancels nothing.
- Dismissed, unofficial, unknown and drafted reviews do not count. Nor does a stale approval of the
  text as it stands; one of an earlier text is history, and told as such. A stale 退改 stands: no
  change of something else takes it away.
- 报审 is the opening of the request, and again each new text that somebody judged, and the text at
  its end. A review of an older text that comes after one of the newest begins no new round.
- The tier is the one that the text names. Without a name: of those that he may fill on that day
  his own before one of which he is a deputy, then that of the nearest unit, then the lowest of the
  path. It is never «the next free one»: whoever may fill a higher tier and approves early must not
  fill a lower tier, and lock out whose it is.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, NamedTuple

from scoring.findings import Source
from scoring.model import Corpus, Item
from scoring.review.holders import Holder, holders
from scoring.review.paths import path_of, upwards
from scoring.review.record import Decision, ForgeReview, Review, Trail
from scoring.review.workflow import Path, Workflow
from site_builder.review.forges.interface import (
    ForgeReviewRow,
    Request,
    RequestState,
    ReviewState,
)
from site_builder.review.forges.opinion import opinion

_URL_LIMIT: Final = 300
_CLOSED: Final = "closed"
_SILENT: Final = (ReviewState.COMMENT, ReviewState.PENDING, ReviewState.ASKED)


class Judged(NamedTuple):
    """An item at a commit."""

    blob: str
    text: str
    """Digest of the reviewed text."""
    when: datetime | None = None
    """When the file was last changed there, as its committer's clock says."""


class Unread(NamedTuple):
    """A review that does not count, and why."""

    row: ForgeReviewRow
    reason: str
    """A Chinese sentence."""


class ItemReviews(NamedTuple):
    """What a request's reviews say of one item."""

    reviews: tuple[Review, ...] = ()
    """In the order of their times; also those that the trail has already."""
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """An item in a request, and all that its reviews are read with."""

    item: Item
    request: Request
    forge: str
    corpus: Corpus
    workflow: Workflow
    judged: Callable[[str], Judged | None]
    """The item at a commit, None where it is not there or the commit cannot be had."""
    start: str
    """The commit from which the request's branch goes."""
    record: str
    """Path of its review record, for sources."""
    trail: Trail | None = None
    """What is recorded of it already."""


@dataclass
class _Round:
    submit: Review
    decided: dict[tuple[str, str], Review] = field(default_factory=dict)
    """The last decision by person and text."""


def reviews_of(case: Case, rows: Iterable[ForgeReviewRow]) -> ItemReviews:
    """Return the reviews of an item; nothing where it needs none, because it is from before the
    rules of review or because the request leaves its text as it was."""
    path = path_of(case.workflow, case.item, case.corpus)
    before, head = case.judged(case.start), case.judged(case.request.head)
    if path is None or head is None or case.item.date < case.workflow.since:
        return ItemReviews()
    if before is not None and before.text == head.text:
        return ItemReviews()
    listed = list(rows)
    reading = _Reading(case, path, head, _ids(case.request, listed))
    for row in listed:
        if row.state not in _SILENT:
            reading.take(row)
    return reading.result()


class _Reading:
    """Rows in the order of their times, made into rounds."""

    def __init__(self, case: Case, path: Path, head: Judged, ids: Container[str]) -> None:
        self.case = case
        self.head = head
        self.tiers = case.workflow.tiers_of(path)
        self.names = {tier.name for tier in self.tiers}
        self.people = people_by_account(case.corpus)
        self.sender = self.people.get(case.request.author.casefold()) or next(
            iter(case.item.authors), None
        )
        before = _before(case, ids)
        self.last = before[-1].time if before else None
        self.text = _open_text(before)
        self.rounds: list[_Round] = []
        self.ended = False
        """A review of the newest commit was seen: what older commits say now comes too late."""
        self.loose: dict[tuple[str, str], Review] = {}
        """Decisions of a round that the trail has begun."""
        self.stale: dict[str, ForgeReviewRow] = {}
        """Approvals of which the forge says that the request has changed since, by their ids."""
        self.unread: list[Unread] = []

    def take(self, row: ForgeReviewRow) -> None:
        """Take in the next row."""
        person = self.people.get(row.account.casefold())
        judged = None if row.commit is None else self.case.judged(row.commit)
        reason = self._reason_against(row, person, judged)
        if reason is not None or person is None or judged is None or row.time is None:
            self.unread.append(Unread(row, reason or ""))
            return
        said = opinion(row.state, row.body, self.names)
        holder = None if said is None else self._tier(person, said.tier, row.time.date())
        if said is None or holder is None:
            self.unread.append(Unread(row, "不担任这条信息要经过的任何一级"))
            return
        self._open(judged, row.commit or "", row.time)
        tier, instead_of = holder
        review = self._entry(
            said.decision, person, row.time, judged, row.id, url=row.url,
            tier=tier, instead_of=instead_of, reason=said.reason, again=said.again,
        )  # fmt: skip
        decided = self.rounds[-1].decided if self.rounds else self.loose
        decided.pop((person, judged.text), None)
        decided[person, judged.text] = review
        if row.stale and said.decision is Decision.PASS:
            self.stale[row.id] = row

    def result(self) -> ItemReviews:
        """Return everything in order, with the text at the request's end as the last round."""
        self._open(self.head, self.case.request.head, None)
        self._drop_stale()
        found = list(self.loose.values())
        for each in self.rounds:
            found += (each.submit, *each.decided.values())
        closed = self._closed(found)
        if closed is not None:
            found.append(closed)
        return ItemReviews(tuple(found), tuple(self.unread))

    def _drop_stale(self) -> None:
        """Take the stale approvals of the text as it stands out of the round that is open."""
        decided = self.rounds[-1].decided if self.rounds else self.loose
        for key, review in list(decided.items()):
            row = None if review.forge is None else self.stale.get(review.forge.id)
            if row is not None and review.text == self.head.text:
                del decided[key]
                self.unread.append(Unread(row, "平台说审过以后请求又改了"))

    def _reason_against(
        self, row: ForgeReviewRow, person: str | None, judged: Judged | None
    ) -> str | None:
        """Return why a row does not count, None where it does."""
        ended = self.case.request.ended
        checks: tuple[tuple[bool, str], ...] = (
            (row.state is ReviewState.DISMISSED, "在平台上已经撤回"),
            (row.state is ReviewState.UNKNOWN, "平台上的这种审核状态不认识"),
            (not row.official, "平台不把它算作正式的审核，或者事后改过"),
            (person is None, f"账号“{row.account}”没有登记在人员名录里"),
            (self.sender is None, "报审人的账号没有登记，稿件也没有写作者"),
            (person in (self.sender, *self.case.item.authors), "作者和报审人不能审自己的稿件"),
            (row.commit is None or row.time is None, "平台没有说明审的是哪一稿"),
            (judged is None, "取不到所审的那一稿"),
            (row.time is not None and ended is not None and row.time > ended,
             "请求结束以后才审的"),
            (row.time is not None and self.last is not None and row.time < self.last,
             "早于审核记录里已有的最后一条"),
        )  # fmt: skip
        return next((reason for against, reason in checks if against), None)

    def _tier(self, person: str, named: str | None, on: date) -> tuple[str, str | None] | None:
        """Return the tier that a person fills, and for whom; None where he may fill none."""
        case, found = self.case, []
        for place, tier in enumerate(self.tiers):
            who = holders(case.workflow, case.corpus, case.item, tier, on)
            mine = [holder for holder in who if holder.person == person]
            if named == tier.name:
                return tier.name, mine[0].instead_of if mine else None
            found += [(*self._nearness(holder), place, tier, holder) for holder in mine]
        if not found:
            return None
        *_, tier, holder = min(found, key=lambda each: each[:3])
        return tier.name, holder.instead_of

    def _nearness(self, holder: Holder) -> tuple[bool, int]:
        """Return what comes first: the own role, then the nearer unit."""
        units = upwards(self.case.corpus, self.case.item.units[0].unit)
        known = self.case.corpus.people[holder.instead_of or holder.person]
        unit = known.reviews_for or known.unit
        return holder.instead_of is not None, units.index(unit) if unit in units else len(units)

    def _open(self, judged: Judged, commit: str, reviewed: datetime | None) -> None:
        """Begin a round where a text is new; `reviewed` is when its first review came."""
        newest = commit == self.case.request.head
        if judged.text == self.text or (self.ended and not newest) or self.sender is None:
            self.ended = self.ended or newest
            return
        self.ended = newest
        self.text = judged.text
        time = self._sent(judged, reviewed)
        number = self.case.request.number
        submit = self._entry(
            Decision.SUBMIT, self.sender, time, judged, _round_id(number, commit),
            url=self.case.request.url, title=self.case.item.title,
            units=tuple(share.unit for share in self.case.item.units),
        )  # fmt: skip
        self.rounds.append(_Round(submit))

    def _sent(self, judged: Judged, reviewed: datetime | None) -> datetime:
        """Return when a text was handed in: for the first the opening of the request, else when it
        was committed; never before what came earlier nor after what came later, since a
        committer's clock says what he wants."""
        request = self.case.request
        time = (judged.when if self.rounds else None) or request.opened
        latest = reviewed or request.ended or request.updated
        if latest is not None:
            time = min(time, latest)
        earliest = max((review.time for review in self._past()), default=self.last)
        return time if earliest is None else max(time, earliest)

    def _past(self) -> Iterable[Review]:
        yield from self.loose.values()
        for each in self.rounds:
            yield each.submit
            yield from each.decided.values()

    def _closed(self, found: list[Review]) -> Review | None:
        """Return the 撤稿 of a request that was closed without merging, unless 不采用 ended it."""
        request = self.case.request
        rejected = any(each.decision is Decision.REJECT for each in found[-1:])
        if request.state is not RequestState.CLOSED or rejected or self.sender is None:
            return None
        times = [request.ended, self.last, *(each.time for each in found)]
        time = max(each for each in times if each is not None)
        return self._entry(
            Decision.WITHDRAW, self.sender, time, self.head, _round_id(request.number, _CLOSED),
            url=request.url, reason="请求没有合并就关闭了",
        )  # fmt: skip

    def _entry(
        self,
        decision: Decision,
        person: str,
        time: datetime,
        judged: Judged,
        key: str,
        *,
        url: str,
        tier: str | None = None,
        instead_of: str | None = None,
        reason: str | None = None,
        again: tuple[str, ...] = (),
        title: str | None = None,
        units: tuple[str, ...] = (),
    ) -> Review:
        return Review(
            source=Source(self.case.record),
            decision=decision,
            person=person,
            time=time,
            text=judged.text,
            blob=judged.blob,
            tier=tier,
            instead_of=instead_of,
            reason=reason,
            again=again,
            forge=ForgeReview(self.case.forge, key, url if 0 < len(url) <= _URL_LIMIT else None),
            title=title,
            units=units,
        )


def _round_id(number: int, commit: str) -> str:
    """Return the id under which a request's own 报审 or 撤稿 is recorded."""
    return f"{number}@{commit[:12]}"


def _ids(request: Request, rows: Sequence[ForgeReviewRow]) -> set[str]:
    """Return all ids under which something of a request may have been recorded."""
    commits = [request.head, _CLOSED, *(row.commit or "" for row in rows)]
    return {row.id for row in rows} | {_round_id(request.number, each) for each in commits}


def _before(case: Case, ids: Container[str]) -> tuple[Review, ...]:
    """Return what the trail says from before the entries with these ids."""
    reviews = () if case.trail is None else case.trail.reviews
    for place, each in enumerate(reviews):
        if each.forge is not None and each.forge.forge == case.forge and each.forge.id in ids:
            return reviews[:place]
    return reviews


def _open_text(reviews: Iterable[Review]) -> str | None:
    """Return the text that is under review, None where none is."""
    text: str | None = None
    for each in reviews:
        if each.decision is Decision.SUBMIT:
            text = each.text
        elif each.decision is not Decision.PASS:
            text = None
    return text


def people_by_account(corpus: Corpus) -> dict[str, str]:
    """Return the ids of people by their accounts in small letters: forges know no others apart."""
    return {
        account.casefold(): person.id
        for person in corpus.people.values()
        for account in person.accounts
    }


def unrecorded(trail: Trail | None, reviews: Iterable[Review]) -> tuple[Review, ...]:
    """Return the reviews of a forge that a trail does not have yet; it has those of the same id."""
    known = {
        (each.forge.forge, each.forge.id)
        for each in (() if trail is None else trail.reviews)
        if each.forge is not None
    }
    return tuple(
        each for each in reviews
        if each.forge is not None and (each.forge.forge, each.forge.id) not in known
    )  # fmt: skip
