"""封账: what a notice's seal says, from the content of a commit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scoring.model import Corpus
from scoring.periods import Period, PeriodKind, period_of, periods_between
from site_builder.git import Revisions

_COUNTED: Final = ("items", "assignments", "registry", "rulebooks", "faults", "judgements")
"""Folders from which points follow."""


def counted_commit(revisions: Revisions, head: str, content: str) -> str:
    """Return the commit of the main line that last changed what is counted: the later ones have
    the same facts. It outlives the squashing of a request that only drafts and closes."""
    folders = (f"{content}/{name}" for name in _COUNTED)
    last = next(iter(revisions.trunk(head, *folders)), None)
    return head if last is None else last.commit.id


def unclosed_before(corpus: Corpus, period: Period) -> Iterator[Period]:
    """Yield the earlier periods of the year, of the same length, that no notice has closed."""
    closed = {one.period for one in corpus.notices if one.issued is not None}
    year = period_of(period.end, PeriodKind.YEAR)
    for each in periods_between(year.start, period.end, period.kind):
        if each.end < period.start and each not in closed:
            yield each
