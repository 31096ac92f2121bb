"""Rules about issues of bulletins: their numbers, what they print, the adoptions that follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from scoring.bulletins import Bulletin, Printed
from scoring.catalogue import bulletins as catalogue
from scoring.findings import Finding
from scoring.model import Adoption, Corpus

_Number = tuple[str, int, str]
"""Publication, year, 期号: a bulletin counts its issues anew every year."""


def _number(bulletin: Bulletin) -> _Number:
    return bulletin.publication, bulletin.date.year, bulletin.issue


def _by_number(corpus: Corpus) -> Mapping[_Number, Bulletin]:
    """Return the issues by number, the first of those with the same one."""
    found: dict[_Number, Bulletin] = {}
    for bulletin in corpus.bulletins.values():
        found.setdefault(_number(bulletin), bulletin)
    return found


def number_taken(corpus: Corpus) -> Iterator[Finding]:
    """A bulletin has each issue's number once a year."""
    first = _by_number(corpus)
    for bulletin in corpus.bulletins.values():
        other = first[_number(bulletin)]
        if other is not bulletin:
            yield catalogue.NUMBER_TAKEN.at(
                bulletin.source,
                publication=bulletin.publication,
                year=bulletin.date.year,
                issue=bulletin.issue,
                other=other.source,
            )


def not_own(corpus: Corpus) -> Iterator[Finding]:
    """Only the office's own bulletins are compiled."""
    for bulletin in corpus.bulletins.values():
        publication = corpus.publications.get(bulletin.publication)
        if publication is not None and not publication.own:
            yield catalogue.NOT_OWN.at(bulletin.source, publication=publication.id)


def item_twice(corpus: Corpus) -> Iterator[Finding]:
    """An issue prints an item once."""
    for bulletin in corpus.bulletins.values():
        seen = set()
        for each in bulletin.items:
            if each.item in seen:
                yield catalogue.ITEM_TWICE.at(each.source, item=each.item)
            seen.add(each.item)


def item_later(corpus: Corpus) -> Iterator[Finding]:
    """An item is handed in on or before the day of the issue."""
    for bulletin in corpus.bulletins.values():
        for each in bulletin.items:
            item = corpus.items.get(each.item)
            if item is not None and item.date > bulletin.date:
                yield catalogue.ITEM_LATER.at(
                    each.source, item=item.id, date=item.date, issued=bulletin.date
                )


def digest_long(corpus: Corpus) -> Iterator[Finding]:
    """A digest is shorter than the item, and printed only where 摘要 is asked for."""
    for bulletin in corpus.bulletins.values():
        for each in bulletin.items:
            item = corpus.items.get(each.item)
            if each.digest is None or item is None:
                continue
            if each.printed is not Printed.DIGEST:
                yield catalogue.DIGEST_UNUSED.at(each.source, item=item.id)
            elif item.length and len(each.digest) > item.length:
                yield catalogue.DIGEST_LONG.at(
                    each.source, item=item.id, digest=len(each.digest), whole=item.length
                )


def adoption_registered(corpus: Corpus) -> Iterator[Finding]:
    """Every item of an issue has its adoption: this bulletin, this issue, this day."""
    for bulletin in corpus.bulletins.values():
        for each in bulletin.items:
            item = corpus.items.get(each.item)
            if item is None:
                continue
            adopted = [one for one in item.adoptions if one.publication == bulletin.publication]
            if any(_same(bulletin, one.issue, one.date) for one in adopted):
                continue
            words = {"item": item.id, "publication": bulletin.publication, "issue": bulletin.issue}
            near = [
                one for one in adopted if one.issue == bulletin.issue or one.date == bulletin.date
            ]
            if near:
                found = said(near[0])
                yield catalogue.ADOPTED_OTHERWISE.at(
                    each.source, **words, date=bulletin.date, found=found
                )
            else:
                yield catalogue.NOT_REGISTERED.at(each.source, **words, date=bulletin.date)


def printed_before(corpus: Corpus) -> Iterator[Finding]:
    """A bulletin prints an item once."""
    for bulletin in corpus.bulletins.values():
        for each in bulletin.items:
            item = corpus.items.get(each.item)
            for one in () if item is None else item.adoptions:
                earlier = one.date < bulletin.date and one.issue != bulletin.issue
                if earlier and one.publication == bulletin.publication:
                    yield catalogue.PRINTED_BEFORE.at(
                        each.source, item=each.item, publication=one.publication,
                        before=one.issue or "", date=one.date,
                    )  # fmt: skip


def said(adoption: Adoption) -> str:
    """Return which issue an adoption names."""
    return f"{adoption.issue or '，没有期号'}（{adoption.date}）"


def _same(bulletin: Bulletin, issue: str | None, day: object) -> bool:
    return issue == bulletin.issue and day == bulletin.date


def adoption_printed(corpus: Corpus) -> Iterator[Finding]:
    """An adoption that names a compiled issue is printed in it."""
    issues = _by_number(corpus)
    printed = {key: {each.item for each in one.items} for key, one in issues.items()}
    for item in corpus.items.values() if issues else ():
        for adoption in item.adoptions:
            key = adoption.publication, adoption.date.year, adoption.issue or ""
            if key in issues and item.id not in printed[key]:
                yield catalogue.NOT_PRINTED.at(
                    adoption.source,
                    publication=adoption.publication,
                    issue=adoption.issue,
                    path=issues[key].source.path,
                )


CHECKS: Final = (
    number_taken,
    not_own,
    item_twice,
    item_later,
    digest_long,
    adoption_registered,
    printed_before,
)
APART: Final = (adoption_printed,)
