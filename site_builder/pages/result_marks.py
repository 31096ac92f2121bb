"""Marks of results: what stands for an honour, and for rows of standings."""

from __future__ import annotations

from collections import defaultdict

from scoring.periods import Period
from scoring.results import Honour, Ranked


def honour(honour: Honour) -> str:
    """Return what stands for an honour."""
    given = (honour.year, honour.name, honour.to, honour.subject, honour.reason, honour.group)
    award = None if honour.award is None else honour.award.source
    return repr((*given, honour.source, award, honour.points, honour.vetoed))


class Rows:
    """Marks of standings under the names by which pages ask for them."""

    def __init__(self) -> None:
        """Begin without any."""
        self.by_table: dict[tuple[Period, Ranked], list[str]] = defaultdict(list)
        self.by_subject: dict[Ranked, dict[str, list[str]]] = {
            ranked: defaultdict(list) for ranked in Ranked
        }
