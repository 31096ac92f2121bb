"""What the program itself is: nothing made by another version of it is taken for its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from io import FileIO
from pathlib import Path
from typing import Final

_PACKAGES: Final = ("scoring", "site_builder")
_COMPILED: Final = "__pycache__"


@cache
def program() -> str:
    """Return the digest of all files of the program: code, templates, style sheets, guide."""
    made = blake2b(digest_size=16)
    for package in _PACKAGES:
        found = find_spec(package)
        assert found is not None and found.origin is not None  # noqa: S101 - ourselves
        for name, data in _files(str(Path(found.origin).parent)):
            made.update(f"{package}{name}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
            made.update(data)
    return made.hexdigest()


def _files(top: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a folder in one order, each by where it lies in it.

    Every command asks for them all: as names, not as `Path`, they take a quarter of the time.
    """
    for place, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if name != _COMPILED)
        for name in sorted(names):
            # Editors leave links to nothing beside what they have open.
            with suppress(FileNotFoundError), FileIO(f"{place}/{name}") as file:
                yield f"{place[len(top) :]}/{name}".replace(os.sep, "/"), file.readall()


@cache
def edition(package: str, project: str) -> str:
    """Return which version of another program is installed; one that is not raises ImportError.

    The name of the folder with what is told of it says so (`mkdocs-1.6.1.dist-info`): to read what
    lies in it would take longer to import than a small change takes to build.
    """
    found = find_spec(package)
    if found is None or found.origin is None:
        raise ImportError(package)
    begin = project.lower().replace("-", "_") + "-"
    told = sorted(
        each.name
        for each in Path(found.origin).parent.parent.glob("*.dist-info")
        if each.name.lower().startswith(begin)
    )
    if told:
        return " ".join(told)
    from importlib.metadata import version  # where it was installed in another way

    return f"{project} {version(project)}"
