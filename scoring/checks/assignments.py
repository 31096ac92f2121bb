"""Rules about assignments: their days, who may issue and clear them, who answers and how."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from scoring.assignments.answering import Answering
from scoring.assignments.facts import Answer, Assignment
from scoring.assignments.kinds import AnsweredBy
from scoring.catalogue import assignments as catalogue
from scoring.catalogue import facts
from scoring.findings import Finding
from scoring.lineage import later_names
from scoring.model import Corpus, Person
from scoring.outline import Trait, having


def due_before_issued(corpus: Corpus) -> Iterator[Finding]:
    """An assignment is due on or after the day of its issue."""
    for assignment in corpus.assignments.values():
        if assignment.due < assignment.issued:
            yield facts.DUE_BEFORE_ISSUED.at(
                assignment.source, due=assignment.due, issued=assignment.issued
            )


def answered_before_issued(corpus: Corpus) -> Iterator[Finding]:
    """An assignment is answered on or after the day of its issue."""
    for assignment in corpus.assignments.values():
        for answer in assignment.answers:
            if answer.date < assignment.issued:
                yield facts.ANSWERED_BEFORE_ISSUED.at(
                    answer.source,
                    unit=answer.unit,
                    date=answer.date,
                    issued=assignment.issued,
                )


def answered_unasked(corpus: Corpus) -> Iterator[Finding]:
    """Only units that were asked answer, by an answer or by an item's 约稿."""
    for assignment in corpus.assignments.values():
        names = _asked(corpus, assignment)
        for answer in assignment.answers:
            if answer.unit not in names:
                yield facts.NOT_ASKED.at(answer.source, unit=answer.unit, assignment=assignment.id)
    for item in having(corpus.items, Trait.COMMISSION):
        commission = corpus.assignments.get(item.commission or "")
        if commission is None:
            continue
        units = [share.unit for share in item.units]
        if _asked(corpus, commission).isdisjoint(units):
            yield facts.NOT_ASKED.at(item.source, unit="、".join(units), assignment=commission.id)


def concerns_the_asked(corpus: Corpus) -> Iterator[Finding]:
    """Progress, extensions and 销号 name units that were asked."""
    for assignment in corpus.assignments.values():
        names = _asked(corpus, assignment)
        for what, registered in (
            ("进度", assignment.progress),
            ("延期", assignment.extensions),
            ("销号", assignment.cleared),
        ):
            for one in registered:
                if one.unit is not None and one.unit not in names:
                    yield catalogue.NOT_CONCERNED.at(
                        one.source, what=what, unit=one.unit, assignment=assignment.id
                    )


def registered_before_issued(corpus: Corpus) -> Iterator[Finding]:
    """Claims, progress, extensions and 销号 come on or after the day of issue."""
    for assignment in corpus.assignments.values():
        for what, registered in (
            ("揭榜", assignment.claims),
            ("进度", assignment.progress),
            ("延期", assignment.extensions),
            ("销号", assignment.cleared),
        ):
            for one in registered:
                if one.date < assignment.issued:
                    yield catalogue.BEFORE_ISSUED.at(
                        one.source, what=what, date=one.date, issued=assignment.issued
                    )


def extended(corpus: Corpus) -> Iterator[Finding]:
    """An extension ends after the due day, and is granted before the time is up."""
    for assignment in corpus.assignments.values():
        until: dict[str | None, date] = {}
        for one in sorted(assignment.extensions, key=lambda one: (one.date, one.source)):
            if one.until <= assignment.due:
                yield catalogue.EXTENSION_SHORTENS.at(
                    one.source, until=one.until, due=assignment.due
                )
                continue
            before = max(assignment.due, *(until.get(unit, date.min) for unit in (None, one.unit)))
            if one.date > before:
                yield catalogue.EXTENDED_LATE.at(one.source, date=one.date, due=before)
            until[one.unit] = max(one.until, until.get(one.unit, date.min))


def claimed_open(corpus: Corpus) -> Iterator[Finding]:
    """Units claim only what is open to claim."""
    for assignment in corpus.assignments.values():
        if not assignment.public:
            for claim in assignment.claims:
                yield catalogue.CLAIM_NOT_OPEN.at(claim.source, unit=claim.unit)


def issued_by_office(corpus: Corpus) -> Iterator[Finding]:
    """Who issues holds a post that may: himself, or somebody of the unit that issues."""
    for assignment in corpus.assignments.values():
        rule = corpus.assignment_kinds[assignment.kind]
        if rule.issuers is None or any(
            person.id == assignment.issuer or assignment.issuer in _serves(person)
            for person in corpus.people.values()
            if not rule.issuers.isdisjoint(person.roles)
        ):
            continue
        yield catalogue.NOT_AN_ISSUER.at(
            assignment.source, kind=assignment.kind.label, issuer=assignment.issuer,
            roles="、".join(sorted(rule.issuers)),
        )  # fmt: skip


def cleared_by_issuer(corpus: Corpus) -> Iterator[Finding]:
    """Who issued clears, or his unit, or a post that may issue; nobody clears his own unit."""
    for assignment in corpus.assignments.values():
        for one in assignment.cleared:
            person = corpus.people.get(one.person)
            if person is None or person.id == assignment.issuer:
                continue
            if one.unit in _serves(person):
                who = "本单位的事不能由本单位销号"
            elif _entitled(corpus, assignment, person):
                continue
            else:
                who = "应由下达人或下达单位的人销号"
            yield catalogue.CLEARED_BY_OTHER.at(
                one.source, person=one.person, unit=one.unit, who=who
            )


def cleared_answered(corpus: Corpus) -> Iterator[Finding]:
    """What is cleared was answered by then."""
    look = Answering(corpus, date.max)
    for assignment in corpus.assignments.values():
        for one in assignment.cleared:
            answers = [
                answer
                for unit in assignment.units
                if one.unit in look.names(unit)
                for answer in look.answers(assignment, unit)
            ]
            if all(answer.date > one.date for answer in answers):
                yield catalogue.CLEARED_UNANSWERED.at(one.source, unit=one.unit, date=one.date)


def answered_in_form(corpus: Corpus) -> Iterator[Finding]:
    """An answer has a form that counts for its kind."""
    look = Answering(corpus, date.max)
    for assignment in corpus.assignments.values():
        rule = corpus.assignment_kinds[assignment.kind]
        for unit in assignment.units:
            for answer in look.refused(assignment, unit):
                yield catalogue.WRONG_FORM.at(
                    answer.source, kind=assignment.kind.label, wanted=rule.wanted,
                    unit=answer.unit, found=_form(answer),
                )  # fmt: skip


def _form(answer: Answer) -> str:
    return (AnsweredBy.NOTE if answer.item is None else AnsweredBy.ITEM).label


def _asked(corpus: Corpus, assignment: Assignment) -> frozenset[str]:
    """Return the names under which the asked units may answer: their own and later ones."""
    return frozenset(name for unit in assignment.units for name in later_names(corpus, unit))


def _serves(person: Person) -> tuple[str | None, str | None]:
    """Return the units that a person speaks for."""
    return person.unit, person.reviews_for


def _entitled(corpus: Corpus, assignment: Assignment, person: Person) -> bool:
    """Return whether a person may clear what another issued."""
    issuer = corpus.people.get(assignment.issuer)
    unit = assignment.issuer if issuer is None else issuer.unit
    posts = corpus.assignment_kinds[assignment.kind].issuers or frozenset()
    return unit in _serves(person) or not posts.isdisjoint(person.roles)


CHECKS: Final = (
    due_before_issued,
    answered_before_issued,
    answered_unasked,
    concerns_the_asked,
    registered_before_issued,
    extended,
    claimed_open,
    issued_by_office,
    cleared_by_issuer,
    cleared_answered,
    answered_in_form,
)
