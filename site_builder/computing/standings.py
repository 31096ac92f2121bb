"""Standings out of what was counted and summed before: only folders with changes are looked at.

What the items of one folder add to each month is kept under what stands for all that it follows
from. The months' marks tell which tables cannot have changed: of these the marks of the rows are
kept, so that nobody need make the rows only to see that they are the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from hashlib import blake2b
from typing import Final, TypeVar

import msgspec

from scoring.cases import cases, given
from scoring.engine.view import first_fact
from scoring.frame import Frame, counting
from scoring.ledger import Ledger
from scoring.model import Corpus
from scoring.points import Points, normal
from scoring.postings import Part
from scoring.results import Case, Ranked, RankTable, TableKey
from scoring.sheaf import Sheaf
from scoring.slots import LENGTHS, Slot, slot_of
from scoring.standings import Inputs, quota_states, tables, tables_of
from scoring.sums import Given, MonthSums, posted, written
from scoring.sums import merged as summed
from scoring.tallies import MonthCounts, counted
from scoring.tallies import merged as united
from site_builder.cache import Store
from site_builder.cache.program import program

V = TypeVar("V")
_SIZE: Final = 16
_Cells = dict[str, bytes]
_Groups = dict[str | None, dict[str, str]]
"""The marks of rows by group and subject."""


class _Lot(msgspec.Struct, array_like=True, frozen=True):
    """What the items of one folder add to each month: `_Counts` and `_Sums`."""

    counts: dict[int, msgspec.Raw]
    sums: dict[int, msgspec.Raw]


class _Counts(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """`MonthCounts` as they are kept: bytes, as they are larger than a packed number may be."""

    units: dict[tuple[str, ...], bytes]
    people: _Cells
    publications: _Cells
    levels: _Cells
    apart: list[tuple[list[tuple[int, tuple[str, ...]]], int]]


class _Sums(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """`MonthSums` as they are kept."""

    fraction: bytes
    spans: dict[int, tuple[_Cells, _Cells, _Cells]]


class _Ranks(msgspec.Struct, array_like=True, frozen=True):
    """The tables of one period and kind of rows as they were last made."""

    mark: str
    groups: _Groups


_LOT: Final = msgspec.msgpack.Decoder(_Lot)
_COUNTS: Final = msgspec.msgpack.Decoder(_Counts)
_SUMS: Final = msgspec.msgpack.Decoder(_Sums)
_YEAR: Final = msgspec.msgpack.Decoder(dict[tuple[str, int, int], _Ranks])
_CASES: Final = "standings/cases"
_Given = dict[str, tuple[bytes, bytes]]
"""Points of items, as numerator and denominator."""
_GIVEN: Final = msgspec.msgpack.Decoder(dict[str, _Given])
_encoded: Final = msgspec.msgpack.encode


def kept_tables(
    corpus: Corpus, ledger: Ledger, as_of: date, sheaves: Sequence[Sheaf], store: Store
) -> Mapping[TableKey, RankTable]:
    """Return `scoring.standings.tables`, with the help of what the store holds of earlier ones.

    The corpus says what was known on the as-of day; `sheaves` are its items. Where the ledger's
    parts are others, or somebody does not know what stands for them, nothing is kept.
    """
    pairs = list(zip(sheaves, ledger.parts, strict=False))
    known = len(pairs) == len(sheaves) == len(ledger.parts) and all(
        sheaf.mark and part.mark and part.items == sheaf.items for sheaf, part in pairs
    )
    if store.folder is None or not known:
        return tables(corpus, ledger, as_of)
    folder = f"standings/{_digest(ledger.score)[:8]}"
    lots = list(_lots(corpus, ledger.score, as_of, pairs, store, folder))
    rest = {month: _raw(_sums(sums)) for month, sums in written(ledger.rest, corpus.items).items()}
    counts = _Months([lot.counts for lot in lots], _read_counts, united)
    sums = _Months([*(lot.sums for lot in lots), rest], _read_sums, summed)
    frame = Frame.between(corpus, ledger.score, _first(corpus, sums), as_of)
    inputs = Inputs(frame, counts, sums, quota_states(corpus, ledger, as_of))
    periods = _Periods(inputs, counts, sums, store, folder)
    return periods.keep(tables_of(inputs, periods.known))


def kept_cases(corpus: Corpus, ledger: Ledger, store: Store) -> tuple[Case, ...]:
    """Return `scoring.cases.cases`, with the help of what the store holds of earlier ones."""
    known = store.value(_CASES, program(), _GIVEN.decode) or {}
    now: dict[str, _Given] = {}

    def of_part(part: Part, items: Collection[str]) -> Mapping[str, Points]:
        if part.mark in known:
            now[part.mark] = known[part.mark]
            ratios = ((item, Fraction(*map(_unpacked, r))) for item, r in now[part.mark].items())
            return {item: normal(points) for item, points in ratios}
        found = given(part, items)
        if part.mark:
            whole = {item: points.as_integer_ratio() for item, points in found.items()}
            now[part.mark] = {item: (_packed(n), _packed(d)) for item, (n, d) in whole.items()}
        return found

    found = cases(corpus, ledger, of_part)
    if now.keys() != known.keys():
        store.keep(_CASES, program(), now, _encoded)
    return found


def _lots(
    corpus: Corpus,
    score: str,
    as_of: date,
    pairs: Iterable[tuple[Sheaf, Part]],
    store: Store,
    folder: str,
) -> Iterator[_Lot]:
    """Yield what each folder's items add, as it was kept, else counted anew."""
    papers, counted_on = corpus.publications, counting(corpus, score)
    terms = (repr(papers), *(() if counted_on is None else (score, *_rulebooks(corpus))))
    for sheaf, part in pairs:
        name = f"{folder}/{sheaf.name}"
        key = _digest(program(), sheaf.mark, part.mark, *terms)
        lot = store.value(name, key, _LOT.decode)
        if lot is None:
            items = [corpus.items[item] for item in sheaf.items]
            counts = counted(items, papers, as_of, counted_on)
            lot = _Lot(
                {month: _raw(_counts(found)) for month, found in counts.items()},
                {month: _raw(_sums(found)) for month, found in posted(part).items()},
            )
            store.keep(name, key, lot, _encoded)
        yield lot


def _first(corpus: Corpus, sums: Mapping[int, MonthSums]) -> date | None:
    """Return a day in the month of the first fact or ledger line."""
    first = first_fact(corpus)
    days = [] if first is None else [first]
    days += [date(month // 12, month % 12 + 1, 1) for month in sorted(sums)[:1]]
    return min(days, default=None)


class _Months(Mapping[int, V]):
    """What all folders together add to each month; put together for those that are asked for."""

    def __init__(
        self,
        lots: Sequence[Mapping[int, msgspec.Raw]],
        read: Callable[[msgspec.Raw], V],
        merged: Callable[[Iterable[V]], V],
    ) -> None:
        """Keep the lots; nothing is read yet."""
        self._read = read
        self._merged = merged
        self._written = defaultdict[int, list[msgspec.Raw]](list)
        for lot in lots:
            for month, raw in lot.items():
                self._written[month].append(raw)
        self._made: dict[int, V] = {}
        self._marks: dict[int, str] = {}

    def __getitem__(self, month: int) -> V:
        """Return what is added to a month."""
        if month not in self._made:
            if month not in self._written:
                raise KeyError(month)
            self._made[month] = self._merged(map(self._read, self._written[month]))
        return self._made[month]

    def __contains__(self, month: object) -> bool:
        """Return whether anything is added to a month."""
        return month in self._written

    def __iter__(self) -> Iterator[int]:
        """Return the months."""
        return iter(sorted(self._written))

    def __len__(self) -> int:
        """Return the number of months."""
        return len(self._written)

    def mark(self, months: Iterable[int]) -> str:
        """Return what stands for all that is added to some months."""
        return _digest(*map(self._mark, months))

    def _mark(self, month: int) -> str:
        if month not in self._marks:
            made = blake2b(digest_size=_SIZE)
            for raw in self._written.get(month, ()):
                made.update(b"%d:" % len(memoryview(raw)))
                made.update(raw)
            self._marks[month] = made.hexdigest()
        return self._marks[month]


@dataclass(slots=True)
class _Periods:
    """Which tables there were, and what stood for their rows, as long as nothing changed."""

    inputs: Inputs
    counts: _Months[MonthCounts]
    sums: _Months[MonthSums]
    store: Store
    folder: str
    key: str = ""
    marks: dict[Slot, str] = field(default_factory=dict)
    years: dict[int, dict[tuple[str, int, int], _Ranks]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Gather what all tables depend on."""
        frame = self.inputs.frame
        corpus = frame.corpus
        registries = (corpus.office, corpus.units, corpus.people, corpus.publications)
        told = blake2b(_encoded(registries, enc_hook=repr, order="deterministic"))
        self.key = _digest(program(), told.hexdigest(), *_rulebooks(corpus))
        self.marks = {slot: self._mark(slot) for slot in frame.rulebooks}
        for year in sorted({slot.first_month // 12 for slot in frame.rulebooks}):
            kept = self.store.value(self._name(year), self.key, _YEAR.decode)
            self.years[year] = {} if kept is None else dict(kept)

    def known(self, ranked: Ranked, slot: Slot) -> _Groups | None:
        """Return what stood for the rows of a period's tables, None where it may have changed."""
        ranks = self.years[slot.first_month // 12].get((ranked.value, *slot))
        return ranks.groups if ranks is not None and ranks.mark == self.marks[slot] else None

    def keep(self, found: Mapping[TableKey, RankTable]) -> Mapping[TableKey, RankTable]:
        """Keep what was not known; return the tables, all with the marks of their rows."""
        fresh: dict[tuple[Ranked, Slot], _Groups] = {
            (ranked, slot): {}
            for slot in self.marks
            for ranked in Ranked
            if self.known(ranked, slot) is None
        }
        made = dict(found)
        for key, table in found.items():
            slot = slot_of(key.period)
            if slot is not None and (key.ranked, slot) in fresh:
                fresh[key.ranked, slot][key.group] = marks = dict(table.marks)
                made[key] = replace(table, known=marks)
        for (ranked, slot), groups in fresh.items():
            ranks = _Ranks(self.marks[slot], groups)
            self.years[slot.first_month // 12][ranked.value, *slot] = ranks
        for year in sorted({slot.first_month // 12 for _, slot in fresh}):
            self.store.keep(self._name(year), self.key, self.years[year], _encoded)
        return made

    def _name(self, year: int) -> str:
        return f"{self.folder}/tables/{year}"

    def _mark(self, slot: Slot) -> str:
        """Return what stands for all that the rows of a period follow from, besides the registries.

        What the year brought along, how everybody stood one period ago, and, where 达标 looks at
        several periods running, how they stood in those.
        """
        frame = self.inputs.frame
        rulebook, january = frame.rulebooks[slot], slot.first_month // 12 * 12
        since = min(each.first_month for each in frame.rulebooks)
        parts = [str(tuple(slot)), rulebook.id, str(since)]
        for subject, states in self.inputs.quotas.get(slot.period, {}).items():
            parts += [subject, *[state.mark for state in states]]
        if frame.unfinished(slot):
            parts.append(frame.as_of.isoformat())
        running = [m.running for m in rulebook.pass_marks if LENGTHS.get(m.period) == slot.length]
        before = slot
        for _ in range(max([2, *running])):
            held = frame.rulebooks.get(before)
            parts += ["" if held is None else held.id, *self._added(before.months)]
            before = before.previous
        return _digest(*parts, self.sums.mark(range(january, slot.first_month)))

    def _added(self, months: range) -> tuple[str, str]:
        return self.counts.mark(months), self.sums.mark(months)


def _rulebooks(corpus: Corpus) -> list[str]:
    books = corpus.rulebooks
    return [f"{b.score} {b.id} {b.source} {b.version} {b.effective} {b.until}" for b in books]


def _counts(counts: MonthCounts) -> _Counts:
    return _Counts(
        {team: _packed(row) for team, row in counts.units.items()},
        _cells(counts.people),
        _cells(counts.publications),
        _cells(counts.levels),
        [(sorted(taken), number) for taken, number in counts.apart.items()],
    )


def _read_counts(raw: msgspec.Raw) -> MonthCounts:
    kept = _COUNTS.decode(raw)
    return MonthCounts(
        {team: _unpacked(row) for team, row in kept.units.items()},
        _numbers(kept.people),
        _numbers(kept.publications),
        _numbers(kept.levels),
        {frozenset(taken): number for taken, number in kept.apart},
    )


def _sums(sums: MonthSums) -> _Sums:
    spans = {
        span: (_cells(given.units), _cells(given.people), _cells(given.publications))
        for span, given in sums.spans.items()
    }
    return _Sums(_packed(sums.fraction), spans)


def _read_sums(raw: msgspec.Raw) -> MonthSums:
    kept = _SUMS.decode(raw)
    spans = {span: Given(*map(_numbers, given)) for span, given in kept.spans.items()}
    return MonthSums(_unpacked(kept.fraction), spans)


def _cells(numbers: Mapping[str, int]) -> _Cells:
    return {subject: _packed(number) for subject, number in numbers.items()}


def _numbers(cells: _Cells) -> dict[str, int]:
    return {subject: _unpacked(number) for subject, number in cells.items()}


def _packed(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 8) // 8, "little", signed=True)


def _unpacked(written: bytes) -> int:
    return int.from_bytes(written, "little", signed=True)


def _raw(value: _Counts | _Sums) -> msgspec.Raw:
    return msgspec.Raw(_encoded(value))


def _digest(*parts: str) -> str:
    made = blake2b(digest_size=_SIZE)
    for part in parts:
        written = part.encode("utf-8", "surrogatepass")
        made.update(b"%d:%b" % (len(written), written))
    return made.hexdigest()
