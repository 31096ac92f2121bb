"""Publish whole directories: a site is made beside the old one and then takes its place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def swap(destination: Path) -> Iterator[Path]:
    """Yield an empty folder; when the block ends well, it becomes `destination`.

    When the block raises, `destination` stays as it was. Two renames in one parent folder, so a
    reader sees the old site or the new one, never a mixture.
    """
    destination = destination.absolute()
    destination.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{destination.name}-", dir=destination.parent))
    fresh, old = made / "new", made / "old"
    fresh.mkdir()
    try:
        yield fresh
        if destination.exists():
            destination.rename(old)
        fresh.rename(destination)
    finally:
        shutil.rmtree(made)
