"""Appended review entries: each must be its person's own, about a text that the item really had."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from scoring.catalogue import gate
from scoring.findings import Finding, Source
from scoring.model import Corpus, Item, Person
from scoring.review.record import Channel, Decision, Review
from scoring.review.workflow import Area
from site_builder.git import Revisions
from site_builder.parsing.front_matter import DEFAULT_LIMIT
from site_builder.review.changes import RecordChange
from site_builder.review.ownership import called, may_send, owners
from site_builder.review.provenance import Provenance, Touch, Who
from site_builder.review.text import digest_of_file

Signed = Callable[[str, Review, Person], bool]
"""Whether an entry of an item's record bears a good signature by one of a person's keys."""
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Judge:
    """What appended entries are judged by."""

    revisions: Revisions
    corpus: Corpus
    """Of the base."""
    provenance: Provenance
    given: Sequence[Review]
    """Reviews that the forge itself vouches for."""
    signed: Signed
    on: date

    def check(
        self, record: RecordChange, item: Item | None, blobs: frozenset[str]
    ) -> Iterator[Finding]:
        """Yield what is wrong with the entries appended to a record; `blobs` are the texts that
        its item had."""
        if record.damage is not None:
            yield gate.RECORD_CHANGED.at(Source(record.path), found=record.damage)
        for review, block in zip(record.appended, record.blocks, strict=True):
            introduced = self._introduced(record.path, block)
            yield from self._proof(record.item, review, introduced)
            yield from self._text(review, blobs)
            yield from self._time(review, introduced)
            yield from self._sender(review, item)

    def later(self, path: str, review: Review, record: RecordChange | None) -> bool:
        """Return whether a file was touched after a review was given.

        For a review in the record the order of commits tells; for one on a forge, their times.
        """
        made = self.provenance
        touches = (*made.touches.get(path, ()), *made.merges.get(path, ()))
        if review.forge is not None:
            return any(touch.commit.committed > review.time for touch in touches)
        given = -1
        if record is not None and review in record.appended:
            block = record.blocks[record.appended.index(review)]
            found = self._introduced(record.path, block)
            given = max((made.order[touch.commit.id] for touch in found), default=-1)
        return any(made.order[touch.commit.id] > given for touch in touches)

    def _introduced(self, path: str, block: bytes) -> tuple[Touch, ...]:
        """Return the commits that brought an entry into its record."""
        touches = self.provenance.touches.get(path, ())
        merges = self.provenance.merges.get(path, ())
        return tuple(
            touch
            for touch in (*touches, *merges)
            if block in self._data(touch.new_blob) and block not in self._data(touch.old_blob)
        )

    def _data(self, blob: str | None) -> bytes:
        return self.revisions.data(blob, DEFAULT_LIMIT)

    def _proof(self, item: str, review: Review, introduced: tuple[Touch, ...]) -> Iterator[Finding]:
        """Yield that an entry is not its person's own: by signature, by commit, or by the forge."""
        if review.channel is Channel.FORGE:
            if not any(_same(review, one) for one in self.given):
                yield gate.FORGE_ENTRY.at(review.source)
            return
        paper = review.paper
        own = review.person if paper is None else paper.recorder
        person = self.corpus.people.get(own)
        if person is not None and person.keys:
            if review.signature is None or not self.signed(item, review, person):
                found = "没有签名" if review.signature is None else "签名对不上"
                yield gate.UNSIGNED.at(review.source, person=person.name, found=found)
            return
        wrong = self._foreign(own, introduced)
        if wrong is not None:
            who = called(self.corpus, wrong.person, wrong.found)
            yield gate.NOT_HIS_OWN.at(review.source, person=called(self.corpus, own), found=who)
        elif paper is not None and own not in owners(self.corpus, Area.REGISTER, self.on):
            reason = "代录签批单要由登记的人来做"
            yield gate.NOT_ENTITLED.at(review.source, decision=review.decision, reason=reason)

    def _foreign(self, own: str, introduced: tuple[Touch, ...]) -> Who | None:
        """Return who brought an entry in, where it was anybody else than the person.

        Where a forge has made sure of the requester, addresses in commits prove nothing.
        """
        requester = self.provenance.requester
        if requester is not None:
            return None if requester.person == own else requester
        found = [touch.who for touch in introduced] or [*self.provenance.every]
        return next((who for who in found if who.person != own), None)

    def _text(self, review: Review, blobs: frozenset[str]) -> Iterator[Finding]:
        """Yield that an entry names a text that the item never had."""
        if review.blob not in blobs:
            found = f"{review.blob[:8]} 不是这条信息的任何一稿"
            yield gate.OTHER_TEXT.at(review.source, field="版本", found=found)
        elif digest_of_file(self._data(review.blob)) != review.text:
            found = "和“版本”那一稿算出来的不同"
            yield gate.OTHER_TEXT.at(review.source, field="文本", found=found)

    def _time(self, review: Review, introduced: tuple[Touch, ...]) -> Iterator[Finding]:
        """Yield that an entry's time cannot be the time of the decision."""
        time = review.time
        if time.date() > self.on + _DAY:
            yield gate.WRONG_TIME.at(review.source, time=time.isoformat(), found="还没有到")
        elif review.channel is Channel.GIT:
            wrong = [t for t in introduced if abs(t.commit.authored - time) > _DAY]
            if wrong:
                found = f"而提交是在 {wrong[0].commit.authored:%Y-%m-%d %H:%M}"
                yield gate.WRONG_TIME.at(review.source, time=time.isoformat(), found=found)

    def _sender(self, review: Review, item: Item | None) -> Iterator[Finding]:
        """Yield that somebody handed in or withdrew what is not his."""
        if review.decision not in (Decision.SUBMIT, Decision.WITHDRAW) or item is None:
            return
        if not may_send(self.corpus, review.person, item, self.on):
            who = called(self.corpus, review.person)
            yield gate.SENDER.at(review.source, person=who, decision=review.decision)


def _same(entry: Review, given: Review) -> bool:
    """Return whether an entry is what the forge says."""
    return (
        entry.forge is not None
        and given.forge is not None
        and (entry.forge.forge, entry.forge.id) == (given.forge.forge, given.forge.id)
        and (entry.decision, entry.tier, entry.person, entry.text)
        == (given.decision, given.tier, given.person, given.text)
    )
