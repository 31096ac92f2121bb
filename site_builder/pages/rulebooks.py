"""Rulebooks: the text as issued, and each rule with its sentence, example and what it gave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from scoring.ledger import Entry
from scoring.period_rules import Award, PassMark, ScaleConversion
from scoring.postings import Given
from scoring.rulebook import Rulebook, rules_of
from scoring.rules import Credit, Rule
from scoring.wording import sentence, worked_example
from site_builder.pages import paths
from site_builder.pages.documents import parts
from site_builder.pages.gists import digest
from site_builder.pages.index import Views
from site_builder.pages.page import Page, Sheet
from site_builder.pages.writing import write

_NEWEST = 5
_WITHOUT_POINTS = (Award, Credit, PassMark, ScaleConversion)
"""Rules that move, convert, judge or honour, but never write a ledger line of their own."""


class Told(NamedTuple):
    """A rule as the page tells it."""

    rule: Rule
    sentence: str
    example: str
    given: Given | None
    """What it gave; None for a rule that gives nothing by its nature."""
    newest: Sequence[Entry]
    """The last of its units' lines, the newest first."""


def family(views: Views) -> Iterator[Sheet]:
    """Yield the list of rulebooks and their pages."""
    marks, books = views.marks, views.corpus.rulebooks
    given = [marks.rulebook(book.id) for book in books]
    yield Sheet(paths.RULEBOOKS, digest(*given), partial(_index, views))
    for book, lines in zip(books, given, strict=True):
        key = digest(lines, marks.files)
        yield Sheet(paths.rulebook(book.id), key, partial(_page, views, book))


def _index(views: Views) -> Page:
    books = views.corpus.rulebooks
    given = {book.id: [_given(views, book, rule) for rule in rules_of(book)] for book in books}
    unused = {
        name: sum(one is not None and not one.lines for one in found)
        for name, found in given.items()
    }
    return write(views, paths.RULEBOOKS, "rulebooks", books=books, unused=unused)


def _given(views: Views, book: Rulebook, rule: Rule) -> Given | None:
    """Return what a rule gave, None where it gives nothing by its nature."""
    if isinstance(rule, _WITHOUT_POINTS):
        return None
    return views.snapshot.ledgers[book.score].given(rule.source)


def _told(views: Views, book: Rulebook, rule: Rule) -> Told:
    return Told(
        rule,
        sentence(rule, book.measure),
        worked_example(rule, book.measure),
        _given(views, book, rule),
        views.snapshot.ledgers[book.score].newest(rule.source, _NEWEST),
    )


def _page(views: Views, book: Rulebook) -> Page:
    told = [_told(views, book, rule) for rule in rules_of(book)]
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
