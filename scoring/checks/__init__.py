"""What facts say together: dates, references, trees, shares. Names are looked up on reading.

One generator per rule, its docstring is the rule; `CHECKS` is the list that runs, beside the one
rule that must know the day. A rulebook's own faults are in `scoring.rulebook_checks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from typing import Final

from scoring.checks import alerts, assignments, bulletins, closing, items, lives, reviews, trees
from scoring.findings import Finding, ordered
from scoring.model import Corpus

Check = Callable[[Corpus], Iterator[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    *lives.CHECKS,
    *items.CHECKS,
    *assignments.CHECKS,
    *alerts.CHECKS,
    *bulletins.CHECKS,
    *trees.CHECKS,
    *reviews.CHECKS,
    *closing.CHECKS,
)


def check(corpus: Corpus, as_of: date) -> tuple[Finding, ...]:
    """Return every finding about the facts of an office on a day, sorted by place."""
    timeless = chain.from_iterable(rule(corpus) for rule in CHECKS)
    return ordered(chain(lives.in_future(corpus, as_of), timeless))
