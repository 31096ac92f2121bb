"""What steps 6 to 8 look at: as long as it is the same, so is what they write.

- what the parts hold for them: sums, counts, judgements taken up (the `Head` of `scoring.packing`),
  and all postings where a quota asks out of which items points came;
- the **items** that assignments, faults and judgements speak of or that speak of such themselves;
- the day of the **first** of all items, since periods begin with it;
- **assignments**, faults and judgements, kinds of assignments and the calendar;
- **rulebooks** and registries, as steps 1 to 5 do, and who is on duty when and under which tags.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from scoring.conditions import ALWAYS
from scoring.engine.context import told
from scoring.engine.view import View
from scoring.engine.wanted import flattened
from scoring.likeness import scored_of
from scoring.outline import Trait, first_day, having
from scoring.period_rules import Measured
from scoring.postings import Part


class Outlook(NamedTuple):
    """What the later steps look at besides the parts; plain values and those of facts."""

    closely: bool
    """Whether they look at the postings of the parts too."""
    rules: str
    facts: tuple[object, ...]
    """Registries and facts without sets of words."""
    items: tuple[tuple[object, ...] | None, ...]
    """As far as they are scored (`scoring.likeness`)."""


def outlook(view: View, parts: Sequence[Part]) -> Outlook:
    """Return what steps 6 to 8 look at in a view."""
    corpus = view.corpus
    books = [book for book in corpus.rulebooks if book.score == view.score]
    rules = told((books, corpus.assignment_kinds, corpus.calendar))
    facts = (
        view.score, view.as_of, first_day(corpus.items), corpus.units, corpus.people,
        corpus.publications, corpus.leaders, corpus.assignments, corpus.faults, corpus.judgements,
    )  # fmt: skip
    closely = any(
        quota.measured is Measured.POINTS and quota.when != ALWAYS
        for book in books
        for quota in flattened(book.quotas)
    )
    names = sorted({*_spoken_of(view), *chain.from_iterable(part.charged for part in parts)})
    scored = scored_of(corpus.rulebooks)
    known = [corpus.items.get(name) for name in names]
    items = tuple([None if each is None else scored(each) for each in known])
    return Outlook(closely, rules, facts, items)


def _spoken_of(view: View) -> Iterator[str]:
    corpus = view.corpus
    yield from (item.id for item in having(corpus.items, Trait.COMMISSION))
    for assignment in corpus.assignments.values():
        yield from (answer.item for answer in assignment.answers if answer.item is not None)
    yield from (fault.item for fault in corpus.faults if fault.item is not None)
    yield from (each.item for each in corpus.judgements if each.item is not None)
