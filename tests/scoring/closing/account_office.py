"""A period's account of the bureau in memory (`tests.scoring.engine_office`)."""

from __future__ import annotations

from datetime import date

from scoring.closing.account import Account, account
from scoring.hindsight import until
from scoring.honours import honours
from scoring.model import Corpus
from scoring.periods import parse_period
from scoring.results import Results
from scoring.standings import tables
from tests.scoring.engine_office import YEAR_END, scored


def accounted(corpus: Corpus, written: str, day: date = YEAR_END) -> Account:
    """The account of a period as of a day."""
    period = parse_period(written)
    assert period is not None
    known = until(corpus, day)
    ledger = scored(known, day)
    ranked = tables(known, ledger, day)
    results = Results(ledger.score, ranked, honours(known, ranked, day), day)
    made = account(known, {"信息": ledger}, {"信息": results}, period, day)
    assert made is not None
    return made
