"""封账: a closed period changes only by a correction that comes with the change.

A notice closes its period. A request that would alter what it published is refused unless it adds
a correction that names the notice, lists every file by which it is altered, and says what each
unit's points become. Facts of the period are known by their dates. What has no date of the period
(registries, rulebooks, assignments, an item's units and authors) may alter it all the same: then
the period is counted before and after, and the two must be equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from scoring.catalogue import gate
from scoring.closing.facts import Correction, Notice, Seal
from scoring.findings import Finding, Source
from scoring.rulebook import Rulebook
from site_builder.closing.touching import item_matters, matters
from site_builder.review.changes import Changes, FileChange, How
from site_builder.review.sides import Side
from site_builder.schema import kind_of

if TYPE_CHECKING:
    from site_builder.review.recount import Recount


@dataclass
class Closed:
    """What a request does to closed periods."""

    base: Side
    head: Side
    changes: Changes
    on: date
    _found: list[Finding] = field(default_factory=list)

    @cached_property
    def closing(self) -> tuple[Notice, ...]:
        """Return the notices that were issued; a draft closes nothing."""
        return tuple(one for one in self.base.corpus.notices if one.issued is not None)

    @cached_property
    def corrections(self) -> tuple[Correction, ...]:
        """Return the corrections that the request adds."""
        return tuple(self._added("correction", Correction))

    def check(self) -> Iterator[Finding]:
        """Yield everything by which a closed period would change, or be closed wrongly."""
        for correction in self.corrections:
            yield from self._dated_well(correction)
        for notice in self.closing:
            own = tuple(one for one in self.corrections if one.notice == notice.id)
            refused = [*self._facts(notice, own), *self._rulebooks(notice, own)]
            yield from refused
            if not refused:
                yield from self._altered(notice, own)
        for seal in self._added("seal", Seal):
            yield from self._recount.sealed(seal)

    def _added(self, kind: str, value: type[Any]) -> Iterator[Any]:
        """Yield the values of new files of a kind."""
        for file in self.changes.files:
            if file.how is How.ADDED and self._kind(file) == kind:
                read = self.head.read(file.path)
                if read is not None and isinstance(read.value, value):
                    yield read.value

    def _kind(self, file: FileChange) -> str | None:
        begin = self.head.place("")
        known = kind_of(self.head.inside(file.path)) if file.path.startswith(begin) else None
        return None if known is None else known.name

    def _dated_well(self, correction: Correction) -> Iterator[Finding]:
        """Yield that no notice would carry a correction: it is older than one that is out."""
        closed = next((one for one in self.closing if one.id == correction.notice), None)
        if closed is None:
            return
        last = max(
            (one for one in self.closing if one.period.kind is closed.period.kind),
            key=lambda one: one.issued or date.min,
        )
        if correction.date > self.on:
            yield wrong(correction.source, f"更正的日期 {correction.date} 还没有到")
        elif last.issued is not None and correction.date <= last.issued:
            found = (
                f"更正的日期 {correction.date} 不晚于{last.period.label}通报印发的 {last.issued}，"
                "差额就带不进任何一期通报"
            )
            yield wrong(correction.source, found)

    def _facts(self, notice: Notice, own: Iterable[Correction]) -> Iterator[Finding]:
        """Yield the facts that are dated into or out of a closed period without a correction."""
        covered = {path for one in own for path in one.files}
        for file in self.changes.files:
            if file.dated and self.head.inside(file.path) not in covered:
                for what, day in dict.fromkeys(file.dated):
                    if day in notice.period:
                        place = Source(file.path)
                        period = notice.period.label
                        yield gate.CLOSED.at(place, what=what, day=day, period=period)

    def _rulebooks(self, notice: Notice, own: Iterable[Correction]) -> Iterator[Finding]:
        """Yield that the rules of a closed period are changed, added or taken away."""
        covered = {path for one in own for path in one.files}
        for path, *books in self.changes.rulebooks:
            held = any(_holds(book, notice) for book in books)
            if held and self.head.inside(path) not in covered:
                yield gate.SETTLED_RULES.at(Source(path), period=notice.period.label)

    def _altered(self, notice: Notice, own: tuple[Correction, ...]) -> Iterator[Finding]:
        """Yield that a closed period would come to something else, and no correction says so."""
        paths = self._mattering(notice)
        if not paths and not own:
            return
        yield from self._recount.altered(notice, own, paths)

    @cached_property
    def _recount(self) -> Recount:
        """Return what counts periods again; the requests of every day do without the engine."""
        from site_builder.review.recount import Recount

        return Recount(self.base, self.head, self.corrections)

    def _mattering(self, notice: Notice) -> set[str]:
        """Return the changed files, inside the content folder, that may alter a closed period."""
        assert notice.issued is not None  # noqa: S101 - a draft closes nothing
        found: set[str] = set()
        known: set[str | None] = set()
        for item in self.changes.items:
            known |= {item.path, item.old_path}
            if item_matters(item.before, item.after, notice.period, notice.issued):
                found |= {item.path, item.old_path or item.path}
        for file in self.changes.files:
            kind = self._kind(file)
            if file.path not in known and kind is not None and file.how is not How.MODE:
                before, after = (_value(side, file.path) for side in (self.base, self.head))
                if matters(kind, before, after, notice.period, notice.issued):
                    found.add(file.path)
        return set(map(self.head.inside, found))


def _value(side: Side, path: str) -> Any:
    read = side.read(path)
    return None if read is None else read.value


def _holds(book: Rulebook | None, notice: Notice) -> bool:
    """Return whether a rulebook holds in a closed period."""
    return (
        book is not None
        and notice.score in (None, book.score)
        and book.effective <= notice.period.end
        and (book.until is None or book.until >= notice.period.start)
    )


def wrong(place: Source, found: str) -> Finding:
    """Return that a correction or seal says what is not so."""
    return gate.WRONG_CORRECTION.at(place, found=found)
