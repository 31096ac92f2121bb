"""A period's account for its notice: what happened, with what it is compared, and the figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from scoring.closing.events import Events, gathered
from scoring.closing.facts import Correction
from scoring.closing.figures import Figures, figures
from scoring.ledger import Ledger
from scoring.model import Corpus
from scoring.periods import Period, PeriodKind, parse_period
from scoring.results import Honour, RankTable, Results, TableKey


@dataclass(frozen=True, slots=True)
class Account:
    """All that a notice of one period can say."""

    corpus: Corpus
    events: Events
    """Of the notice's score, or of the main one where it speaks of all."""
    before: Events | None
    """The period before, None where there was nothing."""
    ago: Events | None
    """The same period a year ago; None of a year, whose period before it is."""
    others: tuple[Events, ...]
    """The same period by further scores that rank somebody in it."""
    figures: Figures
    honours: tuple[Honour, ...]
    """What the rulebooks award for the year; of a shorter period none."""
    carried: tuple[Correction, ...]
    """The corrections of earlier notices that this one is the first to carry."""

    @property
    def period(self) -> Period:
        """Return the period."""
        return self.events.period

    @property
    def scores(self) -> tuple[Events, ...]:
        """Return the period by each score, the main one first."""
        return (self.events, *self.others)


def account(
    corpus: Corpus,
    ledgers: Mapping[str, Ledger],
    results: Mapping[str, Results],
    period: Period,
    day: date,
    score: str | None = None,
) -> Account | None:
    """Return a period's account of one score or of all, None where there is no such score.

    Corpus, ledgers and results (the main score first) are as of `day`, which is the notice's own.
    """
    names = [name for name in ledgers if score in (None, name)]
    if not names:
        return None

    def compared(name: str) -> tuple[Events, Events | None, Events | None]:
        return _compared(corpus, ledgers[name], results[name].tables, period, day)

    now, before, ago = compared(names[0])
    others = [(name, compared(name)) for name in names[1:]]
    others = [(name, found) for name, found in others if found[0].tables]
    told = {name: figures(corpus, *found) for name, found in others}
    return Account(
        corpus=corpus,
        events=now,
        before=before,
        ago=ago,
        others=tuple(found[0] for _, found in others),
        figures=figures(corpus, now, before, ago, told),
        honours=tuple(_honours([results[name] for name in names], period, day)),
        carried=carried(corpus, period, day),
    )


def _honours(results: Iterable[Results], period: Period, day: date) -> Iterator[Honour]:
    if period.kind is not PeriodKind.YEAR or day < period.end:
        return
    for each in results:
        for honour in each.honours:
            computed = honour.award is not None and honour.vetoed is None
            if computed and honour.year == period.start.year:
                yield honour


def carried(corpus: Corpus, period: Period, day: date) -> tuple[Correction, ...]:
    """Return the corrections that a period's notice is the first to carry, by date.

    They are of earlier notices of the same kind, and no notice between them was issued since.
    """
    notices = [each for each in corpus.notices if each.period.kind is period.kind]
    issued = {each.period: each.issued for each in notices if each.issued is not None}

    def is_new(one: Correction) -> bool:
        closed = parse_period(one.notice)
        if closed not in issued or closed >= period or one.date > day:
            return False
        return not any(
            closed < other < period and when >= one.date for other, when in issued.items()
        )

    return tuple(one for one in corpus.corrections if is_new(one))


def _compared(
    corpus: Corpus,
    ledger: Ledger,
    tables: Mapping[TableKey, RankTable],
    period: Period,
    day: date,
) -> tuple[Events, Events | None, Events | None]:
    """Return the period, the one before and the same a year ago, where something was in them."""
    periods = [period, period.previous()]
    if period.kind is not PeriodKind.YEAR:
        periods.append(period.year_ago())
    found = gathered(corpus, ledger, tables, [(each, day) for each in periods])
    now, *past = found
    before, ago = (each if _something(each) else None for each in (*past, None)[:2])
    return now, before, ago


def _something(events: Events | None) -> bool:
    return events is not None and bool(events.sent or events.adopted or events.tables)
