"""What a build makes, and what it leaves as the last one made it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from site_builder.assembly.manifest import (
    Bundle,
    Manifest,
    Record,
    bundle_of,
    is_untouched,
)
from site_builder.assembly.portions import Portion
from site_builder.assembly.publishing import patch, replace
from site_builder.assembly.rendering import Desk, Written, published, write_all
from site_builder.assembly.words import Words, read_of
from site_builder.pages.kept_plan import settled
from site_builder.pages.page import Page, Sheet


class Work:
    """Sheets made so far, and what was left of the last build."""

    def __init__(
        self,
        desk: Desk,
        destination: Path,
        known: Manifest,
        whole: Callable[[], frozenset[str]],
        workers: int,
        words: Words | None,
    ) -> None:
        """Begin with nothing made.

        `whole` tells which known bundles' files all lie there as they were written; `words` is
        what search is to know, where anybody asks.
        """
        self._desk = desk
        self._destination = destination
        self._known = known
        self._whole = whole
        self._workers = workers
        self._left = False
        self.bundles: list[Bundle] = []
        """All files that the site now has."""
        self.written = 0
        self._words = words

    @cached_property
    def _theme(self) -> str:
        """Return what stands for everything round the content of all pages."""
        return self._desk.theme

    def portion(self, name: str, sheets: Callable[[], Iterable[Sheet]]) -> Portion:
        """Return sheets that were planned one by one as a portion."""
        return Portion(name, "", sheets, self._known)

    def anew(self, portions: Iterable[Portion], paths: Collection[str]) -> Iterator[Page]:
        """Yield the pages that go to some paths and may be other than when they were made."""
        for portion in portions if paths else ():
            if not portion.known and portion.bundle is not None:
                for sheet in portion.sheets:
                    path = published(sheet.path)
                    record = portion.records.get(path) if path in paths else None
                    if record is not None and record.key != self._desk.key(sheet):
                        made = settled(sheet).make()
                        if isinstance(made, Page):
                            yield made

    def do(self, portions: Sequence[Portion]) -> None:
        """Make the sheets that are new, leave the others; for search, know the words of all."""
        anew: list[tuple[Portion, list[Record], list[Sheet]]] = []
        for portion in portions:
            if self._leave_whole(portion):
                continue
            left: list[Record] = []
            fresh = [sheet for sheet in portion.sheets if not self._leave(portion, sheet, left)]
            anew.append((portion, left, fresh))
        sheets = [sheet for _, _, some in anew for sheet in some]
        written = write_all(self._desk, [*map(settled, sheets)], self._workers)
        done = {each.record.path: self._take(each) for each in written}
        for portion, left, fresh in anew:
            found = {record.path: record for record in left}
            found.update((path, done[path]) for path in (published(sheet.path) for sheet in fresh))
            # In the order in which they were planned: the next build finds the bundle as it is.
            records = [found[published(sheet.path)] for sheet in portion.sheets]
            self._left = self._left or bool(left)
            made = bundle_of(
                portion.name, portion.key, self._theme, records, portion.reached, read_of(records)
            )
            self._have(portion.bundle if portion.bundle == made else made)

    def _have(self, bundle: Bundle) -> None:
        self.bundles.append(bundle)
        if self._words is not None:
            self._words.add(bundle)

    def keep(self, name: str) -> None:
        """Leave the files of a bundle as the last build made them."""
        bundle = self._known.get(name)
        if bundle is not None:
            if bundle.name not in self._whole():
                whole = [one for one in bundle.records if is_untouched(self._destination, one)]
                bundle = bundle_of(bundle.name, "", bundle.theme, whole)
            self._left = self._left or bool(bundle.listed)
            self.bundles.append(bundle)

    @property
    def changed(self) -> bool:
        """Return whether there is anything else to remember than before."""
        before = self._known
        same = (before.get(bundle.name) is bundle for bundle in self.bundles)
        return len(before) != len(self.bundles) or not all(same)

    def gone(self) -> list[Record]:
        """Return the files that the site no longer has."""
        same = {id(bundle) for bundle in self.bundles}
        before = [each for each in self._known.values() if id(each) not in same]
        now = [each for each in self.bundles if self._known.get(each.name) is not each]
        here = {record.path for bundle in now for record in bundle.records}
        return [each for bundle in before for each in bundle.records if each.path not in here]

    def publish(self, gone: Sequence[Record]) -> None:
        """Bring what was made into the site and take out what is gone."""
        if not self._left:
            replace(self._destination, self._desk.folder)
        elif self.written or gone:
            patch(self._destination, self._desk.folder, [record.path for record in gone])

    def _leave_whole(self, portion: Portion) -> bool:
        """Return whether all files of a batch stand already as they must be: nothing is planned."""
        bundle = portion.bundle
        if bundle is None or not portion.known or bundle.theme != self._theme:
            return False
        if bundle.name not in self._whole():
            return False
        if self._words is not None and not self._words.knows(bundle):
            return False
        self._left = True
        self._have(bundle)
        return True

    def _leave(self, portion: Portion, sheet: Sheet, left: list[Record]) -> bool:
        """Return whether a sheet's file stands already as it must be; it is then among `left`."""
        record = portion.records.get(published(sheet.path))
        if record is None:
            return False
        key = self._desk.key(sheet)
        if record.key != key or not is_untouched(self._destination, record):
            return False
        if self._words is not None and not self._words.has(portion.name, sheet.path, key):
            return False
        left.append(record)
        return True

    def _take(self, done: Written) -> Record:
        self.written += 1
        if self._words is not None and done.document is not None:
            self._words.take(done.document)
        return done.record
