"""问题 of rulebooks: what one or several of them say together that cannot be meant.

Names of units, publications, leaders, kinds, forms and ranks are looked up when a rulebook is
read; here stands what needs the whole rulebook, its registry or its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, pairwise

from scoring.catalogue import rulebook as faults
from scoring.conditions import Condition, Fixed, Judged, Multiple, Value
from scoring.findings import Finding, ordered
from scoring.model import Corpus, Judgement, Publication
from scoring.nearest import did_you_mean, nearest
from scoring.outline import Trait, having
from scoring.points import Points
from scoring.rule_cover import LINES, Line, adoption_lines, contains, covering, empty, meet
from scoring.rulebook import Rulebook, ScoreTable, in_force, rules_of
from scoring.rules import (
    AdoptionRule,
    AssignmentRule,
    EndorsementRule,
    FaultRule,
    ForwardingRule,
    Rule,
    SubmissionRule,
)

_SECTIONS: dict[type[Rule], str] = {
    AdoptionRule: "采用",
    SubmissionRule: "报送",
    ForwardingRule: "报上级",
    EndorsementRule: "批示",
}


def check_rulebooks(corpus: Corpus) -> tuple[Finding, ...]:
    """Return the findings about all rulebooks of a corpus, in order of place."""
    found: list[Finding] = []
    for book in corpus.rulebooks:
        found += _dates(book)
        found += _values(corpus, book)
        found += _endorsement_values(book)
        found += _ranges(book)
        found += _bounds(book)
        found += _effects(book)
        found += _groups(corpus, book)
        found += _repeated(book)
        for lines in LINES:
            found += _order(lines(corpus, book))
    found += _succession(corpus.rulebooks)
    found += _gaps(corpus)
    found += _judgements(corpus)
    return ordered(found)


def _dates(book: Rulebook) -> Iterator[Finding]:
    if book.until is not None and book.until < book.effective:
        yield faults.ENDS_BEFORE_START.at(book.source, until=book.until, start=book.effective)


def _succession(books: tuple[Rulebook, ...]) -> Iterator[Finding]:
    """Yield findings about neighbours of one score: same start, or days without any rulebook."""
    for score in sorted({book.score for book in books}):
        line = sorted(
            (book for book in books if book.score == score), key=lambda b: (b.effective, b.id)
        )
        for before, after in pairwise(line):
            if before.effective == after.effective:
                yield faults.SAME_START.at(
                    after.source, other=before.source.path, score=score, day=after.effective
                )
            elif before.until is not None and before.until + timedelta(1) < after.effective:
                yield faults.TIME_GAP.at(
                    after.source,
                    other=before.source.path,
                    until=before.until,
                    start=after.effective,
                )


def _valued(book: Rulebook) -> Iterator[tuple[Rule, Value, Condition | None]]:
    """Yield the rules that give a value, with their conditions where they look at adoptions."""
    for adoption in book.adoptions:
        yield adoption, adoption.value, adoption.when
    for sent in book.submissions:
        yield sent, sent.value, None
    for chosen in book.forwardings:
        yield chosen, chosen.value, None
    for endorsement in book.endorsements:
        if endorsement.value is not None:
            yield endorsement, endorsement.value, None


def _values(corpus: Corpus, book: Rulebook) -> Iterator[Finding]:
    """Yield findings about 依据: naming nothing, naming another multiple, missing a publication."""
    tables = {table.name: table for table in book.tables}
    clauses: dict[str, list[AdoptionRule]] = {}
    for adoption in book.adoptions:
        clauses.setdefault(adoption.clause, []).append(adoption)
    for rule, value, when in _valued(book):
        if not isinstance(value, Multiple):
            continue
        if value.of in tables:
            yield from _table_values(corpus, rule, tables[value.of], when)
        elif value.of not in clauses:
            near = did_you_mean(nearest(value.of, (*tables, *clauses)))
            yield faults.NO_BASIS.at(rule.source, clause=rule.clause, basis=value.of, hint=near)
        elif not all(isinstance(basis.value, Fixed) for basis in clauses[value.of]):
            yield faults.UNFIT_BASIS.at(
                rule.source, clause=rule.clause, basis=value.of, fault="不是固定分值"
            )


def _table_values(
    corpus: Corpus, rule: Rule, table: ScoreTable, when: Condition | None
) -> Iterator[Finding]:
    """Yield a finding for each publication named by a rule that its table does not know."""
    for name in sorted((when.publications if when is not None else None) or ()):
        paper = corpus.publications.get(name)
        if name not in table.publications and (paper is None or paper.level not in table.levels):
            yield faults.NO_TABLE_VALUE.at(
                rule.source, clause=rule.clause, basis=table.name, publication=name
            )


def _endorsement_values(book: Rulebook) -> Iterator[Finding]:
    for rule in book.endorsements:
        if (rule.value is None) == (rule.doubling is None):
            fault = "两样都没有写" if rule.value is None else "两样都写了"
            yield faults.ONE_VALUE.at(rule.source, clause=rule.clause, fault=fault)


def _ranges(book: Rulebook) -> Iterator[Finding]:
    """Yield findings about ranges whose ends are the wrong way round."""
    conditioned: list[tuple[Rule, Condition]] = [(rule, rule.when) for rule in book.adoptions]
    conditioned += [(rule, rule.when) for rule in book.submissions]
    conditioned += [(rule, rule.when) for rule in book.forwardings]
    conditioned += [(rule, rule.when) for rule in book.multipliers]
    conditioned += [(rule, rule.when) for rule in book.quotas]
    for rule, when in conditioned:
        length = when.length
        if length and length.low is not None and length.high is not None:
            yield from _range(rule, "字数", length.low, length.high)
    for valued, value, _ in _valued(book):
        if isinstance(value, Judged):
            yield from _range(valued, "裁量范围", value.low, value.high)
    for judged in book.judgements:
        yield from _range(judged, "裁量范围", judged.low, judged.high)


def _range(rule: Rule, what: str, low: Points | int, high: Points | int) -> Iterator[Finding]:
    if low > high:
        yield faults.RANGE_ORDER.at(rule.source, clause=rule.clause, what=what, low=low, high=high)


def _bounds(book: Rulebook) -> Iterator[Finding]:
    for limit in book.limits:
        if limit.cap is None and limit.floor is None:
            yield faults.LIMITS.at(limit.source, clause=limit.clause, fault="没有写上限或下限")
        elif limit.cap is not None and limit.floor is not None and limit.floor > limit.cap:
            yield faults.LIMITS.at(
                limit.source,
                clause=limit.clause,
                fault=f"下限 {limit.floor} 高于上限 {limit.cap}",
            )
    for rate in book.rates:
        if (rate.below is None) == (rate.at_least is None):
            yield faults.RATE_BOUND.at(rate.source, clause=rate.clause)


def _effects(book: Rulebook) -> Iterator[Finding]:
    """Yield findings about lines that say nothing."""
    for rule in book.assignments:
        if _silent_assignment(rule):
            yield faults.NO_EFFECT.at(
                rule.source,
                clause=rule.clause,
                section="约稿或任务",
                wanted="按时、迟报、未报、采用或累计",
            )
    for fault in book.faults:
        if _silent_fault(fault):
            yield faults.NO_EFFECT.at(
                fault.source,
                clause=fault.clause,
                section="差错",
                wanted="记分、作废、清零或取消评先",
            )
    for quota in book.quotas:
        if not quota.required:
            yield faults.NO_EFFECT.at(
                quota.source, clause=quota.clause, section="定额", wanted="哪些类别要完成多少"
            )


def _silent_assignment(rule: AssignmentRule) -> bool:
    given = (rule.on_time, rule.late, rule.missing, rule.adopted, rule.strikes)
    return all(each is None for each in given)


def _silent_fault(rule: FaultRule) -> bool:
    return rule.points is None and not (rule.cancels_item or rule.clears or rule.veto)


def _groups(corpus: Corpus, book: Rulebook) -> Iterator[Finding]:
    """Yield findings about awards and pass marks of a group that does not exist."""
    known = {unit.group for unit in corpus.units.values() if unit.group is not None}
    known |= {*corpus.office.groups, *(book.groupings or ())}
    ranking: list[tuple[Rule, frozenset[str] | None]] = [(r, r.groups) for r in book.awards]
    ranking += [(rule, rule.groups) for rule in book.pass_marks]
    for rule, groups in ranking:
        for group in sorted(groups or ()):
            if group not in known:
                near = did_you_mean(nearest(group, known))
                yield faults.NO_GROUP.at(rule.source, clause=rule.clause, group=group, hint=near)


def _repeated(book: Rulebook) -> Iterator[Finding]:
    seen: set[str] = set()
    for table in book.tables:
        if table.name in seen:
            yield faults.REPEATED.at(
                table.source, what="分值表", name=table.name, mend="请给其中一张改名"
            )
        seen.add(table.name)
    members = sorted(chain.from_iterable((book.groupings or {}).values()))
    for unit in sorted({one for one, other in pairwise(members) if one == other}):
        yield faults.REPEATED.at(
            book.source, what="分组里的单位", name=unit, mend="一个单位只能在一个组"
        )


def _order(lines: tuple[Line, ...]) -> Iterator[Finding]:
    """Yield findings about rules that earlier ones leave nothing of, or share a part with.

    A rule that nothing in the registry can meet (a level without publications) is not reported.
    Where the earlier rule lies wholly inside the later one, or gives nothing (an exception stated
    first), the order is plainly meant; where both give the same, it does not matter.
    """
    for index, line in enumerate(lines):
        if empty(line.box):
            continue
        section = _SECTIONS[type(line.rule)]
        above = covering(line, lines[:index])
        if above:
            names = "、".join(dict.fromkeys(other.rule.clause for other in above))
            yield faults.UNREACHABLE.at(
                line.rule.source, clause=line.rule.clause, section=section, earlier=names
            )
            continue
        for other in lines[:index]:
            if (
                other.value != line.value
                and not _exception(other)
                and not empty(other.box)
                and meet(other.box, line.box)
                and not contains(line.box, other.box)
            ):
                yield faults.OVERLAP.at(
                    line.rule.source,
                    clause=line.rule.clause,
                    earlier=other.rule.clause,
                    line=other.rule.source.line,
                )


def _exception(line: Line) -> bool:
    """Return whether a rule only says that something gives no points."""
    return isinstance(line.given, Fixed) and line.given.points == 0


def _ends(corpus: Corpus, book: Rulebook) -> date:
    """Return the last day on which a rulebook can hold."""
    later = [
        other.effective - timedelta(1)
        for other in corpus.rulebooks
        if other.score == book.score and other.effective > book.effective
    ]
    return min(later, default=book.until or date.max)


def _gaps(corpus: Corpus) -> Iterator[Finding]:
    """Yield a finding for each publication that no rulebook in force together scores."""
    scored = {
        book.id: {name for line in adoption_lines(corpus, book) for name in line.box[0]}
        for book in corpus.rulebooks
    }
    for book in corpus.rulebooks:
        if not book.adoptions:
            continue
        last = _ends(corpus, book)
        beside = [
            other
            for other in corpus.rulebooks
            if other.score != book.score
            and other.effective <= last
            and _ends(corpus, other) >= book.effective
        ]
        everywhere = scored[book.id].union(*(scored[other.id] for other in beside))
        for name, paper in corpus.publications.items():
            if name not in everywhere and _lives(paper, book.effective, last):
                yield faults.GAP.at(book.source, publication=name)


def _lives(paper: Publication, first: date, last: date) -> bool:
    begins = paper.valid_from is None or paper.valid_from <= last
    return begins and (paper.valid_to is None or paper.valid_to >= first)


def _judgements(corpus: Corpus) -> Iterator[Finding]:
    """Yield findings about recorded 裁量 that no rule allows, or not as much."""
    facts = chain(
        chain.from_iterable(item.judgements for item in having(corpus.items, Trait.JUDGEMENTS)),
        corpus.judgements,
    )
    scores = sorted({book.score for book in corpus.rulebooks})
    for fact in facts:
        holding = [in_force(corpus.rulebooks, score, fact.date) for score in scores]
        yield from _judgement(fact, [book for book in holding if book is not None])


def _judgement(fact: Judgement, books: list[Rulebook]) -> Iterator[Finding]:
    ranges = [pair for book in books for pair in _judged(book, fact.clause)]
    if not ranges:
        known = {rule.clause for book in books for rule in rules_of(book)}
        near = did_you_mean(nearest(fact.clause, known - {fact.clause}))
        yield faults.NOT_JUDGED.at(fact.source, day=fact.date, clause=fact.clause, hint=near)
    elif not any(low <= fact.points <= high for low, high in ranges):
        low, high = ranges[0]
        yield faults.OUTSIDE_RANGE.at(
            fact.source, clause=fact.clause, low=low, high=high, points=fact.points
        )


def _judged(book: Rulebook, clause: str) -> Iterator[tuple[Points, Points]]:
    """Yield the ranges that a clause leaves to judgement."""
    for rule, value, _ in _valued(book):
        if rule.clause == clause and isinstance(value, Judged):
            yield value.low, value.high
    for judged in book.judgements:
        if judged.clause == clause:
            yield judged.low, judged.high
