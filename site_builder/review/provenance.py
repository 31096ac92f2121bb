"""Who made what of a request: from its commits, or the one person who answers for it on a forge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from scoring.model import Corpus
from site_builder.git import Change, Commit, Revisions, Step


class Who(NamedTuple):
    """Somebody as Git or a forge knows him."""

    found: str
    """Address or account."""
    person: str | None
    """His id in the people registry, None for a stranger."""


class Touch(NamedTuple):
    """One commit's change of one path."""

    who: Who
    commit: Commit
    old_blob: str | None
    new_blob: str | None


@dataclass
class Provenance:
    """How the paths of a request came to be as they are."""

    requester: Who | None
    """Who answers for the whole request, where a forge or server has made sure of him."""
    touches: Mapping[str, tuple[Touch, ...]] = field(default_factory=dict)
    """By path, oldest first."""
    merges: Mapping[str, tuple[Touch, ...]] = field(default_factory=dict)
    """Merges in which a path is as in none of the parents."""
    every: tuple[Who, ...] = ()
    """All who made commits, oldest first."""
    order: Mapping[str, int] = field(default_factory=dict)
    """Places of the commits, by id: each after all that it builds on."""
    seals: tuple[Touch, ...] = ()
    """Commits that changed nothing and have nothing but the like after them."""

    def writers(self, path: str, head_blob: str | None) -> tuple[Who, ...]:
        """Return who has had a hand in a path, the requester included."""
        found = [touch.who for touch in self._of(path, head_blob)]
        if self.requester is not None:
            found.append(self.requester)
        return tuple(dict.fromkeys(found)) or self.every

    def answerable(
        self, path: str, head_blob: str | None, made: Callable[[Touch], bool] | None = None
    ) -> tuple[Who, ...]:
        """Return who answers for a change: the requester, else all whose commits made it (any of
        the path without `made`); everybody where no commit shows it."""
        if self.requester is not None:
            return (self.requester,)
        touches = self._of(path, head_blob)
        authors = tuple(dict.fromkeys(touch.who for touch in touches))
        if len(authors) > 1 and made is not None:
            authors = tuple(dict.fromkeys(each.who for each in touches if made(each))) or authors
        return authors or self.every

    def _of(self, path: str, head_blob: str | None) -> tuple[Touch, ...]:
        """Return a path's touches; merges count where no plain commit made it what it is."""
        plain = self.touches.get(path, ())
        if any(touch.new_blob == head_blob for touch in plain):
            return plain
        return (*plain, *self.merges.get(path, ()))


def identify(corpus: Corpus, found: str) -> Who:
    """Return the person of an address, account or id."""
    sought = found.strip().casefold()
    for person in corpus.people.values():
        known = (*person.emails, *person.accounts, person.id)
        if sought in (each.casefold() for each in known):
            return Who(found, person.id)
    return Who(found, None)


def provenance(
    revisions: Revisions, base: str, head: str, corpus: Corpus, requester: str | None
) -> Provenance:
    """Return how everything that `head` has and `base` has not came about."""
    known: dict[str, Who] = {}

    def who(commit: Commit) -> Who:
        return known.setdefault(commit.email, identify(corpus, commit.email))

    steps = list(revisions.between(base, head))[::-1]
    touches: dict[str, list[Touch]] = {}
    merges: dict[str, list[Touch]] = {}
    for commit, parents in _by_commit(steps):
        into = touches if len(commit.parents) < 2 else merges
        for change in _own(commit, parents):
            touch = Touch(who(commit), commit, change.old_blob, change.new_blob)
            into.setdefault(change.path, []).append(touch)
    return Provenance(
        requester=None if requester is None else identify(corpus, requester),
        touches={path: tuple(found) for path, found in touches.items()},
        merges={path: tuple(found) for path, found in merges.items()},
        every=tuple(dict.fromkeys(who(step.commit) for step in steps)),
        order={step.commit.id: place for place, step in enumerate(steps)},
        seals=tuple(Touch(who(commit), commit, None, None) for commit in _seals(steps, base, head)),
    )


def _by_commit(steps: Iterable[Step]) -> Iterator[tuple[Commit, list[Step]]]:
    found: dict[str, list[Step]] = {}
    for step in steps:
        found.setdefault(step.commit.id, []).append(step)
    for same in found.values():
        yield same[0].commit, same


def _own(commit: Commit, parents: list[Step]) -> tuple[Change, ...]:
    """Return what a commit itself changed: a merge, only what none of its parents has."""
    if len(commit.parents) < 2:
        return parents[0].changes
    if len(parents) < len(commit.parents):
        return ()
    common = set.intersection(*({change.path for change in step.changes} for step in parents))
    return tuple(change for change in parents[-1].changes if change.path in common)


def _seals(steps: list[Step], base: str, head: str) -> Iterator[Commit]:
    """Yield the commits at the tip by which an owner approves, newest first: those that changed
    nothing, and the merge into the base."""
    of_commit = {commit.id: same for commit, same in _by_commit(steps)}
    here: str | None = head
    while here is not None and (same := of_commit.get(here)) is not None:
        commit = same[0].commit
        if _own(commit, same) or (len(commit.parents) > 1 and commit.parents[0] != base):
            return
        yield commit
        here = commit.parents[0] if len(commit.parents) == 1 else None
