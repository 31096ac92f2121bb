"""Words, comparisons and bound figures as the Markdown of a notice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from scoring.closing.account import Account
from scoring.closing.bound import link
from scoring.periods import Period, PeriodKind
from scoring.points import fraction

_MARK: Final = re.compile(r"[\\\[\]*_`<>&~]")
_SPACE: Final = re.compile(r"\s+")
_BEFORE: Final = {
    PeriodKind.MONTH: "上月",
    PeriodKind.QUARTER: "上季度",
    PeriodKind.YEAR: "上年",
}
_THIS: Final = {
    PeriodKind.MONTH: "本月",
    PeriodKind.QUARTER: "本季度",
    PeriodKind.HALF_YEAR: "半年来",
    PeriodKind.YEAR: "全年",
}


def words(value: object) -> str:
    """Return words that people wrote, so that nothing in them is markup or a bound figure."""
    return _MARK.sub(r"\\\g<0>", _SPACE.sub(" ", str(value)).strip())


def listed(parts: Sequence[str], last: str = "、") -> str:
    """Return parts joined as a Chinese list."""
    return last.join(("、".join(parts[:-1]), parts[-1])) if len(parts) > 1 else "".join(parts)


def this(period: Period) -> str:
    """Return what a notice calls its own period after the first mention."""
    return _THIS.get(period.kind, "本期")


def before(period: Period) -> str:
    """Return what a notice calls the period before its own."""
    if period.kind is PeriodKind.HALF_YEAR:
        return "上半年" if period.start.month > 1 else "上年下半年"
    return _BEFORE.get(period.kind, "上期")


class Pen:
    """Writes the figures of one account."""

    def __init__(self, account: Account) -> None:
        """Write for one account."""
        self.account = account
        self.period = account.period

    def __call__(self, name: str) -> str:
        """Return a figure bound by its name."""
        return link(self.account.figures[name])

    def has(self, name: str) -> bool:
        """Return whether a figure is there and is not 0."""
        figure = self.account.figures.get(name)
        return figure is not None and figure.value != 0

    def number(self, name: str) -> int:
        """Return the value of a count."""
        return int(self.account.figures[name].value)

    def versus(self, name: str, measure: str) -> str:
        """Return how a figure compares with the period before and a year ago, empty without both.
        """
        said = [
            self._against(words, prefix, name, measure)
            for words, prefix, there in (
                (before(self.period), "", self.account.before),
                ("上年同期", "同比", self.account.ago),
            )
            if there is not None
        ]
        return "".join(f"，{each}" for each in said)

    def _against(self, than: str, prefix: str, name: str, measure: str) -> str:
        difference = fraction(self.account.figures[f"{prefix}增减.{name}"].value)
        if difference == 0:
            return f"与{than}{self(f'{prefix}持平.{name}')}"
        how = "增加" if difference > 0 else "减少"
        return f"比{than}{how}{self(f'{prefix}{how}.{name}')}{measure}"
