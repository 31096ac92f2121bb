"""Proof, offline, that what is published was reviewed, and that the records are true.

An entry is true when its text is that of the blob it names, when the blob is in the history, and
when the person himself recorded it: by his signature where the registry has keys of his, else in a
commit of his own. What is published must be the text that passed all tiers of its path. Rules and
people are those of now or, since people move on and rules change, those of the main branch when
the record came to it. What a squash takes away (drafts, authors) may be found on the branches
`review/…` that are left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import count
from typing import Any, Final, NamedTuple

from scoring.catalogue import reviews
from scoring.findings import Finding, Source, ordered
from scoring.model import Corpus, Item
from scoring.review.fast import opener
from scoring.review.progress import Progress, State, progress
from scoring.review.record import Channel, Decision, Review, Trail
from site_builder.git import Commit, Revisions
from site_builder.parsing.front_matter import DEFAULT_LIMIT, stem
from site_builder.parsing.references import Names, unknown
from site_builder.review.ownership import called
from site_builder.review.past import Past
from site_builder.review.places import BRANCHES, item_path, record_path
from site_builder.review.reading import item_of, record_of
from site_builder.review.records import blocks, statement
from site_builder.review.sides import Side, side_at
from site_builder.review.signatures import Refusal, signed_by
from site_builder.review.text import digest_of_file, named_in
from site_builder.schema import is_picture

_REGISTRY: Final = "registry"
_CACHED: Final = 1024


class Verified(NamedTuple):
    """What was looked at, and what does not hold."""

    items: int
    """Published items that need a review."""
    entries: int
    findings: tuple[Finding, ...]


class _Entry(NamedTuple):
    """One entry of a record."""

    review: Review
    number: int
    block: bytes
    """As written."""


def verify(
    revisions: Revisions, head: str, content: str, on: date, item: str | None = None
) -> Verified:
    """Return the proof of all records and published items of a commit, or of one item; a fast item
    is given its time until `on`."""
    proof = _Proof(revisions, head, content, on)
    side = proof.side
    if item is not None:
        items, records = [side.place(item_path(item))], [side.place(record_path(item))]
    else:
        items = [path for path in side.paths if path.startswith(side.place("items/"))]
        records = [path for path in side.paths if path.startswith(side.place("reviews/"))]
        items = [path for path in items if path.endswith(".md")]
    findings: list[Finding] = []
    if revisions.shallow():
        findings.append(reviews.SHALLOW.at(Source(side.place("reviews"))))
    cuts = proof.past.cuts
    findings += cuts if item is None else [cut for cut in cuts if cut.path in records]
    entries = 0
    for path in records:
        if path in side.paths:
            found, wrong = proof.record(path)
            entries += found
            findings += wrong
    published = 0
    for path in items:
        if path in side.paths and proof.needs_review(path):
            published += 1
            findings += proof.published(path)
    return Verified(published, entries, ordered(findings))


class _Proof:
    """One commit and its past."""

    def __init__(self, revisions: Revisions, head: str, content: str, on: date) -> None:
        self.revisions = revisions
        self.head = head
        self.on = on
        self.side = side_at(revisions, head, content)
        self.corpus = self.side.corpus
        self.past = Past(revisions, (head,), content)
        self._then: dict[str, Corpus] = {}
        self._digest = lru_cache(_CACHED)(self._digest_of)

    @cached_property
    def branches(self) -> Past:
        """Return what happened on the branches on which items are reviewed."""
        heads = sorted(set(self.revisions.branches(BRANCHES).values()))
        return Past(self.revisions, heads, self.side.prefix)

    @cached_property
    def _completed(self) -> dict[str, tuple[int, Commit]]:
        """Return, by record or item's file, the commit of the main line that last changed it, and
        how many have come after that."""
        found: dict[str, tuple[int, Commit]] = {}
        folders = (self.side.place("reviews"), self.side.place("items"))
        for number, step in enumerate(self.revisions.trunk(self.head, *folders)):
            for change in step.changes:
                found.setdefault(change.path, (number, step.commit))
        return found

    @cached_property
    def _beside(self) -> dict[str, list[str]]:
        """Return the names of the pictures in each folder of items."""
        found: dict[str, list[str]] = {}
        for path in self.side.paths:
            if is_picture(self.side.inside(path)):
                folder, _, name = path.rpartition("/")
                found.setdefault(folder, []).append(name)
        return found

    def then(self, record: str) -> Corpus | None:
        """Return registries and rules of the main line before a record was completed."""
        if record not in self._completed:
            return None
        commit = self._completed[record][1]
        at = commit.parents[0] if commit.parents else commit.id
        if at not in self._then:
            entries = self.revisions.entries(at, self.side.place(_REGISTRY))
            paths = {each.path: each.blob for each in entries}
            self._then[at] = Side(self.revisions, self.side.prefix, paths).corpus
        return self._then[at]

    def record(self, path: str) -> tuple[int, list[Finding]]:
        """Return how many entries a record has, and what is wrong with it and with each."""
        data = self._data(path)
        read = record_of(data, path, self.side.names)
        named = {person.id: person.name for person in self.corpus.people.values()}
        findings = [*read.findings, *unknown(read.references, self.side.known, named)]
        listed = () if read.trail is None else read.trail.reviews
        written = [block for _, block in blocks(data, listed)]
        senders = {each.person for each in listed if each.tier is None}
        handed = [each.text for each in listed if each.decision is Decision.SUBMIT]
        for entry in map(_Entry, listed, count(), written):
            findings += self._text(path, entry.review, handed[-1] if handed else "")
            if entry.review.channel is Channel.FORGE:
                findings += self._forge(path, entry, senders)
            else:
                findings += self._own(path, entry)
        return len(listed), findings

    def _data(self, path: str) -> bytes:
        return self.revisions.data(self.side.paths.get(path), DEFAULT_LIMIT)

    def _text(self, path: str, review: Review, current: str) -> Iterator[Finding]:
        """Yield that an entry's text is another than its blob's, or is nowhere to be found."""
        said: dict[str, Any] = {"decision": review.decision, "blob": review.blob[:10]}
        item = self.side.place(item_path(stem(path)))
        if self.past.has(review.blob) or self.branches.has(review.blob):
            if self._digest(review.blob) != review.text:
                yield reviews.WRONG_DIGEST.at(review.source, **said)
            return
        drafts = (*self.past.drafts.get(item, ()), *self.branches.drafts.get(item, ()))
        if not any(self._digest(blob) == review.text for blob in drafts):
            kind = reviews.TEXT_GONE if review.text == current else reviews.DRAFT_GONE
            yield kind.at(review.source, **said)

    def _digest_of(self, blob: str) -> str | None:
        found = self.revisions.read(blob, DEFAULT_LIMIT)
        return None if found is None or found.data is None else digest_of_file(found.data)

    def _forge(self, path: str, entry: _Entry, senders: set[str]) -> Iterator[Finding]:
        """Yield that a forge's review was recorded by those whom it is about."""
        addresses = {
            address.casefold()
            for person in map(self.corpus.people.get, sorted(senders))
            if person is not None
            for address in person.emails
        }
        for commit in self.past.introduced(path, entry.block):
            if commit.email.casefold() in addresses:
                said: dict[str, Any] = {"decision": entry.review.decision, "found": commit.email}
                yield reviews.SELF_SERVED.at(entry.review.source, **said)

    def _own(self, path: str, entry: _Entry) -> Iterator[Finding]:
        """Yield that an entry was not recorded by its person (of a paper, by its recorder)."""
        review = entry.review
        own = review.person if review.paper is None else review.paper.recorder
        then = self.then(path)
        known = [
            person
            for corpus in (self.corpus, then)
            if corpus is not None and (person := corpus.people.get(own)) is not None
        ]
        said: dict[str, Any] = {"decision": review.decision, "person": called(self.corpus, own)}
        keys = [key for person in known for key in person.keys]
        if keys and (review.signature is not None or all(person.keys for person in known)):
            yield from self._signed(path, entry, keys, said)
            return
        addresses = {each.casefold() for person in known for each in person.emails}
        if not addresses:
            yield reviews.NO_IDENTITY.at(review.source, **said)
            return
        commits = self.past.introduced(path, entry.block)
        if not _by(commits, addresses):
            commits += self.branches.introduced(path, entry.block)
        if not _by(commits, addresses):
            found = "、".join(sorted({commit.email for commit in commits})) or "不知道谁"
            yield reviews.FOREIGN.at(review.source, **said, found=found)

    def _signed(
        self, path: str, entry: _Entry, keys: Sequence[str], said: dict[str, Any]
    ) -> Iterator[Finding]:
        place, signature = entry.review.source, entry.review.signature
        if signature is None:
            yield reviews.NO_SIGNATURE.at(place, **said)
            return
        # Names are not looked up, so that no later registry changes what was signed.
        raw = record_of(self._data(path), path, Names()).trail
        written = entry.review if raw is None else raw.reviews[entry.number]
        good = signed_by(statement(stem(path), written), signature, keys)
        if isinstance(good, Refusal):
            yield reviews.CANNOT_CHECK.at(place, decision=said["decision"], reason=good.reason)
        elif not good:
            yield reviews.BAD_SIGNATURE.at(place, **said)

    def needs_review(self, path: str) -> bool:
        """Return whether a published item may be one that the rules of review are about."""
        workflow = self.corpus.workflow
        if workflow is None:
            return False
        year, month, _ = self.side.inside(path).removeprefix("items/").split("/", 2)
        late = (year, month) >= (f"{workflow.since.year}", f"{workflow.since.month:02}")
        return late or self.side.place(record_path(stem(path))) in self.side.paths

    def published(self, path: str) -> Iterator[Finding]:
        """Yield that a published item has not passed, or not as it is published."""
        data = self._data(path)
        item, text, findings = item_of(data, path, self.side.names)
        if item is None or text is None:
            yield from findings
            return
        record = self.side.place(record_path(item.id))
        trail = record_of(self._data(record), record, self.side.names).trail
        now = self._progress(self.corpus, item, trail, text)
        yield from self._pictures(path, record, data)
        if _may_be_out(now, self.corpus, item, self.on):
            return
        then = self.then(record)
        if then is not None:
            earlier = self._progress(then, item, trail, text)
            if _may_be_out(earlier, then, item, self.on):
                commit = self._completed[record][1].id[:10]
                yield reviews.BY_EARLIER_RULES.at(Source(path), commit=commit)
                return
        yield _unpassed(now, trail, Source(path))
        for review, reason in () if now.changed else now.discounted:
            who = called(self.corpus, review.person)
            said: dict[str, Any] = {"who": who, "decision": review.decision, "reason": reason}
            yield reviews.UNCOUNTED.at(review.source, **said)

    def _pictures(self, path: str, record: str, data: bytes) -> Iterator[Finding]:
        """Yield the pictures of an item that were changed after its record was completed."""
        folder = path.rpartition("/")[0]
        beside = self._beside.get(folder, ())
        if not beside or record not in self._completed:
            return
        for name in named_in(data.decode("utf-8", "replace"), beside):
            number, commit = self._completed[f"{folder}/{name}"]
            if number < self._completed[record][0]:
                said: dict[str, Any] = {
                    "picture": name,
                    "commit": commit.id[:10],
                    "who": commit.email,
                }
                yield reviews.PICTURE_LATER.at(Source(path), **said)

    def _progress(self, corpus: Corpus, item: Item, trail: Trail | None, text: str) -> Progress:
        return progress(corpus.workflow, corpus, item, trail, text, self.on)


def _by(commits: Sequence[Commit], addresses: set[str]) -> bool:
    return any(commit.email.casefold() in addresses for commit in commits)


def _may_be_out(now: Progress, corpus: Corpus, item: Item, on: date) -> bool:
    """Return whether an item may be published: free, passed, or fast and still in time."""
    if now.state in (State.FREE, State.PASSED):
        return True
    workflow = corpus.workflow
    if workflow is None or workflow.fast_lane is None:
        return False
    opened = opener(workflow, corpus, item, now)
    if opened is None:
        return False
    return on <= workflow.calendar.after(opened.day, workflow.fast_lane.days)


def _unpassed(now: Progress, trail: Trail | None, place: Source) -> Finding:
    """Return why an item should not have been published."""
    if trail is None or not now.rounds:
        return reviews.NOT_PASSED.at(place, found="没有报审的记录")
    if now.last is not None:
        return reviews.NOT_PASSED.at(place, found=f"已记为“{now.last.decision}”")
    if now.changed:
        handed = [each for each in trail.reviews if each.decision is Decision.SUBMIT]
        return reviews.OTHER_TEXT.at(place, blob=handed[-1].blob[:10])
    missing = "、".join(tier.tier.name for tier in now.tiers if not tier.filled)
    return reviews.NOT_PASSED.at(place, found=f"还差{missing}")
