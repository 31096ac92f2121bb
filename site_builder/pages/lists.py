"""Long lists, in pages of one length: what is new changes the last page, full ones stay.

A list that outgrows its subject's own page continues on pages of its years. Each such page holds
rows in rising order, so that a full one never changes again; only the first tells the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Generic, NamedTuple, TypeVar

from site_builder.pages import paths
from site_builder.pages.gists import digest

Row = TypeVar("Row")

LENGTH = 100
"""Rows on one page."""


class Leaf(NamedTuple, Generic[Row]):
    """One page of a list that may go over several."""

    path: str
    number: int
    """From 1."""
    rows: Sequence[Row]
    total: int
    """Rows on all pages; only the first page may tell it, so that others do not depend on it."""
    turns: Sequence[tuple[str, str]]
    """Words and paths (none for the page itself) by which readers turn the pages."""

    @property
    def words(self) -> str:
        """Return what a title says of a further page."""
        return "" if self.number == 1 else f"（第 {self.number} 页）"

    def key(self, marks: str) -> str:
        """Return the page's key from the marks of its rows."""
        known = self.total if self.number == 1 else 0
        return digest(str(known), repr(self.turns), marks)


def leaves(rising: Sequence[Row], path: Callable[[int], str]) -> Iterator[Leaf[Row]]:
    """Yield the pages of a list; `path` tells where each number lies."""
    count = len(rising)
    last = max(1, (count + LENGTH - 1) // LENGTH)
    for number in range(1, last + 1):
        rows = rising[(number - 1) * LENGTH : number * LENGTH]
        yield Leaf(path(number), number, rows, count, _turns(number, last, path))


def _turns(number: int, last: int, path: Callable[[int], str]) -> Sequence[tuple[str, str]]:
    """Return links to all pages on the first, on others only those that stay as they are."""
    if last == 1:
        return ()
    if number == 1:
        return [(f"第 {n} 页", "" if n == 1 else path(n)) for n in range(1, last + 1)]
    beside = [("第 1 页", path(1)), ("上一页", path(number - 1)), ("下一页", path(number + 1))]
    return beside if number < last else beside[:2]


class Year(NamedTuple, Generic[Row]):
    """The rows of one year, rising."""

    year: int
    rows: Sequence[Row]

    def leaves(self, home: str) -> Iterator[Leaf[Row]]:
        """Yield the pages of the year below the subject's own page."""
        folder = str(self.year)
        yield from leaves(self.rows, lambda number: paths.within(home, folder, number=number))


def further(newest: Sequence[Row], day: Callable[[Row], date]) -> list[Year[Row]]:
    """Return the years, newest first, of a list too long for its subject's own page, else none."""
    return by_year(newest, day) if len(newest) > LENGTH else []


def by_year(newest: Sequence[Row], day: Callable[[Row], date]) -> list[Year[Row]]:
    """Return rows that come newest first by year, the newest year first."""
    held: dict[int, list[Row]] = {}
    for when, rows in groupby(newest, key=day):
        held.setdefault(when.year, []).extend(rows)
    return [Year(year, rows[::-1]) for year, rows in held.items()]
