"""Reviews: tiers that somebody can fill, records that belong to an item, one owner per identity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scoring.catalogue import reviews
from scoring.findings import Finding
from scoring.model import Corpus, Person
from scoring.review.record import Decision

_ENDED: Final = (Decision.REJECT, Decision.WITHDRAW)


def tier_has_holder(corpus: Corpus) -> Iterator[Finding]:
    """Somebody must hold the role of every tier."""
    if corpus.workflow is None:
        return
    held = {role for person in corpus.people.values() for role in person.roles}
    for tier in corpus.workflow.tiers:
        if tier.role not in held:
            yield reviews.NO_HOLDER.at(tier.source, tier=tier.name, role=tier.role)


def record_has_item(corpus: Corpus) -> Iterator[Finding]:
    """A record belongs to an item, unless it ended with 不采用 or 撤稿."""
    for key in corpus.trails:
        if key in corpus.items:
            continue
        trail = corpus.trails[key]
        ended = bool(trail.reviews) and trail.reviews[-1].decision in _ENDED
        if not ended:
            yield reviews.NO_ITEM.at(trail.source, item=trail.item)


def identity_of_one(corpus: Corpus) -> Iterator[Finding]:
    """An account, address or key belongs to one person only."""
    known: dict[tuple[str, str], Person] = {}
    for person in sorted(corpus.people.values(), key=lambda one: one.source):
        for what, found in _identities(person):
            other = known.setdefault((what, found.casefold()), person)
            if other is not person:
                yield reviews.SHARED_IDENTITY.at(
                    person.source, what=what, found=found[:40], other=other.name
                )


def _identities(person: Person) -> Iterator[tuple[str, str]]:
    yield from (("账号", account) for account in person.accounts)
    yield from (("邮箱", address) for address in person.emails)
    yield from (("公钥", " ".join(key.split()[:2])) for key in person.keys)


CHECKS: Final = (tier_has_holder, record_has_item, identity_of_one)
