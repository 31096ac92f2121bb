"""用词: where a text has a word that should be another one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from scoring.wordlist import WordKind, WordRule

_OF_OLD: Final = ("原", "前身为", "前身是", "曾用名", "时称")
"""Before a unit's former name these say that it is one."""


class Proposal(NamedTuple):
    """A word found, and the rule that has the right one."""

    rule: WordRule
    start: int
    """Where the word begins in the text."""


@dataclass(frozen=True)
class Wording:
    """An office's rules about words, ready to be looked for in many texts."""

    rules: tuple[WordRule, ...] = ()

    @cached_property
    def key(self) -> str:
        """Return all that findings depend on."""
        return repr([(r.wrong, r.right, r.kind.value, r.since, r.until) for r in self.rules])

    @cached_property
    def _by_word(self) -> dict[str, tuple[WordRule, ...]]:
        found: dict[str, tuple[WordRule, ...]] = {}
        for rule in self.rules:
            found[rule.wrong] = (*found.get(rule.wrong, ()), rule)
        return found

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        """Return what finds any of the words, the longest first.

        Words of one first character share one branch: a search tries few branches at a place.
        """
        heads: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(self._by_word, key=lambda word: (-len(word), word)):
            heads[word[0]].append(word[1:])
        if not heads:
            return None
        return re.compile(
            "|".join(
                f"{re.escape(head)}(?:{'|'.join(map(re.escape, tails))})"
                for head, tails in sorted(heads.items())
            )
        )

    def occur(self, text: str) -> bool:
        """Return whether a text has any of the words."""
        return self._pattern is not None and self._pattern.search(text) is not None

    def proposals(self, text: str, day: date | None) -> Iterator[Proposal]:
        """Yield the words of a text of a day that should be others, in their order."""
        if self._pattern is None:
            return
        for match in self._pattern.finditer(text):
            for rule in self._by_word[match[0]]:
                if rule.holds(day) and not _right(text, match.start(), rule):
                    yield Proposal(rule, match.start())
                    break


def _right(text: str, start: int, rule: WordRule) -> bool:
    """Return whether the word at a place is part of the right one, or named as a former name."""
    at = rule.right.find(rule.wrong)
    while at >= 0:
        if start >= at and text.startswith(rule.right, start - at):
            return True
        at = rule.right.find(rule.wrong, at + 1)
    return rule.kind is WordKind.FORMER and text.endswith(_OF_OLD, 0, start)
