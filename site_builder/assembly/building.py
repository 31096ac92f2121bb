"""The flow of a build; see the package."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from datetime import date
from functools import partial
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
    recalled,
    remember,
)
from site_builder.assembly.portions import Portion, navigated, portions
from site_builder.assembly.publishing import exclusive, staging
from site_builder.assembly.rendering import Desk, keyed
from site_builder.assembly.words import Words
from site_builder.assembly.work import Work
from site_builder.cache import Store
from site_builder.cache.pieces import Pieces
from site_builder.cache.program import program
from site_builder.computing.counted import scored_mark
from site_builder.computing.when_asked import worked_out
from site_builder.pages import plan
from site_builder.pages.gists import digest
from site_builder.pages.index import Views
from site_builder.pages.page import Asset, Page, Sheet
from site_builder.search import PageDocument, key_of, months, page_document
from site_builder.search import plan as plan_search
from site_builder.shell.keeping import shell_of
from site_builder.shell.places import Layout
from site_builder.shell.site import Shell
from site_builder.snapshot import Snapshot
from site_builder.workers import beside

Step = Callable[[str], AbstractContextManager[object]]
"""Told the name of each part of the work; lasts as long as the part."""

_SEARCH: Final = "search"
_THEME: Final = "theme"
_LOOKED_AT: Final = "正在看的页面"
_GONE: Final = "gone"
"""What an earlier build, or a killed one, was to take out of the site."""


class Site(NamedTuple):
    """Where a site is made from and where it goes."""

    root: Path
    """The office's folder, with content/ and mkdocs.yml."""
    settings: Path
    """Its mkdocs.yml."""
    destination: Path


class _Planned(NamedTuple):
    """What a build is to make."""

    portions: Sequence[Portion]
    reaches: Sequence[Reach]
    """Which pages there are in all portions that have any."""
    round: Round

    def paths(self) -> Iterator[str]:
        """Yield the paths of all pages."""
        return (path for portion in self.portions for path in portion.pages())


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
        # Pages shown early are other files than before: then they are looked at afterwards.
        recalled(store, site.destination, workers if onlookers is None else 1) as (known, whole),
    ):
        base = digest(program(), views.marks.base)
        desk = partial(Desk, folder, base, day=snapshot.as_of, search=search)
        pictures = [*_pictures(site.root / "content", snapshot.pictures)]
        front, before = None, last_round(pieces)
        if onlookers is not None and _stand(site, known, base, pictures):
            front = Front(onlookers, site.destination, folder, known[_THEME].theme)
        if front is not None and before is not None:
            with step(_LOOKED_AT), shell_of(site.settings, *before, store, workers) as shell:
                front.show(desk(shell), front.soon(views))
        with step("排名"):
            _rank(snapshot, views, store, workers)
        with step("规划页面"):
            planned = _planned(views, base, known)
        with shell_of(site.settings, *planned.round, store, workers) as shell:
            words = Words(pieces) if search else None
            work = Work(desk(shell), site.destination, known, whole, workers, words)
            if front is not None:
                with step(_LOOKED_AT):
                    front.show(desk(shell), work.anew(planned.portions, front.waiting))
            with step("写页面"):
                work.do(planned.portions)
                others = partial(_others, pictures, shell, planned, snapshot.as_of)
                work.do([work.portion(_THEME, others)])
            with step("搜索索引"):
                if words is None:
                    work.keep(_SEARCH)
                else:
                    work.do([_searched(views, planned, words, known, store, workers)])
                    words.keep()
            with step("发布"):
                gone = _publish(store, site.destination, work)
                keep_round(pieces, planned.round)
                if front is not None:
                    front.finish()
        if gone:
            remember(store, site.destination, work.bundles)
    return Built(sum(reach.pages for reach in planned.reaches), work.written, len(gone))


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


def _stand(site: Site, known: Manifest, base: str, sheets: Iterable[Sheet]) -> bool:
    """Return whether the files of some sheets, none of them pages, stand as they must be."""
    bundle = known.get(_THEME)
    if bundle is None:
        return False
    records = {record.path: record for record in bundle.records}
    found = [(sheet, records.get(sheet.path)) for sheet in sheets]
    return all(
        record is not None
        and record.key == keyed(base, sheet)
        and is_untouched(site.destination, record)
        for sheet, record in found
    )


def _planned(views: Views, base: str, known: Manifest) -> _Planned:
    planned = portions(plan(views), base, known)
    navigation = navigated(planned)
    layout = Layout(navigation)
    reaches = [reach for each in planned if (reach := each.reach(layout)).pages]
    stubs = sorted({stub for reach in reaches for stub in reach.stubs})
    return _Planned(planned, reaches, Round(navigation, tuple(stubs)))


def _others(
    pictures: Iterable[Sheet], shell: Callable[[], Shell], planned: _Planned, day: date
) -> Iterator[Sheet]:
    """Yield the files that go with the theme."""
    yield from pictures
    yield from shell().files()
    mark = digest(*sorted(reach.mark for reach in planned.reaches))
    yield from shell().sitemaps(mark, planned.paths, day)


def _searched(
    views: Views, planned: _Planned, words: Words, known: Manifest, store: Store, workers: int
) -> Portion:
    """Return the files of the search."""
    sources = months(views.snapshot, views.folders)
    pages = words.source(partial(_words_of, planned.portions))
    find = partial(plan_search, store, sources, pages, workers)
    return Portion(_SEARCH, digest(program(), key_of(sources, pages)), find, known)


def _publish(store: Store, destination: Path, work: Work) -> Sequence[Record]:
    """Bring what was made into the site; return the files that it no longer has."""
    gone = work.gone()
    if work.changed:  # a build killed now leaves no file of which nobody knows
        leaving = [_leaving(gone)] if gone else []
        remember(store, destination, [*work.bundles, *leaving])
    work.publish(gone)
    return gone


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
