"""What facts say together: dates, references, trees, shares. Names are looked up on reading.

One generator per rule, its docstring is the rule; `CHECKS` is the list that runs. A rulebook's
own faults are in `scoring.rulebook_checks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from scoring.checks import assignments, items, lives, trees
from scoring.findings import Finding, ordered
from scoring.model import Corpus

Check = Callable[[Corpus, date], Iterator[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    *lives.CHECKS,
    *items.CHECKS,
    *assignments.CHECKS,
    *trees.CHECKS,
)


def check(corpus: Corpus, as_of: date) -> tuple[Finding, ...]:
    """Return every finding about the facts of an office on a day, sorted by place."""
    return ordered(finding for rule in CHECKS for finding in rule(corpus, as_of))
