"""Marks of results: what stands for a row of a table and for an honour."""

from __future__ import annotations

from typing import Final

from scoring.results import Honour, Standing

_NEXT: Final = "\x1f"


def row(row: Standing) -> str:
    """Return what stands for a subject's row in a table."""
    quotas = (
        f"{s.quota.source}:{s.period.id}:{s.required}:{s.done}:{s.closed}:{s.days_left}"
        for s in row.quotas
    )
    return _NEXT.join(
        (
            f"{row.subject}{_NEXT}{row.rank}{row.tied}{_NEXT}{row.points}{_NEXT}{row.carried}",
            f"{row.running}{_NEXT}{row.previous_rank}{_NEXT}{tuple.__repr__(row.tally)}",
            f"{row.converted}{row.verdicts}",
            *quotas,
        )
    )


def honour(honour: Honour) -> str:
    """Return what stands for an honour."""
    given = (honour.year, honour.name, honour.to, honour.subject, honour.reason, honour.group)
    award = None if honour.award is None else honour.award.source
    return repr((*given, honour.source, award, honour.points, honour.vetoed))
