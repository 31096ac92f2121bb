"""An item by its id, by its title, by words of its title, or by a title that is nearly right.

What is found by likeness alone is never sure when another is about as like, or when the figures
in the titles differ: 一季度 and 二季度 are two items.
"""

from __future__ import annotations

import difflib
import heapq
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from scoring.model import Corpus, Item

_SHOWN: Final = 5
"""Candidates that are named."""
_LOOKED_AT: Final = 40
"""Titles compared letter by letter, those of whose pairs of letters the most are in common."""
_LIKE: Final = 550
_SURE: Final = 850
_APART: Final = 120
"""Thousandths of likeness: a candidate at all; good enough alone; ahead of the next by so much."""
_FEW: Final = 2
"""Letters that are too few to be words of a title."""
_FIGURES: Final = re.compile(r"[0-9]+|[一二三四五六七八九十百千两上下]+(?=[季月年批期次届半])")
_UNFIT: Final = re.compile(r"[\W_]+")


class Candidate(NamedTuple):
    """An item that may be meant."""

    item: str
    likeness: int
    """Per cent."""


class Sought(NamedTuple):
    """What the words lead to; without sure and without doubtful there is no such item."""

    sure: str | None = None
    doubtful: tuple[Candidate, ...] = ()
    """The likeliest first."""


class Finder:
    """Finds items of one corpus; made once for many questions."""

    def __init__(self, corpus: Corpus) -> None:
        """Take the corpus."""
        self._items = corpus.items

    @cached_property
    def _bare(self) -> dict[str, str]:
        return {item.id: bare(item.title) for item in self._items.values()}

    @cached_property
    def _short(self) -> dict[str, str]:
        """The names of the items' files without their days."""
        return {name: bare(name.partition("-")[2] or name) for name in self._items}

    @cached_property
    def _by_title(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, title in self._bare.items():
            found.setdefault(title, []).append(name)
        return found

    @cached_property
    def _by_pair(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, title in self._bare.items():
            for pair in sorted(_pairs(title) | _pairs(self._short[name])):
                found.setdefault(pair, []).append(name)
        return found

    def seek(
        self,
        words: str,
        *,
        units: Collection[str] = (),
        day: date | None = None,
        exact: bool = False,
    ) -> Sought:
        """Return the item that is meant, or those that may be.

        `units` and the day of what befell it narrow the items of one title; with `exact` only an
        id or a whole title is sure.
        """
        name = words.strip().rpartition("/")[2].removesuffix(".md")
        if name in self._items:
            return Sought(name)
        wanted = bare(words)
        same = self._by_title.get(wanted, []) if wanted else []
        if same:
            return self._of_one_title(same, units, day)
        within = self._within(wanted, names=not exact)
        if len(within) == 1 and not exact:
            return Sought(within[0])
        near = self._near(wanted, units)
        if within:
            there = [each for each in near if each.item in within]
            rest = [Candidate(one, self._likeness(wanted, one)) for one in within]
            chosen = {each.item: each for each in (*there, *rest)}
            return Sought(None, tuple(_best(chosen.values())[:_SHOWN]))
        if near and not exact and self._alone(wanted, near):
            return Sought(near[0].item)
        return Sought(None, tuple(near[:_SHOWN]))

    def _of_one_title(self, same: list[str], units: Collection[str], day: date | None) -> Sought:
        if len(same) == 1:
            return Sought(same[0])
        fitting = [
            name
            for name in same
            if (not units or self._sent_by(name, units))
            and (day is None or self._items[name].date <= day)
        ]
        if len(fitting) == 1:
            return Sought(fitting[0])
        latest = sorted(fitting or same, reverse=True)
        return Sought(None, tuple(Candidate(name, 100) for name in latest[:_SHOWN]))

    def _sent_by(self, name: str, units: Collection[str]) -> bool:
        return any(share.unit in units for share in self._items[name].units)

    def _within(self, wanted: str, *, names: bool) -> list[str]:
        """Return the items whose title (or file's name) has the words in one piece, newest
        first."""
        if len(wanted) < _FEW:
            return []
        short = self._short
        found = [
            name
            for name, title in self._bare.items()
            if wanted in title or (names and wanted in short[name])
        ]
        return sorted(found, reverse=True)

    def _likeness(self, wanted: str, name: str) -> int:
        """Return how like the words are to an item's title, or to its file's name, per cent."""
        return max(_percent(wanted, self._bare[name]), _percent(wanted, self._short[name]))

    def _near(self, wanted: str, units: Collection[str]) -> list[Candidate]:
        """Return the items with the likest titles, those of the units before others."""
        shared: Counter[str] = Counter()
        for pair in sorted(_pairs(wanted)):
            shared.update(self._by_pair.get(pair, ()))
        size = len(wanted)
        weighed = (
            (-1000 * n // (len(self._bare[name]) + size), name) for name, n in shared.items()
        )
        nearest = heapq.nsmallest(_LOOKED_AT, weighed)
        found = [Candidate(name, self._likeness(wanted, name)) for _, name in nearest]
        kept = [each for each in found if each.likeness * 10 >= _LIKE]
        return sorted(
            kept,
            key=lambda each: (-each.likeness, bool(units) and not self._sent_by(each.item, units),
                              each.item),
        )  # fmt: skip

    def _alone(self, wanted: str, near: list[Candidate]) -> bool:
        """Return whether the first candidate is like enough, and nothing else is about as like."""
        first = near[0]
        rest = near[1].likeness * 10 if len(near) > 1 else 0
        name = first.item
        same = figures(wanted) in (figures(self._bare[name]), figures(self._short[name]))
        return same and first.likeness * 10 >= max(_SURE, rest + _APART)


def seek(corpus: Corpus, words: str) -> Sought:
    """Return the item that words mean: id, title, words of a title, or a title nearly right."""
    return Finder(corpus).seek(words)


def bare(title: str) -> str:
    """Return a title's letters and figures alone, half-width and small."""
    return _UNFIT.sub("", unicodedata.normalize("NFKC", title)).casefold()


def figures(title: str) -> list[str]:
    """Return the numbers in a title: those that differ in them are different items."""
    return _FIGURES.findall(title)


def called(items: Iterable[Item]) -> str:
    """Return items for people to choose from: id and title."""
    return "、".join(f"{item.id}《{item.title}》" for item in items)


def _pairs(title: str) -> set[str]:
    return {title[at : at + 2] for at in range(len(title) - 1)}


def _percent(one: str, other: str) -> int:
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return int(matcher.ratio() * 100)


def _best(candidates: Iterable[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda each: (-each.likeness, each.item))
