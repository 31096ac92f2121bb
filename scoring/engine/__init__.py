"""The engine: facts and rulebooks in, a ledger out."""

from __future__ import annotations

from datetime import date

from scoring.engine.items import Items
from scoring.engine.journal import Journal
from scoring.engine.view import View
from scoring.ledger import Ledger
from scoring.model import Corpus

__all__ = ["score"]


def score(corpus: Corpus, score: str, as_of: date) -> Ledger:
    """Return the ledger of one score from all facts up to and including `as_of`."""
    view = View(corpus, score, as_of)
    journal = Journal()
    items = Items(view, journal)
    for item in view.items:
        items.enter(item)
    return Ledger(score, tuple(journal.entries()))
