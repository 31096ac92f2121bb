"""What is computed for people to read: standings, quota states, cases and honours, as values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from hashlib import blake2b
from typing import Final, NamedTuple, overload

from scoring.findings import Source
from scoring.model import Conversion
from scoring.period_rules import Award, Quota
from scoring.periods import Period
from scoring.points import Points, fraction, normal
from scoring.rulebook import Rulebook
from scoring.vocabulary import CaseStatus, Level, Word

_NEXT: Final = "\x1f"


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

    @property
    def mark(self) -> str:
        """Return what stands for all that it tells, under rulebooks that are the same."""
        return (
            f"{self.quota.source}:{self.period.id}:{self.required}:{self.done}:{self.closed}"
            f":{self.days_left}"
        )


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


class Rows(Sequence[Standing]):
    """Rows of a table that are made when somebody first looks at them."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Iterable[Standing]]) -> None:
        """Keep how they are made."""
        self._make = make
        self._made: tuple[Standing, ...] | None = None

    @property
    def all(self) -> tuple[Standing, ...]:
        """Return the rows."""
        if self._made is None:
            self._made = tuple(self._make())
        return self._made

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.all)

    def __iter__(self) -> Iterator[Standing]:
        """Return the rows one by one."""
        return iter(self.all)

    @overload
    def __getitem__(self, place: int) -> Standing: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Standing, ...]: ...
    def __getitem__(self, place: int | slice) -> Standing | tuple[Standing, ...]:
        """Return the row at a place, or those at several."""
        return self.all[place]

    def __eq__(self, other: object) -> bool:
        """Return whether these are the same rows, made or not."""
        return self.all == tuple(other) if isinstance(other, Rows | tuple) else NotImplemented



@dataclass(frozen=True, slots=True)
class RankTable:
    """A ranking of one group in one period, rows in total order (rank, then registry order)."""

    key: TableKey
    rulebook: Rulebook
    rows: Sequence[Standing]
    """As many as there are subjects; never none."""
    unfinished: bool = False
    """True while days of the period are still to come."""
    known: Mapping[str, str] | None = field(default=None, compare=False, repr=False)
    """The marks of the rows, where they are known without making them."""

    @property
    def marks(self) -> Mapping[str, str]:
        """Return what stands for each row by its subject, in the order of the rows."""
        return row_marks(self.rows) if self.known is None else self.known

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


def row_marks(rows: Iterable[Standing]) -> dict[str, str]:
    """Return what stands for all that rows tell, by their subjects: other rows, other marks."""
    return {row.subject: _mark(row) for row in rows}


def _mark(row: Standing) -> str:
    told = (
        f"{row.subject}{_NEXT}{row.rank}{row.tied}{_NEXT}{row.points}{_NEXT}{row.carried}"
        f"{_NEXT}{row.running}{_NEXT}{row.previous_rank}{_NEXT}{tuple.__repr__(row.tally)}"
        f"{_NEXT}{row.converted}{row.verdicts}{_NEXT}{[state.mark for state in row.quotas]}"
    )
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


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
