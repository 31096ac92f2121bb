"""Publish: new files are made beside the site and then take their places.

    with exclusive(site):            one build at a time; what a killed one left is mended first
        with staging(site) as new:   an empty folder on the same disk
            …files are written…
            advance(site, new, path, data)   one page that somebody waits for
            replace(site, new)       the whole site at once, or
            patch(site, new, gone)   only some files, by a journal

`replace` exchanges two folders in one step where the system can. `patch` first makes the folders
that it needs and writes down what it is going to do; from then on every step is a rename inside
one disk, and a build that is killed half-way is finished by the next one (`exclusive`). A reader
sees every page whole, and until the journal stands the published site is not touched.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_MARKS: Final = ("index.html", "404.html", "sitemap.xml")
_NEW: Final = "new"
_OLD: Final = "old"
_FIRST: Final = "first"
_JOURNAL: Final = "journal.json"
_CURRENT_FOLDER: Final = -100
"""AT_FDCWD of `renameat2(2)`."""
_EXCHANGE: Final = 2
"""RENAME_EXCHANGE of `renameat2(2)`."""


def unfit(destination: Path, office: Path) -> str | None:
    """Return why a site must not be put at `destination`, or None.

    Whole folders are exchanged, so whatever lies there goes: only nothing, an empty folder or an
    earlier site may lie there.
    """
    place, home = destination.resolve(), office.resolve()
    content = home / "content"
    if home == place or place in home.parents or content == place or content in place.parents:
        return f"{destination} 放着内容库，网站会把它盖掉。请换一个文件夹。"
    if place.exists() and not place.is_dir():
        return f"{destination} 是一个文件，不是文件夹。请换一个名字。"
    filled = place.is_dir() and any(place.iterdir())
    if filled and not all((place / mark).is_file() for mark in _MARKS):
        return f"{destination} 里有别的东西，不是以前生成的网站。请换一个空的或新的文件夹。"
    return None


class HalfPublished(Exception):  # noqa: N818 - says what the site is
    """The disk refused in the middle of a patch; the next build goes on where it stopped."""


@contextmanager
def exclusive(destination: Path) -> Iterator[None]:
    """Hold the site's place: a second build waits here. What a killed build left is mended."""
    destination.parent.mkdir(parents=True, exist_ok=True)
    with _locked(destination.parent):
        for left in sorted(destination.parent.glob(f"{_prefix(destination)}*")):
            _mend(destination, left)
        yield


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Lock a folder against other builds; the system lets go of it when a build is killed."""
    if sys.platform == "win32":  # no such lock there
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a network disk may know no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _mend(destination: Path, left: Path) -> None:
    """Finish what a killed build had begun to publish; remove what it had only prepared."""
    if (left / _JOURNAL).is_file():
        journal = json.loads((left / _JOURNAL).read_text(encoding="utf-8"))
        _apply(destination, left / _NEW, journal["put"], journal["drop"])
    if not destination.exists() and (left / _OLD).is_dir():
        (left / _OLD).rename(destination)
    shutil.rmtree(left)


def _prefix(destination: Path) -> str:
    return f".{destination.name}-making-"


@contextmanager
def staging(destination: Path) -> Iterator[Path]:
    """Yield an empty folder beside the site; it goes when the block ends, unless half-published."""
    made = Path(tempfile.mkdtemp(prefix=_prefix(destination), dir=destination.parent))
    made.chmod(0o755)
    fresh = made / _NEW
    fresh.mkdir()
    try:
        yield fresh
    except HalfPublished:
        raise
    except BaseException:
        shutil.rmtree(made)
        raise
    shutil.rmtree(made)


def advance(destination: Path, fresh: Path, path: str, data: bytes) -> None:
    """Put one file in the place of its old one, before all else follows."""
    first = fresh.parent / _FIRST
    first.write_bytes(data)
    first.replace(destination / path)


def replace(destination: Path, fresh: Path) -> None:
    """Put a whole new site in the old one's place."""
    if destination.is_dir() and _exchange(fresh, destination):
        return
    if destination.exists():
        destination.rename(fresh.parent / _OLD)
    fresh.rename(destination)


@contextmanager
def renewed(destination: Path) -> Iterator[Path]:
    """Yield an empty folder; when the block ends well, it takes the destination's place."""
    with exclusive(destination), staging(destination) as fresh:
        yield fresh
        replace(destination, fresh)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system can (Linux, most disks)."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None) if sys.platform == "linux" else None
    if rename is None:
        return False
    names = (os.fsencode(one), os.fsencode(other))
    done = rename(_CURRENT_FOLDER, names[0], _CURRENT_FOLDER, names[1], _EXCHANGE)
    return bool(done == 0)


def patch(destination: Path, fresh: Path, gone: Sequence[str]) -> None:
    """Put the files of `fresh` into the site and take those of `gone` (paths inside it) out."""
    files = (path for path in sorted(fresh.rglob("*")) if path.is_file())
    put = [path.relative_to(fresh).as_posix() for path in files]
    for folder in sorted({(destination / path).parent for path in put}):
        with suppress(FileExistsError, NotADirectoryError):  # a file in the way goes below
            folder.mkdir(parents=True, exist_ok=True)
    _note(fresh.parent / _JOURNAL, {"put": put, "drop": list(gone)})
    try:
        _apply(destination, fresh, put, gone)
    except OSError as error:
        raise HalfPublished(error.strerror or error) from error


def _note(journal: Path, steps: dict[str, list[str]]) -> None:
    """Write the journal so that it is there whole or not at all."""
    draft = journal.with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(steps, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(journal)


def _apply(destination: Path, fresh: Path, put: Sequence[str], drop: Sequence[str]) -> None:
    """Do the steps of a journal, or those that a killed build had not come to."""
    for path in drop:
        (destination / path).unlink(missing_ok=True)
        _prune(destination, (destination / path).parent)
    for path in put:
        if (fresh / path).exists():
            (destination / path).parent.mkdir(parents=True, exist_ok=True)
            (fresh / path).replace(destination / path)


def _prune(destination: Path, folder: Path) -> None:
    """Remove a folder and those above it as far as nothing is left in them."""
    with suppress(OSError):
        while folder != destination:
            folder.rmdir()
            folder = folder.parent
