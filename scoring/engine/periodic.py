"""Step 7: 采用率 and 基础分, and how any entry of a whole period is written."""

from __future__ import annotations

from fractions import Fraction

from scoring.conditions import Section
from scoring.engine import words
from scoring.engine.book import Book
from scoring.engine.counting import Counting
from scoring.engine.journal import Journal
from scoring.engine.matching import Facets
from scoring.engine.sharing import Recipient, shared
from scoring.engine.view import View
from scoring.engine.wanted import RATED
from scoring.period_rules import RateRule
from scoring.periods import Period, PeriodKind
from scoring.points import Points, normal, shown
from scoring.postings import Line
from scoring.rules import Rule


class Periodic:
    """Writes entries of ended periods: dated on their last day, not counted in shorter ones."""

    def __init__(self, view: View, journal: Journal) -> None:
        """Write a view's periods into a journal."""
        self._view = view
        self._journal = journal

    def write(
        self, book: Book, section: Section, unit: str, period: Period, rule: Rule,
        points: Points, detail: tuple[str, ...], person: str | None = None,
    ) -> None:
        """Write one entry and the 系数 on it; with a person, a line of his alone."""
        facets = Facets(group=self._view.group(unit))
        grant = book.grant(section, rule, normal(points), detail, facets)
        ready = shared(grant, Recipient(unit))
        if person is not None:
            rows = tuple(row._replace(person=person) for row in ready.rows)
            ready = Line(rows, ready.weight, ready.rulebook)
        self._journal.post(section, period.end, ready, rule.source, None, period.kind)

    def bases(self) -> None:
        """Write 基础分 for every ended period."""
        for kind in PeriodKind:
            for period, book in self._view.periods(kind):
                for base in book.rulebook.bases:
                    if base.period is kind and period.end <= self._view.as_of:
                        for unit in self._view.classed_units(book, period.end, base.groups):
                            said = words.amount(base.points, book.rulebook.measure)
                            detail = (f"{period.label}基础分", said)
                            self.write(book, Section.BASE, unit, period, base, base.points, detail)

    def rates(self, counting: Counting) -> None:
        """Write 采用率 for every ended period; nothing sent is a rate of 0."""
        for kind in PeriodKind:
            for period, book in self._view.periods(kind):
                rules = [rule for rule in book.rulebook.rates if rule.period is kind]
                if rules and period.end <= self._view.as_of:
                    self._rates(counting, period, book, rules)

    def _rates(
        self, counting: Counting, period: Period, book: Book, rules: list[RateRule]
    ) -> None:
        sent, adopted = (counting.counts(one, True, book, period) for one in RATED)
        measure = book.rulebook.measure
        for rule in rules:
            for unit in self._view.classed_units(book, period.end, rule.groups):
                all_sent, all_adopted = sent.get(unit, 0), adopted.get(unit, 0)
                rate = Fraction(all_adopted) / all_sent if all_sent else Fraction(0)
                if _holds(rule, rate):
                    head = (
                        f"{period.label}报送{all_sent}条、采用{all_adopted}条，"
                        f"采用率{shown(rate * 100, 1)}%"
                    )
                    detail = (head, f"{_threshold(rule)}，{words.amount(rule.points, measure)}")
                    self.write(book, Section.RATE, unit, period, rule, rule.points, detail)


def _holds(rule: RateRule, rate: Fraction) -> bool:
    return (rule.below is None or rate < rule.below) and (
        rule.at_least is None or rate >= rule.at_least
    )


def _threshold(rule: RateRule) -> str:
    said = []
    if rule.at_least is not None:
        said.append(f"不低于{words.percent(rule.at_least)}")
    if rule.below is not None:
        said.append(f"低于{words.percent(rule.below)}")
    return "且".join(said)
