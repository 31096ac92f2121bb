"""What lies on the desk in a repository: items on their branches, the rules of the main branch.

Nothing is checked out. An item under review lies on `review/<id>`; of a branch here and the same
on a server, the one that goes further counts. Registries and rules are those of the main branch,
so that nobody makes himself a reviewer on his own branch.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple, Self

from scoring.catalogue import desk
from scoring.findings import Finding, Severity, Source
from scoring.model import Corpus, Person
from site_builder.git import Revisions
from site_builder.parsing.front_matter import DEFAULT_LIMIT
from site_builder.review.desk import Matter
from site_builder.review.places import BRANCHES, branch_of, item_path, record_path
from site_builder.review.provenance import identify
from site_builder.review.reading import item_of, record_of
from site_builder.review.sides import side_at

_MAIN: Final = ("origin/HEAD", "origin/main", "origin/master", "main", "master", "HEAD")


class Tip(NamedTuple):
    """Where the review of an item has come to."""

    commit: str
    branch: str | None
    """The branch found, local or remote; None where it is the main branch."""


class Docket:
    """The items of a repository that are or were under review."""

    def __init__(self, revisions: Revisions, main: str, content: str) -> None:
        """Take a repository, its main branch's commit and the content folder's path in it."""
        self.revisions = revisions
        self.content = content
        self.main = Tip(main, None)
        self.rules = side_at(revisions, main, content)
        self._branches = revisions.branches(BRANCHES)

    @classmethod
    def of(cls, revisions: Revisions, base: str | None) -> Self | None:
        """Return the docket with the rules of a revision, by default the main branch's; None where
        there is no such revision."""
        names = _MAIN if base is None else (base,)
        found = next(filter(None, map(revisions.resolve, names)), None)
        content = f"{revisions.inside}/content" if revisions.inside else "content"
        return None if found is None else cls(revisions, found, content)

    @property
    def corpus(self) -> Corpus:
        """Return the registries and the rules of review."""
        return self.rules.corpus

    def person(self, found: str) -> Person | None:
        """Return the person whose address, account, id or (of one only) name this is."""
        known = identify(self.corpus, found).person
        if known is None:
            called = [one.id for one in self.corpus.people.values() if one.name == found]
            known = called[0] if len(called) == 1 else None
        return None if known is None else self.corpus.people[known]

    def place(self, inside: str) -> str:
        """Return the path in the repository of a path in the content folder."""
        return f"{self.content}/{inside}"

    def tip(self, item: str) -> Tip:
        """Return where the review of an item has come to: its branch, else the main branch.

        Raises `Apart` where the branch here and a server's have gone different ways.
        """
        own = branch_of(item)
        tips = [
            Tip(commit, name)
            for name, commit in sorted(self._branches.items(), key=lambda each: each[0] != own)
            if name == own or name.partition("/")[2] == own
        ]
        best: Tip | None = None
        for tip in tips:
            if best is None or self.revisions.contains(tip.commit, best.commit):
                best = tip if best is None or tip.commit != best.commit else best
            elif not self.revisions.contains(best.commit, tip.commit):
                raise Apart(best.branch or "", tip.branch or "")
        if best is None:
            return self.main
        return self.main if self._merged(item, best) else best

    def items(self) -> Iterator[str]:
        """Yield the ids of the items that have a branch, sorted."""
        found: dict[str, str] = {}
        for name, commit in self._branches.items():
            below = name if name.startswith(BRANCHES) else name.partition("/")[2]
            found.setdefault(below, commit)
        for branch, commit in sorted(found.items()):
            yield self._item_of(branch, commit)

    def matter(self, item: str, tip: Tip, blob: str | None = None) -> Matter | Finding | None:
        """Return an item as it is at a tip, or with another file's content, that of `blob`; the
        finding that keeps it from being read; None where there is no such item."""
        path = self.place(item_path(item))
        known = blob or self.revisions.find(tip.commit, path)
        data = None if known is None else self._data(known)
        if known is None or data is None:
            return None
        read = item_of(data, path, self.rules.names)
        if read.item is None or read.text is None:
            errors = [one for one in read.findings if one.severity is Severity.ERROR]
            return errors[0] if errors else None
        matter = Matter(self.corpus, read.item, read.text, known, content=self.content)
        return self._with_record(matter, tip)

    def _with_record(self, matter: Matter, tip: Tip) -> Matter | Finding:
        path = self.place(record_path(matter.item.id))
        blob = self.revisions.find(tip.commit, path)
        if blob is None:
            return matter
        data = self._data(blob) or b""
        read = record_of(data, path, self.rules.names)
        broken = any(one.severity is Severity.ERROR for one in read.findings)
        if broken or read.trail is None:
            return desk.NO_RECORD.at(Source(path), path=path)
        return replace(matter, trail=read.trail, record=data.decode("utf-8"))

    def _data(self, blob: str) -> bytes | None:
        found = self.revisions.read(blob, DEFAULT_LIMIT)
        return None if found is None else found.data

    def _item_of(self, branch: str, commit: str) -> str:
        """Return the id of the item of a branch; its name may be written otherwise (`%7E`)."""
        name = branch.removeprefix(BRANCHES)
        if "%" not in name:
            return name
        begin = self.place("items/")
        for entry in self.revisions.entries(commit, begin.rstrip("/")):
            item = Path(entry.path).stem
            if branch_of(item) == branch:
                return item
        return name

    def _merged(self, item: str, tip: Tip) -> bool:
        """Return whether the main branch has all that the branch has of an item's review."""
        record = self.place(record_path(item))
        return self.revisions.contains(self.main.commit, tip.commit) or (
            self.revisions.find(self.main.commit, record)
            == self.revisions.find(tip.commit, record)
            is not None
        )


class Apart(Exception):  # noqa: N818 - what has happened, not a fault of the program
    """Two branches of one review have gone different ways: entries would be lost on either."""

    def __init__(self, one: str, other: str) -> None:
        """Name both."""
        super().__init__(one, other)
