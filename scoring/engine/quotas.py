"""Step 7: 定额. One computation of progress, for the ledger and for every page that shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from scoring.conditions import Section
from scoring.engine import words
from scoring.engine.book import Book
from scoring.engine.counting import Counting, required
from scoring.engine.counts import counts
from scoring.engine.journal import Journal
from scoring.engine.periodic import Periodic
from scoring.engine.view import View
from scoring.engine.wanted import flattened
from scoring.ledger import Ledger
from scoring.model import Corpus
from scoring.period_rules import Measured, Quota, Subject
from scoring.periods import Period, PeriodKind
from scoring.points import ZERO, Points, fraction, normal, text, times
from scoring.results import QuotaState

_MEASURE_WORDS = {Measured.SENT: "条", Measured.ADOPTED: "条", Measured.ADOPTIONS: "次"}


def states(
    corpus: Corpus, ledger: Ledger, as_of: date, within: Period | None = None
) -> tuple[QuotaState, ...]:
    """Return how far every unit and person is with every quota of the ledger's score.

    All periods from the office's first to the one that holds `as_of`, which may still run, or
    those of them that touch one period, in order of length, time, rulebook and subject.
    """
    view, journal = View(corpus, ledger.score, as_of, within), Journal(())
    for entry in ledger.entries:
        journal.write(entry)
    counting = Counting(view, (counts(view, corpus.items),), journal)
    return tuple(state for _, state in progress(view, counting))


def progress(view: View, counting: Counting) -> Iterator[tuple[Book, QuotaState]]:
    """Yield the rulebook and state of every quota, subject and period."""
    for kind in PeriodKind:
        for period, book in view.periods(kind):
            for quota in flattened(book.rulebook.quotas):
                if quota.period is kind:
                    for state in _states(view, counting, book, quota, period):
                        yield book, state


def _states(
    view: View, counting: Counting, book: Book, quota: Quota, period: Period
) -> Iterator[QuotaState]:
    subjects = dict(_subjects(view, book, quota, period))
    if not subjects:
        return
    done = counting.done(quota, book, period)
    closed = period.end <= view.as_of
    days_left = max(0, (period.end - view.as_of).days)
    for subject, needed in subjects.items():
        yield QuotaState(
            quota, subject, period, needed, done.get(subject, ZERO), closed, days_left
        )


def _subjects(
    view: View, book: Book, quota: Quota, period: Period
) -> Iterator[tuple[str, Points]]:
    """Yield who must do how much: units or people that exist on the period's last day."""
    day = min(period.end, view.as_of)
    if quota.subject is Subject.UNIT:
        for unit in view.standing_units(book, day):
            needed = required(quota, view, unit)
            if needed is not None:
                yield unit, needed
        return
    for person in view.standing_people(day):
        needed = required(quota, view, person.unit)
        tagged = quota.tags is None or not quota.tags.isdisjoint(person.tags)
        if needed is not None and tagged and book.scores(person.unit):
            yield person.id, needed


def charge(view: View, periodic: Periodic, counting: Counting) -> tuple[QuotaState, ...]:
    """Write what the quotas of ended periods give and take; return the states of all."""
    people: Mapping[str, str] = {one.id: one.unit for one in view.corpus.people.values()}
    found: list[QuotaState] = []
    for book, state in progress(view, counting):
        found.append(state)
        if not state.closed:
            continue
        person = state.subject if state.quota.subject is Subject.PERSON else None
        unit = people[state.subject] if person is not None else state.subject
        head = _head(state, book.rulebook.measure)
        for points, phrase in consequences(state, book.rulebook.measure):
            periodic.write(
                book, Section.QUOTA, unit, state.period, state.quota, points, (head, phrase),
                person,
            )
    return tuple(found)


def _unit_word(quota: Quota, measure: str) -> str:
    return _MEASURE_WORDS.get(quota.measured, measure)


def _head(state: QuotaState, measure: str) -> str:
    word = _unit_word(state.quota, measure)
    what = f"{state.period.label}{state.quota.measured.label}定额{text(state.required)}{word}"
    return f"{what}，完成{text(state.done)}{word}"


def consequences(state: QuotaState, measure: str) -> Iterator[tuple[Points, str]]:
    """Yield what a state of an ended period gives: for meeting it, going over, falling short."""
    quota = state.quota
    if state.done >= state.required:
        if quota.met is not None:
            yield normal(quota.met), f"完成定额，{words.amount(quota.met, measure)}"
        if quota.each_over is not None and state.done > state.required:
            yield _over(state, quota.each_over, measure)
    elif quota.short is not None or quota.each_short is not None:
        yield _short(state, measure)


def _over(state: QuotaState, each: Points, measure: str) -> tuple[Points, str]:
    quota, word = state.quota, _unit_word(state.quota, measure)
    over = normal(fraction(state.done) - fraction(state.required))
    points = times(each, over)
    said = f"超出{text(over)}{word}，每{word}{words.amount(each, measure)}"
    if quota.over_cap is not None and points > quota.over_cap:
        points = normal(quota.over_cap)
        said += f"，以{text(points)}{measure}为限"
    return points, f"{said}，{words.amount(points, measure)}"


def _short(state: QuotaState, measure: str) -> tuple[Points, str]:
    quota, word = state.quota, _unit_word(state.quota, measure)
    points = Fraction(0)
    said = [f"缺{text(state.missing)}{word}"]
    if quota.each_short is not None:
        points += fraction(times(quota.each_short, state.missing))
        said.append(f"每{word}{words.amount(quota.each_short, measure)}")
    if quota.short is not None:
        points += fraction(quota.short)
        said.append(f"未完成{words.amount(quota.short, measure)}")
    if quota.short_floor is not None and points < quota.short_floor:
        points = fraction(quota.short_floor)
        said.append(f"最多{words.amount(quota.short_floor, measure)}")
    exact = normal(points)
    return exact, f"{'，'.join(said)}，{words.amount(exact, measure)}"
