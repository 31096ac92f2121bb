"""Notices, seals and corrections: what closes a period is whole, what corrects it adds up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from scoring.catalogue import sealing
from scoring.closing.facts import Correction, Notice
from scoring.findings import Finding
from scoring.model import Corpus
from scoring.points import ZERO, Points, text


def issued_after_its_end(corpus: Corpus) -> Iterator[Finding]:
    """A notice is issued when its period is over."""
    for notice in corpus.notices:
        if notice.issued is not None and notice.issued <= notice.period.end:
            yield sealing.TOO_EARLY.at(
                notice.source,
                period=notice.period.label,
                end=notice.period.end,
                day=notice.issued,
            )


def notice_has_seal(corpus: Corpus) -> Iterator[Finding]:
    """An issued notice has a seal."""
    for notice in corpus.notices:
        if notice.issued is not None and notice.id not in corpus.seals:
            yield sealing.NO_SEAL.at(notice.source, period=notice.id, day=notice.issued)


def seal_has_notice(corpus: Corpus) -> Iterator[Finding]:
    """A seal belongs to a notice that was issued on the day up to which it counts."""
    issued = {notice.id: notice.issued for notice in corpus.notices}
    for seal in corpus.seals.values():
        if issued.get(seal.notice) != seal.as_of:
            yield sealing.NO_NOTICE.at(seal.source, notice=seal.notice, day=seal.as_of)


def seal_names_rulebooks(corpus: Corpus) -> Iterator[Finding]:
    """The rulebooks by which a seal was counted are still there."""
    known = {book.id for book in corpus.rulebooks}
    for seal in corpus.seals.values():
        for score in seal.scores:
            for name in score.rulebooks:
                if name not in known:
                    yield sealing.UNKNOWN_RULEBOOK.at(score.source, found=name)


def correction_has_notice(corpus: Corpus) -> Iterator[Finding]:
    """A correction names an issued notice and comes after it."""
    notices = {notice.id: notice for notice in corpus.notices}
    for correction in corpus.corrections:
        issued = _issued(notices.get(correction.notice))
        if issued is None:
            yield sealing.UNKNOWN_NOTICE.at(correction.source, found=correction.notice)
        elif correction.date <= issued:
            yield sealing.CORRECTED_EARLY.at(
                correction.source, day=correction.date, issued=issued
            )


def _issued(notice: Notice | None) -> date | None:
    return None if notice is None else notice.issued


def corrections_add_up(corpus: Corpus) -> Iterator[Finding]:
    """A notice's first correction of a unit begins with the points published, each further one
    with what the one before left."""
    stand: dict[tuple[str, str, str], tuple[Points, str]] = {}
    for seal in corpus.seals.values():
        for score in seal.scores:
            for row in score.rows:
                stand[seal.notice, score.score, row.unit] = row.points, "通报公布的"
    for correction in corpus.corrections:
        if correction.notice in corpus.seals:
            yield from _chained(correction, stand)


def _chained(
    correction: Correction, stand: dict[tuple[str, str, str], tuple[Points, str]]
) -> Iterator[Finding]:
    """Yield where a correction does not go on from how a unit stood."""
    for one in correction.differences:
        key = correction.notice, one.score, one.unit
        expected, last = stand.get(key, (ZERO, "通报公布的"))
        if one.before != expected:
            yield sealing.SUMS.at(
                correction.source,
                unit=one.unit,
                score=one.score,
                last=last,
                expected=text(expected),
                found=text(one.before),
            )
        stand[key] = one.after, f"按更正 {correction.id} "


CHECKS: Final = (
    issued_after_its_end,
    notice_has_seal,
    seal_has_notice,
    seal_names_rulebooks,
    correction_has_notice,
    corrections_add_up,
)
