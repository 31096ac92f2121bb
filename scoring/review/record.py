"""审核记录: what somebody decided about one exact text, and how that is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from scoring.findings import Source
from scoring.vocabulary import Word


class Decision(Word):
    """决定."""

    SUBMIT = "submit", "报审"
    """The writer asks for review of a text: a new round begins."""
    PASS = "pass", "通过"
    RETURN = "return", "退改"
    """Back to the writer, with a reason, and with the tiers that must look again."""
    REJECT = "reject", "不采用"
    WITHDRAW = "withdraw", "撤稿"
    """The writer, or the office for him, takes the item back."""


class Channel(Word):
    """How a decision came into the record."""

    GIT = "git", "本机"
    """`chunshui review`, in a commit of the person's own."""
    FORGE = "forge", "平台"
    PAPER = "paper", "代录"
    """A signature on paper, entered by somebody else; never shown as an electronic approval."""


class Paper(NamedTuple):
    """签批单: a signature on paper."""

    number: str
    signed: date
    recorder: str
    """The person who entered it; never the one who signed."""
    scan: str | None = None
    """SHA-256 of the scan."""


class ForgeReview(NamedTuple):
    """A review on a forge."""

    forge: str
    """github, gitea, gitlab or gitee."""
    id: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """One entry of a trail."""

    source: Source
    decision: Decision
    person: str
    """Who decided; for 报审 who handed in."""
    time: datetime
    """With its offset from UTC."""
    text: str
    """SHA-256 of the reviewed text: what `site_builder.review.text` makes of an item's file."""
    blob: str
    """The Git object id of the file as it was judged."""
    tier: str | None = None
    """None for 报审 and 撤稿."""
    instead_of: str | None = None
    """代: the person for whom a deputy decided."""
    reason: str | None = None
    again: tuple[str, ...] = ()
    """重审: after 退改, the tiers that must look again; all of the path when empty."""
    paper: Paper | None = None
    forge: ForgeReview | None = None
    title: str | None = None
    """Of a 报审, so that the trail can be read without the item."""
    units: tuple[str, ...] = ()
    """Of a 报审: the sending units, the first one first."""
    signature: str | None = None
    """SSH signature over the entry (SSHSIG, namespace `chunshui`), base64 without line ends."""
    before: str = ""
    """前文: digest of all that stands before this entry in its file, so that nothing of it can be
    changed, left out or moved unnoticed."""

    @property
    def day(self) -> date:
        """Return the day on which it was decided: of a paper the day of the signature."""
        return self.time.date() if self.paper is None else self.paper.signed

    @property
    def channel(self) -> Channel:
        """Return how it came into the record."""
        if self.paper is not None:
            return Channel.PAPER
        return Channel.GIT if self.forge is None else Channel.FORGE


@dataclass(frozen=True, slots=True)
class Trail:
    """审核留痕: all reviews of an item in the order in which they were recorded."""

    item: str
    source: Source
    reviews: tuple[Review, ...] = ()
