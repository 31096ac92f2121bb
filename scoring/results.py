"""What is computed for people to read: standings, quota states, cases and honours, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from scoring.findings import Source
from scoring.model import Conversion
from scoring.period_rules import Award, Quota
from scoring.periods import Period
from scoring.points import Points, fraction, normal
from scoring.rulebook import Rulebook
from scoring.vocabulary import CaseStatus, Level, Word


class Ranked(Word):
    """What the rows of a table are."""

    UNIT = "unit", "单位"
    PERSON = "person", "个人"
    PUBLICATION = "publication", "刊物"
    LEVEL = "level", "层级"


class Tally(NamedTuple):
    """Counts of facts of one subject in one period."""

    sent: int = 0
    """报送: items dated in the period."""
    adopted: int = 0
    """采用: of the items adopted in the period, each once."""
    adoptions: int = 0
    """采用次数: adoptions dated in the period."""
    endorsements: int = 0
    praised: int = 0
    """Of the endorsements, 表扬性批示."""
    by_level: tuple[int, ...] = (0,) * len(Level)
    """The adoptions by level, in the order of `Level`."""

    @property
    def rate(self) -> Fraction:
        """Return adopted ÷ sent; nothing sent gives 0 (practice of the published tables).

        It exceeds 1 when items sent earlier were adopted in the period.
        """
        return Fraction(self.adopted, self.sent) if self.sent else Fraction(0)

    @property
    def silent(self) -> bool:
        """Return whether nothing was sent (零报送)."""
        return self.sent == 0


class QuotaState(NamedTuple):
    """How far one subject is with one quota in one of the quota's own periods."""

    quota: Quota
    subject: str
    period: Period
    required: Points
    done: Points
    closed: bool
    """Whether the period had ended on the as-of day; only then do points follow."""
    days_left: int
    """Days from the as-of day to the end of the period, 0 when closed."""

    @property
    def missing(self) -> Points:
        """Return what is still short, never below 0."""
        return normal(max(Fraction(0), fraction(self.required) - fraction(self.done)))


@dataclass(frozen=True, slots=True)
class Standing:
    """One row of a ranking."""

    subject: str
    """Id of a unit, person or publication, or the Chinese label of a level."""
    rank: int
    tied: bool
    points: Points
    """本期得分."""
    carried: Points
    """上期累计: what this year's periods that ended before this one gave, short and long."""
    running: Points
    """累计得分: carried + points."""
    previous_rank: int | None
    """Rank in the group in the period before, None when new (no row there)."""
    tally: Tally
    converted: tuple[tuple[str, Points], ...] = ()
    """折算: (name, value) of each conversion of the rulebook."""
    quotas: tuple[QuotaState, ...] = ()
    verdicts: tuple[str, ...] = ()
    """达标 verdicts such as 不达标."""

    @property
    def change(self) -> int | None:
        """Return places gained (positive) since the period before, None when new."""
        return None if self.previous_rank is None else self.previous_rank - self.rank


class TableKey(NamedTuple):
    """Which table: score, period, kind of rows, group (None where rows are not grouped)."""

    score: str
    period: Period
    ranked: Ranked
    group: str | None


@dataclass(frozen=True, slots=True)
class RankTable:
    """A ranking of one group in one period, rows in total order (rank, then registry order)."""

    key: TableKey
    rulebook: Rulebook
    rows: tuple[Standing, ...]
    unfinished: bool = False
    """True while days of the period are still to come."""

    @property
    def competing(self) -> bool:
        """Return whether the ranks mean anything: units without a group only take part."""
        return self.key.ranked is not Ranked.UNIT or self.key.group is not None

    @property
    def silent(self) -> tuple[str, ...]:
        """Return the units that sent nothing, to be named (零报送)."""
        if self.key.ranked is not Ranked.UNIT:
            return ()
        return tuple(row.subject for row in self.rows if row.tally.silent)


@dataclass(frozen=True, slots=True)
class Case:
    """案例: an item in, or nominated for, the case library."""

    item: str
    source: Source
    title: str
    units: tuple[str, ...]
    track: str
    year: int
    status: CaseStatus
    award: str | None
    conversions: tuple[Conversion, ...]
    points: Points
    """What the item gave its units in the main score, all years."""


@dataclass(frozen=True, slots=True)
class Honour:
    """荣誉: computed by a rulebook's 表彰 or granted by the office; kept for ever."""

    year: int
    name: str
    to: str
    subject: Ranked
    reason: str
    """A Chinese sentence that explains it."""
    source: Source
    """Line of the rule, or of the office's record."""
    award: Award | None
    """None for a granted one."""
    group: str | None = None
    points: Points | None = None
    """荣誉积分."""
    vetoed: str | None = None
    """一票否决: why it was not given although the numbers would have; such rows are shown apart."""


@dataclass(frozen=True, slots=True)
class Results:
    """Everything computed for one score."""

    score: str
    tables: Mapping[TableKey, RankTable]
    honours: tuple[Honour, ...]
    as_of: date
