"""What the last build put at a destination: the reason why the next one can leave most of it.

A record is believed only while the file on disk still has the size and time that it had when it
was written, so a site that was moved, mended by hand or built by someone else is simply made anew.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from site_builder.cache.store import Store
from site_builder.workers import beside

_NEXT: Final = "\0"
"""Between paths, of which none can hold it."""


class Record(NamedTuple):
    """One published file."""

    path: str
    """Inside the site: `items/2026/11/…/index.html`."""
    key: str
    """Of its sheet, with everything that all sheets depend on."""
    size: int
    """Bytes."""
    written: int
    """Nanoseconds, as the disk tells them."""


class Reach(NamedTuple):
    """Which pages there are among some files."""

    pages: int
    mark: str
    """Stands for their paths."""
    layout: str
    """Stands for the navigation by which they were given their stubs."""
    stubs: tuple[str, ...]
    """The folders of the stubs that stand for them, sorted."""


NOWHERE: Final = Reach(0, "", "", ())


class Bundle(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """The published files of a batch, or of sheets that are planned one by one.

    Most builds only look whether the files are still there, so each of their properties lies in
    one row with that of all others.
    """

    name: str
    key: str
    """Of the batch, with everything that all sheets depend on; empty where there is no batch."""
    theme: str
    """What stood round the pages."""
    reach: Reach
    read: str
    """Stands for the pages that search reads, with their keys; empty for none."""
    listed: str
    keys: str
    states: bytes
    """Size and time of each file."""

    @property
    def paths(self) -> list[str]:
        """Return the paths of the files."""
        return self.listed.split(_NEXT) if self.listed else []

    @property
    def records(self) -> list[Record]:
        """Return the records of the files."""
        states = _numbers(self.states)
        rows = zip(self.paths, self.keys.split(_NEXT), states[::2], states[1::2], strict=False)
        return [Record(*row) for row in rows]


def bundle_of(
    name: str,
    key: str,
    theme: str,
    records: Iterable[Record],
    reach: Reach = NOWHERE,
    read: str = "",
) -> Bundle:
    """Return files as a bundle."""
    found = list(records)
    states = array("q", [number for record in found for number in record[2:]])
    listed = _NEXT.join([record.path for record in found])
    keys = _NEXT.join([record.key for record in found])
    return Bundle(name, key, theme, reach, read, listed, keys, states.tobytes())


def _numbers(states: bytes) -> array[int]:
    numbers = array("q")
    numbers.frombytes(states)
    return numbers


Manifest = Mapping[str, Bundle]
"""By name."""

_FORM = msgspec.msgpack.Decoder(list[Bundle])


def recall(store: Store, destination: Path) -> Manifest:
    """Return what is known of a destination; nothing where nothing can be relied on."""
    bundles = store.value(_name(destination), "", _decoded) or []
    return {bundle.name: bundle for bundle in bundles}


@contextmanager
def recalled(
    store: Store, destination: Path, workers: int
) -> Iterator[tuple[Manifest, Callable[[], frozenset[str]]]]:
    """Yield what `recall` returns, and what tells which bundles' files all lie there as written.

    Every file of the site is looked at for it, once: by a second worker while the block runs, or
    where there is none, when it is asked for.
    """
    known = recall(store, destination)
    with beside(partial(_whole, destination, known), workers if known else 1) as whole:
        yield known, cache(whole)


def remember(store: Store, destination: Path, bundles: Iterable[Bundle]) -> None:
    """Keep what now lies at a destination."""
    store.keep(_name(destination), "", list(bundles), msgspec.msgpack.encode)


def _decoded(data: bytes) -> list[Bundle] | None:
    try:
        return _FORM.decode(data)
    except msgspec.DecodeError:
        return None


def recorded(path: str, key: str, state: os.stat_result) -> Record:
    """Return the record of a file that was just written, from what the disk says of it."""
    return Record(path, key, state.st_size, state.st_mtime_ns)


def _whole(destination: Path, known: Manifest) -> frozenset[str]:
    return frozenset([name for name, bundle in known.items() if _untouched(destination, bundle)])


def _untouched(destination: Path, bundle: Bundle) -> bool:
    # Plain calls without a Path: every file of the site is looked at in every build.
    stat, folder = os.stat, f"{destination}/"
    known = iter(_numbers(bundle.states))
    try:
        for path in bundle.paths:
            state = stat(folder + path)
            if state.st_size != next(known) or state.st_mtime_ns != next(known):
                return False
    except OSError:
        return False
    return True


def is_untouched(destination: Path, record: Record) -> bool:
    """Return whether a published file is still as it was written."""
    try:
        state = os.stat(f"{destination}/{record.path}")  # noqa: PTH116 - as above
    except OSError:
        return False
    return state.st_mtime_ns == record.written and state.st_size == record.size


def _name(destination: Path) -> str:
    place = str(destination.resolve()).encode("utf-8", "surrogateescape")
    return f"sites/{blake2b(place, digest_size=16).hexdigest()}"
