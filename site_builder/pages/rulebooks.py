"""Rulebooks: the text as issued, and each rule with its sentence, example and what it gave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scoring.ledger import Entry
from scoring.period_rules import Award, PassMark, ScaleConversion
from scoring.points import Points, total
from scoring.rulebook import Rulebook, rules_of
from scoring.rules import Credit, Rule
from scoring.wording import sentence, worked_example
from site_builder.pages import paths
from site_builder.pages.documents import parts
from site_builder.pages.family import Family
from site_builder.pages.index import Views
from site_builder.pages.page import Page
from site_builder.pages.writing import write

_NEWEST = 20
_WITHOUT_POINTS = (Award, Credit, PassMark, ScaleConversion)
"""Rules that move, convert, judge or honour, but never write a ledger line of their own."""


class Told(NamedTuple):
    """A rule as the page tells it."""

    rule: Rule
    sentence: str
    example: str
    entries: int | None
    """Ledger lines that it gave; None for a rule that gives none by its nature."""
    points: Points
    newest: Sequence[Entry]
    """The last of those lines, the newest first."""


def family(views: Views) -> Family:
    """Return the list of rulebooks, their pages."""
    books = views.corpus.rulebooks
    told = {book.id: [_told(views, book, rule) for rule in rules_of(book)] for book in books}
    index = write(
        views,
        paths.RULEBOOKS,
        "rulebooks",
        books=books,
        unused={key: sum(rule.entries == 0 for rule in rules) for key, rules in told.items()},
    )
    return Family(pages=(index, *(_page(views, book, told[book.id]) for book in books)))


def _told(views: Views, book: Rulebook, rule: Rule) -> Told:
    entries = views.entries_by_rule.get(rule.source, ())
    by_nature = isinstance(rule, _WITHOUT_POINTS)
    return Told(
        rule,
        sentence(rule, book.measure),
        worked_example(rule, book.measure),
        None if by_nature else len(entries),
        total(entry.points for entry in entries),
        sorted(entries, key=lambda entry: entry.date, reverse=True)[:_NEWEST],
    )


def _page(views: Views, book: Rulebook, told: Sequence[Told]) -> Page:
    body = views.snapshot.bodies.get(book.id)
    here = paths.rulebook(book.id)
    link = views.rewriter(here, book.source.path)
    return write(
        views,
        here,
        "rulebook",
        book=book,
        sections=list(_sections(told)),
        parts=list(parts(body.body, link=link)) if body else [],
        tables=book.tables,
    )


def _sections(told: Sequence[Told]) -> Iterator[tuple[str, Sequence[Told]]]:
    """Yield the rules by the name of their type, in document order."""
    held: dict[str, list[Told]] = {}
    for each in told:
        held.setdefault(type(each.rule).__name__, []).append(each)
    yield from held.items()
