"""Accounts as of a notice's own day, and the stale figures of notices not yet sealed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from scoring.alerts.alert import Alert
from scoring.alerts.compute import alerts
from scoring.closing.account import Account, account
from scoring.closing.bound import bound, stale, unmentioned
from scoring.closing.facts import Notice
from scoring.closing.figures import Figures
from scoring.findings import Finding, Source
from scoring.hindsight import until
from scoring.ledger import Ledger
from scoring.model import Corpus
from scoring.periods import Period
from scoring.results import Results
from scoring.sheaf import unmarked
from site_builder.cache import Store
from site_builder.computing.ledgers import ledgers_of
from site_builder.pipeline import rank_all
from site_builder.snapshot import Text


class Scored(NamedTuple):
    """Facts up to a day, their ledgers and results by score, the main one first."""

    corpus: Corpus
    ledgers: Mapping[str, Ledger]
    results: Mapping[str, Results]


@dataclass
class Computing:
    """Scores a corpus as of several days, each once."""

    corpus: Corpus
    """With all facts, also later ones."""
    as_of: date
    known: dict[date, Scored] = field(default_factory=dict)
    """What was scored already, by day."""

    def account(self, period: Period, day: date, score: str | None = None) -> Account | None:
        """Return a period's account as of a day."""
        if day not in self.known:
            corpus = until(self.corpus, day)
            ledgers = ledgers_of(corpus, day, unmarked(corpus.items), Store(None))
            results = {name: rank_all(corpus, ledger, day) for name, ledger in ledgers.items()}
            self.known[day] = Scored(corpus, ledgers, results)
        return account(*self.known[day], period, day, score)

    def alerts(self, day: date) -> tuple[Alert, ...]:
        """Return the alerts of a day that was scored."""
        return alerts(*self.known[day], day)

    def of(self, notice: Notice) -> Account | None:
        """Return the account of a notice: as sealed, as issued, or of a draft as of today."""
        seal = self.corpus.seals.get(notice.id)
        day = notice.issued if seal is None else seal.as_of
        return self.account(notice.period, min(day or self.as_of, self.as_of), notice.score)


def unsealed(corpus: Corpus, bodies: Mapping[str, Text]) -> Mapping[str, Text]:
    """Return the texts with bound figures of notices that are not sealed, by notice."""
    texts = {
        notice.id: bodies[key]
        for notice in corpus.notices
        if notice.id not in corpus.seals and (key := f"notices/{notice.id}") in bodies
    }
    return {name: text for name, text in texts.items() if next(bound(text.body), None)}


def stale_figures(computing: Computing, bodies: Mapping[str, Text]) -> tuple[Finding, ...]:
    """Return the stale and unknown figures of the notices that are not sealed."""
    return tuple(
        finding
        for notice, text, figures in _open(computing, bodies)
        for finding in stale(text.body, figures, Source(notice.source.path, text.line))
    )


def left_out(computing: Computing, bodies: Mapping[str, Text]) -> tuple[Finding, ...]:
    """Return notes of the main figures that drafts do not state."""
    return tuple(
        finding
        for notice, text, figures in _open(computing, bodies)
        if notice.issued is None
        for finding in unmentioned(text.body, figures, Source(notice.source.path, text.line))
    )


def _open(
    computing: Computing, bodies: Mapping[str, Text]
) -> Iterator[tuple[Notice, Text, Figures]]:
    """Yield the notices that are not sealed with their texts and figures."""
    texts = unsealed(computing.corpus, bodies)
    for notice in computing.corpus.notices:
        made = computing.of(notice) if notice.id in texts else None
        if made is not None:
            yield notice, texts[notice.id], made.figures
