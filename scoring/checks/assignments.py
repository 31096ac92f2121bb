"""Rules about assignments: their days, and who answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scoring.catalogue import facts
from scoring.findings import Finding
from scoring.model import Corpus


def due_before_issued(corpus: Corpus) -> Iterator[Finding]:
    """An assignment is due on or after the day of its issue."""
    for assignment in corpus.assignments.values():
        if assignment.due < assignment.issued:
            yield facts.DUE_BEFORE_ISSUED.at(
                assignment.source, due=assignment.due, issued=assignment.issued
            )


def answered_before_issued(corpus: Corpus) -> Iterator[Finding]:
    """An assignment is answered on or after the day of its issue."""
    for assignment in corpus.assignments.values():
        for answer in assignment.answers:
            if answer.date < assignment.issued:
                yield facts.ANSWERED_BEFORE_ISSUED.at(
                    answer.source,
                    unit=answer.unit,
                    date=answer.date,
                    issued=assignment.issued,
                )


def answered_unasked(corpus: Corpus) -> Iterator[Finding]:
    """Only units that were asked answer, by an answer or by an item's 约稿."""
    for assignment in corpus.assignments.values():
        for answer in assignment.answers:
            if answer.unit not in assignment.units:
                yield facts.NOT_ASKED.at(answer.source, unit=answer.unit, assignment=assignment.id)
    for item in corpus.items.values():
        if item.commission is None:
            continue
        commission = corpus.assignments.get(item.commission)
        if commission is None:
            continue
        units = [share.unit for share in item.units]
        if not any(unit in commission.units for unit in units):
            yield facts.NOT_ASKED.at(item.source, unit="、".join(units), assignment=commission.id)


CHECKS: Final = (due_before_issued, answered_before_issued, answered_unasked)
