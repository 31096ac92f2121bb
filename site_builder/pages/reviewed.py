"""审核留痕 on an item's page: who decided what, when and on which text.

Nothing here depends on the day of the build: what still waits is told with its time limit, its
light stands on the board.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from scoring.model import Item
from scoring.review.progress import Progress, State, TierProgress, progress
from scoring.review.record import Channel, Decision, Review, Trail
from scoring.review.workflow import Workflow
from site_builder.pages.index import Views
from site_builder.review.words import Kind, Piece, as_html, compared, excerpt

_AROUND = 40
_MOST = 4000


class Step(NamedTuple):
    """One entry of the trail."""

    review: Review
    on: date
    """The day of the decision: of a signature on paper the day on which it was signed."""
    against: str
    """Why it does not count; empty where it does."""
    paper: bool
    round: int
    """Which text it judged, from 1; 0 before anything was handed in."""


class Seat(NamedTuple):
    """One tier of the path."""

    tier: TierProgress
    days: int | None
    """Working days from its turn to its decision."""


class Change(NamedTuple):
    """The first text against the last."""

    gone: int
    """Characters without blanks, as all numbers here."""
    new: int
    title: str
    """The first title where it was another."""
    html: Markup


class Reviewed(NamedTuple):
    """What an item's page tells of its review."""

    now: Progress
    seats: tuple[Seat, ...]
    steps: tuple[Step, ...]
    days: int | None
    """Working days from the first 报审 to the last 通过; None where that has not come."""
    rewritten: bool
    """Whether it was handed in again with another text."""
    change: Change | None
    """None where the first text is not at hand, or is the last."""


def reviewed(views: Views, item: Item, body: str) -> Reviewed | None:
    """Return what there is to tell of an item with this body; None for one from before the rules
    of review, or of no path."""
    corpus, workflow = views.corpus, views.corpus.workflow
    if workflow is None or item.date < workflow.since:
        return None
    trail = corpus.trails.get(item.id) or Trail(item.id, item.source)
    sent = [review for review in trail.reviews if review.decision is Decision.SUBMIT]
    text = views.snapshot.judged.get(item.id, sent[-1].text) if sent else ""
    now = progress(workflow, corpus, item, trail, text, views.as_of)
    if now.state is State.FREE:
        return None
    first = views.snapshot.first_texts.get(item.id)
    return Reviewed(
        now,
        tuple(_seats(workflow, now)),
        tuple(_steps(trail, now)),
        _whole(workflow, sent, now),
        bool(sent) and sent[0].text != sent[-1].text,
        None if first is None else _change(sent[0].title or "", first, item, body),
    )


def _seats(workflow: Workflow, now: Progress) -> Iterator[Seat]:
    for tier in now.tiers:
        days = None
        if tier.review is not None and tier.since is not None:
            days = workflow.calendar.between(tier.since.date(), tier.review.day)
        yield Seat(tier, days)


def _steps(trail: Trail, now: Progress) -> Iterator[Step]:
    against = {id(each.review): each.reason for each in now.discounted}
    rounds = 0
    for review in trail.reviews:
        rounds += review.decision is Decision.SUBMIT
        paper = review.channel is Channel.PAPER
        yield Step(review, review.day, against.get(id(review), ""), paper, rounds)


def _whole(workflow: Workflow, sent: list[Review], now: Progress) -> int | None:
    """Return how long it took until all had passed it."""
    passed = [tier.review for tier in now.tiers if tier.review is not None]
    if now.state is not State.PASSED or not passed:
        return None
    return workflow.calendar.between(sent[0].time.date(), max(each.day for each in passed))


def _change(title: str, first: str, item: Item, body: str) -> Change:
    pieces = compared(first.strip(), body.strip())
    return Change(
        _letters(pieces, Kind.GONE),
        _letters(pieces, Kind.NEW),
        title if title != item.title else "",
        as_html(excerpt(pieces, _AROUND, _MOST)),
    )


def _letters(pieces: tuple[Piece, ...], kind: Kind) -> int:
    """Return how many characters are in the pieces of a kind, moved paragraphs left out."""
    words = (piece.text for piece in pieces if piece.kind is kind and not piece.moved)
    return sum(len("".join(text.split())) for text in words)
