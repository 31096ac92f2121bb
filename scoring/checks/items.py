"""Rules about one item: its adoptions, endorsements, shares, authors and sources."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction
from typing import Final

from scoring.catalogue import facts
from scoring.findings import Finding
from scoring.model import Adoption, Corpus, Endorsement, Person
from scoring.outline import Trait, leading, outline
from scoring.points import normal, text
from scoring.rulebook import Rulebook, in_force
from scoring.rules import EndorsementRule


def adopted_before_sent(corpus: Corpus) -> Iterator[Finding]:
    """An item is sent before it is adopted."""
    for item in corpus.items.values():
        for adoption in item.adoptions:
            if adoption.date < item.date:
                yield facts.ADOPTED_BEFORE_SENT.at(
                    adoption.source, date=adoption.date, sent=item.date
                )


def endorsed_before_sent(corpus: Corpus) -> Iterator[Finding]:
    """An item is sent before it is endorsed."""
    for item in corpus.items.values():
        for endorsement in item.endorsements:
            if endorsement.date < item.date:
                yield facts.ENDORSED_BEFORE_SENT.at(
                    endorsement.source, date=endorsement.date, sent=item.date
                )


def endorsed_before_adopted(corpus: Corpus) -> Iterator[Finding]:
    """What is written on a bulletin is written after the bulletin came out."""
    for item in corpus.items.values():
        for endorsement in item.endorsements:
            days = [
                adoption.date
                for adoption in item.adoptions
                if adoption.publication == endorsement.publication
            ]
            if days and endorsement.date < min(days):
                yield facts.ENDORSED_BEFORE_ADOPTED.at(
                    endorsement.source,
                    publication=endorsement.publication,
                    date=endorsement.date,
                    adopted=min(days),
                )


def endorsed_not_adopted(corpus: Corpus) -> Iterator[Finding]:
    """Where the rulebook in force scores an endorsement only with an adoption, there is one."""
    scores = sorted({book.score for book in corpus.rulebooks})
    for item in corpus.items.values():
        if item.adoptions:
            continue
        for endorsement in item.endorsements:
            for score in scores:
                book = in_force(corpus.rulebooks, score, endorsement.date)
                rule = None if book is None else _needing(book, endorsement, corpus)
                if book is not None and rule is not None:
                    yield facts.ENDORSED_NOT_ADOPTED.at(
                        endorsement.source, rulebook=book.name, clause=rule.clause
                    )


def _needing(book: Rulebook, endorsement: Endorsement, corpus: Corpus) -> EndorsementRule | None:
    """Return the rule that would score the endorsement of an adopted item, if none scores it so."""
    leader = corpus.leaders.get(endorsement.leader)
    fitting = [
        rule
        for rule in book.endorsements
        if (rule.leaders is None or endorsement.leader in rule.leaders)
        and (rule.levels is None or (leader is not None and leader.level in rule.levels))
        and (rule.ranks is None or (leader is not None and leader.rank in rule.ranks))
        and (rule.praise is None or rule.praise is endorsement.praise)
        and (rule.publications is None or endorsement.publication in rule.publications)
    ]
    return fitting[0] if fitting and all(map(_needs_adoption, fitting)) else None


def _needs_adoption(rule: EndorsementRule) -> bool:
    return rule.needs_adoption or rule.adopted_levels is not None or rule.doubling is not None


def adopted_twice(corpus: Corpus) -> Iterator[Finding]:
    """One adoption is registered once: publication, day, issue and units together are unique."""
    for item in corpus.items.values():
        if len(item.adoptions) < 2:
            continue
        first: dict[tuple[object, ...], Adoption] = {}
        for adoption in item.adoptions:
            key = (adoption.publication, adoption.date, adoption.issue, adoption.units)
            earlier = first.setdefault(key, adoption)
            if earlier is not adoption:
                yield facts.ADOPTED_TWICE.at(
                    adoption.source,
                    publication=adoption.publication,
                    date=adoption.date,
                    first=earlier.source.line,
                )


def shares(corpus: Corpus) -> Iterator[Finding]:
    """Either no unit of a joint item has a share, or all have and they make 1."""
    for item in corpus.items.values():
        stated = [share.share for share in item.units if share.share is not None]
        if not stated:
            continue
        without = next((share.unit for share in item.units if share.share is None), None)
        if without is not None:
            yield facts.SHARES_PARTLY.at(item.source, unit=without)
        elif sum(stated, Fraction(0)) != 1:
            total = normal(sum(stated, Fraction(0)) * 100)
            yield facts.SHARES.at(item.source, total=f"{text(total)}%")


def adopted_for_part(corpus: Corpus) -> Iterator[Finding]:
    """The units that one adoption credits are units of the item."""
    for item in corpus.items.values():
        for adoption in item.adoptions:
            for unit in adoption.units:
                if all(unit != share.unit for share in item.units):
                    yield facts.NOT_A_PART.at(adoption.source, unit=unit)


def affiliation(corpus: Corpus) -> Iterator[Finding]:
    """An author's unit, now or by his id, or one that it became or came from, sent the item."""
    for item in corpus.items.values():
        own = [share.unit for share in item.units]
        for author in item.authors:
            person = corpus.people.get(author)
            if person is None or person.unit in own or _belongs(person, own, corpus):
                continue
            yield facts.AFFILIATION.at(item.source, person=author, unit=person.unit)


def _belongs(person: Person, senders: Collection[str], corpus: Corpus) -> bool:
    """Return whether a unit of the person's, or one of its line, is among the senders."""
    if any(unit not in corpus.units for unit in senders):
        return True  # an unknown unit is reported already
    homes = {person.unit, person.id.rpartition("/")[0]}
    related = {*senders, *_heirs(senders, corpus)}
    return not related.isdisjoint(homes | _heirs(homes, corpus))


def _heirs(names: Collection[str], corpus: Corpus) -> set[str]:
    """Return what units became."""
    units = (corpus.units.get(name) for name in names)
    return {unit.lineage.into for unit in units if unit is not None and unit.lineage is not None}


def source_later(corpus: Corpus) -> Iterator[Finding]:
    """An item is not older than what it was worked up from."""
    for key, told in leading(corpus.items, Trait.SOURCES):
        for name in told.sources:
            day = outline(corpus.items, name).day if name in corpus.items else told.day
            if day > told.day:
                yield facts.SOURCE_LATER.at(
                    corpus.items[key].source, item=name, later=day, date=told.day
                )


APART: Final = (
    adopted_before_sent,
    endorsed_before_sent,
    endorsed_before_adopted,
    endorsed_not_adopted,
    adopted_twice,
    shares,
    adopted_for_part,
    affiliation,
)
CHECKS: Final = (source_later,)
