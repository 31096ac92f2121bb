"""Who wins an award: each criterion of 表彰 as a measure over the tables of finished years."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from scoring.frame import group_of
from scoring.lineage import successor
from scoring.model import Corpus
from scoring.outline import Trait, having
from scoring.period_rules import Award, Criterion, Subject
from scoring.periods import PeriodKind
from scoring.points import ZERO, Points, fraction, normal, total
from scoring.results import Ranked, RankTable, Standing, TableKey
from scoring.rulebook import Rulebook
from scoring.vocabulary import CaseStatus

_EXCELLENT = "优秀"
_RANKED = {Subject.UNIT: Ranked.UNIT, Subject.PERSON: Ranked.PERSON}


class Win(NamedTuple):
    """One winner of an award: the place in its group and what was measured."""

    subject: str
    group: str | None
    place: int
    tied: bool
    amount: Points
    """Points, growth, endorsements, adopted items or cases, as the criterion says."""


class _Candidate(NamedTuple):
    """One subject in the running: `measure` orders, `amount` is what is told."""

    subject: str
    group: str | None
    measure: Fraction
    amount: Points


class Contest:
    """The finished years of some tables, asked who wins what."""

    def __init__(self, corpus: Corpus, tables: Mapping[TableKey, RankTable]) -> None:
        """Keep the tables of finished years by score and year."""
        self._corpus = corpus
        self._tables = tables
        self._selected = [
            (item, item.case.track, item.case.year or item.date.year)
            for item in having(corpus.items, Trait.CASE)
            if item.case is not None and item.case.status is CaseStatus.SELECTED
        ]
        self._years: defaultdict[tuple[str, int], list[RankTable]] = defaultdict(list)
        for key, table in tables.items():
            if key.period.kind is PeriodKind.YEAR and not table.unfinished:
                self._years[key.score, key.period.start.year].append(table)

    @property
    def finished(self) -> tuple[tuple[str, int], ...]:
        """Return each score and year that has tables and is over, in order."""
        return tuple(sorted(self._years))

    def rulebook(self, score: str, year: int) -> Rulebook:
        """Return the rulebook under which a finished year was ranked."""
        return self._years[score, year][0].rulebook

    def successor(self, unit: str, year: int, rulebook: Rulebook) -> str:
        """Return who stands for a unit at the end of a year."""
        return successor(self._corpus, unit, date(year, 12, 31), rulebook)

    def winners(self, award: Award, score: str, year: int) -> tuple[Win, ...]:
        """Return who wins an award in a finished year, by group and place; ties all count."""
        rulebook = self.rulebook(score, year)
        wins = self._placed(award, score, year)
        for earlier in range(year - award.years + 1, year):
            kept = {
                self._name(award, subject, year, rulebook)
                for subject in self._held(award, score, earlier, rulebook)
            }
            wins = tuple(win for win in wins if win.subject in kept)
        return wins

    def _name(self, award: Award, subject: str, year: int, rulebook: Rulebook) -> str:
        is_unit = award.subject is Subject.UNIT
        return self.successor(subject, year, rulebook) if is_unit else subject

    def _held(self, award: Award, score: str, year: int, rulebook: Rulebook) -> frozenset[str]:
        """Return who met a criterion in an earlier year, by the names of that time.

        Excellence (连续优秀) before the first table may come from granted honours: those named
        like a 名次 award of the rulebook, or whose name says 优秀.
        """
        if (score, year) in self._years:
            return frozenset(win.subject for win in self._placed(award, score, year))
        if award.criterion is not Criterion.EXCELLENT_YEARS:
            return frozenset()
        names = {other.name for other in rulebook.awards if other.criterion is Criterion.RANK}
        return frozenset(
            record.to
            for record in self._corpus.honours
            if record.year == year and (record.name in names or _EXCELLENT in record.name)
        )

    def _placed(self, award: Award, score: str, year: int) -> tuple[Win, ...]:
        """Return who meets an award's criterion in one year."""
        by_group: defaultdict[str | None, list[_Candidate]] = defaultdict(list)
        for candidate in self._candidates(award, score, year):
            by_group[candidate.group].append(candidate)
        return tuple(win for group in by_group.values() for win in _best(group, award.places))

    def _candidates(self, award: Award, score: str, year: int) -> Iterator[_Candidate]:
        others = self._others(award, score, year)
        for group, row in self._rows(award.subject, award.groups, score, year):
            measured = _measured(award, row, others)
            enough = award.minimum is None or fraction(row.points) >= fraction(award.minimum)
            if measured is not None and enough:
                yield _Candidate(row.subject, group, *measured)

    def _others(self, award: Award, score: str, year: int) -> Mapping[str, Points]:
        """Return what a criterion needs besides the year's table: past points, or cases."""
        if award.criterion is Criterion.GROWTH:
            return self._past_points(award, score, year)
        if award.criterion is Criterion.CASES:
            counts = self._cases(award, year, self.rulebook(score, year))
            return {subject: normal(count) for subject, count in counts.items()}
        return {}

    def _rows(
        self, subject: Subject, groups: frozenset[str] | None, score: str, year: int
    ) -> Iterator[tuple[str | None, Standing]]:
        """Yield the standings of some groups, or of all, each with the group it is judged in.

        People are one group unless groups are named: then each is judged in that of his unit.
        """
        for table in self._years[score, year]:
            if table.key.ranked is not _RANKED[subject] or not table.competing:
                continue
            for row in table.rows:
                group = table.key.group
                if subject is Subject.PERSON and groups is not None:
                    unit = self._corpus.people[row.subject].unit
                    group = group_of(self._corpus, unit, table.rulebook)
                if groups is None or group in groups:
                    yield group, row

    def _past_points(self, award: Award, score: str, year: int) -> Mapping[str, Points]:
        """Return last year's points by the names of this year's end."""
        if (score, year - 1) not in self._years:
            return {}
        rulebook = self.rulebook(score, year)
        gathered: defaultdict[str, list[Points]] = defaultdict(list)
        for _, row in self._rows(award.subject, None, score, year - 1):
            gathered[self._name(award, row.subject, year, rulebook)].append(row.points)
        return {subject: total(points) for subject, points in gathered.items()}

    def _cases(self, award: Award, year: int, rulebook: Rulebook) -> Mapping[str, int]:
        """Return how many cases of a year were selected, by unit or by author."""
        counts: Counter[str] = Counter()
        for item, track, when in self._selected:
            if when != year or award.track not in (None, track):
                continue
            units = tuple(share.unit for share in item.units)
            whose = units if award.subject is Subject.UNIT else item.authors
            counts.update({self._name(award, each, year, rulebook) for each in whose})
        return counts

    def verdict_veto(self, rulebook: Rulebook, unit: str, year: int) -> str | None:
        """Return the 达标 verdict of a year that bars a unit from awards, or None."""
        for mark in rulebook.pass_marks:
            if not mark.veto:
                continue
            for key, table in self._tables.items():
                if key.ranked is not Ranked.UNIT or key.period.kind is not mark.period:
                    continue
                if key.score != rulebook.score or key.period.start.year != year:
                    continue
                for row in table.rows:
                    if row.subject == unit and mark.verdict in row.verdicts:
                        return f"{key.period.label}{mark.verdict}，取消评先（{mark.clause}）"
        return None


def _measured(
    award: Award, row: Standing, others: Mapping[str, Points]
) -> tuple[Fraction, Points] | None:
    """Return by what a row is ordered and what is told of it, None where it has nothing."""
    points = fraction(row.points)
    match award.criterion:
        case Criterion.RANK | Criterion.EXCELLENT_YEARS:
            return (Fraction(-row.rank), row.points) if points > 0 else None
        case Criterion.GROWTH if row.subject not in others:
            return None
        case Criterion.GROWTH:
            value = points - fraction(others[row.subject])
        case Criterion.POINTS:
            value = points
        case Criterion.ENDORSEMENTS:
            value = Fraction(row.tally.endorsements)
        case Criterion.ADOPTIONS:
            value = Fraction(row.tally.adopted)
        case Criterion.CASES:
            value = fraction(others.get(row.subject, ZERO))
    return (value, normal(value)) if value > 0 else None


def _best(candidates: list[_Candidate], places: int | None) -> Iterator[Win]:
    """Yield the candidates of one group within the places, best first, equals sharing a place."""
    measures = sorted((each.measure for each in candidates), reverse=True)
    for each in sorted(candidates, key=lambda each: each.measure, reverse=True):
        place = measures.index(each.measure) + 1
        if places is not None and place > places:
            return
        tied = measures[place : place + 1] == [each.measure]
        yield Win(each.subject, each.group, place, tied, each.amount)
