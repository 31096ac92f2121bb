"""The commits of a request themselves: signed where they must be, and no record shrunk on the way.

An address in a commit proves nothing by itself. Where the registry holds a person's keys, commits
in his name must be signed, unless a forge has made sure of the requester or all that they bring is
review records, whose entries have signatures of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.catalogue import gate
from scoring.findings import Finding, Source
from scoring.model import Corpus
from site_builder.git import Revisions
from site_builder.parsing.front_matter import DEFAULT_LIMIT
from site_builder.review.names_on_disk import shown
from site_builder.review.provenance import Provenance, Touch
from site_builder.review.signatures import Refusal, commit_signed_by


@dataclass(frozen=True)
class Commits:
    """The commits of a request, and the people of the base."""

    revisions: Revisions
    corpus: Corpus
    provenance: Provenance
    records: str
    """The folder of review records, with a slash at its end."""

    def check(self) -> Iterator[Finding]:
        """Yield what is wrong with the commits themselves."""
        seen: set[str] = set()
        for path, touch in self._touches():
            if path.startswith(self.records):
                yield from self._shrunk(path, touch)
            elif self.provenance.requester is None and touch.commit.id not in seen:
                seen.add(touch.commit.id)
                yield from self._unsigned(path, touch)

    def sealed(self) -> tuple[str, ...]:
        """Return the people who approved the whole by a commit of their own, newest first."""
        if self.provenance.requester is not None:
            return ()
        return tuple(
            seal.who.person
            for seal in self.provenance.seals
            if seal.who.person is not None and self._lacking(seal) is None
        )

    def _touches(self) -> Iterator[tuple[str, Touch]]:
        for found in (self.provenance.touches, self.provenance.merges):
            for path in sorted(found):
                yield from ((path, touch) for touch in found[path])

    def _shrunk(self, path: str, touch: Touch) -> Iterator[Finding]:
        """Yield that a commit took something of a record away, even if a later one put it back."""
        if touch.old_blob is None:
            return
        old, new = (self._data(blob) for blob in (touch.old_blob, touch.new_blob))
        if not new.startswith(old):
            found = f"在提交 {touch.commit.id[:8]} 里被改动过"
            yield gate.RECORD_CHANGED.at(Source(shown(path)), found=found)

    def _unsigned(self, path: str, touch: Touch) -> Iterator[Finding]:
        found = self._lacking(touch)
        if found is not None:
            yield gate.UNSIGNED_COMMIT.at(
                Source(shown(path)),
                commit=touch.commit.id[:8],
                person=self.corpus.people[touch.who.person or ""].name,
                found=found,
            )

    def _lacking(self, touch: Touch) -> str | None:
        """Return in words why a commit is not its author's own, None where that is proven or
        where the registry has no key of his."""
        person = self.corpus.people.get(touch.who.person or "")
        if person is None or not person.keys:
            return None
        signature = self.revisions.signature(touch.commit.id)
        if signature is None:
            return "没有签名"
        good = commit_signed_by(signature.data, signature.text, person.keys)
        if isinstance(good, Refusal):
            return f"的签名没有验成（{good.reason}）"
        return None if good else "的签名对不上"

    def _data(self, blob: str | None) -> bytes:
        return self.revisions.data(blob, DEFAULT_LIMIT)
