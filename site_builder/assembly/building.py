"""The flow of a build; see the package."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from functools import cached_property, partial
from pathlib import Path
from typing import Final, NamedTuple

from site_builder.assembly.front import Front, Onlookers, Round, keep_round, last_round
from site_builder.assembly.manifest import (
    Bundle,
    Manifest,
    Reach,
    Record,
    bundle_of,
    is_untouched,
    recall,
    remember,
    untouched,
)
from site_builder.assembly.portions import Portion, navigated, portions
from site_builder.assembly.publishing import exclusive, patch, replace, staging
from site_builder.assembly.rendering import Desk, Written, keyed, published, write_all
from site_builder.assembly.words import Words, read_of
from site_builder.cache import Store
from site_builder.cache.pieces import Pieces
from site_builder.cache.program import program
from site_builder.computing.counted import scored_mark
from site_builder.computing.when_asked import worked_out
from site_builder.pages import plan
from site_builder.pages.gists import digest
from site_builder.pages.index import Views
from site_builder.pages.kept_plan import settled
from site_builder.pages.page import Asset, Page, Sheet
from site_builder.search import PageDocument, key_of, months, page_document
from site_builder.search import plan as plan_search
from site_builder.shell.keeping import shell_of
from site_builder.shell.places import Layout
from site_builder.snapshot import Snapshot
from site_builder.workers import beside

Step = Callable[[str], AbstractContextManager[object]]
"""Told the name of each part of the work; lasts as long as the part."""

_SEARCH: Final = "search"
_THEME: Final = "theme"
_GONE: Final = "gone"
"""What an earlier build, or a killed one, was to take out of the site."""


class Site(NamedTuple):
    """Where a site is made from and where it goes."""

    root: Path
    """The office's folder, with content/ and mkdocs.yml."""
    settings: Path
    """Its mkdocs.yml."""
    destination: Path


class Built(NamedTuple):
    """What a build did."""

    pages: int
    written: int
    """Files made anew."""
    removed: int


def build(
    snapshot: Snapshot,
    site: Site,
    *,
    store: Store,
    workers: int = 1,
    search: bool = True,
    step: Step = nullcontext,
    onlookers: Onlookers | None = None,
) -> Built:
    """Publish the site of a snapshot; without `search` its old index is left as it is.

    What `onlookers` look at is put into the site page by page, before the rest is made.

    The bytes depend on the snapshot, the settings and the program alone: not on what lies in the
    store or at the destination, nor on the number of workers. Raises OSError where the disk
    refuses; the published site is then what it was.
    """
    pieces = Pieces(store)
    with (
        exclusive(site.destination),
        closing(Views(snapshot, pieces)) as views,
        staging(site.destination) as folder,
    ):
        known = recall(store, site.destination)
        base = digest(program(), views.marks.base)
        desk = partial(Desk, folder, base, day=snapshot.as_of, search=search)
        pictured = [*_pictures(site.root / "content", snapshot.pictures)]
        before, theme, front = last_round(pieces), known.get(_THEME), None
        if onlookers is not None and theme is not None and _stand(site, theme, base, pictured):
            front = Front(onlookers, site.destination, folder, theme.theme)
        if front is not None and before is not None:
            with (
                step("正在看的页面"),
                shell_of(site.settings, *before, store, workers) as shell,
            ):
                front.show(desk(shell), front.soon(views))
        with step("排名"):
            _rank(snapshot, views, store, workers)
        with step("规划页面"):
            planned = portions(plan(views), base, known)
            navigation = navigated(planned)
            reaches = _reaches(planned, Layout(navigation))
            stubs = sorted({stub for reach in reaches for stub in reach.stubs})
        with shell_of(site.settings, navigation, stubs, store, workers) as shell:
            mark = digest(*sorted(reach.mark for reach in reaches))
            paths = partial(_paths, planned)

            def others() -> Iterator[Sheet]:
                yield from pictured
                yield from shell().files()
                yield from shell().sitemaps(mark, paths, snapshot.as_of)

            words = Words(pieces) if search else None
            work = _Work(desk(shell), site.destination, known, workers, words)
            if front is not None:
                with step("正在看的页面"):
                    front.show(desk(shell), work.anew(planned, front.waiting))
            with step("写页面"):
                work.do(planned)
                work.do([work.portion(_THEME, others)])
            with step("搜索索引"):
                if work.words is None:
                    work.keep(_SEARCH)
                else:
                    sources = months(snapshot, views.folders)
                    pages = work.words.source(partial(_words_of, planned))
                    find = partial(plan_search, store, sources, pages, workers)
                    key = digest(program(), key_of(sources, pages))
                    work.do([Portion(_SEARCH, key, find, known)])
                    work.words.keep()
            with step("发布"):
                gone = work.gone()
                if work.changed:  # a build killed now leaves no file of which nobody knows
                    leaving = [_leaving(gone)] if gone else []
                    remember(store, site.destination, [*work.bundles, *leaving])
                work.publish(gone)
                keep_round(pieces, Round(navigation, tuple(stubs)))
                if front is not None:
                    front.finish()
        if gone:
            remember(store, site.destination, work.bundles)
    return Built(sum(reach.pages for reach in reaches), work.written, len(gone))


def _rank(snapshot: Snapshot, views: Views, store: Store, workers: int) -> None:
    """Have standings worked out; what needs none of them is done meanwhile."""
    mark = scored_mark(snapshot.others, snapshot.as_of, snapshot.counted)
    keeping = bool(mark) and store.folder is not None
    meanwhile = _marking(views, workers) if keeping else nullcontext()
    worked_out("results", store, mark, snapshot.results, meanwhile)


@contextmanager
def _marking(views: Views, workers: int) -> Iterator[None]:
    """Have another process take the marks of items and ledger lines while the block runs.

    It leaves them in the store, from which planning takes them.
    """
    with beside(lambda: len(views.marks.months), workers) as marked:
        yield
        marked()


def _stand(site: Site, bundle: Bundle, base: str, sheets: Iterable[Sheet]) -> bool:
    """Return whether the files of some sheets, none of them pages, stand as they must be."""
    records = {record.path: record for record in bundle.records}
    found = [(sheet, records.get(sheet.path)) for sheet in sheets]
    return all(
        record is not None
        and record.key == keyed(base, sheet)
        and is_untouched(site.destination, record)
        for sheet, record in found
    )


def _reaches(portions: Iterable[Portion], layout: Layout) -> list[Reach]:
    """Return which pages there are in all portions that have any."""
    reaches = (portion.reach(layout) for portion in portions)
    return [reach for reach in reaches if reach.pages]


def _paths(portions: Iterable[Portion]) -> Iterator[str]:
    """Yield the paths of all pages."""
    return (path for portion in portions for path in portion.pages())


class _Work:
    """Sheets made so far, and what was left of the last build."""

    def __init__(
        self,
        desk: Desk,
        destination: Path,
        known: Manifest,
        workers: int,
        words: Words | None,
    ) -> None:
        self._desk = desk
        self._destination = destination
        self._known = known
        self._workers = workers
        self._left = False
        self.bundles: list[Bundle] = []
        """All files that the site now has."""
        self.written = 0
        self.words = words
        """What search is to know of pages; None where nobody asks."""

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
        if self.words is not None:
            self.words.add(bundle)

    def keep(self, name: str) -> None:
        """Leave the files of a bundle as the last build made them."""
        bundle = self._known.get(name)
        if bundle is not None:
            if not untouched(self._destination, bundle):
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
        if not untouched(self._destination, bundle):
            return False
        if self.words is not None and not self.words.knows(bundle):
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
        if self.words is not None and not self.words.has(portion.name, sheet.path, key):
            return False
        left.append(record)
        return True

    def _take(self, done: Written) -> Record:
        self.written += 1
        if self.words is not None and done.document is not None:
            self.words.take(done.document)
        return done.record


def _words_of(portions: Iterable[Portion], paths: Sequence[str]) -> Iterator[PageDocument]:
    """Yield what search is to know of some pages, made once more."""
    wanted = {*paths}
    for portion in portions:
        if not wanted.isdisjoint(portion.pages()):
            for sheet in portion.sheets:
                if sheet.path in wanted and isinstance(made := sheet.make(), Page):
                    yield from filter(None, [page_document(made)])


def _leaving(gone: Sequence[Record]) -> Bundle:
    """Return files that are to go as a bundle: the next build sees to it if this one cannot."""
    return bundle_of(_GONE, "", "", gone)


def _pictures(content: Path, names: Iterable[str]) -> Iterator[Sheet]:
    """Yield the pictures of the content folder."""
    for name in names:
        state = (content / name).stat()
        key = f"{state.st_size} {state.st_mtime_ns}"
        yield Sheet(name, key, partial(_copied, content / name, name))


def _copied(file: Path, path: str) -> Asset:
    return Asset(path, file.read_bytes())
