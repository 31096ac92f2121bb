"""任务: 约稿 and the like, answered on time, late or not at all.

Late and missing ones are charged to the day they were due, in whose period people look for
them; an answer on time counts on its own day, a bonus for adoption on the day of adoption.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date

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


class Assignments:
    """Writes the entries of assignments."""

    def __init__(self, view: View, charges: Charges) -> None:
        """Write a view's assignments through `charges`."""
        self._view = view
        self._charges = charges
        self._missed: dict[tuple[str, str, Source, Period], int] = defaultdict(int)
        self._replies: dict[str, list[Item]] = defaultdict(list)
        for item in view.items:
            if item.commission is not None and item.date <= view.as_of:
                self._replies[item.commission].append(item)

    def enter(self) -> None:
        """Write all assignments, by the day they were due."""
        assignments = self._view.corpus.assignments.values()
        for assignment in sorted(assignments, key=lambda one: (one.due, one.id)):
            for unit in assignment.units:
                self._unit(assignment, unit, self._answers(assignment, unit))

    def _answers(self, assignment: Assignment, unit: str) -> list[Answer]:
        """Return a unit's answers, also items that name the 约稿, earliest first."""
        names = self._view.later_names(unit)
        answers = [answer for answer in assignment.answers if answer.unit in names]
        answered = {answer.item for answer in answers}
        answers += [
            Answer(item.source, unit, item.date, item.id)
            for item in self._replies[assignment.id]
            if item.id not in answered and any(share.unit in names for share in item.units)
        ]
        known = [answer for answer in answers if answer.date <= self._view.as_of]
        return sorted(known, key=lambda answer: (answer.date, answer.source))

    def _unit(self, assignment: Assignment, unit: str, answers: list[Answer]) -> None:
        if not answers:
            if assignment.due < self._view.as_of:
                self._missing(assignment, unit)
            return
        first = answers[0]
        if first.date <= assignment.due:
            book, rule = self._rule(assignment, first.date, lambda each: each.on_time)
            points, day, how = None if rule is None else rule.on_time, first.date, "按时完成"
        else:
            book, rule = self._rule(assignment, assignment.due, lambda each: each.late)
            points, day = None if rule is None else rule.late, assignment.due
            how = f"{words.day(first.date)}逾期完成"
        if book is not None and rule is not None and points is not None:
            item = self._item(first)
            self._charge(book, rule, assignment, unit, day, first.source, points, how, item)
        for answer in answers:
            self._adopted(assignment, unit, answer)

    def _adopted(self, assignment: Assignment, unit: str, answer: Answer) -> None:
        item = self._item(answer)
        if item is None:
            return
        known = [one for one in item.adoptions if one.date <= self._view.as_of]
        if not known:
            return
        day, fact = min((one.date, one.source) for one in known)
        book, rule = self._rule(assignment, day, lambda each: each.adopted)
        if book is not None and rule is not None and rule.adopted is not None:
            how = "所报信息被采用"
            self._charge(book, rule, assignment, unit, day, fact, rule.adopted, how, item)

    def _missing(self, assignment: Assignment, unit: str) -> None:
        book, rule = self._rule(assignment, assignment.due, lambda each: each.missing)
        if book is not None and rule is not None and rule.missing is not None:
            self._charge(
                book, rule, assignment, unit, assignment.due, assignment.source, rule.missing,
                "到期未完成", None,
            )
        self._strike(assignment, unit)

    def _strike(self, assignment: Assignment, unit: str) -> None:
        """Count a missing one, and clear the unit's period when there are too many."""
        book, rule = self._rule(assignment, assignment.due, lambda each: each.strikes)
        if book is None or rule is None:
            return
        if rule.strikes is None or rule.strike_period is None or rule.clears is None:
            return
        period = period_of(assignment.due, rule.strike_period)
        key = (unit, book.rulebook.id, rule.source, period)
        self._missed[key] += 1
        if self._missed[key] >= rule.strikes:
            reason = f"{period.label}累计{self._missed[key]}次未完成{assignment.kind.label}"
            self._charges.clear(
                book, unit, rule.clears, assignment.due, assignment.source, rule, reason
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
        self, book: Book, rule: AssignmentRule, assignment: Assignment, unit: str, day: date,
        fact: Source, points: Points, how: str, item: Item | None,
    ) -> None:
        head = f"{assignment.kind.label}《{assignment.title}》{how}"
        detail = (head, words.amount(points, book.rulebook.measure))
        self._charges.charge(
            book, Section.ASSIGNMENT, unit, day, fact, rule, points, detail, item
        )
