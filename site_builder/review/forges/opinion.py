"""The words of a review's text, for what a forge has no button for.

    通过：分管局领导        which tier, for somebody who may fill several
    退改：分管局领导        the same; or the reason: 退改：数据没有出处
    不采用：选题已有人报    not wanted at all, said in a review that wants changes
    重审：办公室主任        after 退改 only these look again; all tiers where nothing is said

The first line that is none of these is the reason. Quoted lines (>) are somebody else's words.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final, NamedTuple

from scoring.review.record import Decision
from site_builder.review.forges.interface import ReviewState

REASON_LIMIT: Final = 300
NO_REASON: Final = "理由见平台上的意见"
_SAID: Final = re.compile(r"(通过|退改|不采用|重审)(?:[：:]\s*(.*)|)")
_BETWEEN: Final = re.compile(r"[、，,；;。\s]+")


class Opinion(NamedTuple):
    """What a deciding review says."""

    decision: Decision
    tier: str | None
    """None where the text names none."""
    reason: str | None
    """Of 退改 and 不采用."""
    again: tuple[str, ...] = ()


def opinion(state: ReviewState, body: str, tiers: Collection[str]) -> Opinion | None:
    """Return what a review decides on a path of these tiers, None where it decides nothing.

    A name in 重审 that is no tier of the path makes all tiers look again.
    """
    if state not in (ReviewState.APPROVED, ReviewState.CHANGES):
        return None
    decision = Decision.PASS if state is ReviewState.APPROVED else Decision.RETURN
    tier: str | None = None
    again: tuple[str, ...] = ()
    reasons: list[str] = []
    for line in _lines(body):
        found = _SAID.fullmatch(line)
        if found is None:
            reasons.append(line)
            continue
        word, rest = found[1], (found[2] or "").rstrip("。. ")
        if word == "重审":
            named = tuple(name for name in _BETWEEN.split(rest) if name)
            again = named if all(name in tiers for name in named) else ()
            continue
        if word == "不采用" and decision is Decision.RETURN:
            decision = Decision.REJECT
        if rest in tiers:
            tier = rest
        elif rest:
            reasons.insert(0, rest)
    if decision is Decision.PASS:
        return Opinion(decision, tier, None)
    reason = reasons[0][:REASON_LIMIT] if reasons else NO_REASON
    return Opinion(decision, tier, reason, again if decision is Decision.RETURN else ())


def _lines(body: str) -> list[str]:
    """Return the lines that somebody wrote himself, without blanks and marks of lists."""
    lines = (line.strip().lstrip("-*•# ").strip() for line in body.splitlines())
    return [line for line in lines if line and not line.startswith(">")]
