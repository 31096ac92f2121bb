"""What the last build put at a destination: the reason why the next one can leave most of it.

A record is believed only while the file on disk still has the size and time that it had when it
was written, so a site that was moved, mended by hand or built by someone else is simply made anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_builder.cache.store import Store


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


class Bundle(NamedTuple):
    """The published files of a batch, or of sheets that are planned one by one."""

    name: str
    key: str
    """Of the batch, with everything that all sheets depend on; empty where there is no batch."""
    theme: str
    """What stood round the pages."""
    records: tuple[Record, ...]


Manifest = Mapping[str, Bundle]
"""By name."""

_FORM = msgspec.msgpack.Decoder(list[Bundle])


def recall(store: Store, destination: Path) -> Manifest:
    """Return what is known of a destination; nothing where nothing can be relied on."""
    bundles = store.value(_name(destination), "", _decoded) or []
    return {bundle.name: bundle for bundle in bundles}


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


def untouched(destination: Path, records: Iterable[Record]) -> bool:
    """Return whether published files are all still as they were written."""
    # Plain calls without a Path: every file of the site is looked at in every build.
    stat, folder = os.stat, f"{destination}/"
    try:
        for path, _, size, written in records:
            state = stat(folder + path)
            if state.st_mtime_ns != written or state.st_size != size:
                return False
    except OSError:
        return False
    return True


def _name(destination: Path) -> str:
    place = str(destination.resolve()).encode("utf-8", "surrogateescape")
    return f"sites/{blake2b(place, digest_size=16).hexdigest()}"
