"""用词: words that must not stand in a text, and those that should stand there instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scoring.findings import Source
from scoring.vocabulary import Word


class WordKind(Word):
    """种类 of a rule about a word."""

    SENSITIVE = "sensitive", "错敏词"
    OFFICIAL = "official", "规范名称"
    FORMER = "former", "旧单位名"


@dataclass(frozen=True, slots=True)
class WordRule:
    """Where `wrong` is written in a text of a day between `since` and `until`, propose `right`."""

    source: Source
    wrong: str
    right: str
    kind: WordKind = WordKind.SENSITIVE
    since: date | None = None
    until: date | None = None
    """Both included; None is without end."""

    def holds(self, day: date | None) -> bool:
        """Return whether the rule is about texts of a day; without a day only undated rules are."""
        if day is None:
            return self.since is None and self.until is None
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )
