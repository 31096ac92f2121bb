"""Earlier work: what follows from a mark is taken from what was kept under it, or made and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Kept(Protocol):
    """What keeps earlier work of this version of the program (`site_builder.cache.pieces`)."""

    def value(self, name: str, key: str, decode: Callable[[bytes], T]) -> T | None:
        """Return what was kept under name and key."""

    def keep(self, name: str, key: str, value: T, encode: Callable[[T], bytes]) -> None:
        """Keep a value."""


class Earlier:
    """Earlier work, as far as anything keeps it."""

    def __init__(self, kept: Kept | None) -> None:
        """Take what keeps it; without it all is made when it is asked for."""
        self._kept = kept

    def recalled(
        self,
        name: str,
        key: str,
        decode: Callable[[bytes], T],
        encode: Callable[[T], bytes],
        make: Callable[[], T],
    ) -> T:
        """Return what was kept under a name and key, else what is made and kept now.

        Without a key nothing is kept.
        """
        if self._kept is None or not key:
            return make()
        known = self._kept.value(name, key, decode)
        if known is None:
            known = make()
            self._kept.keep(name, key, known, encode)
        return known
