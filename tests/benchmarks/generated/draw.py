"""Draws that are the same on every machine and Python: all of them come from `Random.random`."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """A seeded source of choices."""

    __slots__ = ("random",)

    def __init__(self, seed: int) -> None:
        self.random = Random(seed).random  # noqa: S311 - reproducible test data, not a secret

    def pick(self, every: Sequence[T]) -> T:
        """Return one of them, all alike."""
        return every[int(self.random() * len(every))]

    def early(self, every: Sequence[T]) -> T:
        """Return one of them, the first ones far more often."""
        return every[int(self.random() ** 2.2 * len(every))]

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`."""
        return low + int(self.random() * (high - low + 1))

    def chance(self, part: float) -> bool:
        """Whether something happens that happens in this part of all cases."""
        return self.random() < part

    def several(self, every: Sequence[T], count: int) -> list[T]:
        """Return that many different ones, or all where there are fewer."""
        left = list(every)
        return [left.pop(int(self.random() * len(left))) for _ in range(min(count, len(left)))]


class Weighted:
    """Places of a list drawn by weight."""

    __slots__ = ("_sums",)

    def __init__(self, weights: Sequence[float]) -> None:
        self._sums = list(accumulate(weights))

    def place(self, draw: Draw) -> int:
        """Return a place."""
        return bisect(self._sums, draw.random() * self._sums[-1])
