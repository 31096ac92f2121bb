"""What facts say together: dates, references, trees, shares. Names are looked up on reading.

One generator per rule, its docstring is the rule. `APART` are the rules that look at each item by
itself and at `AROUND`, `CHECKS` all others but the one that must know the day. A rulebook's own
faults are in `scoring.rulebook_checks`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Final

from scoring.checks import alerts, assignments, bulletins, closing, items, lives, reviews, trees
from scoring.findings import Finding, ordered
from scoring.model import Corpus

Check = Callable[[Corpus], Iterator[Finding]]

APART: Final[tuple[Check, ...]] = (*lives.APART, *items.APART, *bulletins.APART)
AROUND: Final = (
    "office", "units", "people", "publications", "leaders", "rulebooks", "bulletins",
)  # fmt: skip
"""What the rules of `APART` see of a corpus besides items: they are given no more."""
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


def check(
    corpus: Corpus, as_of: date, apart: Iterable[Finding] | None = None
) -> tuple[Finding, ...]:
    """Return every finding about the facts of an office on a day, sorted by place.

    Those about each item by itself are taken as given where they are.
    """
    timeless = chain.from_iterable(rule(corpus) for rule in CHECKS)
    each = check_apart(corpus) if apart is None else apart
    return ordered(chain(lives.in_future(corpus, as_of), timeless, each))


def check_apart(corpus: Corpus, only: Collection[str] | None = None) -> tuple[Finding, ...]:
    """Return the findings about each item by itself, sorted by place; `only` about some."""
    items = corpus.items if only is None else {key: corpus.items[key] for key in only}
    seen = Corpus(items=items, **{name: getattr(corpus, name) for name in AROUND})
    return ordered(chain.from_iterable(rule(seen) for rule in APART))
