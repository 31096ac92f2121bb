"""Marks of results: what stands for an honour, and for rows of standings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from scoring.periods import Period
from scoring.results import Honour, Ranked, Results
from site_builder.pages.gists import digest

_NEXT: Final = "\x1f"


def honour(honour: Honour) -> str:
    """Return what stands for an honour."""
    given = (honour.year, honour.name, honour.to, honour.subject, honour.reason, honour.group)
    award = None if honour.award is None else honour.award.source
    return repr((*given, honour.source, award, honour.points, honour.vetoed))


def rows_of(found: Iterable[Results], period: Period, ranked: Ranked) -> dict[str, str]:
    """Return the mark of each subject's rows in a period, all scores."""
    held: dict[str, list[str]] = defaultdict(list)
    for results in found:
        for key, table in results.tables.items():
            if (key.period, key.ranked) == (period, ranked):
                for subject, mark in table.marks.items():
                    held[subject].append(f"{key.score}{_NEXT}{mark}")
    return {subject: digest(*marks) for subject, marks in held.items()}


class Rows:
    """Marks of standings under the names by which pages ask for them."""

    def __init__(self) -> None:
        """Begin without any."""
        self.by_table: dict[tuple[Period, Ranked], list[str]] = defaultdict(list)
        self.by_subject: dict[Ranked, dict[str, list[str]]] = {
            ranked: defaultdict(list) for ranked in Ranked
        }
