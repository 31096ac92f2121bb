"""What follows from other things, kept under their marks for this version of the program alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from site_builder.cache.program import program
from site_builder.cache.store import Store

T = TypeVar("T")


class Pieces:
    """A store in which nothing of another program is found."""

    def __init__(self, store: Store) -> None:
        """Keep in the store."""
        self._store = store

    def value(self, name: str, key: str, decode: Callable[[bytes], T]) -> T | None:
        """Return what was last kept under the name, decoded; None unless it is of this key."""
        return self._store.value(name, f"{program()} {key}", decode)

    def keep(self, name: str, key: str, value: T, encode: Callable[[T], bytes]) -> None:
        """Put a value, which nobody may change afterwards."""
        self._store.keep(name, f"{program()} {key}", value, encode)
