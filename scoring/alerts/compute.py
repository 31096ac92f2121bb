"""预警规则 → 预警: each rule looks at the office on a day; what it finds comes in one order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from scoring.alerts.alert import Alert
from scoring.alerts.facts import AlertRule, Colour, Watch
from scoring.alerts.of_facts import behind, overdue, unanswered
from scoring.alerts.of_periods import falling, silent, weak
from scoring.alerts.view import View
from scoring.ledger import Ledger
from scoring.model import Corpus
from scoring.results import Results

WATCHES: Final[Mapping[Watch, Callable[[View, AlertRule], Iterator[Alert]]]] = {
    Watch.PACE: behind,
    Watch.WEAK: weak,
    Watch.OVERDUE: overdue,
    Watch.SILENT: silent,
    Watch.RATE: falling,
    Watch.UNANSWERED: unanswered,
}
_COLOURS: Final = {colour: number for number, colour in enumerate(Colour)}


def alerts(
    corpus: Corpus,
    ledgers: Mapping[str, Ledger],
    results: Mapping[str, Results],
    as_of: date,
) -> tuple[Alert, ...]:
    """Return what the office is warned of on a day, by the rules of `registry/alerts.yml`.

    The gravest colour first, then units in the order of the registry, rules in that of their file,
    the oldest first. Of sound content only: rules lack nothing that their watch needs (A620).
    """
    view = View(corpus, ledgers, results, as_of)
    registered = sorted(corpus.units.values(), key=lambda unit: (unit.source, unit.id))
    places = {unit.id: place for place, unit in enumerate(registered)}
    found = (
        (_COLOURS[rule.colour], places[alert.unit], number, alert)
        for number, rule in enumerate(corpus.alert_rules)
        for alert in WATCHES[rule.watch](view, rule)
    )
    ordered = sorted(
        found,
        key=lambda one: (*one[:3], one[3].person or "", one[3].since, one[3].why),
    )
    return tuple(alert for *_, alert in ordered)
