"""What is worked out when somebody asks for it: a changed sentence changes no score, and most pages
are left as they are without a look at any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from typing import Final, TypeVar, overload

from site_builder.cache import Store

V = TypeVar("V")
_NOTHING: Final = nullcontext()


class ByName(Mapping[str, V]):
    """Values of which only the names are known before one is asked for."""

    def __init__(self, names: Sequence[str], make: Callable[[], Mapping[str, V]]) -> None:
        """Take the names, in order, and what makes the values: called once or never."""
        self._names = names
        self._make = make

    @cached_property
    def _made(self) -> Mapping[str, V]:
        return self._make()

    def __getitem__(self, name: str) -> V:
        """Return a value."""
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names; no value is made."""
        return iter(self._names)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._names)


class InOrder(Sequence[V]):
    """Values of which nothing is known before one is asked for."""

    def __init__(self, make: Callable[[], Sequence[V]]) -> None:
        """Take what makes the values: called once or never."""
        self._make = make

    @cached_property
    def _made(self) -> Sequence[V]:
        return self._make()

    @overload
    def __getitem__(self, place: int) -> V: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[V]: ...

    def __getitem__(self, place: int | slice) -> V | Sequence[V]:
        """Return one value or several."""
        return self._made[place]

    def __iter__(self) -> Iterator[V]:
        """Yield the values."""
        return iter(self._made)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._made)

    def __eq__(self, other: object) -> bool:
        """Return whether the values are the same as those of another, or of a tuple."""
        return isinstance(other, InOrder | tuple) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Return what a tuple of the values would say."""
        return repr(tuple(self))


def worked_out(
    name: str,
    store: Store,
    mark: str,
    waiting: Mapping[str, object],
    meanwhile: AbstractContextManager[object] = _NOTHING,
) -> None:
    """Work out what waits, called by a name, unless that was done for the same mark before.

    Then whoever needs it takes it from the store in no time. It is done now, not when a page asks,
    so that it happens once and not in each of the processes that share the pages; `meanwhile` lasts
    as long as the work.
    """
    made = f"made/{name}"
    if mark and store.get(made, mark) is not None:
        return
    with meanwhile:
        dict(waiting)
    if mark:
        store.put(made, mark, b"")
