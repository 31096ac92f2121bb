"""Rules about days: nothing in the future, nothing outside the life of who did it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date, timedelta
from itertools import chain
from typing import Final, NamedTuple

from scoring.catalogue import facts
from scoring.findings import Finding, Source
from scoring.model import Corpus, Item, Lineage, Person, Publication, Unit
from scoring.outline import later, of_item, of_trail
from scoring.review.record import Trail

_Dated = tuple[str, date, Source]
"""What is said to have happened, when, and where it says so."""


def _dated(corpus: Corpus) -> Iterator[_Dated]:
    """Yield every day that must have come, but those of items, reviews and notices; a due day need
    not."""
    for assignment in corpus.assignments.values():
        yield "下达", assignment.issued, assignment.source
        for what, registered in (
            ("答复", assignment.answers),
            ("揭榜", assignment.claims),
            ("进度", assignment.progress),
            ("延期", assignment.extensions),
            ("销号", assignment.cleared),
        ):
            for each in registered:
                yield what, each.date, each.source
    for what, listed in (
        ("差错", corpus.faults),
        ("裁量", corpus.judgements),
        ("问责", corpus.actions),
        ("编发", corpus.bulletins.values()),
        ("更正", corpus.corrections),
    ):
        for fact in listed:
            yield what, fact.date, fact.source
    for action in corpus.actions:
        if action.ended is not None:
            yield "解除", action.ended, action.source


def _of_item(item: Item) -> Iterator[_Dated]:
    """Yield the days of what befell an item."""
    yield "报送", item.date, item.source
    for what, registered in (
        ("采用", item.adoptions),
        ("报上级", item.forwardings),
        ("批示", item.endorsements),
        ("差错", item.faults),
        ("裁量", item.judgements),
    ):
        for each in registered:
            yield what, each.date, each.source
    for endorsement in item.endorsements:
        for feedback in endorsement.feedback:
            yield "反馈", feedback.date, feedback.source
        for conversion in endorsement.conversions:
            yield "转化", conversion.date, endorsement.source
    if item.case is not None:
        for conversion in item.case.conversions:
            yield "转化", conversion.date, item.case.source


def _reviewed(trail: Trail) -> Iterator[_Dated]:
    """Yield the days of an item's reviews."""
    for review in trail.reviews:
        yield "审核", review.time.date(), review.source
        if review.paper is not None:
            yield "签批", review.paper.signed, review.source


def in_future(corpus: Corpus, as_of: date) -> Iterator[Finding]:
    """What is registered has happened: no day lies after the as-of day."""
    items = chain.from_iterable(map(_of_item, later(corpus.items, as_of, of_item)))
    reviews = chain.from_iterable(map(_reviewed, later(corpus.trails, as_of, of_trail)))
    notices = (
        ("印发", notice.issued, notice.source)
        for notice in corpus.notices
        if notice.issued is not None
    )
    for what, day, source in chain(items, _dated(corpus), reviews, notices):
        if day > as_of:
            yield facts.IN_FUTURE.at(source, what=what, date=day, today=as_of)
    for honour in corpus.honours:
        if honour.year > as_of.year:
            yield facts.IN_FUTURE.at(
                honour.source, what="荣誉", date=f"{honour.year}年", today=as_of
            )


class _Doing(NamedTuple):
    """What a unit is said to have done on a day."""

    what: str
    unit: str
    date: date
    source: Source
    living: bool
    """Whether the unit must still exist (a fault may be found later)."""


def _sendings(corpus: Corpus, units: Container[str]) -> Iterator[_Doing]:
    """Yield what some of the units sent."""
    for item in corpus.items.values():
        for share in item.units:
            if share.unit in units:
                yield _Doing("报送", share.unit, item.date, item.source, True)


def _doings(corpus: Corpus, units: Container[str]) -> Iterator[_Doing]:
    """Yield what some of the units did beside sending items."""
    for assignment in corpus.assignments.values():
        for answer in assignment.answers:
            if answer.unit in units:
                yield _Doing("答复", answer.unit, answer.date, answer.source, True)
    charged = (("差错", corpus.faults), ("裁量", corpus.judgements))
    for what, registered in charged:
        for each in registered:
            if each.unit is not None and each.unit in units:
                yield _Doing(what, each.unit, each.date, each.source, False)


def _end(unit: Unit) -> date | None:
    """Return the last day on which a unit stands by itself."""
    ends = [] if unit.valid_to is None else [unit.valid_to]
    if unit.lineage is not None:
        ends.append(unit.lineage.on - timedelta(days=1))
    return min(ends, default=None)


def sent_outside_unit(corpus: Corpus) -> Iterator[Finding]:
    """A unit sends nothing before it is set up nor after it is dissolved, renamed or merged."""
    return _outside_unit(corpus, _sendings(corpus, _mortal(corpus)))


def outside_unit(corpus: Corpus) -> Iterator[Finding]:
    """Nor does it do anything else."""
    return _outside_unit(corpus, _doings(corpus, _mortal(corpus)))


def _mortal(corpus: Corpus) -> frozenset[str]:
    """Return the units that begin or end."""
    return frozenset(name for name, unit in corpus.units.items() if unit.valid_from or _end(unit))


def _outside_unit(corpus: Corpus, doings: Iterable[_Doing]) -> Iterator[Finding]:
    for doing in doings:
        unit = corpus.units[doing.unit]
        if unit.valid_from is not None and doing.date < unit.valid_from:
            yield facts.BEFORE_UNIT.at(
                doing.source,
                what=doing.what,
                date=doing.date,
                unit=unit.id,
                start=unit.valid_from,
            )
        end = _end(unit)
        if doing.living and end is not None and doing.date > end:
            yield facts.AFTER_UNIT.at(
                doing.source,
                what=doing.what,
                date=doing.date,
                unit=unit.id,
                end=end,
                hint=_heir(unit.lineage),
            )


def _heir(lineage: Lineage | None) -> str:
    if lineage is None:
        return "；请核对日期或单位"
    return f"，应写{lineage.kind.label}后的“{lineage.into}”"


def publication_in_life(corpus: Corpus) -> Iterator[Finding]:
    """A bulletin adopts nothing before its first nor after its last number."""
    for item in corpus.items.values():
        for adoption in item.adoptions:
            publication = corpus.publications.get(adoption.publication)
            if publication is None:
                continue
            start, end = publication.valid_from, publication.valid_to
            if _outside(adoption.date, start, end):
                yield facts.NOT_IN_LIFE.at(
                    adoption.source,
                    date=adoption.date,
                    publication=publication.id,
                    start=start or "创刊",
                    end=end or "今",
                )


def author_in_service(corpus: Corpus) -> Iterator[Finding]:
    """An author is in service on the day of the item."""
    for item in corpus.items.values():
        for author in item.authors:
            person = corpus.people.get(author)
            if person is None or not _outside(item.date, person.valid_from, person.valid_to):
                continue
            yield facts.PERSON_NOT_SERVING.at(
                item.source,
                date=item.date,
                person=author,
                start=person.valid_from or "任职",
                end=person.valid_to or "今",
            )


def _outside(day: date, start: date | None, end: date | None) -> bool:
    return (start is not None and day < start) or (end is not None and day > end)


def life_reversed(corpus: Corpus) -> Iterator[Finding]:
    """A life begins before it ends."""
    every: tuple[Unit | Person | Publication, ...] = (
        *corpus.units.values(),
        *corpus.people.values(),
        *corpus.publications.values(),
    )
    for each in every:
        start, end = each.valid_from, each.valid_to
        if start is not None and end is not None and end < start:
            yield facts.LIFE_REVERSED.at(each.source, what=each.id, start=start, end=end)
    for person in corpus.people.values():
        for record in person.records:
            if record.end is not None and record.end < record.start:
                yield facts.LIFE_REVERSED.at(
                    record.source, what=record.title, start=record.start, end=record.end
                )


APART: Final = (sent_outside_unit, publication_in_life, author_in_service)
CHECKS: Final = (outside_unit, life_reversed)
