"""Marks of results: what stands for an honour."""

from __future__ import annotations

from scoring.results import Honour


def honour(honour: Honour) -> str:
    """Return what stands for an honour."""
    given = (honour.year, honour.name, honour.to, honour.subject, honour.reason, honour.group)
    award = None if honour.award is None else honour.award.source
    return repr((*given, honour.source, award, honour.points, honour.vetoed))
