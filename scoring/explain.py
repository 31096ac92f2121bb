"""A Chinese sentence that explains one ledger entry completely: the fact, the clause, the sum."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter

from scoring.conditions import Section
from scoring.engine import words
from scoring.findings import Source
from scoring.ledger import Entry
from scoring.model import Adoption, Corpus, Endorsement, Fault, Forwarding, Item, Judgement
from scoring.rules import FaultRule

_TOLD = frozenset(
    {
        Section.ASSIGNMENT,
        Section.QUOTA,
        Section.RATE,
        Section.BASE,
        Section.LIMIT,
        Section.CLEARING,
    }
)
"""Sections whose entries tell their fact themselves, first in their detail."""

_AMOUNTS = ("记", "扣", "不计", "不另扣")
Fact = Adoption | Forwarding | Endorsement | Fault | Judgement
_HELD: Mapping[Section, Callable[[Item], Sequence[Fact]]] = {
    Section.ADOPTION: attrgetter("adoptions"),
    Section.ENDORSEMENT: attrgetter("endorsements"),
    Section.FORWARDING: attrgetter("forwardings"),
}
"""Where an item holds the facts of a section."""


def sentence(entry: Entry, corpus: Corpus) -> str:
    """Return the sentence for an entry, e.g.

    《晋政信息》第31期单篇采用，依〔2026〕3号第五条（二）记10分；三家联合平分，本单位记10/3分。
    """
    told = entry.detail
    cancelled = isinstance(entry.rule, FaultRule) and entry.section is not Section.FAULT
    if entry.section in _TOLD or cancelled:
        head, told = told[0], told[1:]
    else:
        head = _head(entry, corpus)
    rule, book = entry.rule, entry.rulebook
    told = told or (words.amount(entry.points, book.measure),)
    return f"{head}，{_given(book.number, None if rule is None else rule.clause, told)}"


@lru_cache(maxsize=16384)
def _given(number: str, clause: str | None, told: tuple[str, ...]) -> str:
    """Return what was given for it, and by which clause: of most facts the same."""
    if clause is None:
        return f"{number}没有适用条款，{'；'.join(told)}。"
    joined = "" if told[0].startswith(_AMOUNTS) else "，"
    return f"依{number}{clause}{joined}{'；'.join(told)}。"


def _head(entry: Entry, corpus: Corpus) -> str:
    """Return what happened."""
    if entry.section is Section.SUBMISSION:
        return f"{words.day(entry.date)}报送"
    item = None if entry.item is None else corpus.items.get(entry.item)
    match _fact(entry.fact, entry.section, item, corpus):
        case Adoption() as adoption:
            return f"《{adoption.publication}》{adoption.issue or ''}{adoption.form or ''}采用"
        case Forwarding(level=level):
            return f"{words.day(entry.date)}选报{level.label}"
        case Endorsement() as endorsement:
            return _endorsed(endorsement)
        case Fault() as fault:
            note = f"（{fault.note}）" if fault.note else ""
            return f"{words.day(fault.date)}{fault.kind.label}{note}"
        case Judgement(date=day, reason=reason):
            return f"{words.day(day)}裁量（{reason}）"
        case None:
            return f"{words.day(entry.date)}{entry.section.label}"


def _endorsed(endorsement: Endorsement) -> str:
    where = f"在《{endorsement.publication}》上" if endorsement.publication else ""
    praise = "肯定性" if endorsement.praise else ""
    return f"{endorsement.leader}{words.day(endorsement.date)}{where}{praise}批示"


def _fact(source: Source, section: Section, item: Item | None, corpus: Corpus) -> Fact | None:
    """Return the fact that stands at a place."""
    for fact in _facts(section, item, corpus):
        if fact.source == source:
            return fact
    return None


def _facts(section: Section, item: Item | None, corpus: Corpus) -> Sequence[Fact]:
    """Return the facts among which an entry of a section finds its own."""
    held = _HELD.get(section)
    if held is not None:
        return held(item) if item else ()
    if section is Section.FAULT:
        return (*(item.faults if item else ()), *corpus.faults)
    if section is Section.JUDGEMENT:
        return (*(item.judgements if item else ()), *corpus.judgements)
    return ()
