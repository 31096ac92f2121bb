"""What lies in a folder, as the file system knows it."""

from __future__ import annotations

import os
import stat
from typing import Final, NamedTuple, Protocol

import msgspec

from site_builder.schema.kinds import FileKind

State = tuple[str, int, int, int, int, int]
"""Name, mode, size, time of writing, time of change and number of an entry of a folder.

A file of which all of this is the same was not written: no program can set back when its content,
name or rights were changed. It is no class of its own, since there is one for every file.
"""


class Known(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A folder when it was last looked at."""

    states: bytes
    """Of all entries, as `packed` gives them; of a file that must be looked at again none that a
    file can have."""
    names: tuple[str, ...]
    """Of the files that state facts, sorted."""
    digests: str
    """Of their bytes, one after the other."""
    clean: bool
    """Whether nothing was wrong with any name: only then the rest is told."""
    pictures: tuple[str, ...]
    folders: tuple[str, ...]
    folded: tuple[str, ...]
    """The names by which clashes are seen; empty where they are the names themselves."""


class Listing(NamedTuple):
    """A folder that may hold many files of one kind."""

    folder: str
    """Inside the content folder."""
    place: str
    kind: FileKind
    names: tuple[str, ...]
    states: list[State]
    """Of all entries, sorted by name."""
    known: Known | None
    """What was known of the folder, where it is as it was then."""
    clean: bool
    pictures: tuple[str, ...]
    folders: tuple[str, ...]
    folded: tuple[str, ...]


class Before(Protocol):
    """What is remembered of folders."""

    def known(self, folder: str) -> Known | None:
        """Return what was known of a folder inside the content folder."""


def states(place: str) -> list[State]:
    """Return the entries of a folder, sorted by name; symbolic links are not followed."""
    found: list[State] = []
    with os.scandir(place) as entries:
        names = sorted([entry.name for entry in entries])
    for name in names:
        try:
            now = os.lstat(f"{place}/{name}")
        except FileNotFoundError:
            continue  # gone since
        except OSError:
            found.append((name, stat.S_IFREG, -1, -1, -1, -1))  # says why when it is opened
            continue
        found.append((name, now.st_mode, now.st_size, now.st_mtime_ns, now.st_ctime_ns, now.st_ino))
    return found


def packed(found: list[State]) -> bytes:
    """Return entries as bytes, equal ones as equal bytes; none where a name is no text."""
    try:
        return _ENCODE(found)
    except UnicodeEncodeError:
        return b""


def unpacked(data: bytes) -> dict[str, State]:
    """Return entries by name."""
    return {state[0]: state for state in _DECODE(data)} if data else {}


_ENCODE: Final = msgspec.msgpack.Encoder().encode
_DECODE: Final = msgspec.msgpack.Decoder(list[State]).decode
