"""What the office registers beside items: assignments with their answers, faults, judgements."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from scoring.findings import Source
from scoring.model import Assignment, Fault, Item, Judgement
from site_builder import prose
from site_builder.pages import paths
from site_builder.pages.index import Views
from site_builder.pages.marks import digest
from site_builder.pages.page import Page, Sheet
from site_builder.pages.writing import write


def family(views: Views) -> Iterator[Sheet]:
    """Yield the lists of assignments and of faults and judgements, and each assignment."""
    marks = views.marks
    yield Sheet(paths.ASSIGNMENTS, marks.as_of, partial(_index, views))
    for each in views.corpus.assignments.values():
        key = digest(marks.assignment(each.id), marks.files)
        yield Sheet(paths.assignment(each.id), key, partial(_assignment, views, each))
    yield Sheet(paths.RECORDS, marks.all, partial(_records, views))


def _index(views: Views) -> Page:
    assignments = sorted(
        views.corpus.assignments.values(), key=lambda each: (each.issued, each.id), reverse=True
    )
    return write(views, paths.ASSIGNMENTS, "assignments", hide=("toc",), assignments=assignments)


def _assignment(views: Views, assignment: Assignment) -> Page:
    body = views.snapshot.bodies.get(assignment.id)
    here = paths.assignment(assignment.id)
    link = views.rewriter(here, assignment.source.path)
    answers = {answer.unit: answer for answer in assignment.answers}
    return write(
        views,
        here,
        "assignment",
        assignment=assignment,
        body=prose.html(body.body, link=link) if body else "",
        rows=[(unit, answers.get(unit)) for unit in assignment.units],
        others=[answer for answer in assignment.answers if answer.unit not in assignment.units],
        entries=views.entries_by_assignment.get(assignment.id, ()),
    )


def _records(views: Views) -> Page:
    corpus = views.corpus
    faults: list[Fault] = [*corpus.faults]
    judgements: list[Judgement] = [*corpus.judgements]
    items: dict[Source, Item] = {}
    for item in views.items:
        faults += item.faults
        judgements += item.judgements
        items |= dict.fromkeys((fact.source for fact in item.faults), item)
        items |= dict.fromkeys((fact.source for fact in item.judgements), item)
    own: list[Fault | Judgement] = [*corpus.faults, *corpus.judgements]
    items |= {f.source: corpus.items[f.item] for f in own if f.item and f.item in corpus.items}
    return write(
        views,
        paths.RECORDS,
        "records",
        hide=("toc",),
        faults=sorted(faults, key=lambda fact: (fact.date, fact.source), reverse=True),
        judgements=sorted(judgements, key=lambda fact: (fact.date, fact.source), reverse=True),
        items=items,
        own=frozenset(fact.source for fact in own),
    )
