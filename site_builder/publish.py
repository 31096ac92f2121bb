"""Publish whole directories: a site is made beside the old one and then takes its place."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_MARKS: Final = ("index.html", "404.html", "sitemap.xml")
_SURELY_DEAD: Final = 86_400
"""Seconds after which a half-made site beside the real one was left by a killed build."""
_ATTEMPTS: Final = 10
"""Of taking the place; every lost one means that another build took it in between."""


def unfit(destination: Path, office: Path) -> str | None:
    """Return why a site must not be put at `destination`, or None.

    Whole directories are swapped, so whatever lies there goes: only nothing, an empty folder or
    an earlier site may lie there.
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


@contextmanager
def swap(destination: Path) -> Iterator[Path]:
    """Yield an empty folder; when the block ends well, it becomes `destination`.

    When the block raises, `destination` stays as it was. Two renames in one parent folder, so a
    reader sees the old site or the new one, never a mixture. What a killed build left is removed.
    """
    destination = destination.absolute()
    destination.parent.mkdir(parents=True, exist_ok=True)
    _clear(destination)
    made = Path(tempfile.mkdtemp(prefix=f".{destination.name}-", dir=destination.parent))
    fresh = made / "new"
    fresh.mkdir()
    try:
        yield fresh
        _take(destination, fresh, made)
    finally:
        shutil.rmtree(made)


def _take(destination: Path, fresh: Path, made: Path) -> None:
    """Rename `fresh` to `destination`, also against another build doing the same."""
    for attempt in range(_ATTEMPTS):
        old = made / f"old{attempt}"
        with suppress(FileNotFoundError):
            destination.rename(old)
        try:
            fresh.rename(destination)
        except OSError:
            if old.exists() and not destination.exists():
                old.rename(destination)
            if attempt == _ATTEMPTS - 1:
                raise
        else:
            return


def _clear(destination: Path) -> None:
    """Remove the half-made sites that killed builds left beside the destination."""
    for left in destination.parent.glob(f".{destination.name}-*"):
        if left.is_dir() and time.time() - left.stat().st_mtime > _SURELY_DEAD:
            shutil.rmtree(left, ignore_errors=True)
