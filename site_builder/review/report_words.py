"""The words of a report: what is open, where an item stands, which facts were registered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from scoring.model import Corpus, Item
from scoring.points import shown
from scoring.review.progress import Standing, TierProgress
from scoring.review.progress import State as ItemState
from scoring.review.record import Channel
from scoring.vocabulary import Word
from site_builder.review.changes import ItemChange
from site_builder.review.names_on_disk import shown as on_disk
from site_builder.review.ownership import listed
from site_builder.review.plain import bare
from site_builder.review.verdict import ItemVerdict, Verdict

_LISTS = {
    "adoptions": "采用",
    "forwardings": "报上级",
    "endorsements": "批示",
    "faults": "差错",
    "judgements": "裁量",
}


class Open(NamedTuple):
    """Something that a request waits for."""

    item: str
    """Title of the item; empty for the request as a whole."""
    what: str
    verb: str
    who: str
    """Who can do it; empty where nobody can."""
    since: str = ""
    waited: int = 0
    """Working days."""
    due: str = ""
    late: bool = False
    then: str = ""
    """The tiers that come after it."""


def open_of(verdict: Verdict) -> Iterator[Open]:
    """Yield what is still open: tiers of items, then consents; the longest waiting first."""
    rows = [row for item in verdict.items for row in _open_of(verdict, item)]
    yield from sorted(rows, key=lambda row: (not row.late, -row.waited))
    for need in verdict.needs:
        if not need.given:
            who = listed(verdict.corpus, need.who)
            yield Open("", f"{need.area}的核准", "核准", who)


def _open_of(verdict: Verdict, item: ItemVerdict) -> Iterator[Open]:
    stands, corpus = item.progress, verdict.corpus
    if stands is None or item.fast is not None:
        return
    name = item.change.id if item.change.after is None else item.change.after.title
    later = [each.tier.name for each in stands.tiers if each.standing is Standing.WAITING]
    if stands.state is ItemState.UNSENT:
        authors = () if item.change.after is None else item.change.after.authors
        then = "、".join(each.tier.name for each in stands.tiers)
        yield Open(name, "报审", "报审", listed(corpus, authors), then=then)
    turn = stands.turn
    if turn is None:
        return
    workflow, waited = corpus.workflow, 0
    if turn.since is not None and workflow is not None:
        waited = workflow.calendar.between(turn.since.date(), verdict.on)
    yield Open(
        item=name,
        what=f"{turn.tier.name}审",
        verb="审",
        who=listed(corpus, tuple(holder.person for holder in turn.holders)),
        since="" if turn.since is None else f"{turn.since:%Y-%m-%d %H:%M}",
        waited=waited,
        due="" if turn.due is None else turn.due.isoformat(),
        late=turn.due is not None and verdict.on > turn.due,
        then="、".join(later),
    )


def place_of(path: str) -> str:
    """Return a path as it can be shown, whatever bytes it is made of."""
    return on_disk(path)


def facts_of(corpus: Corpus, item: Item) -> list[str]:
    """Return what one must know of an item before its text."""
    authors = [corpus.people[one].name if one in corpus.people else one for one in item.authors]
    said = (
        "、".join(share.unit for share in item.units),
        "、".join((*authors, *item.outside_authors)),
        "" if item.level is None else item.level.label,
        item.kind or "",
        item.date.isoformat(),
        f"{item.length} 字",
        "、".join(item.tags),
    )
    return [each for each in said if each]


def tier_words(corpus: Corpus, tier: TierProgress) -> str:
    """Return where one tier stands, and by whom it was passed."""
    if tier.review is None:
        return f"{tier.tier.name}{tier.standing}"
    by = listed(corpus, (tier.review.person,))
    paper = "代录" if tier.review.channel is Channel.PAPER else ""
    return f"{tier.tier.name}{tier.standing}（{by}{paper} {tier.review.time:%m-%d %H:%M}）"


def registered(change: ItemChange) -> Iterator[tuple[str, str]]:
    """Yield the facts that were registered or taken away, with the word for it."""
    for key, label in _LISTS.items():
        old, new = (
            [bare(fact) for fact in getattr(each, key, ())]
            for each in (change.before, change.after)
        )
        yield from (("删去", f"{label}：{_fact(fact)}") for fact in old if fact not in new)
        yield from (("登记", f"{label}：{_fact(fact)}") for fact in new if fact not in old)


def _fact(fact: Any) -> str:
    values = [getattr(fact, each.name) for each in fields(fact) if each.name != "source"]
    return " ".join(filter(None, map(_value, values)))


def _value(value: Any) -> str:
    if value is True:
        return "肯定性"
    if isinstance(value, Word):
        return value.label
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | Fraction):
        return f"{shown(value)} 分"
    if isinstance(value, tuple):
        return "、".join(map(_value, value))
    return "" if value is None or value is False or is_dataclass(value) else str(value)
