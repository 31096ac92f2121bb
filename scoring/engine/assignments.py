"""任务: 约稿 and the like, answered on time, late or not at all.

Late and missing ones are charged to the day they were due (with the unit's extensions), in whose
period people look for them; an answer on time counts on its own day, a bonus for adoption on the
day of adoption. How long 销号 takes gives and costs nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from scoring.assignments.answering import Answering
from scoring.assignments.facts import Answer, Assignment
from scoring.conditions import Section
from scoring.engine import words
from scoring.engine.book import Book
from scoring.engine.charges import Charges
from scoring.engine.view import View
from scoring.findings import Source
from scoring.model import Item
from scoring.periods import Period, period_of
from scoring.points import Points
from scoring.rules import AssignmentRule


class _Asked(NamedTuple):
    assignment: Assignment
    unit: str
    due: date


class Assignments:
    """Writes the entries of assignments."""

    def __init__(self, view: View, charges: Charges) -> None:
        """Write a view's assignments through `charges`."""
        self._view = view
        self._charges = charges
        self._missed: dict[tuple[str, str, Source, Period], int] = defaultdict(int)
        self._answering = Answering(view.corpus, view.as_of)

    def enter(self) -> None:
        """Write all assignments, by the day they were due."""
        asked = [
            _Asked(each, unit, self._answering.due(each, unit))
            for each in self._view.corpus.assignments.values()
            for unit in each.asked(self._view.as_of)
        ]
        for one in sorted(asked, key=lambda one: (one.due, one.assignment.id)):
            self._unit(one)

    def _unit(self, asked: _Asked) -> None:
        answers = self._answering.answers(asked.assignment, asked.unit)
        if not answers:
            if asked.due < self._view.as_of:
                self._missing(asked)
            return
        first = answers[0]
        if first.date <= asked.due:
            book, rule = self._rule(asked.assignment, first.date, lambda each: each.on_time)
            points, day, how = None if rule is None else rule.on_time, first.date, "按时完成"
        else:
            book, rule = self._rule(asked.assignment, asked.due, lambda each: each.late)
            points, day = None if rule is None else rule.late, asked.due
            how = f"{words.day(first.date)}逾期完成"
        if book is not None and rule is not None and points is not None:
            item = self._item(first)
            self._charge(book, rule, asked, day, first.source, points, how, item)
        for answer in answers:
            self._adopted(asked, answer)

    def _adopted(self, asked: _Asked, answer: Answer) -> None:
        item = self._item(answer)
        if item is None:
            return
        known = [one for one in item.adoptions if one.date <= self._view.as_of]
        if not known:
            return
        day, fact = min((one.date, one.source) for one in known)
        book, rule = self._rule(asked.assignment, day, lambda each: each.adopted)
        if book is not None and rule is not None and rule.adopted is not None:
            how = "所报信息被采用"
            self._charge(book, rule, asked, day, fact, rule.adopted, how, item)

    def _missing(self, asked: _Asked) -> None:
        book, rule = self._rule(asked.assignment, asked.due, lambda each: each.missing)
        if book is not None and rule is not None and rule.missing is not None:
            fact = asked.assignment.source
            self._charge(book, rule, asked, asked.due, fact, rule.missing, "到期未完成", None)
        self._strike(asked)

    def _strike(self, asked: _Asked) -> None:
        """Count a missing one, and clear the unit's period when there are too many."""
        assignment, unit, due = asked
        book, rule = self._rule(assignment, due, lambda each: each.strikes)
        if book is None or rule is None:
            return
        if rule.strikes is None or rule.strike_period is None or rule.clears is None:
            return
        period = period_of(due, rule.strike_period)
        key = (unit, book.rulebook.id, rule.source, period)
        self._missed[key] += 1
        if self._missed[key] >= rule.strikes:
            reason = f"{period.label}累计{self._missed[key]}次未完成{assignment.kind.label}"
            self._charges.clear(
                book, unit, rule.clears, due, assignment.source, rule, reason
            )

    def _rule(
        self,
        assignment: Assignment,
        day: date,
        said: Callable[[AssignmentRule], Points | int | None],
    ) -> tuple[Book | None, AssignmentRule | None]:
        """Return the rulebook of a day and its first rule that says something on an outcome.

        An 办法 often rewards adoption in one clause and deducts for lateness in another (RB07).
        """
        book = self._view.books[day]
        if book is None:
            return None, None
        for rule in book.rulebook.assignments:
            if (
                said(rule) is not None
                and assignment.kind in rule.kinds
                and (rule.categories is None or assignment.category in rule.categories)
            ):
                return book, rule
        return book, None

    def _item(self, answer: Answer) -> Item | None:
        return None if answer.item is None else self._view.corpus.items.get(answer.item)

    def _charge(
        self, book: Book, rule: AssignmentRule, asked: _Asked, day: date,
        fact: Source, points: Points, how: str, item: Item | None,
    ) -> None:
        head = f"{asked.assignment.kind.label}《{asked.assignment.title}》{how}"
        detail = (head, words.amount(points, book.rulebook.measure))
        self._charges.charge(
            book, Section.ASSIGNMENT, asked.unit, day, fact, rule, points, detail, item
        )
